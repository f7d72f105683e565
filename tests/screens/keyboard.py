"""A keyboard before the real window, for tests: a scanner's hand or a person's, on its own clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

from app.desk import keyboards


class Keys:
    """A keyboard before the real window: what a scanner or a person presses, on its own clock (milliseconds).

    Events carry their time and the place of their key as the system would give them, so that a minute of scanning takes
    a second. `layout` maps what a US keyboard types to what the layout in force makes of the same key.
    """

    def __init__(self, window: QWidget, layout: dict[str, str] | None = None) -> None:
        handle = window.windowHandle()
        assert handle is not None
        self._window: QWindow = handle
        self._layout = layout or {}
        self._at = 1_000_000

    def now(self) -> int:
        """What this keyboard's clock shows."""
        return self._at

    def wait(self, milliseconds: int) -> None:
        """Let its clock go on."""
        self._at += milliseconds

    def scan(
        self,
        text: str,
        gap: int | Sequence[int] = 15,
        *,
        end: Qt.Key | None = Qt.Key.Key_Return,
        pause: int = 500,
    ) -> None:
        """Type a code as a scanner does, then its suffix."""
        gaps = [gap] * (len(text) + 1) if isinstance(gap, int) else list(gap)
        self._at += pause
        for character, wait in zip(text, gaps, strict=False):
            self._stroke(character, wait)
        if end is not None:
            self.press(end, gaps[-1])

    def write(self, text: str, gap: int = 160) -> None:
        """Type as a person does."""
        self._at += 500
        for character in text:
            self._stroke(character, gap)

    def press(self, key: Qt.Key, gap: int = 160, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release one key that types nothing."""
        self._at += gap
        self._send(key, "", 0, held)

    def _stroke(self, character: str, gap: int) -> None:
        if character < " ":
            held = Qt.KeyboardModifier.ControlModifier
            self._at += gap
            self._send(Qt.Key(ord(character) + 64), character, 0, held)
            return
        place, shifted = _place(character)
        shown = self._layout.get(character, character)
        held = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
        self._at += gap
        self._send(Qt.Key(ord(shown.upper())) if shown and shown.isascii() else Qt.Key.Key_unknown, shown, place, held)

    def _send(self, key: Qt.Key, text: str, place: int, held: Qt.KeyboardModifier) -> None:
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, place, 0, 0, text)
            event.setTimestamp(self._at)
            if kind == QEvent.Type.ShortcutOverride:
                event.ignore()
            QCoreApplication.sendEvent(self._window, event)


def _place(character: str) -> tuple[int, bool]:
    for code, (low, high) in keyboards.US.items():
        if character in (low, high):
            return code, character == high and low != high
    return 0, False
