"""What a recordation is, and when it protects: the customs IP register in plain values."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.core.plain import from_json, to_json


class RightType(StrEnum):
    """The rights customs protects (Reg 2; Olympic signs by 奥林匹克标志保护条例 14; GI and design for the EU track)."""

    TRADEMARK = "trademark"
    COPYRIGHT = "copyright"
    PATENT = "patent"
    DESIGN = "design"
    GI = "gi"
    OLYMPIC = "olympic"


class Status(StrEnum):
    """Where a recordation stands in its life (procedure 1.3), plus a right that is under challenge (S7)."""

    ACTIVE = "active"
    RENEWAL = "renewal"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    PENDING = "pending"
    CHALLENGED = "challenged"


RENEWAL_MONTHS = 6
"""How long before its end a recordation may be renewed (Reg 10)."""
IN_FORCE = frozenset({Status.ACTIVE, Status.RENEWAL, Status.CHALLENGED})


class HolderSize(StrEnum):
    """Kept because SME holders need other help (S18)."""

    SME = "sme"
    LARGE = "large"
    UNKNOWN = "unknown"


class Guarantee(StrEnum):
    """How the holder secures its applications (IM 24): none on file, a general security, or case by case."""

    NONE = "none"
    GENERAL = "general"
    PER_CASE = "per_case"


@dataclass(frozen=True)
class Recordation:
    """One recorded right with what an officer needs to tell genuine from fake (native CSV of the register)."""

    recordation_no: str
    right_type: RightType
    right_no: str
    mark: str
    holder: str
    valid_from: date
    valid_to: date
    status: Status = Status.ACTIVE
    mark_alt: tuple[str, ...] = ()
    holder_alt: tuple[str, ...] = ()
    holder_country: str = ""
    holder_size: HolderSize = HolderSize.UNKNOWN
    nice_classes: tuple[int, ...] = ()
    hs_codes: tuple[str, ...] = ()
    goods: str = ""
    licensees: tuple[str, ...] = ()
    known_infringers: tuple[str, ...] = ()
    gtin_prefixes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    contact_confirmed_on: date | None = None
    genuine_clues: tuple[str, ...] = ()
    fake_clues: tuple[str, ...] = ()
    guarantee: Guarantee = Guarantee.NONE
    safety_flag: bool = False
    image: str = ""

    def in_force(self, on: date) -> bool:
        """Whether customs protects it on a day: a live status within its term (Reg 10)."""
        return self.status in IN_FORCE and self.valid_from <= on <= self.valid_to

    def status_on(self, on: date) -> Status:
        """Its status with the calendar's word: expired after its term, renewable in its last six months (Reg 10)."""
        if self.status not in IN_FORCE:
            return self.status
        if on > self.valid_to:
            return Status.EXPIRED
        renewable = self.status is Status.ACTIVE and on >= months_before(self.valid_to, RENEWAL_MONTHS)
        return Status.RENEWAL if renewable else self.status

    @property
    def names(self) -> tuple[str, ...]:
        """The mark with its other names and scripts."""
        return (self.mark, *self.mark_alt)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def recordation_json(recordation: Recordation) -> dict[str, Any]:
    """Its canonical JSON form: days in ISO 8601, empty fields left out."""
    plain: dict[str, Any] = to_json(recordation)
    return plain


def recordation_from_json(plain: object) -> Recordation:
    """The recordation back from its JSON form; ValueError where it does not fit."""
    return from_json(Recordation, plain)
