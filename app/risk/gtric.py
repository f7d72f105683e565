"""GTRIC: an administration's own index of counterfeits by HS chapter and economy, from its seizures and trade.

After OECD/EUIPO (2016, annex): seizure intensities are weighted over reporting economies, divided by the share of
trade, transformed by ln(x + 1) and read off a normal distribution cut at 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist, fmean, pstdev

from app.core.errors import Refused
from app.core.tables import Cells, open_table

Index = Mapping[str, float]
Counts = Mapping[str, Mapping[str, float]]

FLOOR = 0.05
"""An economy or chapter never seized still gets this much in a pair (recalled, not verified: risk.md 4.1)."""
OWN = "own"
"""The reporting economy of a file or desk that speaks for itself alone."""
COLUMNS = ("reporter", "product", "economy", "seizures", "imports")


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
    """The table behind a heat map: economies down, products across, each one's index, and the index of each pair."""

    economies: tuple[str, ...]
    products: tuple[str, ...]
    cells: tuple[tuple[float, ...], ...]
    economy_index: tuple[float, ...] = ()
    product_index: tuple[float, ...] = ()


def heat(economies: Index, products: Index, most: int = 1000) -> Heat:
    """Every pair of economy and product, the riskiest first; small floors keep the never-seized from vanishing."""
    down = sorted(economies, key=lambda name: (-economies[name], name))[:most]
    across = sorted(products, key=lambda name: (-products[name], name))[:most]
    cells = tuple(tuple(max(economies[e], FLOOR) * max(products[p], FLOOR) for p in across) for e in down)
    return Heat(
        tuple(down), tuple(across), cells, tuple(economies[e] for e in down), tuple(products[p] for p in across)
    )


@dataclass(frozen=True)
class Gtric:
    """An index by product and by economy, with the factors behind it and how many seizures it rests on."""

    products: Index
    economies: Index
    product_factors: Index
    economy_factors: Index
    seizures: float

    def heat(self, most: int = 1000) -> Heat:
        """Every pair, the riskiest first."""
        return heat(self.economies, self.products, most)


@dataclass(frozen=True)
class Amount:
    """What one reporting economy seized and imported of one product from one economy."""

    reporter: str
    product: str
    economy: str
    seizures: float
    imports: float


def gtric_of(amounts: list[Amount]) -> Gtric:
    """The index of seizures and trade; the sum over the reporters stands for world trade."""
    imports: dict[str, float] = {}
    for each in amounts:
        imports[each.reporter] = imports.get(each.reporter, 0.0) + each.imports
    products, economies = (
        counterfeiting_factors(_seized(amounts, kind), imports, _traded(amounts, kind))
        for kind in ("product", "economy")
    )
    seizures = sum(each.seizures for each in amounts)
    return Gtric(gtric(products), gtric(economies), products, economies, seizures)


def _seized(amounts: list[Amount], kind: str) -> Counts:
    told: dict[str, dict[str, float]] = {}
    for each in amounts:
        row = told.setdefault(each.reporter, {})
        row[getattr(each, kind)] = row.get(getattr(each, kind), 0.0) + each.seizures
    return told


def _traded(amounts: list[Amount], kind: str) -> Mapping[str, float]:
    told: dict[str, float] = {}
    for each in amounts:
        told[getattr(each, kind)] = told.get(getattr(each, kind), 0.0) + each.imports
    return told


def read_amounts(path: Path) -> list[Amount]:
    """The seizures and imports of a table (reporter, product, economy, seizures, imports); Refused names the cell."""
    table = open_table(path, COLUMNS, ("product", "economy", "seizures", "imports"))
    amounts = [_amount(path.name, Cells(path.name, row)) for row in table.rows]
    if not any(each.seizures > 0 for each in amounts) or not any(each.imports > 0 for each in amounts):
        raise Refused("risk.amounts_empty", field="file", file=path.name)
    return amounts


def _amount(file: str, cells: Cells) -> Amount:
    product, economy = cells.text("product", 20, required=True), cells.text("economy", 40, required=True)
    numbers = [_not_negative(cells, name) for name in ("seizures", "imports")]
    if cells.rejects:
        first = cells.rejects[0]
        raise Refused("risk.amounts_bad", field=first.field, file=file, row=first.row, at=first.field, why=first.reason)
    return Amount(cells.text("reporter", 40) or OWN, product, economy, *numbers)


def _not_negative(cells: Cells, name: str) -> float:
    number = cells.number(name)
    if number is not None and number < 0:
        cells.refuse(name, "risk.amount_negative")
    return float(number or 0)


def ranks(index: Index, factors: Index) -> Iterator[tuple[str, float, float]]:
    """Each kind with its index and factor, the riskiest first: the index as a table."""
    for kind in sorted(index, key=lambda name: (-index[name], name)):
        yield kind, index[kind], factors[kind]
