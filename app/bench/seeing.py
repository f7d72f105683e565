"""What a bench sees with: one decoder for pictures, and every number that was ever seen to name one piece."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.bench.codes.meaning import meaning
from app.bench.rules.clones import CloneAlarm, clone_alarm
from app.bench.sightings import Sightings

if TYPE_CHECKING:
    from app.bench.codes.decoding import Decoder


class Eyes:
    """The plugs of a bench: built when first needed, closed with the shift; usable from any thread."""

    def __init__(self, home: Path, station: str) -> None:
        self._home, self._station = home, station
        self._lock = threading.Lock()
        self._decoder: Decoder | None = None
        self._sightings: Sightings | None = None

    def decoder(self) -> Decoder:
        """The decoder, with its second engine where the machine has it."""
        from app.bench.codes.decoding import Decoder

        with self._lock:
            if self._decoder is None:
                self._decoder = Decoder()
            return self._decoder

    def look(self, text: str, symbology: str, at: datetime, inspection: str) -> CloneAlarm | None:
        """Whether a number that names one piece was seen before."""
        number = meaning(text, symbology).one_of_a_kind
        if not number:
            return None
        with self._lock:
            earlier = self._seen().earlier(number)
        return clone_alarm(number, earlier, station=self._station, at=at, inspection=inspection)

    def remember(self, text: str, symbology: str, at: datetime) -> None:
        """Know a number from now on; called once its scan is on disk."""
        number = meaning(text, symbology).one_of_a_kind
        if number:
            with self._lock:
                seen = self._seen()
                seen.saw(number, self._station, at)
                seen.flush()

    def _seen(self) -> Sightings:
        if self._sightings is None:
            self._sightings = Sightings(self._home / "sightings")
        return self._sightings

    def close(self) -> None:
        """Let the worker and the files go."""
        with self._lock:
            if self._decoder is not None:
                self._decoder.close()
            if self._sightings is not None:
                self._sightings.close()
            self._decoder = self._sightings = None
