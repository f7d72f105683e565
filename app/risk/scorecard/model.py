"""A scorecard at the station: tables of weights, a sum, and each term with what lies behind it; no heavy imports."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from app.core.errors import Refused, Say
from app.risk.scorecard.indicators import KINDS, Columns, Spec, repeat_bucket, values

FORMAT = "tidewaiter-scorecard/1"
FEWEST_SHOWN = 5
"""Below this many inspections a value's own count is not quoted (risk.md 5.1)."""

Weight = tuple[float, int, int]
"""Log-odds, inspections and finds behind a value."""


class ModelTerm(NamedTuple):
    """What one indicator's value adds, in log-odds, and from how many inspections that was learned."""

    indicator: str
    value: str
    log_odds: float
    seen: int
    found: int
    band: tuple[float, float] | None = None

    @property
    def say(self) -> Say:
        """The term in words: its counts where there are enough of them."""
        if self.indicator == "repeat":
            return Say("risk.model_repeat", {"seen": self.seen, "found": self.found})
        shown = {"feature": Say(f"risk.feature_{self.indicator}"), "value": self._shown()}
        if self.seen < FEWEST_SHOWN:
            return Say("risk.model_few", shown)
        return Say("risk.model_term", shown | {"seen": self.seen, "found": self.found})

    def _shown(self) -> str:
        if self.band is None:
            return self.value.replace("|", " × ")
        low, high = self.band
        return f"{low:.4g} - {high:.4g}" if math.isfinite(high) else f"≥ {low:.4g}"


@dataclass(frozen=True)
class Scorecard:
    """A fitted scorecard: base log-odds, one table of weights per indicator, and the memory of repeated cargo."""

    version: str
    base: float
    specs: tuple[Spec, ...]
    weights: Mapping[str, Mapping[str, Weight]]
    memory: Mapping[str, tuple[int, int]]
    card: Mapping[str, Any]
    """Date, window, rows, base rate, metrics: what is published with the model."""

    def evidence(self, row: Mapping[str, str]) -> Sequence[ModelTerm]:
        """The terms of one row; their sum and the base are its log-odds."""
        columns = {name: (text,) for name, text in row.items()}
        return self.explained(columns, 1)[0]

    def explained(self, columns: Columns, rows: int) -> list[list[ModelTerm]]:
        """The terms of many rows, column by column; a column that is missing adds nothing."""
        told: list[list[ModelTerm]] = [[] for _ in range(rows)]
        for spec, made in self._values(columns, rows):
            if spec.kind == "repeat":
                self._add_repeats(told, spec, made)
                continue
            term_of = self._terms[spec.id].get
            for terms, value in zip(told, made, strict=True):
                term = term_of(value)
                if term is not None:
                    terms.append(term)
        return told

    @cached_property
    def _terms(self) -> dict[str, dict[str, ModelTerm]]:
        """Every term there can be, made once: scoring is then one look-up per indicator."""
        return {
            spec.id: {
                value: ModelTerm(spec.id, value, *weight, band=_edges(spec, value))
                for value, weight in self.weights[spec.id].items()
            }
            for spec in self.specs
            if spec.kind != "repeat"
        }

    def log_odds(self, columns: Columns, rows: int) -> list[float]:
        """The log-odds of many rows, without their terms."""
        sums = [self.base] * rows
        for spec, made in self._values(columns, rows):
            table = self.weights[spec.id]
            for index, value in enumerate(self._buckets(made) if spec.kind == "repeat" else made):
                weight = table.get(value)
                if weight is not None:
                    sums[index] += weight[0]
        return sums

    def recognised(self, columns: Columns, rows: int) -> list[bool]:
        """Whether the same cargo was inspected before: a hit on it is a memory, not a prediction."""
        for spec, made in self._values(columns, rows):
            if spec.kind == "repeat":
                return [key in self.memory for key in made]
        return [False] * rows

    def _values(self, columns: Columns, rows: int) -> list[tuple[Spec, list[str]]]:
        made: dict[str, list[str]] = {}
        for spec in self.specs:
            needed = made.keys() if spec.kind == "pair" else columns.keys()
            made[spec.id] = values(spec, columns, made) if all(n in needed for n in spec.columns) else [""] * rows
        return [(spec, made[spec.id]) for spec in self.specs]

    def _buckets(self, keys: Sequence[str]) -> list[str]:
        return [repeat_bucket(*self.memory.get(key, (0, 0))) for key in keys]

    def _add_repeats(self, told: list[list[ModelTerm]], spec: Spec, keys: Sequence[str]) -> None:
        for terms, key in zip(told, keys, strict=True):
            seen, found = self.memory.get(key, (0, 0))
            weight = self.weights[spec.id].get(repeat_bucket(seen, found))
            if weight is not None:
                terms.append(ModelTerm(spec.id, key, weight[0], seen, found))


def _edges(spec: Spec, value: str) -> tuple[float, float] | None:
    if spec.kind not in ("band", "ratio_band"):
        return None
    edges = (0.0, *spec.edges, math.inf)
    return edges[int(value)], edges[int(value) + 1]


def as_json(model: Scorecard) -> dict[str, Any]:
    """The scorecard as plain JSON values."""
    return {
        "format": FORMAT,
        "version": model.version,
        "base": model.base,
        "card": dict(model.card),
        "indicators": [
            {
                "id": spec.id,
                "kind": spec.kind,
                "columns": list(spec.columns),
                "length": spec.length,
                "edges": list(spec.edges),
                "weights": {value: list(weight) for value, weight in model.weights[spec.id].items()},
            }
            for spec in model.specs
        ],
        "memory": {key: list(counts) for key, counts in model.memory.items()},
    }


def from_json(data: object, file: str) -> Scorecard:
    """A scorecard from its JSON values; Refused where they are not one."""
    try:
        return _from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("risk.model_bad", file=file) from error


def _from_json(data: Any) -> Scorecard:
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    tables = {str(each["id"]): each["weights"] for each in data["indicators"]}
    return Scorecard(
        version=str(data["version"]),
        base=_finite(data["base"]),
        specs=tuple(_spec(each) for each in data["indicators"]),
        weights={name: {str(value): _weight(told) for value, told in table.items()} for name, table in tables.items()},
        memory={str(key): (int(seen), int(found)) for key, (seen, found) in data["memory"].items()},
        card=dict(data["card"]),
    )


def _spec(each: Mapping[str, Any]) -> Spec:
    if each["kind"] not in KINDS:
        raise ValueError(each["kind"])
    return Spec(
        id=str(each["id"]),
        kind=each["kind"],
        columns=tuple(map(str, each["columns"])),
        length=int(each["length"]),
        edges=tuple(map(_finite, each["edges"])),
    )


def _weight(told: Sequence[Any]) -> Weight:
    log_odds, seen, found = told
    return _finite(log_odds), int(seen), int(found)


def _finite(told: object) -> float:
    value = float(told)  # type: ignore[arg-type]
    if not math.isfinite(value):
        raise ValueError(told)
    return value
