"""Whom to open with a day's capacity: likelihood and value are two numbers, joined by a stated split of the quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Reason = Literal["random", "likelihood", "value"]


@dataclass(frozen=True)
class Policy:
    """How a quota is split: random control first, then by expected value and by likelihood (risk.md 5.1)."""

    likelihood: float = 0.7
    value: float = 0.2
    random: float = 0.1


STATED = Policy()
LIKELIHOOD_ONLY = Policy(1.0, 0.0, 0.0)
VALUE_ONLY = Policy(0.0, 1.0, 0.0)


@dataclass(frozen=True)
class Picked:
    """One shipment chosen, and which part of the quota chose it."""

    row: int
    reason: Reason


def picked(
    chances: Sequence[float], values: Sequence[float], capacity: int, policy: Policy, drawn: Sequence[int]
) -> list[Picked]:
    """The shipments a day's capacity opens; `drawn`: the random control, fixed before anything was scored."""
    control = list(drawn)[: round(capacity * policy.random)]
    told: dict[int, Reason] = dict.fromkeys(control, "random")
    for_value = round((capacity - len(control)) * policy.value / max(policy.value + policy.likelihood, 1e-9))
    expected = [chance * value for chance, value in zip(chances, values, strict=True)]
    _fill(told, _ranked(expected), len(control) + for_value, "value")
    _fill(told, _ranked(chances), capacity, "likelihood")
    return [Picked(row, reason) for row, reason in told.items()]


def _ranked(figures: Sequence[float]) -> list[int]:
    """Rows from the highest figure down, ties in their order."""
    return sorted(range(len(figures)), key=lambda row: -figures[row])


def _fill(told: dict[int, Reason], order: Sequence[int], upto: int, reason: Reason) -> None:
    for row in order:
        if len(told) >= upto:
            return
        told.setdefault(row, reason)
