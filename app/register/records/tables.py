"""The register's tables: editions, every version of every right, which version stands, and the indexes kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from sqlalchemy import Column, Index, Integer, String, Table, Text

from app.store.base import LOCAL, READING, metadata

MOST_ASKED: Final = 500
"""Numbers asked about in one statement."""

edition_table = Table(
    "register_edition",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("file", String(255), nullable=False),
    Column("imported_at", String(40), nullable=False),
    Column("imported_on", String(10), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("read", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    info=READING,
)

version_table = Table(
    "recordation_version",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("since", String(10), nullable=False),
    Column("image_sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_recordation_version_edition", "stream", "edition", "recordation_no"),
    info=READING,
)

# Which version of a right stands. Its body stays with the version: to compare a file with 300,000 rights this table is
# read as a whole, and with the bodies in it that took ten seconds.
recordation_table = Table(
    "recordation",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Column("edition", Integer, nullable=False),
    Column("since", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("ix_recordation_no", "recordation_no"),
    Index("ix_recordation_edition", "stream", "edition"),
    info=READING,
)

# Which rights own a GS1 company prefix: a scanned number is looked up by its beginnings.
prefix_table = Table(
    "recordation_prefix",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("prefix", String(14), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Index("ix_recordation_prefix", "prefix"),
    Index("ix_recordation_prefix_no", "recordation_no"),
    info=READING,
)

# What this desk has worked out from its register and can work out again: where the sealed file lies, and for what.
kept_index_table = Table(
    "register_index",
    metadata,
    Column("name", String(12), primary_key=True),
    Column("editions", Text, nullable=False),
    Column("learned_until", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    info=LOCAL,
)


def asked(numbers: Iterable[str]) -> Iterator[list[str]]:
    """Distinct numbers in lists that one statement may ask about."""
    wanted = iter(dict.fromkeys(numbers))
    while some := list(islice(wanted, MOST_ASKED)):
        yield some
