"""Made-up trade with a known truth, so that a ranking can be held against the best one there could be.

Effects planted: traders (3 % are bad), chapter, heading, origin, chapter with origin, declarant, detours, prices far
below the usual. Nothing here is real; names are numbers. The true probability is known only to the oracle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.risk.scorecard.measures import Floats
from app.risk.scorecard.outcomes import Outcomes

FIRST_DAY = date(2025, 1, 1).toordinal()
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class World:
    """Declarations of a made-up year with their outcomes and true probabilities; the last quarter is the test."""

    outcomes: Outcomes
    truth: Floats
    test: NDArray[np.bool_]
    new_trader: NDArray[np.bool_]


def planted_world(seed: int, rows: int = 60_000, rate: float = 0.039, new_share: float = 0.15) -> World:
    """A made-up year; in its last quarter `new_share` of the rows come from traders never seen before."""
    rng = np.random.default_rng(seed)
    days = np.sort(rng.integers(0, 364, rows))
    test = days >= 273
    new = test & (rng.random(rows) < new_share)
    trader = _skewed(rng, 3000, rows)
    trader[new] = 3000 + rng.integers(0, 600, int(new.sum()))
    chapter = _skewed(rng, 60, rows)
    heading = chapter * 10 + rng.integers(0, 10, rows)
    origin, departure = _route(rng, rows)
    declarant = _skewed(rng, 200, rows)
    mass = np.round(np.exp(rng.normal(4, 1.5, rows)), 1)
    cheap = rng.random(rows) < 0.06
    usual = np.exp(rng.normal(2, 0.8, 600))
    unit = usual[heading] * np.exp(rng.normal(0, 0.35, rows)) * np.where(cheap, 0.25, 1.0)
    log_odds = (
        2.2 * (rng.random(3600) < 0.03)[trader]
        + rng.normal(0, 0.5, 3600)[trader]
        + rng.normal(0, 0.7, 60)[chapter]
        + rng.normal(0, 0.5, 600)[heading]
        + rng.normal(0, 0.6, 40)[origin]
        + (rng.normal(0, 0.7, (60, 40)) * (rng.random((60, 40)) < 0.5))[chapter, origin]
        + rng.normal(0, 0.4, 200)[declarant]
        + 0.7 * (origin != departure)
        + 1.1 * cheap
    )
    truth = _at_rate(log_odds, rate)
    columns = {
        "importer": _names("T", trader),
        "declarant": _names("B", declarant),
        "hs6": [f"{code // 10 + 10:02d}{code % 10 + 1:02d}{sub * 10:02d}" for code, sub in zip(
            heading.tolist(), rng.integers(1, 4, rows).tolist(), strict=True)],
        "origin": _names("O", origin),
        "departure": _names("O", departure),
        "mass": [f"{value:.1f}" for value in mass],
        "price": [f"{value:.2f}" for value in mass * unit],
        "unit_ratio": [f"{value:.3f}" for value in unit / usual[heading]],
    }  # fmt: skip
    found = (rng.random(rows) < truth).astype(np.int8)
    return World(Outcomes(columns, found, days + FIRST_DAY), truth, test, new)


def _skewed(rng: np.random.Generator, many: int, rows: int) -> Ints:
    """Numbers below `many`, some far commoner than others, as traders and chapters are."""
    weight = 1 / np.arange(1, many + 1) ** 0.8
    return rng.choice(many, rows, p=weight / weight.sum())


def _route(rng: np.random.Generator, rows: int) -> tuple[Ints, Ints]:
    origin = _skewed(rng, 40, rows)
    detour = rng.random(rows) < 0.2
    return origin, np.where(detour, rng.integers(0, 40, rows), origin)


def _at_rate(log_odds: Floats, rate: float) -> Floats:
    """Probabilities with the wanted mean, by halving on the base."""
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = float((1 / (1 + np.exp(-(log_odds + middle)))).mean())
        low, high = (middle, high) if mean < rate else (low, middle)
    told: Floats = 1 / (1 + np.exp(-(log_odds + low)))
    return told


def _names(letter: str, numbers: Ints) -> list[str]:
    return [f"{letter}{number:04d}" for number in numbers.tolist()]
