"""What the scorecard looks at: each indicator turns a row of named texts into one value, as data in the model file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

Kind = Literal["value", "prefix", "join", "same", "band", "ratio_band", "pair", "repeat"]
KINDS: tuple[Kind, ...] = ("value", "prefix", "join", "same", "band", "ratio_band", "pair", "repeat")
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Spec:
    """One indicator: how its value is made from columns (or, for a pair, from two other indicators).

    `cap`: the strongest shrinkage that empirical Bayes may end at, in units of information (a row counts p(1-p));
    goods and route are held at 40 or below (measured on the folds of risk.md 2.3), traders may vanish altogether.
    """

    id: str
    kind: Kind
    columns: tuple[str, ...]
    length: int = 0
    edges: tuple[float, ...] = ()
    cap: float = 40.0
    least: int = 2
    """Values seen fewer times than this get no weight of their own."""


def _trader(name: str) -> Spec:
    return Spec(name, "value", (name,), cap=10_000.0, least=3)


REPEAT_COLUMNS = ("hs6", "departure", "origin", "tax_rate", "tax_type", "mass")
"""What makes two cargoes the same (issue 4): a repeat of one found irregular is the strongest sign there is."""

CUSTOMS: tuple[Spec, ...] = (
    Spec("repeat", "repeat", REPEAT_COLUMNS, cap=10.0, least=1),
    Spec("hs2", "prefix", ("hs6",), length=2),
    Spec("hs4", "prefix", ("hs6",), length=4),
    Spec("hs5", "prefix", ("hs6",), length=5),
    Spec("hs6", "prefix", ("hs6",), length=6),
    Spec("departure", "value", ("departure",)),
    Spec("origin", "value", ("origin",)),
    Spec("route", "join", ("departure", "origin")),
    Spec("direct", "same", ("departure", "origin")),
    Spec("tax_rate", "value", ("tax_rate",)),
    Spec("tax_type", "value", ("tax_type",)),
    Spec("mass", "band", ("mass",), length=8),
    Spec("mass_fine", "band", ("mass",), length=24),
    Spec("price", "band", ("price",), length=8),
    Spec("unit_price", "ratio_band", ("price", "mass"), length=8),
    Spec("value_ratio", "band", ("unit_ratio",), length=8),
    Spec("value_ratio_fine", "band", ("unit_ratio",), length=24),
    Spec("hs2_departure", "pair", ("hs2", "departure")),
    Spec("hs2_origin", "pair", ("hs2", "origin")),
    Spec("channel", "value", ("channel",)),
    Spec("process", "value", ("process",), cap=10_000.0),
    Spec("transport", "value", ("transport",), cap=10_000.0),
    Spec("office", "value", ("office",), cap=10_000.0),
    Spec("brand_type", "value", ("brand_type",)),
    Spec("register", "value", ("register",)),
    _trader("importer"),
    _trader("declarant"),
    _trader("seller"),
    _trader("courier"),
)
"""The shipped set; an indicator whose column a file lacks is left out. Chosen on five folds over unique cargo."""


def applicable(specs: Sequence[Spec], columns: Columns) -> tuple[Spec, ...]:
    """The specs whose columns are all there (a pair's parts count as there if they are kept)."""
    kept: list[Spec] = []
    for spec in specs:
        there = {one.id for one in kept} if spec.kind == "pair" else columns.keys()
        if all(name in there for name in spec.columns):
            kept.append(spec)
    return tuple(kept)


def number(text: str) -> float | None:
    """A number that is neither missing nor negative, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < 1e15 else None


def values(spec: Spec, columns: Columns, made: Mapping[str, Sequence[str]]) -> list[str]:
    """The indicator's value for every row; an empty text where the row does not say."""
    if spec.kind == "pair":
        first, second = (made[name] for name in spec.columns)
        return [f"{one}|{two}" if one and two else "" for one, two in zip(first, second, strict=True)]
    read = [columns[name] for name in spec.columns]
    if spec.kind == "value":
        return list(read[0])
    if spec.kind == "prefix":
        return [text[: spec.length] if len(text) >= spec.length else "" for text in read[0]]
    if spec.kind == "same":
        return ["same" if one == two else "other" for one, two in zip(*read, strict=True)]
    if spec.kind == "join":
        return ["|".join(each) for each in zip(*read, strict=True)]
    if spec.kind == "repeat":
        return [repeat_key(each) for each in zip(*read, strict=True)]
    return [band(spec, amount) for amount in amounts(spec, columns)]


def amounts(spec: Spec, columns: Columns) -> list[float | None]:
    """The number behind a band: a column, or the quotient of two."""
    first = [number(text) for text in columns[spec.columns[0]]]
    if spec.kind == "band":
        return first
    second = (number(text) for text in columns[spec.columns[1]])
    return [one / two if one is not None and two else None for one, two in zip(first, second, strict=True)]


def band(spec: Spec, amount: float | None) -> str:
    """The band a number falls in, as text, or empty."""
    return "" if amount is None else str(bisect_right(spec.edges, amount))


def repeat_key(parts: Sequence[str]) -> str:
    """A short digest of what makes a cargo the same; the file then holds no cargo in the clear."""
    return blake2b("|".join(parts).encode(), digest_size=5).hexdigest()


def repeat_bucket(seen: int, found: int) -> str:
    """How often the same cargo was inspected and found irregular, in steps: 0, 1, 2, 3-5, 6+ by none/few/most/all."""
    if not seen:
        return ""
    many = "1" if seen == 1 else "2" if seen == 2 else "3" if seen <= 5 else "6"
    if found in (0, seen):
        return many + ("none" if not found else "all")
    return many + ("few" if 2 * found < seen else "most")
