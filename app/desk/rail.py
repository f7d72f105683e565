"""The rail: the stages of the work in their order, each with its icon, its name and its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.desk.icons import icon
from app.desk.layouts import scrolling
from app.desk.theme import mark, theme


@dataclass(frozen=True)
class Stop:
    """One stage: `key` names it in code, `title()` is its name in the language on screen."""

    key: str
    icon: str
    title: Callable[[], str]


class Rail(QFrame):
    """Buttons from top to bottom; Ctrl+1 is the first."""

    went = Signal(str)

    def __init__(self, stops: Sequence[Stop], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._stops = tuple(stops)
        self._buttons: dict[str, QToolButton] = {}
        self._counts: dict[str, int] = {}
        self._group = QButtonGroup(self)
        inside = QWidget()
        inside.setObjectName("rail")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for stop in self._stops:
            column.addWidget(self._button(stop))
        column.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        theme().changed.connect(self._fit)
        self._fit()

    def _button(self, stop: Stop) -> QToolButton:
        button = QToolButton()
        mark(button, kind="rail")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.went.emit(stop.key))
        self._group.addButton(button)
        self._buttons[stop.key] = button
        return button

    def show_current(self, key: str) -> None:
        """Mark the stage that is on screen."""
        self._buttons[key].setChecked(True)
        self._draw()

    def set_count(self, key: str, count: int) -> None:
        """A number beside a stage's name: what waits there; 0 shows none."""
        self._counts[key] = count
        self._retranslate()

    @Slot()
    def _fit(self) -> None:
        for button in self._buttons.values():
            button.setFixedWidth(theme().px(80))
            button.setMinimumHeight(theme().px(42))
            button.setMaximumHeight(theme().px(60))
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            button.setIconSize(QSize(theme().px(24), theme().px(24)))
        self.setFixedWidth(theme().px(80) + 17)
        self._draw()
        self._retranslate()

    def _draw(self) -> None:
        for stop in self._stops:
            button = self._buttons[stop.key]
            button.setIcon(icon(stop.icon, "accent" if button.isChecked() else "muted", 24))

    def _retranslate(self) -> None:
        for number, stop in enumerate(self._stops, start=1):
            button, count = self._buttons[stop.key], self._counts.get(stop.key, 0)
            button.setText(f"{stop.title()} {count}" if count else stop.title())
            button.setToolTip(f"{stop.title()} (Ctrl+{number})")
            button.setAccessibleName(button.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
