"""Buttons of the desk: an act with its printed key, its icon and its words."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.icons import put_icon
from app.desk.theme import mark

Kind = Literal["plain", "bench", "main", "grave", "link"]


def _combination(key: str) -> QKeyCombination | None:
    return QKeySequence.fromString(key)[0] if key else None  # type: ignore[index]  # the stubs miss __getitem__


class ActButton(QPushButton):
    """`[N] nothing found`: a button with its key printed on it; the page presses it unless a field takes the key.

    `kind`: plain (28 px), bench (44 px), main (the page's one main act), grave (not easily undone), link.
    """

    def __init__(
        self, text: str, *, key: str = "", icon: str = "", kind: Kind = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._icon = icon
        self._wanted = _combination(key)
        mark(self, kind=kind)
        self.setAutoDefault(False)
        self.set_text(text)
        if icon:
            colour = {"main": "on_accent", "grave": "red", "link": "accent"}.get(kind, "text")
            put_icon(self, icon, colour, 16 if kind in ("plain", "link") else 20)

    @property
    def key(self) -> str:
        return self._key

    def set_text(self, text: str) -> None:
        """Change the words; the key stays printed before them."""
        keyed = f"[{self._key}] {text}" if self._key else text
        self.setText(f" {keyed}" if self._icon and text else keyed)
        self.setAccessibleName(text)

    def answers(self, event: QKeyEvent) -> bool:
        """Whether this key is printed on this button."""
        if self._wanted is None:
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        same_key = _one_enter(Qt.Key(event.key())) == _one_enter(self._wanted.key())
        return same_key and held == self._wanted.keyboardModifiers()


def _one_enter(key: Qt.Key) -> Qt.Key:
    return Qt.Key.Key_Return if key == Qt.Key.Key_Enter else key


def press(inside: QWidget, event: QKeyEvent) -> bool:
    """Press the button inside a widget whose printed key this is; False if there is none to press."""
    if event.isAutoRepeat():
        return False
    for button in inside.findChildren(ActButton):
        if button.isVisible() and button.isEnabled() and button.answers(event):
            button.click()
            return True
    return False
