"""What a station knows of itself against the centre: its hashes, what was proved, which blobs are only here."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from app.journal.entry import GENESIS
from app.journal.records import blob_proof_table, entry_blob_table, entry_table, proof_table
from app.sync.rules import Head


def blobs_only_here(conn: Connection, stream: str) -> list[tuple[str, int]]:
    """The blobs of a station's own entries that the centre has not proved: SHA-256 and size, oldest first."""
    blob = entry_blob_table.c
    query = (
        select(blob.sha256, func.max(blob.size), func.min(blob.seq))
        .where(blob.stream == stream, blob.sha256.not_in(select(blob_proof_table.c.sha256)))
        .group_by(blob.sha256)
        .order_by(func.min(blob.seq), blob.sha256)
    )
    return [(row[0], row[1]) for row in conn.execute(query)]


def hash_here(conn: Connection, stream: str, seq: int) -> str | None:
    """A station's hash at a number of a stream."""
    return conn.execute(
        select(entry_table.c.hash).where(entry_table.c.stream == stream, entry_table.c.seq == seq)
    ).scalar()


def proved_head(conn: Connection, stream: str) -> Head:
    """The last entry of a station's stream that the centre has proved."""
    row = conn.execute(select(proof_table.c.seq, proof_table.c.hash).where(proof_table.c.stream == stream)).first()
    return Head(row.seq, row.hash) if row else Head(0, GENESIS)
