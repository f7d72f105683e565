"""Shipments that wait, what to open today, the traders of the chosen one, and moving it to another lane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk.fields import ChoiceField, Field, Form, TextField
from app.desk.layouts import emptied, side_by_side
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.identity.rules import Power
from app.risk.rules import Lane
from app.risk.rules.policy import STATED
from app.risk.screen.part import Part, act, scrolled
from app.risk.screen.traders import show_facts, traders_of
from app.risk.screen.words import lane_text, lane_word, plan_text
from app.risk.view import ShipmentRow, TargetingView, Traders, chance_text
from app.risk.work import Screener
from app.risk.work.steering import lanes_open_to, reroute
from app.seat import Seat


class ShipmentsPart(Part):
    """Choose a shipment; its traders stand beside it."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__(seat, screener)
        self.table: RecordTable[ShipmentRow] = RecordTable(
            "targeting-shipments", self._columns(), same=lambda row: row.number
        )
        self.table.chosen.connect(self._on_chosen)
        self.form = Form(columns=3)
        self.form.add("lane", ChoiceField(""))
        self.form.add("authority", TextField(""))
        self.form.add("reason", TextField(""))
        self.form.setVisible(seat.officer.may(Power.REROUTE))
        self.plan = label(kind="note", wrap=True)
        self._capacity: int | None = None
        self._traders: Traders | None = None
        self._shown: ShipmentRow | None = None
        self._told = QVBoxLayout()
        self._told.setSpacing(6)
        self.main = act("M", "arrow-forward-up", self._on_move, main=True)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.table.setMinimumHeight(110)
        column.addWidget(self.plan)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(side_by_side(left, scrolled(self._told), sizes=(760, 320)))

    def _columns(self) -> Sequence[Column[ShipmentRow]]:
        return (
            Column("lane", self.tr("lane"), lambda row: lane_word(row.lane), width=92),
            Column("today", self.tr("open today"), lambda row: plan_text(row.today), width=104),
            Column("score", self.tr("score"), lambda row: round(row.score), width=60),
            Column("likelihood", self.tr("likelihood"), _likelihood, width=84, align="right"),
            Column("value", self.tr("value at stake"), lambda row: round(row.value), unit="CNY", width=148),
            Column("number", self.tr("number"), lambda row: row.number, width=168),
            Column("parties", self.tr("from whom to whom"), lambda row: row.parties, stretch=True, width=160),
        )

    def retranslate(self) -> None:
        self.table.set_words(self._columns(), self.tr("No shipment waits. Import declarations on the Queue page."))
        self.form["lane"].set_title(self.tr("Move to the lane"))
        self.form["authority"].set_title(self.tr("Under whose authority"))
        self.form["reason"].set_title(self.tr("Reason"))
        if self.main is not None:
            self.main.set_text(self.tr("move to the lane"))
        self._offer(self.table.row)
        self._say_plan()
        self._show()

    def fields(self) -> Mapping[str, Field]:
        return {name: self.form[name] for name in ("lane", "authority", "reason")}

    def render_view(self, view: TargetingView) -> None:
        before = self._shown
        self._capacity = view.opened
        self._say_plan()
        self.table.set_rows(view.shipments)
        if view.shipments and self.row is None:
            self.table.choose(view.shipments[0])
        if self.row is not None and self._shown is before:  # the same shipment, yet its lane may have changed
            self._on_chosen(self.row)

    def _say_plan(self) -> None:
        """The stated policy that joins likelihood and value."""
        if self._capacity is None:
            self.plan.setText(self.tr('Say under "worth" what the desk opens a day; then it is planned here.'))
            return
        said = self.tr(
            "{count} openings a day: mandatory ones first; of the rest {random} from the random draw, "
            "{value} by likelihood × value, {likelihood} by likelihood."
        )
        shares = {name: f"{getattr(STATED, name):.0%}" for name in ("random", "value", "likelihood")}
        self.plan.setText(said.format(count=self._capacity, **shares))

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
        if self.main is not None:
            self.main.setEnabled(row is not None)
        if row is not None:
            seat, screener = self._seat, self._screener
            seat.jobs.read(lambda: traders_of(seat, screener, row.number), self.show_traders)

    def _offer(self, row: ShipmentRow | None) -> None:
        choice = self.form["lane"]
        if isinstance(choice, ChoiceField) and row is not None:
            choice.set_choices([(lane.value, lane_text(lane.value)) for lane in lanes_open_to(row.lane)])

    def show_traders(self, traders: Traders | None) -> None:
        """Show the traders of the chosen shipment; an answer about another one comes too late."""
        if traders is not None and self.row is not None and traders.declaration_no == self.row.number:
            self._traders = traders
            self._show()

    def _show(self) -> None:
        emptied(self._told)
        row = self.row
        if row is None:
            self._told.addWidget(label(self.tr("Choose a shipment to see its traders."), wrap=True))
            return
        if row.rerouted_by:
            said = self.tr("Moved by {officer} from {before}: {authority}; {reason}")
            gaps = {"officer": row.rerouted_by, "before": lane_text(row.weighed_lane)}
            self._told.addWidget(label(said.format(**gaps, authority=row.authority, reason=row.reason), wrap=True))
        if self._traders is not None:
            show_facts(self._told, self._traders)

    def _on_move(self) -> None:
        row, seat, told = self.row, self._seat, self.form.values()
        if row is None or not told["lane"]:
            return
        lane = Lane(str(told["lane"]))  # Qt gives a plain text back
        authority, reason = str(told["authority"]), str(told["reason"])
        said = Say("targeting.rerouted", {"number": row.number, "lane": Say(f"risk.lane_{lane.value}")})
        self.change(
            lambda: reroute(seat.station, seat.officer, row.number, lane, authority=authority, reason=reason),
            lambda _none: self._moved(said),
        )

    def _moved(self, said: Say) -> Say:
        self.form.set_values({"authority": "", "reason": ""})
        return said


def _likelihood(row: ShipmentRow) -> str:
    return chance_text(row.likelihood)
