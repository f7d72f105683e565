"""What the status bar says of the station, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.journal.records import only_here, proof_table
from app.journal.work import Station
from app.register.records import edition_table


@dataclass(frozen=True)
class StationState:
    """Age of the register, how many entries are only here, and when the centre last proved anything."""

    register_age: timedelta | None = None
    only_here: int = 0
    last_contact: datetime | None = None


def station_state(station: Station) -> StationState:
    """The state of things now."""
    with station.read() as conn:
        imported = conn.execute(select(func.max(edition_table.c.imported_at))).scalar()
        contact = conn.execute(select(proof_table.c.proved_at).where(proof_table.c.stream == station.stream)).scalar()
        waiting = only_here(conn, station.stream)
    return StationState(
        station.clock.now() - datetime.fromisoformat(imported) if imported else None,
        waiting,
        datetime.fromisoformat(contact) if contact else None,
    )
