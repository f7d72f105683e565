"""A new rule or campaign on the desk's own past before it is switched on: its hits, how right, how much work."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from app.core.errors import Say
from app.risk.rules.campaigns import Campaign
from app.risk.rules.feedback import Chosen, Result
from app.risk.rules.lanes import Lane
from app.risk.rules.packs import Pack, with_indicator
from app.risk.rules.proposals import Proposal
from app.risk.rules.rates import Rate, rate
from app.risk.rules.subject import Case
from app.risk.rules.weighing import Weights, lane_of, weigh


@dataclass(frozen=True)
class Past:
    """A shipment of the past as it was weighed, and how its inspection ended (None: it was not inspected)."""

    case: Case
    result: Result | None = None
    chosen: Chosen | None = None


@dataclass(frozen=True)
class Replay:
    """What a rule would have done: hits among the inspected, and shipments moved to a lane with more work."""

    rule: str
    shipments: int
    would_hit: int
    inspected: Rate
    """Of the shipments it hits, those that were inspected, and how many of them were irregular."""
    control: Rate
    """The same among random controls only: the one figure that choosing has not bent."""
    more_red: int
    more_yellow: int
    fewer: int

    @property
    def say(self) -> Say:
        """The replay in words."""
        return Say(
            "risk.replay",
            {
                "rule": self.rule,
                "hit": self.would_hit,
                "shipments": self.shipments,
                "right": self.inspected.hits,
                "inspected": self.inspected.of,
                "red": self.more_red,
                "yellow": self.more_yellow,
            },
        )


def replay(proposal: Proposal, pack: Pack, past: Iterable[Past]) -> Replay:
    """A rule or campaign replayed: the pack with it against the pack without it, on each day as it was."""
    without, with_it, hits = _tried(proposal, pack)
    cases = list(past)
    hit = [each for each in cases if hits(each.case)]
    moves = [(_lane(each.case, without), _lane(each.case, with_it)) for each in hit]
    known = [each for each in hit if each.result not in (None, Result.INCONCLUSIVE)]
    control = [each for each in known if each.chosen is Chosen.RANDOM]
    return Replay(
        rule=proposal.id,
        shipments=len(cases),
        would_hit=len(hit),
        inspected=rate(sum(each.result is Result.FOUND for each in known), len(known)),
        control=rate(sum(each.result is Result.FOUND for each in control), len(control)),
        more_red=sum(new is Lane.RED and old is not Lane.RED for old, new in moves),
        more_yellow=sum(new is Lane.YELLOW and old is Lane.GREEN for old, new in moves),
        fewer=sum(new.rank < old.rank for old, new in moves),
    )


def _tried(proposal: Proposal, pack: Pack) -> tuple[Weights, Weights, Callable[[Case], bool]]:
    """What is weighed without the proposal, what with it, and whether it hits a case."""
    if isinstance(proposal, Campaign):  # as if it had run all along: its own days still lie ahead
        always = dataclasses.replace(proposal, valid_from=date.min, valid_to=date.max, quota=1)
        return Weights(pack), Weights(pack, campaigns=(always,)), always.counts
    return Weights(_without(pack, proposal.id)), Weights(with_indicator(pack, proposal)), proposal.applies


def _without(pack: Pack, indicator: str) -> Pack:
    return dataclasses.replace(pack, indicators=tuple(each for each in pack.indicators if each.id != indicator))


def _lane(case: Case, weights: Weights) -> Lane:
    return lane_of(*weigh(case, weights), weights.pack.lanes)
