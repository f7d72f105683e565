"""A station at work: every act is one transaction of entries and the tables they change, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from app.core.clock import Clock
from app.core.errors import Bug
from app.core.ids import new_id
from app.journal.applying import Appliers, Applying, Moved, unheard
from app.journal.entry import GENESIS, Entry, Signer, hash_of
from app.journal.records import head_of, only_here, secret_table, store_entry, stream_table
from app.store.blobs import BlobRef, Blobs
from app.store.engine import reading, writing
from app.store.writing import put

Heard = Callable[[Sequence[Entry]], None]


@dataclass(frozen=True)
class StationIdentity:
    """Who a station is: its stream, its code, its customs office and the legal profile it works under."""

    stream: str
    station: str
    customs: str
    profile: str


@dataclass
class Act:
    """One act of an officer while its transaction is open."""

    conn: Connection
    blobs: Blobs
    officer: str
    at: datetime
    _station: Station
    entries: list[Entry] = field(default_factory=list)

    @property
    def stream(self) -> str:
        """The stream that the act's facts go to."""
        return self._station.stream

    def record(
        self,
        kind: str,
        subject: str,
        body: Mapping[str, Any],
        *,
        blobs: Sequence[BlobRef] = (),
        version: int = 1,
        moved: Moved = unheard,
    ) -> Entry:
        """Append one fact to the station's stream and apply it; seen by others when the act ends well.

        `kind` is "<step>.<past tense>", `subject` the declaration, case or item it is about; decimals and dates in
        `body` go in as text. Blobs must have been put before. `moved` hears how far a long entry is, and may stop it.
        """
        full = {**body, "blobs": [blob.as_json() for blob in blobs]} if blobs else dict(body)
        entry = self._station._append(self, kind, subject, full, version, moved)
        self.entries.append(entry)
        return entry


class Station:
    """An open station: its database, its blobs, its stream and its key.

    `heard` functions are called after each committed act with its entries, on the thread that did the act.
    """

    def __init__(
        self,
        engine: Engine,
        blobs: Blobs,
        appliers: Appliers,
        clock: Clock,
        identity: StationIdentity,
        signer: Signer,
    ) -> None:
        self.engine = engine
        self.blobs = blobs
        self.appliers = appliers
        self.clock = clock
        self.identity = identity
        self.heard: list[Heard] = []
        self._signer = signer

    @property
    def stream(self) -> str:
        """The name of this station's own stream."""
        return self.identity.stream

    def today(self) -> date:
        """The office's calendar day."""
        return self.clock.now().date()

    @contextmanager
    def act(self, officer: str) -> Iterator[Act]:
        """One transaction: everything recorded in it is durable when it ends, or none of it ever was."""
        with writing(self.engine) as conn:
            act = Act(conn, self.blobs, officer, self.clock.now(), self)
            yield act
        for heard in self.heard:
            heard(act.entries)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the read tables."""
        with reading(self.engine) as conn:
            yield conn

    @property
    def public_key(self) -> str:
        """The public half of this station's key, as hex."""
        return self._signer.public_hex()

    def sign(self, digest: str) -> str:
        """This station's signature over a SHA-256 (hex), for what it hands out; checked with `public_key`."""
        return self._signer.sign(digest)

    def only_here(self) -> int:
        """How many of this station's entries the centre has not proved."""
        with self.read() as conn:
            return only_here(conn, self.stream)

    def _append(self, act: Act, kind: str, subject: str, body: Mapping[str, Any], version: int, moved: Moved) -> Entry:
        seq, prev_hash = head_of(act.conn, self.stream) or (0, GENESIS)
        draft = Entry(
            self.stream,
            seq + 1,
            new_id(),
            kind,
            version,
            act.at.isoformat(timespec="milliseconds"),
            act.officer,
            subject,
            body,
            prev_hash,
            "",
            "",
        )
        digest = hash_of(draft)
        entry = replace(draft, hash=digest, signature=self._signer.sign(digest))
        store_entry(act.conn, entry)
        self.appliers.apply(Applying(act.conn, self.blobs, moved), entry)
        return entry


def open_stream(engine: Engine, blobs: Blobs, appliers: Appliers, clock: Clock, identity: StationIdentity) -> Station:
    """Begin a new station's stream: its key is made here and never leaves the encrypted database."""
    signer = Signer()
    station = Station(engine, blobs, appliers, clock, identity, signer)
    with station.act("") as act:
        put(act.conn, secret_table, {"name": "signing_key", "value": signer.private_bytes()})
        act.record(
            "journal.stream_opened",
            identity.stream,
            {
                "station": identity.station,
                "customs": identity.customs,
                "profile": identity.profile,
                "public_key": signer.public_hex(),
            },
        )
    return station


def open_station(engine: Engine, blobs: Blobs, appliers: Appliers, clock: Clock) -> Station:
    """Open a station whose stream was begun before: the one stream whose key is in this database."""
    with reading(engine) as conn:
        private = conn.execute(select(secret_table.c.value).where(secret_table.c.name == "signing_key")).scalar()
        if private is None:
            raise Bug("a station database without a signing key")
        signer = Signer(private)
        row = conn.execute(select(stream_table).where(stream_table.c.public_key == signer.public_hex())).one()
    identity = StationIdentity(row.stream, row.station, row.customs, row.profile)
    return Station(engine, blobs, appliers, clock, identity, signer)
