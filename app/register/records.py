"""The register's tables: editions, every version of every right, and the rights as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Index, Integer, Row, String, Table, Text, and_, func, select

from app.core.canonical import compact, sha256
from app.core.json_lines import unpack_lines
from app.core.plain import from_json, to_json
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.register.rules import Recordation
from app.store.base import READING, metadata
from app.store.writing import BATCH_ROWS, put

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
    Column("digest", String(64), nullable=False),
    Column("image_sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
    info=READING,
)

recordation_table = Table(
    "recordation",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Column("edition", Integer, nullable=False),
    Column("right_type", String(12), nullable=False),
    Column("right_no", String(80), nullable=False),
    Column("mark", String(300), nullable=False),
    Column("holder", String(300), nullable=False),
    Column("holder_size", String(8), nullable=False),
    Column("status", String(12), nullable=False),
    Column("valid_from", String(10), nullable=False),
    Column("valid_to", String(10), nullable=False),
    Column("safety_flag", Boolean, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("image_sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_recordation_no", "recordation_no"),
    info=READING,
)


def digest_of(recordation: Recordation, image_sha256: str) -> str:
    """What tells a changed recordation from one that came again; a new picture is a change."""
    return _digest(to_json(recordation), image_sha256)


def _digest(plain: Any, image_sha256: str) -> str:
    return sha256(compact([plain, image_sha256]))


def last_edition(conn: Connection, stream: str | None = None) -> int:
    """The number of the newest edition, 0 before the first."""
    query = select(func.max(edition_table.c.edition))
    if stream is not None:
        query = query.where(edition_table.c.stream == stream)
    return conn.execute(query).scalar() or 0


def editions(conn: Connection) -> list[Row[Any]]:
    """Every edition, newest first."""
    return list(conn.execute(select(edition_table).order_by(edition_table.c.edition.desc())))


def digests(conn: Connection, stream: str) -> Mapping[str, str]:
    """The digest of every right as it stands, by number."""
    rows = conn.execute(
        select(recordation_table.c.recordation_no, recordation_table.c.digest).where(
            recordation_table.c.stream == stream
        )
    )
    return {row[0]: row[1] for row in rows}


def recordations(conn: Connection, numbers: Iterable[str] | None = None) -> Iterator[Recordation]:
    """Rights as they stand: all of them, or those of the numbers given."""
    query = select(recordation_table.c.body).order_by(recordation_table.c.recordation_no)
    if numbers is not None:
        query = query.where(recordation_table.c.recordation_no.in_(list(numbers)))
    for body in conn.execute(query.execution_options(yield_per=1000)).scalars():
        yield from_json(Recordation, json.loads(body))


def recordation(conn: Connection, number: str, as_of: date | None = None) -> Recordation | None:
    """One right as it stands, or as the register had it at the end of a past day."""
    if as_of is None:
        return next(recordations(conn, [number]), None)
    body = conn.execute(
        select(version_table.c.body)
        .where(version_table.c.recordation_no == number, version_table.c.since <= as_of.isoformat())
        .order_by(version_table.c.edition.desc())
        .limit(1)
    ).scalar()
    return from_json(Recordation, json.loads(body)) if body else None


def recordations_as_of(conn: Connection, as_of: date) -> Iterator[Recordation]:
    """The whole register as it stood at the end of a past day."""
    newest = (
        select(
            version_table.c.stream, version_table.c.recordation_no, func.max(version_table.c.edition).label("edition")
        )
        .where(version_table.c.since <= as_of.isoformat())
        .group_by(version_table.c.stream, version_table.c.recordation_no)
        .subquery()
    )
    same = and_(
        version_table.c.stream == newest.c.stream,
        version_table.c.recordation_no == newest.c.recordation_no,
        version_table.c.edition == newest.c.edition,
    )
    for body in conn.execute(select(version_table.c.body).join(newest, same)).scalars():
        yield from_json(Recordation, json.loads(body))


def versions(conn: Connection, number: str) -> list[tuple[int, date, Recordation]]:
    """Every version of a right: edition, since when, and the right as it then stood, newest first."""
    rows = conn.execute(
        select(version_table.c.edition, version_table.c.since, version_table.c.body)
        .where(version_table.c.recordation_no == number)
        .order_by(version_table.c.edition.desc())
    )
    return [(row[0], date.fromisoformat(row[1]), from_json(Recordation, json.loads(row[2]))) for row in rows]


def image_of(conn: Connection, number: str) -> str:
    """The SHA-256 of a right's picture, empty where it has none."""
    return (
        conn.execute(
            select(recordation_table.c.image_sha256).where(recordation_table.c.recordation_no == number)
        ).scalar()
        or ""
    )


def _import(to: Applying, entry: Entry) -> None:
    body = entry.body
    put(
        to.conn,
        edition_table,
        {
            "stream": entry.stream,
            "edition": body["edition"],
            "file": body["file"],
            "imported_at": entry.occurred_at,
            "imported_on": entry.occurred_at[:10],
            "officer": entry.officer,
            **{name: body[name] for name in ("read", "added", "changed", "unchanged", "rejected")},
        },
    )
    lines = unpack_lines(to.blobs.get(body["rows"]))
    while batch := [_version_row(entry, line) for line in islice(lines, BATCH_ROWS)]:
        put(to.conn, version_table, batch)
        put(to.conn, recordation_table, (_current_row(row) for row in batch))


def _version_row(entry: Entry, line: Mapping[str, Any]) -> dict[str, Any]:
    plain, image = line["recordation"], line["image_sha256"]
    return {
        "stream": entry.stream,
        "recordation_no": plain["recordation_no"],
        "edition": entry.body["edition"],
        "since": entry.occurred_at[:10],
        "digest": _digest(plain, image),
        "image_sha256": image,
        "body": compact(plain).decode(),
    }


def _current_row(version: Mapping[str, Any]) -> dict[str, Any]:
    found = from_json(Recordation, json.loads(version["body"]))
    return {
        **{name: value for name, value in version.items() if name != "since"},
        "right_type": found.right_type.value,
        "right_no": found.right_no,
        "mark": found.mark,
        "holder": found.holder,
        "holder_size": found.holder_size.value,
        "status": found.status.value,
        "valid_from": found.valid_from.isoformat(),
        "valid_to": found.valid_to.isoformat(),
        "safety_flag": found.safety_flag,
    }


APPLIES: Applies = {("register.edition_imported", 1): _import}
