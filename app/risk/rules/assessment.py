"""An assessed shipment: terms that add up to a score, its lane, what would change it, likelihood and value apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.intake.rules import Declaration
from app.risk.rules.campaigns import Campaign
from app.risk.rules.changes import Change, changes_of
from app.risk.rules.fields import in_cny
from app.risk.rules.lanes import Lane
from app.risk.rules.packs import Indicator, Pack
from app.risk.rules.subject import Case, Context, LineMatch
from app.risk.rules.weighing import Model, Priors, Term, Weights, firm, lane_of, likelihood, weigh


@dataclass(frozen=True)
class Assessment:
    """A weighed shipment: the score is the sum of the terms; likelihood and value are two numbers."""

    declaration_no: str
    on: date
    score: float
    terms: tuple[Term, ...]
    lane: Lane
    mandatory: tuple[str, ...]
    """Indicators that set the lane whatever the score."""
    would_change: tuple[Change, ...]
    likelihood: float
    value_at_stake: float
    """Declared value in CNY of the lines that carry a recorded mark, or of all lines where none does."""
    expected_value: float
    pack: str
    model: str = ""
    by_model: bool = False
    """Whether only what is learned or published lifted it to its lane: its result is then theirs, not the rules'."""


def assess(
    declaration: Declaration,
    matches: Sequence[LineMatch],
    context: Context,
    pack: Pack,
    *,
    on: date,
    model: Model | None = None,
    campaigns: Sequence[Campaign] = (),
    used: Mapping[str, int] | None = None,
    priors: Priors | None = None,
    explain: bool = True,
) -> Assessment:
    """A declaration weighed on a day; `used`: inspections made under each campaign; `explain`: what would change it."""
    case = Case(declaration, tuple(matches), context, on, pack.tuning)
    weights = Weights(pack, model, tuple(campaigns), used, priors)
    terms, mandatory = weigh(case, weights)
    lane = lane_of(terms, mandatory, pack.lanes)
    changes = tuple(changes_of(case, weights, terms, mandatory, lane)) if explain else ()
    return _assessment(case, weights, terms, mandatory, lane, changes)


def _assessment(
    case: Case,
    weights: Weights,
    terms: tuple[Term, ...],
    mandatory: tuple[Indicator, ...],
    lane: Lane,
    changes: tuple[Change, ...],
) -> Assessment:
    score = math.fsum(term.contribution for term in terms)
    chance = likelihood(score, weights)
    value = value_at_stake(case)
    return Assessment(
        declaration_no=case.declaration.declaration_no,
        on=case.on,
        score=score,
        terms=terms,
        lane=lane,
        mandatory=tuple(each.id for each in mandatory),
        would_change=changes,
        likelihood=chance,
        value_at_stake=value,
        expected_value=chance * value,
        pack=f"{weights.pack.id} {weights.pack.version}",
        model=weights.model.version if weights.model else "",
        by_model=lane.rank > lane_of(firm(terms), mandatory, weights.pack.lanes).rank,
    )


def value_at_stake(case: Case) -> float:
    """Declared value in CNY of the lines with an unlicensed recorded mark, or of all lines where none has one."""
    marked = {match.line_no for match in case.matches if not match.licensed}
    values = [in_cny(line, case) or 0.0 for line in case.declaration.lines if not marked or line.line_no in marked]
    return math.fsum(values)
