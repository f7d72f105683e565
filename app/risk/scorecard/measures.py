"""How good a ranking is: AUC, average precision, precision and recall in the top, calibration, each with its spread."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from app.risk.rules.rates import Z95, Rate, rate

Floats = NDArray[np.float64]
Labels = NDArray[np.int8]

SHARES = (0.01, 0.02, 0.05, 0.10)


def auc(found: Labels, scores: Floats) -> float:
    """The chance that a hit scores above a miss (ties count half); 0.5 where there is only one kind."""
    hits = int(found.sum())
    misses = len(found) - hits
    if not hits or not misses:
        return 0.5
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[found == 1].sum() - hits * (hits + 1) / 2) / (hits * misses))


def ranked(scores: Floats) -> NDArray[np.intp]:
    """Rows from the highest score down, ties in their order."""
    return np.argsort(-scores, kind="stable")


def average_precision(found: Labels, scores: Floats) -> float:
    """Precision averaged over the ranks of the hits."""
    order = found[ranked(scores)]
    if not order.sum():
        return 0.0
    return float((np.cumsum(order) / np.arange(1, len(order) + 1))[order == 1].mean())


def top(found: Labels, scores: Floats, share: float) -> Rate:
    """The precision among a share of the highest-scored rows."""
    count = max(1, round(share * len(found)))
    return rate(int(found[ranked(scores)[:count]].sum()), count)


def calibration_error(found: Labels, chances: Floats, bins: int = 10) -> float:
    """The mean gap between foretold and found over bins of equal size."""
    parts = np.array_split(np.argsort(chances, kind="stable"), bins)
    return float(sum(len(p) / len(found) * abs(found[p].mean() - chances[p].mean()) for p in parts if len(p)))


def calibration_table(found: Labels, chances: Floats, bins: int = 10) -> list[tuple[float, Rate]]:
    """Foretold against found, bin by bin."""
    parts = np.array_split(np.argsort(chances, kind="stable"), bins)
    return [(float(chances[p].mean()), rate(int(found[p].sum()), len(p))) for p in parts if len(p)]


def spread_of_auc(found: Labels, scores: Floats) -> float:
    """Half the width of the AUC's 95 % interval (Hanley and McNeil)."""
    hits, area = int(found.sum()), auc(found, scores)
    misses = len(found) - hits
    if not hits or not misses:
        return 0.5
    one, two = area / (2 - area), 2 * area * area / (1 + area)
    variance = area * (1 - area) + (hits - 1) * (one - area**2) + (misses - 1) * (two - area**2)
    return Z95 * math.sqrt(max(variance, 0.0) / (hits * misses))


def summary(found: Labels, chances: Floats) -> dict[str, object]:
    """All of it as JSON values; `chances` are probabilities."""
    hits = max(int(found.sum()), 1)
    tops = {share: top(found, chances, share) for share in SHARES}
    return {
        "rows": len(found),
        "base_rate": float(found.mean()) if len(found) else 0.0,
        "auc": auc(found, chances),
        "auc_interval": spread_of_auc(found, chances),
        "average_precision": average_precision(found, chances),
        "precision": {f"{share * 100:g}": each.share for share, each in tops.items()},
        "precision_interval": {f"{share * 100:g}": [each.low, each.high] for share, each in tops.items()},
        "recall": {f"{share * 100:g}": each.hits / hits for share, each in tops.items()},
        "calibration_error": calibration_error(found, chances) if len(found) else 0.0,
        "calibration": [
            {"foretold": foretold, "found": told.share, "low": told.low, "high": told.high, "rows": told.of}
            for foretold, told in calibration_table(found, chances)
        ],
    }
