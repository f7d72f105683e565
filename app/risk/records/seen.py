"""By what a shipment can be found again: sender, receiver, container, phone, address, lot and cargo, indexed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Index, Select, String, Table, bindparam, delete, select

from app.intake.records import declaration_table
from app.intake.rules import Declaration
from app.risk.rules.seen import Earlier, cargo_keys, link_keys
from app.store.base import READING, metadata
from app.store.writing import put

CARGO = "cargo"
PARTIES = frozenset({"sender", "receiver"})
"""Ties that a trader's own history already counts; they are shown, not weighed a second time."""
CHUNK = 500
NEWEST = 50

shipment_key_table = Table(
    "shipment_key",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("declaration_no", String(60), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("value", String(200), primary_key=True),
    Index("ix_shipment_key_value", "value", "kind"),
    info=READING,
)


@dataclass(frozen=True)
class FoundBefore:
    """An earlier find that shares a key, and the day it was decided on."""

    earlier: Earlier
    decided_on: date


def keys_of(declaration: Declaration) -> tuple[tuple[str, str], ...]:
    """Every (kind, value) by which a shipment is found again, its cargo too."""
    cargo = ((CARGO, key) for key in dict.fromkeys(cargo_keys(declaration)))
    return (*link_keys(declaration), *cargo)


def keep_keys(conn: Connection, stream: str, keys: Mapping[str, Iterable[Iterable[str]]]) -> None:
    """Index shipments by their keys; the keys they had before are gone."""
    numbers = list(keys)
    for start in range(0, len(numbers), CHUNK):
        conn.execute(
            delete(shipment_key_table).where(
                shipment_key_table.c.stream == stream,
                shipment_key_table.c.declaration_no.in_(numbers[start : start + CHUNK]),
            )
        )
    rows = [
        {"stream": stream, "declaration_no": number, "kind": kind, "value": value}
        for number, pairs in keys.items()
        for kind, value in pairs
    ]
    put(conn, shipment_key_table, rows)


def found_by(conn: Connection, values: Iterable[str], found: Table) -> Mapping[tuple[str, str], list[FoundBefore]]:
    """The finds that carry one of these values, by (kind, value); `found` is the outcomes' table."""
    query = _found_query(found)
    told: dict[tuple[str, str], list[FoundBefore]] = {}
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), CHUNK):
        for row in conn.execute(query, {"values": wanted[start : start + CHUNK]}):
            decided = date.fromisoformat(row.decided_at[:10])
            told.setdefault((row.kind, row.value), []).append(FoundBefore(_earlier(row, irregular=True), decided))
    return told


@cache
def _found_query(found: Table) -> Select[Any]:
    """Built once: making a statement costs more than running it on a small answer."""
    return (
        select(shipment_key_table, declaration_table.c.declared_on, found.c.decided_at)
        .join(found, _same(found))
        .join(declaration_table, _same(declaration_table))
        .where(found.c.result == "found", shipment_key_table.c.value.in_(bindparam("values", expanding=True)))
    )


def seen_with(conn: Connection, declaration: Declaration, found: Table) -> Iterator[Earlier]:
    """The newest shipments that share anything with this one, found irregular or not: for showing, not for weighing."""
    for kind, value in link_keys(declaration):
        query = (
            select(shipment_key_table, declaration_table.c.declared_on, found.c.result)
            .join(declaration_table, _same(declaration_table))
            .outerjoin(found, _same(found))
            .where(shipment_key_table.c.kind == kind, shipment_key_table.c.value == value)
            .order_by(declaration_table.c.declared_on.desc(), shipment_key_table.c.declaration_no)
            .limit(NEWEST)
        )
        for row in conn.execute(query):
            yield _earlier(row, irregular=row.result == "found")


def _same(table: Table) -> Any:
    return (table.c.stream == shipment_key_table.c.stream) & (
        table.c.declaration_no == shipment_key_table.c.declaration_no
    )


def _earlier(row: Any, *, irregular: bool) -> Earlier:
    return Earlier(row.kind, row.value, row.declaration_no, date.fromisoformat(row.declared_on), irregular)
