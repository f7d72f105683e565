"""The head of the bench: which shipment lies here, by what way it travels, and why it is here."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bench.screen.words import lane_word
from app.bench.view.bench import BenchView
from app.desk.language import words
from app.desk.layouts import ShortLabel
from app.desk.signs import StatePill, Word
from app.desk.theme import mark
from app.intake.words import channel_said, direction_said


class ShipmentHead(QWidget):
    """Two lines: the shipment, and the strongest reasons; `lane` is the pill that stands beside the page's title."""

    def __init__(self) -> None:
        super().__init__()
        self.lane = StatePill()
        self._route, self._why = ShortLabel(), ShortLabel()
        mark(self._route, kind="heading")
        mark(self._why, kind="note")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._route)
        lines.addWidget(self._why)

    @property
    def route(self) -> str:
        """The first line: number, way and parties."""
        return self._route.text()

    @property
    def why(self) -> str:
        """The second line: why the shipment is here, or what to do on an empty bench."""
        return self._why.text()

    def render_view(self, view: BenchView | None) -> None:
        """Show a shipment, or that there is none."""
        self.lane.setVisible(view is not None)
        if view is None:
            self._route.setText(self.tr("No shipment on the bench."))
            self._why.setText(self.tr("Open one from the queue (Ctrl+1), or scan a declaration number."))
            return
        word = lane_word(view.lane, control=view.control)
        self.lane.set_word(Word(word.state, f"{word.text} {round(view.score)}", word.icon))
        self._route.setText("   ".join(_route(view)))
        self._why.setText(" · ".join(words(reason.say) for reason in view.reasons[:3]))


def _route(view: BenchView) -> tuple[str, str, str]:
    shipment = view.shipment
    channel = f"{words(channel_said(shipment.channel))} {shipment.trade_mode}"
    return (
        shipment.declaration_no,
        f"{words(direction_said(shipment.direction))} · {channel}",
        f"{shipment.consignor} → {shipment.consignee}",
    )
