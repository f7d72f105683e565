"""What would move a shipment to another lane: facts of the pack, each tried on the case and kept only if it does."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.errors import Say
from app.risk.rules.lanes import Lane
from app.risk.rules.modelled import MODEL_FIELDS
from app.risk.rules.packs import Fact, Indicator
from app.risk.rules.subject import Case
from app.risk.rules.weighing import SOFT, Term, Weights, contribution, lane_from, soft_points

MOST_EACH_WAY = 2


@dataclass(frozen=True)
class Change:
    """Facts that would move the shipment to another lane if they were as said."""

    facts: tuple[Fact, ...]
    lane: Lane
    say: Say


@dataclass(frozen=True)
class Standing:
    """What a case comes to, by indicator and campaign, so that a changed fact re-weighs only what asks about it."""

    points: dict[str, float]
    mandatory: dict[str, Lane]
    soft: float

    def lane(self, weights: Weights) -> Lane:
        return lane_from(self.points.values(), self.soft, self.mandatory.values(), weights.pack.lanes)


class Trials:
    """A case with its facts tried one after another; each is re-weighed once."""

    def __init__(self, case: Case, weights: Weights, standing: Standing, lane: Lane) -> None:
        self.case, self.weights, self.standing, self.lane = case, weights, standing, lane
        self.facts = tuple(fact for fact in weights.pack.facts if _changes_anything(fact, case))
        self._tried: dict[int, tuple[Standing, Lane]] = {}

    def alone(self, fact: Fact) -> tuple[Standing, Lane]:
        """What the case comes to with one fact otherwise, and its lane."""
        if id(fact) not in self._tried:
            self._tried[id(fact)] = self.together((fact,))
        return self._tried[id(fact)]

    def together(self, facts: tuple[Fact, ...]) -> tuple[Standing, Lane]:
        """What the case comes to with several facts otherwise, and its lane."""
        standing = _standing_if(self.case, self.weights, self.standing, facts)
        return standing, standing.lane(self.weights)


def changes_of(
    case: Case, weights: Weights, terms: Sequence[Term], mandatory: Sequence[Indicator], lane: Lane
) -> Iterator[Change]:
    """Facts that, each for itself, lower or raise the lane; if none lowers it, several taken together."""
    standing = Standing(
        points={term.id: term.contribution for term in terms if term.kind not in SOFT},
        mandatory={each.id: each.lane for each in mandatory if each.lane is not None},
        soft=math.fsum(term.contribution for term in terms if term.kind in SOFT),
    )
    trials = Trials(case, weights, standing, lane)
    lowering = _moving(trials, up=False)
    yield from lowering
    if not lowering and lane is not Lane.GREEN:
        yield from _together(trials)
    yield from _moving(trials, up=True)


def _moving(trials: Trials, *, up: bool) -> list[Change]:
    """The first facts that, each for itself, raise (or lower) the lane."""
    found: list[Change] = []
    if trials.lane is (Lane.RED if up else Lane.GREEN):
        return found
    for fact in trials.facts:
        if len(found) == MOST_EACH_WAY:
            break
        if _may_move(fact, trials, up=up):
            _, new = trials.alone(fact)
            if new.rank > trials.lane.rank if up else new.rank < trials.lane.rank:
                found.append(_change((fact,), new))
    return found


def _together(trials: Trials) -> Iterator[Change]:
    """The strongest lowering facts that lower the lane together; nothing where even all of them don't."""
    now = math.fsum(trials.standing.points.values())
    gains = [(now - math.fsum(trials.alone(fact)[0].points.values()), fact) for fact in trials.facts]
    chosen: list[Fact] = []
    for gain, fact in sorted(gains, key=lambda each: -each[0]):
        if gain <= 0 or any(fact.field is other.field for other in chosen):
            continue
        chosen.append(fact)
        _, new = trials.together(tuple(chosen)) if len(chosen) > 1 else (None, trials.lane)
        if new.rank < trials.lane.rank:
            yield _change(tuple(chosen), new)
            return


def as_if(case: Case, facts: Sequence[Fact]) -> Case:
    """The case with some facts otherwise."""
    for fact in facts:
        if fact.field.write is not None:
            case = fact.field.write(case, fact.value)
    return case


def _standing_if(case: Case, weights: Weights, standing: Standing, facts: tuple[Fact, ...]) -> Standing:
    changed = as_if(case, facts)
    touched = frozenset(name for fact in facts for name in (fact.field.name, *fact.field.also))
    points, mandatory = dict(standing.points), dict(standing.mandatory)
    for indicator in _asking(touched, weights):
        points.pop(indicator.id, None)
        mandatory.pop(indicator.id, None)
        if indicator.applies(changed):
            points[indicator.id] = contribution(indicator, changed)
            if indicator.lane is not None:
                mandatory[indicator.id] = indicator.lane
    _recount_campaigns(points, changed, weights, touched)
    soft = soft_points(changed, weights) if weights.model and touched & MODEL_FIELDS else standing.soft
    return Standing(points, mandatory, soft)


def _recount_campaigns(points: dict[str, float], changed: Case, weights: Weights, touched: frozenset[str]) -> None:
    for campaign in weights.campaigns:
        if campaign.scope.asks() & touched:
            counts = campaign.counts(changed, (weights.used or {}).get(campaign.id, 0))
            points[f"campaign.{campaign.id}"] = float(campaign.weight) if counts else 0.0


def _change(facts: tuple[Fact, ...], lane: Lane) -> Change:
    said = [fact.says.say() for fact in facts]
    return Change(facts, lane, Say("risk.would_change", {"facts": said, "lane": Say(f"risk.lane_{lane.value}")}))


def _changes_anything(fact: Fact, case: Case) -> bool:
    if fact.field.scope == "match":
        return any(fact.differs(fact.field.read(case, None, match)) for match in case.matches)
    if fact.field.scope == "line":
        now = (fact.field.read(case, line, None) for line in case.declaration.lines)
        return any(value is not None and fact.differs(value) for value in now)
    return fact.differs(fact.field.read(case, None, None))


def _may_move(fact: Fact, trials: Trials, *, up: bool) -> bool:
    """A quick bound that spares re-weighing for facts that can't reach another lane; it errs towards re-weighing."""
    weights, standing, lane = trials.weights, trials.standing, trials.lane
    touched = frozenset({fact.field.name, *fact.field.also})
    asking = _asking(touched, weights)
    if (weights.model and touched & MODEL_FIELDS) or any(each.lane for each in asking):
        return True
    reach = float(sum(each.weight for each in weights.campaigns if each.scope.asks() & touched))
    unmatched = not trials.case.matches and fact.value is not True
    for indicator in asking:
        if unmatched and indicator.needs_match:
            continue
        most = float(indicator.cap if indicator.per else abs(indicator.weight))
        held = abs(standing.points.get(indicator.id, 0.0))
        reach += most - held if up is (indicator.weight > 0) else held
    told = math.fsum(standing.points.values()) + (reach if up else -reach)
    rules = weights.pack.lanes
    lanes = (rules.of(told), rules.of(told + standing.soft))
    return any(each.rank > lane.rank for each in lanes) if up else any(each.rank < lane.rank for each in lanes)


def _asking(touched: frozenset[str], weights: Weights) -> tuple[Indicator, ...]:
    asked = weights.pack.touched
    if len(touched) == 1:
        (name,) = touched
        return asked.get(name, ())
    return tuple({each.id: each for name in touched for each in asked.get(name, ())}.values())
