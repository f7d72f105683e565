"""What a declaration is: a shipment with its parties, route and goods lines, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.core.plain import from_json, to_json


class Direction(StrEnum):
    """Import, export or transit; both imports and exports are protected (Reg 3)."""

    IMPORT = "I"
    EXPORT = "E"
    TRANSIT = "T"


class Channel(StrEnum):
    """How the goods travel; the two headline figures tell opposite stories by channel (S2)."""

    FREIGHT = "freight"
    POST = "post"
    EXPRESS = "express"
    ECOMMERCE = "ecommerce"
    PASSENGER = "passenger"


class BrandType(StrEnum):
    """The first declared element of a Chinese declaration: what the trader says of the brand."""

    NONE = "0"
    DOMESTIC_OWN = "1"
    DOMESTIC_ACQUIRED = "2"
    FOREIGN_OEM = "3"
    FOREIGN_OTHER = "4"


@dataclass(frozen=True)
class GoodsLine:
    """One line of goods as declared."""

    line_no: int
    goods: str
    hs_code: str = ""
    spec: tuple[str, ...] = ()
    brand: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    net_kg: Decimal | None = None
    value: Decimal | None = None
    currency: str = ""
    gtin: str = ""

    @property
    def brand_type(self) -> BrandType | None:
        """The declared brand type, or None where the declaration gives none or another word."""
        first = self.spec[0].strip() if self.spec else ""
        return BrandType(first) if first in set(BrandType) else None


@dataclass(frozen=True)
class Declaration:
    """One declared shipment (native CSV of declarations, one row a goods line)."""

    declaration_no: str
    declared_on: date
    direction: Direction
    channel: Channel
    lines: tuple[GoodsLine, ...]
    trade_mode: str = ""
    customs_code: str = ""
    consignor: str = ""
    consignor_id: str = ""
    consignee: str = ""
    consignee_id: str = ""
    broker: str = ""
    origin: str = ""
    departure: str = ""
    transit: str = ""
    destination: str = ""
    transport_mode: str = ""
    container_or_item_no: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    """Columns that the native format does not know, kept as they came."""


def declaration_json(declaration: Declaration) -> dict[str, Any]:
    """Its canonical JSON form: decimals as text, days in ISO 8601, empty fields left out."""
    plain: dict[str, Any] = to_json(declaration)
    return plain


def declaration_from_json(plain: object) -> Declaration:
    """The declaration back from its JSON form; ValueError where it does not fit."""
    return from_json(Declaration, plain)
