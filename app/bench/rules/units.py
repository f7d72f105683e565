"""Units of quantity as declarations write them, and conversion within one kind of quantity."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

_PIECES = {
    1: "个 件 只 支 枚 张 片 台 套 块 条 把 本 副 盏 顶 部 粒 颗 根 辆 架 座 pcs pc piece pieces unit units item items "
    "set sets each ea nos no u c62 h87",
    2: "双 对 pair pairs pr prs",
    12: "打 dozen dozens dz doz dzn",
    144: "罗 gross gro grs",
    100: "百个 百片 百支 hundred cen",
    1000: "千个 千支 千片 千只 thousand mil",
}
_KILOGRAMS = {
    "1": "千克 公斤 kg kgs kgm kilogram kilograms",
    "0.001": "克 g gr grm gram grams",
    "1000": "吨 公吨 t ton tons tonne tonnes tne mt",
    "0.5": "斤 市斤",
    "0.45359237": "磅 lb lbs lbr pound pounds",
    "0.028349523125": "盎司 oz onz ounce ounces",
}
_METRES = {
    "1": "米 m mtr metre metres meter meters",
    "0.01": "厘米 cm cmt",
    "1000": "千米 公里 km kmt",
    "0.9144": "码 yd",
}
_LITRES = {"1": "升 l ltr litre litres liter liters", "0.001": "毫升 ml mlt"}
_SQUARE_METRES = {"1": "平方米 m2 mtk sqm"}


def _named(kind: str, groups: Mapping[int, str] | Mapping[str, str]) -> dict[str, tuple[str, Decimal]]:
    return {name: (kind, Decimal(str(size))) for size, names in groups.items() for name in names.split()}


UNITS: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    _named("pieces", _PIECES)
    | _named("mass", _KILOGRAMS)
    | _named("length", _METRES)
    | _named("volume", _LITRES)
    | _named("area", _SQUARE_METRES)
)
"""Each name's kind of quantity and its size in that kind's base (piece, kilogram, metre, litre, square metre).

A pair counts as two pieces only when it is converted: a line declared in pairs is counted in pairs."""


def unit_of(name: str) -> tuple[str, Decimal] | None:
    """A unit's kind and size, however it is written; None for a unit that is not known."""
    return UNITS.get(unicodedata.normalize("NFKC", name).strip().rstrip(".").casefold())


def converted(quantity: Decimal, unit: str, to: str) -> Decimal | None:
    """The quantity in another unit of the same kind, or None where the two can't be compared."""
    if unit.strip() == to.strip():
        return quantity
    here, there = unit_of(unit), unit_of(to)
    if here is None or there is None or here[0] != there[0]:
        return None
    return quantity * here[1] / there[1]
