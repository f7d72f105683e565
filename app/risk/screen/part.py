"""One part of the Targeting page: its own acts, what it shows, and refusals at its own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.errors import Refused, Say
from app.desk.buttons import ActButton
from app.desk.fields import Field
from app.desk.layouts import scrolling
from app.desk.theme import mark, theme
from app.risk.view import TargetingView
from app.risk.work import Screener
from app.seat import Seat

T = TypeVar("T")


class Part(QWidget):
    """A part of the page; a subclass lays itself out, then sets `acts` and perhaps `main`."""

    done = Signal(object)
    """A Say: something was recorded, so everything is to be shown anew."""
    failed = Signal(object)
    """What could not be said at a field of this part."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__()
        self._seat, self._screener = seat, screener
        self.acts: tuple[ActButton, ...] = ()
        self.main: ActButton | None = None

    def render_view(self, view: TargetingView) -> None:
        """Show how targeting stands."""

    def retranslate(self) -> None:
        """Say everything in the language on screen."""

    def enter(self) -> None:
        """The part has come on screen."""

    def fields(self) -> Mapping[str, Field]:
        """The fields a refusal may be about, by the names that the acts use."""
        return {}

    def change(self, op: Callable[[], T], said: Callable[[T], Say]) -> None:
        """Record something; what it came to is said when it is done."""
        for field in self.fields().values():
            field.clear_refusal()
        self._seat.jobs.change(op, lambda result: self.done.emit(said(result)), self.on_failed, owner=self)

    def on_failed(self, failure: object) -> None:
        """Say a refusal at its field, anything else to the page."""
        if isinstance(failure, Refused):
            field = self.fields().get(failure.field or "")
            if field is not None and field.isVisible():
                field.refuse(failure.say)
                return
        self.failed.emit(failure)


def act(key: str, icon: str, on: Callable[[], None], *, main: bool = False) -> ActButton:
    """A button of a part, wired."""
    button = ActButton("", key=key, icon=icon, kind="main" if main else "plain")
    button.clicked.connect(on)
    return button


def card(content: QLayout | QWidget) -> QFrame:
    """A card around something."""
    frame = QFrame()
    mark(frame, kind="card")
    outer = QVBoxLayout(frame)
    outer.setContentsMargins(16, 12, 16, 12)
    outer.setSpacing(8)
    if isinstance(content, QWidget):
        outer.addWidget(content)
    else:
        outer.addLayout(content)
    return frame


def scrolled(told: QLayout) -> QFrame:
    """A card whose lines scroll where there are too many of them."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.addLayout(told)
    column.addStretch(1)
    return card(scrolling(inside))


def give_way(*widgets: QWidget, height: int = 110) -> None:
    """Let tables (and what holds them) shrink to a least height before the page has to scroll."""
    for each in widgets:
        each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        each.setMinimumHeight(theme().px(height))
