"""Genuine or fake: an officer's word on a pair of clues, and the pictures that clues are compared with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from app.bench.pictures import Picture
from app.bench.work.inspecting import open_row
from app.core.errors import Refused
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.register.records import recordations


class Likeness(StrEnum):
    """What the goods look like beside the genuine and the fake picture."""

    GENUINE = "genuine"
    FAKE = "fake"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Comparison:
    """A pair of clues of a right (one of them may be empty), the pictures that lay side by side, and the answer."""

    recordation_no: str
    genuine_clue: str
    fake_clue: str
    answer: Likeness
    photo: str = ""
    """SHA-256 of the officer's photograph; empty where the goods themselves were looked at."""
    genuine_picture: str = ""
    fake_picture: str = ""


def compare(station: Station, officer: Officer, inspection_id: str, comparison: Comparison) -> None:
    """Record what was seen; it ticks the clue that the answer names and unticks the other."""
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        body = {**asdict(comparison), "answer": comparison.answer.value, "inspection": inspection_id}
        act.record("bench.compared", row.declaration_no, body)


def clue_of(station: Station, recordation_no: str, place: int, *, genuine: bool) -> str:
    """A right's clue by its place, counted from 1; Refused where there is none."""
    with station.read() as conn:
        right = next(iter(recordations(conn, [recordation_no])), None)
    if right is None:
        raise Refused("bench.no_such_right", field="recordation_no", number=recordation_no)
    known = right.genuine_clues if genuine else right.fake_clues
    if not 1 <= place <= len(known):
        raise Refused("bench.no_such_clue", field="clue", number=recordation_no, known=known)
    return known[place - 1]


def picture_clue(
    station: Station, officer: Officer, recordation_no: str, clue: str, picture: Picture, *, genuine: bool
) -> str:
    """Keep a picture of what genuine goods or known fakes show; gives its SHA-256.

    At headquarters it goes to every station with the next sync. Others see it, so it is kept without its place.
    """
    require(officer, Power.IMPORT_REGISTER)
    blob = station.blobs.put(picture.shared_copy(), "image/jpeg", picture.name or clue[:80])
    with station.act(officer.officer_id) as act:
        body = {"recordation_no": recordation_no, "clue": clue, "genuine": genuine}
        act.record("bench.clue_pictured", recordation_no, body, blobs=[blob])
    return blob.sha256
