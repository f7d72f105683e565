"""EU detention statistics: a row a goods line and right holder, by product category, right, procedure and provenance.

The categories are recalled, not read from the annex (resources/custody/eu_categories.csv): an office checks them first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from app.core import places
from app.core.plain import decimal_text
from app.custody.exchange.seizures import Seizure

COLUMNS: Final = (
    "case",
    "date",
    "office",
    "customs_procedure",
    "traffic",
    "transport",
    "provenance",
    "origin",
    "destination",
    "category",
    "category_name",
    "articles",
    "unit",
    "value",
    "currency",
    "value_basis",
    "right_kind",
    "right_holder",
    "application",
    "track",
    "result",
)
PROCEDURES: Final = {"I": "import", "E": "export", "T": "transit"}
TRAFFIC: Final = {"passenger": "passenger", "post": "postal", "express": "express"}
OTHER: Final = ("12h", "other goods")


def records(found: Iterable[Seizure]) -> list[dict[str, str]]:
    """One row a goods line and right holder; several holders of one line make several rows, as the statistics ask."""
    return [row for each in found for row in _rows(each)]


def _rows(each: Seizure) -> Iterable[dict[str, str]]:
    case, line = each.case, each.line
    code, name = category(line.hs_code)
    for holder in dict.fromkeys(right.holder for right in each.rights):
        own = [right for right in each.rights if right.holder == holder]
        yield {
            "case": case.case_id,
            "date": case.day,
            "office": case.customs,
            "customs_procedure": PROCEDURES.get(case.direction, case.direction),
            "traffic": TRAFFIC.get(case.channel, "freight"),
            "transport": each.of_shipment("transport_mode"),
            "provenance": each.of_shipment("departure") or each.provenance,
            "origin": case.origin,
            "destination": case.destination,
            "category": code,
            "category_name": name,
            "articles": str(each.items),
            "unit": line.unit,
            "value": decimal_text(each.value),
            "currency": line.currency,
            "value_basis": line.price_basis,
            "right_kind": "|".join(dict.fromkeys(right.right_type for right in own)),
            "right_holder": holder,
            "application": "|".join(right.recordation_no for right in own),
            "track": case.track,
            "result": each.result,
        }


def category(hs_code: str) -> tuple[str, str]:
    """The product category of an HS code: that of its longest listed beginning."""
    listed = _categories()
    for length in (6, 4, 2):
        if hs_code[:length] in listed and len(hs_code) >= length:
            return listed[hs_code[:length]]
    return OTHER


@cache
def _categories() -> Mapping[str, tuple[str, str]]:
    path = places.resources("custody", "eu_categories.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            begin: (row["category"], row["name"]) for row in csv.DictReader(stream) for begin in row["hs"].split("|")
        }
