"""Inspections and the desk's work: what was opened, widened, closed with a result, or released without opening."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Connection, Index, Row, String, Table, Text, func, select

from app.intake.records import declaration_table, goods_line_table
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.risk.records import note_outcome, screening_table
from app.store.base import READING, metadata
from app.store.writing import put

# Where a shipment stands in the desk's work: waiting (no row), open, closed with a result, or released without opening.
work_table = Table(
    "work_item",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("declaration_no", String(60), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("result", String(24), nullable=False),
    Column("inspection", String(36), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    info=READING,
)

inspection_table = Table(
    "inspection",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("inspection", String(36), primary_key=True),
    Column("declaration_no", String(60), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("closed_at", String(40), nullable=False),
    Column("result", String(24), nullable=False),
    Column("widened", Boolean, nullable=False),
    Column("chosen_by", String(12), nullable=False),
    Column("remark", Text, nullable=False),
    Index("ix_inspection_declaration", "declaration_no"),
    info=READING,
)


def inspection(conn: Connection, inspection_id: str) -> Row[Any] | None:
    """One inspection."""
    return conn.execute(select(inspection_table).where(inspection_table.c.inspection == inspection_id)).first()


def inspections_of(conn: Connection, declaration_no: str) -> list[Row[Any]]:
    """Every inspection of a shipment, newest first."""
    return list(
        conn.execute(
            select(inspection_table)
            .where(inspection_table.c.declaration_no == declaration_no)
            .order_by(inspection_table.c.opened_at.desc())
        )
    )


def work_of(conn: Connection, declaration_no: str) -> Row[Any] | None:
    """Where a shipment stands in the desk's work; None while it waits."""
    return conn.execute(select(work_table).where(work_table.c.declaration_no == declaration_no)).first()


def finished(conn: Connection, declaration_no: str) -> str:
    """The inspection that ended the work on a shipment; empty where it waits, is open or was released unseen."""
    row = work_of(conn, declaration_no)
    return str(row.inspection) if row is not None and row.state == "closed" else ""


def queue(conn: Connection, *, states: tuple[str, ...] = ("waiting", "open"), limit: int = 5000) -> list[Row[Any]]:
    """Weighed shipments with where they stand, controls and reds first, then by score and age."""
    state = func.coalesce(work_table.c.state, "waiting").label("state")
    goods = (
        select(func.min(goods_line_table.c.goods))
        .where(
            goods_line_table.c.stream == declaration_table.c.stream,
            goods_line_table.c.declaration_no == declaration_table.c.declaration_no,
        )
        .scalar_subquery()
        .label("goods")
    )
    query = (
        select(
            declaration_table,
            screening_table.c.lane,
            screening_table.c.score,
            screening_table.c.control,
            screening_table.c.campaigns,
            screening_table.c.reasons,
            state,
            func.coalesce(work_table.c.result, "").label("result"),
            goods,
        )
        .join(
            screening_table,
            (screening_table.c.stream == declaration_table.c.stream)
            & (screening_table.c.declaration_no == declaration_table.c.declaration_no),
        )
        .outerjoin(
            work_table,
            (work_table.c.stream == declaration_table.c.stream)
            & (work_table.c.declaration_no == declaration_table.c.declaration_no),
        )
        .where(func.coalesce(work_table.c.state, "waiting").in_(states))
        .order_by(screening_table.c.score.desc(), declaration_table.c.declared_on, declaration_table.c.declaration_no)
        .limit(limit)
    )
    return list(conn.execute(query))


def queue_counts(conn: Connection) -> dict[str, int]:
    """How many shipments wait in each lane."""
    query = (
        select(screening_table.c.lane, func.count())
        .outerjoin(
            work_table,
            (work_table.c.stream == screening_table.c.stream)
            & (work_table.c.declaration_no == screening_table.c.declaration_no),
        )
        .where(work_table.c.state.is_(None))
        .group_by(screening_table.c.lane)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def _opened(to: Applying, entry: Entry) -> None:
    body = entry.body
    put(
        to.conn,
        inspection_table,
        {
            "stream": entry.stream,
            "inspection": body["inspection"],
            "declaration_no": entry.subject,
            "officer": entry.officer,
            "opened_at": entry.occurred_at,
            "closed_at": "",
            "result": "",
            "widened": False,
            "chosen_by": body["chosen_by"],
            "remark": "",
        },
    )
    _work(to, entry, "open", "", body["inspection"], "")


def _work(to: Applying, entry: Entry, state: str, result: str, inspection_id: str, reason: str) -> None:
    put(
        to.conn,
        work_table,
        {
            "stream": entry.stream,
            "declaration_no": entry.subject,
            "state": state,
            "result": result,
            "inspection": inspection_id,
            "officer": entry.officer,
            "at": entry.occurred_at,
            "reason": reason,
        },
    )


def _widened(to: Applying, entry: Entry) -> None:
    to.conn.execute(_this(entry).values(widened=True))


def _this(entry: Entry) -> Any:
    return inspection_table.update().where(
        inspection_table.c.stream == entry.stream, inspection_table.c.inspection == entry.body["inspection"]
    )


def _closed(to: Applying, entry: Entry) -> None:
    body = entry.body
    to.conn.execute(_this(entry).values(closed_at=entry.occurred_at, result=body["result"], remark=body["remark"]))
    _work(to, entry, "closed", body["result"], body["inspection"], body["remark"])
    shipment = to.conn.execute(
        select(declaration_table).where(
            declaration_table.c.stream == entry.stream, declaration_table.c.declaration_no == entry.subject
        )
    ).one()
    note_outcome(
        to.conn,
        {
            "stream": entry.stream,
            "declaration_no": entry.subject,
            "decided_at": entry.occurred_at,
            "chosen_by": body["chosen_by"],
            "result": body["result"],
            "consignor": shipment.consignor,
            "consignor_id": shipment.consignor_id,
            "recordations": "|".join(body["recordations"]),
        },
    )


def _released(to: Applying, entry: Entry) -> None:
    put(
        to.conn,
        work_table,
        (
            {
                "stream": entry.stream,
                "declaration_no": number,
                "state": "released",
                "result": "",
                "inspection": "",
                "officer": entry.officer,
                "at": entry.occurred_at,
                "reason": entry.body["authority"],
            }
            for number in entry.body["declarations"]
        ),
    )


APPLIES: Applies = {
    ("bench.opened", 1): _opened,
    ("bench.widened", 1): _widened,
    ("bench.closed", 1): _closed,
    ("bench.released", 1): _released,
}
