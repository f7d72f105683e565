"""Screens a batch of goods lines: stretches that stand out, the names they may be, and what each is worth."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.register.matching import candidates as find
from app.register.matching import worth
from app.register.matching.answers import LineText, Matches, Method
from app.register.matching.candidates import Likeness, Pairs, Question, Route, Windows
from app.register.matching.disguise import (
    COMMON_CORE,
    LEAST,
    METHODS,
    WEAK,
    Disguise,
    Exchanges,
    common_core,
    exchanges,
    judged,
)
from app.register.matching.evidence import Hit, answered
from app.register.matching.names import Kind
from app.register.matching.ordinary import Gains, chinese_lines
from app.register.matching.spelling import F64
from app.register.matching.stretches import CROSSES, Stretches
from app.register.matching.units import FIELD, I32, I64, U64, Sums, Units, cut

if TYPE_CHECKING:
    from app.register.matching.index import MatchIndex

REVIEW: Final = -1.8
"""Log odds from which a match is shown at all."""
REVIEW_WEAK: Final = -6.3
"""Likenesses that are never alerts may be shown at longer odds."""
PRIOR: Final = -1.5
"""Log odds that a line concerns some recorded mark at all, before its words are read."""
LEAST_OPENING: Final = 2.0
"""What a word that opens a text must stand out by; less is the beginning of a longer word."""
_LEAST: Final = np.array([LEAST[route] + WEAK * (route is Route.HALF) for route in Route], dtype=np.float64)
LEAST_ALIKE: Final = 0.02
_BY_SCOPE: Final = np.array([worth.UNKNOWN_SCOPE, worth.OUT_OF_SCOPE, worth.IN_SCOPE])
"""What it is worth that the goods' and the mark's classes aren't known, don't meet, meet."""


@dataclass(frozen=True)
class Batch:
    """Lines cut into units, with what screening needs of them."""

    units: Units
    stretches: Stretches
    side: I64
    """Line to 0 where it is Chinese text, 1 where not."""
    gains: Gains
    scope: NDArray[np.uint64]
    exact: Sums
    shapes: Sums


def screened(index: MatchIndex, lines: Sequence[LineText]) -> list[Matches]:
    """The answers of a batch of lines, in their order."""
    if not lines:
        return []
    fields = [worth.fields_of(line) for line in lines]
    units = cut(fields)
    if not len(units.start):
        return [Matches()] * len(lines)
    batch = _batch(index, units, lines)
    hits = _weighed(index, batch, *_found(index, batch))
    return [
        answered(index, units, line, fields[at], hits[at], REVIEW) if at in hits else Matches()
        for at, line in enumerate(lines)
    ]


def _batch(index: MatchIndex, units: Units, lines: Sequence[LineText]) -> Batch:
    exact, found = units.exact(), Stretches.of(units)
    side = np.where(chinese_lines(units), 0, 1)
    gains = index.ordinary.gains(units, found, side, exact).plus(worth.of_units(units, side))
    return Batch(units, found, side, gains, worth.scopes(lines), exact, units.shapes())


def _found(index: MatchIndex, batch: Batch) -> tuple[Windows, Pairs]:
    """Stretches of the lines, and which names each may be."""
    floor = index.burden - PRIOR - worth.IN_SCOPE + REVIEW
    opens = (batch.units.field == find.GOODS_FIELD) & (batch.units.gap == FIELD)
    found = _windows(index, batch, floor, opens)
    inside = find.inside(batch.units, batch.gains, floor + LEAST[Route.GLUED])
    pairs = find.answered(index.keys, _questions(index, batch, found, inside, floor, opens))
    glued = (pairs.route == Route.GLUED).nonzero()[0]
    if not len(glued):
        return found, pairs
    whole = inside.only(pairs.window.take(glued))
    pairs.window[glued] = np.arange(len(found.begin), len(found.begin) + len(glued))
    return found.and_more(find.glued(batch.units, whole, index.ordinary, batch.side, batch.gains, batch.exact)), pairs


def _windows(index: MatchIndex, batch: Batch, floor: float, opens: NDArray[np.bool_]) -> Windows:
    """The stretches to ask about: those that stand out, some that open a text, all where any mark is guarded."""
    units = batch.units
    lowest = floor - worth.EDGES[-1] - worth.APART
    least = np.where(opens, min(LEAST_OPENING, lowest), lowest)
    if index.any_guarded:
        least.fill(-np.inf)
    found = find.windows(units, batch.stretches, batch.gains, least)
    gain = found.alone + worth.of_stretches(units, found)
    return found.with_gain(np.where((found.alone >= lowest) & (gain >= floor), gain, -np.inf))


def _questions(
    index: MatchIndex, batch: Batch, found: Windows, inside: Windows, floor: float, opens: NDArray[np.bool_]
) -> list[Question]:
    """What to ask of the names, the likenesses that are preferred first."""
    shapes = batch.shapes
    whole = shapes.number(found.start, found.end)
    within = shapes.number(inside.start, inside.end)
    high = (found.gain >= floor).nonzero()[0]
    opening = _opening(batch.units, found, opens)
    questions = [
        Question(Route.WHOLE, high, Likeness.WHOLE.salted(whole.take(high))),
        *find.by_one_character(index.halves, shapes, found, whole, floor + LEAST[Route.FUZZY]),
        *(_of_characters(batch.units, found, whole, floor) if found.han.any() else ()),
        Question(Route.GLUED, np.arange(len(within)), Likeness.WHOLE.salted(within)),
        Question(Route.OPENING, opening, Likeness.WHOLE.salted(whole.take(opening)), alone=True),
    ]
    if index.any_guarded:
        questions.append(Question(Route.WHOLE, np.arange(len(whole)), Likeness.WHOLE.salted(whole), alone=True))
    return questions


def _of_characters(units: Units, found: Windows, whole: U64, floor: float) -> tuple[Question, ...]:
    """What to ask for windows of Han characters only."""
    weak = floor + REVIEW_WEAK - REVIEW
    return (
        find.by_sound(units.sounds(), found, weak + LEAST[Route.SOUND]),
        find.by_half(units, found, weak + _LEAST[Route.HALF] - worth.TWO_SCRIPTS),
        find.by_head(found, whole, floor + LEAST[Route.HEAD]),
    )


def _opening(units: Units, found: Windows, opens: NDArray[np.bool_]) -> I64:
    """Windows at the head of the goods text, more of which follows."""
    last = units.first.take(units.line.take(found.begin) + 1) - 1
    more = units.field.take(np.minimum(found.stop, last)) == find.GOODS_FIELD
    at: I64 = (opens.take(found.begin) & more & (found.alone >= LEAST_OPENING)).nonzero()[0]
    return at


@dataclass(frozen=True)
class Weighed:
    """Pairs worth a closer look, with their score before the disguise is paid for."""

    pairs: Pairs
    score: F64
    floor: F64
    """The least score worth an answer."""
    line: I64
    entry: I32
    known: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    guarded: NDArray[np.bool_]

    def only(self, kept: I64) -> Weighed:
        """Some of them."""
        return Weighed(
            self.pairs.only(kept),
            self.score.take(kept),
            self.floor.take(kept),
            self.line.take(kept),
            self.entry.take(kept),
            self.known.take(kept),
            self.inside.take(kept),
            self.guarded.take(kept),
        )


def _scored(index: MatchIndex, batch: Batch, found: Windows, pairs: Pairs) -> Weighed:
    entry = index.names.entry.take(pairs.name)
    begin, stop = found.begin.take(pairs.window), found.stop.take(pairs.window)
    line = batch.units.line.take(begin)
    scope, covered = batch.scope.take(line), index.classes.take(entry)
    known = (scope > 0) & (covered > 0)
    inside = (scope & covered) > 0
    side, whole = batch.side.take(line), pairs.route == Route.WHOLE
    innocent = index.ordinary.innocence.take(side)
    gain = np.where(pairs.alone, found.alone.take(pairs.window), found.gain.take(pairs.window))
    score = gain + _BY_SCOPE.take(known.view(np.int8) + inside) - index.burden + PRIOR - worth.INNOCENT * innocent
    if batch.gains.bookish[-1] > 0:
        bookish = batch.gains.bookish.take(stop) - batch.gains.bookish.take(begin)
        score -= np.where(whole, worth.bookish_share(side, innocent), 1.0) * bookish
    is_han = found.han.take(pairs.window)
    phrase = whole & is_han & (stop - begin >= 4)
    score += worth.TWO_SCRIPTS * index.in_two_scripts.take(entry) + worth.PHRASE * phrase
    short = is_han & (stop - begin == 2) & ~whole
    floor = np.where(pairs.route == Route.OPENING, -np.inf, np.where(short, REVIEW_WEAK, REVIEW))
    return Weighed(pairs, score, floor, line, entry, known, inside, index.guarded.take(entry) & whole)


def _unmeant(index: MatchIndex, weighed: Weighed) -> I64:
    """Pairs that a route isn't meant for.

    An ordinary word that opens the goods text (苹果手机壳) counts for goods of the mark's class only, and an ordinary
    word elsewhere only for marks once found infringing; spellings made from a mark count only where they stand free.
    """
    pairs = weighed.pairs
    at: I64 = (pairs.alone | (pairs.route == Route.GLUED)).nonzero()[0]
    if not len(at):
        return at
    plain = index.names.kind.take(pairs.name.take(at)) <= Kind.ALIAS
    route = pairs.route.take(at)
    meant = np.where(route == Route.OPENING, weighed.inside.take(at), weighed.guarded.take(at) | (route == Route.GLUED))
    return at.take((~(plain & meant)).nonzero()[0])


def _plausible(index: MatchIndex, batch: Batch, found: Windows, weighed: Weighed) -> Weighed:
    """Those that may be worth an answer, by the least that a disguise of their route costs."""
    pairs = weighed.pairs
    enough = (weighed.score - _LEAST.take(pairs.route) >= weighed.floor) | weighed.guarded
    enough[_unmeant(index, weighed)] = False
    half = (enough & (pairs.route == Route.HALF)).nonzero()[0]
    if len(half):
        start, name = found.start.take(pairs.window.take(half)), pairs.name.take(half)
        enough[half] = find.like_half(batch.units, index.names, start, name, LEAST_ALIKE)
    return weighed.only(enough.nonzero()[0])


def _weighed(index: MatchIndex, batch: Batch, found: Windows, pairs: Pairs) -> dict[int, list[Hit]]:
    """Line to its stretches that are taken for names."""
    if not len(pairs.name):
        return {}
    weighed = _plausible(index, batch, found, _scored(index, batch, found, pairs))
    pairs = weighed.pairs
    if not len(pairs.name):
        return {}
    familiar = _familiar(index, batch, found, pairs)
    core = common_core(batch.units, index.names, index.ordinary, batch.exact, found, pairs)
    score = weighed.score + worth.SEEN * familiar - COMMON_CORE * core
    swaps = exchanges(batch.units, index.names, found, pairs)
    cost = swaps.cost + WEAK * (weighed.floor == REVIEW_WEAK)
    low = score - np.where(np.isnan(cost), 0, cost) < weighed.floor
    chosen = (~low | weighed.guarded).nonzero()[0]
    rows = _rows(index, batch.units, found, weighed, score, Exchanges(cost, swaps.method), chosen)
    return _judge(index, batch.units, rows)


def _familiar(index: MatchIndex, batch: Batch, found: Windows, pairs: Pairs) -> NDArray[np.bool_]:
    """Which pairs' stretches are Chinese text that stood in a cleared shipment as it stands here."""
    familiar = found.han.take(pairs.window)
    at = familiar.nonzero()[0]
    window = pairs.window.take(at)
    familiar[at] = index.ordinary.seen(batch.exact.number(found.start.take(window), found.end.take(window))) > 0
    return familiar


class _Row(NamedTuple):
    """A pair that may be an answer, as plain values: single elements of arrays are slow."""

    window: int
    name: int
    route: int
    alone: bool
    kind: int
    field: int
    first: int
    last: int
    size: int
    """Units of the stretch."""
    start: int
    end: int
    crosses: int
    cost: float
    method: int
    score: float
    floor: float
    line: int
    entry: int
    known: bool
    inside: bool
    guarded: bool


def _rows(
    index: MatchIndex, units: Units, found: Windows, weighed: Weighed, score: F64, swaps: Exchanges, chosen: I64
) -> Iterator[_Row]:
    weighed = weighed.only(chosen)
    pairs, windows = weighed.pairs, found.only(weighed.pairs.window)
    columns = (
        *(pairs.window, pairs.name, pairs.route, pairs.alone, index.names.kind.take(pairs.name)),
        *(units.field.take(windows.begin), units.origin.take(windows.start), units.origin.take(windows.end - 1)),
        *(windows.stop - windows.begin, windows.start, windows.end, windows.traits & CROSSES),
        *(swaps.cost.take(chosen), swaps.method.take(chosen), score.take(chosen), weighed.floor),
        *(weighed.line, weighed.entry, weighed.known, weighed.inside, weighed.guarded),
    )
    return map(_Row._make, zip(*(column.tolist() for column in columns), strict=True))


def _judge(index: MatchIndex, units: Units, rows: Iterator[_Row]) -> dict[int, list[Hit]]:
    """Line to its stretches that are taken for names; rows come with the preferred likeness of a pair first."""
    hits: dict[int, list[Hit]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for row in rows:
        if (row.window, row.name) in seen and not row.alone:
            continue
        seen.add((row.window, row.name))
        disguise = _disguise(index, units, row)
        if disguise is None or (row.score - disguise.cost < row.floor and not row.guarded):
            continue
        hits[row.line].append(
            Hit(
                line=row.line,
                field=row.field,
                first=row.first,
                last=row.last,
                start=row.start,
                end=row.end,
                crosses=bool(row.crosses),
                name=row.name,
                entry=row.entry,
                disguise=disguise,
                score=round(row.score - disguise.cost, 3),  # so that the first of two alike stays first
                in_scope=row.inside if row.known else None,
                guarded=row.guarded and disguise.method is Method.EXACT,
            )
        )
    return hits


def _disguise(index: MatchIndex, units: Units, row: _Row) -> Disguise | None:
    if not math.isnan(row.cost):
        return Disguise(METHODS[row.method], row.cost, weak=row.size == 2)
    spelt = units.spelt(row.start, row.end)
    return judged(spelt, index.names.spelt(row.name), _ROUTES[row.route], _KINDS[row.kind])


_ROUTES: Final = tuple(Route)
_KINDS: Final = tuple(Kind)
