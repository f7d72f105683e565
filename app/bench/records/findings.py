"""What was found on the bench: scans, photographs and clues; counts are in `counting`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Row, String, Table, Text, select

from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, quantity
from app.store.writing import put

scan_table = Table(
    "scan",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", String(36), nullable=False),
    Column("inspection", String(36), nullable=False),
    Column("text", Text, nullable=False),
    Column("symbology", String(40), nullable=False),
    Column("source", String(12), nullable=False),
    Column("line_key", String(12), nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("ix_scan_inspection", "inspection"),
    info=READING,
)

photo_table = Table(
    "photo",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("inspection", String(36), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("line_key", String(12), nullable=False),
    Column("clue", Text, nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("name", String(255), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)

clue_table = Table(
    "clue_mark",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("inspection", String(36), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Column("clue", String(300), primary_key=True),
    Column("genuine", Boolean, nullable=False),
    Column("seen", Boolean, nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)


def photos(conn: Connection, inspection_id: str) -> list[Row[Any]]:
    """The photographs of an inspection in the order they were taken."""
    return list(
        conn.execute(select(photo_table).where(photo_table.c.inspection == inspection_id).order_by(photo_table.c.at))
    )


def clues(conn: Connection, inspection_id: str) -> dict[tuple[str, str], bool]:
    """Which clues of which right were seen: (recordation number, clue) to seen."""
    rows = conn.execute(select(clue_table).where(clue_table.c.inspection == inspection_id))
    return {(row.recordation_no, row.clue): row.seen for row in rows}


def _photographed(to: Applying, entry: Entry) -> None:
    photo = entry.body["blobs"][0]
    put(
        to.conn,
        photo_table,
        {
            "stream": entry.stream,
            "inspection": entry.body["inspection"],
            "sha256": photo["sha256"],
            "line_key": entry.body["line_key"],
            "clue": entry.body["clue"],
            "media_type": photo["media_type"],
            "name": photo["name"],
            "officer": entry.officer,
            "at": entry.occurred_at,
        },
    )


def _clue(to: Applying, entry: Entry) -> None:
    body = entry.body
    put(
        to.conn,
        clue_table,
        {
            "stream": entry.stream,
            "inspection": body["inspection"],
            "recordation_no": body["recordation_no"],
            "clue": body["clue"],
            "genuine": body["genuine"],
            "seen": body["seen"],
            "at": entry.occurred_at,
        },
    )


APPLIES: Applies = {
    ("bench.photographed", 1): _photographed,
    ("bench.clue_marked", 1): _clue,
}
