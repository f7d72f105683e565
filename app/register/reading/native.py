"""The native columns of a register file, one row a recordation (interfaces.md), and how a recordation fills them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path

from app.core.tables import write_csv, write_xlsx
from app.register.rules import Recordation

COLUMNS = (
    "recordation_no", "right_type", "right_no", "mark", "mark_alt", "holder", "holder_alt", "holder_country",
    "holder_size", "nice_classes", "hs_codes", "goods", "valid_from", "valid_to", "status", "licensees",
    "known_infringers", "gtin_prefixes", "domains", "contact_name", "contact_phone", "contact_email",
    "contact_confirmed_on", "genuine_clues", "fake_clues", "guarantee", "safety_flag", "image",
)  # fmt: skip
REQUIRED = frozenset({"recordation_no", "right_type", "mark", "holder", "valid_from", "valid_to"})

_NAMES = tuple(spec.name for spec in fields(Recordation))


def recordation_row(recordation: Recordation) -> dict[str, str]:
    """The row that reads back as this recordation."""
    return {name: _cell(getattr(recordation, name)) for name in _NAMES}


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case date():
            return value.isoformat()
        case tuple():
            return "|".join(map(str, value))
        case _:
            return str(value)


def write_recordations(path: Path, recordations: Iterable[Recordation]) -> None:
    """A native file, CSV or XLSX by its suffix."""
    write = write_xlsx if path.suffix.lower() == ".xlsx" else write_csv
    write(path, COLUMNS, map(recordation_row, recordations))
