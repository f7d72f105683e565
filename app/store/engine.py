"""Opening the databases: SQLCipher at a station, PostgreSQL at the centre, and their failures in our three kinds."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool, StaticPool

from app.core.errors import Trouble
from app.store.blobs import KEY_BYTES

WRITE: Final = "tidewaiter_write"
BUSY_MS: Final = 5_000


def open_station_file(path: Path, key: bytes) -> Engine:
    """The station's encrypted file: WAL, synchronous FULL, one writer at a time.

    `key` is the 32 random bytes themselves (SQLCipher raw key, no derivation).
    Trouble when the key or the file is wrong.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a station key has 32 bytes")
    import sqlcipher3.dbapi2 as sqlcipher

    def connect() -> Any:
        connection = sqlcipher.connect(str(path), check_same_thread=False, timeout=BUSY_MS / 1000)
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_size = -16000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, pool_size=4)
    _begin_as_asked(engine)
    with told(), engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    return engine


def open_memory() -> Engine:
    """An empty database in memory, to read a journal again and compare."""
    import sqlcipher3.dbapi2 as sqlcipher

    def connect() -> Any:
        connection = sqlcipher.connect(":memory:", check_same_thread=False)
        connection.isolation_level = None
        return connection

    engine = create_engine("sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool)
    _begin_as_asked(engine)
    return engine


def open_postgres(url: str, *, timeout_s: int = 10) -> Engine:
    """The central database at any PostgreSQL URL (libpq form); a connection is made on first use."""
    plain = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    # What it warns of it also raises; a log line beside that would be told twice.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    # A line that dies without a word is noticed within half a minute, not after the system's two hours.
    alive = {
        "connect_timeout": timeout_s,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
    }
    return create_engine(plain, pool_pre_ping=True, connect_args=alive)


def _begin_as_asked(engine: Engine) -> None:
    # The driver's own BEGIN is deferred: two writers would both read, then one fail. Writers say so at once.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any failure, failures told in our kinds."""
    with told(), engine.connect() as connection:
        connection.execution_options(**{WRITE: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database."""
    with told(), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


# SQLite's own sentences, stable since its first versions; the driver gives no code for SQLCipher's failures.
# PostgreSQL tells a refused connection in words only; what refuses stands before what says that it failed.
_TROUBLES: Final = (
    ("disk is full", "store.disk_full"),
    ("database is locked", "store.locked"),
    ("database table is locked", "store.locked"),
    ("file is not a database", "store.wrong_key"),
    ("file is encrypted", "store.wrong_key"),
    ("malformed", "store.damaged"),
    ("disk i/o error", "store.disk_error"),
    ("readonly database", "store.read_only"),
    ("unable to open database file", "store.cannot_open"),
    ("authentication failed", "store.centre_refused"),
    ("is not permitted to log in", "store.centre_refused"),
    ("permission denied", "store.centre_refused"),
    ("no pg_hba.conf entry", "store.centre_refused"),
    ("row-level security", "store.centre_refused"),
    ("does not support ssl", "store.centre_tls"),
    ("certificate", "store.centre_tls"),
    ("ssl error", "store.centre_tls"),
    ("too many", "store.centre_full"),
    ("connection", "store.centre_unreachable"),
    ("could not translate host name", "store.centre_unreachable"),
    ("could not receive data", "store.centre_unreachable"),
    ("could not send data", "store.centre_unreachable"),
)

# PostgreSQL's SQLSTATE, by its longest known beginning: it is the same in whatever language the server speaks.
_STATES: Final = (
    ("42501", "store.centre_refused"),
    ("28", "store.centre_refused"),
    ("53", "store.centre_full"),
    ("08", "store.centre_unreachable"),
    ("57P", "store.centre_unreachable"),
    ("25006", "store.centre_unreachable"),
)


def state_of(error: DBAPIError) -> str:
    """PostgreSQL's five-sign SQLSTATE behind a failure, or "" where there is none."""
    return str(getattr(error.orig, "sqlstate", None) or "")


def trouble_of(error: BaseException) -> Trouble | None:
    """The world's trouble behind a database failure, or None when the failure is a bug of ours."""
    if not isinstance(error, DBAPIError):
        return None
    state = state_of(error)
    for beginning, key in _STATES:
        if state.startswith(beginning):
            return Trouble(key)
    # A statement that the server answered with a code is told by that code alone.
    if not state:
        text = str(error.orig).lower()
        for sign, key in _TROUBLES:
            if sign in text:
                return Trouble(key)
    return Trouble("store.database") if isinstance(error, OperationalError) else None


@contextmanager
def told() -> Iterator[None]:
    """Turns database failures into Trouble where they are the world's fault; the rest stay bugs."""
    try:
        yield
    except DBAPIError as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise trouble from error
