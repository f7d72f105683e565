"""The register as it is shown: what a search found, and one right's whole record with its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.errors import Refused, Trouble
from app.journal.work import Station
from app.register.difference import Turn, change
from app.register.records import editions, image_of, recordation, versions
from app.register.rules import Recordation, Status
from app.register.standing import Finding, StandingRegister

SHOWN = 100
"""Answers of one search on screen."""


@dataclass(frozen=True)
class ResultRow:
    """One right that answers a search."""

    number: str
    mark: str
    other_names: tuple[str, ...]
    holder: str
    status: Status
    valid_to: date
    classes: tuple[int, ...]
    why: str
    similarity: float


@dataclass(frozen=True)
class RegisterView:
    """What was searched for and found, over how many rights, in which edition."""

    text: str = ""
    rows: tuple[ResultRow, ...] = ()
    over: int = 0
    edition: int = 0
    imported_on: date | None = None


@dataclass(frozen=True)
class HistoryLine:
    """One edition that changed a right: since when, and which fields."""

    edition: int
    since: date
    turn: Turn
    fields: tuple[str, ...]


@dataclass(frozen=True)
class RecordView:
    """One right's whole record, as it stands or as it stood on a day."""

    right: Recordation
    status: Status
    picture: bytes
    history: tuple[HistoryLine, ...]
    contact_age: int | None
    as_of: date | None = None


def register_view(station: Station, register: StandingRegister, text: str) -> RegisterView:
    """What a search finds; nothing is listed before something is typed."""
    found = register.search(text, SHOWN) if text.strip() else register.search("", 1)
    with station.read() as conn:
        newest = next(iter(editions(conn)), None)
    return RegisterView(
        text,
        _rows(found, station.today()) if text.strip() else (),
        found.over,
        newest.edition if newest is not None else 0,
        date.fromisoformat(newest.imported_on) if newest is not None else None,
    )


def _rows(found: Finding, today: date) -> tuple[ResultRow, ...]:
    return tuple(
        ResultRow(
            hit.right.recordation_no,
            hit.right.mark,
            hit.right.mark_alt,
            hit.right.holder,
            hit.right.status_on(today),
            hit.right.valid_to,
            hit.right.nice_classes,
            hit.why.value,
            hit.similarity,
        )
        for hit in found.hits
    )


def record_view(station: Station, number: str, as_of: date | None = None) -> RecordView:
    """A right's record with every edition that changed it; Refused where the register did not hold it on that day."""
    on = as_of or station.today()
    with station.read() as conn:
        right = recordation(conn, number, as_of)
        image = image_of(conn, number, as_of)
        history = _history(versions(conn, number))
    if right is None:
        raise Refused("register_step.as_of_none", field="as_of", number=number, day=on)
    confirmed = right.contact_confirmed_on
    age = (on - confirmed).days if confirmed else None
    return RecordView(right, right.status_on(on), _picture(station, image), history, age, as_of)


def _history(stood: list[tuple[int, date, Recordation]]) -> tuple[HistoryLine, ...]:
    """Newest first, each against the version before it."""
    before: list[Recordation | None] = [*(right for _, _, right in stood[1:]), None]
    lines = []
    for (edition, since, right), earlier in zip(stood, before, strict=True):
        found = change(earlier, right, since)
        # A new picture is a new version without a changed field.
        lines.append(HistoryLine(edition, since, found.turn, found.field_names) if found else
                     HistoryLine(edition, since, Turn.CHANGED, ("image",)))  # fmt: skip
    return tuple(lines)


def _picture(station: Station, digest: str) -> bytes:
    """The picture's bytes; a picture that is not here, or damaged, keeps nobody from reading the record."""
    if not digest:
        return b""
    try:
        return station.blobs.get(digest)
    except Trouble:
        return b""
