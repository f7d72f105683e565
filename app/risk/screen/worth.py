"""Whether targeting beats chance: the verdict, rates with intervals, drift, campaigns, and the desk's lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk.fields import Field, NumberField
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import mark, theme
from app.risk.rules import Capacity, LaneRules
from app.risk.rules.feedback import Group
from app.risk.scorecard.drift import Tenth
from app.risk.screen.part import Part, act, give_way
from app.risk.screen.words import amount_text, group_text, holds_word, rate_text, tenth_text
from app.risk.view import Amount, TargetingView
from app.risk.work import Screener
from app.risk.work.steering import set_capacity
from app.seat import Seat


class WorthPart(Part):
    """The supervisor's report, and the capacity that the lanes are fitted to."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__(seat, screener)
        self.verdict = label(kind="heading", wrap=True)
        self.said = label(wrap=True)
        self.lanes = label(kind="note", wrap=True)
        self.opened, self.documents = NumberField(""), NumberField("")
        self.fit = act("F", "scale", self._on_fit)
        self.acts = (self.fit,)
        self._heads = {name: label(kind="heading") for name in ("drift", "draws", "capacity")}
        self.drift, self.draws = label(wrap=True), label(wrap=True)
        self.tenths: RecordTable[Tenth] = RecordTable(
            "targeting-tenths", self._tenth_columns(), same=lambda row: (row.low, row.high)
        )
        self.groups: RecordTable[Group] = RecordTable(
            "targeting-groups", self._columns(), same=lambda row: (row.kind, row.name)
        )
        self._view: TargetingView | None = None
        self._lay_out()
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _lay_out(self) -> None:
        card = QFrame()
        mark(card, kind="card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self.verdict)
        inside.addWidget(self.said)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        tables = QVBoxLayout()
        tables.setSpacing(8)
        tables.addWidget(self.groups, 3)
        tables.addWidget(self.tenths, 2)
        halves.addLayout(tables, 3)
        halves.addWidget(self._side(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addLayout(halves, 1)

    def _side(self) -> QWidget:
        side = QFrame()
        mark(side, kind="card")
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for name, told in (
            ("drift", self.drift),
            ("draws", self.draws),
            ("capacity", self.lanes),
        ):
            column.addWidget(self._heads[name])
            column.addWidget(told)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.opened, 1)
        row.addWidget(self.documents, 1)
        column.addLayout(row)
        column.addStretch(1)
        return side

    def _on_theme(self) -> None:
        give_way(self.groups, self.tenths)

    def _columns(self) -> Sequence[Column[Group]]:
        return (
            Column("group", self.tr("group"), group_text, stretch=True),
            Column("rate", self.tr("hits, 95 %"), lambda row: rate_text(row.rate), width=170),
            Column("above", self.tr("above random"), _above, width=120),
        )

    def _tenth_columns(self) -> Sequence[Column[Tenth]]:
        return (
            Column("band", self.tr("tenth, by what was foretold"), tenth_text, stretch=True),
            Column("foretold", self.tr("foretold"), lambda row: f"{row.foretold:.1%}", width=92, align="right"),
            Column("found", self.tr("found, 95 %"), lambda row: rate_text(row.found), width=170),
            Column("holds", self.tr("holds"), holds_word, width=92),
        )

    def fields(self) -> Mapping[str, Field]:
        return {"opened": self.opened, "documents": self.documents}

    def retranslate(self) -> None:
        self.groups.set_words(self._columns(), self.tr("No inspection has ended yet. Rates stand here when some have."))
        self._heads["drift"].setText(self.tr("Has anything moved?"))
        self.tenths.set_words(
            self._tenth_columns(), self.tr("From 100 inspections on, forecasts are held against finds here.")
        )
        self._heads["draws"].setText(self.tr("Was the draw fair?"))
        self._heads["capacity"].setText(self.tr("What the desk can do a day"))
        self.opened.set_title(self.tr("shipments opened"))
        self.documents.set_title(self.tr("documents read"))
        self.fit.set_text(self.tr("fit the lanes"))
        self._show()

    def render_view(self, view: TargetingView) -> None:
        if self._view is None or (view.opened, view.documents) != (self._view.opened, self._view.documents):
            self.opened.set_value(view.opened)
            self.documents.set_value(view.documents)
        self._view = view
        told = view.report
        random = Group("chosen", "random", told.random, None)
        self.groups.set_rows((*((random,) if told.random.of else ()), *view.groups))
        self.tenths.set_rows(view.tenths)
        self.tenths.setVisible(bool(view.tenths))
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        self.verdict.setText(words(view.report.verdict))
        self.said.setText(words(view.model))
        self.drift.setText("\n".join(words(each) for each in view.drift))
        self.draws.setText(words(view.draws))
        lanes = self.tr(
            "Red from {red} points (expected {reds} of all), yellow from {yellow} ({yellows}); "
            "{random} are drawn at random."
        )
        points = {"red": f"{view.lanes.red:g}", "yellow": f"{view.lanes.yellow:g}"}
        shares = {"reds": f"{view.lanes.red_share:.0%}", "yellows": f"{view.lanes.yellow_share:.0%}"}
        self.lanes.setText(lanes.format(**points, **shares, random=f"{view.lanes.random_share:.0%}"))

    def _on_fit(self) -> None:
        seat, pack = self._seat, self._screener.pack
        capacity = Capacity(int(self.opened.value() or 0), int(self.documents.value() or 0))
        self.change(lambda: set_capacity(seat.station, seat.officer, pack, capacity), partial(_fitted, capacity))


def _fitted(capacity: Capacity, lanes: LaneRules) -> Say:
    points = {"red": f"{lanes.red:g}", "yellow": f"{lanes.yellow:g}"}
    return Say("targeting.capacity_kept", {"opened": capacity.opened, **points})


def _above(group: Group) -> str | None:
    if group.above_random is None or group.low is None or group.high is None:
        return None
    return amount_text(Amount(group.above_random, group.low, group.high))
