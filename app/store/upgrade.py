"""Bringing a database to today's schema: backed up first, one head, a newer file refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from app.core import places
from app.core.errors import Bug, Refused, Trouble
from app.store.engine import WRITE, told

_ONE_AT_A_TIME: Final = Lock()


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings for a database that is already open (no URL, no ini file, no second process)."""
    config = Config()
    config.set_main_option("script_location", str(places.migrations()))
    config.attributes["connection"] = connection
    return config


def revision_of(engine: Engine) -> str | None:
    """The schema revision that a database is at, or None for an empty one."""
    with told(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def _history() -> tuple[str | None, frozenset[str]]:
    # Read once: every opening of a station asks, and the history does not change under a running program.
    scripts = ScriptDirectory.from_config(alembic_config())
    return scripts.get_current_head(), frozenset(script.revision for script in scripts.walk_revisions())


def head() -> str:
    """The revision of this program."""
    revision = _history()[0]
    if revision is None:
        raise Bug("the migration history has no head")
    return revision


def upgrade(engine: Engine, file: Path | None = None) -> Path | None:
    """Bring a database to head and say where the back-up is, if one was needed.

    A file whose revision this program doesn't know was written by a newer program: Refused, untouched.
    """
    current, target = revision_of(engine), head()
    if current == target:
        return None
    if current is not None and current not in _history()[1]:
        raise Refused("store.newer_file", file=current, program=target)
    backup = _back_up(engine, file, current) if file and current else None
    # Alembic keeps the connection it works on in a global: two threads would migrate each other's database.
    with _ONE_AT_A_TIME, told(), engine.connect() as connection, _foreign_keys_off(connection):
        connection.execution_options(**{WRITE: True})
        # Begun here, so that Alembic does not commit step by step: the whole way up, or none of it.
        with connection.begin():
            command.upgrade(alembic_config(connection), "head")
            if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise Trouble("store.damaged")
    return backup


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite only: with foreign keys on, a batch change of a parent table deletes its cascading children silently."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # Said to the driver itself: SQLAlchemy would begin a transaction first, and inside one the pragma is ignored.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _back_up(engine: Engine, file: Path, revision: str) -> Path:
    with told(), engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.rollback()
    backup = file.with_name(f"{file.name}.before-{revision}")
    try:
        shutil.copy2(file, backup)
    except OSError as error:
        raise Trouble("store.cannot_back_up", path=backup.name) from error
    return backup


def is_empty(engine: Engine) -> bool:
    """Whether a database has no tables yet."""
    with told(), engine.connect() as connection:
        return not inspect(connection).get_table_names()
