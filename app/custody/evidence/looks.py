"""What a case's goods looked like: its photographs with line, clue, time and officer, and what clues were seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.bench.pictures import open_picture
from app.bench.records import inspections_of
from app.bench.records.comparing import comparisons, ticked
from app.bench.records.findings import photos
from app.core.canonical import sha256
from app.core.errors import Refused
from app.detention.records import parts, photo_table
from app.detention.standing import CaseFile
from app.journal.records import about
from app.journal.work import Station

ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True)
class _Photo:
    name: str
    media_type: str
    taken: dict[str, Any] = field(default_factory=dict)


def photographs(
    conn: Connection, station: Station, file: CaseFile, *, shared: bool
) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Every photograph of the case, its inspection and its end, once, under a name that says nothing of its own.

    As it was taken, with all that the camera wrote into it; `shared`: a copy without the place, naming the hash of
    the evidence that stays here. What is no picture can't be freed of its place, and is not shared.
    """
    for n, (digest, photo) in enumerate(sorted(_found(conn, file).items()), start=1):
        data, ending = station.blobs.get(digest), ENDINGS.get(photo.media_type, "bin")
        told = {"sha256": digest, "name": photo.name, "media_type": photo.media_type, **photo.taken}
        if shared:
            try:
                data, ending = open_picture(data).shared_copy(), "jpg"
            except Refused:
                continue
            told |= {"sha256": sha256(data), "media_type": "image/jpeg", "evidence_sha256": digest}
        path = f"photos/{n:03d}-{digest[:12]}.{ending}"
        yield path, data, {"path": path, **told}


def _found(conn: Connection, file: CaseFile) -> dict[str, _Photo]:
    found: dict[str, _Photo] = {}
    for inspection in inspections_of(conn, file.row.declaration_no):
        for row in photos(conn, inspection.inspection):
            where = {"line": row.line_key, "clue": row.clue, "station": row.stream}
            taken = {**where, "at": row.at, "officer": row.officer}
            found.setdefault(row.sha256, _Photo(row.name, row.media_type, taken))
    for row in parts(conn, photo_table, file.case_id):
        found.setdefault(row.sha256, _Photo(row.name, row.media_type))
    for entry in about(conn, file.case_id):
        for blob in entry.blobs() if entry.kind.startswith("custody.") else ():
            found.setdefault(str(blob["sha256"]), _Photo(str(blob["name"]), str(blob["media_type"])))
    return found


TICKED: Final = ("recordation_no", "clue", "genuine", "seen", "at")
COMPARED: Final = (
    "recordation_no", "genuine_clue", "fake_clue", "answer", "photo", "genuine_picture", "fake_picture", "officer",
    "at",
)  # fmt: skip


def clues_told(conn: Connection, declaration_no: str) -> list[dict[str, Any]]:
    """What an officer saw of each clue, and what the goods were compared with, by the hashes of the pictures."""
    told: list[dict[str, Any]] = []
    for inspection in inspections_of(conn, declaration_no):
        told += [_told("ticked", row, TICKED) for row in ticked(conn, inspection.inspection)]
        told += [_told("compared", row, COMPARED) for row in comparisons(conn, inspection.inspection)]
    return sorted(told, key=lambda each: (each["at"], str(each)))


def _told(what: str, row: Row[Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {"what": what, **{name: row._mapping[name] for name in names}}
