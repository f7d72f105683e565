"""Learning the weights: penalised log-odds by block Newton steps, each indicator's shrinkage by empirical Bayes.

Within an indicator every row has one value, so the Hessian of its block is diagonal and a Newton step is a division:
sum of residuals over sum of variances plus shrinkage. Going round the indicators a dozen times fits the lot. A value's
parents (HS6 -> HS5 -> HS4 -> HS2, pair -> its parts) are in the sum as well, so what a rare value can't say for itself
its parents say for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.core.errors import Refused
from app.risk.scorecard.indicators import CUSTOMS, Spec, amounts, applicable, repeat_bucket, values
from app.risk.scorecard.model import Scorecard, Weight
from app.risk.scorecard.outcomes import Outcomes

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

ROUNDS = 14
SHRINKAGE_AT_LEAST = 1.0
STARTING_SHRINKAGE = 20.0
REPEAT_SHRINKAGE = 2.0
"""Buckets of repeated cargo are few and well filled: they need next to none."""
FEWEST_ROWS = 50
SMALLEST_WEIGHT = 0.01
"""A weight below this (a quarter of a point) is not worth a line on the officer's screen, and is left out."""


@dataclass
class Block:
    """One indicator while it is learned: each row's code (the last one: no weight), and what it has come to."""

    spec: Spec
    codes: Codes
    names: Sequence[str]
    weights: Floats
    shrinkage: float


def fit(
    outcomes: Outcomes,
    *,
    version: str,
    made_on: date,
    specs: Sequence[Spec] = CUSTOMS,
    importance: Floats | None = None,
    rounds: int = ROUNDS,
) -> Scorecard:
    """A scorecard learned from inspected outcomes; `importance`: inverse inclusion probabilities, if known."""
    if len(outcomes) < FEWEST_ROWS or not 0 < int(outcomes.found.sum()) < len(outcomes):
        raise Refused("risk.outcomes_few", rows=len(outcomes), least=FEWEST_ROWS)
    weight = np.ones(len(outcomes)) if importance is None else importance / importance.mean()
    kept = tuple(_with_edges(spec, outcomes) for spec in applicable(specs, outcomes.columns))
    memory, blocks = _blocks(kept, outcomes)
    base = _learn(blocks, outcomes.found.astype(float), weight, rounds)
    return Scorecard(
        version=version,
        base=base,
        specs=kept,
        weights={block.spec.id: _table(block, outcomes.found) for block in blocks},
        memory=memory,
        card=_card(outcomes, made_on, blocks),
    )


def _with_edges(spec: Spec, outcomes: Outcomes) -> Spec:
    """A band's edges at the quantiles of the training rows."""
    if spec.kind not in ("band", "ratio_band"):
        return spec
    known = np.array([amount for amount in amounts(spec, outcomes.columns) if amount is not None])
    if not len(known):
        return spec
    inner = np.linspace(0, 1, spec.length + 1)[1:-1]
    return replace(spec, edges=tuple(float(f"{edge:.6g}") for edge in np.unique(np.quantile(known, inner))))


def _blocks(specs: Sequence[Spec], outcomes: Outcomes) -> tuple[dict[str, tuple[int, int]], list[Block]]:
    memory: dict[str, tuple[int, int]] = {}
    made: dict[str, list[str]] = {}
    blocks = []
    for spec in specs:
        made[spec.id] = values(spec, outcomes.columns, made)
        if spec.kind == "repeat":
            memory = _memory(made[spec.id], outcomes.found)
            told = _left_out_buckets(made[spec.id], memory, outcomes.found)
            blocks.append(_block(spec, told, REPEAT_SHRINKAGE))
        else:
            blocks.append(_block(spec, made[spec.id]))
    return memory, blocks


def _memory(keys: Sequence[str], found: NDArray[np.int8]) -> dict[str, tuple[int, int]]:
    memory: dict[str, tuple[int, int]] = {}
    for key, hit in zip(keys, found.tolist(), strict=True):
        seen, hits = memory.get(key, (0, 0))
        memory[key] = (seen + 1, hits + hit)
    return memory


def _left_out_buckets(keys: Sequence[str], memory: Mapping[str, tuple[int, int]], found: NDArray[np.int8]) -> list[str]:
    """Each row's bucket as the other rows with its cargo tell it: a row must not learn from its own outcome."""
    told = []
    for key, hit in zip(keys, found.tolist(), strict=True):
        seen, hits = memory[key]
        told.append(repeat_bucket(seen - 1, hits - hit))
    return told


def _block(spec: Spec, told: Sequence[str], shrinkage: float | None = None) -> Block:
    names, codes, counts = np.unique(np.array(told, dtype=str), return_inverse=True, return_counts=True)
    kept = (counts >= spec.least) & (names != "")
    place = np.full(len(names), int(kept.sum()), np.intp)
    place[kept] = np.arange(int(kept.sum()))
    start = min(spec.cap, STARTING_SHRINKAGE)
    return Block(spec, place[codes], names[kept].tolist(), np.zeros(int(kept.sum()) + 1), shrinkage or start)


def _learn(blocks: Sequence[Block], found: Floats, weight: Floats, rounds: int) -> float:
    """Round after round of block steps; returns the base log-odds."""
    rate = float(np.average(found, weights=weight))
    base = math.log(rate / (1 - rate))
    margin = np.full(len(found), base)
    for turn in range(rounds):
        for block in blocks:
            margin += _step(block, margin, found, weight, learn_shrinkage=turn >= 2)
        chance = _chance(margin)
        shift = float(np.dot(weight, found - chance) / np.dot(weight, chance * (1 - chance)))
        base += shift
        margin += shift
    return base


def _step(block: Block, margin: Floats, found: Floats, weight: Floats, *, learn_shrinkage: bool) -> Floats:
    chance = _chance(margin)
    size = len(block.weights)
    slope = np.bincount(block.codes, weight * (found - chance), size) - block.shrinkage * block.weights
    curve: Floats = np.bincount(block.codes, weight * chance * (1 - chance), size).astype(float)
    step = np.clip(slope / (curve + block.shrinkage), -4.0, 4.0)
    step[-1] = 0.0
    block.weights += step
    if learn_shrinkage and block.spec.kind != "repeat" and size > 1:
        block.shrinkage = _shrinkage(block, curve[:-1])
    return step[block.codes]


def _shrinkage(block: Block, curve: Floats) -> float:
    """The shrinkage that the weights' own spread suggests (MacKay's fixed point), within the indicator's bounds."""
    worth = float((curve / (curve + block.shrinkage)).sum())
    spread = float(np.square(block.weights[:-1]).sum())
    return float(np.clip(worth / max(spread, 1e-6), SHRINKAGE_AT_LEAST, block.spec.cap))


def _chance(margin: Floats) -> Floats:
    chance: Floats = 1.0 / (1.0 + np.exp(-np.clip(margin, -30, 30)))
    return chance


def _table(block: Block, found: NDArray[np.int8]) -> dict[str, Weight]:
    size = len(block.weights)
    seen = np.bincount(block.codes, minlength=size)
    hits = np.bincount(block.codes, found, size)
    return {
        name: (round(float(block.weights[code]), 4), int(seen[code]), int(hits[code]))
        for code, name in enumerate(block.names)
        if abs(block.weights[code]) >= SMALLEST_WEIGHT
    }


def _card(outcomes: Outcomes, made_on: date, blocks: Sequence[Block]) -> dict[str, object]:
    days = outcomes.days[outcomes.days > 0]
    window = [date.fromordinal(int(day)).isoformat() for day in (days.min(), days.max())] if len(days) else []
    return {
        "made_on": made_on.isoformat(),
        "window": window,
        "rows": len(outcomes),
        "found": int(outcomes.found.sum()),
        "shrinkage": {block.spec.id: round(block.shrinkage, 1) for block in blocks},
        "metrics": {},
    }
