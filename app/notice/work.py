"""Issuing documents: numbered without gaps, rendered, kept as they were printed, copied and made void."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from app.bench.pictures import open_picture
from app.core.canonical import compact, sha256
from app.core.errors import Refused
from app.deadlines.reading import Both
from app.detention.procedure.law import Procedure
from app.detention.procedure.loading import procedure_of
from app.detention.records import case as find_case
from app.detention.rulebook import rules_of
from app.detention.rules import Detention
from app.detention.work import Recorded, record_detention
from app.identity.records import office as find_office
from app.identity.records import officer as find_officer
from app.identity.rules import Officer as Person
from app.identity.rules import Power, require
from app.journal.work import Act, Station
from app.notice.composing import Composing, kinds, notices
from app.notice.records import last_number, notice
from app.notice.render import render
from app.notice.rules import NoticeData, Officer, Picture, Value, check_template, file_name
from app.notice.templates import TOML, template_at_issue, text_now
from app.store.blobs import write_durably

PDF: Final = "application/pdf"
DATA: Final = "application/json"
PHOTO_SIDE: Final = 1400


@dataclass(frozen=True)
class Photo:
    """A photograph for a case: its name and the bytes as they were taken."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True)
class Issued:
    """One document as it was issued."""

    number: str
    kind: str
    pdf: bytes
    sha256: str
    file_name: str


@dataclass(frozen=True)
class Detained:
    """A detention with its documents."""

    recorded: Recorded
    notices: tuple[Issued, ...]
    entries: int


def detain(station: Station, officer: Person, detention: Detention, photos: Sequence[Photo] = ()) -> Detained:
    """Record a detention and issue its documents in one act: either all of it stands, or none."""
    kept = [station.blobs.put(photo.data, photo.media_type, photo.name) for photo in photos]
    distinct = {blob.sha256: blob for blob in kept}
    with station.act(officer.officer_id) as act:
        recorded = record_detention(act, station, officer, detention, list(distinct.values()))
        issued = issue_all(act, station, officer, recorded, photos)
        entries = len(act.entries)
    return Detained(recorded, tuple(issued), entries)


def issue_all(act: Act, station: Station, officer: Person, recorded: Recorded, photos: Sequence[Photo]) -> list[Issued]:
    """Number, render and record every document of a detention that has just been recorded in the same act."""
    office = find_office(act.conn, station.stream)
    if office is None:
        raise Refused("issuing.no_office", field="agency")
    second = find_officer(act.conn, act.stream, recorded.detention.second_officer)
    if second is None:
        raise Refused("detention.unknown_second", field="second_officer", officer=recorded.detention.second_officer)
    shown = tuple((photo.name, for_paper(photo.data)) for photo in photos)
    composing = Composing(recorded, office, (officer, second), shown, station.identity.profile)
    numbers = _numbers(act, station, kinds(recorded))
    made = list(notices(composing, {key: number for key, (_n, number) in numbers.items()}))
    return [
        issue_one(act, station.stream, data, numbers[key][0], recorded.procedure)
        for (key, _), data in zip(numbers.items(), made, strict=True)
    ]


def _numbers(act: Act, station: Station, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, str]]:
    """The next numbers of each kind: gap-free for the station and the year, because the act holds the only pen."""
    year = act.at.year
    numbers: dict[tuple[str, int], tuple[int, str]] = {}
    for kind, place in wanted:
        n = last_number(act.conn, station.stream, kind, year) + 1 + sum(key[0] == kind for key in numbers)
        numbers[kind, place] = (n, f"{station.identity.station}-{kind}-{year}-{n:05d}")
    return numbers


def issue_one(
    act: Act, stream: str, data: NoticeData, n: int, procedure: Procedure, disclosed: Mapping[str, Any] | None = None
) -> Issued:
    """Render one numbered document and record it with its wording.

    `disclosed` is the log of what its addressee sees and does not.
    """
    text, _own = text_now(act.conn, stream, data.kind, procedure)
    pdf = render(data, procedure, check_template(data.kind, text, procedure))
    name = file_name(data)
    wording = act.blobs.put(text.encode("utf-8"), TOML, f"{data.kind}.toml")
    kept = act.blobs.put(pdf, PDF, name)
    facts = act.blobs.put(compact(_data_json(data)), DATA, name.replace(".pdf", ".json"))
    act.record(
        "notice.issued",
        data.number,
        {
            "kind": data.kind,
            "year": act.at.year,
            "n": n,
            "case_id": data.case_id,
            "pdf": kept.sha256,
            "data": facts.sha256,
            "template": wording.sha256,
            **(disclosed or {}),
        },
        blobs=[kept, facts, wording],
    )
    return Issued(data.number, data.kind, pdf, kept.sha256, name)


def pdf_of(station: Station, number: str) -> bytes:
    """A document as it was first printed."""
    with station.read() as conn:
        row = notice(conn, number)
    if row is None:
        raise Refused("issuing.unknown", number=number)
    return station.blobs.get(row.pdf)


def reprint(station: Station, officer: Person, number: str) -> bytes:
    """The document again, marked as a copy; that it was copied is recorded."""
    with station.act(officer.officer_id) as act:
        row = notice(act.conn, number)
        if row is None:
            raise Refused("issuing.unknown", number=number)
        case = find_case(act.conn, row.case_id)
        if case is None:
            raise Refused("detention.no_case", case=row.case_id)
        data = data_from_json(json.loads(station.blobs.get(row.data)))
        procedure = procedure_of(rules_of(act.conn, station, case))
        template = template_at_issue(act.conn, station.blobs, number, row.kind, procedure)
        pdf = render(data, procedure, template, copy=True, void=bool(row.void_reason))
        # The copy's own hash, so that a copy too can be checked by its bytes.
        act.record(
            "notice.reprinted", number, {"notice_stream": row.stream, "copy": row.copies + 1, "pdf": sha256(pdf)}
        )
    return pdf


def make_void(station: Station, officer: Person, number: str, reason: str) -> None:
    """Make a document void with a reason; its number stays taken."""
    require(officer, Power.MOVE_CASE)
    if not reason.strip():
        raise Refused("issuing.no_reason", field="reason")
    with station.act(officer.officer_id) as act:
        row = notice(act.conn, number)
        if row is None or row.void_reason:
            raise Refused("issuing.unknown", number=number)
        act.record("notice.voided", number, {"notice_stream": row.stream, "reason": reason})


def save(issued: Sequence[Issued], folder: Path) -> list[Path]:
    """Write documents into a folder, each under its kind and number."""
    paths = []
    for each in issued:
        path = folder / each.file_name
        write_durably(path, each.pdf)
        paths.append(path)
    return paths


def for_paper(data: bytes) -> bytes:
    """A photograph small enough to print, without the place where it was taken; the evidence stays as it is."""
    try:
        return open_picture(data).shared_copy(PHOTO_SIDE, quality=80)
    except Refused as refused:
        raise Refused("detention.no_photo", field="photos", file="") from refused


def _data_json(data: NoticeData) -> dict[str, Any]:
    """What a document was made from; its pictures stand beside it as they were printed."""
    return {
        "kind": data.kind,
        "number": data.number,
        "case_id": data.case_id,
        "issued_at": data.issued_at.isoformat(),
        "fields": {name: _value_json(value) for name, value in data.fields.items()},
        "lines": [{name: _value_json(value) for name, value in line.items()} for line in data.lines],
        "officers": [[officer.name, officer.badge] for officer in data.officers],
        "pictures": [
            {
                "caption": _value_json(picture.caption),
                "shows": list(picture.shows),
                "data": base64.b64encode(picture.data).decode(),
            }
            for picture in data.pictures
        ],
    }


def data_from_json(plain: Mapping[str, Any]) -> NoticeData:
    """What a document was made from, as it was kept beside its PDF."""
    return NoticeData(
        kind=plain["kind"],
        number=plain["number"],
        case_id=plain["case_id"],
        issued_at=datetime.fromisoformat(plain["issued_at"]),
        fields={name: _value(value) for name, value in plain["fields"].items()},
        lines=tuple({name: _value(value) for name, value in line.items()} for line in plain["lines"]),
        officers=tuple(Officer(name, badge) for name, badge in plain["officers"]),
        pictures=tuple(
            Picture(_both(each["caption"]), base64.b64decode(each["data"]), tuple(each["shows"]))
            for each in plain["pictures"]
        ),
    )


def _value_json(value: Value) -> Any:
    match value:
        case Both():
            return {"zh": value.zh, "en": value.en}
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _value(plain: Any) -> Value:
    match plain:
        case {"zh": str(), "en": str()}:
            return _both(plain)
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case None | str() | int():
            return plain
        case _:
            raise Refused("issuing.unknown", number="")


def _both(plain: Mapping[str, str]) -> Both:
    return Both(plain["zh"], plain["en"])


def as_photo(path: Path, limit: int = 32 * 1024 * 1024) -> Photo:
    """A photograph from a file; Refused where it can't be read as a picture."""
    try:
        if path.stat().st_size > limit:
            raise Refused("detention.no_photo", field="photos", file=path.name)
        data = path.read_bytes()
        for_paper(data)
    except (OSError, Refused):
        raise Refused("detention.no_photo", field="photos", file=path.name) from None
    return Photo(path.name, data, "image/png" if data.startswith(b"\x89PNG") else "image/jpeg")
