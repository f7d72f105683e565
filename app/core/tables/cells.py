"""The checks of one row's cells: each gives the value or sets down, by row and field, why there is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from app.core import days
from app.core.errors import Say
from app.core.tables.rows import Row

Item = TypeVar("Item")
Choice = TypeVar("Choice", bound=StrEnum)

SHOWN = 120
"""How much of a refused value is kept to be shown, in characters."""

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MIDNIGHT = re.compile(r"[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Reject:
    """One cell that could not be taken (or is worth a look): where it stands and why, in words."""

    file: str
    row: int
    field: str
    value: str
    reason: Say


@dataclass(frozen=True)
class Reading(Generic[Item]):
    """What a file held: the records accepted, the cells refused, and remarks on cells that were accepted.

    `read` counts records met in the file, so `read - len(items)` records were left out.
    """

    items: tuple[Item, ...]
    rejects: tuple[Reject, ...]
    read: int
    unknown_columns: tuple[str, ...] = ()
    remarks: tuple[Reject, ...] = ()


class Cells:
    """The cells of one row, asked for by column; nothing raises, what is wrong is collected."""

    __slots__ = ("_cells", "_file", "rejects", "remarks", "row")

    def __init__(self, file: str, row: Row) -> None:
        self._file = file
        self._cells = row.cells
        self.row = row.number
        self.rejects = [
            Reject(file, row.number, fault.column, _clip(fault.value), fault.reason) for fault in row.faults
        ]
        self.remarks: list[Reject] = []

    def raw(self, column: str) -> str:
        """The cell as it came, stripped; empty where the column is missing."""
        return self._cells.get(column, "")

    def refuse(self, column: str, key: str, **params: object) -> None:
        """Set down that this cell keeps its record out."""
        self.rejects.append(self._told(column, key, params))

    def remark(self, column: str, key: str, **params: object) -> None:
        """Set down that this cell is taken but looks odd."""
        self.remarks.append(self._told(column, key, params))

    def _told(self, column: str, key: str, params: Mapping[str, object]) -> Reject:
        return Reject(self._file, self.row, column, _clip(self.raw(column)), Say(key, dict(params)))

    def text(self, column: str, most: int = 300, *, required: bool = False) -> str:
        """Text of at most so many characters."""
        value = self._cells.get(column, "")
        if not value:
            if required:
                self.refuse(column, "tables.required")
        elif len(value) > most:
            self.refuse(column, "tables.too_long", most=most)
        return value

    def many(self, column: str, most: int = 300) -> tuple[str, ...]:
        """The values of a cell that joins several by |, blank ones dropped, the first of equal ones kept."""
        value = self._cells.get(column, "")
        if not value:
            return ()
        if "|" not in value and len(value) <= most:
            return (value,)
        parts = tuple(dict.fromkeys(part for piece in value.split("|") if (part := piece.strip())))
        if any(len(part) > most for part in parts):
            self.refuse(column, "tables.too_long", most=most)
        return parts

    def digits(self, column: str, least: int, most: int) -> str:
        """A code of digits only; dots and spaces that people put between them are dropped."""
        value = plain_digits(self._cells.get(column, ""))
        if value and not is_digits(value, least, most):
            self.refuse(column, "tables.digits", least=least, most=most)
        return value

    def many_digits(self, column: str, least: int, most: int) -> tuple[str, ...]:
        """Several codes of digits only."""
        if not self._cells.get(column, ""):
            return ()
        values = tuple(dict.fromkeys(map(plain_digits, self.many(column))))
        if not all(is_digits(value, least, most) for value in values):
            self.refuse(column, "tables.digits", least=least, most=most)
        return values

    def choice(self, column: str, kind: type[Choice], default: Choice | None = None) -> Choice | None:
        """One of a list of words, whatever its case; the default where the cell is empty."""
        value = self._cells.get(column, "")
        if not value:
            if default is None:
                self.refuse(column, "tables.required")
            return default
        words = _choices(kind)
        found = words.get(value) or words.get(value.lower())
        if found is None:
            self.refuse(column, "tables.not_one_of", choices=tuple(str(word) for word in kind))
        return found

    def day(self, column: str, *, required: bool = False, may_be_endless: bool = False) -> date | None:
        """A calendar day: 2024-11-05, also 2024/11/5, 20241105, 2024年11月5日; a time of day after it is dropped."""
        value = self._cells.get(column, "")
        if may_be_endless and value == days.NO_END:
            return days.LAST
        if not value:
            if required:
                self.refuse(column, "tables.required")
            return None
        found = day_in(value)
        if found is None:
            self.refuse(column, "tables.no_such_day")
        return found

    def number(self, column: str, whole: int = 15, places: int = 6) -> Decimal | None:
        """An amount of zero or more, with so many digits before and after the point at most; None where empty."""
        value = self._cells.get(column, "")
        if not value:
            return None
        found = number_in(value)
        if found is None:
            self.refuse(column, "tables.not_a_number")
        elif found < 0:
            self.refuse(column, "tables.negative")
        elif found >= 10**whole or -int(found.as_tuple().exponent) > places:
            self.refuse(column, "tables.number_too_long", whole=whole, places=places)
        else:
            return found
        return None

    def flag(self, column: str) -> bool:
        """0 or 1; empty is 0."""
        value = self._cells.get(column, "")
        if value not in {"", "0", "1"}:
            self.refuse(column, "tables.not_one_of", choices=("0", "1"))
        return value == "1"

    def each(self, column: str, holds: Callable[[str], object], key: str, **params: object) -> tuple[str, ...]:
        """Several values that each must pass a test."""
        values = self.many(column)
        if not all(map(holds, values)):
            self.refuse(column, key, **params)
        return values


_CHOICES: dict[type[StrEnum], dict[str, StrEnum]] = {}


def _choices(kind: type[Choice]) -> Mapping[str, Choice]:
    found = _CHOICES.get(kind)
    if found is None:
        found = _CHOICES[kind] = {str(word).lower(): word for word in kind}
    return found  # type: ignore[return-value]  # filled under its own kind just above


@lru_cache(maxsize=4096)
def day_in(value: str) -> date | None:
    """The day that a text names, or None where it names none or an impossible one."""
    if _ISO_DAY.fullmatch(value):
        return _a_day(value[:4], value[5:7], value[8:])
    found = _DAY.fullmatch(_MIDNIGHT.sub("", unicodedata.normalize("NFKC", value)))
    return _a_day(*(part for part in found.groups() if part)) if found else None


def _a_day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if days.FIRST <= found <= days.LAST else None


def number_in(value: str) -> Decimal | None:
    """The number that a text names (1234.5 or 1,234.5, also in full-width digits), or None."""
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value)
    if len(value) > 40 or not _NUMBER.fullmatch(value) or not value.isascii():
        return None
    return Decimal(value.replace(",", ""))


def plain_digits(value: str) -> str:
    """A code without the dots and spaces that people put in, in plain digits."""
    if not value.isascii():
        value = unicodedata.normalize("NFKC", value)
    return value.replace(".", "").replace(" ", "")


def is_digits(value: str, least: int, most: int) -> bool:
    """Whether a code is plain digits of a length."""
    return least <= len(value) <= most and bool(_DIGITS.fullmatch(value))


def _clip(value: str) -> str:
    value = value.lstrip("\x01\x02")
    return value if len(value) <= SHOWN else value[:SHOWN] + "…"
