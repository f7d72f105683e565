"""Genuine or fake, clue by clue: the pictures to compare with, and what the officer saw on these goods."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Row, String, Table, Text, select

from app.bench.records.findings import clue_table
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata
from app.store.writing import put

# Pictures of what genuine goods or known fakes show; from headquarters' stream they reach every station.
clue_picture_table = Table(
    "clue_picture",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Column("clue", String(300), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("genuine", Boolean, nullable=False),
    Column("name", String(255), nullable=False),
    Column("at", String(40), nullable=False),
    info=READING,
)

comparison_table = Table(
    "comparison",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("inspection", String(36), nullable=False),
    Column("recordation_no", String(40), nullable=False),
    Column("genuine_clue", Text, nullable=False),
    Column("fake_clue", Text, nullable=False),
    Column("answer", String(8), nullable=False),
    Column("photo", String(64), nullable=False),
    Column("genuine_picture", String(64), nullable=False),
    Column("fake_picture", String(64), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Index("ix_comparison_inspection", "inspection"),
    Index("ix_comparison_recordation_no", "recordation_no"),
    info=READING,
)


def comparisons(conn: Connection, inspection: str) -> list[Row[Any]]:
    """What was compared in an inspection, first to last; of a pair compared twice, the last word counts."""
    table = comparison_table
    return list(conn.execute(select(table).where(table.c.inspection == inspection).order_by(table.c.at, table.c.seq)))


def ticked(conn: Connection, inspection: str) -> list[Row[Any]]:
    """Every clue that was ticked or unticked in an inspection, as it stands."""
    table = clue_table
    return list(conn.execute(select(table).where(table.c.inspection == inspection).order_by(table.c.at)))


def clue_pictures(conn: Connection, recordation_no: str) -> list[Row[Any]]:
    """The pictures of a right's clues, newest first."""
    table = clue_picture_table
    return list(conn.execute(select(table).where(table.c.recordation_no == recordation_no).order_by(table.c.at.desc())))


def photo_answered(conn: Connection, recordation_no: str, clue: str, answer: str, besides: str) -> str:
    """The newest photograph of another inspection of which an officer gave this answer for a clue; empty if none."""
    table = comparison_table
    column = table.c.fake_clue if answer == "fake" else table.c.genuine_clue
    query = select(table.c.photo).where(
        table.c.recordation_no == recordation_no,
        column == clue,
        table.c.answer == answer,
        table.c.photo != "",
        table.c.inspection != besides,
    )
    return str(conn.execute(query.order_by(table.c.at.desc()).limit(1)).scalar() or "")


def _compared(to: Applying, entry: Entry) -> None:
    body = entry.body
    names = ("inspection", "recordation_no", "genuine_clue", "fake_clue", "answer", "photo")
    row = {name: body[name] for name in names}
    more = {"genuine_picture": body["genuine_picture"], "fake_picture": body["fake_picture"]}
    moment = {"officer": entry.officer, "at": entry.occurred_at}
    put(to.conn, comparison_table, {"stream": entry.stream, "seq": entry.seq, **row, **more, **moment})
    for clue, genuine in ((body["genuine_clue"], True), (body["fake_clue"], False)):
        if clue:
            _tick(to, entry, clue, genuine=genuine)


def _tick(to: Applying, entry: Entry, clue: str, *, genuine: bool) -> None:
    """The answer also ticks the checklist: the clue it names was seen, the other one was not."""
    body = entry.body
    row = {name: body[name] for name in ("inspection", "recordation_no")}
    seen = body["answer"] == ("genuine" if genuine else "fake")
    put(
        to.conn,
        clue_table,
        {**row, "stream": entry.stream, "clue": clue, "genuine": genuine, "seen": seen, "at": entry.occurred_at},
    )


def _clue_pictured(to: Applying, entry: Entry) -> None:
    body, picture = entry.body, entry.body["blobs"][0]
    put(
        to.conn,
        clue_picture_table,
        {
            "stream": entry.stream,
            "recordation_no": body["recordation_no"],
            "clue": body["clue"],
            "sha256": picture["sha256"],
            "genuine": body["genuine"],
            "name": picture["name"],
            "at": entry.occurred_at,
        },
    )


APPLIES: Applies = {("bench.compared", 1): _compared, ("bench.clue_pictured", 1): _clue_pictured}
