"""The rules that nobody has verified, on screen: the supervisor's word on them, once for the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.fields import Form, TextField
from app.desk.language import language, words
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.detention.defaults import DefaultRule, default_rules
from app.detention.moves import confirm_rules
from app.detention.rulebook import law_in_force
from app.identity.rules import Power
from app.seat import Seat


class DefaultRules(QWidget):
    """The unverified rules of the pack in force: the chosen ones are confirmed together, with the reason."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._may = seat.officer.may(Power.CONFIRM_RULE)
        self._title, self._about = label(kind="title"), label(kind="note", wrap=True)
        self.table: RecordTable[DefaultRule] = RecordTable(
            "default_rules", self._columns(), same=lambda rule: (rule.kind, rule.id), many=True
        )
        self.form = Form()
        self.form.add("reason", TextField("", longest=2000))
        self._confirm = ActButton("", key="C", icon="shield-check")
        self._confirm.clicked.connect(self._on_confirm)
        row = QHBoxLayout()
        row.addWidget(self.form, 1)
        row.addWidget(self._confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._about, self.table):
            column.addWidget(widget)
        column.addLayout(row)
        self.form.setVisible(self._may)
        self._confirm.setVisible(self._may)
        self._fit()
        theme().changed.connect(self._fit)
        self.retranslate()

    @Slot()
    def _fit(self) -> None:
        self.table.setFixedHeight(theme().px(300))

    def _columns(self) -> Sequence[Column[DefaultRule]]:
        return (
            Column("kind", self.tr("kind"), lambda rule: words(Say(f"case.default_{rule.kind}")), width=120),
            Column("name", self.tr("rule"), lambda rule: rule.name.in_lang(language().lang), stretch=True),
            Column("source", self.tr("said to stand in"), lambda rule: rule.source.text, width=240),
            Column("state", self.tr("state"), self._state, width=270),
        )

    def _state(self, rule: DefaultRule) -> Word:
        if rule.open:
            return Word("yellow", self.tr("unverified default"), "help-circle")
        text = self.tr("confirmed by {officer}, {day}").format(officer=rule.confirmed_by, day=rule.confirmed_at[:10])
        return Word("green", text, "shield-check")

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        self._title.setText(self.tr("Unverified rules"))
        self._about.setText(
            self.tr(
                "Nobody has checked these against the text of the law. A supervisor's word, once, makes them bind here."
            )
        )
        self.form["reason"].set_title(self.tr("What it was checked against"))
        self._confirm.set_text(self.tr("confirm the chosen rules for this office"))
        self.table.set_words(self._columns(), self.tr("Every rule of this pack is verified."))

    def arrive(self) -> None:
        """Read the rules afresh."""
        station = self._seat.station
        self._seat.jobs.read(lambda: default_rules(station), self._show, owner=self)

    def _show(self, rules: tuple[DefaultRule, ...]) -> None:
        self.table.set_rows(rules)
        self._confirm.setEnabled(any(rule.open for rule in rules))

    @Slot()
    def _on_confirm(self) -> None:
        seat, reason = self._seat, str(self.form["reason"].value() or "")
        chosen = [rule.id for rule in self.table.selected if rule.open]
        if not chosen:
            self._seat.messages.tell(Say("case.choose_rules"))
            return
        if not reason:
            self.form["reason"].refuse(Say("case.no_reason"))
            return

        def op() -> int:
            procedure = law_in_force(seat.station)
            confirm_rules(seat.station, seat.officer, procedure, chosen, reason)
            return len(chosen)

        seat.jobs.change(op, self._on_confirmed, self._on_refused, owner=self)

    def _on_confirmed(self, count: int) -> None:
        self.form["reason"].set_value("")
        self._seat.messages.tell(Say("case.rules_confirmed", {"count": count}))
        self.arrive()

    def _on_refused(self, failure: Any) -> None:
        self._seat.messages.tell(failure, self.form)
