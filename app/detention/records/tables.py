"""The tables of detentions and what is asked of them: cases, lines, rights, procedures and their clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    func,
    select,
)

from app.store.base import READING, metadata, money, quantity

case_table = Table(
    "detention_case",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("declaration_no", String(60), nullable=False),
    Column("inspection", String(36), nullable=False),
    Column("track", String(20), nullable=False),
    Column("detained_at", String(40), nullable=False),
    Column("day", String(10), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("second_officer", String(40), nullable=False),
    Column("station", String(40), nullable=False),
    Column("customs", String(20), nullable=False),
    Column("direction", String(1), nullable=False),
    Column("channel", String(12), nullable=False),
    Column("trade_mode", String(20), nullable=False),
    Column("origin", String(60), nullable=False),
    Column("destination", String(60), nullable=False),
    Column("party", String(300), nullable=False),
    Column("party_id", String(80), nullable=False),
    Column("party_address", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("storage", Text, nullable=False),
    Column("seals", Text, nullable=False),
    Column("found_by", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("line_count", Integer, nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("value", money(), nullable=False),
    Column("currency", String(10), nullable=False),
    Column("pack", String(40), nullable=False),
    Column("pack_digest", String(64), nullable=False),
    Column("owner", String(40), nullable=False),
    Index("ix_detention_case_day", "day"),
    Index("ix_detention_case_declaration", "declaration_no"),
    info=READING,
)

line_table = Table(
    "case_line",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("line_no", Integer),
    Column("goods", Text, nullable=False),
    Column("brand", String(300), nullable=False),
    Column("spec", Text, nullable=False),
    Column("hs_code", String(20), nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("error", quantity(), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("value", money(), nullable=False),
    Column("currency", String(10), nullable=False),
    Column("price_basis", String(20), nullable=False),
    Column("recordations", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    info=READING,
)

right_table = Table(
    "case_right",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Column("right_type", String(12), nullable=False),
    Column("right_no", String(80), nullable=False),
    Column("mark", String(300), nullable=False),
    Column("holder", String(300), nullable=False),
    Column("holder_size", String(8), nullable=False),
    Column("contact", Text, nullable=False),
    Column("safety", Boolean, nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("value", money(), nullable=False),
    info=READING,
)

campaign_table = Table(
    "case_campaign",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("campaign", String(60), primary_key=True),
    info=READING,
)

procedure_table = Table(
    "case_procedure",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("holder", String(300), nullable=False),
    Column("track", String(20), nullable=False),
    Column("state", String(40), nullable=False),
    Column("right_type", String(12), nullable=False),
    Column("facts", Text, nullable=False),
    Column("value", money(), nullable=False),
    Column("security_due", money(), nullable=False),
    Column("security", money()),
    Column("general_security", Boolean, nullable=False),
    Column("counter_security", money()),
    Column("ended_at", String(40), nullable=False),
    info=READING,
)

clock_table = Table(
    "case_clock",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("clock", String(40), primary_key=True),
    Column("starts", String(10), nullable=False),
    Column("day", String(10), nullable=False),
    Column("at", String(5), nullable=False),
    Column("days", Integer, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("extended", Integer, nullable=False),
    Column("suspended", Text, nullable=False),
    Column("source", String(120), nullable=False),
    Column("verified", String(2), nullable=False),
    Column("stopped_at", String(40), nullable=False),
    Index("ix_case_clock_day", "day"),
    info=READING,
)

photo_table = Table(
    "case_photo",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("name", String(255), nullable=False),
    Column("media_type", String(80), nullable=False),
    info=READING,
)

# A supervisor's word on an unverified rule, once for the office and the edition (issue 6: before it binds).
rule_word_table = Table(
    "rule_word",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("edition", String(40), primary_key=True),
    Column("rule", String(60), primary_key=True),
    Column("officer", String(40), nullable=False),
    Column("said_at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    info=READING,
)


def last_number(conn: Connection, stream: str, year: int) -> int:
    """The number of the last case of a station in a year, 0 before the first."""
    query = select(func.max(case_table.c.number)).where(case_table.c.stream == stream, case_table.c.year == year)
    return conn.execute(query).scalar() or 0


def case(conn: Connection, case_id: str) -> Row[Any] | None:
    """One case."""
    return conn.execute(select(case_table).where(case_table.c.case_id == case_id)).first()


def cases(conn: Connection, limit: int = 5_000) -> list[Row[Any]]:
    """Every case, newest first."""
    return list(conn.execute(select(case_table).order_by(case_table.c.detained_at.desc()).limit(limit)))


def case_of_declaration(conn: Connection, declaration_no: str) -> str | None:
    """The case that a declaration was detained as."""
    return conn.execute(
        select(case_table.c.case_id).where(case_table.c.declaration_no == declaration_no).limit(1)
    ).scalar()


def parts(conn: Connection, table: Table, case_id: str) -> list[Row[Any]]:
    """The lines, rights, procedures, clocks, campaigns or photos of a case, in their order."""
    return list(conn.execute(select(table).where(table.c.case_id == case_id).order_by(*table.primary_key.columns)))


def columns(conn: Connection, table: Table, case_id: str, names: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Some columns of the same: for 10,000 lines, asking rows for their attributes takes longer than reading them."""
    query = select(*(table.c[name] for name in names)).where(table.c.case_id == case_id)
    yield from conn.execute(query.order_by(*table.primary_key.columns))


def rule_words(conn: Connection, stream: str, edition: str) -> dict[str, Row[Any]]:
    """The words of this office's supervisors on the unverified rules of an edition, by rule."""
    table = rule_word_table.c
    query = select(rule_word_table).where(table.stream == stream, table.edition == edition)
    return {row.rule: row for row in conn.execute(query)}


def running_clocks(conn: Connection) -> list[Row[Any]]:
    """Every clock that runs, the next to end first, with its case's goods owner and size."""
    query = (
        select(*clock_table.c, case_table.c.party, case_table.c.item_count, case_table.c.declaration_no)
        .join(
            case_table, (case_table.c.stream == clock_table.c.stream) & (case_table.c.case_id == clock_table.c.case_id)
        )
        .where(clock_table.c.stopped_at == "")
        .order_by(clock_table.c.day, clock_table.c.at)
    )
    return list(conn.execute(query))
