"""The SQL of a statement is written once in a test run, not once for each of the thousands of engines it opens.

SQLAlchemy keeps what it compiled for one engine, by its dialect object; every test has an engine of its own. An eighth
of a test on a database went into the same SQL again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

_COMPILED: dict[Any, Any] = {}


def _same_kind(one: object, other: object) -> bool:
    return type(one) is type(other)


def _by_kind(one: object) -> int:
    return hash(type(one))


# One dialect of a kind writes what any other of it would.
for name, method in {"__eq__": _same_kind, "__hash__": _by_kind}.items():
    setattr(DefaultDialect, name, method)


@event.listens_for(Engine, "engine_connect")
def _keep_together(connection: Connection) -> None:
    connection.engine.update_execution_options(compiled_cache=_COMPILED)
