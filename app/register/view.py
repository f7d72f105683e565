"""The register as it is shown: what a search found, one right's whole record with its history, and its editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.errors import Refused, Say, Trouble
from app.journal.work import Station
from app.register.difference import Change, FieldChange, Turn, change
from app.register.editions import OpenCases, Touched, brought_by, touched_by
from app.register.licences import Leave
from app.register.records import editions, image_of, recordation, versions
from app.register.rules import Recordation, Status
from app.register.standing import Finding, StandingRegister
from app.register.words import licensee

SHOWN = 100
"""Answers of one search on screen."""
ADDED_SHOWN = 1_000
"""New rights of one edition on screen, after all those that it changed; the command tells every one."""


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
    """One edition that changed a right: since when, and each field before and after."""

    edition: int
    since: date
    turn: Turn
    fields: tuple[FieldChange, ...]
    new_picture: bool = False


@dataclass(frozen=True)
class RecordView:
    """One right's whole record, as it stands or as it stood on a day, and the open cases that rest on it now."""

    right: Recordation
    status: Status
    picture: bytes
    history: tuple[HistoryLine, ...]
    licensees: tuple[tuple[Leave, Say], ...]
    contact_age: int | None
    open_cases: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True)
class EditionRow:
    """One edition of the register: whose, when, from which file, by whom, and what it brought."""

    stream: str
    edition: int
    imported_on: date
    file: str
    officer: str
    added: int
    changed: int
    rejected: int


@dataclass(frozen=True)
class EditionView:
    """What one edition changed, and the open cases that its changes concern today."""

    row: EditionRow
    changes: tuple[Change, ...]
    touched: tuple[Touched, ...]


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


def record_view(
    station: Station, number: str, as_of: date | None = None, open_cases: OpenCases | None = None
) -> RecordView:
    """A right's record with every edition that changed it; Refused where the register did not hold it on that day."""
    on = as_of or station.today()
    with station.read() as conn:
        right = recordation(conn, number, as_of)
        if right is None:
            raise Refused("register_step.as_of_none", field="as_of", number=number, day=on)
        image = image_of(conn, number, as_of)
        history = _history(versions(conn, number))
        cases = open_cases(conn, [number]).get(number, ()) if open_cases else ()
    confirmed = right.contact_confirmed_on
    return RecordView(
        right,
        right.status_on(on),
        _picture(station, image),
        history,
        tuple(licensee(text, right, on) for text in right.licensees),
        (on - confirmed).days if confirmed else None,
        tuple(cases),
        as_of,
    )


def _history(stood: list[tuple[int, date, Recordation]]) -> tuple[HistoryLine, ...]:
    """Newest first, each against the version before it."""
    before: list[Recordation | None] = [*(right for _, _, right in stood[1:]), None]
    lines = []
    for (edition, since, right), earlier in zip(stood, before, strict=True):
        found = change(earlier, right, since)
        # A new picture is a new version without a changed field.
        turn, fields = (found.turn, found.fields) if found else (Turn.CHANGED, ())
        lines.append(HistoryLine(edition, since, turn, fields, new_picture=found is None))
    return tuple(lines)


def _picture(station: Station, digest: str) -> bytes:
    """The picture's bytes; a picture that is not here, or damaged, keeps nobody from reading the record."""
    if not digest:
        return b""
    try:
        return station.blobs.get(digest)
    except Trouble:
        return b""


def editions_view(station: Station) -> tuple[EditionRow, ...]:
    """Every edition that this desk holds, its own and headquarters', newest first."""
    with station.read() as conn:
        return tuple(
            EditionRow(
                row.stream,
                row.edition,
                date.fromisoformat(row.imported_on),
                row.file,
                row.officer,
                row.added,
                row.changed,
                row.rejected,
            )
            for row in editions(conn)
        )


def edition_view(station: Station, row: EditionRow, open_cases: OpenCases | None = None) -> EditionView:
    """What an edition changed against the one before it; wherever it was imported, the cases are this desk's."""
    with station.read() as conn:
        changes = tuple(brought_by(conn, row.stream, row.edition, ADDED_SHOWN))
        cases = open_cases(conn, [each.recordation_no for each in changes]) if open_cases else {}
    return EditionView(row, changes, touched_by(changes, cases))
