"""What a bench sees with: a decoder for pictures, a reader of text, and every number ever seen to name one piece."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from app.bench.codes.meaning import meaning
from app.bench.records.earlier import own_scans_of, picture_of
from app.bench.records.sightings import pages_after, streams_heard
from app.bench.rules.clones import CloneAlarm, Sighting, clone_alarm
from app.bench.sightings import Sightings, digest_of
from app.core.errors import Say, Trouble
from app.journal.work import Station

if TYPE_CHECKING:
    from app.bench.codes.decoding import Decoder
    from app.bench.reading import Reader

PAGES_AT_ONCE: Final = 64


class Eyes:
    """The plugs of a bench: built when first needed, closed with the shift; usable from any thread.

    `told` hears, on whatever thread, when an engine is missing or had to be started again.
    """

    def __init__(self, home: Path, station: Station, told: Callable[[Say], None]) -> None:
        self._folder, self._station, self._told = home / "sightings", station, told
        self._lock = threading.Lock()
        self._decoder: Decoder | None = None
        self._reader: Reader | None = None
        self._sightings: Sightings | None = None

    def decoder(self) -> Decoder:
        """The decoder, with its second engine where the machine has it."""
        from app.bench.codes.decoding import Decoder

        with self._lock:
            if self._decoder is None:
                self._decoder = Decoder(self._told)
            return self._decoder

    def reader(self) -> Reader:
        """The reader of text on packaging; whether it is part of this installation shows when it is asked."""
        from app.bench.reading import Reader

        with self._lock:
            if self._reader is None:
                self._reader = Reader()
            return self._reader

    def look(self, text: str, symbology: str, inspection: str) -> CloneAlarm | None:
        """Whether a number that names one piece was seen before, here or at another station."""
        number = meaning(text, symbology).one_of_a_kind
        if not number:
            return None
        with self._lock, self._station.read() as conn:
            elsewhere = self._caught_up(conn).earlier(number)
            here = self._here(conn, number)
        return clone_alarm(number, (*here, *elsewhere), inspection=inspection)

    def catch_up(self) -> None:
        """Take in what the last sync brought, so that no scan has to wait for it."""
        with self._lock, self._station.read() as conn:
            self._caught_up(conn)

    def _here(self, conn: Connection, number: str) -> tuple[Sighting, ...]:
        stream, station = self._station.stream, self._station.identity.station
        return tuple(
            Sighting(
                station,
                datetime.fromtimestamp(row.second, UTC),
                row.inspection,
                picture_of(conn, stream, row.inspection, row.line_key),
            )
            for row in own_scans_of(conn, stream, digest_of(number).hex())
        )

    def _caught_up(self, conn: Connection) -> Sightings:
        seen = self._seen()
        for stream in streams_heard(conn):
            while pages := list(pages_after(conn, stream, seen.reached(stream), PAGES_AT_ONCE)):
                for page in pages:
                    seen.take(page)
        return seen

    def _seen(self) -> Sightings:
        """The store; a damaged one is made anew, for the database holds all of it."""
        if self._sightings is None:
            try:
                self._sightings = Sightings(self._folder)
            except Trouble:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._sightings = Sightings(self._folder)
        return self._sightings

    def close(self) -> None:
        """Let the workers and the files go."""
        with self._lock:
            for plug in (self._decoder, self._reader, self._sightings):
                if plug is not None:
                    plug.close()
            self._decoder = self._reader = self._sightings = None
