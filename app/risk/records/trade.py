"""This desk's trade and finds by chapter, channel and origin, for published figures and for an index of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from app.intake.records import declaration_table, goods_line_table
from app.risk.records.weighed import outcome_table, screening_table

SHIPMENT = (declaration_table.c.stream == screening_table.c.stream) & (
    declaration_table.c.declaration_no == screening_table.c.declaration_no
)
CHAPTER = (
    select(func.min(func.substr(goods_line_table.c.hs_code, 1, 2)))
    .where(
        goods_line_table.c.stream == declaration_table.c.stream,
        goods_line_table.c.declaration_no == declaration_table.c.declaration_no,
    )
    .scalar_subquery()
    .label("chapter")
)


@dataclass(frozen=True)
class Trade:
    """All that was declared: value by chapter and origin (smallest steps; only shares count), shipments by channel."""

    chapters: dict[str, float]
    origins: dict[str, float]
    channels: dict[str, float]

    @property
    def shipments(self) -> float:
        """How many shipments it rests on."""
        return sum(self.channels.values())


@dataclass(frozen=True)
class Finds:
    """How many shipments were found irregular, by chapter, origin and channel."""

    chapters: Counter[str]
    origins: Counter[str]
    channels: Counter[str]


def trade_of(conn: Connection) -> Trade:
    """The trade declared at this desk."""
    line, shipment = goods_line_table.c, declaration_table.c
    chapter, amount = func.substr(line.hs_code, 1, 2), func.sum(func.coalesce(line.value, 0))
    joined = (shipment.stream == line.stream) & (shipment.declaration_no == line.declaration_no)
    by_origin = select(shipment.origin, amount).select_from(goods_line_table).join(declaration_table, joined)
    return Trade(
        _sums(conn, select(chapter, amount).group_by(chapter)),
        _sums(conn, by_origin.group_by(shipment.origin)),
        _sums(conn, select(shipment.channel, func.count()).group_by(shipment.channel)),
    )


def _sums(conn: Connection, query: Any) -> dict[str, float]:
    return {key: float(value) for key, value in conn.execute(query) if key and value}


def finds_of(conn: Connection) -> Finds:
    """The finds of this desk."""
    same = (outcome_table.c.stream == declaration_table.c.stream) & (
        outcome_table.c.declaration_no == declaration_table.c.declaration_no
    )
    told = Finds(Counter(), Counter(), Counter())
    query = select(declaration_table.c.origin, declaration_table.c.channel, CHAPTER).join(outcome_table, same)
    for row in conn.execute(query.where(outcome_table.c.result == "found")):
        told.chapters[row.chapter or ""] += 1
        told.origins[row.origin] += 1
        told.channels[row.channel] += 1
    return told
