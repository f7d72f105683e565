"""The table that GTRIC is worked out from: seizures and their value by year, provenance economy and HS chapter."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from app.core.plain import decimal_text
from app.custody.exchange.seizures import Seizure

COLUMNS: Final = (
    "year",
    "provenance",
    "destination",
    "direction",
    "conveyance",
    "hs_chapter",
    "seizures",
    "items",
    "value",
    "currency",
)


def records(found: Iterable[Seizure]) -> list[dict[str, str]]:
    """A row each; a case counts one seizure in every chapter it touches."""
    sums: dict[tuple[str, ...], tuple[set[str], int, Decimal]] = {}
    for each in found:
        case, line = each.case, each.line
        route = (case.day[:4], each.provenance, case.destination, case.direction, each.of_shipment("transport_mode"))
        key = (*route, line.hs_code[:2], line.currency)
        cases, items, worth = sums.get(key, (set(), 0, Decimal(0)))
        sums[key] = (cases | {case.case_id}, items + each.items, worth + each.value)
    return [
        dict(zip(COLUMNS, (*key[:-1], str(len(cases)), str(items), decimal_text(worth), key[-1]), strict=True))
        for key, (cases, items, worth) in sorted(sums.items())
    ]
