"""What came of it: hit rates per rule, model band, officer's choice and random share; does targeting beat chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import Say
from app.risk.rules.rates import Rate, difference, rate

FEWEST_CONTROLS = 100
"""Below this many random controls no comparison with chance is stated (risk.md 5.3)."""
BANDS = (0.02, 0.05, 0.10, 0.20, 0.40)


class Chosen(StrEnum):
    """Why a shipment was inspected; kept apart in every statistic."""

    RULE = "rules"
    MODEL = "model"
    OFFICER = "officer"
    RANDOM = "random"


class Result(StrEnum):
    """How an inspection closed, in the bench's words; an inconclusive one counts in no rate."""

    FOUND = "found"
    NOTHING = "nothing_found"
    DOCUMENTS = "documents_wrong"
    OTHER_OFFENCE = "other_offence"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True)
class Closed:
    """One closed inspection with what had led to it."""

    declaration_no: str
    on: date
    chosen: Chosen
    result: Result
    terms: tuple[str, ...] = ()
    likelihood: float | None = None

    @property
    def counts(self) -> bool:
        """Whether it says anything about hits."""
        return self.result is not Result.INCONCLUSIVE

    @property
    def hit(self) -> bool:
        """Whether an infringement was found; wrong papers or another offence are no find of this kind."""
        return self.result is Result.FOUND


@dataclass(frozen=True)
class Group:
    """One row of the feedback table; `above_random`: hits beyond what as many random openings would have found."""

    kind: str
    name: str
    rate: Rate
    above_random: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Report:
    """The supervisor's report: the random share, each group, and in words whether targeting beats chance."""

    random: Rate
    targeted: Rate
    groups: tuple[Group, ...]
    verdict: Say


def report(closed: Iterable[Closed]) -> Report:
    """The feedback of closed inspections; the random ones stand apart from all others."""
    counted = [each for each in closed if each.counts]
    random = _rate_of([each for each in counted if each.chosen is Chosen.RANDOM])
    chosen = [each for each in counted if each.chosen is not Chosen.RANDOM]
    targeted = _rate_of([each for each in chosen if each.chosen is not Chosen.OFFICER])
    return Report(random, targeted, tuple(_groups(chosen, random)), verdict(targeted, random))


def verdict(targeted: Rate, random: Rate) -> Say:
    """In words: does targeting beat chance today."""
    figures = {
        "targeted": _percent(targeted),
        "random": _percent(random),
        "openings": targeted.of,
        "controls": random.of,
    }
    if not targeted.of and not random.of:
        return Say("risk.verdict_none", {"least": FEWEST_CONTROLS})
    if random.of < FEWEST_CONTROLS:
        return Say("risk.verdict_too_few", figures | {"least": FEWEST_CONTROLS})
    _, low, high = difference(targeted, random)
    key = "risk.verdict_beats" if low > 0 else "risk.verdict_worse" if high < 0 else "risk.verdict_open"
    return Say(key, figures)


def _percent(told: Rate) -> str:
    return f"{told.share * 100:.1f} % ({told.low * 100:.1f} - {told.high * 100:.1f} %)"


def _rate_of(some: Sequence[Closed]) -> Rate:
    return rate(sum(each.hit for each in some), len(some))


def _groups(chosen: Sequence[Closed], random: Rate) -> Iterable[Group]:
    for reason in (Chosen.RULE, Chosen.MODEL, Chosen.OFFICER):
        yield _group("chosen", reason.value, [each for each in chosen if each.chosen is reason], random)
    for term in sorted({term for each in chosen for term in each.terms}):
        yield _group("rule", term, [each for each in chosen if term in each.terms], random)
    for low, high in zip((0.0, *BANDS), (*BANDS, 1.01), strict=True):
        some = [each for each in chosen if each.likelihood is not None and low <= each.likelihood < high]
        yield _group("band", f"{low * 100:g} - {min(high, 1.0) * 100:g} %", some, random)


def _group(kind: str, name: str, some: Sequence[Closed], random: Rate) -> Group:
    told = _rate_of(some)
    if random.of < FEWEST_CONTROLS or not told.of:
        return Group(kind, name, told, None)
    gap, low, high = difference(told, random)
    return Group(kind, name, told, gap * told.of, low * told.of, high * told.of)
