"""The script that goes with every pack, used by the program too: one check, whoever runs it."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypedDict, cast

from app.core import places
from app.core.errors import Bug, Refused

MOST_BYTES = 4 * 1024**3 - 1
"""An archive without 64-bit sizes; more is two packs."""


class Found(TypedDict):
    """What a check found."""

    files: int
    entries: int
    ok: bool
    first_bad: str | None
    key: str


class Script(Protocol):
    """What the program uses of the script."""

    FORMAT: str

    def sealed(self, members: Mapping[str, bytes]) -> bytes: ...

    def check(self, members: Mapping[str, bytes], key: str = "") -> Found: ...

    def check_archive(self, archive: bytes, key: str = "") -> Found: ...


def source() -> bytes:
    """The script as it goes into a pack."""
    return places.resources("custody", "check.py").read_bytes()


@cache
def script() -> Script:
    """The script, loaded; it uses Python's standard library alone."""
    path = places.resources("custody", "check.py")
    spec = importlib.util.spec_from_file_location("evidence_check", path)
    if spec is None or spec.loader is None:
        raise Bug("the evidence check is not where it should be")
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Script", module)


def check_file(path: Path, key: str = "") -> Found:
    """Check a pack; `key` demands that a known station sealed it."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused("custody.pack_too_large", field="file", file=path.name)
        archive = path.read_bytes()
    except OSError:
        raise Refused("cli.no_file", file=str(path)) from None
    return script().check_archive(archive, key)
