"""A register clerk's acts: a file becomes a new edition, which holds only what it changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.core.errors import Say
from app.core.json_lines import MEDIA_TYPE, pack_written
from app.core.tables import Reading, Reject
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.register.comparing import Comparison, Moved, News, kept_for_an_act, only_named
from app.register.difference import differences
from app.register.editions import OpenCases, Touched, touched_by
from app.register.reading import read_recordations
from app.register.records import digests, last_edition, recordations
from app.register.rules import Recordation
from app.store.blobs import BlobRef

Progress = Callable[[int, int, Say], None]
"""Told how many rows of how many are done, and at what; it may raise to stop the import, then nothing is kept."""


@dataclass(frozen=True)
class Edition:
    """What a register file brought: an edition's number (0 where nothing changed), counts, the cases it touches."""

    edition: int
    file: str
    read: int
    added: int
    changed: int
    unchanged: int
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...]
    unknown_columns: tuple[str, ...]
    touched: tuple[Touched, ...] = ()

    @property
    def rejected(self) -> int:
        """How many rows were refused; a row may have been refused for more than one cell."""
        return self.read - self.added - self.changed - self.unchanged

    @property
    def say(self) -> Say:
        """What it brought, in one line."""
        counts = {name: getattr(self, name) for name in ("edition", "added", "changed", "unchanged", "rejected")}
        return Say(f"register_step.imported{'' if self.edition else '_nothing'}", counts)


def _unwatched(_done: int, _total: int, _what: Say) -> None:
    """Nobody watches: a script, or a small file."""


def import_register(
    station: Station,
    officer: Officer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress = _unwatched,
    open_cases: OpenCases | None = None,
) -> Edition:
    """Take in a register file as a new edition; the same file again makes no new one."""
    require(officer, Power.IMPORT_REGISTER)
    reading = read_recordations(path, progress=_part(progress, "reading", path.name))
    with kept_for_an_act(station.blobs) as keep:
        with station.read() as conn:
            known = digests(conn, station.stream)
            number = last_edition(conn, station.stream) + 1
            comparison = Comparison(conn, station.stream, known, only_named if dry_run else keep)
            news = list(comparison.news(path, reading.items, _part(progress, "comparing", path.name)))
            again = [each.right for each in news if each.right.recordation_no in known]
            touched = _touched(conn, station, again, open_cases)
        edition = _edition(number, path.name, reading, len(news), len(again), touched)
        if news and not dry_run:
            rows = keep(pack_written(each.line for each in news), MEDIA_TYPE, "register edition")
            _record(station, officer, edition, [rows, *_pictures(news)], _part(progress, "writing", path.name))
    return edition


def _part(progress: Progress, part: str, file: str) -> Moved:
    what = Say(f"register_step.{part}", {"file": file})
    return lambda done, total: progress(done, total, what)


def _edition(
    number: int, file: str, reading: Reading[Recordation], news: int, again: int, touched: tuple[Touched, ...]
) -> Edition:
    return Edition(
        number if news else 0,
        file,
        reading.read,
        news - again,
        again,
        len(reading.items) - news,
        reading.rejects,
        reading.remarks,
        reading.unknown_columns,
        touched,
    )


def _touched(
    conn: Connection, station: Station, again: Sequence[Recordation], open_cases: OpenCases | None
) -> tuple[Touched, ...]:
    """The open cases that rest on rights which lapse or change; before the new edition is kept."""
    if open_cases is None:
        return ()
    cases = open_cases(conn, [each.recordation_no for each in again])
    after = {each.recordation_no: each for each in again if each.recordation_no in cases}
    before = {each.recordation_no: each for each in recordations(conn, after)}
    return touched_by(differences(before, after, station.today()), cases)


def _pictures(news: Sequence[News]) -> list[BlobRef]:
    """Each picture once: rights may share one."""
    return list({each.picture.sha256: each.picture for each in news if each.picture}.values())


def _record(station: Station, officer: Officer, edition: Edition, blobs: Sequence[BlobRef], moved: Moved) -> None:
    """The first blob holds the rows, the others the pictures."""
    counts = {name: getattr(edition, name) for name in ("read", "added", "changed", "unchanged", "rejected")}
    body = {"edition": edition.edition, "file": edition.file, **counts, "rows": blobs[0].sha256}
    with station.act(officer.officer_id) as act:
        act.record("register.edition_imported", edition.file, body, blobs=blobs, moved=moved)
