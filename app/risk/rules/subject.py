"""What is weighed: a declaration with its register matches, its traders' histories and what was seen before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from app.core.errors import Say
from app.intake.rules import Declaration, GoodsLine


class CreditClass(StrEnum):
    """Customs credit of a company (S15): advanced (authorised), general, dishonest, or not known here."""

    ADVANCED = "advanced"
    GENERAL = "general"
    DISHONEST = "dishonest"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class LineMatch:
    """One recorded right found on a goods line: what the register step says of it on the day of decision."""

    line_no: int
    recordation_no: str
    mark: str
    matched: str
    field: str
    method: str
    similarity: float
    in_scope: bool
    licensed: bool
    alert: bool
    safety: bool
    text: Say
    known_infringer: bool = False
    """A party of this shipment is named as known infringer in the recordation."""


@dataclass(frozen=True)
class Infringement:
    """An earlier infringement of a trader, with where that is written."""

    on: date
    recordation_no: str = ""
    source: str = ""


@dataclass(frozen=True)
class TraderHistory:
    """What is known of one party; personal data: shown by role only (S15)."""

    party_id: str = ""
    name: str = ""
    first_seen: date | None = None
    consignments: int = 0
    inspected: int = 0
    found: int = 0
    infringements: tuple[Infringement, ...] = ()
    credit: CreditClass = CreditClass.UNKNOWN
    credit_source: str = ""
    restored_on: date | None = None
    licence_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """The same sender, phone, address, container or lot on an earlier consignment, and how that one ended."""

    kind: str
    value: str
    declaration_no: str
    on: date
    irregular: bool


UNKNOWN_TRADER = TraderHistory()
CNY_ONLY: Mapping[str, Decimal] = MappingProxyType({"CNY": Decimal(1), "RMB": Decimal(1), "156": Decimal(1)})


@dataclass(frozen=True)
class Context:
    """What surrounds a declaration: its traders, links, usual prices (by HS4 and unit), exchange rates to CNY."""

    consignor: TraderHistory = UNKNOWN_TRADER
    consignee: TraderHistory = UNKNOWN_TRADER
    links: tuple[Link, ...] = ()
    repeats_found: int = 0
    """Earlier consignments with the same goods, route and weight that were found irregular."""
    usual_unit_value: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    rates: Mapping[str, Decimal] = field(default_factory=lambda: CNY_ONLY)


@dataclass(frozen=True)
class Tuning:
    """How fast the past fades: an infringement's weight halves every half-life, and restored credit cuts it."""

    half_life_days: float = 730.0
    restored_share: float = 0.25
    new_trader_days: int = 180


USUAL = Tuning()


@dataclass(frozen=True)
class Case:
    """Everything one assessment looks at, on the day it is made."""

    declaration: Declaration
    matches: tuple[LineMatch, ...]
    context: Context
    on: date
    tuning: Tuning = USUAL

    @cached_property
    def pairs(self) -> tuple[tuple[GoodsLine, LineMatch], ...]:
        """Each match with its goods line; worked out once, since every rule about marks asks for it."""
        lines = {line.line_no: line for line in self.declaration.lines}
        return tuple((lines[match.line_no], match) for match in self.matches if match.line_no in lines)


Thing = TypeVar("Thing", Case, Declaration, GoodsLine, LineMatch, Context, TraderHistory)


def otherwise(thing: Thing, **facts: object) -> Thing:
    """A copy with some fields otherwise; what dataclasses.replace does, at a fifth of its cost.

    Trying facts on a shipment makes several hundred thousand copies for a day's declarations.
    """
    copy = object.__new__(type(thing))
    copy.__dict__.update(thing.__dict__)
    copy.__dict__.pop("pairs", None)
    copy.__dict__.update(facts)
    return copy


def faded(trader: TraderHistory, on: date, tuning: Tuning) -> float:
    """A trader's earlier infringements as a number that fades with age and with restored credit (S15)."""
    if not trader.infringements:
        return 0.0
    return sum(_weight(item, trader, on, tuning) for item in trader.infringements if item.on <= on)


def _weight(item: Infringement, trader: TraderHistory, on: date, tuning: Tuning) -> float:
    weight: float = 0.5 ** ((on - item.on).days / tuning.half_life_days)
    return weight * tuning.restored_share if _restored_since(item.on, trader, on) else weight


def _restored_since(happened: date, trader: TraderHistory, on: date) -> bool:
    return trader.restored_on is not None and happened <= trader.restored_on <= on


def credit_now(trader: TraderHistory, on: date) -> CreditClass:
    """The credit class that counts today: restored credit is general again (S15)."""
    restored = trader.restored_on is not None and trader.restored_on <= on
    return CreditClass.GENERAL if restored and trader.credit is CreditClass.DISHONEST else trader.credit


def is_new(trader: TraderHistory, on: date, tuning: Tuning) -> bool:
    """Whether a trader has been seen for less than the tuning's days, or never."""
    return trader.first_seen is None or (on - trader.first_seen).days < tuning.new_trader_days
