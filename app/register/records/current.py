"""The register as it stands: its editions, and of every right the version that counts.

A number that two streams hold (headquarters' and a desk's own) stands as the version that came last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from app.core.canonical import sha256
from app.core.plain import from_json
from app.register.records.tables import asked, edition_table, prefix_table, recordation_table, version_table
from app.register.rules import Recordation, RightType, Status

Editions = Mapping[str, int]
"""The newest edition of each stream that keeps a register."""

_NAMED: Final = ("mark_alt", "holder_alt", "nice_classes", "hs_codes", "licensees", "known_infringers")


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
    table = edition_table.c
    return list(conn.execute(select(edition_table).order_by(table.imported_at.desc(), table.edition.desc())))


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
    """The digest of every right of a stream as it stands, by number."""
    table = recordation_table.c
    rows = conn.execute(select(table.recordation_no, table.digest).where(table.stream == stream))
    return {row[0]: row[1] for row in rows}


def recordations(conn: Connection, numbers: Iterable[str] | None = None) -> Iterator[Recordation]:
    """Rights as they stand: all of them, or those of the numbers given."""
    if numbers is None:
        yield from _read(conn)
        return
    for some in asked(numbers):
        yield from _read(conn, recordation_table.c.recordation_no.in_(some))


def _changed_since(editions: Editions) -> ColumnElement[bool]:
    """Rights that came or changed after the editions given, in any stream."""
    table = recordation_table.c
    known = [and_(table.stream == stream, table.edition > edition) for stream, edition in editions.items()]
    new = or_(table.stream.notin_(list(editions)), *known)
    return table.recordation_no.in_(select(table.recordation_no).where(new))


def count_changed_since(conn: Connection, editions: Editions) -> int:
    """How many they are at most: a right that changed twice is counted twice."""
    table = edition_table.c
    known = [and_(table.stream == stream, table.edition > edition) for stream, edition in editions.items()]
    rows = select(func.sum(table.added + table.changed)).where(or_(table.stream.notin_(list(editions)), *known))
    return conn.execute(rows).scalar() or 0


def _read(conn: Connection, *where: ColumnElement[bool]) -> Iterator[Recordation]:
    return (from_json(Recordation, plain) for plain in _plain(conn, *where))


def _plain(conn: Connection, *where: ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    stands, version = recordation_table.c, version_table.c
    same = and_(
        version.stream == stands.stream,
        version.recordation_no == stands.recordation_no,
        version.edition == stands.edition,
    )
    query = (
        select(stands.recordation_no, version.body)
        .select_from(recordation_table)
        .join(version_table, same)
        .where(*where)
        .order_by(stands.recordation_no, stands.since, stands.edition, stands.stream)
    )
    for _, of_one in groupby(conn.execute(query.execution_options(yield_per=1000)), itemgetter(0)):
        *_, (_, body) = of_one
        yield json.loads(body)


def named(conn: Connection, editions: Editions | None = None) -> Iterator[Recordation]:
    """What finding needs of every right, or of those changed after some editions: names, classes, parties, status.

    The rest of the record is left at its default: half a million of them are read in seconds and fit into memory.
    """
    for plain in _plain(conn, *([] if editions is None else [_changed_since(editions)])):
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
