"""Carries a station's entries and blobs to the centre and headquarters' streams back: idempotent, resumable, provable.

Whatever is cut in the middle is asked again: the centre says what it has, by number and hash, and only the rest goes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from typing import Any, Final, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, delete
from sqlalchemy.exc import DBAPIError

from app.core.canonical import sha256
from app.core.errors import Refused, Say, Trouble
from app.core.wording import Lang, in_words
from app.journal.applying import Applying
from app.journal.checking import ChainCheck
from app.journal.entry import GENESIS, Entry
from app.journal.records import blob_proof_table, entries, head_of, proof_table, store_entry
from app.journal.work import Station
from app.store.engine import reading, state_of, told, writing
from app.store.writing import put
from app.sync.records.blobs import add_piece, announce_blob, fetch_blob, verified_blobs
from app.sync.records.station import blobs_only_here, hash_here, proved_head
from app.sync.records.streams import append, enrolments, hash_there, received
from app.sync.records.tables import PROJECTED
from app.sync.rules import PIECE_BYTES, Head, Standing, parcels, pauses, standing
from app.sync.sightings import pull_sightings

UNREACHABLE: Final = "store.centre_unreachable"
WORTH_ANOTHER_TRY: Final = frozenset({UNREACHABLE, "sync.centre_moved"})
BATCH_ENTRIES: Final = 200
BATCH_BYTES: Final = 256 * 1024
PULLED_AT_ONCE: Final = 25
ASKED_AT_ONCE: Final = 500

Heard = Callable[[Sequence[Entry]], None]
Pause = Callable[[float], None]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Round:
    """What one round did: entries pushed and pulled, blobs handed over whole, entries that are still only here."""

    pushed: int
    pulled: int
    blobs: int
    only_here: int
    errors: tuple[Say, ...] = ()
    sightings: int = 0
    """Numbers that other stations saw, newly known here."""

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """The JSON document of `sync`."""
        return {
            "pushed": self.pushed,
            "pulled": self.pulled,
            "blobs": self.blobs,
            "only_here": self.only_here,
            "sightings": self.sightings,
            "errors": [in_words(error, lang) for error in self.errors],
        }


@dataclass
class _Count:
    pushed: int = 0
    pulled: int = 0
    blobs: int = 0
    sightings: int = 0
    errors: dict[str, Say] = field(default_factory=dict)

    def wrong(self, say: Say) -> None:
        self.errors[str(say)] = say


Phase = Callable[[_Count], None]


class Courier:
    """One station's courier to one centre; its rounds may be cut anywhere and called again."""

    def __init__(
        self, station: Station, centre: Engine, *, heard: Heard | None = None, tries: int = 3, pause: Pause = time.sleep
    ) -> None:
        self._station = station
        self._centre = centre
        self._heard = heard
        self._tries = tries
        self._pause = pause

    def round(self, *, wait_s: float = 0.0) -> Round:
        """Push, pull and take the centre's proof, tried again after a pause where the line breaks."""
        count = _Count()
        rests = pauses(self._tries, iter(random.random, None))
        phases: list[Phase] = [self._push_entries, self._push_blobs, self._pull, partial(self._prove, wait_s)]
        while phases:
            try:
                phases[0](count)
                phases.pop(0)
            except Trouble as trouble:
                rest = next(rests, None) if trouble.say.key in WORTH_ANOTHER_TRY else None
                if rest is None:
                    count.wrong(trouble.say)
                    break
                self._pause(rest)
            except Refused as refused:
                count.wrong(refused.say)
                # Nothing of our own may be added to a forked stream; what headquarters sends is still welcome.
                phases = [phase for phase in phases[1:] if phase == self._pull]
        left, errors = self._station.only_here(), tuple(count.errors.values())
        return Round(count.pushed, count.pulled, count.blobs, left, errors, count.sightings)

    # --- up ------------------------------------------------------------------------------------------------------

    def _push_entries(self, count: _Count) -> None:
        stream = self._station.stream
        with reading(self._centre) as centre:
            after = self._stand(centre, stream)
        if after is None:
            count.pulled += self._take(stream, self._public_key(), count)
            return
        for batch in self._batches(stream, after):
            with _forks_told(), writing(self._centre) as centre:
                append(centre, batch)
            count.pushed += len(batch)

    def _stand(self, centre: Connection, stream: str) -> int | None:
        """After which number to push, or None where the centre knows more of our stream than we do."""
        there = received(centre, stream)
        if there is None:
            raise Trouble("store.centre_refused")
        with self._station.read() as conn:
            here = Head(*(head_of(conn, stream) or (0, GENESIS)))
            ours = hash_here(conn, stream, there.seq)
        found = standing(here, there, ours, hash_there(centre, stream, here.seq))
        if found is Standing.FORKED:
            raise Refused("sync.forked", stream=stream)
        return there.seq if found is Standing.AHEAD else None

    def _batches(self, stream: str, after: int) -> Iterator[list[Entry]]:
        """The entries after a number, in batches small enough to get through a poor line."""
        while True:
            with self._station.read() as conn:
                found = list(entries(conn, stream, after=after, limit=BATCH_ENTRIES))
            if not found:
                return
            size, batch = 0, list[Entry]()
            for entry in found:
                size += len(str(entry.body))
                if batch and size > BATCH_BYTES:
                    break
                batch.append(entry)
            yield batch
            after = batch[-1].seq

    def _push_blobs(self, count: _Count) -> None:
        stream = self._station.stream
        with self._station.read() as conn:
            pending = blobs_only_here(conn, stream)
        for some in _cut(pending, ASKED_AT_ONCE):
            with reading(self._centre) as centre:
                there = verified_blobs(centre, stream, [digest for digest, _ in some])
            missing = [(digest, size) for digest, size in some if digest not in there]
            for digests in parcels(missing, BATCH_BYTES):
                if len(digests) > 1:
                    count.blobs += self._push_small(stream, digests, count)
                else:
                    count.blobs += self._push_blob(stream, digests[0], count)

    def _push_blob(self, stream: str, digest: str, count: _Count) -> bool:
        """Hand a blob over piece by piece, so that what a breaking line has carried stays there."""
        data = self._blob(digest, count)
        if data is None:
            return False
        with writing(self._centre) as centre:
            missing = _announced(centre, stream, digest, data)
        for piece, part in missing:
            with writing(self._centre) as centre:
                add_piece(centre, stream, digest, piece, part)
        return bool(missing)

    def _push_small(self, stream: str, digests: Sequence[str], count: _Count) -> int:
        """Hand small blobs over together: on a far line each transaction costs as much as a hundred kilobytes."""
        sent = 0
        with writing(self._centre) as centre:
            for digest in digests:
                data = self._blob(digest, count)
                for piece, part in _announced(centre, stream, digest, data) if data is not None else ():
                    add_piece(centre, stream, digest, piece, part)
                    sent += 1
        return sent

    def _blob(self, digest: str, count: _Count) -> bytes | None:
        try:
            return self._station.blobs.get(digest)
        except Trouble as trouble:
            # One picture lost on this disk must not hold back the others.
            count.wrong(trouble.say)
            return None

    # --- down ----------------------------------------------------------------------------------------------------

    def _pull(self, count: _Count) -> None:
        with reading(self._centre) as centre:
            meant = [row for row in enrolments(centre) if row.stream != self._station.stream]
        for row in meant:
            count.pulled += self._take(row.stream, row.public_key, count)
        count.sightings += pull_sightings(self._station, self._centre)

    def _take(self, stream: str, public_key: str, count: _Count) -> int:
        """Take what the centre has of a stream after our last entry of it, checked as if nobody had before."""
        taken = 0
        while True:
            with self._station.read() as conn:
                after, prev_hash = head_of(conn, stream) or (0, GENESIS)
            check = ChainCheck(stream, after=after, prev_hash=prev_hash, public_key=public_key)
            with reading(self._centre) as centre:
                found = list(entries(centre, stream, after=after, limit=PULLED_AT_ONCE))
                ready = self._ready(centre, found, check, count)
            self._apply(ready)
            taken += len(ready)
            if len(ready) < PULLED_AT_ONCE:
                return taken

    def _ready(self, centre: Connection, found: Sequence[Entry], check: ChainCheck, count: _Count) -> list[Entry]:
        return list(takewhile(lambda entry: self._is_ready(centre, entry, check, count), found))

    def _is_ready(self, centre: Connection, entry: Entry, check: ChainCheck, count: _Count) -> bool:
        """Whether the next pulled entry may be applied: it is sound, known here, and its blobs are here."""
        where = {"stream": entry.stream, "seq": entry.seq}
        if not self._station.appliers.knows(entry.kind, entry.kind_version):
            count.wrong(Say("sync.newer_kind", {**where, "kind": entry.kind}))
            return False
        if check.wrong_with(entry) is not None:
            count.wrong(Say("sync.pulled_wrong", where))
            return False
        return all(self._fetch(centre, entry, blob) for blob in entry.blobs())

    def _fetch(self, centre: Connection, entry: Entry, blob: Mapping[str, Any]) -> bool:
        digest = str(blob["sha256"])
        if self._station.blobs.has(digest):
            return True
        data = fetch_blob(centre, entry.stream, digest)
        if data is None:
            return False  # its station has not sent it whole yet: the entry waits for the next round
        if sha256(data) != digest:
            raise Refused("sync.pulled_wrong", stream=entry.stream, seq=entry.seq)
        self._station.blobs.put(data, str(blob["media_type"]), str(blob.get("name", "")))
        return True

    def _apply(self, found: Sequence[Entry]) -> None:
        if not found:
            return
        with writing(self._station.engine) as conn:
            to = Applying(conn, self._station.blobs)
            for entry in found:
                store_entry(conn, entry)
                self._station.appliers.apply(to, entry)
        if self._heard is not None:
            self._heard(found)

    def _public_key(self) -> str:
        with self._station.read() as conn:
            first = next(entries(conn, self._station.stream, limit=1))
        return str(first.body["public_key"])

    # --- proof ---------------------------------------------------------------------------------------------------

    def _prove(self, wait_s: float, _count: _Count) -> None:
        """Write down what the centre has verified, waiting for its projector where it is still at work."""
        until = time.monotonic() + wait_s
        with listening(self._centre, PROJECTED) as wait:
            while not self._take_proof() and (left := until - time.monotonic()) > 0:
                wait(left)

    def _take_proof(self) -> bool:
        """Take the proof as it stands now; True when nothing is only here any more."""
        stream = self._station.stream
        with self._station.read() as conn:
            pending = [digest for digest, _size in blobs_only_here(conn, stream)]
        proved: set[str] = set()
        with reading(self._centre) as centre:
            head = Head(*(head_of(centre, stream) or (0, GENESIS)))
            for some in _cut(pending, ASKED_AT_ONCE):
                proved |= verified_blobs(centre, stream, some)
        self._write_proof(head, proved)
        return self._station.only_here() == 0 and len(proved) == len(pending)

    def _write_proof(self, head: Head, blobs: Iterable[str]) -> None:
        stream, now = self._station.stream, self._station.clock.now().isoformat(timespec="seconds")
        with self._station.read() as conn:
            if head.seq and hash_here(conn, stream, head.seq) != head.hash:
                raise Refused("sync.forked", stream=stream)
            proved = proved_head(conn, stream)
        if head == proved and not blobs:
            return
        with writing(self._station.engine) as conn:
            put(conn, proof_table, {"stream": stream, "seq": head.seq, "hash": head.hash, "proved_at": now})
            if head.seq < proved.seq:
                # The centre itself came back from an old back-up: ask again for every blob it once had.
                conn.execute(delete(blob_proof_table))
            put(conn, blob_proof_table, ({"sha256": digest, "proved_at": now} for digest in blobs))


@contextmanager
def listening(engine: Engine, channel: str) -> Iterator[Callable[[float], bool]]:
    """Hear what the centre tells on a channel; what is given waits that many seconds and says whether it was told."""
    with told(), engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"LISTEN {channel}")
        driver: Any = connection.connection.driver_connection

        def wait(seconds: float) -> bool:
            try:
                return any(True for _ in driver.notifies(timeout=seconds, stop_after=1))
            except psycopg.OperationalError as error:
                raise Trouble(UNREACHABLE) from error

        try:
            yield wait
        finally:
            connection.invalidate()  # closed, not given back to the pool: it would go on listening for the next one


@contextmanager
def _forks_told() -> Iterator[None]:
    """Says in words what the centre's inbox refuses (see the migration that made its trigger)."""
    try:
        yield
    except DBAPIError as error:
        match state_of(error):
            case "TW001":
                raise Refused("sync.fork_refused") from error
            case "TW002":
                raise Trouble("sync.centre_moved") from error
            case "TW003":
                raise Trouble("store.centre_refused") from error
            case _:
                raise


def _announced(centre: Connection, stream: str, digest: str, data: bytes) -> list[tuple[int, bytes]]:
    """Say that a blob comes; gives its pieces that are not there yet."""
    there = announce_blob(centre, stream, digest, len(data))
    cut = (data[start : start + PIECE_BYTES] for start in range(0, len(data), PIECE_BYTES))
    return [(piece, part) for piece, part in enumerate(cut) if piece not in there]


def _cut(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
