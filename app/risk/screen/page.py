"""The Targeting page for supervisors: worth, shipments, rules, campaigns, models, traders, published figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.layouts import WrapRow
from app.desk.page import Page
from app.identity.rules import Power
from app.risk.screen.campaigns import CampaignsPart
from app.risk.screen.figures import FiguresPart
from app.risk.screen.models import ModelsPart
from app.risk.screen.part import Part
from app.risk.screen.rules import RulesPart
from app.risk.screen.shipments import ShipmentsPart
from app.risk.screen.traders import TradersPart
from app.risk.screen.worth import WorthPart
from app.risk.view import TargetingView, targeting_view
from app.risk.work import Screener
from app.seat import Seat

PARTS = ("worth", "shipments", "rules", "campaigns", "models", "traders", "figures")
POWERS = {"shipments": Power.REROUTE}


class TargetingPage(Page):
    """The parts of one question: is what we choose to open worth opening?"""

    left = Signal()
    """Back to the queue."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__()
        self._seat, self._screener = seat, screener
        self.rules, self.campaigns = RulesPart(seat, screener), CampaignsPart(seat, screener)
        self.worth, self.shipments = WorthPart(seat, screener), ShipmentsPart(seat, screener)
        self.traders, self.models = TradersPart(seat, screener), ModelsPart(seat, screener)
        self.figures = FiguresPart(seat, screener)
        self._parts: dict[str, Part] = {name: getattr(self, name) for name in PARTS}
        self.chips = {name: ActButton("", key=str(place)) for place, name in enumerate(PARTS, start=1)}
        self._stack = QStackedWidget()
        self._back = ActButton("", key="Q", icon="layout-list")
        self._back.clicked.connect(self.left)
        for part in self._parts.values():
            self._stack.addWidget(part)
            part.done.connect(self._on_done)
            part.failed.connect(self._on_failed)
        for editor in (self.rules, self.campaigns):
            editor.asked.connect(self._on_asked)
        row = WrapRow()
        for name, chip in self.chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(partial(self.show_part, name))
            row.addWidget(chip)
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)
        parts = self._parts.values()
        self.set_acts(
            [self._back, *(act for part in parts for act in part.acts)], main=[part.main for part in parts if part.main]
        )
        self.show_part(PARTS[0])
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(self.tr("Targeting"))
        names = {
            "worth": self.tr("worth"),
            "shipments": self.tr("shipments"),
            "rules": self.tr("rules"),
            "campaigns": self.tr("campaigns"),
            "models": self.tr("models"),
            "traders": self.tr("traders"),
            "figures": self.tr("published figures"),
        }
        for name, text in names.items():
            self.chips[name].set_text(text)
        self._back.set_text(self.tr("queue"))
        for part in self._parts.values():
            part.retranslate()

    @Slot(str)
    def show_part(self, name: str) -> None:
        """Show one of the parts, with its acts."""
        self._stack.setCurrentWidget(self._parts[name])
        for other, part in self._parts.items():  # the tallest part must not make the others scroll
            shown = other == name
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
            may = self._seat.officer.may(POWERS.get(other, Power.EDIT_RULES))
            for act in (*part.acts, *filter(None, [part.main])):
                act.setVisible(shown and may)
            self.chips[other].setChecked(shown)
        self._parts[name].enter()

    def arrive(self) -> None:
        station, screener = self._seat.station, self._screener
        self._seat.jobs.read(lambda: targeting_view(station, screener), self.render_view)

    def render_view(self, view: TargetingView) -> None:
        """Show how targeting stands."""
        for part in self._parts.values():
            part.render_view(view)

    @Slot(str, str, object)
    def _on_asked(self, question: str, yes: str, do: Callable[[], None]) -> None:
        self.confirm.ask(question, yes, do, key="Y")

    @Slot(object)
    def _on_done(self, said: Say) -> None:
        self._seat.messages.tell(said)
        self.arrive()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_failed(self, failure: object) -> None:
        self._seat.messages.tell(failure)  # type: ignore[arg-type]  # jobs hand over Told or Bug
