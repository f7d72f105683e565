"""Week after week with labels only for what was opened: what targeting finds, and what the random share is good for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.risk.rules.rates import Rate, rate
from app.risk.scorecard.evaluation import chances
from app.risk.scorecard.fitting import fit
from app.risk.scorecard.indicators import CUSTOMS, Spec
from app.risk.scorecard.measures import Floats, ranked
from app.risk.scorecard.model import Scorecard
from app.risk.scorecard.outcomes import Outcomes

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Setting:
    """How a desk works in the simulation: capacity as a share of each week, random control as a share of that."""

    capacity: float = 0.10
    random_share: float = 0.10
    warm_weeks: int = 4
    """Weeks at the start that are inspected whole, as in the literature."""
    refit_every: int = 1
    watch_lag: int = 5
    """The drift watch gets the forecasts of the model of this many refits ago (the current one counts): one that goes
    on learning would learn the drift away before it is reported."""
    rounds: int = 8
    specs: tuple[Spec, ...] = CUSTOMS


@dataclass(frozen=True)
class Week:
    """One simulated week: the rows opened by model and by draw, and what the model of a month before foretold."""

    week: int
    targeted: Rows
    control: Rows
    foretold_targeted: Floats
    foretold_control: Floats


@dataclass(frozen=True)
class Run:
    """A simulated year."""

    outcomes: Outcomes
    weeks: tuple[Week, ...]
    setting: Setting = field(default_factory=Setting)

    def hits(self, part: str = "all") -> Rate:
        """The hit rate of the targeted rows, the control rows, or all that were opened."""
        rows = np.concatenate([_part(week, part) for week in self.weeks])
        return rate(int(self.outcomes.found[rows].sum()), len(rows))


def _part(week: Week, part: str) -> Rows:
    return np.concatenate([week.targeted, week.control]) if part == "all" else getattr(week, part)


def weeks_of(outcomes: Outcomes) -> list[Rows]:
    """The rows of each week, in order."""
    weeks = (outcomes.days - outcomes.days.min()) // 7
    return [np.flatnonzero(weeks == week) for week in range(int(weeks.max()) + 1)]


def simulated(outcomes: Outcomes, setting: Setting, *, seed: int) -> Run:
    """A year of weekly targeting: score, open the quota, learn only what was opened."""
    return Run(outcomes, tuple(_weeks(outcomes, setting, np.random.default_rng(seed))), setting)


def _weeks(outcomes: Outcomes, setting: Setting, rng: np.random.Generator) -> Iterator[Week]:
    by_week = weeks_of(outcomes)
    opened = list(by_week[: setting.warm_weeks])
    models = [_learned(outcomes, opened, setting)]
    for number in range(setting.warm_weeks, len(by_week)):
        rows = by_week[number]
        in_service = (models[-1], models[-setting.watch_lag :][0])
        week = _one_week(number, rows, outcomes, in_service, setting, rng)
        yield week
        opened.extend((week.targeted, week.control))
        if (number - setting.warm_weeks) % setting.refit_every == setting.refit_every - 1:
            models.append(_learned(outcomes, opened, setting))


def _learned(outcomes: Outcomes, opened: Sequence[Rows], setting: Setting) -> Scorecard:
    known = outcomes.take(np.concatenate(opened))
    return fit(known, version="week", made_on=date.min, specs=setting.specs, rounds=setting.rounds)


def _one_week(
    number: int,
    rows: Rows,
    outcomes: Outcomes,
    models: tuple[Scorecard, Scorecard],
    setting: Setting,
    rng: np.random.Generator,
) -> Week:
    """The control is drawn first and from all rows, so that it says what all of trade is like."""
    quota = max(round(setting.capacity * len(rows)), 1)
    drawn = rng.permutation(len(rows))[: round(quota * setting.random_share)]
    foretold, before = (chances(model, outcomes.take(rows)) for model in models)
    rest = [place for place in ranked(foretold).tolist() if place not in set(drawn.tolist())]
    chosen = np.array(rest[: quota - len(drawn)], np.intp)
    return Week(number, rows[chosen], rows[drawn], before[chosen], before[drawn])


def covered(outcomes: Outcomes, setting: Setting, *, runs: int, seed: int) -> int:
    """In how many of `runs` simulated years the control's 95 % interval holds the true base rate."""
    by_week = weeks_of(outcomes)[setting.warm_weeks :]
    true_rate = float(outcomes.found[np.concatenate(by_week)].mean())
    hits = 0
    for run in range(runs):
        rng = np.random.default_rng((seed, run))
        told = rate(*_control(outcomes, by_week, setting, rng))
        hits += told.low <= true_rate <= told.high
    return hits


def _control(
    outcomes: Outcomes, by_week: Sequence[Rows], setting: Setting, rng: np.random.Generator
) -> tuple[int, int]:
    """The control's hits and size over a year; it does not depend on the model, so no model is fitted here."""
    found = size = 0
    for rows in by_week:
        quota = max(round(setting.capacity * len(rows)), 1)
        drawn = rows[rng.permutation(len(rows))[: round(quota * setting.random_share)]]
        found += int(outcomes.found[drawn].sum())
        size += len(drawn)
    return found, size
