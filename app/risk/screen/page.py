"""The Targeting page for supervisors: rules and their worth, the report, shipments and their traders, priors."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from app.core.errors import Refused, Say
from app.desk.buttons import ActButton
from app.desk.layouts import WrapRow
from app.desk.page import Page
from app.identity.rules import Power
from app.intake.records import declaration
from app.risk.rules import Capacity, Lane, LaneRules
from app.risk.rules.replay import Replay
from app.risk.screen.priors import PriorsPart
from app.risk.screen.rules import RulesPart
from app.risk.screen.shipments import ShipmentsPart
from app.risk.screen.words import lane_text
from app.risk.screen.worth import WorthPart
from app.risk.view import Named, RuleRow, ShipmentRow, TargetingView, Traders, targeting_view, traders_view
from app.risk.work import Screener
from app.risk.work.steering import (
    confirm_rule,
    propose_rule,
    read_rule,
    replayed,
    reroute,
    retire_rule,
    set_capacity,
)
from app.seat import Seat

PARTS = ("rules", "worth", "shipments", "priors")
KEYS = {"rules": "1", "worth": "2", "shipments": "3", "priors": "4"}


class TargetingPage(Page):
    """Four parts of one question: is what we choose to open worth opening?"""

    left = Signal()
    """Back to the queue."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__()
        self._seat, self._screener = seat, screener
        self._view: TargetingView | None = None
        self.rules, self.worth = RulesPart(), WorthPart()
        self.shipments, self.priors = ShipmentsPart(), PriorsPart()
        self.chips = {name: ActButton("", key=KEYS[name]) for name in PARTS}
        self._stack = QStackedWidget()
        self._parts = (self.rules, self.worth, self.shipments, self.priors)
        for part in self._parts:
            self._stack.addWidget(part)
        self._make_acts()
        self._wire()
        row = WrapRow()
        for name, chip in self.chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(partial(self.show_part, name))
            row.addWidget(chip)
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)
        self.show_part("rules")
        self.retranslate()

    def _make_acts(self) -> None:
        self._replay = ActButton("", key="R", icon="history")
        self._confirm = ActButton("", key="C", icon="circle-check-filled")
        self._retire = ActButton("", key="X", icon="x")
        self._back = ActButton("", key="Q", icon="layout-list")
        self._propose = ActButton("", key="P", icon="writing", kind="main")
        self._move = ActButton("", key="M", icon="arrow-forward-up")
        self.set_acts([self._back, self._replay, self._confirm, self._retire, self._move], main=self._propose)

    def _wire(self) -> None:
        self._replay.clicked.connect(self._on_replay)
        self._propose.clicked.connect(self._on_propose)
        self._confirm.clicked.connect(self._on_confirm)
        self._retire.clicked.connect(self._on_retire)
        self._move.clicked.connect(self._on_move)
        self._back.clicked.connect(self.left)
        self.worth.fit.clicked.connect(self._on_fit)
        self.rules.chosen.connect(self._on_rule)
        self.shipments.chosen.connect(self._on_shipment)

    def retranslate(self) -> None:
        self.set_title(self.tr("Targeting"))
        for name, text in zip(
            PARTS, (self.tr("rules"), self.tr("worth"), self.tr("shipments"), self.tr("published figures")), strict=True
        ):
            self.chips[name].set_text(text)
        self._replay.set_text(self.tr("replay on the past"))
        self._propose.set_text(self.tr("propose"))
        self._confirm.set_text(self.tr("confirm"))
        self._retire.set_text(self.tr("switch off"))
        self._move.set_text(self.tr("move to the lane"))
        self._back.set_text(self.tr("queue"))
        for part in self._parts:
            part.retranslate()

    # showing

    @Slot(str)
    def show_part(self, name: str) -> None:
        """Show one of the four parts, with its acts."""
        self._stack.setCurrentIndex(PARTS.index(name))
        for part in self._parts:  # the tallest part must not make the others scroll
            shown = part is self._stack.currentWidget()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
        for other, chip in self.chips.items():
            chip.setChecked(other == name)
        may = self._seat.officer.may
        for act in (self._replay, self._propose, self._confirm, self._retire):
            act.setVisible(name == "rules" and may(Power.EDIT_RULES))
        self._move.setVisible(name == "shipments" and may(Power.REROUTE))
        self._offer(self.rules.row)

    def arrive(self) -> None:
        station, screener = self._seat.station, self._screener
        self._seat.jobs.read(lambda: targeting_view(station, screener), self.render_view)

    def render_view(self, view: TargetingView) -> None:
        """Show how targeting stands."""
        self._view = view
        self.rules.set_rows(view.rules)
        self.worth.render_view(view)
        self.shipments.set_rows(view.shipments)
        self.priors.render_view(view)
        self._offer(self.rules.row)

    @Slot(object)
    def _on_rule(self, row: RuleRow | None) -> None:
        self._offer(row)

    def _offer(self, row: RuleRow | None) -> None:
        own = row is not None and bool(row.proposal)
        self._confirm.setEnabled(own and row is not None and row.state == "proposed")
        self._retire.setEnabled(own and row is not None and row.state in ("proposed", "confirmed"))

    @Slot(object)
    def _on_shipment(self, row: ShipmentRow | None) -> None:
        self._move.setEnabled(row is not None)
        if row is not None:
            self._seat.jobs.read(partial(self._traders, row.number), self.shipments.show_traders)

    def _traders(self, number: str) -> Traders | None:
        station, screener = self._seat.station, self._screener
        named = Named.of(screener.register.every())
        with station.read() as conn:
            found = declaration(conn, number)
            if found is None:
                return None
            tuning = screener.pack.tuning
            return traders_view(conn, found, named, self._seat.officer, on=station.today(), tuning=tuning)

    # the rules

    @Slot()
    def _on_replay(self) -> None:
        if not self.rules.check():
            return
        station, pack, indicator = self._seat.station, self._screener.pack, read_rule(self.rules.text)
        self._seat.jobs.read(lambda: replayed(station, pack, indicator), self._on_replayed, self._on_failed)

    def _on_replayed(self, told: Replay) -> None:
        self.rules.note(told.say)

    @Slot()
    def _on_propose(self) -> None:
        if not self.rules.check():
            return
        seat, pack, text = self._seat, self._screener.pack, self.rules.text
        rule = read_rule(text).id
        said = Say("targeting.proposed", {"rule": rule})
        seat.jobs.change(
            lambda: propose_rule(seat.station, seat.officer, pack, text), partial(self._on_done, said), self._on_failed
        )

    @Slot()
    def _on_confirm(self) -> None:
        row = self.rules.row
        if row is None:
            return
        question = self.tr("Switch the rule “{rule}” on?").format(rule=row.rule)
        self.confirm.ask(question, self.tr("switch on"), partial(self._confirm_now, row), key="Y")

    def _confirm_now(self, row: RuleRow) -> None:
        seat, said = self._seat, Say("targeting.confirmed", {"rule": row.rule})
        seat.jobs.change(
            lambda: confirm_rule(seat.station, seat.officer, row.proposal),
            partial(self._on_done, said),
            self._on_failed,
        )

    @Slot()
    def _on_retire(self) -> None:
        row, reason, seat = self.rules.row, self.rules.reason.value(), self._seat
        if row is None:
            return
        said, proposal = Say("targeting.retired", {"rule": row.rule}), row.proposal
        self.rules.reason.clear_refusal()
        seat.jobs.change(
            lambda: retire_rule(seat.station, seat.officer, proposal, reason),
            partial(self._on_done, said),
            self._on_failed,
        )

    # lanes

    @Slot()
    def _on_fit(self) -> None:
        seat, pack = self._seat, self._screener.pack
        opened, documents = self.worth.opened.value(), self.worth.documents.value()
        capacity = Capacity(int(opened or 0), int(documents or 0))
        for field in (self.worth.opened, self.worth.documents):
            field.clear_refusal()
        seat.jobs.change(
            lambda: set_capacity(seat.station, seat.officer, pack, capacity),
            partial(self._on_fitted, capacity),
            self._on_failed,
        )

    def _on_fitted(self, capacity: Capacity, lanes: LaneRules) -> None:
        points = {"red": f"{lanes.red:g}", "yellow": f"{lanes.yellow:g}"}
        self._on_done(Say("targeting.capacity_kept", {"opened": capacity.opened, **points}))

    @Slot()
    def _on_move(self) -> None:
        row, seat, told = self.shipments.row, self._seat, self.shipments.form.values()
        if row is None or not told["lane"]:
            return
        lane = Lane(str(told["lane"]))  # Qt gives a plain text back
        authority, reason = str(told["authority"]), str(told["reason"])
        self.shipments.form.clear_refusals()
        said = Say("targeting.rerouted", {"number": row.number, "lane": lane_text(lane.value)})
        seat.jobs.change(
            lambda: reroute(seat.station, seat.officer, row.number, lane, authority=authority, reason=reason),
            partial(self._on_moved, said),
            self._on_failed,
        )

    def _on_moved(self, said: Say, _done: None) -> None:
        self.shipments.form.set_values({"authority": "", "reason": ""})
        self._on_done(said)

    # ends

    def _on_done(self, said: Say, _done: object = None) -> None:
        self._seat.messages.tell(said)
        self.arrive()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, failure: object) -> None:
        if isinstance(failure, Refused) and self._refuse(failure):
            return
        self._seat.messages.tell(failure)  # type: ignore[arg-type]  # jobs hand over Told or Bug

    def _refuse(self, refused: Refused) -> bool:
        """Show a refusal at the field it is about, on the part that is shown."""
        if self._stack.currentWidget() is self.shipments:
            return self.shipments.form.refuse(refused)
        fields = {"opened": self.worth.opened, "documents": self.worth.documents}
        if self._stack.currentWidget() is self.rules:
            fields = {"reason": self.rules.reason}  # type: ignore[dict-item]
        field = fields.get(refused.field or "")
        if field is not None:
            field.refuse(refused.say)
        return field is not None
