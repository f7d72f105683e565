"""The tables of what was settled about a case beside its moves: fines, costs, and the cases it belongs with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Index, Integer, Row, String, Table, Text, select

from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, money
from app.store.writing import put

fine_table = Table(
    "case_fine",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), primary_key=True),
    Column("officer", String(40), nullable=False),
    Column("offence", String(40), nullable=False),
    Column("tier", String(60), nullable=False),
    Column("goods_value", money(), nullable=False),
    Column("amount", money(), nullable=False),
    Column("reason", Text, nullable=False),
    Column("source", String(120), nullable=False),
    info=READING,
)

cost_table = Table(
    "case_cost",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("entry_id", String(36), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("amount", money(), nullable=False),
    Column("day", String(10), nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("officer", String(40), nullable=False),
    info=READING,
)

# The stream is that of the station that saw the connection; the other case may be one that is not known here.
link_table = Table(
    "case_link",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("other", String(60), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Index("ix_case_link_other", "other"),
    info=READING,
)


def fines_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The fines that were decided on, the last one first."""
    c = fine_table.c
    return list(conn.execute(select(fine_table).where(c.case_id == case_id).order_by(c.at.desc())))


def costs_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The costs of a case, by day."""
    c = cost_table.c
    return list(conn.execute(select(cost_table).where(c.case_id == case_id).order_by(c.day, c.entry_id)))


def links_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The cases that a case belongs with, whichever of the two the link was noted in: `other`, `reason`, `at`."""
    c = link_table.c
    here = select(c.other, c.reason, c.at).where(c.case_id == case_id)
    there = select(c.case_id.label("other"), c.reason, c.at).where(c.other == case_id)
    return list(conn.execute(here.union(there).order_by("at")))


def _own(entry: Entry) -> dict[str, str]:
    return {"stream": entry.body["case_stream"], "case_id": entry.subject}


def _fine_decided(to: Applying, entry: Entry) -> None:
    body = entry.body
    row = {name: body[name] for name in ("n", "offence", "tier", "reason", "source")}
    figures = {name: Decimal(body[name]) for name in ("goods_value", "amount")}
    put(to.conn, fine_table, {**_own(entry), "at": entry.occurred_at, "officer": entry.officer, **row, **figures})


def _cost_recorded(to: Applying, entry: Entry) -> None:
    body = entry.body
    row = {name: body[name] for name in ("n", "kind", "direct", "note")}
    told = {"entry_id": entry.entry_id, "officer": entry.officer, "day": body["on"], "amount": Decimal(body["amount"])}
    put(to.conn, cost_table, {**_own(entry), **row, **told})


def _cases_linked(to: Applying, entry: Entry) -> None:
    own = {"stream": entry.stream, "case_id": entry.subject, "at": entry.occurred_at, "officer": entry.officer}
    put(to.conn, link_table, {**own, "other": entry.body["other"], "reason": entry.body["reason"]})


APPLIES: Applies = {
    ("detention.fine_decided", 1): _fine_decided,
    ("detention.cost_recorded", 1): _cost_recorded,
    ("detention.cases_linked", 1): _cases_linked,
}
