"""Finds, for a whole batch at once, which stretches of which lines may be which names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.register.matching.keys import Bits, Keys
from app.register.matching.names import Kind, Names
from app.register.matching.ordinary import Gains, Ordinary
from app.register.matching.spelling import F64
from app.register.matching.stretches import CROSSES, FINE, HAN, MOST_UNITS, WORDS, Stretches, ahead
from app.register.matching.units import I32, I64, NO_DIGITS, TIGHT, U64, Places, Sums, Units, counted, han, well_mixed

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


class Likeness(IntEnum):
    """What of a name a key is the number of; keys of all kinds stand in one set, so that one question finds all."""

    WHOLE = 0
    LESS = 1
    """One character left out."""
    SOUND = 2
    HALF = 3
    """One character of two, and which."""
    HEAD = 4
    """The first two characters."""

    def salted(self, numbers: U64) -> U64:
        """Numbers of this kind, told from those of others."""
        salted: U64 = numbers ^ _SALTS[self]
        return salted


_SALTS: Final = well_mixed(np.arange(len(Likeness), dtype=np.uint64))


def keys_of(names: Names, units: Units) -> Keys:
    """The numbers by which names are found, from names and the units they are cut into."""
    shapes = units.shapes()
    parts = {
        Likeness.WHOLE: _whole_keys(names, shapes),
        Likeness.LESS: _less_keys(names, shapes),
        Likeness.SOUND: _sound_keys(names, units),
        Likeness.HALF: _half_keys(names, units),
        Likeness.HEAD: _head_keys(names, shapes),
    }
    numbers = [kind.salted(numbers) for kind, (numbers, _) in parts.items()]
    return Keys.build(np.concatenate(numbers), np.concatenate([ids for _, ids in parts.values()]))


def _whole_keys(names: Names, shapes: Sums) -> tuple[U64, I32]:
    """Longer names by their first units too: a stretch is no longer than those."""
    start, end, full = names.begins[:-1], names.begins[:-1] + names.head, names.begins[1:]
    ids, long = np.arange(len(start), dtype=np.int32), (end < full).nonzero()[0]
    whole = np.concatenate((shapes.number(start, end), shapes.number(start[long], full[long])))
    return whole, np.concatenate((ids, ids[long]))


def _less_keys(names: Names, shapes: Sums) -> tuple[U64, I32]:
    chosen = _misspelt(names)
    start, size = names.begins[chosen], names.head[chosen]
    return shapes.each_without(start, start + size), chosen.repeat(size)


def _misspelt(names: Names) -> I32:
    """Names that are found with one character changed, missing or added."""
    least = np.where(names.han, SHORTEST_FUZZY_HAN, SHORTEST_FUZZY)
    fits = (names.head >= least) & (names.head <= LONGEST_FUZZY) & (names.kind <= Kind.ALIAS)
    return fits.nonzero()[0].astype(np.int32)


def halves_of(names: Names) -> Bits:
    """What stretches one character away from a name may begin or end with: of any, one half is the name's own."""
    chosen = _misspelt(names)
    shapes = Units.shapes_of(names.chars)
    start, size = names.begins[chosen], names.head[chosen]
    numbers = [_halves(shapes, start, start + size, size + more) for more in (-1, 0, 1)]
    return Bits.of(well_mixed(np.concatenate(numbers)))


def _halves(shapes: Sums, start: Places, end: Places, size: Places) -> U64:
    """The numbers of the beginnings, then of the ends, that stretches of a size share with names one character away."""
    beginnings = shapes.number(start, start + ((size - 1) >> 1)) ^ _SIZE_SALTS.take(size)
    ends = shapes.number(end - (size >> 1), end) ^ _SIZE_SALTS.take(size + LONGEST_FUZZY + 2)
    return np.concatenate((beginnings, ends))


_SIZE_SALTS: Final = well_mixed(np.arange(2 * LONGEST_FUZZY + 4, dtype=np.uint64))


def _sound_keys(names: Names, units: Units) -> tuple[U64, I32]:
    size = np.diff(names.begins)
    chosen = (names.han & (size >= 2) & (size <= MOST_UNITS) & (names.kind <= Kind.ALIAS)).nonzero()[0]
    start, end = names.begins[chosen], names.begins[chosen + 1]
    return units.sounds().number(start, end), chosen.astype(np.int32)


def half_number(codes: NDArray[np.uint32], second: U64) -> U64:
    """The number of characters as the first (0) or the second (1) of a two-character mark."""
    return well_mixed((codes.astype(np.uint64) << np.uint64(1)) | second)


def _half_keys(names: Names, units: Units) -> tuple[U64, I32]:
    size = np.diff(names.begins)
    chosen = (names.han & (size == 2) & (names.kind <= Kind.ALIAS)).nonzero()[0].astype(np.int32)
    at = names.begins[chosen]
    numbers = [half_number(units.chars[at + second], np.full(len(at), second, dtype=np.uint64)) for second in (0, 1)]
    return np.concatenate(numbers), np.concatenate((chosen, chosen))


def _head_keys(names: Names, shapes: Sums) -> tuple[U64, I32]:
    size = np.diff(names.begins)
    chosen = (names.han & (size >= 4) & (size <= MOST_UNITS) & (names.kind <= Kind.ALIAS)).nonzero()[0].astype(np.int32)
    return shapes.number(names.begins[chosen], names.begins[chosen] + 2), chosen


@dataclass(frozen=True)
class Windows:
    """Stretches of units worth asking about."""

    begin: I64
    """First unit; `stop` is one past the last."""
    stop: I64
    start: I32
    """First character, in the units' `chars`; `end` is one past the last."""
    end: I32
    alone: F64
    """How much the units stand out."""
    gain: F64
    """The same with what is around and between them; -inf where that is too little to ask about."""
    traits: NDArray[np.uint8]

    @property
    def han(self) -> NDArray[np.bool_]:
        """Han characters only."""
        return (self.traits & HAN) > 0

    def only(self, kept: I64) -> Windows:
        """Some of them."""
        return Windows(*(column.take(kept) for column in _columns(self)))

    def with_gain(self, gain: F64) -> Windows:
        """The same with another gain."""
        return Windows(self.begin, self.stop, self.start, self.end, self.alone, gain, self.traits)

    def and_more(self, more: Windows) -> Windows:
        """These and others."""
        return Windows(*(np.concatenate(both) for both in zip(_columns(self), _columns(more), strict=True)))


def _columns(found: Windows) -> tuple[NDArray[Any], ...]:
    return found.begin, found.stop, found.start, found.end, found.alone, found.gain, found.traits


def windows(units: Units, found: Stretches, gains: Gains, floor: F64) -> Windows:
    """The stretches that stand out by at least the `floor` of their first unit and that a name may be written in."""
    high = (gains.left - floor)[:, None] + ahead(gains.right, MOST_UNITS) >= 0
    begin, further = (high & found.inside).nonzero()
    stop = begin + further + 1
    traits = found.traits(begin, stop)
    start, end = units.start.take(begin), units.end.take(stop - 1)
    lettered = counted(units.counts.take(end) - units.counts.take(start), NO_DIGITS) > 0
    lettered |= units.field.take(begin) != GOODS_FIELD
    fine = (lettered & ((traits & FINE) > 0)).nonzero()[0]
    begin, stop = begin.take(fine), stop.take(fine)
    alone = gains.left.take(begin) + gains.right.take(stop)
    return Windows(begin, stop, start.take(fine), end.take(fine), alone, alone, traits.take(fine))


class Question(NamedTuple):
    """By one route: numbers of names asked for, and the window each is asked for."""

    route: Route
    window: I64
    numbers: U64
    alone: bool = False
    """Whether only what the window's units are worth alone counts for it."""


@dataclass(frozen=True)
class Pairs:
    """Stretches with the names they may be: `window` counts into a Windows, `name` into Names; by route."""

    window: I64
    name: I32
    route: NDArray[np.uint8]
    alone: NDArray[np.bool_]

    def only(self, kept: I64) -> Pairs:
        """Some of them."""
        return Pairs(self.window.take(kept), self.name.take(kept), self.route.take(kept), self.alone.take(kept))


def answered(keys: Keys, questions: list[Question]) -> Pairs:
    """All pairs of windows and names, in the order of the questions; asked at once, as calls cost more than keys."""
    at, name = keys.pairs(np.concatenate([one.numbers for one in questions]))
    window = np.concatenate([one.window for one in questions]).take(at)
    ends = at.searchsorted(np.array([0, *(len(one.numbers) for one in questions)]).cumsum())
    counts = ends[1:] - ends[:-1]
    routes = np.array([one.route for one in questions], dtype=np.uint8)
    return Pairs(window, name, routes.repeat(counts), np.array([one.alone for one in questions]).repeat(counts))


def by_one_character(halves: Bits, shapes: Sums, found: Windows, whole: U64, floor: float) -> list[Question]:
    """For windows one character away from a name: changed, missing, added or swapped with the next."""
    size = found.end - found.start
    words = SHORTEST_FUZZY - 2 + found.stop - found.begin  # letters of several words (L or T, ac-1) must be more
    at = (
        ((found.traits & (HAN | WORDS)) > 0)
        & ((found.traits & CROSSES) == 0)
        & (found.gain >= floor)
        & (size >= np.where(found.han, SHORTEST_FUZZY_HAN, words))
        & (size <= LONGEST_FUZZY + 1)
    ).nonzero()[0]
    start, end = found.start.take(at), found.end.take(at)
    might = halves.might(well_mixed(_halves(shapes, start, end, end - start)))
    kept = (might[: len(at)] | might[len(at) :]).nonzero()[0]  # a fifth of them
    at, start, end = at.take(kept), start.take(kept), end.take(kept)
    numbers, stretch = shapes.each_without(start, end), at.repeat(end - start)
    return [
        Question(Route.FUZZY, at, Likeness.LESS.salted(whole.take(at))),
        Question(Route.FUZZY, stretch, Likeness.LESS.salted(numbers)),
        Question(Route.FUZZY, stretch, Likeness.WHOLE.salted(numbers)),
    ]


def by_sound(sounds: Sums, found: Windows, floor: float) -> Question:
    """For windows of Han characters that sound like a name."""
    at = (found.han & (found.stop - found.begin >= 2) & (found.gain >= floor)).nonzero()[0]
    return Question(Route.SOUND, at, Likeness.SOUND.salted(sounds.number(found.start.take(at), found.end.take(at))))


def by_half(units: Units, found: Windows, floor: float) -> Question:
    """For pairs of Han characters of which one is a two-character mark's."""
    at = (found.han & (found.stop - found.begin == 2) & (found.gain >= floor)).nonzero()[0]
    first = units.chars.take(found.start.take(at))
    second = units.chars.take(found.start.take(at) + 1)
    numbers = half_number(np.concatenate((first, second)), np.arange(2, dtype=np.uint64).repeat(len(at)))
    return Question(Route.HALF, np.concatenate((at, at)), Likeness.HALF.salted(numbers))


def by_head(found: Windows, whole: U64, floor: float) -> Question:
    """For windows that are the first two characters of a longer Chinese mark."""
    at = (found.han & (found.stop - found.begin == 2) & (found.gain >= floor)).nonzero()[0]
    return Question(Route.HEAD, at, Likeness.HEAD.salted(whole.take(at)))


def like_half(units: Units, names: Names, start: I32, name: I32, least_alike: float) -> NDArray[np.bool_]:
    """Which pairs found by one half have another half that looks like the mark's, by first character and name."""
    theirs = names.begins.take(name)
    second = units.chars.take(start) == names.chars.take(theirs)
    other, marks = units.chars.take(start + second), names.chars.take(theirs + second)
    return np.asarray((han().likeness(other, marks) >= least_alike) & (other != marks), dtype=np.bool_)


def chunks(units: Units) -> tuple[I64, I64]:
    """Words written together, at most a hyphen or the like between them: first unit and one past the last."""
    starts = units.han | (units.gap > TIGHT)
    starts[1:] |= units.han[:-1]
    begin = starts.nonzero()[0]
    stop = np.append(begin[1:], len(starts))
    words = (~units.han.take(begin)).nonzero()[0]
    return begin.take(words), stop.take(words)


def inside(units: Units, gains: Gains, floor: float) -> Windows:
    """Stretches of characters inside single long words that aren't ordinary words."""
    begin, stop = chunks(units)
    first = units.start.take(begin)
    size = units.end.take(stop - 1) - first
    gain = gains.left.take(begin) + gains.right.take(stop)
    kept = ((gain >= floor) & (size > SHORTEST_GLUED) & (size <= LONGEST_FUZZY)).nonzero()[0]
    begin, stop, first = begin.take(kept), stop.take(kept), first.take(kept)
    gain, size = gain.take(kept), size.take(kept)
    from_, to, before = _inner()
    counts = before.take(size + 1) - before.take(size)
    at = np.arange(len(size)).repeat(counts)
    row = np.arange(len(at)) + (before.take(size) - counts.cumsum() + counts).take(at)
    start, gain = first.take(at), gain.take(at)
    traits = np.full(len(at), WORDS, dtype=np.uint8)
    return Windows(begin.take(at), stop.take(at), start + from_.take(row), start + to.take(row), gain, gain, traits)


@cache
def _inner() -> tuple[I32, I32, I32]:
    """Start and end of all shorter stretches inside words of each size, by size; and where those of a size begin."""
    rows = [
        [(start, end) for start in range(size) for end in range(start + SHORTEST_GLUED, size + 1) if end - start < size]
        for size in range(LONGEST_FUZZY + 1)
    ]
    from_, to = np.array([row for of_size in rows for row in of_size], dtype=np.int32).T
    return from_.copy(), to.copy(), np.array([0, *accumulate(map(len, rows))], dtype=np.int32)


def glued(units: Units, found: Windows, ordinary: Ordinary, side: I64, gains: Gains, exact: Sums) -> Windows:
    """Windows inside longer words; they stand out by the whole word less what is before and after them."""
    start, stop = units.start.take(found.begin), units.end.take(found.stop - 1)
    sides = side.take(units.line.take(found.begin))
    around = ordinary.stretch_costs(
        gains.spelling,
        np.concatenate((sides, sides)),
        np.concatenate((start, found.end)),
        np.concatenate((found.start, stop)),
        exact,
    )
    return found.with_gain(found.gain - around[: len(start)] - around[len(start) :])


def free_edges(units: Units) -> NDArray[np.int8]:
    """1 where the edge before a unit, or the last, stands free: at a gap, the text's end, a change of script."""
    free = np.ones(len(units.gap) + 1, dtype=np.int8)
    free[:-1] = units.gap > 0
    free[1:-1] |= units.han[1:] != units.han[:-1]
    return free
