"""Rights as they stood: on a past day, in an earlier edition, and every version of one of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, false, or_, select

from app.core.plain import from_json
from app.register.records.current import Editions, recordations
from app.register.records.tables import asked, edition_table, version_table
from app.register.rules import Recordation


def recordation(conn: Connection, number: str, as_of: date | None = None) -> Recordation | None:
    """One right as it stands, or as the register had it at the end of a past day."""
    if as_of is None:
        return next(recordations(conn, [number]), None)
    row = conn.execute(_versions_of(number, as_of).limit(1)).first()
    return from_json(Recordation, json.loads(row.body)) if row else None


def versions(conn: Connection, number: str) -> list[tuple[int, date, Recordation]]:
    """Every version of a right: edition, since when, and the right as it then stood, newest first."""
    return [
        (row.edition, date.fromisoformat(row.since), from_json(Recordation, json.loads(row.body)))
        for row in conn.execute(_versions_of(number))
    ]


def image_of(conn: Connection, number: str, as_of: date | None = None) -> str:
    """The SHA-256 of a right's picture, now or at the end of a past day; empty where it has none."""
    row = conn.execute(_versions_of(number, as_of).limit(1)).first()
    return str(row.image_sha256) if row else ""


def _versions_of(number: str, as_of: date | None = None) -> Select[Any]:
    """Newest first. The streams are named because the table's key begins with them: no row of another right is read."""
    table = version_table.c
    streams = select(edition_table.c.stream).distinct()
    query = select(version_table).where(table.stream.in_(streams), table.recordation_no == number)
    if as_of is not None:
        query = query.where(table.since <= as_of.isoformat())
    return query.order_by(table.since.desc(), table.edition.desc(), table.stream.desc())


def recordations_as_of(conn: Connection, as_of: date) -> Iterator[Recordation]:
    """The whole register as it stood at the end of a past day."""
    table = version_table.c
    query = (
        select(table.recordation_no, table.body)
        .where(table.since <= as_of.isoformat())
        .order_by(table.recordation_no, table.since, table.edition, table.stream)
    )
    for _, of_one in groupby(conn.execute(query.execution_options(yield_per=1000)), itemgetter(0)):
        *_, (_, body) = of_one
        yield from_json(Recordation, json.loads(body))


def recordations_of_edition(
    conn: Connection, stream: str, edition: int, numbers: Iterable[str]
) -> dict[str, Recordation]:
    """Some rights of a stream as one of its editions left them; those it did not hold yet are missing."""
    table = version_table.c
    found: dict[str, Recordation] = {}
    for some in asked(numbers):
        rows = conn.execute(
            select(table.recordation_no, table.body)
            .where(table.stream == stream, table.recordation_no.in_(some), table.edition <= edition)
            .order_by(table.edition)
        )
        # The newest comes last and stays.
        newest = {row.recordation_no: row for row in rows}
        found |= {number: from_json(Recordation, json.loads(row.body)) for number, row in newest.items()}
    return found


def recordations_under(conn: Connection, editions: Editions, numbers: Iterable[str]) -> dict[str, Recordation]:
    """Some rights as they stood while these were the newest editions of their streams; others were not known then."""
    table = version_table.c
    known = [and_(table.stream == stream, table.edition <= edition) for stream, edition in editions.items()]
    found: dict[str, Recordation] = {}
    for some in asked(numbers):
        rows = conn.execute(
            select(table.recordation_no, table.body)
            .where(table.recordation_no.in_(some), or_(false(), *known))
            .order_by(table.since, table.edition, table.stream)
        )
        newest = {row.recordation_no: row for row in rows}
        found |= {number: from_json(Recordation, json.loads(row.body)) for number, row in newest.items()}
    return found


def changed_between(conn: Connection, stream: str, after: int, until: int) -> list[str]:
    """The numbers of the rights that a stream's editions changed, after one and up to another."""
    query = select(version_table.c.recordation_no).where(
        version_table.c.stream == stream, version_table.c.edition > after, version_table.c.edition <= until
    )
    return list(conn.execute(query.distinct().order_by(version_table.c.recordation_no)).scalars())


def changed_again_in(conn: Connection, stream: str, edition: int) -> list[str]:
    """The numbers of the rights that an edition changed and that an earlier one held."""
    return list(conn.execute(_of_edition(stream, edition, held_before=True)).scalars())


def added_in(conn: Connection, stream: str, edition: int, most: int) -> list[str]:
    """The first so many numbers of the rights that came with an edition."""
    return list(conn.execute(_of_edition(stream, edition, held_before=False).limit(most)).scalars())


def _of_edition(stream: str, edition: int, *, held_before: bool) -> Select[Any]:
    table, earlier = version_table.c, version_table.alias("earlier").c
    held = exists().where(
        earlier.stream == stream, earlier.recordation_no == table.recordation_no, earlier.edition < edition
    )
    query = select(table.recordation_no).where(table.stream == stream, table.edition == edition)
    return query.where(held if held_before else ~held).order_by(table.recordation_no)


def picture_named(conn: Connection, stream: str, number: str, name: str) -> str:
    """The SHA-256 of the picture that a right of a stream has under a file name; empty where it has none of it."""
    table = version_table.c
    query = select(table.image_sha256, table.body).where(table.stream == stream, table.recordation_no == number)
    row = conn.execute(query.order_by(table.edition.desc()).limit(1)).first()
    return str(row.image_sha256) if row and json.loads(row.body).get("image") == name else ""
