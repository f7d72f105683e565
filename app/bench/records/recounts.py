"""Blind recounts: what a second officer counted beside the first, and which count stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, Row, String, Table, Text, select

from app.bench.records.counting import count_of, found_line_table, put_count
from app.bench.rules.counts import Count, Counting, Method
from app.bench.rules.recount import Kept, Recount
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, quantity
from app.store.writing import put

recount_table = Table(
    "recount",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("inspection", String(36), primary_key=True),
    Column("line_key", String(12), primary_key=True),
    Column("first_officer", String(40), nullable=False),
    Column("first_quantity", quantity(), nullable=False),
    Column("first_unit", String(20), nullable=False),
    Column("first_error", quantity(), nullable=False),
    Column("first_methods", String(80), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("quantity", quantity()),
    Column("unit", String(20), nullable=False),
    Column("error", quantity(), nullable=False),
    Column("method", String(20), nullable=False),
    Column("kept", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)


def recount_rows(conn: Connection, inspection_id: str) -> list[Row[Any]]:
    """The recounts of an inspection, by line."""
    table = recount_table
    return list(conn.execute(select(table).where(table.c.inspection == inspection_id).order_by(table.c.line_key)))


def recount_of(row: Row[Any]) -> Recount:
    """A line's two counts, out of its row."""
    methods = tuple(Method(name) for name in row.first_methods.split("|") if name)
    first = Count(row.first_quantity, row.first_unit, row.first_error, methods)
    second = None
    if row.quantity is not None:
        second = Count(row.quantity, row.unit, row.error, (Method(row.method),))
    return Recount(row.line_key, first, second, Kept(row.kept) if row.kept else None, row.officer)


def _recounted(to: Applying, entry: Entry) -> None:
    body = entry.body
    second = Count(Decimal(body["quantity"]), body["unit"], Decimal(body["error"]), (Method(body["method"]),))
    _put(to, entry, body["line_key"], second, body["first_officer"])


def _waived(to: Applying, entry: Entry) -> None:
    for line_key in entry.body["lines"]:
        _put(to, entry, line_key, None, entry.officer)


def _put(to: Applying, entry: Entry, line_key: str, second: Count | None, first_officer: str) -> None:
    found = found_line_table.c
    row = to.conn.execute(
        select(found_line_table).where(
            found.stream == entry.stream, found.inspection == entry.body["inspection"], found.line_key == line_key
        )
    ).one()
    first = count_of(row)
    kept = Kept.WAIVED if second is None else Kept.FIRST if Recount(line_key, first, second).agrees else ""
    put(
        to.conn,
        recount_table,
        {
            "stream": entry.stream,
            "inspection": entry.body["inspection"],
            "line_key": line_key,
            "first_officer": first_officer,
            "first_quantity": first.quantity,
            "first_unit": first.unit,
            "first_error": first.error,
            "first_methods": "|".join(first.methods),
            "officer": entry.officer if second is not None else "",
            "quantity": second.quantity if second is not None else None,
            "unit": second.unit if second is not None else "",
            "error": second.error if second is not None else Decimal(0),
            "method": second.methods[0] if second is not None else "",
            "kept": str(kept),
            "reason": "",
            "at": entry.occurred_at,
        },
    )


def _settled(to: Applying, entry: Entry) -> None:
    body, table = entry.body, recount_table
    of_it = (
        (table.c.stream == entry.stream)
        & (table.c.inspection == body["inspection"])
        & (table.c.line_key == body["line_key"])
    )
    to.conn.execute(table.update().where(of_it).values(kept=body["kept"], reason=body["reason"]))
    row = to.conn.execute(select(table).where(of_it)).one()
    if body["kept"] == Kept.SECOND:
        counting = Counting(row.quantity, row.unit, Method.RECOUNT, row.error, replaces=True)
        put_count(to, entry, body["line_key"], counting, {"by": row.officer, "counted": row.method})


APPLIES: Applies = {
    ("bench.recounted", 1): _recounted,
    ("bench.recount_settled", 1): _settled,
    ("bench.recount_waived", 1): _waived,
}
