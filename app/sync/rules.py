"""The rules of sharing: how a stream stands against the centre's, pieces of blobs, safe addresses, whose case it is."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from app.core.errors import Refused
from app.journal.entry import Entry

PIECE_BYTES: Final = 1024 * 1024
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 60.0
SAFE_SSLMODES: Final = frozenset({"verify-ca", "verify-full"})
"""`require` encrypts to whoever answers: it keeps no one from posing as the centre."""


@dataclass(frozen=True)
class Head:
    """The last entry of a stream somewhere: its sequence number (0 where there is none) and its hash."""

    seq: int
    hash: str


class Standing(Enum):
    """How a station's own stream stands against what the centre has of it."""

    AHEAD = "ahead"
    BEHIND = "behind"
    FORKED = "forked"


def standing(here: Head, there: Head, hash_here_at_there: str | None, hash_there_at_here: str | None) -> Standing:
    """Compare two copies of one stream by the hash at the shorter one's head.

    `hash_here_at_there` is our hash at the centre's last number, `hash_there_at_here` the centre's at ours; None where
    that side has no such entry. A station restored from an old back-up that has acted since is FORKED.
    """
    if there.seq <= here.seq:
        same = there.seq == 0 or hash_here_at_there == there.hash
        return Standing.AHEAD if same else Standing.FORKED
    same = here.seq == 0 or hash_there_at_here == here.hash
    return Standing.BEHIND if same else Standing.FORKED


def pieces_of(size: int) -> int:
    """How many pieces of at most 1 MiB a blob of `size` bytes travels in."""
    return -(-size // PIECE_BYTES)


def parcels(blobs: Iterable[tuple[str, int]], most: int) -> Iterator[list[str]]:
    """Blobs (SHA-256 and size) in their order, together as long as they stay within `most` bytes; a large one alone."""
    parcel, filled = list[str](), 0
    for digest, size in blobs:
        if parcel and filled + size > most:
            yield parcel
            parcel, filled = [], 0
        parcel.append(digest)
        filled += size
    if parcel:
        yield parcel


def pauses(tries: int, chance: Iterator[float]) -> Iterator[float]:
    """Seconds to wait before each further try: doubled each time, with jitter so that stations do not come at once.

    `chance` gives numbers from 0 to 1; the pause is between half and the whole of its step.
    """
    for attempt in range(tries - 1):
        step = min(FIRST_PAUSE_S * 2**attempt, LONGEST_PAUSE_S)
        yield step * (0.5 + 0.5 * next(chance))


def check_address(parts: Mapping[str, Any], *, allow_plain: bool = False) -> None:
    """Refuse an address on whose way others could read along: not this machine, and no certificate is asked for.

    `parts` are libpq's connection parameters (host, hostaddr, sslmode, service …).
    """
    if allow_plain or parts.get("sslmode") in SAFE_SSLMODES:
        return
    named = str(parts.get("hostaddr") or parts.get("host") or "")
    if parts.get("service") or not all(_is_local(host) for host in named.split(",")):
        raise Refused("sync.plain_address", field="url", host=named or str(parts.get("service")))


def _is_local(host: str) -> bool:
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class StationCard:
    """What a station tells headquarters about itself, to be enrolled: nothing in it is secret."""

    station: str
    stream: str
    customs: str
    profile: str
    public_key: str


@dataclass(frozen=True)
class Handover:
    """What headquarters gives a station, once: the centre's address, its role there and the role's password."""

    station: str
    stream: str
    url: str
    role: str
    password: str

    def __repr__(self) -> str:
        """Without the password, so that no log or crash file holds it."""
        return f"Handover({self.station}, {self.role})"


@dataclass(frozen=True)
class CaseRule:
    """Which facts belong to a case, and which fact hands a case over to another station's stream.

    `steps` are the first words of the kinds whose subject is a case; `hand_over` is the kind whose body names the new
    owner under `to_stream`.
    """

    steps: frozenset[str] = frozenset({"detention", "notice", "custody"})
    hand_over: str = "detention.case_handed_over"

    def is_about_case(self, entry: Entry) -> bool:
        """Whether an entry may only come from the station that owns its subject."""
        return entry.kind.partition(".")[0] in self.steps

    def owner_after(self, entry: Entry) -> str:
        """The stream that owns the case once this entry of its owner stands."""
        return str(entry.body["to_stream"]) if entry.kind == self.hand_over else entry.stream


@dataclass(frozen=True)
class Difference:
    """One field in which two facts about the same case differ; `path` as in `lines.0.quantity`."""

    path: str
    ours: Any
    theirs: Any


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[Difference]:
    """Field by field, what two bodies say differently; a field that one lacks is None there."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        for name in sorted({*ours, *theirs}):
            yield from differences(ours.get(name), theirs.get(name), f"{path}.{name}" if path else str(name))
    elif isinstance(ours, list) and isinstance(theirs, list):
        for place in range(max(len(ours), len(theirs))):
            yield from differences(_at(ours, place), _at(theirs, place), f"{path}.{place}")
    elif ours != theirs:
        yield Difference(path, ours, theirs)


def _at(values: list[Any], place: int) -> Any:
    return values[place] if place < len(values) else None
