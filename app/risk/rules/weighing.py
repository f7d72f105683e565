"""The weighing: the terms of a case, what they come to, and the lane they ask for."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.core.errors import Say
from app.risk.rules.campaigns import Campaign
from app.risk.rules.lanes import Lane, LaneRules
from app.risk.rules.modelled import features
from app.risk.rules.packs import Indicator, Pack
from app.risk.rules.subject import Case

POINTS_PER_LOG_ODDS = 20 / math.log(2)
"""20 points double the odds (risk.md 5.1)."""
EIGHTHS = 8
"""Points come in eighths: sums of them are exact in floating point, so a term removed is exactly a term less."""

TermKind = Literal["rule", "campaign", "prior", "model"]
SOFT: frozenset[TermKind] = frozenset({"prior", "model"})


class ModelTerm(Protocol):
    """One contribution of a learned model, with what lies behind it."""

    @property
    def indicator(self) -> str: ...
    @property
    def log_odds(self) -> float: ...
    @property
    def say(self) -> Say: ...


class Model(Protocol):
    """What a learned scorecard has to answer: its version, its base in log-odds, and the terms of a goods line."""

    @property
    def version(self) -> str: ...
    @property
    def base(self) -> float: ...
    def evidence(self, row: Mapping[str, str]) -> Sequence[ModelTerm]: ...


class Priors(Protocol):
    """Published figures as terms with few points and their source; by chapter and channel, which no fact changes."""

    def terms(self, case: Case) -> Iterator[Term]: ...


@dataclass(frozen=True)
class Term:
    """One reason with its points, words and source; `lines` are the goods lines that show it."""

    id: str
    contribution: float
    say: Say
    source: str
    kind: TermKind = "rule"
    look_for: Say | None = None
    do: Say | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Weights:
    """What a case is weighed with."""

    pack: Pack
    model: Model | None = None
    campaigns: tuple[Campaign, ...] = ()
    used: Mapping[str, int] | None = None
    priors: Priors | None = None


def weigh(case: Case, weights: Weights) -> tuple[tuple[Term, ...], tuple[Indicator, ...]]:
    """The terms of a case, strongest first, and the mandatory controls that apply."""
    terms, mandatory = [], []
    for indicator in weights.pack.indicators:
        if not indicator.applies(case):
            continue
        if indicator.lane is not None:
            mandatory.append(indicator)
        points = contribution(indicator, case)
        if points or not indicator.weight:  # a weight of 0 is said, not counted: a licence that explains a mark
            terms.append(_rule_term(indicator, points, case))
    terms.extend(_campaign_terms(case, weights))
    terms.extend(_soft_terms(case, weights))
    terms.sort(key=lambda term: -abs(term.contribution))
    return tuple(terms), tuple(mandatory)


def contribution(indicator: Indicator, case: Case) -> float:
    """The points of an indicator that applies: its weight, or the weight times its number up to the cap."""
    if indicator.per is None:
        return float(indicator.weight)
    times = float(indicator.per.read(case, None, None) or 0)
    points = in_eighths(indicator.weight * times)
    return max(-float(indicator.cap), min(float(indicator.cap), points))


def in_eighths(points: float) -> float:
    """Points rounded to an eighth."""
    return round(points * EIGHTHS) / EIGHTHS


def firm(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that may open a shipment: rules and campaigns, not what is learned or published."""
    return tuple(term for term in terms if term.kind not in SOFT)


def lane_of(terms: Sequence[Term], mandatory: Sequence[Indicator], rules: LaneRules) -> Lane:
    """The lane of terms: see `lane_from`."""
    told = [term.contribution for term in firm(terms)]
    soft = math.fsum(term.contribution for term in terms if term.kind in SOFT)
    return lane_from(told, soft, [each.lane for each in mandatory if each.lane is not None], rules)


def lane_from(hard: Collection[float], soft: float, mandatory: Iterable[Lane], rules: LaneRules) -> Lane:
    """The lane: what is learned or published (soft) may raise to yellow by itself, never to red, never lowers a red."""
    told = math.fsum(hard)
    lane = rules.of(told + soft)
    if lane is Lane.RED and not any(points > 0 for points in hard):
        lane = Lane.YELLOW
    if rules.of(told) is Lane.RED:
        lane = Lane.RED
    return max((lane, *mandatory), key=lambda each: each.rank)


def likelihood(score: float, weights: Weights) -> float:
    """The chance of an infringement: the base rate's odds moved by the score."""
    base = weights.model.base if weights.model else math.log(weights.pack.base_rate / (1 - weights.pack.base_rate))
    return 1 / (1 + math.exp(-max(min(base + score / POINTS_PER_LOG_ODDS, 700.0), -700.0)))


def _rule_term(indicator: Indicator, points: float, case: Case) -> Term:
    seen = list(indicator.when.seen(case, None, None))
    lines = tuple(sorted({line.line_no for line, _ in seen}))
    gaps: dict[str, str] = {}
    if indicator.means.has_gaps:
        marks = dict.fromkeys(match.mark for _, match in seen if match is not None)
        times = float(indicator.per.read(case, None, None) or 0) if indicator.per else 1.0
        gaps = {"lines": ", ".join(map(str, lines)), "marks": ", ".join(marks), "times": f"{times:.3g}"}
    return Term(
        id=indicator.id,
        contribution=points,
        say=indicator.means.say(**gaps),
        source=indicator.source,
        look_for=indicator.look_for.say(),
        do=indicator.do.say(),
        lines=lines,
    )


def _campaign_terms(case: Case, weights: Weights) -> Iterator[Term]:
    used = weights.used or {}
    for campaign in weights.campaigns:
        if campaign.weight and campaign.counts(case, used.get(campaign.id, 0)):
            said = Say("risk.campaign", {"name": campaign.name.say()})
            yield Term(f"campaign.{campaign.id}", float(campaign.weight), said, campaign.source, "campaign")


def soft_points(case: Case, weights: Weights) -> float:
    """What the published figures and the model add to a case."""
    return math.fsum(term.contribution for term in _soft_terms(case, weights))


def _soft_terms(case: Case, weights: Weights) -> Iterator[Term]:
    if weights.priors is not None:
        yield from weights.priors.terms(case)
    if weights.model is not None:
        yield from _model_terms(features(case), weights.model)


def _model_terms(rows: Sequence[Mapping[str, str]], model: Model) -> Iterator[Term]:
    """The terms of the line that the model finds likeliest: one bad line makes a bad shipment."""
    strongest = max((model.evidence(row) for row in rows), key=lambda each: sum(t.log_odds for t in each), default=())
    for each in strongest:
        points = in_eighths(each.log_odds * POINTS_PER_LOG_ODDS)
        if points:
            yield Term(f"model.{each.indicator}", points, each.say, f"model {model.version}", "model")
