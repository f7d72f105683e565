"""A case beyond customs: the thresholds it reaches, and what police, courts, experts and platforms were told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.core.errors import Say
from app.core.wording import grouped
from app.custody.case_view import Beyond, MatterRow, beyond
from app.custody.screen import telling
from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.layouts import WrapRow
from app.desk.signs import StatePill, Word, label
from app.desk.table import Column, RecordTable
from app.detention.procedure.law import Threshold
from app.identity.rules import Power
from app.notice.cases_view import ActShown
from app.notice.screen.asking import Question
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.words import both, sourced
from app.seat import Seat

ACTS = (
    ("refer", "N", "gavel"), ("opinion", "T", "report"), ("platform", "W", "external-link"), ("answer", "A", "check"),
    ("expert", "V", "user"),
)  # fmt: skip


class BeyondPanel(CasePanel):
    """Warnings, and what others were told and answered."""

    key = "B"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._known: Beyond | None = None
        self._warning, self._reached = StatePill(), label(wrap=True)
        self._table: RecordTable[MatterRow] = RecordTable("case_matters", self._columns(), same=lambda row: row.id)
        self._table.chosen.connect(lambda _row: self._show_acts())
        self._acts = {name: ActButton("", key=key, icon=icon) for name, key, icon in ACTS}
        for name, button in self._acts.items():
            button.clicked.connect(partial(self._on_act, name))
        warning = WrapRow()
        warning.addWidget(self._warning)
        self.stack(self._acts.values(), warning, self._reached, self._table, heights={self._table: 260})

    def _columns(self) -> Sequence[Column[MatterRow]]:
        return (
            Column("at", self.tr("when"), lambda row: row.at.date(), width=100),
            Column("kind", self.tr("what"), lambda row: words(Say(f"custody.matter_{row.kind}")), width=90),
            Column("whom", self.tr("to"), lambda row: row.whom, width=140),
            Column("about", self.tr("about"), lambda row: row.about, stretch=True),
            Column("answer", self.tr("answer"), self._answer, width=150),
            Column("on", self.tr("answered"), lambda row: row.answered_on, width=96),
            Column("note", self.tr("remark"), lambda row: row.note, width=100),
        )

    def _answer(self, row: MatterRow) -> Word:
        if row.answer is None:
            return Word("yellow", self.tr("waits"), "hourglass")
        return Word("blue", words(row.answer), "check")

    @property
    def title(self) -> str:
        count = len(self._known.matters) if self._known else 0
        warns = " ⚠" if self._known and self._known.reached else ""
        return self.tr("beyond customs") + f" {count}{warns}"

    @property
    def table(self) -> RecordTable[Any]:
        return self._table

    def retranslate(self) -> None:
        texts = {
            "refer": self.tr("refer the case"),
            "opinion": self.tr("ask for an opinion"),
            "platform": self.tr("notify a platform"),
            "answer": self.tr("record the answer"),
            "expert": self.tr("add an expert"),
        }
        for name, button in self._acts.items():
            button.set_text(texts[name])
        self._table.set_words(self._columns(), self.tr("Nobody was told of this case yet. [N] refers it."))
        self._show()

    def show_case(self, at: At) -> None:
        if self.at is None or self.at.view.case_id != at.view.case_id:
            self._known = None
        super().show_case(at)
        station, case_id = self.seat.station, at.view.case_id
        self.seat.jobs.read(lambda: beyond(station, case_id), partial(self._on_read, case_id), owner=self)

    def _on_read(self, case_id: str, known: Beyond) -> None:
        if self.at is None or self.at.view.case_id != case_id:
            return
        self._known = known
        self._table.set_rows(known.matters)
        if known.matters and self._table.row is None:
            self._table.choose(known.matters[0])
        self._show()
        self.retitled.emit()

    def _show(self) -> None:
        reached = self._known.reached if self._known else ()
        self._warning.setVisible(bool(reached))
        self._warning.set_word(Word("red", self.tr("a crime may be suspected"), "alert-triangle-filled"))
        self._reached.setVisible(bool(reached))
        self._reached.setText("\n".join(map(self._threshold, reached)))
        self._show_acts()

    def _threshold(self, rule: Threshold) -> str:
        """A threshold with its figure, its dates and how well it was verified; the officer decides."""
        known = self._known.confirmed if self._known else frozenset()
        unverified = rule.source.needs_word and rule.id not in known
        until = rule.valid_to.isoformat() if rule.valid_to else self.tr("today")
        line = self.tr("{article} {name}: from {least} · in force {begin} to {end} · {source}")
        return line.format(
            article=rule.article,
            name=both(rule.name),
            least=grouped(rule.least),
            begin=rule.valid_from.isoformat(),
            end=until,
            source=sourced(rule.source, unverified=unverified),
        )

    def _show_acts(self) -> None:
        row = self._table.row
        may = self.may and self._known is not None and self.seat.officer.may(Power.MOVE_CASE)
        for button in self._acts.values():
            button.setVisible(may)
        self._acts["opinion"].setVisible(may and bool(self._known and self._known.experts))
        self._acts["answer"].setVisible(may and row is not None and row.answer is None)

    def _on_act(self, name: str) -> None:
        row = self._table.row
        self.asked.emit(f"answer:{row.id}" if name == "answer" and row is not None else f"{name}:")

    def question(self, name: str, about: str, at: At) -> Question | None:
        known, seat, case_id = self._known, self.seat, at.view.case_id
        if known is None:
            return None
        match name:
            case "refer":
                return telling.refer(seat, case_id, known, at.view.colleagues)
            case "expert":
                return telling.expert(seat)
            case "opinion":
                return telling.opinion(seat, case_id, known)
            case "platform":
                return telling.platform(seat, case_id)
            case "answer":
                row = next((each for each in known.matters if each.id == about and each.answer is None), None)
                return telling.answer(seat, row) if row is not None else None
            case _:
                return None

    def instead_of(self, act: ActShown) -> str:
        """Referring to the police moves the procedure in the same act."""
        return "refer:" if "crime_suspected" in act.act.offer.move.needs else ""
