"""Scans and counts as acts that can be taken back, and what they come to on each line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    select,
)

from app.bench.records.findings import scan_table
from app.bench.records.sightings import note_sighting
from app.bench.rules.counts import Count, Counting, Method, after, total
from app.core.canonical import compact
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, quantity
from app.store.writing import put

# What was found of each line: what its acts of counting come to.
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
    Column("error", quantity(), nullable=False),
    Column("methods", String(80), nullable=False),
    Column("recordations", Text, nullable=False),
    info=READING,
)

# Each act of counting but scans, with how it was worked out (`working`, JSON) and whether it was taken back.
count_table = Table(
    "count_act",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", String(36), nullable=False),
    Column("inspection", String(36), nullable=False),
    Column("line_key", String(12), nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("method", String(20), nullable=False),
    Column("error", quantity(), nullable=False),
    Column("replaces", Boolean, nullable=False),
    Column("working", Text, nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("ix_count_act_inspection", "inspection"),
    info=READING,
)

# The words for a count's method in entries of version 1, where every count replaced what stood.
_FIRST_WORDS: Final = {"counted": Method.TYPED, "carton": Method.CARTONS, "scan": Method.SCAN}


def found_lines(conn: Connection, inspection_id: str) -> list[Row[Any]]:
    """What was found on the bench, declared lines first."""
    rows = conn.execute(select(found_line_table).where(found_line_table.c.inspection == inspection_id))
    return sorted(rows, key=lambda row: (row.line_no is None, row.line_no or 0, row.line_key))


def count_of(row: Row[Any]) -> Count:
    """What a line's acts come to, out of its row."""
    return Count(row.quantity, row.unit, row.error, tuple(Method(name) for name in row.methods.split("|") if name))


def scans(conn: Connection, inspection_id: str, limit: int = 200) -> list[Row[Any]]:
    """The scans of an inspection, newest first."""
    table = scan_table
    query = select(table).where(table.c.inspection == inspection_id).order_by(table.c.seq.desc()).limit(limit)
    return list(conn.execute(query))


def standing_scan(conn: Connection, inspection_id: str, text: str) -> Row[Any] | None:
    """A scan of this text in this inspection that counted and was not undone."""
    table = scan_table.c
    query = select(scan_table).where(
        table.inspection == inspection_id, table.text == text, table.undone.is_(False), table.quantity > 0
    )
    return conn.execute(query.limit(1)).first()


def count_acts(conn: Connection, inspection_id: str) -> list[Row[Any]]:
    """The counts of an inspection that were not scanned, newest first."""
    table = count_table
    return list(conn.execute(select(table).where(table.c.inspection == inspection_id).order_by(table.c.seq.desc())))


def cartons_said(conn: Connection, inspection_id: str) -> dict[str, Decimal]:
    """Pieces in a carton by the carton's number, as the counts of this inspection say; the latest word holds."""
    workings = [json.loads(row.working) for row in reversed(count_acts(conn, inspection_id)) if not row.undone]
    return {working["code"]: Decimal(working["pieces"]) for working in workings if working.get("code")}


def last_act(conn: Connection, inspection_id: str) -> Row[Any] | None:
    """The last scan or count that stands: its entry_id and line_key, and text (of a scan) or quantity and method."""
    newest = [
        conn.execute(
            select(table)
            .where(table.c.inspection == inspection_id, table.c.undone.is_(False))
            .order_by(table.c.seq.desc())
            .limit(1)
        ).first()
        for table in (scan_table, count_table)
    ]
    return max((row for row in newest if row is not None), key=lambda row: row.seq, default=None)


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
            "unit": body.get("unit", ""),
            "verdict": compact(body["verdict"]).decode(),
            "at": entry.occurred_at,
            "undone": False,
        },
    )
    note_sighting(to, entry)
    counting = Counting(Decimal(body["quantity"]), body.get("unit", ""), Method.SCAN)
    if body["line_key"] and counting.quantity:
        _put_line(to, entry, body["line_key"], counting)


def _counted_first(to: Applying, entry: Entry) -> None:
    """Version 1 of a count: no error, no working, and always in place of what stood."""
    method = _FIRST_WORDS.get(entry.body["how"], Method.TYPED)
    _count(to, entry, Counting(Decimal(entry.body["quantity"]), entry.body["unit"], method, replaces=True), {})


def _counted(to: Applying, entry: Entry) -> None:
    body = entry.body
    counting = Counting(
        Decimal(body["quantity"]), body["unit"], Method(body["method"]), Decimal(body["error"]), body["replaces"]
    )
    _count(to, entry, counting, body["working"])


def _count(to: Applying, entry: Entry, counting: Counting, working: Mapping[str, Any]) -> None:
    put_count(to, entry, entry.body["line_key"], counting, working)


def put_count(to: Applying, entry: Entry, line_key: str, counting: Counting, working: Mapping[str, Any]) -> None:
    """Keep an act of counting, and what its line comes to with it."""
    put(
        to.conn,
        count_table,
        {
            "stream": entry.stream,
            "seq": entry.seq,
            "entry_id": entry.entry_id,
            "inspection": entry.body["inspection"],
            "line_key": line_key,
            "quantity": counting.quantity,
            "unit": counting.unit,
            "method": counting.method.value,
            "error": counting.error,
            "replaces": counting.replaces,
            "working": json.dumps(working, ensure_ascii=False, sort_keys=True),
            "officer": entry.officer,
            "at": entry.occurred_at,
            "undone": False,
        },
    )
    _put_line(to, entry, line_key, counting)


def _put_line(to: Applying, entry: Entry, line_key: str, counting: Counting) -> None:
    """What a line comes to once more was counted; it stands beside what the line already says of its goods."""
    body, now = entry.body, to.conn.execute(select(found_line_table).where(_line(entry, line_key))).first()
    count = after(count_of(now) if now else None, counting)
    put(
        to.conn,
        found_line_table,
        {
            "stream": entry.stream,
            "inspection": body["inspection"],
            "line_key": line_key,
            "line_no": int(line_key) if line_key.isdigit() else None,
            "goods": body.get("goods") or (now.goods if now else ""),
            "quantity": count.quantity,
            "unit": count.unit,
            "error": count.error,
            "methods": "|".join(count.methods),
            "recordations": "|".join(body["recordations"])
            if "recordations" in body
            else (now.recordations if now else ""),
        },
    )


def _scan_undone(to: Applying, entry: Entry) -> None:
    _undo(to, entry, scan_table, entry.body["scan"])


def _count_undone(to: Applying, entry: Entry) -> None:
    _undo(to, entry, count_table, entry.body["count"])


def _undo(to: Applying, entry: Entry, table: Table, entry_id: str) -> None:
    of_it = (table.c.stream == entry.stream) & (table.c.entry_id == entry_id)
    row = to.conn.execute(select(table).where(of_it)).one()
    to.conn.execute(table.update().where(of_it).values(undone=True))
    if row.line_key:
        _recount_line(to, entry, row.line_key)


def _recount_line(to: Applying, entry: Entry, line_key: str) -> None:
    """What a line comes to from the acts that stand; a line without any is untouched again."""
    count = total(_acts(to.conn, entry, line_key))
    if count is None:
        to.conn.execute(delete(found_line_table).where(_line(entry, line_key)))
        return
    to.conn.execute(
        found_line_table.update()
        .where(_line(entry, line_key))
        .values(quantity=count.quantity, unit=count.unit, error=count.error, methods="|".join(count.methods))
    )


def _acts(conn: Connection, entry: Entry, line_key: str) -> list[Counting]:
    found: list[tuple[int, Counting]] = []
    for row in _standing_acts(conn, scan_table, entry, line_key):
        if row.quantity:
            found.append((row.seq, Counting(row.quantity, row.unit, Method.SCAN)))
    for row in _standing_acts(conn, count_table, entry, line_key):
        found.append((row.seq, Counting(row.quantity, row.unit, Method(row.method), row.error, row.replaces)))
    return [counting for _seq, counting in sorted(found, key=lambda each: each[0])]


def _standing_acts(conn: Connection, table: Table, entry: Entry, line_key: str) -> list[Row[Any]]:
    return list(conn.execute(select(table).where(_of_line(table, entry, line_key), table.c.undone.is_(False))))


def _of_line(table: Table, entry: Entry, line_key: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (
        (table.c.stream == entry.stream)
        & (table.c.inspection == entry.body["inspection"])
        & (table.c.line_key == line_key)
    )
    return found


def _line(entry: Entry, line_key: str) -> ColumnElement[bool]:
    return _of_line(found_line_table, entry, line_key)


APPLIES: Applies = {
    ("bench.scanned", 1): _scanned,
    ("bench.scan_undone", 1): _scan_undone,
    ("bench.counted", 1): _counted_first,
    ("bench.counted", 2): _counted,
    ("bench.count_undone", 1): _count_undone,
}
