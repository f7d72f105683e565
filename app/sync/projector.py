"""The centre's projector: verifies what arrived, applies it to the read tables, and tells the stations.

An entry enters the centre's journal only when its chain and its signature hold and it could be applied, all in one
transaction; so the centre's `entry` table is proof. A bad entry stops its own stream only. An entry whose apply reads
a blob that is not here yet waits for it (apply itself decides by asking for the blob; nothing is declared); photos and
documents that apply only lists by hash never hold an entry back.

Two projectors may run: each works on a stream under the lock of that stream's enrolment row. (An advisory lock would
do as well, but any role may take one, also that of a stolen station.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from app.core.errors import Say, Trouble
from app.journal.applying import Appliers, Applying
from app.journal.checking import STREAM_OPENED, ChainCheck
from app.journal.entry import GENESIS, Entry
from app.journal.records import head_of, store_entry
from app.store.engine import reading, trouble_of, writing
from app.sync.courier import UNREACHABLE, listening
from app.sync.records.blobs import CentralBlobs, unverified_blobs, verify_blob
from app.sync.records.streams import (
    forget_arrived,
    go_on,
    keep_conflict,
    key_if_free,
    own,
    owner_of,
    stop,
    streams_waiting,
    waiting,
)
from app.sync.records.tables import ARRIVED, PROJECTED
from app.sync.rules import CaseRule

BATCH_ENTRIES: Final = 200
LOOK_EVERY_S: Final = 20.0
FIRST_REST_S: Final = 1.0
LONGEST_REST_S: Final = 30.0
BLOB_MISSING: Final = "store.blob_missing"


@dataclass(frozen=True)
class Caught:
    """What one pass did: entries applied, blobs verified, and why streams stand still."""

    entries: int
    blobs: int
    stopped: tuple[Say, ...] = ()


class Projector:
    """Brings the centre's journal and read tables up to what has arrived."""

    def __init__(self, engine: Engine, appliers: Appliers, cases: CaseRule | None = None) -> None:
        self._engine = engine
        self._appliers = appliers
        self._cases = cases or CaseRule()

    def catch_up(self) -> Caught:
        """Verify and apply everything that can be, stream by stream; safe to call at any time, twice at once too."""
        with reading(self._engine) as conn:
            uploads, streams = unverified_blobs(conn), streams_waiting(conn)
        blobs = sum(self._verify(stream, digest) for stream, digest in uploads)
        applied, stopped = 0, list[Say]()
        for stream in streams:
            moved, why = self._advance_as_far_as_it_goes(stream)
            applied += moved
            if why is not None:
                stopped.append(why)
        return Caught(applied, blobs, tuple(stopped))

    def serve(self, stop_now: Event, said: Callable[[Caught], None] = lambda caught: None) -> None:
        """Keep catching up until told to stop: at once when something arrives, and every 20 seconds in any case.

        A database that goes away is waited for; nothing is lost meanwhile, entries wait in the inbox.
        """
        rest = FIRST_REST_S
        while not stop_now.is_set():
            try:
                with listening(self._engine, ARRIVED) as wait:
                    rest = FIRST_REST_S
                    self._keep_on(stop_now, wait, said)
            except Trouble as trouble:
                said(Caught(0, 0, (trouble.say,)))
                stop_now.wait(rest)
                rest = min(rest * 2, LONGEST_REST_S)

    def _keep_on(self, stop_now: Event, wait: Callable[[float], bool], said: Callable[[Caught], None]) -> None:
        while not stop_now.is_set():
            said(self.catch_up())
            left = LOOK_EVERY_S
            while left > 0 and not stop_now.is_set() and not wait(0.5):
                left -= 0.5

    def _verify(self, stream: str, digest: str) -> bool:
        with writing(self._engine) as conn:
            verified = verify_blob(conn, stream, digest)
            _tell(conn)
        return verified

    def _advance_as_far_as_it_goes(self, stream: str) -> tuple[int, Say | None]:
        applied = 0
        while True:
            try:
                moved, why = self._advance(stream)
            except Trouble as trouble:
                if trouble.say.key == UNREACHABLE:
                    raise
                return applied, trouble.say
            applied += moved
            if why is not None or moved < BATCH_ENTRIES:
                return applied, why

    def _advance(self, stream: str) -> tuple[int, Say | None]:
        """Verify and apply the next batch of a stream: how many entries, and why it stands still, if it does."""
        with writing(self._engine) as conn:
            public_key = key_if_free(conn, stream)
            if public_key is None:
                return 0, None
            seq, prev_hash = head_of(conn, stream) or (0, GENESIS)
            check = ChainCheck(stream, after=seq, prev_hash=prev_hash, public_key=public_key)
            why, moved = None, 0
            for entry in waiting(conn, stream, BATCH_ENTRIES):
                why = self._wrong_with(entry, check) or self._take(conn, entry)
                if why is not None:
                    stop(conn, stream, entry.seq, why)
                    break
                moved += 1
            if moved:
                forget_arrived(conn, stream, seq + moved)
                _tell(conn)
            if why is None:
                go_on(conn, stream)
        return moved, why

    def _wrong_with(self, entry: Entry, check: ChainCheck) -> Say | None:
        where = {"stream": entry.stream, "seq": entry.seq}
        if not self._appliers.knows(entry.kind, entry.kind_version):
            return Say("sync.newer_kind", {**where, "kind": entry.kind})
        if entry.seq == 1 and (entry.kind != STREAM_OPENED or entry.body.get("public_key") != check.public_key):
            return Say("journal.signature", where)
        return check.wrong_with(entry)

    def _take(self, conn: Connection, entry: Entry) -> Say | None:
        """Store and apply one entry, or leave everything as it was and say why."""
        where = {"stream": entry.stream, "seq": entry.seq}
        try:
            with conn.begin_nested():
                store_entry(conn, entry)
                if self._may_act(conn, entry):
                    self._appliers.apply(Applying(conn, CentralBlobs(conn)), entry)
        except Trouble as trouble:
            if trouble.say.key == BLOB_MISSING:
                return Say("sync.awaits_blob", {**where, "digest": str(trouble.say.params["digest"])[:12]})
            raise
        except DBAPIError as error:
            if error.connection_invalidated or trouble_of(error) is not None:
                raise
            return Say("sync.not_applied", {**where, "kind": entry.kind})
        except Exception:  # noqa: BLE001 - whatever a strange body breaks, only its own stream may stand still
            return Say("sync.not_applied", {**where, "kind": entry.kind})
        return None

    def _may_act(self, conn: Connection, entry: Entry) -> bool:
        """Whether the entry's station owns the case it is about; otherwise the fact is kept and listed, not applied."""
        if not self._cases.is_about_case(entry):
            return True
        owner = owner_of(conn, entry.subject)
        if owner is not None and owner != entry.stream:
            keep_conflict(conn, entry, owner)
            return False
        after = self._cases.owner_after(entry)
        if after != owner:
            own(conn, entry.subject, after)
        return True


def _tell(conn: Connection) -> None:
    conn.execute(text("SELECT pg_notify(:channel, '')"), {"channel": PROJECTED})
