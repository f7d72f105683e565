"""One case as its page shows it: facts in time, clocks, next acts, lines, rights, pictures and documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

from app.core.errors import Refused, Say
from app.deadlines.agenda import When
from app.deadlines.reading import Both, Source
from app.deadlines.rules import Due
from app.detention.procedure.law import Procedure
from app.detention.records import line_table, parts, photo_table, right_table
from app.detention.standing import CaseFile, NextAct, case_file, moment, next_acts
from app.detention.view import urgency_of, working_days
from app.identity.records import officers
from app.identity.rules import Officer, Power
from app.journal.entry import Entry
from app.journal.records import about, proof_table
from app.journal.work import Station
from app.notice.acts import asked_texts, needs_second
from app.notice.records import case_of_number, notices_of
from app.notice.rules import parse_case_code
from app.notice.work import for_paper


@dataclass(frozen=True)
class CaseFact:
    """One fact of the case's line: when, what, who, and the hash that proves it."""

    id: str
    at: datetime
    what: Say
    who: str
    note: str
    icon: str
    document: str = ""


@dataclass(frozen=True)
class ClockShown:
    """One running clock: its name, its end with the working-out, how urgent it is and what its end means."""

    name: Both
    due: Due
    when: When
    left: int
    expires: Both
    source: Source


@dataclass(frozen=True)
class ActShown:
    """One next act: the move, what is still asked, in which words, and who must be there."""

    act: NextAct
    facts: tuple[tuple[str, Both], ...]
    either: tuple[tuple[str, Both], ...]
    texts: tuple[tuple[str, Both], ...]
    second: bool
    may: bool

    @property
    def id(self) -> str:
        """The move's id."""
        return self.act.offer.move.id


@dataclass(frozen=True)
class ProcedureShown:
    """One right holder's procedure."""

    n: int
    holder: str
    state: Both
    ended: bool
    security_due: Decimal
    security: Decimal | None
    clocks: tuple[ClockShown, ...]
    acts: tuple[ActShown, ...]


@dataclass(frozen=True)
class DocumentShown:
    """One document of the case."""

    number: str
    kind: str
    title: Both
    issued_at: datetime
    sha256: str
    copies: int
    void: str


@dataclass(frozen=True)
class LineShown:
    """One line of goods as it was counted."""

    n: int
    line_no: int | None
    goods: str
    quantity: Decimal
    unit: str
    value: Decimal
    rights: str


@dataclass(frozen=True)
class RightShown:
    """One right of the case with its holder's contact."""

    recordation_no: str
    right_type: str
    mark: str
    holder: str
    contact: str
    item_count: int
    value: Decimal


@dataclass(frozen=True)
class CaseView:
    """A whole case."""

    case_id: str
    declaration_no: str
    party: str
    track: Both
    currency: str
    item_count: int
    value: Decimal
    storage: str
    seals: str
    second_officer: str
    proved: bool
    owned: bool
    procedures: tuple[ProcedureShown, ...]
    lines: tuple[LineShown, ...]
    rights: tuple[RightShown, ...]
    photos: tuple[tuple[str, str], ...]
    documents: tuple[DocumentShown, ...]
    facts: tuple[CaseFact, ...]
    colleagues: tuple[Officer, ...]
    supervisors: tuple[Officer, ...]


def case_view(station: Station, officer: Officer, case_id: str) -> CaseView:
    """Everything the page shows of a case, read in one go."""
    now = station.clock.now()
    with station.read() as conn:
        file = case_file(conn, station, case_id)
        people = [each for each in officers(conn) if each.active]
        entries = list(_entries(conn, case_id))
        others = tuple(each for each in people if each.officer_id != officer.officer_id and each.may(Power.DETAIN))
        row = file.row
        return CaseView(
            case_id=case_id,
            declaration_no=row.declaration_no,
            party=row.party,
            track=file.procedure.tracks[row.track].name,
            currency=row.currency,
            item_count=row.item_count,
            value=row.value,
            storage=" ".join(part for part in (row.place, row.storage) if part),
            seals=row.seals,
            second_officer=row.second_officer,
            proved=_proved(conn, entries),
            owned=row.owner == station.stream,
            procedures=tuple(_procedure(conn, station, file, n, officer, now) for n in file.rows),
            lines=tuple(_line(each) for each in parts(conn, line_table, case_id)),
            rights=tuple(_right(each) for each in parts(conn, right_table, case_id)),
            photos=tuple((each.name, each.sha256) for each in parts(conn, photo_table, case_id)),
            documents=tuple(_documents(conn, file)),
            facts=tuple(_facts(entries, file.procedure, {each.officer_id: each for each in people})),
            colleagues=others,
            supervisors=tuple(each for each in others if each.may(Power.CONFIRM_RULE)),
        )


def case_named(station: Station, text: str) -> str:
    """The case that a scanned code, a document's number or a case's number leads to; empty where none does."""
    try:
        number = parse_case_code(text)[0]
    except Refused:
        number = text.strip()
    with station.read() as conn:
        return case_of_number(conn, number)


def thumbnails(station: Station, photos: Sequence[tuple[str, str]], most: int = 12) -> tuple[tuple[str, bytes], ...]:
    """The case's photographs small enough to show, as JPEG."""
    return tuple((name, for_paper(station.blobs.get(sha256))) for name, sha256 in photos[:most])


def _procedure(
    conn: Connection, station: Station, file: CaseFile, n: int, officer: Officer, now: datetime
) -> ProcedureShown:
    standing, row = file.standings[n], file.rows[n]
    clocks = [_clock(file, due, now) for due in standing.clocks.values()]
    return ProcedureShown(
        n=n,
        holder=row.holder,
        state=file.procedure.states[standing.state].name,
        ended=file.ended(n),
        security_due=row.security_due,
        security=standing.security,
        clocks=tuple(sorted(clocks, key=lambda clock: (clock.due.day, clock.due.at, clock.due.id))),
        acts=tuple(_act(conn, station, file, n, each, officer) for each in next_acts(file, n, now)),
    )


def _clock(file: CaseFile, due: Due, now: datetime) -> ClockShown:
    rule = file.procedure.pack.deadline(due.id)
    today = now.date()
    left = working_days(file.calendar, today, due.day) if due.unit == "wd" else (due.day - today).days
    return ClockShown(rule.name, due, urgency_of(due, now), left, rule.expires, rule.source)


def _act(conn: Connection, station: Station, file: CaseFile, n: int, act: NextAct, officer: Officer) -> ActShown:
    move, names = act.offer.move, file.procedure.facts
    texts = asked_texts(conn, station, file, n, move) if act.open else ()
    return ActShown(
        act,
        tuple((fact, names[fact]) for fact in act.asked.facts),
        tuple((fact, names[fact]) for fact in act.asked.either),
        tuple((name, file.procedure.fields[name]) for name in texts),
        needs_second(file, move),
        bool(set(move.roles) & {role.value for role in officer.roles}),
    )


def _line(row: Row[Any]) -> LineShown:
    return LineShown(
        row.n, row.line_no, row.goods, row.quantity, row.unit, row.value, row.recordations.replace("|", ", ")
    )


def _right(row: Row[Any]) -> RightShown:
    return RightShown(row.recordation_no, row.right_type, row.mark, row.holder, row.contact, row.item_count, row.value)


def _documents(conn: Connection, file: CaseFile) -> Iterator[DocumentShown]:
    for row in notices_of(conn, file.case_id):
        yield DocumentShown(
            row.number,
            row.kind,
            file.procedure.document(row.kind).title,
            datetime.fromisoformat(row.issued_at),
            row.pdf,
            row.copies,
            row.void_reason,
        )


# ---- facts out of the journal


def _entries(conn: Connection, case_id: str) -> Iterator[Entry]:
    yield from about(conn, case_id)
    for row in notices_of(conn, case_id):
        yield from about(conn, row.number)


def _proved(conn: Connection, entries: Sequence[Entry]) -> bool:
    proved = {row.stream: row.seq for row in conn.execute(proof_table.select())}
    return bool(entries) and all(entry.seq <= proved.get(entry.stream, 0) for entry in entries)


def _facts(entries: Sequence[Entry], procedure: Procedure, people: Mapping[str, Officer]) -> Iterator[CaseFact]:
    for entry in sorted(entries, key=lambda each: (each.occurred_at, each.stream, each.seq)):
        what, icon = _told(entry, procedure)
        document = entry.subject if entry.kind.startswith("notice.") else ""
        second = str(entry.body.get("second_officer") or "")
        names = [_name(people, each) for each in (entry.officer, second) if each]
        note = str(entry.body.get("remark") or entry.body.get("reason") or "")
        hashed = f"{str(entry.body.get('pdf') or entry.hash)[:16]}…"
        yield CaseFact(
            entry.entry_id,
            datetime.fromisoformat(entry.occurred_at),
            what,
            "、".join(names),
            " · ".join(part for part in (document, note, hashed) if part),
            icon,
            document,
        )


def _name(people: Mapping[str, Officer], officer_id: str) -> str:
    found = people.get(officer_id)
    return (found.name_zh or found.name_en) if found else officer_id


def _told(entry: Entry, procedure: Procedure) -> tuple[Say, str]:
    """A fact in words and its sign; a kind of a newer program is shown by its name."""
    body = entry.body
    match entry.kind:
        case "detention.recorded":
            items = sum(line["items"] for line in body["lines"])
            return Say("case.was_recorded", {"lines": len(body["lines"]), "items": items}), "hand-stop"
        case "detention.moved":
            state = procedure.states[body["procedure"]["state"]].name.say
            return Say("case.was_moved", {"move": procedure.move(body["move"]).name.say, "state": state}), "gavel"
        case "detention.fact_recorded":
            return Say("case.was_told", {"facts": _given(body["given"], procedure)}), "writing"
        case "detention.clock_changed":
            return Say("case.was_changed", {"clock": body["clock"]}), "hourglass"
        case "detention.amended":
            return Say("case.was_amended", {"line": body["n"], **_figures(body)}), "edit"
        case "detention.case_handed_over":
            return Say("case.was_handed_over", {"to": body["to_stream"]}), "arrow-forward-up"
        case "notice.issued":
            title = procedure.document(body["kind"]).title.say
            return Say("case.was_issued", {"title": title}), "file-text"
        case "notice.reprinted":
            return Say("case.was_copied", {"number": entry.subject, "copy": body["copy"]}), "copy"
        case "notice.voided":
            return Say("case.was_voided", {"number": entry.subject}), "ban"
        case _:
            return Say("case.was_other", {"kind": entry.kind}), "circle-dot"


def _given(given: Mapping[str, str], procedure: Procedure) -> list[Say]:
    return [
        Say("case.fact_on", {"fact": procedure.facts[fact].say, "day": moment(when)})
        for fact, when in given.items()
        if fact in procedure.facts
    ]


def _figures(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "before": Decimal(body["before"]["quantity"]),
        "after": Decimal(body["after"]["quantity"]),
        "value": Decimal(body["after"]["value"]),
    }
