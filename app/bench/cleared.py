"""What the register's ordinary-text statistics may learn from: goods of shipments that ended without a find."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from app.bench.records import work_table
from app.intake.records import goods_line_table
from app.register.standing import Cleared
from app.risk.records import line_match_table


def cleared(conn: Connection, since: str) -> Cleared:
    """Goods texts of shipments released unopened, or closed with nothing found, after a moment.

    A line whose words may be a mark in earnest is no ordinary text: one with a licensed match, one whose goods are of
    the mark's own class, and, where nobody looked, any line with an alert. So genuine goods don't wear a mark out.
    """
    ended = or_(work_table.c.state == "released", work_table.c.result == "nothing_found")
    query = (
        select(goods_line_table.c.goods)
        .join(work_table, _same_shipment())
        .where(ended, work_table.c.at > since, ~_in_earnest())
        .order_by(work_table.c.at, goods_line_table.c.declaration_no, goods_line_table.c.line_no)
    )
    until = conn.execute(select(func.max(work_table.c.at)).where(ended)).scalar()
    return Cleared(until or since, list(conn.execute(query).scalars()))


def _same_shipment() -> ColumnElement[bool]:
    return and_(
        goods_line_table.c.stream == work_table.c.stream,
        goods_line_table.c.declaration_no == work_table.c.declaration_no,
    )


def _in_earnest() -> ColumnElement[bool]:
    match = line_match_table.c
    return (
        select(match.line_no)
        .where(
            match.stream == goods_line_table.c.stream,
            match.declaration_no == goods_line_table.c.declaration_no,
            match.line_no == goods_line_table.c.line_no,
            or_(match.licensed, and_(match.alert, or_(match.in_scope, work_table.c.state == "released"))),
        )
        .exists()
    )
