"""Sampling plans: how many cartons were to be opened, by which standard, how many were, and what they held."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Float, Integer, Row, String, Table, select

from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata
from app.store.writing import put

sampling_table = Table(
    "sampling",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("inspection", String(36), primary_key=True),
    Column("lot", Integer, nullable=False),
    Column("sample", Integer, nullable=False),
    Column("accept", Integer, nullable=False),
    Column("source", String(80), nullable=False),
    Column("share", Float, nullable=False),
    Column("chance", Float, nullable=False),
    Column("opened", Integer),
    Column("findings", Integer),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)


def sampling_of(conn: Connection, inspection_id: str) -> Row[Any] | None:
    """The sampling plan of an inspection, once it was made; `opened` and `findings` once its cartons were opened."""
    return conn.execute(select(sampling_table).where(sampling_table.c.inspection == inspection_id)).first()


def _planned(to: Applying, entry: Entry) -> None:
    body = entry.body
    row = {name: body[name] for name in ("inspection", "lot", "sample", "accept", "source")}
    row |= {"share": float(body["share"]), "chance": float(body["chance"]), "opened": None, "findings": None}
    put(to.conn, sampling_table, {"stream": entry.stream, **row, "officer": entry.officer, "at": entry.occurred_at})


def _opened(to: Applying, entry: Entry) -> None:
    body, table = entry.body, sampling_table
    of_it = (table.c.stream == entry.stream) & (table.c.inspection == body["inspection"])
    to.conn.execute(table.update().where(of_it).values(opened=body["opened"], findings=body["findings"]))


APPLIES: Applies = {("bench.sampling_planned", 1): _planned, ("bench.sampling_opened", 1): _opened}
