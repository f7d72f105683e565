"""The process that is killed: it opens a station and does one act after another, saying each once it is confirmed.

An act is named as "module:function", a function (station, number) -> entries, after whose return it must be durable.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Sequence
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from app import bootstrap
from app.core.clock import SystemClock
from app.identity.home import open_home
from app.journal.entry import Entry
from app.journal.work import Station

Act = Callable[[Station, int], Sequence[Entry]]


def keep_with_pictures(station: Station, number: int) -> Sequence[Entry]:
    """One act of two facts with a picture, so that entries, blobs and read tables are all in flight."""
    picture = station.blobs.put(f"picture {number} {os.getpid()}".encode() * 2_000, "image/jpeg", f"{number}.jpg")
    with station.act("NB001") as act:
        for side in "ab":
            body = {"name_zh": "某", "name_en": f"Number {number}", "roles": ["bench"], "active": True}
            act.record("identity.officer_kept", f"{os.getpid()}-{number}{side}", body, blobs=[picture])
    return act.entries


def named(act: str) -> Act:
    """The act of a "module:function" name."""
    module, _, function = act.partition(":")
    found: Act = getattr(importlib.import_module(module), function)
    return found


def record(home: Path, key: bytes, act: str, confirmed: Connection) -> None:
    """Act until killed, telling the facts of each act (sequence number to hash) once it is confirmed."""
    station = open_home(home, key, bootstrap.appliers(), SystemClock())
    for number in count():
        confirmed.send({entry.seq: entry.hash for entry in named(act)(station, number)})
