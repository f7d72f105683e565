"""Writing rows so that the same statement runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

BATCH_ROWS = 1_000


def put(conn: Connection, table: Table, rows: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, replacing the row of the same primary key; every row has the same columns."""
    make = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key.columns]
    for batch in _batches([rows] if isinstance(rows, Mapping) else rows):
        statement = make(table)
        others = [name for name in batch[0] if name not in keys]
        if others:
            statement = statement.on_conflict_do_update(
                index_elements=keys, set_={name: statement.excluded[name] for name in others}
            )
        else:
            statement = statement.on_conflict_do_nothing(index_elements=keys)
        conn.execute(statement, batch)


def _batches(rows: Iterable[Mapping[str, Any]]) -> Iterable[Sequence[dict[str, Any]]]:
    remaining = iter(rows)
    while batch := [dict(row) for row in islice(remaining, BATCH_ROWS)]:
        yield batch
