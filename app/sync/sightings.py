"""What other stations saw, taken from the centre as packed hashes: never whose goods they were or what came of it."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, select

from app.bench.records.sightings import Page, heard_up_to, keep_page, seen_after
from app.bench.sightings import packed
from app.journal.records import stream_table
from app.journal.work import Station
from app.store.engine import reading, writing

AT_ONCE: Final = 4096
"""Sightings a page: 112 KiB, which gets through a poor line."""


def pull_sightings(station: Station, centre: Engine) -> int:
    """Take what every other station saw after what is here already; gives how many sightings came."""
    with reading(centre) as conn:
        others = [(row.stream, row.station) for row in _streams(conn) if row.stream != station.stream]
    return sum(_pull(station, centre, stream, name) for stream, name in others)


def _streams(conn: Connection) -> list[Row[Any]]:
    query = select(stream_table.c.stream, stream_table.c.station).order_by(stream_table.c.stream)
    return list(conn.execute(query))


def _pull(station: Station, centre: Engine, stream: str, name: str) -> int:
    taken = 0
    while True:
        with station.read() as conn:
            after = heard_up_to(conn, stream)
        with reading(centre) as conn:
            found = seen_after(conn, stream, after, AT_ONCE)
        if not found:
            return taken
        page = Page(stream, found[-1].seq, name, packed((row.digest, row.second) for row in found))
        with writing(station.engine) as conn:
            keep_page(conn, page)
        taken += len(found)
