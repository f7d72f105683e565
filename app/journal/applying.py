"""Reading entries into tables: the only code that changes a read table, the same at a station and at the centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.errors import Bug
from app.journal.entry import Entry
from app.journal.records import store_blob_list, stream_table
from app.store.blobs import Blobs
from app.store.writing import put

Moved = Callable[[int, int], None]
"""Told how many rows of how many an entry has brought; it may raise, then the act is undone."""


def unheard(_done: int, _total: int) -> None:
    """Most entries are read in an instant: nobody watches."""


@dataclass(frozen=True)
class Applying:
    """What an apply function may use: the open transaction, the blobs that entries speak of, and who watches."""

    conn: Connection
    blobs: Blobs
    moved: Moved = unheard


Apply = Callable[[Applying, Entry], None]
Kind = tuple[str, int]
Applies = Mapping[Kind, Apply]


class Appliers:
    """Every apply function by kind and version, gathered from the steps once at start."""

    def __init__(self, *of_steps: Applies) -> None:
        self._by_kind: dict[Kind, Apply] = {}
        for applies in (APPLIES, *of_steps):
            for kind, apply in applies.items():
                if kind in self._by_kind:
                    raise Bug(f"two steps apply {kind}")
                self._by_kind[kind] = apply

    def apply(self, to: Applying, entry: Entry) -> None:
        """Bring the read tables up to an entry; an unknown kind is a bug, or a file of a newer program."""
        found = self._by_kind.get((entry.kind, entry.kind_version))
        if found is None:
            raise Bug(f"nothing applies {entry.kind} version {entry.kind_version}")
        store_blob_list(to.conn, entry)
        found(to, entry)

    def knows(self, kind: str, version: int) -> bool:
        """Whether this program can read a kind of entry."""
        return (kind, version) in self._by_kind


def _open_stream(to: Applying, entry: Entry) -> None:
    put(
        to.conn,
        stream_table,
        {
            "stream": entry.stream,
            "station": entry.body["station"],
            "customs": entry.body["customs"],
            "profile": entry.body["profile"],
            "public_key": entry.body["public_key"],
            "opened_at": entry.occurred_at,
        },
    )


APPLIES: Applies = {("journal.stream_opened", 1): _open_stream}
