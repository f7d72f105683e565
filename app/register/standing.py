"""The register as it stands at this desk: its rights by number and prefix, and the indexes, kept between starts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from app.journal.entry import Entry
from app.journal.work import Station
from app.register.finding import Finding, Hit, SearchDesk
from app.register.keeping import Kept, keep, match_bytes, match_from, restored
from app.register.matching import MatchIndex
from app.register.matching.names import Entry as MatchEntry
from app.register.records import (
    Editions,
    count_changed_since,
    last_edition,
    named,
    prefix_holders,
    recordations,
    standing_editions,
)
from app.register.rules import IN_FORCE, Recordation

LOOK_AGAIN_S: Final = 1.0
"""Editions of other desks come without a word to this one: how old an answer about the newest may be."""
MOST_REMEMBERED: Final = 20_000


@dataclass(frozen=True)
class Cleared:
    """Goods texts of shipments that were looked at or released without a find, and the moment of the newest."""

    until: str = ""
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Experience:
    """What later steps have seen: texts cleared after a moment, and the recordations once found infringed."""

    cleared: Callable[[Connection, str], Cleared] = lambda _conn, _since: Cleared()
    infringed: Callable[[Connection], Iterable[str]] = lambda _conn: ()


class StandingRegister:
    """The newest edition's rights and indexes; any number of threads may ask, and what is built is built once."""

    def __init__(self, station: Station, experience: Experience | None = None) -> None:
        self._station = station
        self._experience = experience or Experience()
        self._looking, self._matching = threading.Lock(), threading.Lock()
        self._looked = -LOOK_AGAIN_S
        self._editions: Editions = {}
        self._edition = 0
        self._rights: dict[str, Recordation | None] = {}
        self._index: MatchIndex | None = None
        self._kept = Kept({})
        self._learned_on: date | None = None
        self._finding = SearchDesk(station)
        station.heard.append(self._on_entries)

    @property
    def edition(self) -> int:
        """The edition that is being used."""
        self._refresh()
        return self._edition

    def index(self) -> MatchIndex:
        """The matching index of the newest edition, with what has been learned up to today."""
        editions = self._refresh()
        with self._matching:
            today = self._station.today()
            if self._index is None or self._kept.editions != editions or self._learned_on != today:
                self._index = self._brought_up(editions)
                self._learned_on = today
            return self._index

    def prepare(self) -> None:
        """Build or load both indexes now, so that nobody waits for them later."""
        self.index()
        self._finding.indexes(self._refresh())

    def search(self, text: str, limit: int = 50) -> Finding:
        """Rights by number, mark in any script however spelt, holder or class, best first, in force or not."""
        editions = self._refresh()
        return self._finding.search(text, limit, editions, self.rights)

    def right(self, number: str) -> Recordation | None:
        """One right as it stands."""
        return next(iter(self.rights([number])), None)

    def rights(self, numbers: Iterable[str]) -> list[Recordation]:
        """Rights as they stand, without those that are unknown."""
        self._refresh()
        wanted, known = list(numbers), self._rights
        missing = [number for number in wanted if number not in known]
        if missing:
            with self._station.read() as conn:
                fresh = {each.recordation_no: each for each in recordations(conn, missing)}
            if len(known) > MOST_REMEMBERED:
                known = self._rights = {}
                return self.rights(wanted)
            known |= {number: fresh.get(number) for number in missing}
        return [right for number in wanted if (right := known.get(number)) is not None]

    def owners(self, gtin: str) -> list[Recordation]:
        """The rights whose registered GS1 prefixes a GTIN (14 digits) begins with."""
        if not gtin:
            return []
        number = gtin[1:]
        beginnings = {text[:size] for text in (number, number.lstrip("0")) for size in range(3, len(text) + 1)}
        with self._station.read() as conn:
            holding = prefix_holders(conn, beginnings)
        return self.rights(holding)

    def every(self) -> Iterator[Recordation]:
        """Every right as it stands, read one after the other: for long work, not for a scan."""
        with self._station.read() as conn:
            yield from recordations(conn)

    def _refresh(self) -> Editions:
        with self._looking:
            if time.monotonic() - self._looked >= LOOK_AGAIN_S:
                self._looked = time.monotonic()
                with self._station.read() as conn:
                    editions = standing_editions(conn)
                    if editions != self._editions or not self._editions:
                        self._edition = last_edition(conn)
                        self._editions, self._rights = editions, {}
            return self._editions

    def _on_entries(self, entries: Sequence[Entry]) -> None:
        if any(entry.kind == "register.edition_imported" for entry in entries):
            self._looked = -LOOK_AGAIN_S

    def _brought_up(self, editions: Editions) -> MatchIndex:
        """The index of these editions: what is in memory or was kept, brought up by what has changed since."""
        if self._index is None and (found := restored(self._station, "match", match_from)) is not None:
            self._index, self._kept = found
        with self._station.read() as conn:
            cleared = self._experience.cleared(conn, self._kept.learned_until if self._index is not None else "")
            infringed = set(self._experience.infringed(conn))
            fresh = Kept(dict(editions), max(cleared.until, self._kept.learned_until))
            if self._index is None:
                index = MatchIndex.build(_in_force(named(conn)), cleared=cleared.texts, infringed=infringed)
            else:
                index = self._with_changes(conn, self._index, editions, infringed)
                index = index.learn(cleared.texts) if cleared.texts else index
        if index is not self._index:
            keep(self._station, "match", match_bytes(index), fresh)
        self._kept = fresh
        return index

    def _with_changes(self, conn: Connection, index: MatchIndex, editions: Editions, infringed: set[str]) -> MatchIndex:
        if self._kept.editions != editions:
            if count_changed_since(conn, self._kept.editions) * 3 > len(index.entries):
                index = MatchIndex.of(map(MatchEntry.of, _in_force(named(conn))), index.ordinary, infringed)
            else:
                changed = {each.recordation_no: each for each in named(conn, self._kept.editions)}
                index = index.updated(_in_force(changed.values()), changed)
        known = {index.entries.number(at) for at in index.guarded.nonzero()[0].tolist()}
        return index.guard(infringed) if infringed - known else index


def _in_force(rights: Iterable[Recordation]) -> Iterator[Recordation]:
    """Rights of a live status; whether one protects on the day of a decision is asked then."""
    return (each for each in rights if each.status in IN_FORCE)


__all__ = ["Cleared", "Experience", "Finding", "Hit", "StandingRegister"]
