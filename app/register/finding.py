"""Search as you type over the register: one large index that is kept, and a small one of what has changed since."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from app.journal.work import Station
from app.register.keeping import Kept, keep, restored, search_bytes, search_from
from app.register.matching.search import Found, SearchIndex, Why
from app.register.records import Editions, count_changed_since, named, recordations_as_of
from app.register.rules import Recordation

FEW: Final = 2_000
SHARE: Final = 0.05
"""Changed rights are searched beside the large index up to this many or this share; then it is built anew."""

Rights = Callable[[Iterable[str]], list[Recordation]]


@dataclass(frozen=True)
class Hit:
    """One right that answers a search: how alike it is (0 to 1) and what of it answered."""

    right: Recordation
    similarity: float
    why: Why


@dataclass(frozen=True)
class Finding:
    """The answer to a search: the hits, best first, and over how many rights was searched."""

    hits: tuple[Hit, ...] = ()
    over: int = 0


@dataclass(frozen=True)
class Indexes:
    """The large index, the small one of what has changed since, and what the two hold together."""

    base: SearchIndex
    newer: SearchIndex
    replaced: frozenset[str]
    over: int

    @classmethod
    def of(cls, base: SearchIndex, newer: SearchIndex) -> Indexes:
        """With the numbers that count in the small one only."""
        replaced = frozenset(newer.numbers)
        fresh = len(replaced.difference(base.numbers)) if replaced else 0
        return cls(base, newer, replaced, len(base.numbers) + fresh)

    def search(self, text: str, limit: int) -> list[Found]:
        """The answers of both, best first."""
        old = self.base.search(text, limit + len(self.replaced))
        left = [one for one in old if one.recordation_no not in self.replaced]
        return sorted([*left, *self.newer.search(text, limit)], key=lambda one: (-one.similarity, one.recordation_no))


class SearchDesk:
    """Builds, keeps and brings up the search index; built once, whoever asks first."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._lock = threading.Lock()
        self._base: SearchIndex | None = None
        self._kept = Kept({})
        self._indexes: Indexes | None = None
        self._of: Editions = {}

    def indexes(self, editions: Editions) -> Indexes:
        """The indexes for these editions."""
        with self._lock:
            if self._indexes is None or self._of != editions:
                with self._station.read() as conn:
                    self._indexes = self._brought_up(conn, editions)
                self._of = dict(editions)
            return self._indexes

    def _brought_up(self, conn: Connection, editions: Editions) -> Indexes:
        if self._base is None and (found := restored(self._station, "search", search_from)) is not None:
            self._base, self._kept = found
        base = self._base
        if base is None or count_changed_since(conn, self._kept.editions) > max(FEW, SHARE * len(base.numbers)):
            base = self._base = SearchIndex.build(named(conn))
            self._kept = Kept(dict(editions))
            keep(self._station, "search", search_bytes(base), self._kept)
        newer = [] if self._kept.editions == editions else named(conn, self._kept.editions)
        return Indexes.of(base, SearchIndex.build(newer))

    def search(self, text: str, limit: int, editions: Editions, rights: Rights) -> Finding:
        """The likeliest rights, best first."""
        indexes = self.indexes(editions)
        return Finding(_hits(indexes.search(text, limit), limit, rights), indexes.over)


def search_as_of(conn: Connection, text: str, day: date, limit: int) -> Finding:
    """The same over the register as it stood at the end of a past day; slower, as an index is made for it."""
    stood = list(recordations_as_of(conn, day))
    by_number = {each.recordation_no: each for each in stood}
    found = SearchIndex.build(stood).search(text, limit)
    return Finding(_hits(found, limit, lambda numbers: [by_number[number] for number in numbers]), len(stood))


def _hits(found: Iterable[Found], limit: int, rights: Rights) -> tuple[Hit, ...]:
    best: dict[str, Found] = {}
    for one in found:
        best.setdefault(one.recordation_no, one)
    chosen = dict(islice(best.items(), limit))
    return tuple(
        Hit(right, chosen[right.recordation_no].similarity, chosen[right.recordation_no].why)
        for right in rights(chosen)
    )
