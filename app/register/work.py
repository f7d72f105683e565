"""A register clerk's acts: a file becomes a new edition, which holds only what it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import Refused
from app.core.json_lines import MEDIA_TYPE, pack_lines
from app.core.plain import to_json
from app.core.tables import Reject
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.register.reading import picture_beside, read_recordations
from app.register.records import digest_of, digests, last_edition
from app.register.rules import Recordation
from app.store.blobs import BlobRef

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Edition:
    """What a register file brought: the edition's number (0 where nothing changed) and its counts."""

    edition: int
    read: int
    added: int
    changed: int
    unchanged: int
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...]
    unknown_columns: tuple[str, ...]


def import_register(
    station: Station, officer: Officer, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Edition:
    """Take in a register file as a new edition; the same file again makes no new one."""
    require(officer, Power.IMPORT_REGISTER)
    reading = read_recordations(path, progress=progress)
    with station.read() as conn:
        known = digests(conn, station.stream)
        number = last_edition(conn, station.stream) + 1
    pictures = {each.image: _picture(path, each.image) for each in reading.items if each.image}
    news: list[tuple[Recordation, str]] = []
    for each in reading.items:
        image = pictures[each.image][0] if each.image else ""
        if known.get(each.recordation_no) != digest_of(each, image):
            news.append((each, image))
    changed = sum(each.recordation_no in known for each, _image in news)
    edition = Edition(
        number if news else 0,
        reading.read,
        len(news) - changed,
        changed,
        len(reading.items) - len(news),
        reading.rejects,
        reading.remarks,
        reading.unknown_columns,
    )
    if news and not dry_run:
        wanted = {image for _each, image in news}
        images = [
            station.blobs.put(data, media_type, name)
            for name, (digest, data, media_type) in pictures.items()
            if digest in wanted
        ]
        _keep(station, officer, path, edition, news, images)
    return edition


def _picture(register_file: Path, name: str) -> tuple[str, bytes, str]:
    try:
        found = picture_beside(register_file, name)
    except Refused:
        # Remarked while the file was read: the right protects without its picture.
        return "", b"", ""
    return found.sha256, found.data, f"image/{found.format.lower()}"


def _keep(
    station: Station,
    officer: Officer,
    path: Path,
    edition: Edition,
    news: list[tuple[Recordation, str]],
    images: list[BlobRef],
) -> None:
    lines = ({"recordation": to_json(each), "image_sha256": image} for each, image in news)
    rows = station.blobs.put(pack_lines(lines), MEDIA_TYPE, "register edition")
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
