"""Champion against challenger: both pick from the same day, and only outcomes decide which one serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.core.errors import Say
from app.risk.rules.rates import Rate, difference, rate
from app.risk.scorecard.measures import Floats, ranked

Side = Literal["champion", "challenger"]


def interleaved(champion: Floats, challenger: Floats, capacity: int, *, seed: int) -> list[tuple[int, Side]]:
    """A day's quota by team draft: in each pair of picks a coin says who picks first, each its best row still there.

    Re-scoring the champion's own picks would favour the champion (risk.md 5.5); here both face the same day.
    """
    rng = np.random.default_rng(seed)
    orders: dict[Side, list[int]] = {"champion": ranked(champion).tolist(), "challenger": ranked(challenger).tolist()}
    taken: dict[int, Side] = {}
    while len(taken) < min(capacity, len(champion)):
        sides: list[Side] = ["champion", "challenger"]
        for side in sides if rng.random() < 0.5 else reversed(sides):
            best = next((row for row in orders[side] if row not in taken), None)
            if best is not None and len(taken) < capacity:
                taken[best] = side
    return list(taken.items())


@dataclass(frozen=True)
class Contest:
    """How the two stand: each one's hit rate, the difference with its 95 % interval, and what to do."""

    champion: Rate
    challenger: Rate
    difference: float
    low: float
    high: float

    @property
    def promote(self) -> bool:
        """Only when the interval lies above nothing; calibration and group checks still have to hold."""
        return self.low > 0

    @property
    def say(self) -> Say:
        """The standing in words."""
        key = (
            "risk.contest_promote" if self.promote else "risk.contest_behind" if self.high < 0 else "risk.contest_open"
        )
        return Say(key, {"low": f"{self.low * 100:+.1f}", "high": f"{self.high * 100:+.1f}"})


def contest(champion: tuple[int, int], challenger: tuple[int, int]) -> Contest:
    """The standing from (hits, picks) of both."""
    one, two = rate(*champion), rate(*challenger)
    return Contest(one, two, *difference(two, one))
