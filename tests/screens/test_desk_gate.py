"""The gate before an input method, on raw X11 events: codes are read by place, a person's keys go back."""

from __future__ import annotations

import struct

import pytest
from pytestqt.qtbot import QtBot

from app.desk import keyboards
from app.desk.gate import KEY_PRESS, KEY_RELEASE, SENT, Gate
from app.desk.wedge import Stroke, Wedge

ENTER, LEFT, SHIFT = 36, 113, 50


class Wire:
    """A gate with both its ends in hand."""

    def __init__(self, wedge: Wedge | None = None) -> None:
        self.sent: list[tuple[int, int]] = []
        self.read: list[str] = []
        self.passed: list[tuple[int, int]] = []
        self.at = 1000
        self.gate = Gate(lambda event: self.sent.append((event[0], event[1])), self._take, lambda: wedge or Wedge())

    def _take(self, strokes: tuple[Stroke, ...]) -> None:
        self.read.append("".join(stroke.us for stroke in strokes))

    def event(self, kind: int, code: int, state: int = 0) -> None:
        raw = struct.pack("=BBHIIIIhhhhHBx", kind, code, 0, self.at, 0, 77, 0, 0, 0, 0, 0, state, 1)
        if not self.gate.hear(raw):
            self.passed.append((kind, code))

    def stroke(self, code: int, gap: int, state: int = 0) -> None:
        self.at += gap
        self.event(KEY_PRESS, code, state)
        self.at += 1
        self.event(KEY_RELEASE, code, state)

    def type(self, text: str, gap: int) -> None:
        self.at += 500
        for character in text:
            place = next(code for code, pair in keyboards.US.items() if character in pair)
            self.stroke(place + 8, gap, state=int(keyboards.US[place][0] != character))


def places(text: str) -> list[tuple[int, int]]:
    """The events of a text, as they leave the gate."""
    codes = [next(code for code, pair in keyboards.US.items() if character in pair) + 8 for character in text]
    return [(kind, code) for code in codes for kind in (KEY_PRESS, KEY_RELEASE)]


@pytest.mark.parametrize("gap", [4, 30, 59])
def test_a_code_never_reaches_the_input_method(qtbot: QtBot, gap: int) -> None:
    wire = Wire()
    for code in ("labubu2026", "RR123456785CN", "6901234567892"):
        wire.type(code, gap)
        wire.stroke(ENTER, gap)
    assert wire.read == ["labubu2026", "RR123456785CN", "6901234567892"]
    assert wire.sent == []
    assert wire.passed == []


def test_composing_by_hand_goes_back_key_by_key(qtbot: QtBot) -> None:
    wire = Wire()
    wire.type("nihao", 40)
    wire.type("3", 300)
    qtbot.waitUntil(lambda: wire.sent == places("nihao3"))
    assert wire.read == []


def test_a_key_that_types_nothing_lets_the_held_ones_go_first(qtbot: QtBot) -> None:
    wire = Wire()
    wire.type("ab", 20)
    wire.stroke(LEFT, 20)
    assert wire.sent == [*places("ab"), (KEY_PRESS, LEFT)]
    assert wire.passed == [(KEY_RELEASE, LEFT)]


def test_a_held_down_key_is_a_persons(qtbot: QtBot) -> None:
    wire = Wire()
    for _ in range(20):
        wire.at += 30
        wire.event(KEY_RELEASE, 38)
        wire.event(KEY_PRESS, 38)
    assert wire.read == []
    assert len(wire.passed) >= 38


def test_what_was_sent_back_is_not_judged_again(qtbot: QtBot) -> None:
    wire = Wire()
    wire.event(KEY_PRESS | SENT, 38)
    assert wire.passed == [(KEY_PRESS | SENT, 38)]


def test_a_scanner_set_to_the_layout_in_force_is_left_to_qt(qtbot: QtBot) -> None:
    wire = Wire(Wedge(reading="text"))
    wire.type("6901234567892", 10)
    assert wire.read == []
    assert len(wire.passed) == 26
