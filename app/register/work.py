"""A register clerk's acts: a file becomes a new edition, which holds only what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.core.canonical import compact
from app.core.errors import Refused, Say
from app.core.json_lines import MEDIA_TYPE, pack_written
from app.core.plain import to_json
from app.core.tables import Reject
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.register.difference import Change, Turn, differences
from app.register.reading import picture_beside, read_recordations
from app.register.records import (
    changed_between,
    digest_of,
    digests,
    edition_days,
    last_edition,
    recordations,
    recordations_of_edition,
)
from app.register.rules import Recordation
from app.store.blobs import BlobRef

Progress = Callable[[int, int], None]
OpenCases = Callable[[Connection, Sequence[str]], Mapping[str, Sequence[str]]]
"""Which open cases rest on rights: recordation number to case numbers. A later step knows it, so it is handed in."""


@dataclass(frozen=True)
class Touched:
    """An open case that a change of the register concerns."""

    case: str
    change: Change

    @property
    def say(self) -> Say:
        """What it means for the case, in words."""
        key = "touched_lapsed" if self.change.turn is Turn.LAPSED else "touched_changed"
        gaps = {"case": self.case, "mark": self.change.mark, "number": self.change.recordation_no}
        return Say(f"register_step.{key}", gaps | {"fields": self.change.field_names})


@dataclass(frozen=True)
class Edition:
    """What a register file brought: an edition's number (0 where nothing changed), counts, the cases it touches."""

    edition: int
    read: int
    added: int
    changed: int
    unchanged: int
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...]
    unknown_columns: tuple[str, ...]
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True)
class _News:
    """A right that is new or other than it was, as canonical JSON, and its picture's SHA-256."""

    right: Recordation
    body: bytes
    image: str

    @property
    def line(self) -> bytes:
        """Its line in the edition's blob, canonical too: the JSON isn't made a second time."""
        return b'{"image_sha256":"%s","recordation":%s}' % (self.image.encode(), self.body)


def import_register(
    station: Station,
    officer: Officer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    open_cases: OpenCases | None = None,
) -> Edition:
    """Take in a register file as a new edition; the same file again makes no new one."""
    require(officer, Power.IMPORT_REGISTER)
    reading = read_recordations(path, progress=progress)
    pictures = {each.image: _picture(path, each.image) for each in reading.items if each.image}
    with station.read() as conn:
        known = digests(conn, station.stream)
        number = last_edition(conn, station.stream) + 1
        news = list(_news(reading.items, pictures, known))
        again = [each.right for each in news if each.right.recordation_no in known]
        touched = _touched(conn, station, again, open_cases)
    edition = Edition(
        number if news else 0,
        reading.read,
        len(news) - len(again),
        len(again),
        len(reading.items) - len(news),
        reading.rejects,
        reading.remarks,
        reading.unknown_columns,
        touched,
    )
    if news and not dry_run:
        wanted = {each.image for each in news}
        images = [
            station.blobs.put(data, media_type, name)
            for name, (digest, data, media_type) in pictures.items()
            if digest in wanted
        ]
        _keep(station, officer, path, edition, news, images)
    return edition


def _news(
    items: Iterable[Recordation], pictures: Mapping[str, tuple[str, bytes, str]], known: Mapping[str, str]
) -> Iterator[_News]:
    for each in items:
        image = pictures[each.image][0] if each.image else ""
        body, digest = compact(to_json(each)), known.get(each.recordation_no)
        if digest is None or digest != digest_of(body, image):
            yield _News(each, body, image)


def _picture(register_file: Path, name: str) -> tuple[str, bytes, str]:
    try:
        found = picture_beside(register_file, name)
    except Refused:
        # Remarked while the file was read: the right protects without its picture.
        return "", b"", ""
    return found.sha256, found.data, f"image/{found.format.lower()}"


def _touched(
    conn: Connection, station: Station, again: Sequence[Recordation], open_cases: OpenCases | None
) -> tuple[Touched, ...]:
    """The open cases that rest on rights which lapse or change; before the new edition is kept."""
    if open_cases is None or not again:
        return ()
    cases = open_cases(conn, [each.recordation_no for each in again])
    after = {each.recordation_no: each for each in again if each.recordation_no in cases}
    before = {each.recordation_no: each for each in recordations(conn, after)}
    changes = differences(before, after, station.today())
    return tuple(Touched(case, change) for change in changes for case in cases[change.recordation_no])


def _keep(
    station: Station,
    officer: Officer,
    path: Path,
    edition: Edition,
    news: Sequence[_News],
    images: Sequence[BlobRef],
) -> None:
    rows = station.blobs.put(pack_written(each.line for each in news), MEDIA_TYPE, "register edition")
    distinct = {image.sha256: image for image in images}
    with station.act(officer.officer_id) as act:
        act.record(
            "register.edition_imported",
            path.name,
            {
                "edition": edition.edition,
                "file": path.name,
                "read": edition.read,
                "added": edition.added,
                "changed": edition.changed,
                "unchanged": edition.unchanged,
                "rejected": edition.read - edition.added - edition.changed - edition.unchanged,
                "rows": rows.sha256,
            },
            blobs=[rows, *distinct.values()],
        )


def edition_differences(conn: Connection, station: Station, before: int, after: int) -> list[Change]:
    """What changed in this station's register from one edition to another, by number; edition 0 is the empty one."""
    days = edition_days(conn, station.stream)
    for edition in (before, after):
        if edition and edition not in days:
            raise Refused("register_step.no_edition", field="edition", edition=edition, last=max(days, default=0))
    numbers = changed_between(conn, station.stream, min(before, after), max(before, after))
    was = recordations_of_edition(conn, station.stream, before, numbers)
    stays = recordations_of_edition(conn, station.stream, after, numbers)
    return differences(was, stays, days.get(after, station.today()))
