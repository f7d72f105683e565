"""Tens of millions of numbers seen at any station, looked up in constant time and almost no memory: the clone store.

A sighting is 32 bytes: 24 of the number's SHA-256, the second and the station. Sorted runs lie in files; hashes are
spread evenly, so the place in a run is computed, not searched, and one small read is enough. Nothing is forgotten and
nothing invented: a look-up compares all 192 bits. The journal stays the truth; a lost folder is filled from it again.
"""

from __future__ import annotations

import hashlib
import json
import struct
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from app.bench.rules.clones import Sighting
from app.core.errors import Trouble

DIGEST = 24
_RECORD = struct.Struct(f">{DIGEST}sIHxx")
_NEWEST_MOST = 50_000
"""New sightings kept in memory before they become a run."""
_RUNS_MOST = 6
_WINDOW = 128
"""Records read at once around the computed place; evenly spread hashes stray by about the root of their number."""
_SLICES = 256
"""A merge goes through the hashes in so many parts, so that it never holds more than a part in memory."""
_STATIONS = "stations.json"


class Sightings:
    """The clone store in a folder of its own; one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._stations: list[str] = self._read_stations()
        self._newest: dict[bytes, list[tuple[int, int]]] = {}
        self._unsaved = 0
        self._runs = [_Run(path) for path in sorted(folder.glob("run-*.bin"))]

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs) + self._unsaved

    def saw(self, number: str, station: str, at: datetime) -> None:
        """Remember a number that names one piece."""
        self._put(digest_of(number), int(at.timestamp()), self._station(station))

    def earlier(self, number: str) -> tuple[Sighting, ...]:
        """Every time the number was seen, first to last; empty means never."""
        digest = digest_of(number)
        found = set(self._newest.get(digest, ()))
        for run in self._runs:
            found.update(run.find(digest))
        return tuple(
            Sighting(self._stations[station], datetime.fromtimestamp(second, UTC)) for second, station in sorted(found)
        )

    def absorb(self, packed: bytes, stations: Iterable[str]) -> int:
        """Take in sightings of other stations as `pack` gave them; gives how many records there were."""
        if len(packed) % _RECORD.size:
            raise Trouble("bench.sightings_damaged")
        local = [self._station(station) for station in stations]
        records = list(_RECORD.iter_unpack(packed))
        if any(station >= len(local) for _, _, station in records):
            raise Trouble("bench.sightings_damaged")
        for digest, second, station in records:
            self._put(digest, second, local[station])
        return len(records)

    def pack(self, since: datetime) -> tuple[bytes, tuple[str, ...]]:
        """The sightings from `since` on, in 32 bytes each, with the stations that their numbers stand for."""
        floor = int(since.timestamp())
        records = [record for run in self._runs for record in run.since(floor)]
        records += [
            _RECORD.pack(digest, second, station)
            for digest, seen in self._newest.items()
            for second, station in seen
            if second >= floor
        ]
        return b"".join(records), tuple(self._stations)

    def flush(self) -> None:
        """Write what is only in memory to a run."""
        if not self._newest:
            return
        records = sorted(
            _RECORD.pack(digest, second, station) for digest, seen in self._newest.items() for second, station in seen
        )
        self._add_run([b"".join(records)])
        self._newest, self._unsaved = {}, 0
        if len(self._runs) > _RUNS_MOST:
            self._merge()

    def bulk(self, packed: Iterable[bytes]) -> None:
        """Add records that are sorted already, in parts (a station's first load)."""
        self._add_run(packed)

    def close(self) -> None:
        """Keep everything and let the files go."""
        self.flush()
        for run in self._runs:
            run.close()
        self._runs.clear()

    def _put(self, digest: bytes, second: int, station: int) -> None:
        self._newest.setdefault(digest, []).append((second, station))
        self._unsaved += 1
        if self._unsaved >= _NEWEST_MOST:
            self.flush()

    def _station(self, name: str) -> int:
        if name not in self._stations:
            self._stations.append(name)
            _written_whole(self._folder / _STATIONS, [json.dumps(self._stations, ensure_ascii=False).encode()])
        return self._stations.index(name)

    def _read_stations(self) -> list[str]:
        try:
            return list(json.loads((self._folder / _STATIONS).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return []
        except ValueError as error:
            raise Trouble("bench.sightings_damaged") from error

    def _add_run(self, parts: Iterable[bytes]) -> None:
        taken = [int(run.path.stem.partition("-")[2]) for run in self._runs]
        path = self._folder / f"run-{max(taken, default=0) + 1:06d}.bin"
        _written_whole(path, parts)
        if path.stat().st_size:
            self._runs.append(_Run(path))
        else:
            path.unlink()

    def _merge(self) -> None:
        """The smaller runs become one; the largest is left alone until the rest is a quarter of it."""
        by_size = sorted(self._runs, key=len)
        rest = sum(len(run) for run in by_size[:-1])
        merged = by_size if rest * 4 > len(by_size[-1]) else by_size[:-1]
        self._add_run(_together(merged))
        self._runs = [run for run in self._runs if run not in merged]
        for run in merged:
            run.close()
            run.path.unlink()


def _together(runs: list[_Run]) -> Iterator[bytes]:
    """The records of several runs in order, slice by slice of the hashes."""
    starts_at = ((at << 64) // _SLICES for at in range(1, _SLICES))
    bounds = [start.to_bytes(8, "big") + bytes(DIGEST - 8) for start in starts_at]
    starts = [0] * len(runs)
    for bound in [*bounds, None]:
        records: list[bytes] = []
        for number, run in enumerate(runs):
            end = len(run) if bound is None else run.first(bound)
            packed = run.read(starts[number], end)
            records += [packed[at : at + _RECORD.size] for at in range(0, len(packed), _RECORD.size)]
            starts[number] = end
        records.sort()
        yield b"".join(records)


class _Run:
    """A file of sorted records, read in small pieces where they are needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        size = path.stat().st_size
        if size % _RECORD.size or not size:
            raise Trouble("bench.sightings_damaged")
        self._size = size // _RECORD.size
        self._file = path.open("rb", buffering=0)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return self._size

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def read(self, low: int, high: int) -> bytes:
        """The records from `low` up to `high`."""
        wanted = (high - low) * _RECORD.size
        with self._lock:
            self._file.seek(low * _RECORD.size)
            parts = [self._file.read(wanted) or b""]
            while parts[-1] and sum(map(len, parts)) < wanted:
                parts.append(self._file.read(wanted - sum(map(len, parts))) or b"")
        return b"".join(parts)

    def find(self, digest: bytes) -> Iterator[tuple[int, int]]:
        """`(second, station)` of every record of a digest."""
        at = self.first(digest)
        while at < self._size:
            for found, second, station in _RECORD.iter_unpack(self.read(at, min(at + 8, self._size))):
                if found != digest:
                    return
                yield second, station
            at += 8

    def since(self, floor: int) -> Iterator[bytes]:
        """The records from a second on."""
        for at in range(0, self._size, 4096):
            packed = self.read(at, min(at + 4096, self._size))
            for place in range(0, len(packed), _RECORD.size):
                record = packed[place : place + _RECORD.size]
                if _RECORD.unpack(record)[1] >= floor:
                    yield record

    def first(self, digest: bytes) -> int:
        """Where a digest would begin: computed from its value, then closed in on."""
        guess = int.from_bytes(digest[:8], "big") * self._size >> 64
        reach = _WINDOW // 2
        while True:
            low, high = max(0, guess - reach), min(self._size, guess + reach)
            early = low == 0 or self._digest(low) < digest
            late = high == self._size or self._digest(high) >= digest
            if early and late:
                return self._closed_in(digest, low, high)
            reach *= 8

    def _closed_in(self, digest: bytes, low: int, high: int) -> int:
        while high - low > _WINDOW * 4:
            middle = (low + high) // 2
            if self._digest(middle) < digest:
                low = middle + 1
            else:
                high = middle
        packed = self.read(low, high)
        for at in range(0, len(packed), _RECORD.size):
            if packed[at : at + DIGEST] >= digest:
                return low + at // _RECORD.size
        return high

    def _digest(self, at: int) -> bytes:
        return self.read(at, at + 1)[:DIGEST]


def digest_of(number: str) -> bytes:
    """What travels in place of a number."""
    return hashlib.sha256(number.encode("utf-8")).digest()[:DIGEST]


def _written_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Either the old file or the new one, never half of it."""
    partial = path.with_suffix(".partial")
    try:
        with partial.open("wb") as out:
            out.writelines(parts)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Trouble("bench.sightings_disk") from error
