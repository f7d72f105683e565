"""A made-up year in which a new fraud pattern begins, to see how soon it is reported and how much of it is caught."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.risk.scorecard.measures import Floats
from app.risk.scorecard.outcomes import Outcomes
from app.risk.scorecard.worlds import planted_world


@dataclass(frozen=True)
class Drift:
    """A made-up year in which a new fraud pattern begins; `pattern` marks its rows."""

    outcomes: Outcomes
    pattern: NDArray[np.bool_]
    chapters: tuple[str, ...]
    from_week: int


def drifting_world(
    seed: int, rows: int = 100_000, *, from_week: int = 40, share: float = 0.08, rate: float = 0.8
) -> Drift:
    """A planted world where, from a week on, `share` of trade is a new pattern of which `rate` is irregular.

    It hides where nobody looks: in the two chapters and the origin that were the cleanest until then, with any trader,
    so that a model which only opens what it already suspects has no reason to open it.
    """
    world = planted_world(seed, rows, new_share=0.0)
    rng = np.random.default_rng((seed, 1))
    columns = {name: list(column) for name, column in world.outcomes.columns.items()}
    chapters = _cleanest([code[:2] for code in columns["hs6"]], world.truth, 2)
    origins = _cleanest(columns["origin"], world.truth, 1)
    week = (world.outcomes.days - world.outcomes.days.min()) // 7
    pattern = (week >= from_week) & (rng.random(rows) < share)
    found = world.outcomes.found.copy()
    for row in np.flatnonzero(pattern).tolist():
        columns["hs6"][row] = f"{chapters[rng.integers(2)]}{columns['hs6'][row][2:]}"
        columns["origin"][row] = columns["departure"][row] = origins[0]
        found[row] = rng.random() < rate
    return Drift(Outcomes(columns, found, world.outcomes.days), pattern, tuple(chapters), from_week)


def _cleanest(names: list[str], truth: Floats, many: int) -> list[str]:
    """The values with the lowest true rate among those that are not rare."""
    kinds, place, counts = np.unique(np.array(names), return_inverse=True, return_counts=True)
    rate = np.bincount(place, truth) / counts
    rate[counts < len(names) / 200] = 1.0
    return [str(kinds[index]) for index in np.argsort(rate, kind="stable")[:many]]
