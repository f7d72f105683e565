"""Shipments that wait, the traders of the chosen one, and moving it to another lane with authority and reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk.fields import ChoiceField, Form, TextField
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import mark
from app.risk.screen.words import lane_text, lane_word
from app.risk.view import ShipmentRow, TraderFact, Traders, facts_of, seen_words
from app.risk.work.steering import lanes_open_to


class ShipmentsPart(QWidget):
    """Choose a shipment; its traders stand beside it."""

    chosen = Signal(object)
    """A ShipmentRow, or None."""

    def __init__(self) -> None:
        super().__init__()
        self.table: RecordTable[ShipmentRow] = RecordTable(
            "targeting-shipments", self._columns(), same=lambda row: row.number
        )
        self.table.chosen.connect(self._on_chosen)
        self.form = Form(columns=3)
        self.form.add("lane", ChoiceField(""))
        self.form.add("authority", TextField(""))
        self.form.add("reason", TextField(""))
        self._traders: Traders | None = None
        self._shown: ShipmentRow | None = None
        self._told = QVBoxLayout()
        self._told.setSpacing(6)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.table.setMinimumHeight(110)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self._card())
        halves.setSizes([620, 420])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(halves)

    def _card(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._told)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumHeight(110)
        card = QFrame()
        mark(card, kind="card")
        outer = QVBoxLayout(card)
        outer.setContentsMargins(16, 12, 8, 12)
        outer.addWidget(area)
        return card

    def _columns(self) -> Sequence[Column[ShipmentRow]]:
        return (
            Column("lane", self.tr("lane"), lambda row: lane_word(row.lane), width=92),
            Column("weighed", self.tr("weighed"), _weighed, width=92),
            Column("score", self.tr("score"), lambda row: round(row.score), width=60),
            Column("number", self.tr("number"), lambda row: row.number, width=160),
            Column("parties", self.tr("from whom to whom"), lambda row: row.parties, stretch=True),
        )

    def retranslate(self) -> None:
        """Say everything in the language on screen."""
        self.table.set_words(self._columns(), self.tr("No shipment waits. Import declarations on the Queue page."))
        self.form["lane"].set_title(self.tr("Move to the lane"))
        self.form["authority"].set_title(self.tr("Under whose authority"))
        self.form["reason"].set_title(self.tr("Reason"))
        self._offer(self.table.row)
        self._show()

    def set_rows(self, rows: Sequence[ShipmentRow]) -> None:
        """Show the shipments that wait."""
        before = self._shown
        self.table.set_rows(rows)
        if rows and self.table.row is None:
            self.table.choose(rows[0])
        if self._shown is before and self.row is not None:  # the same shipment, yet its lane may have changed
            self._on_chosen(self.row)

    @property
    def row(self) -> ShipmentRow | None:
        """The chosen shipment."""
        return self.table.row

    @Slot(object)
    def _on_chosen(self, row: ShipmentRow | None) -> None:
        self._traders = None
        self._shown = row
        self._offer(row)
        self.form.clear_refusals()
        self._show()
        self.chosen.emit(row)

    def _offer(self, row: ShipmentRow | None) -> None:
        choice = self.form["lane"]
        if isinstance(choice, ChoiceField) and row is not None:
            choice.set_choices([(lane.value, lane_text(lane.value)) for lane in lanes_open_to(row.lane)])

    def show_traders(self, traders: Traders | None) -> None:
        """Show the traders of the chosen shipment; an answer about another one comes too late."""
        if traders is None or self.row is None or traders.declaration_no != self.row.number:
            return
        self._traders = traders
        self._show()

    def _show(self) -> None:
        while (item := self._told.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        row = self.row
        if row is None:
            self._told.addWidget(label(self.tr("Choose a shipment to see its traders."), wrap=True))
            return
        if row.rerouted_by:
            said = self.tr("Moved by {officer} from {before}: {authority}; {reason}")
            gaps = {"officer": row.rerouted_by, "before": lane_text(row.weighed_lane)}
            said = said.format(**gaps, authority=row.authority, reason=row.reason)
            self._told.addWidget(label(said, wrap=True))
        for profile in self._traders.profiles if self._traders else ():
            self._told.addWidget(label(_part_text(profile.part), "heading", wrap=True))
            for fact in facts_of(profile):
                self._told.addWidget(label(_fact_text(fact), wrap=True))
        seen = seen_words(self._traders) if self._traders else ()
        if seen:
            self._told.addWidget(label(words(Say("targeting.fact_links")), "heading", wrap=True))
        for said_ in seen:
            self._told.addWidget(label(words(said_), wrap=True))


def _weighed(row: ShipmentRow) -> object:
    return lane_word(row.weighed_lane) if row.rerouted_by else None


def _part_text(part: str) -> str:
    if part == "consignor":
        return QCoreApplication.translate("Parties", "Consignor")
    return QCoreApplication.translate("Parties", "Consignee")


def _fact_text(fact: TraderFact) -> str:
    value = "; ".join(_value(each) for each in fact.values) or words(Say("targeting.none_seen"))
    return f"{words(fact.name)}: {value}  · {_value(fact.source)}"


def _value(each: Say | str | int | date) -> str:
    return words(each) if isinstance(each, Say) else str(each)
