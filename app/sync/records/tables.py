"""The centre's own tables; none of them exist at a station."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from app.journal.records import entry_table
from app.store.base import metadata
from app.store.blobs import MAX_BYTES
from app.sync.rules import PIECE_BYTES, pieces_of

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
