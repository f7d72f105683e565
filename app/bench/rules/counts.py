"""Counting: each act with its method and error, what the acts on a line come to, and how that stands to declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.bench.rules.units import converted, unit_of
from app.core.errors import Refused

MOST: Final = Decimal(10_000_000)
"""The largest count of one line: ten million pieces, five times the largest batch seen in a year's report."""
FINEST: Final = Decimal("0.001")
GUARD_S: Final = 0.5
"""The same code again sooner than this is one pull of the trigger, not two pieces."""


class Method(StrEnum):
    """How goods were counted; kept with each count and shown wherever the count goes."""

    SCAN = "scan"
    TYPED = "typed"
    CARTONS = "cartons"
    WEIGHT = "weight"
    AS_DECLARED = "as_declared"
    RECOUNT = "recount"


class Standing(StrEnum):
    """How what was found on a line stands to what was declared."""

    UNTOUCHED = "untouched"
    AGREES = "agrees"
    SHORT = "short"
    OVER = "over"
    UNDECLARED = "undeclared"
    OTHER_UNIT = "other_unit"


@dataclass(frozen=True)
class Counting:
    """One act of counting a line. Scans, cartons and weights add up; what `replaces` stands for all before it.

    `error`: the true number lies within quantity ± error at 95 %; 0 where every piece was counted.
    """

    quantity: Decimal
    unit: str
    method: Method
    error: Decimal = Decimal(0)
    replaces: bool = False


@dataclass(frozen=True)
class Count:
    """What the acts on one line come to."""

    quantity: Decimal
    unit: str
    error: Decimal
    methods: tuple[Method, ...]


def total(acts: Iterable[Counting]) -> Count | None:
    """What the acts come to; None where there are none."""
    count: Count | None = None
    for act in acts:
        count = after(count, act)
    return count


def after(count: Count | None, act: Counting) -> Count:
    """What a line comes to once an act is done, in the finer unit where it was counted in several.

    Refused where pieces would be added to kilograms.
    """
    unit = act.unit or (count.unit if count else "")
    if count is None or act.replaces or not count.quantity:
        return Count(act.quantity, unit, act.error, (act.method,))
    common = finer(count.unit, unit)
    before = in_unit(count, common)
    more = in_unit(Count(act.quantity, unit, act.error, ()), common)
    if before is None or more is None:
        raise Refused("inspection.other_unit", field="unit", unit=unit, found=count.unit)
    return Count(before.quantity + more.quantity, common, before.error + more.error, _with(count.methods, act.method))


def _with(methods: tuple[Method, ...], method: Method) -> tuple[Method, ...]:
    return methods if method in methods else (*methods, method)


def finer(one: str, other: str) -> str:
    """The unit of the two in which both can be counted whole: pieces rather than dozens."""
    here, there = unit_of(one), unit_of(other)
    return other if here is not None and there is not None and there[1] < here[1] else one


def in_unit(count: Count, unit: str) -> Count | None:
    """The same count in another unit of its kind, to a thousandth; None where that can't be."""
    quantity = converted(count.quantity, count.unit or unit, unit)
    if quantity is None:
        return None
    scale = quantity / count.quantity if count.quantity else Decimal(1)
    return replace(count, quantity=quantity.quantize(FINEST), unit=unit, error=(count.error * scale).quantize(FINEST))


def check_count(quantity: Decimal) -> None:
    """Refuse a count that can't be: below zero, above ten million, or finer than a thousandth."""
    if not quantity.is_finite() or quantity < 0:
        raise Refused("inspection.count_negative", field="quantity", value=str(quantity))
    if quantity > MOST:
        raise Refused("inspection.count_too_large", field="quantity", most=int(MOST))
    if quantity != quantity.quantize(FINEST):
        raise Refused("inspection.count_too_fine", field="quantity", value=str(quantity))


def by_cartons(cartons: Decimal, pieces_each: Decimal, loose: Decimal = Decimal(0)) -> Decimal:
    """Pieces in full cartons of the same content, and loose ones."""
    for part in (cartons, pieces_each, loose):
        check_count(part)
    pieces = cartons * pieces_each + loose
    check_count(pieces)
    return pieces


def standing(declared: Decimal | None, declared_unit: str, found: Count | None) -> Standing:
    """How a line stands; an estimate agrees where the declared number lies within its error."""
    if declared is None:
        return Standing.UNDECLARED
    if found is None:
        return Standing.UNTOUCHED
    apart = difference(declared, declared_unit, found)
    if apart is None:
        return Standing.OTHER_UNIT
    if abs(apart) <= found.error:
        return Standing.AGREES
    return Standing.SHORT if apart < 0 else Standing.OVER


def difference(declared: Decimal, declared_unit: str, found: Count) -> Decimal | None:
    """Found less declared, in the unit found; None where the units can't be compared."""
    wanted = converted(declared, declared_unit, found.unit or declared_unit)
    return None if wanted is None else found.quantity - wanted


@dataclass
class Guard:
    """Knows a code that comes again at once from the same source: the trigger was pulled once."""

    seconds: float = GUARD_S
    _code: tuple[str, str] = ("", "")
    _at: float = 0.0

    def again(self, source: str, code: str, at: float) -> bool:
        """Whether a reading (`at` in the source's own seconds) repeats the last one; each reading becomes the last."""
        repeated = (source, code) == self._code and 0 <= at - self._at < self.seconds
        self._code, self._at = (source, code), at
        return repeated
