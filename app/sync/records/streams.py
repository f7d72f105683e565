"""Streams at the centre: what arrives, who is enrolled, what stands still, and whose a case is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from app.core.canonical import canonical, parsed
from app.core.errors import Say
from app.journal.entry import GENESIS, Entry
from app.journal.records import entry_of, entry_table, row_of
from app.store.writing import put
from app.sync.records.tables import (
    NOW,
    case_owner_table,
    conflict_table,
    enrolment_table,
    inbox_table,
    received_table,
    stopped_table,
)
from app.sync.rules import Head


def received(conn: Connection, stream: str) -> Head | None:
    """The centre's last received entry of a stream, or None where the stream is not enrolled for this role."""
    row = conn.execute(
        select(received_table.c.seq, received_table.c.hash).where(received_table.c.stream == stream)
    ).first()
    return Head(row.seq, row.hash) if row else None


def hash_there(conn: Connection, stream: str, seq: int) -> str | None:
    """The hash the centre has at a number of a stream, verified or still in the inbox."""
    for table in (entry_table, inbox_table):
        found = conn.execute(select(table.c.hash).where(table.c.stream == stream, table.c.seq == seq)).scalar()
        if found is not None:
            return str(found)
    return None


def append(conn: Connection, entries: Iterable[Entry]) -> None:
    """Hand entries over to the centre's inbox; what is already there is passed over by its trigger."""
    conn.execute(insert(inbox_table).values([row_of(entry) for entry in entries]))


def waiting(conn: Connection, stream: str, limit: int) -> list[Entry]:
    """The first entries of a stream that arrived and are not verified yet."""
    query = select(inbox_table).where(inbox_table.c.stream == stream).order_by(inbox_table.c.seq).limit(limit)
    return [entry_of(row) for row in conn.execute(query)]


def forget_arrived(conn: Connection, stream: str, up_to: int) -> None:
    """Take entries that now stand in the journal out of the inbox."""
    conn.execute(delete(inbox_table).where(inbox_table.c.stream == stream, inbox_table.c.seq <= up_to))


def discard_arrived(conn: Connection, stream: str) -> int:
    """Throw away what can't be verified, so that the true station may send again; says how many entries went."""
    gone = conn.execute(delete(inbox_table).where(inbox_table.c.stream == stream)).rowcount
    last = conn.execute(
        select(entry_table.c.seq, entry_table.c.hash)
        .where(entry_table.c.stream == stream)
        .order_by(entry_table.c.seq.desc())
        .limit(1)
    ).first()
    seq, digest = (last.seq, last.hash) if last else (0, GENESIS)
    conn.execute(update(received_table).where(received_table.c.stream == stream).values(seq=seq, hash=digest))
    conn.execute(delete(stopped_table).where(stopped_table.c.stream == stream))
    return gone


# --- who may ---------------------------------------------------------------------------------------------------------


def enrolments(conn: Connection) -> list[Row[Any]]:
    """Every enrolment this role may see (stream, station, public_key), by stream."""
    columns = (enrolment_table.c.stream, enrolment_table.c.station, enrolment_table.c.public_key)
    return list(conn.execute(select(*columns).order_by(enrolment_table.c.stream)))


def streams_waiting(conn: Connection) -> list[str]:
    """The streams that have entries in the inbox."""
    return list(conn.execute(select(inbox_table.c.stream).distinct().order_by(inbox_table.c.stream)).scalars())


def key_if_free(conn: Connection, stream: str) -> str | None:
    """The public key of an enrolled stream, locked until the transaction ends; None while another projector has it."""
    query = select(enrolment_table.c.public_key).where(enrolment_table.c.stream == stream)
    return conn.execute(query.with_for_update(skip_locked=True)).scalar()


# --- what stands still -----------------------------------------------------------------------------------------------


def stop(conn: Connection, stream: str, seq: int, reason: Say) -> None:
    """Say why a stream stands still at an entry; asked again, the first moment stays."""
    said = canonical({"key": reason.key, "params": {name: _plain(value) for name, value in reason.params.items()}})
    same = select(stopped_table.c.reason).where(stopped_table.c.stream == stream, stopped_table.c.seq == seq)
    if conn.execute(same).scalar() != said.decode():
        row = {"stream": stream, "seq": seq, "reason": said.decode(), "since": conn.execute(select(NOW)).scalar()}
        put(conn, stopped_table, row)


def go_on(conn: Connection, stream: str) -> None:
    """A stream moves again."""
    conn.execute(delete(stopped_table).where(stopped_table.c.stream == stream))


def stopped(conn: Connection) -> Mapping[str, Say]:
    """Why streams stand still, by stream."""
    return {row.stream: _said(row.reason) for row in conn.execute(select(stopped_table))}


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int)) else str(value)


def _said(reason: str) -> Say:
    found = parsed(reason)
    return Say(found["key"], found["params"])


# --- whose case ------------------------------------------------------------------------------------------------------


def owner_of(conn: Connection, subject: str) -> str | None:
    """The stream that owns a case, or None for a case nobody acted on yet."""
    return conn.execute(select(case_owner_table.c.stream).where(case_owner_table.c.subject == subject)).scalar()


def own(conn: Connection, subject: str, stream: str) -> None:
    """A case has this owner from now on."""
    put(conn, case_owner_table, {"subject": subject, "stream": stream})


def keep_conflict(conn: Connection, entry: Entry, owner: str) -> None:
    """List a fact about a case that its station does not own: kept, not applied, for a person to settle."""
    row = {"stream": entry.stream, "seq": entry.seq, "subject": entry.subject, "owner": owner}
    conn.execute(insert(conflict_table).values(**row))


def conflicts(conn: Connection) -> list[tuple[str, int, str, str]]:
    """Every listed conflict: stream, sequence number, case, owner's stream."""
    query = select(conflict_table).order_by(conflict_table.c.stream, conflict_table.c.seq)
    return [(row.stream, row.seq, row.subject, row.owner) for row in conn.execute(query)]


# --- how far they are ------------------------------------------------------------------------------------------------


def last_arrivals(conn: Connection) -> Mapping[str, tuple[int, datetime]]:
    """Per stream, the last number that arrived and when."""
    return {row.stream: (row.seq, row.at) for row in conn.execute(select(received_table))}


def backlog(conn: Connection) -> Mapping[str, int]:
    """How many entries of each stream wait in the inbox."""
    query = select(inbox_table.c.stream, func.count()).group_by(inbox_table.c.stream)
    return {row[0]: row[1] for row in conn.execute(query)}
