"""Blobs at the centre: they come in pieces, are checked once whole, and are read back by whoever may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, update

from app.core.canonical import sha256
from app.core.errors import Bug, Trouble
from app.store.blobs import BlobRef
from app.sync.records.tables import NOW, blob_table, piece_table
from app.sync.rules import PIECE_BYTES, pieces_of


def announce_blob(conn: Connection, stream: str, digest: str, size: int) -> set[int]:
    """Say that a blob's pieces will come, and hear which pieces the centre has already."""
    put_once(conn, blob_table, {"stream": stream, "sha256": digest, "size": size})
    query = select(piece_table.c.piece).where(piece_table.c.stream == stream, piece_table.c.sha256 == digest)
    return set(conn.execute(query).scalars())


def add_piece(conn: Connection, stream: str, digest: str, piece: int, data: bytes) -> None:
    """Hand one piece over; the same piece twice is the same as once."""
    put_once(conn, piece_table, {"stream": stream, "sha256": digest, "piece": piece, "data": data})


def put_once(conn: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row unless its key is there; a station's role may not update."""
    from sqlalchemy.dialects import postgresql

    conn.execute(postgresql.insert(table).values(**row).on_conflict_do_nothing())


def verified_blobs(conn: Connection, stream: str, digests: Sequence[str]) -> set[str]:
    """Which of these blobs of a stream the centre has whole, their SHA-256 checked there."""
    query = select(blob_table.c.sha256).where(
        blob_table.c.stream == stream, blob_table.c.verified_at.is_not(None), blob_table.c.sha256.in_(digests)
    )
    return set(conn.execute(query).scalars())


def unverified_blobs(conn: Connection) -> list[tuple[str, str]]:
    """The blobs whose pieces are all here and whose hash nobody has checked yet: stream and SHA-256."""
    counted = (
        select(func.count())
        .where(piece_table.c.stream == blob_table.c.stream, piece_table.c.sha256 == blob_table.c.sha256)
        .scalar_subquery()
    )
    query = select(blob_table.c.stream, blob_table.c.sha256).where(blob_table.c.verified_at.is_(None))
    return [(row.stream, row.sha256) for row in conn.execute(query.where(counted * PIECE_BYTES >= blob_table.c.size))]


def verify_blob(conn: Connection, stream: str, digest: str) -> bool:
    """Check a whole blob's hash: marked as proved, or thrown away so that its station sends it again."""
    key = (blob_table.c.stream == stream, blob_table.c.sha256 == digest)
    query = select(blob_table.c.size).where(*key, blob_table.c.verified_at.is_(None))
    size = conn.execute(query.with_for_update(skip_locked=True)).scalar()
    if size is None:
        return False
    if sha256(b"".join(_pieces(conn, stream, digest, size))) == digest:
        conn.execute(update(blob_table).where(*key).values(verified_at=NOW))
        return True
    conn.execute(delete(piece_table).where(piece_table.c.stream == stream, piece_table.c.sha256 == digest))
    conn.execute(delete(blob_table).where(*key))
    return False


def fetch_blob(conn: Connection, stream: str, digest: str) -> bytes | None:
    """A verified blob of a stream this role may read, or None where it has not arrived there whole."""
    query = select(blob_table.c.size).where(
        blob_table.c.stream == stream, blob_table.c.sha256 == digest, blob_table.c.verified_at.is_not(None)
    )
    size = conn.execute(query).scalar()
    return None if size is None else b"".join(_pieces(conn, stream, digest, size))


def _pieces(conn: Connection, stream: str, digest: str, size: int) -> Iterator[bytes]:
    for piece in range(pieces_of(size)):
        query = select(piece_table.c.data).where(
            piece_table.c.stream == stream, piece_table.c.sha256 == digest, piece_table.c.piece == piece
        )
        yield bytes(conn.execute(query).scalar() or b"")


def blobs_waiting(conn: Connection) -> Mapping[str, int]:
    """How many announced blobs of each stream are not whole or not checked yet."""
    query = (
        select(blob_table.c.stream, func.count())
        .where(blob_table.c.verified_at.is_(None))
        .group_by(blob_table.c.stream)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


class CentralBlobs:
    """The centre's blobs inside an open transaction: rows of pieces, read back whole and checked."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def put(self, data: bytes, media_type: str, name: str = "") -> BlobRef:
        """The centre records nothing of its own, so no blob is made there."""
        raise Bug("the centre makes no blobs")

    def get(self, digest: str) -> bytes:
        """The bytes of a verified blob, whichever station sent it; Trouble (store.blob_missing) until it is here."""
        query = select(blob_table.c.stream, blob_table.c.size).where(
            blob_table.c.sha256 == digest, blob_table.c.verified_at.is_not(None)
        )
        row = self._conn.execute(query.limit(1)).first()
        if row is None:
            raise Trouble("store.blob_missing", digest=digest)
        data = b"".join(_pieces(self._conn, row.stream, digest, row.size))
        if sha256(data) != digest:
            raise Trouble("store.blob_changed", digest=digest)
        return data

    def has(self, digest: str) -> bool:
        """Whether the blob is here, whole and checked."""
        query = select(blob_table.c.sha256).where(blob_table.c.sha256 == digest, blob_table.c.verified_at.is_not(None))
        return self._conn.execute(query.limit(1)).first() is not None
