"""Lanes and capacity: which lane a score falls in, and the thresholds that fit the desk's staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Lane(StrEnum):
    """Red: open; yellow: documents and picture; green: release; blue: release, then audit."""

    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"

    @property
    def rank(self) -> int:
        """How much looking the lane asks for: green 0, blue 1, yellow 2, red 3."""
        return _RANK[self]


_RANK = {Lane.GREEN: 0, Lane.BLUE: 1, Lane.YELLOW: 2, Lane.RED: 3}


@dataclass(frozen=True)
class LaneRules:
    """From how many points a lane begins, and the share of shipments each is expected to hold."""

    red: float
    yellow: float
    red_share: float = 0.05
    yellow_share: float = 0.15
    random_share: float = 0.05

    def of(self, score: float) -> Lane:
        """The lane of a score alone."""
        if score >= self.red:
            return Lane.RED
        return Lane.YELLOW if score >= self.yellow else Lane.GREEN


@dataclass(frozen=True)
class Capacity:
    """What a desk can do in a day: shipments opened, and shipments whose documents are read."""

    opened: int
    documents: int


def fitted(rules: LaneRules, scores: Sequence[float], capacity: Capacity, *, mandatory: int = 0) -> LaneRules:
    """Thresholds that fill the desk's capacity from recent scores, never below half the pack's own.

    `scores` are a usual day's without the mandatory reds. The random share is taken off the openings first. The floor
    keeps quiet days from filling the red lane with nonsense (risk.md 5.2).
    """
    if not scores:
        return rules
    opened = max(capacity.opened - mandatory - round(rules.random_share * len(scores)), 0)
    ranked = sorted(scores, reverse=True)
    red = max(_cut(ranked, opened), rules.red / 2)
    reds = sum(score >= red for score in ranked)
    yellow = min(max(_cut(ranked, reds + capacity.documents), rules.yellow / 2), red)
    return replace(
        rules,
        red=red,
        yellow=yellow,
        red_share=(reds + mandatory) / (len(scores) + mandatory),
        yellow_share=sum(yellow <= score < red for score in ranked) / (len(scores) + mandatory),
    )


def _cut(ranked: Sequence[float], wanted: int) -> float:
    """The lowest score that still lets at most `wanted` through (ties wait together)."""
    if wanted >= len(ranked):
        return ranked[-1]
    above = [score for score in ranked[: wanted + 1] if score > ranked[wanted]]
    return above[-1] if above else ranked[0] + 1
