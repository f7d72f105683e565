"""How long each step of an inspection took, read from the journal: nobody has to stop a watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from app.journal.entry import Entry
from app.journal.records import about

FIRST: Final = {
    "bench.opened": "opened",
    "bench.scanned": "first_scan",
    "bench.counted": "first_count",
    "bench.photographed": "first_photo",
    "bench.widened": "widened",
    "bench.recounted": "recounted",
    "bench.closed": "closed",
}
"""The first entry of each kind marks its step."""


@dataclass(frozen=True)
class Step:
    """A step, when it was reached, and how many seconds after the step before."""

    name: str
    at: datetime
    seconds: float


def steps_of(conn: Connection, declaration_no: str, inspection_id: str) -> tuple[Step, ...]:
    """The steps of an inspection in the order they were reached."""
    reached: dict[str, datetime] = {}
    for entry in about(conn, declaration_no):
        name = FIRST.get(entry.kind)
        if name is not None and entry.body.get("inspection") == inspection_id:
            reached.setdefault(name, _moment(entry))
    ordered = sorted(reached.items(), key=lambda each: each[1])
    before = [at for _name, at in ordered]
    return tuple(Step(name, at, (at - before[max(n - 1, 0)]).total_seconds()) for n, (name, at) in enumerate(ordered))


def _moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.occurred_at)
