"""Whether targeting beats chance: the verdict, rates with intervals, drift, campaigns, and the desk's lanes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.fields import NumberField
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import mark, theme
from app.risk.rules.feedback import Group
from app.risk.screen.words import amount_text, group_text, rate_text
from app.risk.view import Amount, TargetingView


class WorthPart(QWidget):
    """The supervisor's report, and the capacity that the lanes are fitted to."""

    def __init__(self) -> None:
        super().__init__()
        self.verdict = label(kind="heading", wrap=True)
        self.said = label(wrap=True)
        self.lanes = label(kind="note", wrap=True)
        self.opened, self.documents = NumberField(""), NumberField("")
        self.fit = ActButton("", key="F", icon="scale")
        self._heads = {name: label(kind="heading") for name in ("drift", "campaigns", "capacity")}
        self.drift, self.campaigns = label(wrap=True), label(wrap=True)
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
        halves.addWidget(self.groups, 3)
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
        for name, told in (("drift", self.drift), ("campaigns", self.campaigns), ("capacity", self.lanes)):
            column.addWidget(self._heads[name])
            column.addWidget(told)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.opened, 1)
        row.addWidget(self.documents, 1)
        row.addWidget(self.fit, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addStretch(1)
        return side

    def _on_theme(self) -> None:
        self.groups.setMinimumHeight(theme().px(180))

    def _columns(self) -> Sequence[Column[Group]]:
        return (
            Column("group", self.tr("group"), group_text, stretch=True),
            Column("rate", self.tr("hits, 95 %"), lambda row: rate_text(row.rate), width=150),
            Column("above", self.tr("above random"), _above, width=120),
        )

    def retranslate(self) -> None:
        """Say everything in the language on screen."""
        self.groups.set_words(self._columns(), self.tr("No inspection has ended yet. Rates stand here when some have."))
        self._heads["drift"].setText(self.tr("Has anything moved?"))
        self._heads["campaigns"].setText(self.tr("Campaigns"))
        self._heads["capacity"].setText(self.tr("What the desk can do a day"))
        self.opened.set_title(self.tr("shipments opened"))
        self.documents.set_title(self.tr("documents read"))
        self.fit.set_text(self.tr("fit the lanes"))
        self._show()

    def render_view(self, view: TargetingView) -> None:
        """Show the report."""
        if self._view is None or (view.opened, view.documents) != (self._view.opened, self._view.documents):
            self.opened.set_value(view.opened)
            self.documents.set_value(view.documents)
        self._view = view
        told = view.report
        random = Group("chosen", "random", told.random, None)
        self.groups.set_rows((*((random,) if told.random.of else ()), *view.groups))
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        self.verdict.setText(words(view.report.verdict))
        self.said.setText(words(view.model))
        self.drift.setText("\n".join(words(each) for each in view.drift))
        told = "\n".join(words(each.say) for each in view.campaigns)
        self.campaigns.setText(told or self.tr("No campaign runs today."))
        lanes = self.tr("Red from {red} points, yellow from {yellow}; {random} of all are drawn at random.")
        self.lanes.setText(
            lanes.format(
                red=f"{view.lanes.red:g}", yellow=f"{view.lanes.yellow:g}", random=f"{view.lanes.random_share:.0%}"
            )
        )


def _above(group: Group) -> str | None:
    if group.above_random is None or group.low is None or group.high is None:
        return None
    return amount_text(Amount(group.above_random, group.low, group.high))
