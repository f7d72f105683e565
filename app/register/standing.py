"""The register as it stands at this desk: its rights by number, and the matching index, kept between starts."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from app.journal.work import Station
from app.register.matching import MatchIndex
from app.register.records import last_edition, recordations
from app.register.rules import Recordation


class StandingRegister:
    """Rights and index of the newest edition, read at first use and again when an edition has come; thread-safe."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._lock = threading.Lock()
        self._edition = -1
        self._rights: dict[str, Recordation] = {}
        self._index: MatchIndex | None = None

    @property
    def edition(self) -> int:
        """The edition that is being used."""
        self._refresh()
        return self._edition

    def index(self) -> MatchIndex:
        """The matching index of the newest edition."""
        self._refresh()
        with self._lock:
            if self._index is None:
                self._index = MatchIndex.build(self._rights.values())
            return self._index

    def right(self, number: str) -> Recordation | None:
        """One right as it stands."""
        self._refresh()
        return self._rights.get(number)

    def rights(self, numbers: Iterable[str]) -> list[Recordation]:
        """Rights as they stand, without those that are unknown."""
        self._refresh()
        return [self._rights[number] for number in numbers if number in self._rights]

    def every(self) -> Iterable[Recordation]:
        """Every right as it stands."""
        self._refresh()
        return self._rights.values()

    def _refresh(self) -> None:
        with self._lock, self._station.read() as conn:
            newest = last_edition(conn)
            if newest == self._edition:
                return
            self._rights = {each.recordation_no: each for each in recordations(conn)}
            self._index = None
            self._edition = newest
