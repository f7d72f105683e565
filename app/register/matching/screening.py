"""Screens a batch of goods lines: stretches that stand out, the names they may be, and what each is worth."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from app.core.errors import Say
from app.register.matching import candidates as find
from app.register.matching.answers import Field, LineText, Match, Matches, Method
from app.register.matching.candidates import Pairs, Route, Windows
from app.register.matching.disguise import (
    COMMON_CORE,
    LEAST,
    METHODS,
    WEAK,
    Disguise,
    common_core,
    exchanges,
    judged,
    worn,
)
from app.register.matching.names import Kind
from app.register.matching.ordinary import F32, Gains, Stretches, chinese_lines, stretches
from app.register.matching.units import I32, Sums, Units, cut

if TYPE_CHECKING:
    from app.register.matching.index import MatchIndex

ALERT: Final = 0.6
REVIEW: Final = -2.0
REVIEW_WEAK: Final = -6.0
"""Likenesses that are never alerts may be shown at longer odds."""
PRIOR: Final = -1.5
"""Log odds that a line concerns some recorded mark at all, before its words are read."""
IN_SCOPE: Final = 2.0
UNKNOWN_SCOPE: Final = 0.0
OUT_OF_SCOPE: Final = -6.0
CAPITAL: Final = 2.0
"""A word with a capital inside a line of small letters is more likely a name."""
DISGUISED: Final = 6.0
"""Nobody spells an ordinary word letter by letter, or in letters of two scripts."""
OLDER: Final = 2.0
"""A character in traditional form among simplified ones."""
APART: Final = 3.0
"""Chinese characters written one by one with something between."""
EDGES: Final = (-2.0, 0.0, 2.5)
"""By how many edges of a stretch of Han characters stand free."""
SEEN: Final = -4.0
"""Chinese text that stood in a cleared shipment as it stands here."""
DECLARED: Final = 8.0
"""A whole brand field is meant as a brand."""
LEAST_ALIKE: Final = 0.1
AT_MOST: Final = 10


@dataclass(frozen=True)
class Batch:
    """Lines cut into units, with what screening needs of them."""

    lines: Sequence[LineText]
    fields: Sequence[tuple[str, ...]]
    units: Units
    stretches: Stretches
    side: I32
    """Line to 0 where it is Chinese text, 1 where not."""
    gains: Gains
    extra: F32
    scope: NDArray[np.uint64]
    exact: Sums
    shapes: Sums


def _fields(line: LineText) -> tuple[str, ...]:
    return (line.goods, line.brand, *line.spec)


def line_scope(line: LineText) -> int:
    """The Nice classes a line's goods may be of, a bit each; 0 where nothing says."""
    if line.nice is not None and 0 < line.nice <= 45:
        return 1 << line.nice
    return 0


def capitals(units: Units, side: I32) -> F32:
    """What each unit's capital first letter is worth: something only inside a line of small letters."""
    lines = len(side)
    running = np.concatenate(([0], np.cumsum(units.upper)))
    size = units.end - units.start
    upper = running[units.end] - running[units.start]
    big = np.bincount(units.line, weights=upper, minlength=lines)
    letters = np.bincount(units.line, weights=np.where(units.han, 0, size), minlength=lines)
    quiet = big * 5 <= letters
    opening = np.zeros(len(units.start), dtype=np.bool_)
    opening[units.first[:-1][np.diff(units.first) > 0]] = True
    starts = units.upper[units.start] if len(units.start) else np.zeros(0, np.bool_)
    worth = starts & ~opening & quiet[units.line] & (side[units.line] == 1)
    return np.where(worth, np.float32(CAPITAL), np.float32(0)).astype(np.float32)


def oddities(units: Units) -> F32:
    """What each unit is worth for being spelt letter by letter, or mixing letters of two scripts."""
    borrowed = np.concatenate(([0], np.cumsum(units.borrowed)))
    plain = np.concatenate(([0], np.cumsum((units.chars < 128) & ~units.borrowed)))
    mixed = (borrowed[units.end] > borrowed[units.start]) & (plain[units.end] > plain[units.start])
    lettered = np.concatenate(([0], np.cumsum((units.chars < 48) | (units.chars > 57))))
    spaced = units.spaced & (lettered[units.end] - lettered[units.start] >= 3)
    lines = len(units.first) - 1
    older = units.older[units.start]
    share = np.bincount(units.line, weights=older, minlength=lines) * 3 < np.bincount(
        units.line[units.han], minlength=lines
    )
    worth = np.where(mixed | spaced, DISGUISED, 0) + np.where(older & share[units.line], OLDER, 0)
    return worth.astype(np.float32)


def screened(index: MatchIndex, lines: Sequence[LineText]) -> list[Matches]:
    """The answers of a batch of lines, in their order."""
    if not lines:
        return []
    fields = [_fields(line) for line in lines]
    units = cut(fields)
    if not len(units.start):
        return [Matches()] * len(lines)
    exact, found = units.exact(), stretches(units)
    side = np.where(chinese_lines(units), 0, 1).astype(np.int32)
    gains = index.ordinary.gains(units, found, side, exact)
    scope = np.array([line_scope(line) for line in lines], dtype=np.uint64)
    extra = capitals(units, side) + oddities(units)
    batch = Batch(lines, fields, units, found, side, gains, extra, scope, exact, units.shapes())
    answers = _weighed(index, batch, *_found(index, batch))
    for line, hits in _weighed(index, batch, *_found_inside(index, batch)).items():
        answers[line] += hits
    return [_answer(index, batch, answers.get(line, [])) for line in range(len(lines))]


def _floor(index: MatchIndex) -> float:
    return index.burden - PRIOR - IN_SCOPE + REVIEW


def _standing(units: Units, found: Windows) -> F32:
    """What stretches of Han characters are worth for their surroundings."""
    edges = np.array(EDGES, dtype=np.float32)[find.free_edges(units, found)]
    apart = (found.count > 1) & (found.gaps == found.count - 1) & ~found.crosses
    return np.where(found.han, edges + np.float32(APART) * apart, np.float32(0)).astype(np.float32)


def _found(index: MatchIndex, batch: Batch) -> tuple[Windows, Pairs]:
    units, tables, floor = batch.units, index.tables, _floor(index)
    weak = floor + REVIEW_WEAK - REVIEW
    found = find.windows(units, batch.stretches, batch.gains, floor - EDGES[2] - APART, batch.extra)
    gain = found.gain + _standing(units, found)
    found = Windows(**{**vars(found), "gain": gain})
    found = found.only(gain >= floor)
    parts = [find.by_whole(tables, batch.shapes, found)]
    parts += find.by_one_character(tables, batch.shapes, found, floor + LEAST[Route.FUZZY])
    parts.append(find.by_sound(tables, units.sounds(), found, weak + LEAST[Route.SOUND]))
    parts.append(find.by_half(tables, index.names, units, found, weak + LEAST[Route.HALF], LEAST_ALIKE))
    parts.append(find.by_head(tables, batch.shapes, found, floor + LEAST[Route.HEAD]))
    return found, find.gathered(parts)


def _found_inside(index: MatchIndex, batch: Batch) -> tuple[Windows, Pairs]:
    inside = find.glued_windows(batch.units, batch.gains, batch.extra, _floor(index) + LEAST[Route.GLUED])
    sums = (batch.exact, batch.shapes)
    return find.by_glue(index.tables, index.names, batch.units, sums, inside, index.ordinary, batch.side)


@dataclass(frozen=True)
class Hit:
    """A stretch taken for a name."""

    line: int
    begin: int
    start: int
    end: int
    name: int
    entry: int
    disguise: Disguise
    score: float
    in_scope: bool | None


def _weighed(index: MatchIndex, batch: Batch, found: Windows, pairs: Pairs) -> dict[int, list[Hit]]:
    hits: dict[int, list[Hit]] = defaultdict(list)
    if not len(pairs.name):
        return hits
    entry = index.names.entry[pairs.name]
    line = batch.units.line[found.begin[pairs.window]]
    scope, covered = batch.scope[line], index.classes[entry]
    known = (scope > 0) & (covered > 0)
    inside = (scope & covered) > 0
    worth = np.where(known, np.where(inside, IN_SCOPE, OUT_OF_SCOPE), UNKNOWN_SCOPE)
    least = np.array([LEAST[route] for route in Route], dtype=np.float64)[pairs.route]
    score = found.gain[pairs.window] + worth - index.burden + PRIOR
    short = found.han[pairs.window] & (found.count[pairs.window] == 2) & (pairs.route != Route.WHOLE)
    floors = np.where(short, REVIEW_WEAK, REVIEW)
    kept = np.flatnonzero(score - least >= floors)
    short, floors = short[kept], floors[kept]
    pairs, score, entry, line = pairs.only(kept), score[kept], entry[kept], line[kept]
    known, inside = known[kept], inside[kept]
    numbers = batch.exact.number(found.start[pairs.window], found.end[pairs.window])
    familiar = found.han[pairs.window] & (index.ordinary.seen(numbers) > 0)
    score = score + SEEN * familiar
    core = common_core(batch.units, index.names, index.ordinary, batch.exact, found, pairs)
    score = score - COMMON_CORE * core
    swaps = exchanges(batch.units, index.names, found, pairs)
    cost = swaps.cost + WEAK * short
    kept = np.flatnonzero(~(score - np.where(np.isnan(cost), least[kept], cost) < floors))
    seen: set[tuple[int, int]] = set()
    for at in kept[np.argsort(pairs.route[kept], kind="stable")].tolist():
        window, name = int(pairs.window[at]), int(pairs.name[at])
        if (window, name) in seen:
            continue
        seen.add((window, name))
        start, end = int(found.start[window]), int(found.end[window])
        if math.isnan(cost[at]):
            spelt = batch.units.spelt(start, end)
            kind = Kind(int(index.names.kind[name]))
            disguise = judged(spelt, index.names.spelt(name), Route(int(pairs.route[at])), kind)
        else:
            disguise = Disguise(METHODS[int(swaps.method[at])], float(cost[at]), weak=bool(short[at]))
        if disguise is None or score[at] - disguise.cost < floors[at]:
            continue
        verdict = bool(inside[at]) if known[at] else None
        hits[int(line[at])].append(
            Hit(int(line[at]), int(found.begin[window]), start, end, name, int(entry[at]), disguise,
                float(score[at]) - disguise.cost, verdict)
        )  # fmt: skip
    return hits


def _answer(index: MatchIndex, batch: Batch, hits: list[Hit]) -> Matches:
    best: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda one: -one.score):
        best.setdefault(hit.entry, hit)
    alerts, review = [], []
    for hit in best.values():
        strong = hit.score >= ALERT and hit.in_scope is not False and not hit.disguise.weak
        (alerts if strong else review).append(hit)
    return Matches(
        tuple(_match(index, batch, hit) for hit in alerts[:AT_MOST]),
        tuple(_match(index, batch, hit) for hit in review[:AT_MOST]),
    )


def _match(index: MatchIndex, batch: Batch, hit: Hit) -> Match:
    entry = index.entries[hit.entry]
    name = entry.names[int(index.names.which[hit.name])]
    units = batch.units
    field_no = int(units.field[hit.begin])
    origin = int(units.line_from[hit.line]) + sum(map(len, batch.fields[hit.line][:field_no]))
    span = (int(units.origin[hit.start]) - origin, int(units.origin[hit.end - 1]) + 1 - origin)
    raw = units.text[span[0] + origin : span[1] + origin]
    method = worn(raw, name) if hit.disguise.method is Method.EXACT else hit.disguise.method
    likeness = fuzz.ratio(units.spelt(hit.start, hit.end), index.names.spelt(hit.name)) / 100
    field = Field.GOODS if field_no == 0 else Field.BRAND if field_no == 1 else Field.SPEC
    return Match(
        recordation_no=entry.recordation_no,
        mark=entry.names[0],
        matched=raw,
        field=field,
        span=span,
        method=method,
        similarity=round(likeness, 3),
        in_scope=hit.in_scope,
        score=round(1 / (1 + math.exp(-hit.score / 4)), 4),
        evidence=(Say(f"register_matching.{method.value}", {"matched": raw, "mark": name}),),
    )
