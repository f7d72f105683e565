"""An input method between the keyboard and the window, for tests: in real time, or on the keyboard's own clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.screens.keyboard import Keys


class InputMethod(QObject):
    """An input method as a person meets it: letters are composed, a digit chooses, everything else passes.

    It stands between the keyboard and the window, as on every system, and only while the focused widget wants one.
    """

    CHOSEN = "的一是不了在人有我"

    def __init__(self, window: QWidget, keys: Keys | None = None) -> None:
        """With `keys` the time is theirs (the bus must know: `bus.clock = keys.now`), without them the real one."""
        super().__init__(window)
        self._keys = keys or Keys(window)
        self._real_time = keys is None
        self._composing = ""

    def scan(self, text: str, gap: int | Sequence[int]) -> None:
        """Type a code as a scanner does, then Enter."""
        gaps = [gap] * (len(text) + 1) if isinstance(gap, int) else gap
        for character, wait in zip(text, gaps, strict=False):
            self._key(character, wait)
        if not self._composing:
            self._keys.press(Qt.Key.Key_Return, gaps[-1])

    def write(self, text: str, gap: int) -> None:
        """Type as a person does."""
        for character in text:
            self._key(character, gap)

    def _key(self, character: str, gap: int) -> None:
        self._keys.wait(gap)
        if self._real_time:
            QTest.qWait(gap)
        focus = QApplication.focusWidget()
        if focus is None or not _wants_input_method(focus):
            self._composing = ""
            self._keys.scan(character, 0, end=None, pause=0)
        elif character.isalpha():
            self._tell(focus, self._composing + character, "")
        elif character.isdigit() and self._composing:
            self._tell(focus, "", self.CHOSEN[int(character) - 1])
        else:
            self._tell(focus, "", character)

    def _tell(self, focus: QWidget, composing: str, commit: str) -> None:
        self._composing = composing
        event = QInputMethodEvent(composing, [])
        event.setCommitString(commit)
        QCoreApplication.sendEvent(focus, event)


def _wants_input_method(widget: QWidget) -> bool:
    """Ask as Qt's platform plugins ask."""
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(widget, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))
