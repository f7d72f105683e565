"""Champion against challenger: a coin of the draw gives each shipment to one of them, and outcomes decide.

Each weighs a random half of the same trade under the same rules, so their hit rates can be compared as they are;
re-scoring what the champion chose would favour the champion (risk.md 5.5).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import Say
from app.risk.rules.rates import Rate, difference, rate


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
    """The standing from (hits, openings) of both."""
    one, two = rate(*champion), rate(*challenger)
    return Contest(one, two, *difference(two, one))
