"""Headquarters' acts on the central database: make it, enrol stations, end an enrolment."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, Row, insert, make_url, select, update
from sqlalchemy.exc import ArgumentError

from app.core.errors import Refused, Trouble
from app.journal.entry import GENESIS
from app.store.engine import open_postgres, writing
from app.store.upgrade import upgrade
from app.store.writing import put
from app.sync.records.streams import discard_arrived
from app.sync.records.tables import EVERY_STATION, enrolment_table, meant_for_table, received_table
from app.sync.rules import Handover, StationCard, check_address

GROUP: Final = "tidewaiter_station"
CONNECTIONS_A_STATION: Final = 4
_PUBLIC_KEY: Final = re.compile(r"[0-9a-f]{64}")
_FROM_ENVIRONMENT: Final = {
    "PGHOST": "host",
    "PGHOSTADDR": "hostaddr",
    "PGSSLMODE": "sslmode",
    "PGSERVICE": "service",
}


def open_centre(url: str, *, allow_plain: bool = False) -> Engine:
    """The central database at a PostgreSQL URL; Refused where others could read along on the way there."""
    try:
        parts = conninfo_to_dict(url)
        make_url(url)
    except (psycopg.Error, ArgumentError, ValueError) as error:
        raise Refused("sync.bad_address", field="url") from error
    given = {name: os.environ[variable] for variable, name in _FROM_ENVIRONMENT.items() if os.environ.get(variable)}
    check_address({**given, **parts}, allow_plain=allow_plain)
    return open_postgres(url)


def initialise(engine: Engine) -> None:
    """Bring a database to today's schema and shut it to everybody but its owner and enrolled stations."""
    upgrade(engine)
    with writing(engine) as conn:
        database = sql.Identifier(conn.engine.url.database or "")
        _run(conn, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
        _run(conn, "GRANT CONNECT ON DATABASE {} TO {}", database, sql.Identifier(GROUP))


def enrol(engine: Engine, card: StationCard, address: str, *, for_every_station: bool = False) -> Handover:
    """Give a station its role and register its public key; asked again, it gets a new password.

    `for_every_station` says that its stream is reference data which every station may read (headquarters' own).
    Refused when the stream is enrolled with another key: a stream has one writer.
    """
    _check(card)
    password = secrets.token_urlsafe(32)
    with writing(engine) as conn:
        known = conn.execute(select(enrolment_table).where(enrolment_table.c.stream == card.stream)).first()
        role = _renew(conn, known, card) if known else _admit(conn, card)
        if for_every_station:
            put(conn, meant_for_table, {"stream": card.stream, "reader": EVERY_STATION})
        # Hashed here, as psql's \password does: the server's log never sees the password itself.
        driver: Any = conn.connection.driver_connection
        hashed = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        _run(conn, "ALTER ROLE {} LOGIN PASSWORD {}", sql.Identifier(role), sql.Literal(hashed))
    return Handover(card.station, card.stream, _without_secret(address), role, password)


def _check(card: StationCard) -> None:
    named = card.station and card.stream and len(card.stream) <= 40 and len(card.station) <= 40
    if not named or card.stream == EVERY_STATION or not _PUBLIC_KEY.fullmatch(card.public_key):
        raise Refused("sync.bad_card", field="card")


def _admit(conn: Connection, card: StationCard) -> str:
    # Roles belong to the whole server, so the name carries a chance part: another database may know this station too.
    slug = re.sub(r"[^a-z0-9]+", "_", card.station.lower())[:40]
    role = f"tw_{slug}_{secrets.token_hex(3)}"
    limit = sql.Literal(CONNECTIONS_A_STATION)
    _run(conn, "CREATE ROLE {} NOLOGIN CONNECTION LIMIT {}", sql.Identifier(role), limit)
    _run(conn, "GRANT {} TO {}", sql.Identifier(GROUP), sql.Identifier(role))
    row = {"stream": card.stream, "station": card.station, "role": role, "public_key": card.public_key, "active": True}
    conn.execute(insert(enrolment_table).values(**row))
    conn.execute(insert(received_table).values(stream=card.stream, seq=0, hash=GENESIS))
    return role


def _renew(conn: Connection, known: Row[Any], card: StationCard) -> str:
    if known.public_key != card.public_key:
        raise Refused("sync.other_key", field="card", stream=card.stream)
    conn.execute(update(enrolment_table).where(enrolment_table.c.stream == card.stream).values(active=True))
    return str(known.role)


def dismiss(engine: Engine, station: str) -> None:
    """End a station's enrolment (stolen, closed): its role can't sign in, and an open connection can do nothing."""
    with writing(engine) as conn:
        enrolment = _enrolment_of(conn, station)
        conn.execute(update(enrolment_table).where(enrolment_table.c.stream == enrolment.stream).values(active=False))
        _run(conn, "ALTER ROLE {} NOLOGIN", sql.Identifier(enrolment.role))


def discard(engine: Engine, station: str) -> int:
    """Throw away entries of a station that can't be verified, so that its true ones may come; gives how many went."""
    with writing(engine) as conn:
        return discard_arrived(conn, _enrolment_of(conn, station).stream)


def _enrolment_of(conn: Connection, station: str) -> Row[Any]:
    found = conn.execute(select(enrolment_table).where(enrolment_table.c.station == station)).first()
    if found is None:
        raise Refused("sync.unknown_station", field="station", station=station)
    return found


def write_handover(handover: Handover, path: Path) -> None:
    """Write the handover to a new file that only its owner can read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused("sync.handover_exists", field="out", path=path.name) from None
    except OSError as error:
        raise Trouble("store.cannot_write", path=path.name) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(asdict(handover), out, ensure_ascii=False, indent=1)


def _without_secret(address: str) -> str:
    bare = make_url(address)._replace(username=None, password=None)
    return bare.render_as_string(hide_password=False)


def _run(conn: Connection, statement: LiteralString, *parts: sql.Composable) -> None:
    driver: Any = conn.connection.driver_connection
    driver.execute(sql.SQL(statement).format(*parts))
