"""Re-checking a journal: the chain, the signatures, and that reading it again gives the very tables that stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Select, String, Table, collate, select

from app.core.errors import Say
from app.journal.applying import Appliers, Applying
from app.journal.entry import GENESIS, Entry, hash_of, is_signed
from app.journal.records import entries
from app.store.base import metadata, readings
from app.store.blobs import Blobs
from app.store.engine import open_memory, writing

STREAM_OPENED = "journal.stream_opened"


@dataclass(frozen=True)
class Checked:
    """What a check found: how many entries, and the first thing that is wrong, if any."""

    entries: int
    first_bad: Say | None

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return self.first_bad is None


class ChainCheck:
    """Checks the entries of one stream one by one, in order."""

    def __init__(self, stream: str, *, after: int = 0, prev_hash: str = GENESIS, public_key: str | None = None) -> None:
        self.stream = stream
        self.seq = after
        self.prev_hash = prev_hash
        self.public_key = public_key

    def wrong_with(self, entry: Entry) -> Say | None:
        """What is wrong with the next entry: a gap, a broken chain, a changed fact or a false signature."""
        where = {"stream": entry.stream, "seq": entry.seq}
        if entry.seq != self.seq + 1:
            return Say("journal.gap", {**where, "expected": self.seq + 1})
        if entry.prev_hash != self.prev_hash:
            return Say("journal.chain_broken", where)
        if hash_of(entry) != entry.hash:
            return Say("journal.changed", where)
        if entry.seq == 1 and entry.kind == STREAM_OPENED and self.public_key is None:
            self.public_key = str(entry.body.get("public_key", ""))
        if self.public_key is None or not is_signed(entry.hash, entry.signature, self.public_key):
            return Say("journal.signature", where)
        self.seq, self.prev_hash = entry.seq, entry.hash
        return None


def check_chain(found: Iterable[Entry], keys: Mapping[str, str] | None = None) -> Checked:
    """Check streams of entries, each in order from its first.

    `keys` are the streams' public keys where they are known beforehand (the centre); else each first entry's counts.
    """
    count, check = 0, ChainCheck("")
    for entry in found:
        if entry.stream != check.stream:
            check = ChainCheck(entry.stream, public_key=None if keys is None else keys.get(entry.stream, ""))
        wrong = check.wrong_with(entry)
        if wrong is not None:
            return Checked(count, wrong)
        count += 1
    return Checked(count, None)


def check_readings(
    conn: Connection,
    appliers: Appliers,
    blobs: Blobs,
    *,
    tables: Sequence[Table] | None = None,
    left_out: Container[tuple[str, int]] = (),
) -> Say | None:
    """Read the whole journal again into an empty database and compare every read table, row by row.

    `left_out` are the entries (stream, seq) that the centre keeps without applying: conflicts a person must settle.
    """
    engine = open_memory()
    try:
        metadata.create_all(engine)
        with writing(engine) as fresh:
            to = Applying(fresh, blobs)
            for entry in entries(conn):
                if (entry.stream, entry.seq) not in left_out:
                    appliers.apply(to, entry)
            return _first_difference(conn, fresh, readings() if tables is None else tables)
    finally:
        engine.dispose()


def _first_difference(stands: Connection, fresh: Connection, tables: Sequence[Table]) -> Say | None:
    for table in tables:
        if _is_empty(table, stands) and _is_empty(table, fresh):
            continue
        with stands.execute(in_order(table, stands)) as one, fresh.execute(in_order(table, fresh)) as other:
            for here, again in zip_longest(one, other):
                if here is None or again is None or tuple(here) != tuple(again):
                    row = here if here is not None else again
                    return Say("journal.table_differs", {"table": table.name, "row": str(tuple(row or ())[:3])})
    return None


def _is_empty(table: Table, conn: Connection) -> bool:
    # Asked in plain SQL: to compile a query for each of many empty tables takes longer than to read the full ones.
    name = conn.dialect.identifier_preparer.format_table(table)
    return conn.exec_driver_sql(f"SELECT 1 FROM {name} LIMIT 1").first() is None  # noqa: S608 - a table of ours


def in_order(table: Table, conn: Connection) -> Select[Any]:
    """A whole table by its key in byte order: SQLite's own, and PostgreSQL's "C" whatever language it sorts in."""
    is_central = conn.dialect.name == "postgresql"
    keys = (
        collate(column, "C") if is_central and isinstance(column.type, String) else column
        for column in table.primary_key.columns
    )
    query: Select[Any] = select(table).order_by(*keys)
    return query.execution_options(yield_per=1_000)


def check(conn: Connection, appliers: Appliers, blobs: Blobs) -> Checked:
    """The whole check of a database: chain and signatures first, then that the tables are readings of it."""
    chain = check_chain(entries(conn))
    if not chain.ok:
        return chain
    return Checked(chain.entries, check_readings(conn, appliers, blobs))
