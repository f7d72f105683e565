"""The centre's own tables: what arrives, who is enrolled, what waits; none of them exist at a station."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from app.core.canonical import canonical, parsed, sha256
from app.core.errors import Bug, Say, Trouble
from app.journal.entry import GENESIS, Entry
from app.journal.records import blob_proof_table, entry_blob_table, entry_of, entry_table, proof_table, row_of
from app.store.base import metadata
from app.store.blobs import MAX_BYTES, BlobRef
from app.store.writing import put
from app.sync.rules import PIECE_BYTES, Head, pieces_of

central: Final = MetaData(naming_convention=metadata.naming_convention)
EVERY_STATION: Final = "*"
BODY_BYTES: Final = 1024 * 1024
NOW: Final = text("now()")
ARRIVED: Final = "central_arrived"
PROJECTED: Final = "central_projected"

enrolment_table = Table(
    "central_enrolment",
    central,
    Column("stream", String(40), primary_key=True),
    Column("station", String(40), nullable=False),
    Column("role", String(63), nullable=False),
    Column("public_key", String(64), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("enrolled_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    UniqueConstraint("role"),
)

# Which streams a station may read beside its own; reader "*" is every enrolled station (headquarters' stream).
meant_for_table = Table(
    "central_meant_for",
    central,
    Column("stream", String(40), primary_key=True),
    Column("reader", String(40), primary_key=True),
)

# The last entry that arrived of each stream; kept by the inbox's trigger, which refuses whatever does not follow it.
received_table = Table(
    "central_received",
    central,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
)

# Entries that arrived and are not verified yet. A stolen password can fill this, never the journal itself.
inbox_table = Table(
    "central_inbox",
    central,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    *(Column(one.name, one.type, nullable=False) for one in entry_table.columns if not one.primary_key),
    CheckConstraint(f"octet_length(body) <= {BODY_BYTES}", name="body_size"),
)

blob_table = Table(
    "central_blob",
    central,
    Column("stream", String(40), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("verified_at", DateTime(timezone=True)),
    CheckConstraint(f"size BETWEEN 0 AND {MAX_BYTES}", name="size"),
    Index("ix_central_blob_sha256", "sha256"),
    Index("ix_central_blob_unverified", "stream", "sha256", postgresql_where=text("verified_at IS NULL")),
)

piece_table = Table(
    "central_blob_piece",
    central,
    Column("stream", String(40), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
    CheckConstraint(f"piece >= 0 AND piece < {pieces_of(MAX_BYTES)}", name="piece"),
    CheckConstraint(f"octet_length(data) BETWEEN 1 AND {PIECE_BYTES}", name="piece_size"),
)

stopped_table = Table(
    "central_stopped",
    central,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=NOW),
)

case_owner_table = Table(
    "central_case_owner",
    central,
    Column("subject", String(120), primary_key=True),
    Column("stream", String(40), nullable=False),
)

conflict_table = Table(
    "central_conflict",
    central,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String(120), nullable=False),
    Column("owner", String(40), nullable=False),
    Column("found_at", DateTime(timezone=True), nullable=False, server_default=NOW),
)


# --- what arrives ----------------------------------------------------------------------------------------------------


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


# --- blobs at the centre ---------------------------------------------------------------------------------------------


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


# --- at the station --------------------------------------------------------------------------------------------------


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


def last_arrivals(conn: Connection) -> Mapping[str, tuple[int, datetime]]:
    """Per stream, the last number that arrived and when."""
    return {row.stream: (row.seq, row.at) for row in conn.execute(select(received_table))}


def backlog(conn: Connection) -> Mapping[str, int]:
    """How many entries of each stream wait in the inbox."""
    query = select(inbox_table.c.stream, func.count()).group_by(inbox_table.c.stream)
    return {row[0]: row[1] for row in conn.execute(query)}


def blobs_waiting(conn: Connection) -> Mapping[str, int]:
    """How many announced blobs of each stream are not whole or not checked yet."""
    query = (
        select(blob_table.c.stream, func.count())
        .where(blob_table.c.verified_at.is_(None))
        .group_by(blob_table.c.stream)
    )
    return {row[0]: row[1] for row in conn.execute(query)}
