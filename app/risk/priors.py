"""Published figures on counterfeits, and the few points they are worth before a desk has finds of its own.

A prior, never a verdict: capped, shown with publication and year, washed out by the desk's own finds, and able to raise
a shipment to yellow at most. Origins are shown, not weighed: seizures follow inspections, and WTO TFA 7.4.2 forbids
unjustified discrimination.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.core import places
from app.core.errors import Refused, Say
from app.risk.rules.conditions import Unfit
from app.risk.rules.packs import Words, each_of, known, parsed_toml, text, words
from app.risk.rules.subject import Case
from app.risk.rules.weighing import POINTS_PER_LOG_ODDS, Term, in_eighths

PSEUDO_FINDS = 30
"""How many finds of its own a desk's first published share stands for (risk.md 4.3)."""
MOST_POINTS = 6
"""What one published figure may add, until supervisors set another bound: 20 points double the odds."""


@dataclass(frozen=True)
class Figure:
    """One published figure: what, how much, by whom and when, and how it was read."""

    publication: str
    period: str
    kind: str
    key: str
    value: float
    unit: str
    evidence: str
    says: Words
    weighs: str = ""
    """Whether it gives a head start, by "chapter" or by "channel"; most figures are only shown."""


@cache
def published(path: Path | None = None) -> tuple[Figure, ...]:
    """The figures that come with the program."""
    source = path or places.resources("risk", "published.toml")
    try:
        document = parsed_toml(source.read_bytes(), source.name)
        known(document, "", ("figure",))
        return each_of(document, "figure", _figure, most=1000)
    except OSError as error:
        raise Refused("risk.pack_unread", file=source.name) from error
    except Unfit as unfit:
        raise Refused("risk.priors_bad", file=source.name, at=unfit.at, mend=unfit.mend) from unfit


def _figure(data: dict[str, Any], at: str) -> Figure:
    known(data, at, ("publication", "period", "kind", "key", "value", "unit", "evidence", "weighs", "zh", "en"))
    value = data.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit(f"{at}.value", Say("risk.mend_number", {"field": "value"}))
    names = ("publication", "period", "kind", "key", "unit", "evidence")
    said = words({key: data[key] for key in ("zh", "en") if key in data}, at)
    weighs = text(data, "weighs", at) if "weighs" in data else ""
    return Figure(**{name: text(data, name, at) for name in names}, value=float(value), says=said, weighs=weighs)


@dataclass(frozen=True)
class HeadStart:
    """What a published figure is worth at this desk: a few points, in words, with its source."""

    points: float
    say: Say
    source: str


def head_starts(
    figures: Iterable[Figure], finds: Mapping[str, float], trade: Mapping[str, float], most: float
) -> dict[str, HeadStart]:
    """By chapter or channel: points where more is seized than traded here, at most `most`, never below nothing.

    The published share counts as PSEUDO_FINDS finds beside the desk's own, so that these wash it out; its quotient with
    the share of the desk's trade is GTRIC's counterfeiting factor, and its logarithm the evidence.
    """
    told: dict[str, HeadStart] = {}
    own, total = sum(finds.values()), sum(trade.values())
    for figure in figures:
        kinds = _kinds(figure.key)
        part = sum(trade.get(kind, 0.0) for kind in kinds)
        here = sum(finds.get(kind, 0.0) for kind in kinds)
        if not part:
            continue
        seized = (PSEUDO_FINDS * figure.value / 100 + here) / (PSEUDO_FINDS + own)
        points = in_eighths(min(POINTS_PER_LOG_ODDS * math.log(seized / (part / total)), most)) if seized else 0.0
        if points > 0:
            start = HeadStart(points, _said(figure, part / total, here), f"{figure.publication}, {figure.period}")
            told.update(dict.fromkeys(kinds, start))
    return told


def _said(figure: Figure, share: float, finds: float) -> Say:
    published_in = {"publication": figure.publication, "period": figure.period, "value": f"{figure.value:g}"}
    return Say("risk.prior", {"what": figure.says.say(), **published_in, "here": f"{share:.1%}", "finds": round(finds)})


def _kinds(key: str) -> tuple[str, ...]:
    """The chapters or the channel of a figure's key: "61-62" is 61 and 62."""
    first, dash, last = key.partition("-")
    if not (dash and first.isdigit() and last.isdigit()):
        return (key,)
    return tuple(f"{number:02d}" for number in range(int(first), int(last) + 1))


@dataclass(frozen=True)
class PublishedPriors:
    """Published figures as terms of a shipment: by chapter (the strongest of its lines) and by channel."""

    chapters: Mapping[str, HeadStart]
    channels: Mapping[str, HeadStart]

    def terms(self, case: Case) -> Iterator[Term]:
        """At most two terms."""
        told = case.declaration
        if self.chapters:
            heads = {line.line_no: self.chapters.get(line.hs_code[:2]) for line in told.lines}
            best = max((each for each in heads.values() if each), key=lambda each: each.points, default=None)
            if best is not None:
                yield _term("prior.chapter", best, tuple(number for number, each in heads.items() if each is best))
        if (channel := self.channels.get(told.channel)) is not None:
            yield _term("prior.channel", channel)


def _term(name: str, start: HeadStart, lines: tuple[int, ...] = ()) -> Term:
    return Term(name, start.points, start.say, start.source, "prior", lines=lines)
