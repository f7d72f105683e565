"""An earlier meeting with a number at this desk: in which inspection, and the photograph that shows the goods best."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from app.bench.records.findings import photo_table, scan_table
from app.bench.records.sightings import sighting_table


def own_scans_of(conn: Connection, stream: str, digest: str) -> list[Row[Any]]:
    """This desk's scans of a number by its hash, first to last (second, inspection, line_key).

    A scan that was undone is left out: it was a misread, or it was never meant.
    """
    sighting, scan = sighting_table, scan_table
    query = (
        select(sighting.c.second, scan.c.inspection, scan.c.line_key)
        .join(scan, (scan.c.stream == sighting.c.stream) & (scan.c.seq == sighting.c.seq))
        .where(sighting.c.stream == stream, sighting.c.digest == digest, scan.c.undone.is_(False))
        .order_by(sighting.c.seq)
    )
    return list(conn.execute(query))


def picture_of(conn: Connection, stream: str, inspection: str, line_key: str) -> str:
    """The SHA-256 of the photograph that shows these goods best: of the line if there is one, else the first."""
    photo = photo_table
    query = (
        select(photo.c.sha256)
        .where(photo.c.stream == stream, photo.c.inspection == inspection)
        .order_by((photo.c.line_key == line_key).desc(), photo.c.at)
        .limit(1)
    )
    return str(conn.execute(query).scalar() or "")
