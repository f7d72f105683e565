"""What the sync screen and `central status` show, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from app.core.errors import Say
from app.core.wording import Lang, in_words
from app.journal.entry import Entry
from app.journal.records import entries, entry_table, head_of, only_here, proof_table
from app.journal.work import Station
from app.sync.records.blobs import blobs_waiting
from app.sync.records.station import blobs_only_here
from app.sync.records.streams import backlog, conflicts, enrolments, last_arrivals, stopped
from app.sync.rules import Difference, differences
from app.sync.work import is_joined


@dataclass(frozen=True)
class SyncView:
    """How a station stands with the centre: what is only here, and until where the centre has proved it."""

    station: str
    joined: bool
    entries: int
    entries_only_here: int
    blobs_only_here: int
    bytes_only_here: int
    proved_at: str
    pulled: Sequence[tuple[str, int]]


def sync_view(station: Station) -> SyncView:
    """The station's side, from its own tables alone: the centre is not asked."""
    with station.read() as conn:
        blobs = blobs_only_here(conn, station.stream)
        proved_at = conn.execute(select(proof_table.c.proved_at).where(proof_table.c.stream == station.stream)).scalar()
        pulled = conn.execute(
            select(entry_table.c.stream, func.max(entry_table.c.seq))
            .where(entry_table.c.stream != station.stream)
            .group_by(entry_table.c.stream)
            .order_by(entry_table.c.stream)
        )
        return SyncView(
            station.identity.station,
            is_joined(station),
            (head_of(conn, station.stream) or (0, ""))[0],
            only_here(conn, station.stream),
            len(blobs),
            sum(size for _digest, size in blobs),
            proved_at or "",
            tuple((row[0], row[1]) for row in pulled),
        )


@dataclass(frozen=True)
class StationLine:
    """One station as the centre sees it: verified entries and head, what waits, and why it stands still, if it does."""

    station: str
    stream: str
    entries: int
    head: str
    age_s: int
    backlog: int
    blobs_waiting: int
    conflicts: int
    stopped: Say | None

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """One station of `central status`."""
        return {
            "station": self.station,
            "stream": self.stream,
            "entries": self.entries,
            "head": self.head,
            "age_s": self.age_s,
            "backlog": self.backlog,
            "blobs_waiting": self.blobs_waiting,
            "conflicts": self.conflicts,
            "stopped": in_words(self.stopped, lang) if self.stopped else None,
        }


def central_lines(conn: Connection, now: datetime) -> list[StationLine]:
    """Every enrolled station; `age_s` is seconds since something of it last arrived (or since it was enrolled)."""
    arrived, waits, blobs, still = last_arrivals(conn), backlog(conn), blobs_waiting(conn), stopped(conn)
    contested = [stream for stream, _seq, _subject, _owner in conflicts(conn)]
    lines = []
    for row in enrolments(conn):
        seq, digest = head_of(conn, row.stream) or (0, "")
        age = int((now - arrived[row.stream][1]).total_seconds())
        lines.append(
            StationLine(
                row.station,
                row.stream,
                seq,
                digest,
                max(age, 0),
                waits.get(row.stream, 0),
                blobs.get(row.stream, 0),
                contested.count(row.stream),
                still.get(row.stream),
            )
        )
    return lines


@dataclass(frozen=True)
class ConflictView:
    """Two stations acted on one case: the fact that was kept aside, the owner's like it, and how they differ."""

    subject: str
    theirs: Entry
    owner: str
    ours: Entry | None
    differences: Sequence[Difference]


def conflict_views(conn: Connection) -> list[ConflictView]:
    """Every listed conflict, field by field against the owner's last fact of the same kind."""
    return [_conflict(conn, *conflict) for conflict in conflicts(conn)]


def _conflict(conn: Connection, stream: str, seq: int, subject: str, owner: str) -> ConflictView:
    theirs = next(entries(conn, stream, after=seq - 1, limit=1))
    like = select(func.max(entry_table.c.seq)).where(
        entry_table.c.stream == owner, entry_table.c.subject == subject, entry_table.c.kind == theirs.kind
    )
    last = conn.execute(like).scalar()
    ours = next(entries(conn, owner, after=last - 1, limit=1)) if last else None
    found = tuple(differences(ours.body if ours else {}, theirs.body))
    return ConflictView(subject, theirs, owner, ours, found)
