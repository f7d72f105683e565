"""The register's tables: editions, every version of every right, and the rights as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    and_,
    delete,
    func,
    or_,
    select,
)

from app.core.canonical import compact, sha256
from app.core.json_lines import unpack_lines
from app.core.plain import from_json
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.register.rules import HolderSize, Recordation, RightType, Status
from app.store.base import LOCAL, READING, metadata
from app.store.writing import BATCH_ROWS, put

MOST_ASKED: Final = 500
"""Numbers asked about in one statement."""

_NAMED: Final = ("mark_alt", "holder_alt", "nice_classes", "hs_codes", "licensees", "known_infringers")

Editions = Mapping[str, int]
"""The newest edition of each stream that keeps a register."""

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


def digest_of(body: bytes, image_sha256: str) -> str:
    """What tells a changed recordation from one that came again, from its canonical JSON; a new picture is a change."""
    return sha256(body + b" " + image_sha256.encode())


def last_edition(conn: Connection, stream: str | None = None) -> int:
    """The number of the newest edition, 0 before the first."""
    query = select(func.max(edition_table.c.edition))
    if stream is not None:
        query = query.where(edition_table.c.stream == stream)
    return conn.execute(query).scalar() or 0


def editions(conn: Connection) -> list[Row[Any]]:
    """Every edition, newest first."""
    return list(conn.execute(select(edition_table).order_by(edition_table.c.edition.desc())))


def standing_editions(conn: Connection) -> dict[str, int]:
    """The newest edition of every stream: what the register as it stands is made of."""
    rows = conn.execute(select(edition_table.c.stream, func.max(edition_table.c.edition)).group_by("stream"))
    return {row[0]: row[1] for row in rows}


def edition_days(conn: Connection, stream: str) -> dict[int, date]:
    """The editions of a stream and the day each came."""
    rows = conn.execute(
        select(edition_table.c.edition, edition_table.c.imported_on).where(edition_table.c.stream == stream)
    )
    return {row[0]: date.fromisoformat(row[1]) for row in rows}


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
    if numbers is None:
        yield from _read(conn, [])
        return
    wanted = iter(dict.fromkeys(numbers))
    while some := list(islice(wanted, MOST_ASKED)):
        yield from _read(conn, [recordation_table.c.recordation_no.in_(some)])


def _changed_since(editions: Editions) -> ColumnElement[bool]:
    """Rights that came or changed after the editions given."""
    table = recordation_table.c
    known = [and_(table.stream == stream, table.edition > edition) for stream, edition in editions.items()]
    return or_(table.stream.notin_(list(editions)), *known)


def count_changed_since(conn: Connection, editions: Editions) -> int:
    """How many they are."""
    new = [
        edition_table.c.stream.notin_(list(editions)),
        *(
            and_(edition_table.c.stream == stream, edition_table.c.edition > edition)
            for stream, edition in editions.items()
        ),
    ]
    rows = select(func.sum(edition_table.c.added + edition_table.c.changed)).where(or_(*new))
    return conn.execute(rows).scalar() or 0


def _read(conn: Connection, where: Sequence[ColumnElement[bool]]) -> Iterator[Recordation]:
    return (from_json(Recordation, plain) for plain in _plain(conn, where))


def _plain(conn: Connection, where: Sequence[ColumnElement[bool]]) -> Iterator[dict[str, Any]]:
    """Of a number that two streams hold, the one of the higher edition comes last."""
    table = recordation_table.c
    query = select(table.body).where(*where).order_by(table.recordation_no, table.edition, table.stream)
    for body in conn.execute(query.execution_options(yield_per=1000)).scalars():
        yield json.loads(body)


def named(conn: Connection, editions: Editions | None = None) -> Iterator[Recordation]:
    """What finding needs of every right, or of those changed after some editions: names, classes, parties, status.

    The rest of the record is left at its default: half a million of them are read in seconds and fit into memory.
    """
    for plain in _plain(conn, [] if editions is None else [_changed_since(editions)]):
        many: dict[str, Any] = {name: tuple(plain[name]) for name in _NAMED if name in plain}
        yield Recordation(
            plain["recordation_no"],
            RightType(plain["right_type"]),
            plain["right_no"],
            plain["mark"],
            plain["holder"],
            date.min,
            date.max,
            status=Status(plain.get("status", Status.ACTIVE)),
            **many,
        )


def prefix_holders(conn: Connection, prefixes: Iterable[str]) -> list[str]:
    """The numbers of the rights that own one of these GS1 prefixes."""
    query = select(prefix_table.c.recordation_no).where(prefix_table.c.prefix.in_(list(prefixes))).distinct()
    return list(conn.execute(query.order_by(prefix_table.c.recordation_no)).scalars())


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


def recordations_of_edition(
    conn: Connection, stream: str, edition: int, numbers: Iterable[str]
) -> dict[str, Recordation]:
    """Some rights of a stream as one of its editions left them; those it did not hold yet are missing."""
    found: dict[str, Recordation] = {}
    wanted = iter(numbers)
    while some := list(islice(wanted, MOST_ASKED)):
        rows = conn.execute(
            select(version_table.c.recordation_no, version_table.c.body)
            .where(
                version_table.c.stream == stream,
                version_table.c.recordation_no.in_(some),
                version_table.c.edition <= edition,
            )
            .order_by(version_table.c.edition)
        )
        # The newest comes last and stays.
        found |= {number: from_json(Recordation, json.loads(body)) for number, body in rows}
    return found


def changed_between(conn: Connection, stream: str, after: int, until: int) -> list[str]:
    """The numbers of the rights that a stream's editions changed, after one and up to another."""
    query = select(version_table.c.recordation_no).where(
        version_table.c.stream == stream, version_table.c.edition > after, version_table.c.edition <= until
    )
    return list(conn.execute(query.distinct().order_by(version_table.c.recordation_no)).scalars())


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


def image_of(conn: Connection, number: str, as_of: date | None = None) -> str:
    """The SHA-256 of a right's picture, now or at the end of a past day; empty where it has none."""
    table = version_table.c
    query = select(table.image_sha256).where(table.recordation_no == number).order_by(table.edition.desc())
    if as_of is not None:
        query = query.where(table.since <= as_of.isoformat())
    return conn.execute(query.limit(1)).scalar() or ""


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
    while batch := list(islice(lines, BATCH_ROWS)):
        versions = [_version_row(entry, line) for line in batch]
        put(to.conn, version_table, versions)
        plain = [line["recordation"] for line in batch]
        put(to.conn, recordation_table, map(_current_row, versions, plain))
        _put_prefixes(to, entry, plain)


def _version_row(entry: Entry, line: Mapping[str, Any]) -> dict[str, Any]:
    plain, image = line["recordation"], line["image_sha256"]
    body = compact(plain)
    return {
        "stream": entry.stream,
        "recordation_no": plain["recordation_no"],
        "edition": entry.body["edition"],
        "since": entry.occurred_at[:10],
        "digest": digest_of(body, image),
        "image_sha256": image,
        "body": body.decode(),
    }


def _current_row(version: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    """What tables ask for by column; JSON leaves defaults out, so they are put in again."""
    row = {name: value for name, value in version.items() if name != "since"}
    return row | {
        "right_type": plain["right_type"],
        "right_no": plain["right_no"],
        "mark": plain["mark"],
        "holder": plain["holder"],
        "holder_size": plain.get("holder_size", HolderSize.UNKNOWN.value),
        "status": plain.get("status", Status.ACTIVE.value),
        "valid_from": plain["valid_from"],
        "valid_to": plain["valid_to"],
        "safety_flag": plain.get("safety_flag", False),
    }


def _put_prefixes(to: Applying, entry: Entry, plain: Sequence[Mapping[str, Any]]) -> None:
    if entry.body["changed"]:
        for start in range(0, len(plain), MOST_ASKED):
            numbers = [each["recordation_no"] for each in plain[start : start + MOST_ASKED]]
            of_them = prefix_table.c.recordation_no.in_(numbers)
            to.conn.execute(delete(prefix_table).where(prefix_table.c.stream == entry.stream, of_them))
    put(
        to.conn,
        prefix_table,
        (
            {"stream": entry.stream, "prefix": prefix, "recordation_no": each["recordation_no"]}
            for each in plain
            for prefix in each.get("gtin_prefixes", ())
        ),
    )


APPLIES: Applies = {("register.edition_imported", 1): _import}
