"""Hit rates with their 95 % intervals, and the difference of two of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959964


@dataclass(frozen=True)
class Rate:
    """Hits among inspections, with Wilson's 95 % interval."""

    hits: int
    of: int
    share: float
    low: float
    high: float


def rate(hits: int, of: int) -> Rate:
    """A hit rate with its 95 % interval (Wilson 1927); nothing inspected says nothing (0 to 1)."""
    if of == 0:
        return Rate(0, 0, 0.0, 0.0, 1.0)
    share, z2 = hits / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Rate(hits, of, share, max(middle - half, 0.0), min(middle + half, 1.0))


def difference(one: Rate, other: Rate) -> tuple[float, float, float]:
    """The first rate less the second, with its 95 % interval (Newcombe 1998, method 10)."""
    gap = one.share - other.share
    low = gap - math.hypot(one.share - one.low, other.high - other.share)
    return gap, low, gap + math.hypot(one.high - one.share, other.share - other.low)
