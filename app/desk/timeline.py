"""A case as a vertical line of facts: when, what, who, with which document or hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.icons import pixmap
from app.desk.signs import label
from app.desk.theme import State, theme


@dataclass(frozen=True)
class Fact:
    """One point of the line. `id` comes back when it is opened; `note` is small print, such as a document's hash."""

    id: str
    at: datetime
    what: str
    who: str = ""
    note: str = ""
    icon: str = "circle-dot"
    state: State = "muted"
    opens: bool = False


class Timeline(QScrollArea):
    """The facts from first to last; those that open do so by click or Enter."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._facts: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self._facts

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts, in the order given."""
        self._facts = tuple(facts)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(0)
        for at, fact in enumerate(self._facts):
            column.addWidget(self._row(fact, last=at == len(self._facts) - 1))
        column.addStretch(1)
        self.setWidget(inside)

    def _row(self, fact: Fact, *, last: bool) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(_Thread(fact, last=last))
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 16)
        lines.setSpacing(0)
        who = f" · {fact.who}" if fact.who else ""
        lines.addWidget(label(f"{fact.at:%Y-%m-%d %H:%M}{who}", "note"))
        lines.addWidget(self._what(fact))
        if fact.note:
            lines.addWidget(label(fact.note, "note", wrap=True))
        across.addLayout(lines, 1)
        row.setAccessibleName(f"{fact.at:%Y-%m-%d %H:%M}{who}: {fact.what}")
        return row

    def _what(self, fact: Fact) -> QWidget:
        if not fact.opens:
            return label(fact.what, "heading", wrap=True)
        button = ActButton(fact.what, kind="link")
        button.clicked.connect(lambda: self.opened.emit(fact.id))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        return holder


class _Thread(QWidget):
    """The line at the left with the fact's sign on it."""

    def __init__(self, fact: Fact, *, last: bool) -> None:
        super().__init__()
        self._fact = fact
        self._last = last
        self._fit()
        theme().changed.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(theme().px(24))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        size, middle = look.px(18), self.width() / 2
        if not self._last:
            painter.fillRect(QRectF(middle - 1, size + 4, 2, self.height() - size - 4), look.color("line"))
        colour = "accent" if self._fact.state == "muted" else self._fact.state
        painter.drawPixmap(round(middle - size / 2), 2, pixmap(self._fact.icon, colour, 18, self.devicePixelRatioF()))
        painter.end()
