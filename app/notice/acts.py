"""A step of a case and its documents in one act: those whose every field is known are issued, the rest are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from app.detention.moves import Acted, Step, check_second, ours, record_step
from app.detention.procedure.law import DocumentRule, Move
from app.detention.records import parts, photo_table
from app.detention.standing import CaseFile, case_file
from app.identity.records import office as find_office
from app.identity.records import officer as find_officer
from app.identity.rules import Officer as Person
from app.identity.rules import Power, require
from app.journal.work import Act, Station
from app.notice.disclosure import masked
from app.notice.known import PICTURES_AT_MOST, Asked, case_lines, case_values, numbered
from app.notice.records import last_number, notices_of
from app.notice.rules import (
    NoticeData,
    Officer,
    Picture,
    Value,
    check_template,
    empty,
    missing_fields,
    shipped_template,
)
from app.notice.templates import text_now
from app.notice.work import Issued, for_paper, issue_one

NOT_ASKED: Final = frozenset({"D24", "D11", "D12", "D13"})
"""Documents that are written at another time than their move: served, recorded on the spot, sampled."""
DERIVED: Final = frozenset({"notice_no", "case_no", "issued_on", "officers", "total_quantity", "total_value"})


@dataclass(frozen=True)
class Stepped:
    """A step with its documents; `due` are those that still need what nobody has entered."""

    acted: Acted
    issued: tuple[Issued, ...]
    due: tuple[str, ...]
    entries: int


@dataclass(frozen=True)
class _Draft:
    """A numbered document before its mask, and what is known of the case beyond it."""

    stream: str
    n: int
    data: NoticeData
    known: Mapping[str, Value]


def take_step(station: Station, officer: Person, case_id: str, step: Step) -> Stepped:
    """Record a step and issue its documents in one act: either all of it stands, or none."""
    with station.act(officer.officer_id) as doing:
        return step_inside(doing, station, officer, case_id, step)


def step_inside(doing: Act, station: Station, officer: Person, case_id: str, step: Step) -> Stepped:
    """A step with its documents inside an act that records more: a disposal, a referral, a proof of service."""
    acted = record_step(doing, station, officer, case_id, step)
    if not step.move:
        return Stepped(acted, (), (), len(doing.entries))
    file = case_file(doing.conn, station, case_id)
    move = file.procedure.move(step.move)
    wanted = _wanted(doing.conn, file, step.n, move)
    issued = tuple(_issue_all(doing, station, officer, file, step, move, wanted))
    made = {each.kind for each in issued}
    return Stepped(acted, issued, tuple(kind for kind in wanted if kind not in made), len(doing.entries))


def needs_second(file: CaseFile, move: Move) -> bool:
    """Whether a move or one of its documents wants two officers."""
    rules = (file.procedure.document(kind) for kind in move.issues if kind not in NOT_ASKED)
    return move.two_officers or any(rule.two_officers for rule in rules)


def asked_texts(conn: Connection, station: Station, file: CaseFile, n: int, move: Move) -> tuple[str, ...]:
    """The fields that the documents of a move still need from a person."""
    rules = [file.procedure.document(kind) for kind in _wanted(conn, file, n, move) if kind not in NOT_ASKED]
    return tuple(dict.fromkeys(name for rule in rules for name in lacking(conn, station, file, n, rule, move)))


def lacking(
    conn: Connection, station: Station, file: CaseFile, n: int, rule: DocumentRule, move: Move | None = None
) -> tuple[str, ...]:
    """The fields of one document that a person must write, the case knowing all the others.

    With a move it is asked beforehand: what the move itself will make known counts as known.
    """
    asked = Asked(conn, file, n, rule, find_office(conn, station.stream), move, supposing=move is not None)
    known = case_values(asked, None)
    return tuple(name for name in rule.required if name not in DERIVED and empty(known.get(name)))


def write_document(
    station: Station, officer: Person, case_id: str, kind: str, n: int, texts: Mapping[str, Value], second: str = ""
) -> Issued:
    """Issue one document by itself, with what the officer wrote: a record, a proof of service, one made anew.

    Refused where a field is missing, one officer stands for two, or another station has the case.
    """
    require(officer, Power.DETAIN)
    with station.act(officer.officer_id) as doing:
        file = case_file(doing.conn, station, case_id)
        ours(file, station)
        file.standing(n)
        rule = file.procedure.document(kind)
        check_second(doing, officer, second, wanted=rule.two_officers, what=rule.title.say)
        return _issue(doing, file, _document(doing, station, officer, file, kind, n, texts, second, None))


def _wanted(conn: Connection, file: CaseFile, n: int, move: Move) -> tuple[str, ...]:
    """The documents that a move issues; those that a detention at the bench made with the goods are not made twice."""
    had: set[str] = set()
    if file.row.inspection:  # the case began at the bench: one that was opened beforehand closed no inspection
        made = {row.kind for row in notices_of(conn, file.case_id) if not row.void_reason}
        had = made & set(file.procedure.tracks[file.standing(n).track].held.documents)
    return tuple(kind for kind in move.issues if kind not in had)


def _issue_all(
    doing: Act, station: Station, officer: Person, file: CaseFile, step: Step, move: Move, wanted: Sequence[str]
) -> Iterator[Issued]:
    for kind in wanted:
        draft = _document(doing, station, officer, file, kind, step.n, step.texts, step.second_officer, move)
        if _complete(draft.data, file.procedure.document(kind)):
            yield _issue(doing, file, draft)


def _document(
    doing: Act,
    station: Station,
    officer: Person,
    file: CaseFile,
    kind: str,
    n: int,
    texts: Mapping[str, Value],
    second: str,
    move: Move | None,
) -> _Draft:
    """A document with all the case knows, and all that its mask must know of the case."""
    rule = file.procedure.document(kind)
    shipped_template(kind, file.procedure)
    goods = case_lines(doing.conn, file, n)
    asked = Asked(doing.conn, file, n, rule, find_office(doing.conn, station.stream), move)
    known = {**case_values(asked, goods), **{name: text for name, text in texts.items() if not empty(text)}}
    number = last_number(doing.conn, station.stream, kind, doing.at.year) + 1
    data = NoticeData(
        kind=kind,
        number=f"{station.identity.station}-{kind}-{doing.at.year}-{number:05d}",
        case_id=file.case_id,
        issued_at=doing.at.replace(microsecond=0),
        fields={name: value for name, value in known.items() if value not in (None, "")},
        lines=goods if rule.line_fields else (),
        officers=_officers(doing, officer, second),
        pictures=_pictures(doing.conn, station, file) if "photos" in rule.required else (),
    )
    return _Draft(station.stream, number, data, known)


def _pictures(conn: Connection, station: Station, file: CaseFile) -> tuple[Picture, ...]:
    """The case's first photographs, small enough to print."""
    rows = parts(conn, photo_table, file.case_id)[:PICTURES_AT_MOST]
    return numbered([for_paper(station.blobs.get(row.sha256)) for row in rows])


def _complete(data: NoticeData, rule: DocumentRule) -> bool:
    derived = dict.fromkeys(DERIVED, "1")
    known = NoticeData(data.kind, data.number, data.case_id, data.issued_at, {**derived, **data.fields})
    return not missing_fields(known, rule) and (not rule.two_officers or len(data.officers) > 1)


def _issue(doing: Act, file: CaseFile, draft: _Draft) -> Issued:
    """Mask one document for its addressee, render and record it, with the log of what is shown."""
    rule = file.procedure.document(draft.data.kind)
    template = check_template(rule.id, text_now(doing.conn, draft.stream, rule.id, file.procedure)[0], file.procedure)
    clean = masked(draft.data, file.procedure, rule.addressee, template, known=draft.known)
    log = {"shows": list(clean.shows), "hides": list(clean.hides)}
    return issue_one(doing, draft.stream, clean.data, draft.n, file.procedure, log)


def _officers(doing: Act, officer: Person, second_id: str) -> tuple[Officer, ...]:
    second = find_officer(doing.conn, doing.stream, second_id) if second_id else None
    people = (officer,) if second is None else (officer, second)
    return tuple(
        Officer(" ".join(part for part in (each.name_zh, each.name_en) if part) or each.officer_id, each.officer_id)
        for each in people
    )
