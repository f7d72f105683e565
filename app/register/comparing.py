"""A register file against the register: which rights are new or other than they were, with their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from app.core.canonical import compact, sha256
from app.core.errors import Refused
from app.core.plain import to_json
from app.register.reading import Picture, picture_beside
from app.register.records import digest_of, picture_named
from app.register.rules import Recordation
from app.store.blobs import BlobRef, Blobs, FileBlobs

Keep = Callable[[bytes, str, str], BlobRef]
"""Keeps a blob's bytes under its media type and name."""
Moved = Callable[[int, int], None]

TOLD_EVERY: Final = 1_000
"""Rows between two words about how far it is."""


@dataclass(frozen=True)
class News:
    """A right that is new or other than it was: as canonical JSON, and its picture's SHA-256 and blob."""

    right: Recordation
    body: bytes
    image_sha256: str
    picture: BlobRef | None

    @property
    def line(self) -> bytes:
        """Its line in the edition's blob, canonical too: the JSON isn't made a second time."""
        return b'{"image_sha256":"%s","recordation":%s}' % (self.image_sha256.encode(), self.body)


@dataclass(frozen=True)
class Comparison:
    """What a file's rights are compared with: the digests that stand in a stream, by number."""

    conn: Connection
    stream: str
    known: Mapping[str, str]
    keep: Keep

    def news(self, file: Path, items: Sequence[Recordation], moved: Moved) -> Iterator[News]:
        """The rights of a file that are news, their pictures kept; one picture at a time is in memory."""
        for done, right in enumerate(items, start=1):
            picture = _picture(file, right.image)
            image = picture.sha256 if picture else self._picture_before(right)
            body = compact(to_json(right))
            if self.known.get(right.recordation_no) != digest_of(body, image):
                yield News(right, body, image, self._kept(picture))
            if done % TOLD_EVERY == 0 or done == len(items):
                moved(done, len(items))

    def _picture_before(self, right: Recordation) -> str:
        """An update that comes without its pictures takes none away: what was kept under the name stays."""
        if not right.image or right.recordation_no not in self.known:
            return ""
        return picture_named(self.conn, self.stream, right.recordation_no, right.image)

    def _kept(self, picture: Picture | None) -> BlobRef | None:
        return self.keep(picture.data, f"image/{picture.format.lower()}", picture.name) if picture else None


def _picture(file: Path, name: str) -> Picture | None:
    try:
        return picture_beside(file, name) if name else None
    except Refused:
        # Remarked while the file was read: the right protects without its picture.
        return None


def only_named(data: bytes, media_type: str, name: str) -> BlobRef:
    """What keeping a blob would say, with nothing kept: for a dry run."""
    return BlobRef(sha256(data), media_type, len(data), name)


@contextmanager
def kept_for_an_act(blobs: Blobs) -> Iterator[Keep]:
    """Keeps blobs for an entry that will name them; where the act fails, those that were not here before go again."""
    fresh: list[str] = []

    def keep(data: bytes, media_type: str, name: str) -> BlobRef:
        if not blobs.has(digest := sha256(data)):
            fresh.append(digest)
        return blobs.put(data, media_type, name)

    try:
        yield keep
    except BaseException:
        if isinstance(blobs, FileBlobs):
            for digest in fresh:
                blobs.forget(digest)
        raise
