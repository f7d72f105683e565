"""How many cartons to open: by ISO 2859-1, or so that fakes are met with a stated confidence (hypergeometric)."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import Refused

_LOTS = (8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000)
"""Upper ends of the lot sizes of ISO 2859-1:1999 table 1 (GB/T 2828.1-2012 is the same); the last is open."""
_LETTERS = "ABCDEFGHJKLMNPQR"
_SAMPLES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1_250, 2_000)
_LEVELS = {"I": "AABCCDEFGHJKLMN", "II": "ABCDEFGHJKLMNPQ", "III": "BCDEFGHJKLMNPQR"}
_AQLS = ("6.5", "4.0", "2.5", "1.5", "1.0", "0.65", "0.40", "0.25", "0.15", "0.10")
"""Acceptable quality levels in percent nonconforming, in the order in which acceptance 0 moves from letter A on."""
_ACCEPTANCE = (0, None, None, 1, 2, 3, 5, 7, 10, 14, 21)
"""Acceptance numbers along the diagonal of table 2-A (single sampling, normal inspection); None is an arrow."""
MOST = 10_000_000


class Standard(StrEnum):
    """Where a plan comes from; shown with it."""

    ISO_2859_1 = "ISO 2859-1:1999 table 2-A (GB/T 2828.1-2012)"
    HYPERGEOMETRIC = "hypergeometric, acceptance 0"


@dataclass(frozen=True)
class SamplingPlan:
    """Open `sample` of `lot`; more than `accept` wrong ones means open all. `chance` is the chance to meet a fake."""

    lot: int
    sample: int
    accept: int
    source: Standard
    share: float
    """The share of fakes that the chance is stated for."""
    chance: float

    @property
    def all_of_it(self) -> bool:
        """Whether every carton is opened."""
        return self.sample >= self.lot


def by_standard(lot: int, aql: str = "2.5", level: str = "II") -> SamplingPlan:
    """ISO 2859-1 single sampling, normal inspection; its chance is stated for a share of fakes of ten percent."""
    _check(lot)
    if aql not in _AQLS or level not in _LEVELS:
        raise Refused("inspection.sampling_unknown", field="aql", aqls=", ".join(_AQLS))
    letter = _LETTERS.index(_LEVELS[level][bisect_left(_LOTS, lot)])
    letter, accept = _acceptance(letter, _AQLS.index(aql))
    sample = min(lot, _SAMPLES[letter])
    if sample == lot:
        accept = 0
    return SamplingPlan(lot, sample, accept, Standard.ISO_2859_1, 0.1, chance_to_meet(lot, sample, 0.1))


def by_confidence(lot: int, share: float = 0.1, confidence: float = 0.95) -> SamplingPlan:
    """The smallest sample that meets at least one fake with `confidence` if at least `share` of the lot is fake."""
    _check(lot)
    if not 0 < share <= 1 or not 0 < confidence < 1:
        raise Refused("inspection.sampling_share", field="share")
    low, high = 1, lot
    while low < high:
        middle = (low + high) // 2
        if chance_to_meet(lot, middle, share) >= confidence:
            high = middle
        else:
            low = middle + 1
    return SamplingPlan(lot, low, 0, Standard.HYPERGEOMETRIC, share, chance_to_meet(lot, low, share))


def chance_to_meet(lot: int, sample: int, share: float) -> float:
    """The chance that a sample without replacement holds at least one of the `share` × `lot` fakes (at least one)."""
    fakes = max(1, math.ceil(lot * share - 1e-9))
    if sample > lot - fakes:
        return 1.0
    return -math.expm1(
        math.lgamma(lot - fakes + 1)
        - math.lgamma(lot - fakes - sample + 1)
        - math.lgamma(lot + 1)
        + math.lgamma(lot - sample + 1)
    )


@dataclass(frozen=True)
class PlanRule:
    """A way to a plan for any lot, as an office's settings name it."""

    standard: str
    share: float = 0.1
    confidence: float = 0.95
    level: str = "II"
    aql: str = "2.5"

    def plan(self, lot: int) -> SamplingPlan:
        """The plan for a lot. Refused where the standard has none."""
        if self.standard == "iso_2859_1":
            return by_standard(lot, self.aql, self.level)
        if self.standard == "hypergeometric":
            return by_confidence(lot, self.share, self.confidence)
        raise Refused("inspection.sampling_unknown", field="standard", aqls=", ".join(_AQLS))


def _check(lot: int) -> None:
    if not 1 <= lot <= MOST:
        raise Refused("inspection.lot_range", field="lot", most=MOST)


def _acceptance(letter: int, zero_letter: int) -> tuple[int, int]:
    """Letter and acceptance number after following the table's arrows."""
    step = letter - zero_letter
    if step <= 1:  # arrows down to, or up from, the plan with acceptance 0
        return zero_letter, 0
    if step == 2:
        step = 3
    step = min(step, len(_ACCEPTANCE) - 1)
    accept = _ACCEPTANCE[step]
    if accept is None:
        raise AssertionError("the arrows were followed above")
    return zero_letter + step, accept
