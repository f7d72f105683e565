"""Where numbers that name one piece only were seen: this desk's own in full, other stations' as packed hashes.

A sighting goes with its scan's entry. At the centre the same table holds every station's, and each station takes
the others' from there; they raise an alarm and prove nothing, so they come without chain and signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, LargeBinary, Row, String, Table, func, select

from app.journal.applying import Applying
from app.journal.entry import Entry
from app.store.base import LOCAL, READING, metadata
from app.store.writing import put

sighting_table = Table(
    "sighting",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", String(48), nullable=False),
    Column("second", BigInteger, nullable=False),
    Index("ix_sighting_digest", "digest"),
    info=READING,
)

# What other stations saw, as it came from the centre: a page holds the records of one stream up to `last_seq`.
page_table = Table(
    "sighting_page",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("last_seq", BigInteger, primary_key=True, autoincrement=False),
    Column("station", String(40), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    info=LOCAL,
)


@dataclass(frozen=True)
class Page:
    """Sightings of one stream up to one of its entries, packed (see `app.bench.sightings.packed`)."""

    stream: str
    last_seq: int
    station: str
    packed: bytes


def note_sighting(to: Applying, entry: Entry) -> None:
    """Know what a scan's entry says was seen; entries about ordinary codes say nothing."""
    digest = entry.body.get("sighting", "")
    if digest:
        second = int(datetime.fromisoformat(entry.occurred_at).timestamp())
        put(
            to.conn,
            sighting_table,
            {"stream": entry.stream, "seq": entry.seq, "digest": digest, "second": second},
        )


def seen_after(conn: Connection, stream: str, seq: int, limit: int) -> list[Row[Any]]:
    """A stream's sightings after an entry, in order (seq, digest, second)."""
    table = sighting_table
    query = select(table.c.seq, table.c.digest, table.c.second)
    return list(
        conn.execute(query.where(table.c.stream == stream, table.c.seq > seq).order_by(table.c.seq).limit(limit))
    )


def keep_page(conn: Connection, page: Page) -> None:
    """Keep sightings of another station."""
    put(
        conn,
        page_table,
        {"stream": page.stream, "last_seq": page.last_seq, "station": page.station, "packed": page.packed},
    )


def heard_up_to(conn: Connection, stream: str) -> int:
    """The last entry of another stream whose sightings are here."""
    last = conn.execute(select(func.max(page_table.c.last_seq)).where(page_table.c.stream == stream)).scalar()
    return int(last or 0)


def streams_heard(conn: Connection) -> list[str]:
    """The other streams whose sightings are here."""
    return list(conn.execute(select(page_table.c.stream).distinct().order_by(page_table.c.stream)).scalars())


def pages_after(conn: Connection, stream: str, seq: int, limit: int) -> Iterator[Page]:
    """The pages of another stream after an entry, in order."""
    table = page_table
    query = select(table).where(table.c.stream == stream, table.c.last_seq > seq).order_by(table.c.last_seq)
    for row in conn.execute(query.limit(limit)):
        yield Page(row.stream, row.last_seq, row.station, row.packed)
