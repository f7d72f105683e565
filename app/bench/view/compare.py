"""Genuine, fake and these goods side by side: the pairs of clues of one right, with the pictures to compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Row

from app.bench.pictures import open_picture
from app.bench.records.comparing import clue_pictures, comparisons, photo_answered
from app.bench.records.findings import photos
from app.core.errors import Refused, Trouble
from app.journal.work import Station
from app.register.records import image_of
from app.register.rules import Recordation

SIDE = 1200
"""Pixels of a picture's longer side: enough for a third of a large screen."""


@dataclass(frozen=True)
class Shown:
    """A picture small enough to show, and the SHA-256 of what it was made from; both empty where there is none."""

    digest: str = ""
    data: bytes = field(default=b"", repr=False)
    mark: bool = False
    """Whether it is the right's own picture, for want of one of the clue."""


@dataclass(frozen=True)
class Pair:
    """One step of the comparison: a genuine clue and a fake one (either may be missing), and the last answer."""

    genuine: str
    fake: str
    genuine_picture: Shown
    fake_picture: Shown
    photo: Shown
    answer: str = ""


@dataclass(frozen=True)
class CompareView:
    """All pairs of a right."""

    recordation_no: str
    mark: str
    pairs: tuple[Pair, ...]


def compare_view(station: Station, inspection: str, right: Recordation, line_key: str) -> CompareView:
    """The pairs of a right's clues as they stand in an inspection; reads pictures, so call it off the GUI thread."""
    with station.read() as conn:
        pairs = tuple(_pairs(conn, station, inspection, right, line_key))
    return CompareView(right.recordation_no, right.mark, pairs)


def _pairs(conn: Connection, station: Station, inspection: str, right: Recordation, line_key: str) -> Iterator[Pair]:
    number = right.recordation_no
    known = {row.clue: row.sha256 for row in reversed(clue_pictures(conn, number))}
    answers = {
        (row.genuine_clue, row.fake_clue): row.answer
        for row in comparisons(conn, inspection)
        if row.recordation_no == number
    }
    taken = photos(conn, inspection)
    own = image_of(conn, number)
    for genuine, fake in zip_longest(right.genuine_clues, right.fake_clues, fillvalue=""):
        real = known.get(genuine, "") or photo_answered(conn, number, genuine, "genuine", inspection)
        false = known.get(fake, "") or photo_answered(conn, number, fake, "fake", inspection)
        yield Pair(
            genuine,
            fake,
            shown(station, real or own, mark=not real),
            shown(station, false),
            shown(station, photo_for(taken, line_key, (genuine, fake))),
            answers.get((genuine, fake), ""),
        )


def photo_for(taken: Sequence[Row[Any]], line_key: str, clues: tuple[str, ...] = ()) -> str:
    """The SHA-256 of the newest photograph of one of these clues, else of the line, else of the shipment; or empty."""

    def nearness(place: int) -> tuple[bool, bool, int]:
        row = taken[place]
        return (bool(row.clue) and row.clue in clues, row.line_key == line_key, place)

    return str(taken[max(range(len(taken)), key=nearness)].sha256) if taken else ""


def shown(station: Station, digest: str, *, mark: bool = False) -> Shown:
    """A picture of this desk made small enough to show."""
    if not digest:
        return Shown()
    try:
        return Shown(digest, open_picture(station.blobs.get(digest)).shared_copy(SIDE), mark)
    except (Refused, Trouble):
        return Shown()  # a picture that is not here or can't be read: its place stays empty and says so
