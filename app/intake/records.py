"""The declarations' tables: shipments and their goods lines as they were last received."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, Row, String, Table, Text, bindparam, delete, select

from app.core.canonical import compact, sha256
from app.core.json_lines import unpack_lines
from app.core.plain import from_json, to_json
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, Scaled, metadata, money, quantity
from app.store.writing import put

declaration_table = Table(
    "declaration",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("declaration_no", String(60), primary_key=True),
    Column("declared_on", String(10), nullable=False),
    Column("direction", String(1), nullable=False),
    Column("channel", String(12), nullable=False),
    Column("trade_mode", String(20), nullable=False),
    Column("customs_code", String(20), nullable=False),
    Column("consignor", String(300), nullable=False),
    Column("consignor_id", String(80), nullable=False),
    Column("consignee", String(300), nullable=False),
    Column("consignee_id", String(80), nullable=False),
    Column("broker", String(300), nullable=False),
    Column("origin", String(60), nullable=False),
    Column("departure", String(60), nullable=False),
    Column("transit", String(60), nullable=False),
    Column("destination", String(60), nullable=False),
    Column("transport_mode", String(40), nullable=False),
    Column("container_or_item_no", String(80), nullable=False),
    Column("extra", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("received_at", String(40), nullable=False),
    Index("ix_declaration_consignor", "consignor_id", "consignor"),
    Index("ix_declaration_consignor_name", "consignor"),
    Index("ix_declaration_consignee", "consignee_id"),
    Index("ix_declaration_consignee_name", "consignee"),
    Index("ix_declaration_item", "container_or_item_no"),
    Index("ix_declaration_day", "declared_on"),
    info=READING,
)

goods_line_table = Table(
    "goods_line",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("declaration_no", String(60), primary_key=True),
    Column("line_no", Integer, primary_key=True, autoincrement=False),
    Column("goods", Text, nullable=False),
    Column("hs_code", String(20), nullable=False),
    Column("spec", Text, nullable=False),
    Column("brand", String(300), nullable=False),
    Column("quantity", quantity()),
    Column("unit", String(20), nullable=False),
    Column("net_kg", Scaled(6)),
    Column("value", money()),
    Column("currency", String(10), nullable=False),
    Column("gtin", String(20), nullable=False),
    info=READING,
)

file_table = Table(
    "intake_file",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("file", String(255), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("read", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    info=READING,
)


def digest_of(declaration: Declaration) -> str:
    """What tells a changed declaration from one that came again."""
    return sha256(compact(to_json(declaration)))


def digests(conn: Connection, numbers: Iterable[str]) -> Mapping[str, str]:
    """The digests of the declarations that are already here, by number."""
    wanted = list(numbers)
    found: dict[str, str] = {}
    query = select(declaration_table.c.declaration_no, declaration_table.c.digest).where(
        declaration_table.c.declaration_no.in_(bindparam("numbers", expanding=True))
    )
    for start in range(0, len(wanted), 500):
        found.update({row[0]: row[1] for row in conn.execute(query, {"numbers": wanted[start : start + 500]})})
    return found


def declaration(conn: Connection, number: str) -> Declaration | None:
    """One declaration with its lines."""
    return next(declarations(conn, [number]), None)


def declarations(conn: Connection, numbers: Iterable[str] | None = None) -> Iterator[Declaration]:
    """Declarations with their lines, by number; all of them where no numbers are given."""
    if numbers is None:
        numbers = list(conn.execute(select(declaration_table.c.declaration_no)).scalars())
    wanted = list(dict.fromkeys(numbers))
    for start in range(0, len(wanted), 500):
        yield from _some(conn, wanted[start : start + 500])


def _some(conn: Connection, numbers: list[str]) -> Iterator[Declaration]:
    lines: dict[str, list[GoodsLine]] = {}
    for row in conn.execute(
        select(goods_line_table)
        .where(goods_line_table.c.declaration_no.in_(numbers))
        .order_by(goods_line_table.c.declaration_no, goods_line_table.c.line_no)
    ):
        lines.setdefault(row.declaration_no, []).append(_line(row))
    found = {
        row.declaration_no: _declaration(row, tuple(lines.get(row.declaration_no, ())))
        for row in conn.execute(select(declaration_table).where(declaration_table.c.declaration_no.in_(numbers)))
    }
    return (found[number] for number in numbers if number in found)


def _line(row: Row[Any]) -> GoodsLine:
    return GoodsLine(
        row.line_no,
        row.goods,
        row.hs_code,
        tuple(json.loads(row.spec)),
        row.brand,
        row.quantity,
        row.unit,
        row.net_kg,
        row.value,
        row.currency,
        row.gtin,
    )


def _declaration(row: Row[Any], lines: tuple[GoodsLine, ...]) -> Declaration:
    return Declaration(
        declaration_no=row.declaration_no,
        declared_on=date.fromisoformat(row.declared_on),
        direction=Direction(row.direction),
        channel=Channel(row.channel),
        lines=lines,
        **{name: getattr(row, name) for name in _TEXTS},
        extra=tuple((key, value) for key, value in json.loads(row.extra)),
    )


_TEXTS = (
    "trade_mode",
    "customs_code",
    "consignor",
    "consignor_id",
    "consignee",
    "consignee_id",
    "broker",
    "origin",
    "departure",
    "transit",
    "destination",
    "transport_mode",
    "container_or_item_no",
)


def _receive(to: Applying, entry: Entry) -> None:
    put(
        to.conn,
        file_table,
        {
            "stream": entry.stream,
            "seq": entry.seq,
            "file": entry.body["file"],
            "received_at": entry.occurred_at,
            "officer": entry.officer,
            **{name: entry.body[name] for name in ("read", "added", "changed", "unchanged", "rejected")},
        },
    )
    received = [from_json(Declaration, plain) for plain in unpack_lines(to.blobs.get(entry.body["rows"]))]
    for start in range(0, len(received), 500):
        # A changed declaration may have lost lines: its old lines go before the new ones come.
        numbers = [each.declaration_no for each in received[start : start + 500]]
        to.conn.execute(
            delete(goods_line_table).where(
                goods_line_table.c.stream == entry.stream, goods_line_table.c.declaration_no.in_(numbers)
            )
        )
    put(to.conn, declaration_table, (_declaration_row(entry, each) for each in received))
    put(to.conn, goods_line_table, (_line_row(entry, each, line) for each in received for line in each.lines))


def _declaration_row(entry: Entry, found: Declaration) -> dict[str, Any]:
    return {
        "stream": entry.stream,
        "declaration_no": found.declaration_no,
        "declared_on": found.declared_on.isoformat(),
        "direction": found.direction.value,
        "channel": found.channel.value,
        **{name: getattr(found, name) for name in _TEXTS},
        "extra": json.dumps(found.extra, ensure_ascii=False),
        "digest": digest_of(found),
        "received_at": entry.occurred_at,
    }


def _line_row(entry: Entry, found: Declaration, line: GoodsLine) -> dict[str, Any]:
    return {
        "stream": entry.stream,
        "declaration_no": found.declaration_no,
        "line_no": line.line_no,
        "goods": line.goods,
        "hs_code": line.hs_code,
        "spec": json.dumps(line.spec, ensure_ascii=False),
        "brand": line.brand,
        "quantity": line.quantity,
        "unit": line.unit,
        "net_kg": line.net_kg,
        "value": line.value,
        "currency": line.currency,
        "gtin": line.gtin,
    }


APPLIES: Applies = {("intake.declarations_received", 1): _receive}
