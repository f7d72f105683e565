"""The notices' table: gap-free numbers, what was printed, how often it was copied, and whether it was made void."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, String, Table, Text, func, select

from app.detention.records import case as find_case
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata
from app.store.writing import put

notice_table = Table(
    "notice",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("number", String(80), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("year", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("case_id", String(60), nullable=False),
    Column("issued_at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("pdf", String(64), nullable=False),
    Column("data", String(64), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("void_reason", Text, nullable=False),
    Column("served_on", String(10), nullable=False),
    Column("served_how", String(12), nullable=False),
    Column("served_to", String(300), nullable=False),
    Column("service_note", Text, nullable=False),
    Column("proof", String(64), nullable=False),
    info=READING,
)


# The wordings an office gave its documents, one row a version; an empty text goes back to the one of the program.
template_table = Table(
    "notice_template",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("version", String(60), nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("officer", String(40), nullable=False),
    Column("kept_at", String(40), nullable=False),
    info=READING,
)


def last_number(conn: Connection, stream: str, kind: str, year: int) -> int:
    """The number of the last document of a kind at a station in a year, 0 before the first."""
    query = select(func.max(notice_table.c.n)).where(
        notice_table.c.stream == stream, notice_table.c.kind == kind, notice_table.c.year == year
    )
    return conn.execute(query).scalar() or 0


def notice(conn: Connection, number: str) -> Row[Any] | None:
    """One document by its number."""
    return conn.execute(select(notice_table).where(notice_table.c.number == number)).first()


def notices_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The documents of a case in the order they were issued."""
    return list(
        conn.execute(
            select(notice_table)
            .where(notice_table.c.case_id == case_id)
            .order_by(notice_table.c.issued_at, notice_table.c.kind, notice_table.c.n)
        )
    )


def case_of_number(conn: Connection, number: str) -> str:
    """The case that a document's or a case's number belongs to; empty where there is none here."""
    found = notice(conn, number)
    if found is not None:
        return str(found.case_id)
    return number if find_case(conn, number) is not None else ""


def templates_of(conn: Connection, stream: str) -> list[Row[Any]]:
    """Every version of a station's own wordings, by document, oldest first."""
    c = template_table.c
    return list(conn.execute(select(template_table).where(c.stream == stream).order_by(c.kind, c.n)))


def _template_kept(to: Applying, entry: Entry) -> None:
    row = {name: entry.body[name] for name in ("kind", "n", "version", "text", "reason")}
    put(
        to.conn, template_table, {"stream": entry.stream, "officer": entry.officer, "kept_at": entry.occurred_at, **row}
    )


def _issued(to: Applying, entry: Entry) -> None:
    body = entry.body
    put(
        to.conn,
        notice_table,
        {
            "stream": entry.stream,
            "number": entry.subject,
            "issued_at": entry.occurred_at,
            "officer": entry.officer,
            **{name: body[name] for name in ("kind", "year", "n", "case_id", "pdf", "data")},
            "copies": 0,
            "void_reason": "",
            **dict.fromkeys(("served_on", "served_how", "served_to", "service_note", "proof"), ""),
        },
    )


def _reprinted(to: Applying, entry: Entry) -> None:
    to.conn.execute(_this(entry).values(copies=notice_table.c.copies + 1))


def _voided(to: Applying, entry: Entry) -> None:
    to.conn.execute(_this(entry).values(void_reason=entry.body["reason"]))


def _served(to: Applying, entry: Entry) -> None:
    told = {name: entry.body[name] for name in ("served_on", "served_how", "served_to", "service_note")}
    proof = next((str(blob["sha256"]) for blob in entry.blobs()), "")
    to.conn.execute(_this(entry).values(**told, proof=proof))


def _this(entry: Entry) -> Any:
    """The document's row, which stays under the stream that issued it, whichever station has the case now."""
    stream = entry.body["notice_stream"]
    return notice_table.update().where(notice_table.c.stream == stream, notice_table.c.number == entry.subject)


APPLIES: Applies = {
    ("notice.issued", 1): _issued,
    ("notice.reprinted", 1): _reprinted,
    ("notice.voided", 1): _voided,
    ("notice.served", 1): _served,
    ("notice.template_kept", 1): _template_kept,
}
