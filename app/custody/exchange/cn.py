"""The yearly figures as China publishes them: batches, items and value, in all and by each cut (S2-S4, S18, S19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from app.core.plain import decimal_text
from app.custody.exchange.seizures import Seizure

COLUMNS: Final = ("year", "cut", "value_of_cut", "batches", "items", "value", "currency")


def records(found: Iterable[Seizure]) -> list[dict[str, str]]:
    """A row a year, cut and currency; a case of several rights counts once in each right's row and once in all."""
    sums: dict[tuple[str, str, str, str], tuple[set[str], int, Decimal]] = {}
    for each in found:
        for cut, value in dict.fromkeys(_cuts(each)):
            key = (each.case.day[:4], cut, value, each.line.currency)
            cases, items, worth = sums.get(key, (set(), 0, Decimal(0)))
            sums[key] = (cases | {each.case.case_id}, items + each.items, worth + each.value)
    return [
        {
            "year": year,
            "cut": cut,
            "value_of_cut": value,
            "batches": str(len(cases)),
            "items": str(items),
            "value": decimal_text(worth),
            "currency": currency,
        }
        for (year, cut, value, currency), (cases, items, worth) in sorted(sums.items())
    ]


def _cuts(each: Seizure) -> Iterator[tuple[str, str]]:
    case = each.case
    yield "all", ""
    for name in ("direction", "channel", "trade_mode", "customs", "track"):
        yield name, getattr(case, name)
    yield "month", case.day[:7]
    for campaign in each.campaigns:
        yield "campaign", campaign
    for right in each.rights:
        yield "right_type", right.right_type
        yield "holder_size", right.holder_size
    if any(right.safety for right in each.rights):
        yield "safety", "1"
