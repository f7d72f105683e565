"""Published figures on counterfeits, and the GTRIC formulas for an administration's own seizures and trade.

GTRIC after OECD/EUIPO (2016, annex): seizure intensities are weighted over reporting economies, divided by the share
of trade, transformed by ln(x + 1) and read off a normal distribution cut at 0. A prior, never a verdict: capped, shown
with publication and year, and the desk's own outcomes wash it out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist, fmean, pstdev
from typing import Any

from app.core import places
from app.core.errors import Refused, Say
from app.risk.rules.conditions import Unfit
from app.risk.rules.packs import Words, each_of, known, parsed_toml, text, words

Index = Mapping[str, float]
Counts = Mapping[str, Mapping[str, float]]

FLOOR = 0.05
"""An economy or chapter never seized still gets this much in a pair (recalled, not verified: risk.md 4.1)."""


@dataclass(frozen=True)
class Figure:
    """One published figure: what, how much, by whom and when, and how it was read."""

    publication: str
    period: str
    kind: str
    key: str
    value: float
    unit: str
    evidence: str
    says: Words


def published(path: Path | None = None) -> tuple[Figure, ...]:
    """The figures that come with the program."""
    source = path or places.resources("risk", "published.toml")
    try:
        document = parsed_toml(source.read_bytes(), source.name)
        known(document, "", ("figure",))
        return each_of(document, "figure", _figure, most=1000)
    except OSError as error:
        raise Refused("risk.pack_unread", file=source.name) from error
    except Unfit as unfit:
        raise Refused("risk.priors_bad", file=source.name, at=unfit.at, mend=unfit.mend) from unfit


def _figure(data: dict[str, Any], at: str) -> Figure:
    known(data, at, ("publication", "period", "kind", "key", "value", "unit", "evidence", "zh", "en"))
    value = data.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit(f"{at}.value", Say("risk.mend_number", {"field": "value"}))
    names = ("publication", "period", "kind", "key", "unit", "evidence")
    said = words({key: data[key] for key in ("zh", "en") if key in data}, at)
    return Figure(**{name: text(data, name, at) for name in names}, value=float(value), says=said)


def counterfeiting_factors(seizures: Counts, imports: Mapping[str, float], world: Mapping[str, float]) -> Index:
    """How much more (above 1) or less each product or economy is seized than its share of trade would have it.

    `seizures`: reporting economy -> kind -> seizures; `imports`: reporting economy -> its imports; `world`: kind ->
    world imports. A reporter without seizures says nothing and is left out.
    """
    reporters = {name: told for name, told in seizures.items() if sum(told.values()) > 0 and imports.get(name, 0) > 0}
    weight = sum(imports[name] for name in reporters)
    trade = sum(world.values())
    if not weight or not trade:
        return {}
    general = {
        kind: sum(imports[name] / weight * told.get(kind, 0.0) / sum(told.values()) for name, told in reporters.items())
        for kind in world
    }
    return {kind: general[kind] / (amount / trade) for kind, amount in world.items() if amount > 0}


def gtric(factors: Index) -> Index:
    """The relative index in (0, 1): where ln(factor + 1) stands in a normal distribution cut at 0."""
    if len(factors) < 2:
        return dict.fromkeys(factors, 0.5)
    moved = {kind: math.log(factor + 1) for kind, factor in factors.items()}
    spread = pstdev(moved.values())
    if spread == 0:
        return dict.fromkeys(factors, 0.5)
    normal = NormalDist(fmean(moved.values()), spread)
    below = normal.cdf(0.0)
    return {kind: (normal.cdf(value) - below) / (1 - below) for kind, value in moved.items()}


@dataclass(frozen=True)
class Heat:
    """The table behind a heat map: economies down, products across, the index of each pair."""

    economies: tuple[str, ...]
    products: tuple[str, ...]
    cells: tuple[tuple[float, ...], ...]


def heat(economies: Index, products: Index) -> Heat:
    """Every pair of economy and product, the riskiest first; small floors keep the never-seized from vanishing."""
    down = sorted(economies, key=lambda name: (-economies[name], name))
    across = sorted(products, key=lambda name: (-products[name], name))
    cells = tuple(tuple(max(economies[e], FLOOR) * max(products[p], FLOOR) for p in across) for e in down)
    return Heat(tuple(down), tuple(across), cells)


@dataclass(frozen=True)
class IndexPriors:
    """An administration's own GTRIC as a capped head start in points, by HS chapter and origin; switchable."""

    products: Index
    economies: Index
    source: str
    cap: float = 10.0

    def points(self, row: Mapping[str, str]) -> tuple[float, Say, str] | None:
        """The points of a goods line, or None where neither its chapter nor its origin has an index."""
        chapter, origin = row.get("hs6", "")[:2], row.get("origin", "")
        told: Sequence[float] = [
            index[key] for index, key in ((self.products, chapter), (self.economies, origin)) if key in index
        ]
        if not told:
            return None
        said = Say("risk.prior_index", {"chapter": chapter or "-", "origin": origin or "-", "source": self.source})
        return self.cap * math.prod(told), said, self.source
