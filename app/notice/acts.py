"""A step of a case and its documents in one act: those whose every field is known are issued, the rest are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.core import places
from app.deadlines.reading import Both, read_toml
from app.detention.moves import Acted, Step, check_second, day_of, ours, record_step
from app.detention.procedure.law import DocumentRule, Move
from app.detention.records import line_table, parts, right_table
from app.detention.standing import CaseFile, case_file
from app.identity.records import office as find_office
from app.identity.records import officer as find_officer
from app.identity.rules import Office, Power, require
from app.identity.rules import Officer as Person
from app.intake.records import declaration
from app.journal.work import Act, Station
from app.notice.disclosure import masked
from app.notice.records import last_number, notices_of
from app.notice.rules import NoticeData, Officer, Value, load_template, missing_fields
from app.notice.work import Issued, issue_one

WITH_DETENTION: Final = frozenset({"D04", "D08", "D09"})
"""Documents that the detention itself issued: once for a case."""
NOT_ASKED: Final = frozenset({"D24", "D11", "D12", "D13", *WITH_DETENTION})
"""Documents that are written at another time than their move: served, recorded on the spot, sampled."""
GOODS_NAMED: Final = 3
DERIVED: Final = frozenset({"notice_no", "case_no", "issued_on", "officers", "total_quantity", "total_value", "photos"})


@dataclass(frozen=True)
class Stepped:
    """A step with its documents; `due` are those that still need what nobody has entered."""

    acted: Acted
    issued: tuple[Issued, ...]
    due: tuple[str, ...]
    entries: int


def take_step(station: Station, officer: Person, case_id: str, step: Step) -> Stepped:
    """Record a step and issue its documents in one act: either all of it stands, or none."""
    with station.act(officer.officer_id) as doing:
        return step_inside(doing, station, officer, case_id, step)


def step_inside(doing: Act, station: Station, officer: Person, case_id: str, step: Step) -> Stepped:
    """A step with its documents inside an act that records more: a disposal, a referral, a proof of service."""
    before = case_file(doing.conn, station, case_id)
    acted = record_step(doing, station, officer, case_id, step)
    file = case_file(doing.conn, station, case_id)
    move = before.procedure.move(step.move) if step.move else None
    issued = tuple(_issue_all(doing, station, officer, file, move, step)) if move else ()
    made = {each.kind for each in issued}
    had = {row.kind for row in notices_of(doing.conn, case_id) if not row.void_reason}
    due = tuple(kind for kind in acted.issues if kind not in made and not (kind in WITH_DETENTION and kind in had))
    return Stepped(acted, issued, due, len(doing.entries))


def needs_second(file: CaseFile, move: Move) -> bool:
    """Whether a move or one of its documents wants two officers."""
    rules = (file.procedure.document(kind) for kind in move.issues if kind not in NOT_ASKED)
    return move.two_officers or any(rule.two_officers for rule in rules)


def asked_texts(conn: Connection, station: Station, file: CaseFile, n: int, move: Move) -> tuple[str, ...]:
    """The fields that the documents of a move still need from a person."""
    office = find_office(conn, station.stream)
    lacking: dict[str, None] = {}
    for kind in move.issues:
        if kind in NOT_ASKED:
            continue
        rule = file.procedure.document(kind)
        # The goods are known without reading them: a case of ten thousand lines is asked about at every visit.
        known = {**_values(conn, file, n, move, rule, office, Step(move.id, n), ()), "goods": "1", "quantity": "1"}
        lacking |= dict.fromkeys(
            name for name in rule.required if name not in DERIVED and known.get(name) in (None, "")
        )
    return tuple(lacking)


def lacking(conn: Connection, station: Station, file: CaseFile, n: int, rule: DocumentRule) -> tuple[str, ...]:
    """The fields of one document that a person must write, the case knowing all the others."""
    office = find_office(conn, station.stream)
    known = _values(conn, file, n, None, rule, office, Step(), _lines(conn, file, n))
    return tuple(name for name in rule.required if name not in DERIVED and known.get(name) in (None, ""))


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
        rule = file.procedure.document(kind)
        check_second(doing, officer, second, wanted=rule.two_officers, what=rule.title.say)
        goods = _lines(doing.conn, file, n)
        office = find_office(doing.conn, station.stream)
        values = {**_values(doing.conn, file, n, None, rule, office, Step(), goods), **texts}
        officers = _officers(doing.conn, officer, Step(second_officer=second))
        data = _document(doing, station, file, kind, values, goods if rule.line_fields else (), officers)
        return _issue(doing, station, file, data, rule, values)


def _issue_all(
    doing: Act, station: Station, officer: Person, file: CaseFile, move: Move, step: Step
) -> Iterator[Issued]:
    office = find_office(doing.conn, station.stream)
    issued_before = {row.kind for row in notices_of(doing.conn, file.case_id) if not row.void_reason}
    officers = _officers(doing.conn, officer, step)
    goods = _lines(doing.conn, file, step.n) if move.issues else ()
    for kind in move.issues:
        rule = file.procedure.document(kind)
        if kind in WITH_DETENTION and kind in issued_before:
            continue
        values = _values(doing.conn, file, step.n, move, rule, office, step, goods)
        lines = goods if rule.line_fields else ()
        data = _document(doing, station, file, kind, values, lines, officers)
        if _complete(data, rule):
            yield _issue(doing, station, file, data, rule, values)


def _document(
    doing: Act,
    station: Station,
    file: CaseFile,
    kind: str,
    values: Mapping[str, Value],
    lines: Sequence[Mapping[str, Value]],
    officers: tuple[Officer, ...],
) -> NoticeData:
    n = last_number(doing.conn, station.stream, kind, doing.at.year) + 1
    return NoticeData(
        kind=kind,
        number=f"{station.identity.station}-{kind}-{doing.at.year}-{n:05d}",
        case_id=file.case_id,
        issued_at=doing.at.replace(microsecond=0),
        fields={name: value for name, value in values.items() if value not in (None, "")},
        lines=tuple(lines),
        officers=officers,
    )


def _complete(data: NoticeData, rule: DocumentRule) -> bool:
    derived = dict.fromkeys(DERIVED, "1")
    known = NoticeData(data.kind, data.number, data.case_id, data.issued_at, {**derived, **data.fields})
    return not missing_fields(known, rule) and (not rule.two_officers or len(data.officers) > 1)


def _issue(
    doing: Act, station: Station, file: CaseFile, data: NoticeData, rule: DocumentRule, known: Mapping[str, Value]
) -> Issued:
    """Number, mask for its addressee, render and record one document, with the log of what is shown."""
    template = load_template(data.kind, file.procedure)
    clean = masked(data, file.procedure, rule.addressee, template, known=known)
    n = last_number(doing.conn, station.stream, data.kind, doing.at.year) + 1
    return issue_one(doing, clean.data, n, file.procedure, {"shows": list(clean.shows), "hides": list(clean.hides)})


def _officers(conn: Connection, officer: Person, step: Step) -> tuple[Officer, ...]:
    second = find_officer(conn, step.second_officer) if step.second_officer else None
    people = (officer,) if second is None else (officer, second)
    return tuple(
        Officer(" ".join(part for part in (each.name_zh, each.name_en) if part) or each.officer_id, each.officer_id)
        for each in people
    )


# ---- what is known of a case, by the pack's field names


def _values(
    conn: Connection,
    file: CaseFile,
    n: int,
    move: Move | None,
    rule: DocumentRule,
    office: Office | None,
    step: Step,
    lines: Sequence[Mapping[str, Value]],
) -> dict[str, Value]:
    """Every field that the case itself answers; what the officer entered goes before."""
    row, procedure = file.row, file.rows[n]
    rights = [right for right in parts(conn, right_table, file.case_id) if right.holder == procedure.holder]
    shipment = declaration(conn, row.declaration_no)
    values: dict[str, Value] = {
        "agency": Both(office.name_zh, office.name_en) if office else None,
        "contact": (office.contact or office.name_zh) if office else None,
        "party_name": row.party,
        "party_address": row.party_address or Both("见报关单", "as on the declaration"),
        "party_id": row.party_id,
        "declaration_no": row.declaration_no,
        "declared_on": shipment.declared_on if shipment else None,
        "departure": shipment.departure or row.origin if shipment else row.origin,
        "destination": row.destination,
        "holder_name": procedure.holder,
        "record_no": ", ".join(right.recordation_no for right in rights),
        "right_name": ", ".join(right.mark for right in rights),
        "detained_on": date.fromisoformat(row.day),
        "place": " ".join(part for part in (row.place, row.storage) if part),
        "goods_value": f"{row.currency} {procedure.value:,.2f}",
        **_goods(lines),
        **_law(file, n, move, rule),
        **_facts(file, n),
        **_numbers(conn, file),
        **_security(file, n),
    }
    return {**values, **{name: text for name, text in step.texts.items() if text.strip()}}


def _goods(lines: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    names = [str(line["goods"]) for line in lines]
    more = len(names) - GOODS_NAMED
    shown = "；".join(names[:GOODS_NAMED])
    total: dict[str, Decimal] = {}
    for line in lines:
        total[str(line["unit"])] = total.get(str(line["unit"]), Decimal(0)) + Decimal(str(line["quantity"]))
    counted = "; ".join(f"{amount:,} {unit}" for unit, amount in total.items())
    rest = Both(f" 等 {len(names)} 项，共 {counted}", f" and {more} more, {counted} in all")
    goods: Value = (
        Both(shown + rest.zh, shown + rest.en) if more > 0 else Both(f"{shown}，共 {counted}", f"{shown}, {counted}")
    )
    return {"goods": goods, "quantity": counted}


def _law(file: CaseFile, n: int, move: Move | None, rule: DocumentRule) -> dict[str, Value]:
    """Basis and reason as the office words them; the result is the name of the state that the move leads to."""
    worded = _worded(file.procedure.pack.profile)
    state = move.target if move else file.standings[n].state
    values: dict[str, Value] = {
        **{name.removeprefix("always."): text for name, text in worded.items() if name.startswith("always.")},
        "legal_basis": worded.get(f"basis.{rule.id}"),
        "result": file.procedure.states[state].name,
    }
    if move is not None:
        values["release_reason"] = worded.get(f"release.{move.id}") or move.name
    if rule.addressee == "holder":
        values["addressee"] = file.rows[n].holder
    return values


def _facts(file: CaseFile, n: int) -> dict[str, Value]:
    standing = file.standings[n]
    court = next((clock for name, clock in standing.clocks.items() if name.endswith(".COURT")), None)
    served = standing.facts.get("penalty_served")
    return {
        # A determination needs no court any more: the field says so instead of a day.
        "court_by": court.day if court else Both("不适用", "not applicable"),
        "effective_on": day_of(served) if served else None,
    }


def _numbers(conn: Connection, file: CaseFile) -> dict[str, Value]:
    issued = [row for row in notices_of(conn, file.case_id) if row.kind == "D08" and not row.void_reason]
    return {"detention_no": issued[0].number if issued else None}


def _security(file: CaseFile, n: int) -> dict[str, Value]:
    lodged = file.standings[n].security
    return {} if lodged is None else {"amount": lodged.quantize(Decimal("0.01"))}


def _lines(conn: Connection, file: CaseFile, n: int) -> tuple[dict[str, Value], ...]:
    holder = file.rows[n].holder
    own = {right.recordation_no for right in parts(conn, right_table, file.case_id) if right.holder == holder}
    rows = [row for row in parts(conn, line_table, file.case_id) if own & set(row.recordations.split("|"))]
    return tuple(_line(row, file.row) for row in rows)


def _line(row: Row[Any], case: Row[Any]) -> dict[str, Value]:
    return {
        "line_no": row.n,
        "goods": row.goods,
        "brand": row.brand,
        "model": row.spec,
        "quantity": row.quantity if row.quantity % 1 else int(row.quantity),
        "unit": row.unit,
        "value": row.value.quantize(Decimal("0.01")),
        "currency": row.currency,
        "origin": case.origin,
        "place": case.storage,
        "rights": row.recordations.replace("|", ", "),
    }


@cache
def _worded(profile: str) -> Mapping[str, Both]:
    """The office's words for the documents of moves; a profile without them lists those documents as still due."""
    path = places.resources("notices", profile, "acts.toml")
    if not path.exists():
        return {}
    table = read_toml(path)
    found: dict[str, Both] = {}
    for part in ("always", "basis", "release"):
        inner = table.table(part)
        found |= {f"{part}.{name}": inner.both(name) for name in inner.data}
        inner.finish()
    table.finish()
    return found
