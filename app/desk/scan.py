"""The scan bus: codes from a wedge scanner, a camera or a file reach whoever is at work, whatever has the focus.

The bus stands before the window that Qt hands keys to, so it sees each key once, before shortcuts and before the
focused widget. What proves to be a person's is sent to the window again and goes its usual way.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from app.desk import gate
from app.desk.keyboards import set_one, us_character
from app.desk.wedge import Kind, Move, Outcome, Recogniser, Stroke, Wedge, readings

Source = Literal["wedge", "camera", "file", "clipboard", "typed"]

_MODIFIERS = {
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}  # fmt: skip
_PRESSED = Qt.KeyboardModifier
AGAIN_MS = 10_000
"""How long a person asked to scan again may take for it."""
_LETS_GO = {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Close, QEvent.Type.FocusOut}


@dataclass(frozen=True)
class Scan:
    """One code. `other`: what it reads as on the other keyboard layout, where the two differ. `at`: s of its source."""

    text: str
    source: Source = "wedge"
    other: str = ""
    at: float = 0.0
    symbology: str = ""
    """What kind of code it was, where its reader knows."""


class ScanBus(QObject):
    """All codes of the program come out of `scanned`, each once."""

    scanned = Signal(object)
    garbled = Signal()
    """An input method swallowed part of a code: nothing was taken, scan again; it is kept off for that."""

    def __init__(self, wedge: Wedge | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock: Callable[[], int] = _now
        """When a key is seen, in milliseconds: what an input method lets through carries no time of its own."""
        self._recogniser = Recogniser(wedge or Wedge())
        self._events: list[tuple[QObject, QEvent]] = []
        self._meant_for: QWidget | None = None
        self._swallow: set[int] = set()
        self._giving_back = False
        self._paused = False
        self._late = False
        self._raw = ""
        self._tainted = False
        self._bypassed: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_gap_over)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._on_not_again)
        self._gate = gate.install(self._take_raw, lambda: self.wedge, self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
            app.focusObjectChanged.connect(self._on_focus)
            self._on_window(app.focusWindow())
            self._on_focus(app.focusObject())

    @property
    def wedge(self) -> Wedge:
        return self._recogniser.wedge

    @property
    def idle(self) -> bool:
        """Whether no key is held."""
        return not self._events

    def set_wedge(self, wedge: Wedge) -> None:
        """Another scanner, or other timing."""
        self.flush()
        self._recogniser = Recogniser(wedge)

    def pause(self, *, on: bool) -> None:
        """Stand aside while the screen is locked: keys go straight to the passphrase."""
        self.flush()
        self._paused = on

    @Slot(str, str, str)
    def offer(self, text: str, source: Source, symbology: str = "") -> None:
        """A code that a camera, a file or a person at the top field has read."""
        if text:
            self.scanned.emit(Scan(text, source, at=time.monotonic(), symbology=symbology))

    def flush(self) -> None:
        """Give back what is held."""
        self._recogniser.clear()
        self._give_back()

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    @Slot(QObject)
    def _on_focus(self, focus: QObject | None) -> None:
        if focus is not None and not isinstance(focus, QWindow):
            focus.removeEventFilter(self)
            focus.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodQueryEvent):
            return isinstance(watched, QWidget) and _answer_for(watched, event)
        if self._giving_back or self._paused:
            return False
        if isinstance(event, QKeyEvent | QInputMethodEvent) and self._gated():
            return False
        kind = event.type()
        if isinstance(watched, QWindow):
            if isinstance(event, QKeyEvent):
                return self._on_key(watched, event)
            if kind in _LETS_GO and self._events:
                self.flush()
        elif kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return self._on_input_method(watched, event)
        return False

    def _gated(self) -> bool:
        """Whether the gate has judged this key already."""
        return self._gate is not None and self.wedge.reading != "text" and gate.composing_wanted()

    def _on_key(self, window: QWindow, event: QKeyEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride:
                wanted = self._recogniser.wants(_stroke(event, self.clock()))
                event.setAccepted(wanted)
                return wanted
            case QEvent.Type.KeyPress:
                return self._judge(window, _copy(event), _stroke(event, self.clock()), event.key())
            case _:
                return self._on_release(window, event)

    def _on_release(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in self._swallow:
            if not event.isAutoRepeat():
                self._swallow.discard(event.key())
            return True
        pressed = any(isinstance(held, QKeyEvent) and held.key() == event.key() for _, held in self._events)
        if pressed:
            self._events.append((window, _copy(event)))
        return pressed

    def _judge(self, target: QObject, event: QEvent, stroke: Stroke, key: int = 0) -> bool:
        outcome = self._recogniser.press(stroke)
        self._settle(outcome, ended_by=key if outcome.move is Move.SCAN else 0)
        if outcome.move is Move.HOLD:
            if not self._events:
                self._meant_for = QApplication.focusWidget()
            self._events.append((target, event))
            self._late = False
            self._timer.start(self._recogniser.patience + 5)
        return outcome.move is not Move.PASS

    def _settle(self, outcome: Outcome, ended_by: int = 0) -> None:
        if outcome.give_back:
            self._give_back()
        if outcome.read:
            self._take(outcome.read, ended_by)

    @Slot()
    def _on_gap_over(self) -> None:
        """Keys that came while the window was busy stand before this timer's turn only if it waits one turn more."""
        if not self._late:
            self._late = True
            self._timer.start(1)
            return
        self._settle(self._recogniser.expire())

    def _take(self, strokes: tuple[Stroke, ...], ended_by: int) -> None:
        self._timer.stop()
        keys = [event for _, event in self._events if isinstance(event, QKeyEvent)]
        released = {event.key() for event in keys if event.type() == QEvent.Type.KeyRelease}
        pressed = {event.key() for event in keys if event.type() == QEvent.Type.KeyPress}
        self._swallow = (pressed - released) | ({ended_by} if ended_by else set())
        self._events.clear()
        self._end_bypass()
        if self._tainted:
            self._tainted = False
            self._bypass(self._meant_for)
            self._again.start(AGAIN_MS)
            self.garbled.emit()
            return
        text, other = readings(strokes, self.wedge)
        self.scanned.emit(Scan(text, "wedge", other, _seconds(strokes[-1])))

    def _take_raw(self, strokes: tuple[Stroke, ...]) -> None:
        """A code that the gate heard before the input method."""
        if not self._paused:
            self.scanned.emit(Scan(readings(strokes, self.wedge)[0], "wedge", at=_seconds(strokes[-1])))

    def _give_back(self) -> None:
        self._timer.stop()
        events, self._events = self._events, []
        self._tainted = False
        self._end_bypass()
        self._giving_back = True
        try:
            for target, event in events:
                QCoreApplication.sendEvent(self._still_meant(target), event)
        finally:
            self._giving_back = False

    def _still_meant(self, target: QObject) -> QObject:
        """Where held keys belong: to the widget that had the focus when they were pressed."""
        meant = self._meant_for
        moved = meant is not None and shiboken6.isValid(meant) and meant is not QApplication.focusWidget()
        return meant if meant is not None and moved else target

    def _on_input_method(self, focus: QObject, event: QInputMethodEvent) -> bool:
        """Keys an input method has taken first: plain characters that it lets through, letters that it composes.

        Its events are held like keys. A burst of letters is taken out of its hands (reset, and switched off for this
        widget until the burst is over); a composed character in the middle of a burst means that keys are lost.
        """
        composing = _plain(event.preeditString())
        typed = _plain(event.commitString()) or composing.removeprefix(self._raw)
        self._raw = composing
        if not typed.isascii() or not typed:
            return self._on_composed(focus, event)
        held = False
        for character in typed:
            held = self._judge(focus, _copy_input(event), _typed(character, self.clock())) or held
        if held and composing and self._letters_enough(composing):
            self._bypass(focus)
        return held

    def _on_composed(self, focus: QObject, event: QInputMethodEvent) -> bool:
        """A chosen character: a person's, unless it stands inside a burst; then the burst can't be read any more."""
        chosen = event.commitString()
        if not chosen or not self._recogniser.held:
            self.flush()
            return False
        held = self._judge(focus, _copy_input(event), _typed(chosen[0], self.clock()))
        self._tainted = self._tainted or held
        return held

    def _letters_enough(self, composing: str) -> bool:
        return len(self._recogniser.held) >= (2 if composing != composing.lower() else 4)

    @Slot()
    def _on_not_again(self) -> None:
        if self.idle:  # else the burst ends it
            self._end_bypass()

    def _bypass(self, focus: QObject | None) -> None:
        if isinstance(focus, QWidget) and self._bypassed is None:
            self._bypassed = focus
            self._giving_back = True
            QGuiApplication.inputMethod().reset()
            self._giving_back = False
            focus.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            self._raw = ""

    def _end_bypass(self) -> None:
        self._again.stop()
        self._raw = ""
        if self._bypassed is not None and shiboken6.isValid(self._bypassed):
            self._bypassed.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self._bypassed = None


def _answer_for(widget: QWidget, event: QInputMethodQueryEvent) -> bool:
    """Text editors of Qt say they want an input method even where WA_InputMethodEnabled is off; here it is off."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        return False
    for query in Qt.InputMethodQuery:
        if query in event.queries() and query.value.bit_count() == 1:
            event.setValue(query, widget.inputMethodQuery(query))
    event.setValue(Qt.InputMethodQuery.ImEnabled, False)
    event.accept()
    return True


def _now() -> int:
    return time.monotonic_ns() // 1_000_000


def _seconds(stroke: Stroke) -> float:
    """When a key was pressed, on its own clock."""
    return (stroke.stamp or stroke.arrived) / 1000


def _stroke(event: QKeyEvent, seen: int) -> Stroke:
    held, text = event.modifiers(), event.text()
    keypad = bool(held & _PRESSED.KeypadModifier)
    code = event.nativeScanCode()
    place = set_one(code, qt_platform=QGuiApplication.platformName()) if code else 0
    us = us_character(place, shift=bool(held & _PRESSED.ShiftModifier), keypad=keypad) if text or not keypad else ""
    kind = _kind(event, text or us)  # a dead key of the layout has no text, but it has its place
    if kind is Kind.CONTROL:
        text = us = _control(event, us)
    return Stroke(kind, text, us, event.timestamp(), seen, event.isAutoRepeat())


def _kind(event: QKeyEvent, text: str) -> Kind:
    key, held = event.key(), event.modifiers()
    if key in _MODIFIERS:
        return Kind.MODIFIER
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return Kind.ENTER
    if key == Qt.Key.Key_Tab:
        return Kind.TAB
    if held & (_PRESSED.AltModifier | _PRESSED.MetaModifier) and not held & _PRESSED.ControlModifier:
        return Kind.OTHER
    if text and text.isprintable():
        return Kind.CHARACTER
    controlled = bool(held & _PRESSED.ControlModifier) and bool(text)
    return Kind.CONTROL if controlled else Kind.OTHER


def _control(event: QKeyEvent, us: str) -> str:
    """Ctrl+] is GS, between the elements of a GS1 code; scanners type control characters so."""
    if event.text() and ord(event.text()[0]) < 32:
        return event.text()[0]
    return chr(ord(us.upper()) & 0x1F) if us else ""


def _typed(character: str, seen: int) -> Stroke:
    return Stroke(Kind.CHARACTER, character, "", 0, seen)


def _plain(text: str) -> str:
    """Full-width forms as ASCII, and the marks that input methods put between syllables taken out."""
    return unicodedata.normalize("NFKC", text).replace("'", "").replace(" ", "") if text else ""


def _copy(event: QKeyEvent) -> QKeyEvent:
    made = QKeyEvent(
        event.type(), event.key(), event.modifiers(), event.nativeScanCode(), event.nativeVirtualKey(),
        event.nativeModifiers(), event.text(), event.isAutoRepeat(), event.count(),
    )  # fmt: skip
    made.setTimestamp(event.timestamp())
    return made


def _copy_input(event: QInputMethodEvent) -> QInputMethodEvent:
    made = QInputMethodEvent(event.preeditString(), event.attributes())
    made.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
    return made
