"""Finds, for a whole batch at once, which stretches of which lines may be which names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.register.matching.keys import Keys
from app.register.matching.names import Kind, Names
from app.register.matching.ordinary import MOST_UNITS, Gains, Ordinary, Stretches
from app.register.matching.spelling import F32, F64
from app.register.matching.units import I32, TIGHT, U64, Sums, Units, han, running, well_mixed

LONGEST_FUZZY: Final = 40
GOODS_FIELD: Final = 1
"""A line is read as brand, goods, brand again, declared elements."""
SHORTEST_FUZZY: Final = 4
SHORTEST_FUZZY_HAN: Final = 3
SHORTEST_GLUED: Final = 4


class Route(IntEnum):
    """By which likeness a stretch and a name were brought together."""

    WHOLE = 0
    """Same characters, look-alike digits included."""
    FUZZY = 1
    """One character apart."""
    SOUND = 2
    HALF = 3
    """A two-character mark with one other character."""
    GLUED = 4
    """Inside a longer word."""
    HEAD = 5
    """The line holds only the beginning of the mark."""
    OPENING = 6
    """An ordinary word that opens the goods text, where brands stand, for goods of the mark's class."""


@dataclass(frozen=True)
class Tables:
    """The numbers by which names are found."""

    whole: Keys
    fuzzy: Keys
    sound: Keys
    half: Keys
    head: Keys

    @classmethod
    def build(cls, names: Names, units: Units) -> Tables:
        """All five, from names and the units they are cut into."""
        counts = np.diff(units.first)
        ids = np.arange(len(counts), dtype=np.int32)
        last = units.first[:-1] + np.minimum(counts, MOST_UNITS) - 1
        start, end = units.start[units.first[:-1]], units.end[last]
        full = units.end[units.first[1:] - 1]
        shapes = units.shapes()
        long = (counts > MOST_UNITS).nonzero()[0]
        whole = np.concatenate((shapes.number(start, end), shapes.number(start[long], full[long])))
        return cls(
            whole=Keys.build(whole, np.concatenate((ids, ids[long]))),
            fuzzy=_fuzzy_keys(names, shapes, start, end),
            sound=_sound_keys(names, units),
            half=_half_keys(names, units),
            head=_head_keys(names, shapes, start),
        )


def _fuzzy_keys(names: Names, shapes: Sums, start: I32, end: I32) -> Keys:
    size = end - start
    least = np.where(names.han, SHORTEST_FUZZY_HAN, SHORTEST_FUZZY)
    fits = (size >= least) & (size <= LONGEST_FUZZY) & (names.kind <= Kind.ALIAS)
    chosen = fits.nonzero()[0].astype(np.int32)
    at, gone = _each_character(start[chosen], end[chosen])
    return Keys.build(shapes.without(start[chosen][at], end[chosen][at], gone), chosen[at])


def _each_character(start: I32, end: I32) -> tuple[I32, I32]:
    """For stretches, each with each of its characters: the stretch's place and the character's."""
    size = end - start
    at = np.repeat(np.arange(len(start), dtype=np.int32), size)
    within = np.arange(len(at), dtype=np.int32) - np.repeat((np.cumsum(size) - size).astype(np.int32), size)
    return at, start[at] + within


def _sound_keys(names: Names, units: Units) -> Keys:
    size = np.diff(names.begins)
    chosen = (names.han & (size >= 2) & (size <= MOST_UNITS) & (names.kind <= Kind.ALIAS)).nonzero()[0]
    start, end = names.begins[chosen], names.begins[chosen + 1]
    return Keys.build(units.sounds().number(start, end), chosen.astype(np.int32))


def half_number(codes: NDArray[np.uint32], second: int) -> U64:
    """The number of a character as the first or the second of a two-character mark."""
    return well_mixed((codes.astype(np.uint64) << np.uint64(1)) | np.uint64(second))


def _half_keys(names: Names, units: Units) -> Keys:
    size = np.diff(names.begins)
    chosen = (names.han & (size == 2) & (names.kind <= Kind.ALIAS)).nonzero()[0].astype(np.int32)
    at = names.begins[chosen]
    numbers = [half_number(units.chars[at + second], second) for second in (0, 1)]
    return Keys.build(np.concatenate(numbers), np.concatenate((chosen, chosen)))


def _head_keys(names: Names, shapes: Sums, start: I32) -> Keys:
    size = np.diff(names.begins)
    chosen = (names.han & (size >= 4) & (size <= MOST_UNITS) & (names.kind <= Kind.ALIAS)).nonzero()[0].astype(np.int32)
    return Keys.build(shapes.number(start[chosen], start[chosen] + 2), chosen)


@dataclass(frozen=True)
class Windows:
    """Stretches of units worth asking about."""

    begin: I32
    count: I32
    start: I32
    end: I32
    gain: F32
    han: NDArray[np.bool_]
    """Han characters only; `words`: none."""
    words: NDArray[np.bool_]
    gaps: I32
    """Gaps inside."""
    crosses: NDArray[np.bool_]
    """Runs over a border of fields."""

    def only(self, kept: NDArray[np.bool_] | I32) -> Windows:
        """Some of them."""
        return Windows(*(column[kept] for column in vars(self).values()))


def windows(units: Units, found: Stretches, gains: Gains, floor: float, extra: F32) -> Windows:
    """The stretches that stand out by at least `floor`; `extra` adds to each unit's own standing."""
    more = running(extra)
    gain = gains.of(found.begin, found.count) + (more[found.begin + found.count] - more[found.begin])
    high = (gain >= floor).nonzero()[0]
    found, gain = found.only(high), gain[high]
    only_han = found.han == found.count
    even = ~only_han | (found.gaps == 0) | (found.gaps == found.count - 1) | (found.gaps == found.borders)
    wordy = running((units.chars < 48) | (units.chars > 57))
    lettered = (wordy[found.end] > wordy[found.start]) | (units.field[found.begin] != GOODS_FIELD)
    fine = even & lettered & (found.borders <= 1) & (found.hard - found.borders <= np.where(only_han, 0, 2))
    found, gain = found.only(fine), gain[fine].astype(np.float32)
    return Windows(
        found.begin,
        found.count,
        found.start,
        found.end,
        gain,
        only_han[fine],
        (found.han == 0),
        found.gaps,
        found.borders > 0,
    )


@dataclass(frozen=True)
class Pairs:
    """Stretches with the names they may be: `window` counts into a Windows, `name` into Names."""

    window: I32
    name: I32
    route: NDArray[np.uint8]

    @classmethod
    def of(cls, window: I32, name: I32, route: Route) -> Pairs:
        """Pairs found by one route."""
        routes = np.zeros(len(window), dtype=np.uint8)
        routes.fill(route)
        return cls(window.astype(np.int32, copy=False), name.astype(np.int32, copy=False), routes)

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Pairs:
        """Some of them."""
        return Pairs(self.window[kept], self.name[kept], self.route[kept])


def gathered(parts: list[Pairs]) -> Pairs:
    """Pairs of several routes as one."""
    parts = [part for part in parts if len(part.window)]
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        return Pairs(none, none, none.astype(np.uint8))
    columns = zip(*((part.window, part.name, part.route) for part in parts), strict=True)
    return Pairs(*(np.concatenate(column) for column in columns))


def by_whole(tables: Tables, shapes: Sums, found: Windows) -> Pairs:
    """Stretches that are a name."""
    return Pairs.of(*tables.whole.pairs(shapes.number(found.start, found.end)), Route.WHOLE)


def by_one_character(tables: Tables, shapes: Sums, found: Windows, floor: float) -> list[Pairs]:
    """Stretches one character away from a name: changed, missing, added or swapped with the next."""
    size = found.end - found.start
    words = SHORTEST_FUZZY - 2 + found.count  # letters of several words (L or T, ac-1) must be more
    least = np.where(found.han, SHORTEST_FUZZY_HAN, words)
    fits = (
        (found.han | found.words)
        & ~found.crosses
        & (found.gain >= floor)
        & (size >= least)
        & (size <= LONGEST_FUZZY + 1)
    )
    at = fits.nonzero()[0].astype(np.int32)
    start, end = found.start[at], found.end[at]
    missing = tables.fuzzy.pairs(shapes.number(start, end))
    stretch, gone = _each_character(start, end)
    numbers = shapes.without(start[stretch], end[stretch], gone)
    near, added = tables.fuzzy.pairs(numbers), tables.whole.pairs(numbers)
    return [
        Pairs.of(at[missing[0]], missing[1], Route.FUZZY),
        Pairs.of(at[stretch[near[0]]], near[1], Route.FUZZY),
        Pairs.of(at[stretch[added[0]]], added[1], Route.FUZZY),
    ]


def by_sound(tables: Tables, sounds: Sums, found: Windows, floor: float) -> Pairs:
    """Stretches of Han characters that sound like a name."""
    at = (found.han & (found.count >= 2) & (found.gain >= floor)).nonzero()[0].astype(np.int32)
    window, name = tables.sound.pairs(sounds.number(found.start[at], found.end[at]))
    return Pairs.of(at[window], name, Route.SOUND)


def by_half(tables: Tables, names: Names, units: Units, found: Windows, floor: float, least_alike: float) -> Pairs:
    """Pairs of Han characters of which one is a two-character mark's and the other looks like its other one."""
    at = (found.han & (found.count == 2) & (found.gain >= floor)).nonzero()[0].astype(np.int32)
    parts = []
    for second in (0, 1):
        window, name = tables.half.pairs(half_number(units.chars[found.start[at] + second], second))
        if not len(window):
            continue
        other = units.chars[found.start[at[window]] + 1 - second]
        marks = names.chars[names.begins[name] + 1 - second]
        alike = (han().likeness(other, marks) >= least_alike) & (other != marks)
        parts.append(Pairs.of(at[window[alike]], name[alike], Route.HALF))
    return gathered(parts)


def by_head(tables: Tables, shapes: Sums, found: Windows, floor: float) -> Pairs:
    """Stretches that are the first two characters of a longer Chinese mark."""
    at = (found.han & (found.count == 2) & (found.gain >= floor)).nonzero()[0].astype(np.int32)
    window, name = tables.head.pairs(shapes.number(found.start[at], found.end[at]))
    return Pairs.of(at[window], name, Route.HEAD)


def chunks(units: Units) -> tuple[I32, I32]:
    """Words written together, at most a hyphen or the like between them: their first unit and how many they are."""
    starts = units.han | (units.gap > TIGHT)
    if len(starts):
        starts[1:] |= units.han[:-1]
        starts[0] = True
    begin = starts.nonzero()[0].astype(np.int32)
    count = np.append(begin[1:], len(starts)).astype(np.int32)[: len(begin)] - begin
    words = ~units.han[begin]
    return begin[words], count[words]


def glued_windows(units: Units, gains: Gains, extra: F32, floor: float) -> Windows:
    """Stretches of characters inside single long words that aren't ordinary words."""
    begin, count = chunks(units)
    from_, to = units.start[begin], units.end[begin + count - 1]
    more = running(extra)
    gain = gains.of(begin, count) + (more[begin + count] - more[begin])
    size = to - from_
    kept = (gain >= floor) & (size > SHORTEST_GLUED) & (size <= LONGEST_FUZZY)
    begin, count, from_, gain, size = begin[kept], count[kept], from_[kept], gain[kept], size[kept]
    at, from_, to = _inner(from_, size)
    none = np.zeros(len(at), dtype=np.bool_)
    gaps = np.zeros(len(at), dtype=np.int32)
    gain = gain[at].astype(np.float32)
    return Windows(begin[at], count[at], from_, to, gain, none, ~none, gaps, none)


def _inner(start: I32, size: I32) -> tuple[I32, I32, I32]:
    """All shorter stretches of characters inside longer ones: which one each is in, its start and its end."""
    owner, first = _each_character(start, start + size)
    room = start[owner] + size[owner] - first - SHORTEST_GLUED + 1
    owner, first, room = owner[room > 0], first[room > 0], room[room > 0]
    at = np.repeat(np.arange(len(first)), room)
    length = np.arange(len(at), dtype=np.int32) - np.repeat((np.cumsum(room) - room).astype(np.int32), room)
    owner, first, length = owner[at], first[at], length + SHORTEST_GLUED
    shorter = length < size[owner]
    return owner[shorter], first[shorter], (first + length)[shorter].astype(np.int32)


def by_glue(tables: Tables, names: Names, units: Units, sums: tuple[Sums, Sums], inside: Windows,
            ordinary: Ordinary, side: I32, spelling: F64) -> tuple[Windows, Pairs]:  # fmt: skip
    """Names inside longer words; their windows stand out by the whole word less what is before and after the name."""
    exact, shapes = sums
    window, name = tables.whole.pairs(shapes.number(inside.start, inside.end))
    if not len(window):
        return inside, Pairs.of(window, name, Route.GLUED)
    plain = names.kind[name] <= Kind.ALIAS
    window, name = window[plain], name[plain]
    found = inside.only(window)
    sides = side[units.line[found.begin]]
    before = ordinary.stretch_costs(spelling, sides, units.start[found.begin], found.start, exact)
    after = ordinary.stretch_costs(spelling, sides, found.end, units.end[found.begin + found.count - 1], exact)
    gain = (found.gain - before - after).astype(np.float32)
    whole = Windows(**{**vars(found), "gain": gain})
    return whole, Pairs.of(np.arange(len(name), dtype=np.int32), name, Route.GLUED)


def free_edges(units: Units, found: Windows) -> NDArray[np.int8]:
    """How many of a stretch's two edges stand free: at a gap, the line's end, or where the script changes."""
    stop = found.begin + found.count
    left = units.gap[found.begin] > 0
    left |= units.han[found.begin] != units.han[np.maximum(found.begin - 1, 0)]
    last = np.minimum(stop, len(units.gap) - 1)
    right = (stop == len(units.gap)) | (units.gap[last] > 0) | (units.han[last] != units.han[stop - 1])
    return np.asarray(left.astype(np.int8) + right, dtype=np.int8)
