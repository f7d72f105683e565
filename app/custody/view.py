"""What a page shows of a case's custody: its parcels now, the whole chain step by step, and what was done with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from app.core.plain import decimal_text
from app.custody.records import ending, keeping, telling
from app.custody.rules import Lot, ParcelState, Totals, totals
from app.journal.work import Station


@dataclass(frozen=True)
class ParcelRow:
    """A parcel or sample as it is now; `overdue` where a sample should be back."""

    parcel: str
    parent: str
    line: int
    goods: str
    quantity: Decimal
    unit: str
    weight_kg: Decimal | None
    place: str
    state: ParcelState
    seal: str
    held_by: str
    due: str
    overdue: bool


@dataclass(frozen=True)
class StepRow:
    """One step in the chain of custody."""

    at: str
    act: str
    parcel: str
    officer: str
    second_officer: str
    from_place: str
    to_place: str
    seal: str
    note: str
    stream: str
    seq: int


@dataclass(frozen=True)
class SealRow:
    """A seal: when it was put on, and broken or replaced."""

    seal: str
    parcel: str
    put_on_at: str
    broken_at: str
    replaced_by: str
    reason: str


@dataclass(frozen=True)
class DisposalRow:
    """How some of a case's goods ended, with the figures of the whole action."""

    action: str
    way: str
    at: str
    officer: str
    second_officer: str
    method: str
    place: str
    witness: str
    recipient: str
    source: str
    whole: Totals


@dataclass(frozen=True)
class CustodyView:
    """The custody of one case."""

    case_id: str
    parcels: tuple[ParcelRow, ...]
    steps: tuple[StepRow, ...]
    seals: tuple[SealRow, ...]
    disposals: tuple[DisposalRow, ...]
    referrals: tuple[dict[str, Any], ...]
    opinions: tuple[dict[str, Any], ...]
    platforms: tuple[dict[str, Any], ...]
    disclosures: tuple[dict[str, Any], ...]


def custody_view(station: Station, case_id: str) -> CustodyView:
    """The custody of a case today."""
    with station.read() as conn:
        return view_of(conn, case_id, station.today().isoformat())


def view_of(conn: Connection, case_id: str, today: str) -> CustodyView:
    """The custody of a case as it stands in an open view of the tables; `today` says what is overdue."""
    return CustodyView(
        case_id,
        tuple(_parcel(row, today) for row in keeping.parcels_of(conn, case_id)),
        tuple(_picked(StepRow, row) for row in keeping.steps_of(conn, case_id)),
        tuple(_picked(SealRow, row) for row in keeping.seals_of(conn, case_id)),
        tuple(
            _picked(DisposalRow, row, whole=totals(ending.lots_of(conn, row.action)))
            for row in ending.disposals_of(conn, case_id)
        ),
        *(
            tuple(_told(row) for row in telling.of_case(conn, table, case_id))
            for table in (
                telling.referral_table,
                telling.opinion_table,
                telling.platform_table,
                telling.disclosure_table,
            )
        ),
    )


def _picked(kind: Any, row: Any, **more: Any) -> Any:
    names = [name for name in kind.__dataclass_fields__ if name not in more]
    return kind(**{name: getattr(row, name) for name in names}, **more)


def _parcel(row: Any, today: str) -> ParcelRow:
    overdue = bool(row.due) and row.due < today
    made: ParcelRow = _picked(ParcelRow, row, state=ParcelState(row.state), overdue=overdue)
    return made


def _told(row: Any) -> dict[str, Any]:
    plain = {name: value for name, value in row._mapping.items() if name not in {"stream", "case_id"}}
    for name in {"listings", "thresholds"} & set(plain):
        plain[name] = json.loads(plain[name])
    return plain


def ended_between(station: Station, first: date, last: date) -> dict[str, Totals]:
    """What was ended between two days, over all cases, by way: kinds, pieces, tonnes and value (S14)."""
    with station.read() as conn:
        rows = ending.disposals_between(conn, first.isoformat(), last.isoformat())
        actions = {row.action: row.way for row in rows}
        lots: dict[str, list[Lot]] = {}
        for action, way in actions.items():
            lots.setdefault(way, []).extend(ending.lots_of(conn, action))
    return {way: totals(each) for way, each in sorted(lots.items())}


def totals_json(found: Totals) -> dict[str, Any]:
    """Totals for a document: kinds, pieces, tonnes and value by currency (S14)."""
    return {
        "cases": found.cases,
        "parcels": found.parcels,
        "kinds": found.kinds,
        "items": found.items,
        "tonnes": decimal_text(found.tonnes),
        "values": {currency: decimal_text(value) for currency, value in found.values},
    }
