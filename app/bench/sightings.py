"""Tens of millions of numbers seen at other stations, looked up in constant time and almost no memory: the clone store.

A sighting is 32 bytes: 24 of the number's SHA-256, the second and the station. Sorted runs lie in files; hashes are
spread evenly, so the place in a run is computed, not searched, and one small read is enough. Nothing is forgotten and
nothing invented: a look-up compares all 192 bits. The pages in the station's database stay the truth: the folder knows
how far it has come in each stream, and a lost or damaged one is filled from them again.
"""

from __future__ import annotations

import hashlib
import json
import struct
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.bench.records.sightings import Page
from app.bench.rules.clones import Sighting
from app.core.errors import Trouble

T = TypeVar("T", list[str], dict[str, int])

DIGEST = 24
_RECORD = struct.Struct(f">{DIGEST}sIHxx")
_NEWEST_MOST = 50_000
"""New sightings kept in memory before they become a run."""
_RUNS_MOST = 6
_WINDOW = 128
"""Records read at once around the computed place; evenly spread hashes stray by about the root of their number."""
_SLICES = 256
"""A merge goes through the hashes in so many parts, so that it never holds more than a part in memory."""
_STATIONS, _REACHED = "stations.json", "reached.json"
"""A station is named before a record bears its number; how far a stream has come is written after its records."""
_PACKED = struct.Struct(f">{DIGEST}sI")


class Sightings:
    """The clone store in a folder of its own; one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._stations: list[str] = self._read(_STATIONS, [])
        self._reached: dict[str, int] = self._read(_REACHED, {})
        self._newest: dict[bytes, list[tuple[int, int]]] = {}
        self._unsaved = 0
        self._runs = [_Run(path) for path in sorted(folder.glob("run-*.bin"))]

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs) + self._unsaved

    def reached(self, stream: str) -> int:
        """The last entry of a stream whose sightings are here."""
        return self._reached.get(stream, 0)

    def take(self, page: Page) -> None:
        """Take in what another station saw; a page taken before is passed over."""
        if page.last_seq <= self.reached(page.stream):
            return
        if len(page.packed) % _PACKED.size:
            raise Trouble("bench.sightings_damaged")
        station = self._station(page.station)
        for digest, second in _PACKED.iter_unpack(page.packed):
            self._newest.setdefault(digest, []).append((second, station))
        self._unsaved += len(page.packed) // _PACKED.size
        self._reached[page.stream] = page.last_seq
        if self._unsaved >= _NEWEST_MOST:
            self.flush()

    def earlier(self, number: str) -> tuple[Sighting, ...]:
        """Every time the number was seen elsewhere, first to last; empty means never."""
        digest = digest_of(number)
        found = set(self._newest.get(digest, ()))
        for run in self._runs:
            found.update(run.find(digest))
        return tuple(
            Sighting(self._stations[station], datetime.fromtimestamp(second, UTC)) for second, station in sorted(found)
        )

    def flush(self) -> None:
        """Write what is only in memory to a run."""
        if not self._newest:
            return
        records = sorted(
            _RECORD.pack(digest, second, station) for digest, seen in self._newest.items() for second, station in seen
        )
        self._add_run([b"".join(records)])
        self._newest, self._unsaved = {}, 0
        self._write(_REACHED, self._reached)
        if len(self._runs) > _RUNS_MOST:
            self._merge()

    def close(self) -> None:
        """Keep everything and let the files go."""
        self.flush()
        for run in self._runs:
            run.close()
        self._runs.clear()

    def _station(self, name: str) -> int:
        if name not in self._stations:
            self._stations.append(name)
            self._write(_STATIONS, self._stations)
        return self._stations.index(name)

    def _read(self, name: str, otherwise: T) -> T:
        try:
            known = json.loads((self._folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return otherwise
        except ValueError as error:
            raise Trouble("bench.sightings_damaged") from error
        if not isinstance(known, type(otherwise)):
            raise Trouble("bench.sightings_damaged")
        return known

    def _write(self, name: str, known: list[str] | dict[str, int]) -> None:
        _written_whole(self._folder / name, [json.dumps(known, ensure_ascii=False).encode()])

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


def packed(records: Iterable[tuple[str, int]]) -> bytes:
    """Sightings as they travel: hash (hex) and second, 28 bytes each."""
    return b"".join(_PACKED.pack(bytes.fromhex(digest), second) for digest, second in records)


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
