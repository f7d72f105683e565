"""The journal's tables: entries that only grow, the streams they stand in, and what the centre has proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
)

from app.core.canonical import canonical, parsed
from app.journal.entry import Entry
from app.store.base import JOURNAL, LOCAL, READING, metadata
from app.store.writing import put

entry_table = Table(
    "entry",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", String(36), nullable=False, unique=True),
    Column("kind", String(80), nullable=False),
    Column("kind_version", Integer, nullable=False),
    Column("occurred_at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("body", Text, nullable=False),
    Column("prev_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("signature", String(128), nullable=False),
    Index("ix_entry_subject", "subject"),
    info=JOURNAL,
)

stream_table = Table(
    "stream",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("station", String(40), nullable=False),
    Column("customs", String(20), nullable=False),
    Column("profile", String(10), nullable=False),
    Column("public_key", String(64), nullable=False),
    Column("opened_at", String(40), nullable=False),
    info=READING,
)

entry_blob_table = Table(
    "entry_blob",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String(80), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("name", String(255), nullable=False),
    Index("ix_entry_blob_sha256", "sha256"),
    info=READING,
)

# What the centre has proved: every entry of a stream up to `seq`, under the hash it gave back.
proof_table = Table(
    "proof",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("proved_at", String(40), nullable=False),
    info=LOCAL,
)

blob_proof_table = Table(
    "blob_proof",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("proved_at", String(40), nullable=False),
    info=LOCAL,
)

# What an officer has entered and not yet recorded, page by page: kept so that a power cut loses one field at most.
draft_table = Table(
    "draft",
    metadata,
    Column("officer", String(40), primary_key=True),
    Column("page", String(40), primary_key=True),
    Column("body", Text, nullable=False),
    Column("kept_at", String(40), nullable=False),
    info=LOCAL,
)

secret_table = Table(
    "secret",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
    info=LOCAL,
)


MOST_ASKED = 500
"""Subjects asked about in one statement."""


def head_of(conn: Connection, stream: str) -> tuple[int, str] | None:
    """The last sequence number and hash of a stream, or None where it has no entry here."""
    row = conn.execute(
        select(entry_table.c.seq, entry_table.c.hash)
        .where(entry_table.c.stream == stream)
        .order_by(entry_table.c.seq.desc())
        .limit(1)
    ).first()
    return (row.seq, row.hash) if row else None


def store_entry(conn: Connection, entry: Entry) -> None:
    """Append an entry and the list of its blobs; the tables' triggers refuse any later change."""
    conn.execute(insert(entry_table).values(**row_of(entry)))


def store_blob_list(conn: Connection, entry: Entry) -> None:
    """Read the blobs that an entry speaks of into their table."""
    put(
        conn,
        entry_blob_table,
        (
            {
                "stream": entry.stream,
                "seq": entry.seq,
                "sha256": blob["sha256"],
                "media_type": blob["media_type"],
                "size": blob["size"],
                "name": blob.get("name", ""),
            }
            for blob in entry.blobs()
        ),
    )


def row_of(entry: Entry) -> dict[str, Any]:
    """An entry as a row; its body as canonical JSON text."""
    return {
        "stream": entry.stream,
        "seq": entry.seq,
        "entry_id": entry.entry_id,
        "kind": entry.kind,
        "kind_version": entry.kind_version,
        "occurred_at": entry.occurred_at,
        "officer": entry.officer,
        "subject": entry.subject,
        "body": canonical(entry.body).decode(),
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
        "signature": entry.signature,
    }


def entry_of(row: Row[Any]) -> Entry:
    """An entry back from its row."""
    return Entry(
        row.stream,
        row.seq,
        row.entry_id,
        row.kind,
        row.kind_version,
        row.occurred_at,
        row.officer,
        row.subject,
        parsed(row.body),
        row.prev_hash,
        row.hash,
        row.signature,
    )


def entries(
    conn: Connection, stream: str | None = None, *, after: int = 0, limit: int | None = None
) -> Iterator[Entry]:
    """The entries of one stream after a sequence number, or of every stream, in order."""
    query = select(entry_table).order_by(entry_table.c.stream, entry_table.c.seq)
    if stream is not None:
        query = query.where(entry_table.c.stream == stream, entry_table.c.seq > after)
    # The whole journal is read through a cursor; a limited piece at once, so that a broken line leaves no cursor open.
    query = query.execution_options(yield_per=500) if limit is None else query.limit(limit)
    with conn.execute(query) as rows:
        for row in rows:
            yield entry_of(row)


def about(conn: Connection, subject: str) -> list[Entry]:
    """Every entry about a declaration, case or item, in the order it was written."""
    rows = conn.execute(
        select(entry_table).where(entry_table.c.subject == subject).order_by(entry_table.c.stream, entry_table.c.seq)
    )
    return [entry_of(row) for row in rows]


def about_many(conn: Connection, subjects: Sequence[str], kinds: Sequence[str]) -> Iterator[Entry]:
    """The entries of some kinds about some declarations, cases or items."""
    for start in range(0, len(subjects), MOST_ASKED):
        some = subjects[start : start + MOST_ASKED]
        query = select(entry_table).where(entry_table.c.subject.in_(some), entry_table.c.kind.in_(kinds))
        for row in conn.execute(query.order_by(entry_table.c.stream, entry_table.c.seq)):
            yield entry_of(row)


def only_here(conn: Connection, stream: str) -> int:
    """How many entries of a station's stream the centre has not proved yet."""
    head = head_of(conn, stream)
    proved = conn.execute(select(proof_table.c.seq).where(proof_table.c.stream == stream)).scalar() or 0
    return (head[0] if head else 0) - proved
