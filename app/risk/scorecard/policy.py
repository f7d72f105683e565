"""Whom to open with a day's capacity: likelihood and value are two numbers, joined by a stated split of the quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.risk.rules.rates import rate
from app.risk.scorecard.measures import Floats, Labels, ranked

Reason = Literal["random", "likelihood", "value"]


@dataclass(frozen=True)
class Policy:
    """How a quota is split: random control first, then by likelihood, then by expected value (risk.md 5.1)."""

    likelihood: float = 0.7
    value: float = 0.2
    random: float = 0.1


LIKELIHOOD_ONLY = Policy(1.0, 0.0, 0.0)
VALUE_ONLY = Policy(0.0, 1.0, 0.0)


@dataclass(frozen=True)
class Picked:
    """One shipment chosen, and which part of the quota chose it."""

    row: int
    reason: Reason


def picked(chances: Floats, values: Floats, capacity: int, policy: Policy, drawn: Sequence[int]) -> list[Picked]:
    """The shipments a day's capacity opens; `drawn`: the random control, fixed before anything was scored."""
    control = list(drawn)[: round(capacity * policy.random)]
    told: dict[int, Reason] = dict.fromkeys(control, "random")
    for_value = round((capacity - len(control)) * policy.value / max(policy.value + policy.likelihood, 1e-9))
    _fill(told, ranked(chances * values), len(control) + for_value, "value")
    _fill(told, ranked(chances), capacity, "likelihood")
    return [Picked(row, reason) for row, reason in told.items()]


def _fill(told: dict[int, Reason], order: NDArray[np.intp], upto: int, reason: Reason) -> None:
    for row in order.tolist():
        if len(told) >= upto:
            return
        told.setdefault(row, reason)


@dataclass(frozen=True)
class Worth:
    """What a policy came to: the share found irregular, and the share of all value at stake that it recovered."""

    precision: float
    low: float
    high: float
    recovered: float


def worth(found: Labels, values: Floats, rows: Sequence[int]) -> Worth:
    """The worth of opening some rows."""
    chosen = np.array(rows, np.intp)
    hits = rate(int(found[chosen].sum()), len(chosen))
    stake = float((values * found).sum())
    recovered = float((values[chosen] * found[chosen]).sum()) / stake if stake else 0.0
    return Worth(hits.share, hits.low, hits.high, recovered)
