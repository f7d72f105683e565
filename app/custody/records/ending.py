"""The table of ends: each parcel that was disposed of, with the way, the people and the figures of its action."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, Row, String, Table, Text, select

from app.custody.records.keeping import change_parcel, keep_steps
from app.custody.rules import Lot, ParcelState
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, money, quantity
from app.store.writing import put

disposal_table = Table(
    "custody_disposal",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("action", String(36), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("way", String(20), nullable=False),
    Column("at", String(40), nullable=False),
    Column("day", String(10), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("second_officer", String(40), nullable=False),
    Column("method", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("witness", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("features_removed", Boolean, nullable=False),
    Column("holder_asked_on", String(10), nullable=False),
    Column("source", String(120), nullable=False),
    Column("remark", Text, nullable=False),
    Index("ix_custody_disposal_case", "case_id"),
    Index("ix_custody_disposal_day", "day"),
    info=READING,
)

lot_table = Table(
    "custody_lot",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("action", String(36), primary_key=True),
    Column("parcel", String(80), primary_key=True),
    Column("case_id", String(60), nullable=False),
    Column("line", Integer, nullable=False),
    Column("goods", Text, nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("weight_kg", quantity(), nullable=False),
    Column("value", money(), nullable=False),
    Column("currency", String(10), nullable=False),
    info=READING,
)


def disposals_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The ends of a case's goods."""
    c = disposal_table.c
    return list(conn.execute(select(disposal_table).where(c.case_id == case_id).order_by(c.at, c.action)))


def disposals_between(conn: Connection, first: str, last: str) -> list[Row[Any]]:
    """Every case's part in the actions between two days."""
    c = disposal_table.c
    found = select(disposal_table).where(c.day >= first, c.day <= last).order_by(c.at, c.action, c.case_id)
    return list(conn.execute(found))


def lots_of(conn: Connection, action: str) -> list[Lot]:
    """Every parcel of an action, over all its cases."""
    found = select(lot_table).where(lot_table.c.action == action).order_by(lot_table.c.parcel)
    return [
        Lot(
            row.parcel,
            row.case_id,
            row.line,
            row.goods,
            row.quantity,
            row.unit,
            row.item_count,
            row.weight_kg,
            row.value,
            row.currency,
        )
        for row in conn.execute(found)
    ]


_TEXTS = ("way", "method", "place", "witness", "recipient", "features_removed", "holder_asked_on", "source", "remark")


def _disposed(to: Applying, entry: Entry) -> None:
    body = entry.body
    own = {"stream": entry.stream, "action": body["action"], "case_id": entry.subject}
    when = {"at": entry.occurred_at, "day": entry.occurred_at[:10], "officer": entry.officer}
    told = {name: body[name] for name in (*_TEXTS, "second_officer")}
    put(to.conn, disposal_table, {**own, **when, **told})
    figures = [
        {
            **own,
            **{name: lot[name] for name in ("parcel", "line", "goods", "unit", "currency")},
            "item_count": lot["items"],
            **{name: Decimal(lot[name]) for name in ("quantity", "weight_kg", "value")},
        }
        for lot in body["lots"]
    ]
    put(to.conn, lot_table, figures)
    for lot in body["lots"]:
        gone = ParcelState.DISPOSED.value
        change_parcel(to, entry, lot["parcel"], state=gone, place="", held_by=body["recipient"], due="")
    keep_steps(
        to,
        entry,
        [
            {
                "parcel": lot["parcel"],
                "act": body["way"],
                "from_place": lot["from"],
                "to_place": body["recipient"] or body["place"],
                "note": body["method"],
            }
            for lot in body["lots"]
        ],
    )


APPLIES: Applies = {("custody.disposed", 1): _disposed}
