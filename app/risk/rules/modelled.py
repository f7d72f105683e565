"""A case in the words of the learned scorecard: one row of named values for each goods line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.intake.rules import GoodsLine
from app.risk.rules.fields import value_ratio
from app.risk.rules.subject import Case, LineMatch

MODEL_FIELDS: Final = frozenset(
    {
        "shipment.trade_mode",
        "shipment.customs_code",
        "shipment.origin",
        "shipment.departure",
        "shipment.transport_mode",
        "shipment.consignor",
        "shipment.consignee",
        "shipment.broker",
        "shipment.mark_found",
        "line.brand_type",
        "line.value_ratio",
        "match.licensed",
        "match.alert",
    }
)
"""Facts that a model may use: changing one of them changes a row."""


def features(case: Case) -> tuple[Mapping[str, str], ...]:
    """A row for each goods line; names as `risk fit` knows them, values as text, unknown ones left out."""
    shared = _shared(case)
    matches: dict[int, list[LineMatch]] = {}
    for match in case.matches:
        matches.setdefault(match.line_no, []).append(match)
    return tuple(shared | _line(line, matches.get(line.line_no, []), case) for line in case.declaration.lines)


def _shared(case: Case) -> dict[str, str]:
    told = case.declaration
    return {
        "importer": told.consignee_id or told.consignee,
        "seller": told.consignor_id or told.consignor,
        "declarant": told.broker,
        "departure": told.departure,
        "origin": told.origin,
        "office": told.customs_code,
        "transport": told.transport_mode,
        "channel": told.channel,
        "process": told.trade_mode,
    }


def _line(line: GoodsLine, matches: list[LineMatch], case: Case) -> dict[str, str]:
    ratio = value_ratio(line, case)
    return {
        "unit_ratio": "" if ratio is None else f"{ratio:.4g}",
        "hs6": line.hs_code[:6],
        "mass": "" if line.net_kg is None else str(line.net_kg),
        "price": "" if line.value is None else str(line.value),
        "brand_type": line.brand_type.value if line.brand_type else "",
        "register": _register(matches),
    }


def _register(matches: list[LineMatch]) -> str:
    if not matches:
        return "none"
    if any(match.alert and not match.licensed for match in matches):
        return "alert"
    return "licensed" if any(match.licensed for match in matches) else "review"
