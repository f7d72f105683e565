"""Is the scorecard any good: on a later time, on cargo never seen, and beside ranking by chance or by memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import Say
from app.risk.rules.policy import LIKELIHOOD_ONLY, STATED, VALUE_ONLY, picked
from app.risk.rules.rates import rate
from app.risk.scorecard.fitting import fit
from app.risk.scorecard.indicators import CUSTOMS, Spec
from app.risk.scorecard.measures import Floats, Labels, auc, average_precision, summary, top
from app.risk.scorecard.model import Scorecard
from app.risk.scorecard.outcomes import Outcomes

Rank = Callable[[Outcomes, Outcomes], Floats]
"""A rival: learns from the first table, gives scores for the second."""


def chances(model: Scorecard, outcomes: Outcomes) -> Floats:
    """The model's probability for every row."""
    margin = np.array(model.log_odds(outcomes.columns, len(outcomes)))
    told: Floats = 1 / (1 + np.exp(-margin))
    return told


def evaluated(model: Scorecard, test: Outcomes) -> dict[str, Any]:
    """The figures of a model on inspected outcomes: all rows, and apart: new cargo and recognised cargo."""
    told = chances(model, test)
    known = np.array(model.recognised(test.columns, len(test)))
    return (
        summary(test.found, told)
        | by_policy(test, told)
        | {
            "new_cargo": _part(test.found, told, ~known),
            "recognised_cargo": _part(test.found, told, known),
            "score_ms_per_1000": scoring_ms(model, test),
            "model": model.version,
            "window": model.card.get("window", []),
        }
    )


POLICIES = {"likelihood": LIKELIHOOD_ONLY, "value": VALUE_ONLY, "stated": STATED}
OPENED = 0.10


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


def by_policy(test: Outcomes, told: Floats) -> dict[str, Any]:
    """Likelihood and value as two numbers, and what the stated policy makes of them with a tenth opened."""
    stakes = test.at_stake()
    if not stakes.any():
        return {}
    capacity, drawn = round(OPENED * len(test)), np.random.default_rng(5).permutation(len(test)).tolist()
    chosen = {
        name: [each.row for each in picked(told.tolist(), stakes.tolist(), capacity, policy, drawn)]
        for name, policy in POLICIES.items()
    }
    return {"policies": {name: asdict(worth(test.found, stakes, rows)) for name, rows in chosen.items()}}


def in_words_of(told: Mapping[str, Any]) -> list[Say]:
    """The figures as the supervisor reads them: what is foresight and what is memory, never one figure alone."""
    says = []
    for key, part in (("new", told["new_cargo"]), ("recognised", told["recognised_cargo"]), ("all", told)):
        if part["rows"]:
            low, high = part["precision_interval"]["5"]
            hit = f"{part['precision']['5'] * 100:.1f} % ({low * 100:.1f} - {high * 100:.1f} %)"
            said = {"rows": part["rows"], "hit": hit, "base": f"{part['base_rate'] * 100:.1f} %"}
            says.append(Say(f"risk.figure_{key}", said))
    if "policies" in told:
        parts = {
            f"{name}_{what}": f"{each[figure] * 100:.0f} %"
            for name, each in told["policies"].items()
            for what, figure in (("hit", "precision"), ("worth", "recovered"))
        }
        says.append(Say("risk.figure_policy", parts))
    return says


def _part(found: Labels, told: Floats, which: NDArray[np.bool_]) -> dict[str, object]:
    return summary(found[which], told[which]) if which.any() else {"rows": 0}


def scoring_ms(model: Scorecard, test: Outcomes, rows: int = 1000) -> float:
    """Processor milliseconds to score and explain 1,000 rows on one core (median of five)."""
    some = test.take(np.arange(min(rows, len(test))))
    taken = []
    for _ in range(5):
        start = time.process_time()
        told = model.explained(some.columns, len(some))
        _ = [model.base + sum([term.log_odds for term in terms]) for terms in told]
        taken.append(time.process_time() - start)
    return float(np.median(taken)) * 1000 * rows / max(len(some), 1)


def trained_and_evaluated(train: Outcomes, test: Outcomes, *, today: date) -> tuple[Scorecard, dict[str, Any]]:
    """A model of one table and its figures on the other, with the memory-only and chance baselines beside it."""
    start = time.process_time()
    model = fit(train, version=today.isoformat(), made_on=today)
    fit_s = time.process_time() - start
    told = evaluated(model, test) | {"fit_s": fit_s, "baselines": {}}
    rivals: dict[str, Rank] = {"look_up": looked_up, "chance": by_chance}
    for name, rank in rivals.items():
        scores = rank(train, test)
        told["baselines"][name] = {
            "auc": auc(test.found, scores),
            "average_precision": average_precision(test.found, scores),
            "precision_5": top(test.found, scores, 0.05).share,
        }
    return model, told


def looked_up(train: Outcomes, test: Outcomes) -> Floats:
    """No model at all: how the same cargo ended before, with the base rate for cargo never seen."""
    rate = float(train.found.mean())
    seen: dict[str, tuple[int, int]] = {}
    for key, hit in zip(train.cargo(), train.found.tolist(), strict=True):
        count, hits = seen.get(key, (0, 0))
        seen[key] = (count + 1, hits + hit)
    told = (seen.get(key, (0, 0)) for key in test.cargo())
    return np.array([(hits + rate) / (count + 1) for count, hits in told])


def by_chance(_train: Outcomes, test: Outcomes) -> Floats:
    """A fixed shuffle: what opening at random comes to."""
    return np.random.default_rng(7).random(len(test))


@dataclass(frozen=True)
class Fold:
    """One fold over unique cargo: learn from the first table, test on the second; no cargo is in both."""

    train: Outcomes
    test: Outcomes


def unique_cargo(outcomes: Outcomes) -> Outcomes:
    """The first row of every cargo: repeats of one cargo must not stand on both sides of a test."""
    first: dict[str, int] = {}
    for index, key in enumerate(outcomes.cargo()):
        first.setdefault(key, index)
    return outcomes.take(np.array(sorted(first.values()), np.intp))


def folds(unique: Outcomes, *, seed: int, parts: int = 5) -> Iterator[Fold]:
    """Five folds over unique cargo."""
    place = np.random.default_rng(seed).permutation(len(unique)) % parts
    for part in range(parts):
        yield Fold(unique.take(place != part), unique.take(place == part))


def cross_validated(unique: Outcomes, rank: Rank, *, seeds: Sequence[int]) -> dict[str, Any]:
    """Mean and spread over folds of a ranking on cargo never seen."""
    told = []
    for seed in seeds:
        for fold in folds(unique, seed=seed):
            scores = rank(fold.train, fold.test)
            found = fold.test.found
            tops = [top(found, scores, share).share for share in (0.05, 0.10)]
            told.append((auc(found, scores), average_precision(found, scores), *tops))
    figures = np.array(told)
    names = ("auc", "average_precision", "precision_5", "precision_10")
    return {
        name: {"mean": float(figures[:, i].mean()), "spread": float(figures[:, i].std())}
        for i, name in enumerate(names)
    }


def folded(outcomes: Outcomes, *, seed: int = 0) -> dict[str, Any]:
    """The gate: five folds over unique cargo, none on both sides, with chance and the look-up of repeats beside it."""
    unique = unique_cargo(outcomes)
    rivals: dict[str, Rank] = {"scorecard": by_scorecard(), "look_up": looked_up, "chance": by_chance}
    told = {name: cross_validated(unique, rank, seeds=(seed,)) for name, rank in rivals.items()}
    return {"cargoes": len(unique), "base_rate": float(unique.found.mean()), **told.pop("scorecard"), "baselines": told}


def by_scorecard(specs: Sequence[Spec] = CUSTOMS) -> Rank:
    """The scorecard as a ranking."""

    def rank(train: Outcomes, test: Outcomes) -> Floats:
        return chances(fit(train, version="fold", made_on=date.min, specs=specs), test)

    return rank
