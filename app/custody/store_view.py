"""What lies where, over all cases: places with what they hold, samples that are out, counts of the stores."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.custody.records import keeping
from app.custody.rules import Finding
from app.journal.work import Station


@dataclass(frozen=True)
class PlaceRow:
    """A place of custody, what should lie there, and when it was last counted."""

    place: str
    name: str
    kind: str
    open: bool
    parcels: int
    cases: int
    counted_at: datetime | None
    agreed: bool


@dataclass(frozen=True)
class StoredRow:
    """A parcel or sample in a store of this station, or out of it."""

    parcel: str
    case_id: str
    goods: str
    quantity: Decimal
    unit: str
    weight_kg: Decimal | None
    place: str
    seal: str
    held_by: str
    due: date | None
    overdue: bool


@dataclass(frozen=True)
class CountRow:
    """One count of a place, with what did not agree."""

    at: datetime
    place: str
    officer: str
    second_officer: str
    agrees: bool
    findings: tuple[tuple[str, Finding], ...]
    remark: str


@dataclass(frozen=True)
class StoreView:
    """Everything in custody at this station."""

    places: tuple[PlaceRow, ...] = ()
    stored: tuple[StoredRow, ...] = ()
    out: tuple[StoredRow, ...] = ()
    counts: tuple[CountRow, ...] = ()

    def in_place(self, place: str) -> tuple[StoredRow, ...]:
        """What should lie in a place; everything where none is named."""
        return tuple(row for row in self.stored if not place or row.place == place)

    @property
    def overdue(self) -> int:
        """How many samples should be back."""
        return sum(row.overdue for row in self.out)


def store_view(station: Station) -> StoreView:
    """Places, parcels, samples out and counts of this station."""
    today = station.today()
    with station.read() as conn:
        stored = [_stored(row, today) for row in keeping.stored(conn, station.stream)]
        out = [_stored(row, today) for row in keeping.samples_out(conn)]
        counts = [_count(row) for row in keeping.stocktakes(conn, station.stream)]
        rows = keeping.places(conn, station.stream)
    return StoreView(tuple(_place(row, stored, counts) for row in rows), tuple(stored), tuple(out), tuple(counts))


def _stored(row: Any, today: date) -> StoredRow:
    due = date.fromisoformat(row.due) if row.due else None
    return StoredRow(
        row.parcel,
        row.case_id,
        row.goods,
        row.quantity,
        row.unit,
        row.weight_kg,
        row.place,
        row.seal,
        row.held_by,
        due,
        due is not None and due < today,
    )


def _count(row: Any) -> CountRow:
    found = [(code, Finding(finding)) for code, finding in json.loads(row.findings).items()]
    wrong = tuple((code, finding) for code, finding in found if finding is not Finding.FOUND)
    when = datetime.fromisoformat(row.at)
    return CountRow(when, row.place, row.officer, row.second_officer, row.agrees, wrong, row.remark)


def _place(row: Any, stored: list[StoredRow], counts: list[CountRow]) -> PlaceRow:
    here = [each for each in stored if each.place == row.place]
    last = next((each for each in counts if each.place == row.place), None)
    cases = len({each.case_id for each in here})
    return PlaceRow(
        row.place, row.name, row.kind, row.open, len(here), cases, last.at if last else None, bool(last and last.agrees)
    )
