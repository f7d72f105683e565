"""What custody is: places, parcels and their codes, seals, samples, counts of a store, and the ends of goods."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from app.core.errors import Refused
from app.notice.rules import CODE_HEAD, parse_case_code

MOST_PARCELS: Final = 500
MOST_WEIGHT: Final = Decimal(100_000_000)
PLACE_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,29}")
TEXT: Final = 2_000


class PlaceKind(StrEnum):
    """What a place of custody is."""

    STORE = "store"
    YARD = "yard"
    SAFE = "safe"
    BENCH = "bench"


class ParcelState(StrEnum):
    """Where a parcel or a sample is in its custody."""

    STORED = "stored"
    OUT = "out"
    DISPOSED = "disposed"


class Receiver(StrEnum):
    """Whom a case is referred to (S8)."""

    POLICE = "police"
    PROSECUTOR = "prosecutor"
    COURT = "court"
    MARKET_REGULATOR = "market_regulator"


class ReferralAnswer(StrEnum):
    """What became of a referral."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REFUSED = "refused"


class Effect(StrEnum):
    """What a technical opinion does to a case (S9)."""

    INFRINGING = "infringing"
    NOT_INFRINGING = "not_infringing"
    UNDECIDED = "undecided"


class PlatformAnswer(StrEnum):
    """What a platform did with a notice (S11)."""

    REMOVED = "removed"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True)
class Scanned:
    """What a scanned text names: a parcel, sample or seal of a case, or a place."""

    kind: str
    code: str
    case_id: str = ""


def read_scan(text: str) -> Scanned:
    """What a code or a typed code names; a misread label is refused, a plain code has the kind "plain"."""
    plain = text.strip()
    if not plain.startswith(f"{CODE_HEAD}:"):
        return Scanned("plain", plain)
    case_id, number, kind = parse_case_code(plain)
    return Scanned(kind, number, case_id)


def check_place(code: str, name: str) -> None:
    """Refuse a place whose code would not read well from a label, or that has no name."""
    if not PLACE_CODE.fullmatch(code):
        raise Refused("custody.bad_place", field="place", value=code[:40])
    if not name.strip():
        raise Refused("custody.no_place_name", field="name")


@dataclass(frozen=True)
class NewParcel:
    """A parcel as it is packed: goods of one case line (or several: 0), how much, its weight and first seal."""

    line: int
    goods: str
    quantity: Decimal
    unit: str
    weight_kg: Decimal | None = None
    seal: str = ""


def check_parcels(parcels: Sequence[NewParcel], counted: Mapping[int, tuple[str, Decimal, str]]) -> None:
    """Refuse parcels that hold nothing, or more of a line than was detained.

    `counted` is what may still be packed, by line: goods, quantity, unit.
    """
    if not parcels or len(parcels) > MOST_PARCELS:
        raise Refused("custody.no_parcels", field="parcels", most=MOST_PARCELS)
    packed: dict[int, Decimal] = {}
    for parcel in parcels:
        if parcel.line and parcel.line not in counted:
            raise Refused("custody.no_line", field="line", line=parcel.line)
        if parcel.quantity <= 0 or not _fits(parcel.quantity):
            raise Refused("custody.bad_quantity", field="quantity")
        check_weight(parcel.weight_kg)
        if parcel.line:
            packed[parcel.line] = packed.get(parcel.line, Decimal(0)) + parcel.quantity
            left = counted[parcel.line][1]
            if packed[parcel.line] > left:
                raise Refused("custody.too_many", field="quantity", line=parcel.line, left=left)


def portions(quantity: Decimal, parcels: int) -> tuple[Decimal, ...]:
    """A quantity shared out over parcels of one size, in whole pieces where it is whole; the first ones hold the rest.

    Refused where there are no parcels, or more of them than pieces.
    """
    if not 1 <= parcels <= MOST_PARCELS:
        raise Refused("custody.no_parcels", field="parcels", most=MOST_PARCELS)
    step = Decimal(1) if quantity == quantity.to_integral_value() else Decimal("0.001")
    each = (quantity / parcels).quantize(step, ROUND_DOWN)
    if each <= 0:
        raise Refused("custody.bad_quantity", field="parcels")
    more = int((quantity - each * parcels) / step)
    return tuple(each + step if n < more else each for n in range(parcels))


def weighed(text: str) -> dict[str, Decimal]:
    """Parcels with their weights in kilograms as they are typed or scanned, one a line: code, blank, weight."""
    found: dict[str, Decimal] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        code, _, weight = line.rpartition(" ")
        try:
            found[code.strip()] = Decimal(weight.replace(",", ""))
        except InvalidOperation:
            raise Refused("custody.unweighed", field="parcels", parcel=line[:80]) from None
        if not code or not found[code.strip()].is_finite():
            raise Refused("custody.unweighed", field="parcels", parcel=line[:80])
    return found


def _fits(number: Decimal) -> bool:
    return number.is_finite() and number <= MOST_WEIGHT and number == number.quantize(Decimal("0.001"))


def check_weight(weight_kg: Decimal | None) -> None:
    """Refuse a weight that is none, or finer than a gram."""
    if weight_kg is not None and (not _fits(weight_kg) or weight_kg <= 0):
        raise Refused("custody.bad_weight", field="weight_kg")


class Finding(StrEnum):
    """What a stocktake says of one parcel."""

    FOUND = "found"
    MISSING = "missing"
    MISPLACED = "misplaced"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Counted:
    """A stocktake: what each code turned out to be."""

    findings: Mapping[str, Finding]

    def of(self, finding: Finding) -> tuple[str, ...]:
        """The codes with a finding, in order."""
        return tuple(sorted(code for code, found in self.findings.items() if found is finding))

    @property
    def agrees(self) -> bool:
        """Whether the store holds what it should, no more and no less."""
        return all(found is Finding.FOUND for found in self.findings.values())


def compare(expected: Iterable[str], scanned: Iterable[str], elsewhere: Iterable[str]) -> Counted:
    """Expected against scanned; `elsewhere` are known parcels that should be in another place or gone."""
    due, seen, known = set(expected), set(scanned), set(elsewhere)
    findings = dict.fromkeys(due & seen, Finding.FOUND)
    findings |= dict.fromkeys(due - seen, Finding.MISSING)
    findings |= dict.fromkeys((seen - due) & known, Finding.MISPLACED)
    findings |= dict.fromkeys(seen - due - known, Finding.UNKNOWN)
    return Counted(dict(sorted(findings.items())))


@dataclass(frozen=True)
class Disposal:
    """How goods come to their end: way of the pack's ladder, with its witnesses and its method."""

    way: str
    method: str
    place: str
    witness: str
    recipient: str = ""
    conditions: frozenset[str] = field(default_factory=frozenset)
    features_removed: bool = False
    holder_asked_on: date | None = None
    remark: str = ""


RETURN: Final = "returned"
"""Goods that are given back to their owner: the end of a case that found no infringement, outside of the ladder."""
WITH_RECIPIENT: Final = frozenset({"charity", "sold_to_holder", "auctioned", RETURN})


def check_disposal(disposal: Disposal, today: date) -> None:
    """Refuse an end that lacks what its record must show (procedure 1.9)."""
    for name in ("method", "place", "witness"):
        if not getattr(disposal, name).strip():
            raise Refused("custody.disposal_lacks", field=name, name=name)
    if disposal.way in WITH_RECIPIENT and not disposal.recipient.strip():
        raise Refused("custody.disposal_lacks", field="recipient", name="recipient")
    if disposal.way == "auctioned" and not disposal.features_removed:
        raise Refused("custody.features_first", field="features_removed")
    if disposal.way == "auctioned" and disposal.holder_asked_on is None:
        raise Refused("custody.disposal_lacks", field="holder_asked_on", name="holder_asked_on")
    if disposal.holder_asked_on is not None and disposal.holder_asked_on > today:
        raise Refused("custody.future_day", field="holder_asked_on", day=disposal.holder_asked_on)


@dataclass(frozen=True)
class Totals:
    """What one action came to: cases, parcels, kinds of goods, pieces, weight and value by currency (S14)."""

    cases: int
    parcels: int
    kinds: int
    items: int
    weight_kg: Decimal
    values: tuple[tuple[str, Decimal], ...]

    @property
    def tonnes(self) -> Decimal:
        """The weight in tonnes, to the kilogram."""
        return (self.weight_kg / 1000).quantize(Decimal("0.001"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Lot:
    """One parcel as it is disposed of: its goods' share of the line's pieces and value goes with it."""

    parcel: str
    case_id: str
    line: int
    goods: str
    quantity: Decimal
    unit: str
    items: int
    weight_kg: Decimal
    value: Decimal
    currency: str


def totals(lots: Iterable[Lot]) -> Totals:
    """The sums of an action; a kind is a name of goods, whatever its case and spaces."""
    all_lots = list(lots)
    values: dict[str, Decimal] = {}
    for lot in all_lots:
        values[lot.currency] = values.get(lot.currency, Decimal(0)) + lot.value
    return Totals(
        cases=len({lot.case_id for lot in all_lots}),
        parcels=len(all_lots),
        kinds=len({" ".join(lot.goods.casefold().split()) for lot in all_lots}),
        items=sum(lot.items for lot in all_lots),
        weight_kg=sum((lot.weight_kg for lot in all_lots), Decimal(0)),
        values=tuple(sorted(values.items())),
    )


def share(whole: Decimal, part: Decimal, of: Decimal, step: str) -> Decimal:
    """A parcel's part of a line's figure, to the step; the whole where the parcel holds all of it."""
    return whole if part == of or not of else (whole * part / of).quantize(Decimal(step), ROUND_HALF_UP)


def need(text: str, name: str) -> str:
    """A text that must be there, without the blanks around it."""
    found = text.strip()
    if not found or len(found) > TEXT:
        raise Refused("custody.lacks", field=name, name=name)
    return found


def chosen(kind: Any, value: str, name: str) -> Any:
    """One of an enumeration; anything else is refused with what there is."""
    if value not in set(kind):
        raise Refused("custody.bad_choice", field=name, value=value[:60], known=", ".join(kind))
    return kind(value)
