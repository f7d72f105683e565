"""Tells a keyboard-wedge scanner from a person by time alone: plain Python, one burst of keys at a time.

A key that could begin a code is held for one gap. If the next one comes within the gap the burst grows; if not, the
burst is a person's and is given back key by key, in order. Gaps are measured on the events' own time where they carry
one, so a busy window does not turn a scan into typing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Literal

Reading = Literal["auto", "keys", "text"]


@dataclass(frozen=True)
class Wedge:
    """How the scanner is set up; the default fits scanners as delivered: 5 to 60 ms a key, Enter or Tab at the end.

    `gap_ms`: longest time between two keys of one code, with some slack for the machine. `prefix`: characters that the
    scanner sends first; with one set, typing is never held. `reading`: which character a key stands for, by its place
    on a US keyboard (`keys`), by the layout in force (`text`), or what looks more like a code (`auto`).
    """

    gap_ms: int = 85
    prefix: str = ""
    suffixes: frozenset[str] = frozenset({"enter", "tab"})
    shortest: int = 4
    shortest_bare: int = 8
    longest: int = 4000
    reading: Reading = "auto"


MECHANICAL_KEYS, MECHANICAL_MS, STALL_MS = 8, 45, 200
"""Eight keys at 45 ms each are 266 words a minute: a machine's. Its keys may then come up to 200 ms late."""


class Kind(Enum):
    """What a key can be to a scan."""

    CHARACTER = auto()
    CONTROL = auto()
    MODIFIER = auto()
    ENTER = auto()
    TAB = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Stroke:
    """One key: the character of the layout, that of a US keyboard at the same place ('' if unknown), and its times.

    `stamp`: the event's own milliseconds, 0 if it has none; `arrived`: milliseconds when we saw it.
    """

    kind: Kind
    text: str = ""
    us: str = ""
    stamp: int = 0
    arrived: int = 0
    repeated: bool = False


class Move(Enum):
    """What to do with a key."""

    PASS = auto()
    HOLD = auto()
    SCAN = auto()


@dataclass(frozen=True)
class Outcome:
    """What to do with the key at hand, after giving back (`give_back`) or reading (`read`) what was held before it."""

    move: Move
    give_back: bool = False
    read: tuple[Stroke, ...] = ()


@dataclass
class Recogniser:
    """The state of one burst."""

    wedge: Wedge = field(default_factory=Wedge)
    held: list[Stroke] = field(default_factory=list)
    _last: Stroke | None = None
    _bare_end: Stroke | None = None
    """The last key of a code that ended without suffix: a late suffix belongs to it and must not press anything."""

    def press(self, stroke: Stroke) -> Outcome:
        """Judge a key press."""
        if stroke.kind is Kind.MODIFIER:
            if self.held and self._near(stroke):
                self._last = stroke
            return Outcome(Move.PASS)
        if self._late_suffix(stroke):
            self._bare_end = None
            return Outcome(Move.SCAN)
        before = Outcome(Move.PASS)
        if self.held and (stroke.repeated or not self._near(stroke)):
            before = self.expire()
        now = self._grow(stroke)
        return Outcome(now.move, before.give_back or now.give_back, before.read or now.read)

    def wants(self, stroke: Stroke) -> bool:
        """Whether this press would be held or read: then no shortcut may take it."""
        if stroke.kind is Kind.MODIFIER or stroke.repeated:
            return False
        growing = bool(self.held) and self._near(stroke)
        if stroke.kind in (Kind.CHARACTER, Kind.CONTROL):
            return growing or self._begins(stroke)
        return (growing and self._ends(stroke)) or self._late_suffix(stroke)

    def expire(self) -> Outcome:
        """The gap is over: the burst is a code without suffix, or a person's."""
        strokes = tuple(self.held)
        self.clear()
        if self._bare_code(strokes):
            self._bare_end = strokes[-1]
            return Outcome(Move.SCAN, read=strokes)
        return Outcome(Move.PASS, give_back=bool(strokes))

    def clear(self) -> None:
        """Forget the burst."""
        self.held.clear()
        self._last = None

    def _grow(self, stroke: Stroke) -> Outcome:
        if self.held and self._ends(stroke):
            strokes = tuple(self.held)
            self.clear()
            return Outcome(Move.SCAN, read=strokes)
        if stroke.repeated or stroke.kind not in (Kind.CHARACTER, Kind.CONTROL):
            return Outcome(Move.PASS, give_back=self._let_go())
        if not self.held and not self._begins(stroke):
            return Outcome(Move.PASS)
        if len(self.held) >= self.wedge.longest:
            return Outcome(Move.PASS, give_back=self._let_go())
        self.held.append(stroke)
        self._last = stroke
        return Outcome(Move.HOLD)

    def _let_go(self) -> bool:
        had = bool(self.held)
        self.clear()
        return had

    @property
    def patience(self) -> int:
        """Milliseconds to wait for the next key. A burst that no hand can type may stall once on a busy machine."""
        if len(self.held) < MECHANICAL_KEYS or self._last is None:
            return self.wedge.gap_ms
        mean = _apart(self.held[0], self._last) / (len(self.held) - 1)
        return max(self.wedge.gap_ms, STALL_MS) if mean <= MECHANICAL_MS else self.wedge.gap_ms

    def _near(self, stroke: Stroke) -> bool:
        return self._last is not None and _apart(self._last, stroke) <= self.patience

    def _late_suffix(self, stroke: Stroke) -> bool:
        if self._bare_end is None or self.held or stroke.kind not in (Kind.ENTER, Kind.TAB):
            return False
        return _apart(self._bare_end, stroke) <= 5 * self.wedge.gap_ms

    def _begins(self, stroke: Stroke) -> bool:
        if self.wedge.prefix:
            return self.wedge.prefix[0] in (stroke.text, stroke.us)
        return stroke.kind is Kind.CHARACTER

    def _ends(self, stroke: Stroke) -> bool:
        name = {Kind.ENTER: "enter", Kind.TAB: "tab"}.get(stroke.kind)
        return name in self.wedge.suffixes and len(self.held) >= self.wedge.shortest + len(self.wedge.prefix)

    def _bare_code(self, strokes: Sequence[Stroke]) -> bool:
        """A burst without suffix counts only where no typist gets: long, and mostly digits, or behind the prefix."""
        if self.wedge.prefix:
            return len(strokes) >= self.wedge.shortest + len(self.wedge.prefix)
        digits = sum((stroke.us or stroke.text).isdigit() or stroke.text.isdigit() for stroke in strokes)
        return len(strokes) >= self.wedge.shortest_bare and digits * 2 >= len(strokes)


def _apart(before: Stroke, after: Stroke) -> int:
    """Milliseconds between two keys, on the events' own time where both carry one."""
    if before.stamp and after.stamp:
        return after.stamp - before.stamp if after.stamp >= before.stamp else 1_000_000
    return after.arrived - before.arrived


def readings(strokes: Sequence[Stroke], wedge: Wedge) -> tuple[str, str]:
    """The code, and its other reading ('' if both agree): by the layout's text or by the keys of a US keyboard."""
    text = "".join(stroke.text for stroke in strokes)
    keys = "".join(stroke.us or stroke.text for stroke in strokes)
    text, keys = text.removeprefix(wedge.prefix), keys.removeprefix(wedge.prefix)
    if text == keys:
        return text, ""
    by_text = wedge.reading == "text" or (wedge.reading == "auto" and _likely(text) > _likely(keys))
    return (text, keys) if by_text else (keys, text)


def _likely(code: str) -> tuple[int, int]:
    """How much a text looks like a code: a right check digit first, then letters and digits over other signs."""
    plain = sum(character.isascii() and character.isalnum() for character in code)
    return (int(_checks(code)), plain)


def _checks(code: str) -> bool:
    """GTIN's check digit (GS1 General Specifications 7.9)."""
    if not (code.isascii() and code.isdigit() and len(code) in (8, 12, 13, 14, 18)):
        return False
    weighted = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(code)))
    return weighted % 10 == 0
