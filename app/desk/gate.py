"""On X11, hears keys before an input method does, so that a code is never composed into Chinese or into an accent.

Used while the focused widget wants an input method (ibus, fcitx, or the one that composes dead keys). A key that may
begin a code is kept from Qt and, unless it proves to be a scanner's, sent to the window again with its own time: typing
goes on as ever. On Windows and macOS an input method takes keys before any program sees them; there the scan bus works
with what the input method lets through (app.desk.scan), and code fields switch it off.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import struct
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent

from app.desk.keyboards import KEYPAD, set_one, us_character
from app.desk.wedge import Kind, Move, Recogniser, Stroke, Wedge

KEY_PRESS, KEY_RELEASE, SENT = 2, 3, 0x80
EVENT_SIZE = 32
SHIFT, CONTROL, ALT, NUM_LOCK, SUPER = 1, 4, 8, 16, 64
_MODIFIERS = frozenset((29, 42, 54, 56, 58, 69, 97, 100, 125))
"""Control, Shift, Alt, Caps, Num Lock and the super key, by scan code set 1."""
_ENTER, _TAB = {28, 96}, {15}


class Gate(QObject):
    """Judges raw key events of X11; `send` puts an event back before the window."""

    def __init__(
        self,
        send: Callable[[bytes], None],
        take: Callable[[tuple[Stroke, ...]], None],
        wedge: Callable[[], Wedge],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._send, self._take, self._wedge = send, take, wedge
        self._recogniser = Recogniser(wedge())
        self._held: list[bytes] = []
        self._swallow: set[int] = set()
        self._released: tuple[int, int] = (0, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_gap_over)

    @property
    def reads_keys(self) -> bool:
        """Whether codes are read by the places of the keys; otherwise keys are left to Qt."""
        return self._wedge().reading != "text"

    def hear(self, event: bytes) -> bool:
        """Judge one raw event of 32 bytes; True keeps it from Qt."""
        kind, code = event[0], event[1]
        if kind & SENT or not self.reads_keys:
            return False
        stamp, state = struct.unpack_from("=I", event, 4)[0], struct.unpack_from("=H", event, 28)[0]
        if kind == KEY_RELEASE:
            self._released = (code, stamp)
            return self._on_release(code, event)
        if not self._held:
            self._recogniser = Recogniser(self._wedge())
        repeated = self._released == (code, stamp)
        return self._on_press(code, event, _stroke(code, state, stamp, repeated=repeated))

    def _on_press(self, code: int, event: bytes, stroke: Stroke) -> bool:
        outcome = self._recogniser.press(stroke)
        if outcome.give_back:
            self._give_back()
        if outcome.read:
            self._read(outcome.read)
        if outcome.move is Move.HOLD:
            self._held.append(event)
            self._timer.start(self._recogniser.patience + 5)
        elif outcome.move is Move.SCAN:
            self._swallow.add(code)
        elif outcome.give_back and stroke.kind is not Kind.MODIFIER:
            self._send(event)  # behind what was just given back, or it would overtake it
            return True
        return outcome.move is not Move.PASS

    def _on_release(self, code: int, event: bytes) -> bool:
        if code in self._swallow:
            self._swallow.discard(code)
            return True
        held = any(kept[0] == KEY_PRESS and kept[1] == code for kept in self._held)
        if held:
            self._held.append(event)
        return held

    @Slot()
    def _on_gap_over(self) -> None:
        outcome = self._recogniser.expire()
        if outcome.give_back:
            self._give_back()
        if outcome.read:
            self._read(outcome.read)

    def _read(self, strokes: tuple[Stroke, ...]) -> None:
        self._timer.stop()
        released = {kept[1] for kept in self._held if kept[0] == KEY_RELEASE}
        self._swallow = {kept[1] for kept in self._held if kept[0] == KEY_PRESS} - released
        self._held.clear()
        self._take(strokes)

    def _give_back(self) -> None:
        self._timer.stop()
        held, self._held = self._held, []
        for event in held:
            self._send(event)


def _stroke(code: int, state: int, stamp: int, *, repeated: bool) -> Stroke:
    place = set_one(code, qt_platform="xcb")
    keypad = place in KEYPAD and bool(state & NUM_LOCK)
    text = us_character(place, shift=bool(state & SHIFT), keypad=keypad)
    if place in _MODIFIERS:
        kind = Kind.MODIFIER
    elif place in _ENTER:
        kind = Kind.ENTER
    elif place in _TAB:
        kind = Kind.TAB
    elif state & (ALT | SUPER) or not text:
        kind = Kind.OTHER
    elif state & CONTROL:
        kind, text = Kind.CONTROL, chr(ord(text.upper()) & 0x1F)
    else:
        kind = Kind.CHARACTER
    return Stroke(kind, text, text, stamp, time.monotonic_ns() // 1_000_000, repeated)


class XcbGate(QAbstractNativeEventFilter):
    """The gate before this application's X11 connection."""

    def __init__(self, take: Callable[[tuple[Stroke, ...]], None], wedge: Callable[[], Wedge], parent: QObject) -> None:
        super().__init__()
        self._sender = _sender()
        self._gate = Gate(self._sender, take, wedge, parent)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:  # noqa: N802
        if bytes(kind) != b"xcb_generic_event_t":  # type: ignore[arg-type]  # a QByteArray has bytes
            return False, 0
        event = ctypes.string_at(int(message), EVENT_SIZE)
        if event[0] & ~SENT not in (KEY_PRESS, KEY_RELEASE) or not composing_wanted():
            return False, 0
        return self._gate.hear(event), 0


def install(take: Callable[[tuple[Stroke, ...]], None], wedge: Callable[[], Wedge], parent: QObject) -> XcbGate | None:
    """Stand before the input method where X11 lets us; None otherwise. Keep what is returned."""
    app = QCoreApplication.instance()
    if app is None or QGuiApplication.platformName() != "xcb":
        return None
    try:
        gate = XcbGate(take, wedge, parent)
    except OSError:
        return None
    app.installNativeEventFilter(gate)
    return gate


def composing_wanted() -> bool:
    """Whether the focused widget wants an input method."""
    focus: QObject | None = QGuiApplication.focusObject()
    if focus is None:
        return False
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(focus, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))


def _sender() -> Callable[[bytes], None]:
    """A function that sends a raw event to the window it names; OSError without libxcb."""
    library = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
    native: Any = getattr(QCoreApplication.instance(), "nativeInterface")()  # noqa: B009 - only there on X11
    connection = ctypes.c_void_p(native.connection())
    number = ctypes.c_uint32
    library.xcb_send_event.argtypes = [ctypes.c_void_p, ctypes.c_uint8, number, number, ctypes.c_char_p]
    library.xcb_flush.argtypes = [ctypes.c_void_p]

    def send(event: bytes) -> None:
        window = struct.unpack_from("=I", event, 12)[0]
        mask = 1 if event[0] == KEY_PRESS else 2
        library.xcb_send_event(connection, 0, window, mask, event)
        library.xcb_flush(connection)

    return send
