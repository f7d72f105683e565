"""Taking in a declaration file: what is new or changed is kept in one act, what can't be is listed with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.json_lines import MEDIA_TYPE, pack_lines
from app.core.plain import to_json
from app.core.tables import Reject
from app.identity.rules import Officer, Power, require
from app.intake.reading import Format, read_declarations
from app.intake.records import digest_of, digests
from app.intake.rules import Declaration
from app.journal.work import Station

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Received:
    """What became of a declaration file: counts of declarations, and every cell that was refused or remarked."""

    read: int
    added: int
    changed: int
    unchanged: int
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...]
    unknown_columns: tuple[str, ...]
    numbers: tuple[str, ...]
    """The declarations that are new or changed."""


def receive_declarations(
    station: Station,
    officer: Officer,
    path: Path,
    *,
    format: Format = "auto",  # noqa: A002 - the command's own word
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Received:
    """Take in a file; taking it in again changes nothing. Refused where the file as a whole can't be used."""
    require(officer, Power.IMPORT_DECLARATIONS)
    reading = read_declarations(path, format=format, progress=progress)
    with station.read() as conn:
        known = digests(conn, (each.declaration_no for each in reading.items))
    news = tuple(each for each in reading.items if known.get(each.declaration_no) != digest_of(each))
    changed = sum(each.declaration_no in known for each in news)
    received = Received(
        reading.read,
        len(news) - changed,
        changed,
        len(reading.items) - len(news),
        reading.rejects,
        reading.remarks,
        reading.unknown_columns,
        tuple(each.declaration_no for each in news),
    )
    if news and not dry_run:
        _keep(station, officer, path, received, news)
    return received


def _keep(station: Station, officer: Officer, path: Path, received: Received, news: tuple[Declaration, ...]) -> None:
    rows = station.blobs.put(pack_lines(to_json(each) for each in news), MEDIA_TYPE, "declarations")
    with station.act(officer.officer_id) as act:
        act.record(
            "intake.declarations_received",
            path.name,
            {
                "file": path.name,
                "read": received.read,
                "added": received.added,
                "changed": received.changed,
                "unchanged": received.unchanged,
                "rejected": received.read - received.added - received.changed - received.unchanged,
                "rows": rows.sha256,
            },
            blobs=[rows],
        )
