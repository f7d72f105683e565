"""Keeps the register's indexes between starts: sealed like every blob, one file a name, the old one deleted."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from app.core.canonical import compact
from app.core.errors import Trouble
from app.journal.work import Station
from app.register.matching import MatchIndex
from app.register.matching.keys import Keys
from app.register.matching.search import SearchIndex
from app.register.records import Editions, kept_index_table
from app.store.blobs import FileBlobs
from app.store.engine import writing
from app.store.writing import put

Index = TypeVar("Index")

_MEDIA_TYPE: Final = "application/x-npz"
_SEPARATOR: Final = "\0"
"""No text of a register holds it: reading refuses such rows."""


@dataclass(frozen=True)
class Kept:
    """What a kept index was made of: the editions in it, and until when it has learned from cleared shipments."""

    editions: Editions
    learned_until: str = ""


def restored(station: Station, name: str, read: Callable[[bytes], Index]) -> tuple[Index, Kept] | None:
    """The index kept under a name; None where there is none or it is damaged: it can be made again."""
    with station.read() as conn:
        row = conn.execute(select(kept_index_table).where(kept_index_table.c.name == name)).first()
    if row is None:
        return None
    try:
        return read(station.blobs.get(row.digest)), Kept(json.loads(row.editions), row.learned_until)
    except (Trouble, ValueError, KeyError, EOFError, BadZipFile):
        return None


def keep(station: Station, name: str, data: bytes, kept: Kept) -> None:
    """Keep an index in place of the one before; where it can't be kept just now, the next start makes it again."""
    with suppress(Trouble):
        ref = station.blobs.put(data, _MEDIA_TYPE, name)
        with writing(station.engine) as conn:
            table = kept_index_table
            before = conn.execute(select(table.c.digest).where(table.c.name == name)).scalar()
            put(
                conn,
                table,
                {
                    "name": name,
                    "editions": compact(dict(kept.editions)).decode(),
                    "learned_until": kept.learned_until,
                    "digest": ref.sha256,
                },
            )
        if before and before != ref.sha256 and isinstance(station.blobs, FileBlobs):
            station.blobs.forget(before)


def match_bytes(index: MatchIndex) -> bytes:
    """A matching index as bytes."""
    stream = io.BytesIO()
    index.write(stream)
    return stream.getvalue()


def match_from(data: bytes) -> MatchIndex:
    """The matching index back; Trouble where it is damaged or of another version."""
    return MatchIndex.read(io.BytesIO(data))


def search_bytes(index: SearchIndex) -> bytes:
    """A search index as bytes."""
    arrays: dict[str, NDArray[Any]] = {
        "numbers": _packed(index.numbers),
        "marks": _packed(index.marks),
        "sorted_numbers": _packed(index.sorted_numbers),
        **{name: getattr(index, name) for name in _ARRAYS},
        **index.pieces.stored("pieces"),
    }
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


_ARRAYS: Final = ("classes", "number_order", "chars", "begins", "owner", "kind")


def search_from(data: bytes) -> SearchIndex:
    """The search index back; ValueError, KeyError or BadZipFile where it is damaged."""
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        arrays: Mapping[str, NDArray[Any]] = {name: stored[name] for name in stored.files}
    return SearchIndex(
        numbers=_unpacked(arrays["numbers"]),
        marks=_unpacked(arrays["marks"]),
        sorted_numbers=_unpacked(arrays["sorted_numbers"]),
        pieces=Keys.restored("pieces", arrays),
        **{name: arrays[name] for name in _ARRAYS},
    )


def _packed(texts: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer(_SEPARATOR.join(texts).encode(), dtype=np.uint8)


def _unpacked(array: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split(_SEPARATOR)) if len(array) else ()
