"""A detention's documents before it is recorded: made in a transaction that is always rolled back."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.canonical import sha256
from app.detention.rules import Detention
from app.detention.work import record_detention
from app.identity.rules import Officer
from app.journal.work import Station
from app.notice.work import Issued, Photo, issue_all
from app.store.blobs import BlobRef, Blobs


class _Undo(Exception):
    """Leaves the transaction without keeping anything."""


class _InMemory:
    """Blobs of a try: kept nowhere."""

    def __init__(self, behind: Blobs) -> None:
        self._behind = behind
        self._kept: dict[str, bytes] = {}

    def put(self, data: bytes, media_type: str, name: str = "") -> BlobRef:
        """Remember bytes for the length of the try."""
        digest = sha256(data)
        self._kept[digest] = data
        return BlobRef(digest, media_type, len(data), name)

    def get(self, digest: str) -> bytes:
        """The bytes, from the try or from the station."""
        return self._kept[digest] if digest in self._kept else self._behind.get(digest)

    def has(self, digest: str) -> bool:
        """Whether the bytes are known."""
        return digest in self._kept or self._behind.has(digest)


def preview(
    station: Station, officer: Officer, detention: Detention, photos: Sequence[Photo] = ()
) -> tuple[Issued, ...]:
    """The documents as they would be issued now, with the numbers they would have; nothing is recorded."""
    issued: list[Issued] = []
    try:
        with station.act(officer.officer_id) as act:
            act.blobs = _InMemory(station.blobs)
            recorded = record_detention(act, station, officer, detention)
            issued = issue_all(act, station, officer, recorded, photos)
            raise _Undo
    except _Undo:
        return tuple(issued)
