"""Bringing a database to today's schema: backed up first, one head, a newer file refused."""

from __future__ import annotations

import shutil
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from app.core import places
from app.core.errors import Bug, Refused, Trouble
from app.store.engine import told


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


def head() -> str:
    """The revision of this program."""
    revision = ScriptDirectory.from_config(alembic_config()).get_current_head()
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
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if current is not None and current not in known:
        raise Refused("store.newer_file", file=current, program=target)
    backup = _back_up(engine, file, current) if file and current else None
    with told(), engine.connect() as connection:
        # Inside a transaction the pragma is ignored; with it on, a batch change of a parent deletes its children.
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
        command.upgrade(alembic_config(connection), "head")
        connection.commit()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.rollback()
            if broken:
                raise Trouble("store.damaged")
    return backup


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
