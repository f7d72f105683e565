"""Pieces by weight: an estimate with its error, from a few sample weighings and the weight of the whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from app.bench.rules.counts import check_count
from app.core.errors import Refused

ASSUMED_SPREAD: Final = 0.05
"""How far single pieces are taken to differ (standard deviation over mean) before samples say otherwise: our
assumption for moulded and printed goods, wide on purpose; each further sample weighing outweighs it."""
ASSUMED_DEGREES: Final = 4
"""What that assumption is worth in sample weighings (degrees of freedom of a scaled inverse chi-square prior)."""
MOST_SAMPLES: Final = 20
HEAVIEST: Final = Decimal(10) ** 9

# Student's t at 95 % two-sided, degrees of freedom from 4 on.
_STUDENT_95: Final = (2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110,
                      2.101, 2.093, 2.086, 2.080, 2.074, 2.069)  # fmt: skip


@dataclass(frozen=True)
class Estimate:
    """A number of pieces by weight and its error: the true number lies within pieces ± error at 95 %."""

    pieces: Decimal
    error: Decimal


@dataclass(frozen=True)
class Weighing:
    """What stood on the scale: `pieces` at a time weighed each of `samples` (grams), the whole `whole` (kilograms).

    A weight is taken to be as fine as it was written: 15.2 to 0.1, 15 to 1.
    """

    pieces: int
    samples: tuple[Decimal, ...]
    whole: Decimal


def by_weight(weighing: Weighing) -> Estimate:
    """How many pieces the whole is. Refused where nothing, or less than the sample, was weighed.

    The error joins three doubts: pieces differ among each other (posterior of their variance given the samples, see
    Gelman et al., Bayesian Data Analysis, 2.6), so the sample mean and the whole vary; and each weight is rounded.
    """
    pieces, samples = weighing.pieces, weighing.samples
    sound = all(not weight.is_nan() and 0 < weight <= HEAVIEST for weight in (*samples, weighing.whole))
    if not samples or len(samples) > MOST_SAMPLES or pieces < 1 or not sound:
        raise Refused("inspection.weigh_more", field="samples", most=MOST_SAMPLES)
    whole, weighed = weighing.whole * 1000, pieces * len(samples)
    mean = float(sum(samples)) / weighed
    number = float(whole) / mean
    if number < weighed:
        raise Refused("inspection.weigh_whole", field="whole")
    rounding = _rounding(samples[0]) ** 2 * len(samples) / float(sum(samples)) ** 2
    rounding += (_rounding(weighing.whole) * 1000 / float(whole)) ** 2
    spread, degrees = _spread(weighing, mean)
    relative = math.sqrt(spread**2 * (1 / weighed + 1 / number) + rounding)
    estimate = Decimal(number).quantize(Decimal(1), ROUND_HALF_EVEN)
    check_count(estimate)
    return Estimate(estimate, Decimal(math.ceil(_student(degrees) * number * relative)))


def _spread(weighing: Weighing, mean: float) -> tuple[float, int]:
    """How far single pieces differ, relative to their mean, and the degrees of freedom it rests on."""
    means = [float(sample) / weighing.pieces for sample in weighing.samples]
    within = weighing.pieces * sum((each - mean) ** 2 for each in means)
    degrees = ASSUMED_DEGREES + len(means) - 1
    return math.sqrt((ASSUMED_DEGREES * (ASSUMED_SPREAD * mean) ** 2 + within) / degrees) / mean, degrees


def _rounding(weight: Decimal) -> float:
    """The standard deviation of a weight that was rounded to its last written digit."""
    exponent = weight.as_tuple().exponent
    return float(Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)) / math.sqrt(12)


def _student(degrees: int) -> float:
    return _STUDENT_95[min(degrees - ASSUMED_DEGREES, len(_STUDENT_95) - 1)]


def samples_of(text: str) -> Sequence[Decimal]:
    """Sample weights as they are typed, apart by spaces, semicolons or slashes; Refused where one is no weight."""
    made = []
    for part in text.replace(";", " ").replace("；", " ").replace("/", " ").split():
        try:
            made.append(Decimal(part))
        except ArithmeticError:
            raise Refused("inspection.no_weight", field="samples", text=part[:20]) from None
    return made
