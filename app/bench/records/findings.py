"""What was found on the bench: scans, counts by line, photographs and clues."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, Row, String, Table, Text, select

from app.core.canonical import compact
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, quantity
from app.store.writing import put

found_line_table = Table(
    "found_line",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("inspection", String(36), primary_key=True),
    Column("line_key", String(12), primary_key=True),
    Column("line_no", Integer),
    Column("goods", Text, nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("how", String(20), nullable=False),
    Column("recordations", Text, nullable=False),
    info=READING,
)

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


def found_lines(conn: Connection, inspection_id: str) -> list[Row[Any]]:
    """What was found on the bench, declared lines first."""
    rows = conn.execute(select(found_line_table).where(found_line_table.c.inspection == inspection_id))
    return sorted(rows, key=lambda row: (row.line_no is None, row.line_no or 0, row.line_key))


def scans(conn: Connection, inspection_id: str, limit: int = 200) -> list[Row[Any]]:
    """The scans of an inspection, newest first."""
    return list(
        conn.execute(
            select(scan_table)
            .where(scan_table.c.inspection == inspection_id)
            .order_by(scan_table.c.seq.desc())
            .limit(limit)
        )
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


def _scanned(to: Applying, entry: Entry) -> None:
    body = entry.body
    put(
        to.conn,
        scan_table,
        {
            "stream": entry.stream,
            "seq": entry.seq,
            "entry_id": entry.entry_id,
            "inspection": body["inspection"],
            "text": body["text"],
            "symbology": body["symbology"],
            "source": body["source"],
            "line_key": body["line_key"],
            "quantity": Decimal(body["quantity"]),
            "verdict": compact(body["verdict"]).decode(),
            "at": entry.occurred_at,
            "undone": False,
        },
    )
    if body["line_key"]:
        _add(to, entry, body["line_key"], Decimal(body["quantity"]))


def _scan_undone(to: Applying, entry: Entry) -> None:
    of_it = (scan_table.c.stream == entry.stream) & (scan_table.c.entry_id == entry.body["scan"])
    row = to.conn.execute(select(scan_table).where(of_it)).one()
    to.conn.execute(scan_table.update().where(of_it).values(undone=True))
    if row.line_key:
        _add(to, entry, row.line_key, -row.quantity)


def _add(to: Applying, entry: Entry, line_key: str, more: Decimal) -> None:
    now = to.conn.execute(select(found_line_table).where(_line(entry, line_key))).first()
    _set(to, entry, line_key, (now.quantity if now else Decimal(0)) + more, "scan", now, entry.body)


def _counted(to: Applying, entry: Entry) -> None:
    body = entry.body
    now = to.conn.execute(select(found_line_table).where(_line(entry, body["line_key"]))).first()
    _set(to, entry, body["line_key"], Decimal(body["quantity"]), body["how"], now, body)


def _line(entry: Entry, line_key: str) -> Any:
    return (
        (found_line_table.c.stream == entry.stream)
        & (found_line_table.c.inspection == entry.body["inspection"])
        & (found_line_table.c.line_key == line_key)
    )


def _set(
    to: Applying,
    entry: Entry,
    line_key: str,
    total: Decimal,
    how: str,
    now: Row[Any] | None,
    body: Mapping[str, Any],
) -> None:
    put(
        to.conn,
        found_line_table,
        {
            "stream": entry.stream,
            "inspection": body["inspection"],
            "line_key": line_key,
            "line_no": int(line_key) if line_key.isdigit() else None,
            "goods": body.get("goods") or (now.goods if now else ""),
            "quantity": total,
            "unit": body.get("unit") or (now.unit if now else ""),
            "how": how,
            "recordations": "|".join(body["recordations"])
            if "recordations" in body
            else (now.recordations if now else ""),
        },
    )


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
    ("bench.scanned", 1): _scanned,
    ("bench.scan_undone", 1): _scan_undone,
    ("bench.counted", 1): _counted,
    ("bench.photographed", 1): _photographed,
    ("bench.clue_marked", 1): _clue,
}
