"""Turns what screening found into answers with their evidence in words."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz

from app.core.errors import Say
from app.register.concordance import in_hs_scope
from app.register.licences import Leave, Licence, Party, Standing, standing
from app.register.matching.answers import Field, LineText, Match, Matches, Method
from app.register.matching.disguise import Disguise, worn
from app.register.matching.names import Entry
from app.register.matching.units import Units
from app.register.matching.worth import BRAND_FIELDS, IN_SCOPE, OUT_OF_SCOPE, UNKNOWN_SCOPE

if TYPE_CHECKING:
    from app.register.matching.index import MatchIndex

ALERT: Final = 1.0
"""Log odds from which a match is acted on."""
AT_MOST: Final = 10
"""Matches in either answer of a line."""
INFRINGER: Final = 3.0
"""A known infringer among the parties."""
_SCALE: Final = 4.0


class Hit(NamedTuple):
    """A stretch taken for a name."""

    line: int
    field: int
    first: int
    """Its first character's place in the text of the batch, and its last one's."""
    last: int
    start: int
    end: int
    crosses: bool
    name: int
    entry: int
    disguise: Disguise
    score: float
    in_scope: bool | None
    guarded: bool = False


def answered(
    index: MatchIndex, units: Units, line: LineText, fields: tuple[str, ...], hits: list[Hit], review: float
) -> Matches:
    """The answers of one line from everything found in it."""
    best: dict[int, Hit] = {}
    for hit in sorted(hits, key=_first):
        better = best.setdefault(hit.entry, hit)
        if not hit.disguise.cost < better.disguise.cost or hit.start < better.start or hit.end > better.end:
            continue
        best[hit.entry] = hit._replace(score=better.score)  # the same words without their neighbour say it better
    alerts: list[Match] = []
    reviews: list[Match] = []
    passed: list[Match] = []
    for found in sorted(best.values(), key=_first):
        entry = index.entries[found.entry]
        leave = _standing(entry, line)
        hit = _in_context(found, entry, line, leave)
        answer = passed if leave.passes else alerts if _acted_on(hit) else reviews
        if len(answer) < AT_MOST and (hit.score >= review or hit.disguise.weak or hit.guarded):
            answer.append(_match(index, units, fields, hit, entry, leave))
    return Matches(tuple(alerts), tuple(reviews), tuple(passed))


def _first(hit: Hit) -> tuple[bool, bool, float]:
    """Marks once found infringing before others, what may be acted on before what may not, then by score."""
    return not hit.guarded, hit.disguise.weak or hit.score < ALERT, -hit.score


def _acted_on(hit: Hit) -> bool:
    if hit.in_scope is False or hit.disguise.weak:
        return False
    return hit.score >= ALERT or hit.guarded


def _in_context(hit: Hit, entry: Entry, line: LineText, leave: Standing) -> Hit:
    hit = _by_customs_code(hit, entry, line)
    return hit._replace(score=hit.score + INFRINGER) if leave.leave is Leave.INFRINGER else hit


def _by_customs_code(hit: Hit, entry: Entry, line: LineText) -> Hit:
    """Where the record names customs codes and the line has one, they say more than classes do."""
    named = in_hs_scope(line.hs_code, entry.hs_codes)
    if named is None or named == hit.in_scope:
        return hit
    worth = {True: IN_SCOPE, False: OUT_OF_SCOPE, None: UNKNOWN_SCOPE}
    return hit._replace(in_scope=named, score=hit.score + worth[named] - worth[hit.in_scope])


_NOBODY: Final = Standing(Leave.NONE)


def _standing(entry: Entry, line: LineText) -> Standing:
    if not line.parties:
        return _NOBODY
    read = (Licence.read(party) for party in line.parties)
    parties = [Party(one.name, one.identifier) for one in read]
    # Whoever holds the right needs no licence for it.
    entitled = (entry.holder, *entry.licensees)
    return standing(entitled, entry.known_infringers, parties, line.nice, line.hs_code, line.on)


@lru_cache(maxsize=4096)
def _scope_said(in_scope: bool | None, nice_classes: tuple[int, ...]) -> Say:
    """Kept, for many marks say the same: answers are made, and sent from one process to another, the sooner."""
    scope = {True: "inside", False: "outside", None: "unknown"}[in_scope]
    classes = Say("register_matching.class_list", {"numbers": " ".join(map(str, nice_classes))})
    return Say(f"register_matching.scope_{scope}", {"classes": classes})


def _match(index: MatchIndex, units: Units, fields: tuple[str, ...], hit: Hit, entry: Entry, leave: Standing) -> Match:
    name = entry.names[int(index.names.which[hit.name])]
    field = Field.BRAND if hit.field in BRAND_FIELDS else Field.GOODS if hit.field == 1 else Field.SPEC
    origin = int(units.line_from[hit.line]) + sum(map(len, fields[: hit.field]))
    span = (hit.first - origin, hit.last + 1 - origin)
    raw = units.text[hit.first : hit.last + 1]
    method = hit.disguise.method
    if hit.crosses:
        method = Method.SPLIT
    elif method is Method.EXACT:
        method = worn(raw, name)
    likeness = fuzz.ratio(units.spelt(hit.start, hit.end), index.names.spelt(hit.name)) / 100
    said = [
        Say(f"register_matching.{method.value}", {"matched": raw, "mark": name}),
        Say(f"register_matching.in_{field.value}", {"first": span[0] + 1, "last": span[1]}),
        _scope_said(hit.in_scope, entry.nice_classes),
    ]
    if leave.said is not None:
        said.append(leave.said)
    if hit.guarded:
        said.append(Say("register_matching.guarded"))
    return Match(
        recordation_no=entry.recordation_no,
        mark=entry.names[0],
        matched=raw,
        field=field,
        span=span,
        method=method,
        similarity=round(likeness, 3),
        in_scope=hit.in_scope,
        score=round(1 / (1 + math.exp(-max(min(hit.score, 80.0), -80.0) / _SCALE)), 4),
        evidence=tuple(said),
    )
