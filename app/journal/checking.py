"""Re-checking a journal: the chain, the signatures, and that reading it again gives the very tables that stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

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


def check_chain(found: Iterable[Entry]) -> Checked:
    """Check streams of entries, each in order from its first."""
    count, check = 0, ChainCheck("")
    for entry in found:
        if entry.stream != check.stream:
            check = ChainCheck(entry.stream)
        wrong = check.wrong_with(entry)
        if wrong is not None:
            return Checked(count, wrong)
        count += 1
    return Checked(count, None)


def check_readings(conn: Connection, appliers: Appliers, blobs: Blobs) -> Say | None:
    """Read the whole journal again into an empty database and compare every read table, row by row."""
    engine = open_memory()
    try:
        metadata.create_all(engine)
        with writing(engine) as fresh:
            to = Applying(fresh, blobs)
            for entry in entries(conn):
                appliers.apply(to, entry)
            return _first_difference(conn, fresh)
    finally:
        engine.dispose()


def _first_difference(stands: Connection, fresh: Connection) -> Say | None:
    for table in readings():
        query = select(table).order_by(*table.primary_key.columns)
        one, other = stands.execute(query), fresh.execute(query)
        while True:
            here, again = one.fetchone(), other.fetchone()
            if here is None and again is None:
                break
            if here is None or again is None or tuple(here) != tuple(again):
                row = here if here is not None else again
                return Say("journal.table_differs", {"table": table.name, "row": str(tuple(row or ())[:3])})
    return None


def check(conn: Connection, appliers: Appliers, blobs: Blobs) -> Checked:
    """The whole check of a database: chain and signatures first, then that the tables are readings of it."""
    chain = check_chain(entries(conn))
    if not chain.ok:
        return chain
    return Checked(chain.entries, check_readings(conn, appliers, blobs))
