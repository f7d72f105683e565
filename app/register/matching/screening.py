"""Screens a batch of goods lines: stretches that stand out, the names they may be, and what each is worth."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from app.register.matching import candidates as find
from app.register.matching import worth
from app.register.matching.answers import LineText, Matches, Method
from app.register.matching.candidates import Pairs, Route, Windows
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
from app.register.matching.ordinary import Gains, Stretches, chinese_lines, stretches
from app.register.matching.spelling import F32
from app.register.matching.units import FIELD, I32, Sums, Units, cut, running

if TYPE_CHECKING:
    from app.register.matching.index import MatchIndex

REVIEW: Final = -2.0
"""Log odds from which a match is shown at all."""
REVIEW_WEAK: Final = -6.3
"""Likenesses that are never alerts may be shown at longer odds."""
PRIOR: Final = -1.5
"""Log odds that a line concerns some recorded mark at all, before its words are read."""
LEAST_OPENING: Final = 2.0
"""What a word that opens a text must stand out by; less is the beginning of a longer word."""
_LEAST: Final = np.array([LEAST[route] for route in Route], dtype=np.float64)
LEAST_ALIKE: Final = 0.02


@dataclass(frozen=True)
class Batch:
    """Lines cut into units, with what screening needs of them."""

    units: Units
    stretches: Stretches
    side: I32
    """Line to 0 where it is Chinese text, 1 where not."""
    gains: Gains
    extra: F32
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
    exact, found = units.exact(), stretches(units)
    side = np.where(chinese_lines(units), 0, 1).astype(np.int32)
    gains = index.ordinary.gains(units, found, side, exact)
    extra = worth.of_units(units, side)
    batch = Batch(units, found, side, gains, extra, worth.scopes(lines), exact, units.shapes())
    hits: dict[int, list[Hit]] = defaultdict(list)
    ways = [_found, _found_inside, _found_opening, *([_found_guarded] if index.guarded.any() else [])]
    for way in ways:
        _weigh(index, batch, *way(index, batch), hits)
    return [
        answered(index, units, line, fields[at], hits[at], REVIEW) if at in hits else Matches()
        for at, line in enumerate(lines)
    ]


def _floor(index: MatchIndex) -> float:
    return index.burden - PRIOR - worth.IN_SCOPE + REVIEW


def _found(index: MatchIndex, batch: Batch) -> tuple[Windows, Pairs]:
    units, tables, floor = batch.units, index.tables, _floor(index)
    weak = floor + REVIEW_WEAK - REVIEW
    lowest = floor - worth.EDGES[-1] - worth.APART
    found = find.windows(units, batch.stretches, batch.gains, lowest, batch.extra)
    gain = found.gain + worth.of_stretches(units, found)
    found = Windows(**{**vars(found), "gain": gain}).only(gain >= floor)
    parts = [find.by_whole(tables, batch.shapes, found)]
    parts += find.by_one_character(tables, batch.shapes, found, floor + LEAST[Route.FUZZY])
    parts.append(find.by_sound(tables, units.sounds(), found, weak + LEAST[Route.SOUND]))
    parts.append(find.by_half(tables, index.names, units, found, weak + LEAST[Route.HALF], LEAST_ALIKE))
    parts.append(find.by_head(tables, batch.shapes, found, floor + LEAST[Route.HEAD]))
    return found, find.gathered(parts)


def _found_inside(index: MatchIndex, batch: Batch) -> tuple[Windows, Pairs]:
    inside = find.glued_windows(batch.units, batch.gains, batch.extra, _floor(index) + LEAST[Route.GLUED])
    sums = (batch.exact, batch.shapes)
    return find.by_glue(
        index.tables, index.names, batch.units, sums, inside, index.ordinary, batch.side, batch.gains.spelling
    )


def _found_opening(index: MatchIndex, batch: Batch) -> tuple[Windows, Pairs]:
    """Marks that are ordinary words, at the head of the goods text and for goods of their class (苹果手机壳)."""
    units = batch.units
    first = (units.field == find.GOODS_FIELD) & (units.gap == FIELD)
    stop = np.minimum(batch.stretches.begin + batch.stretches.count, len(units.start) - 1)
    more = units.field[stop] == find.GOODS_FIELD
    opening = batch.stretches.only(first[batch.stretches.begin] & more)
    found = find.windows(units, opening, batch.gains, LEAST_OPENING, batch.extra)
    pairs = find.by_whole(index.tables, batch.shapes, found)
    covered = index.classes[index.names.entry[pairs.name]]
    inside = (batch.scope[units.line[found.begin[pairs.window]]] & covered) > 0
    plain = index.names.kind[pairs.name] <= Kind.ALIAS
    pairs = pairs.only(inside & plain)
    return found, Pairs.of(pairs.window, pairs.name, Route.OPENING)


def _found_guarded(index: MatchIndex, batch: Batch) -> tuple[Windows, Pairs]:
    """Marks once found infringing, wherever they stand and however ordinary their words have become."""
    found = find.windows(batch.units, batch.stretches, batch.gains, -math.inf, batch.extra)
    pairs = find.by_whole(index.tables, batch.shapes, found)
    guarded = index.guarded[index.names.entry[pairs.name]] & (index.names.kind[pairs.name] <= Kind.ALIAS)
    return found, pairs.only(guarded)


@dataclass(frozen=True)
class Weighed:
    """Pairs worth a closer look, with their score before the disguise is paid for."""

    pairs: Pairs
    score: NDArray[np.float64]
    floor: NDArray[np.float64]
    """The least score worth an answer."""
    line: I32
    entry: I32
    known: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    guarded: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Weighed:
        """Some of them."""
        return Weighed(self.pairs.only(kept), *(column[kept] for name, column in vars(self).items() if name != "pairs"))


def _scored(index: MatchIndex, batch: Batch, found: Windows, pairs: Pairs) -> Weighed:
    entry = index.names.entry[pairs.name]
    line = batch.units.line[found.begin[pairs.window]]
    scope, covered = batch.scope[line], index.classes[entry]
    known = (scope > 0) & (covered > 0)
    inside = (scope & covered) > 0
    by_scope = np.where(known, np.where(inside, worth.IN_SCOPE, worth.OUT_OF_SCOPE), worth.UNKNOWN_SCOPE)
    innocent = index.ordinary.innocence()[batch.side[line]]
    share = np.where(pairs.route == Route.WHOLE, worth.bookish_share(batch.side[line], innocent), 1.0)
    score = found.gain[pairs.window] + by_scope - index.burden + PRIOR
    score -= share * _bookish(batch, found)[pairs.window] + worth.INNOCENT * innocent
    phrase = (pairs.route == Route.WHOLE) & found.han[pairs.window] & (found.count[pairs.window] >= 4)
    score += worth.TWO_SCRIPTS * index.in_two_scripts[entry] + worth.PHRASE * phrase
    guarded = index.guarded[entry] & (pairs.route == Route.WHOLE)
    return Weighed(pairs, score.astype(np.float64), _floors(found, pairs), line, entry, known, inside, guarded)


def _bookish(batch: Batch, found: Windows) -> NDArray[np.float64]:
    """How much less stretches would stand out if the list of English words were ordinary text."""
    sums = running(batch.gains.bookish)
    return np.asarray(sums[found.begin + found.count] - sums[found.begin])


def _weigh(index: MatchIndex, batch: Batch, found: Windows, pairs: Pairs, hits: dict[int, list[Hit]]) -> None:
    if not len(pairs.name):
        return
    weighed = _scored(index, batch, found, pairs)
    enough = weighed.score - _LEAST[pairs.route] >= weighed.floor
    weighed = weighed.only((enough | weighed.guarded).nonzero()[0])
    pairs = weighed.pairs
    familiar = found.han[pairs.window] & (
        index.ordinary.seen(batch.exact.number(found.start[pairs.window], found.end[pairs.window])) > 0
    )
    core = common_core(batch.units, index.names, index.ordinary, batch.exact, found, pairs)
    score = weighed.score + worth.SEEN * familiar - COMMON_CORE * core
    swaps = exchanges(batch.units, index.names, found, pairs)
    cost = swaps.cost + WEAK * (weighed.floor == REVIEW_WEAK)
    low = score - np.where(np.isnan(cost), 0, cost) < weighed.floor
    weighed = Weighed(**{**vars(weighed), "score": score})
    _judge(index, batch, found, weighed, Exchanges(cost, swaps.method), (~low | weighed.guarded).nonzero()[0], hits)


def _floors(found: Windows, pairs: Pairs) -> NDArray[np.float64]:
    short = found.han[pairs.window] & (found.count[pairs.window] == 2) & (pairs.route != Route.WHOLE)
    return np.where(pairs.route == Route.OPENING, -np.inf, np.where(short, REVIEW_WEAK, REVIEW))


def _judge(
    index: MatchIndex, batch: Batch, found: Windows, weighed: Weighed, swaps: Exchanges, chosen: NDArray[np.int64],
    hits: dict[int, list[Hit]],
) -> None:  # fmt: skip
    pairs, seen = weighed.pairs, set()
    for at in chosen[np.argsort(pairs.route[chosen], kind="stable")].tolist():
        window, name = int(pairs.window[at]), int(pairs.name[at])
        if (window, name) in seen:
            continue
        seen.add((window, name))
        disguise = _disguise(index, batch.units, found, pairs, swaps, at)
        guarded = bool(weighed.guarded[at])
        if disguise is None or (weighed.score[at] - disguise.cost < weighed.floor[at] and not guarded):
            continue
        line = int(weighed.line[at])
        hits[line].append(
            Hit(
                line=line,
                begin=int(found.begin[window]),
                start=int(found.start[window]),
                end=int(found.end[window]),
                crosses=bool(found.crosses[window]),
                name=name,
                entry=int(weighed.entry[at]),
                disguise=disguise,
                score=float(weighed.score[at]) - disguise.cost,
                in_scope=bool(weighed.inside[at]) if weighed.known[at] else None,
                guarded=guarded and disguise.method is Method.EXACT,
            )
        )


def _disguise(
    index: MatchIndex, units: Units, found: Windows, pairs: Pairs, swaps: Exchanges, at: int
) -> Disguise | None:
    window, name, cost = int(pairs.window[at]), int(pairs.name[at]), float(swaps.cost[at])
    if not math.isnan(cost):
        return Disguise(METHODS[int(swaps.method[at])], cost, weak=int(found.count[window]) == 2)
    spelt = units.spelt(int(found.start[window]), int(found.end[window]))
    return judged(spelt, index.names.spelt(name), Route(int(pairs.route[at])), Kind(int(index.names.kind[name])))
