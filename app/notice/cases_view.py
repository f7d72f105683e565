"""One case as its page shows it: facts in time, clocks, next acts, lines, rights, pictures and documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.core.errors import Refused
from app.deadlines.agenda import When
from app.deadlines.reading import Both, Source
from app.deadlines.rules import Due
from app.detention.parties import Party, PartyRole, parties_of
from app.detention.records import case as find_case
from app.detention.records import columns, line_table, parts, photo_table, right_table, rule_words
from app.detention.rules import goods_told
from app.detention.settled import links_of
from app.detention.standing import CaseFile, NextAct, case_file, next_acts
from app.detention.touched import touched_cases
from app.detention.view import urgency_of, working_days
from app.identity.records import officers
from app.identity.rules import Officer, Power
from app.journal.entry import Entry
from app.journal.work import Station
from app.notice.acts import NOT_ASKED, asked_texts, lacking, needs_second
from app.notice.case_facts import CaseFact, entries_of, facts_of, proved
from app.notice.case_money import MoneyShown, money_of
from app.notice.records import case_of_number, notices_of
from app.notice.rules import parse_case_code
from app.notice.work import for_paper
from app.register.editions import Touched

WRITTEN: Final = NOT_ASKED | {"D03"}
"""Documents that are written when they are wanted, whatever the next move is."""


@dataclass(frozen=True)
class ClockShown:
    """One running clock: its name, its end with the working-out, how urgent it is and what its end means."""

    name: Both
    due: Due
    when: When
    left: int
    expires: Both
    source: Source
    confirmed: bool
    paused_until: date | None
    extensible: int

    @property
    def unverified(self) -> bool:
        """Whether it rests on a rule that nobody has verified, here neither."""
        return self.source.needs_word and not self.confirmed


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
class PaperAsked:
    """A document that can be written now: the fields a person fills in; `due` where a move still waits for it."""

    kind: str
    title: Both
    fields: tuple[tuple[str, Both], ...]
    second: bool
    due: bool
    unverified: bool


@dataclass(frozen=True)
class ProcedureShown:
    """One right holder's procedure."""

    n: int
    holder: str
    state: Both
    ended: bool
    security_due: Decimal
    clocks: tuple[ClockShown, ...]
    acts: tuple[ActShown, ...]
    money: MoneyShown
    papers: tuple[PaperAsked, ...]


@dataclass(frozen=True)
class DocumentShown:
    """One document of the case."""

    number: str
    kind: str
    title: Both
    addressee: str
    issued_at: datetime
    sha256: str
    copies: int
    void: str
    unverified: bool
    served_on: str
    served_how: str
    served_to: str
    proof: str


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
    price_basis: str
    evidence: str


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
class LinkShown:
    """Another case that this one belongs with; `here` where this station knows it."""

    case_id: str
    reason: str
    here: bool


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
    links: tuple[LinkShown, ...]
    parties: tuple[Party, ...]
    fact_names: tuple[tuple[str, Both], ...]
    colleagues: tuple[Officer, ...]
    supervisors: tuple[Officer, ...]
    touched: tuple[Touched, ...] = ()
    """What the register has changed in its rights since it was begun."""


def case_view(station: Station, officer: Officer, case_id: str) -> CaseView:
    """Everything the page shows of a case, read in one go."""
    now = station.clock.now()
    with station.read() as conn:
        file = case_file(conn, station, case_id)
        people = [each for each in officers(conn, station.stream) if each.active]
        entries = list(entries_of(conn, case_id))
        asking = _Asking(conn, station, file, officer, entries, now)
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
            proved=proved(conn, entries),
            owned=row.owner == station.stream,
            procedures=tuple(_procedure(asking, n) for n in file.rows),
            lines=tuple(_lines(conn, case_id)),
            rights=tuple(_right(each) for each in parts(conn, right_table, case_id)),
            photos=tuple((each.name, each.sha256) for each in parts(conn, photo_table, case_id)),
            documents=tuple(_documents(asking)),
            links=tuple(_links(conn, case_id)),
            parties=tuple(_parties(conn, file)),
            fact_names=tuple(file.procedure.facts.items()),
            facts=tuple(facts_of(entries, file.procedure, {each.officer_id: each for each in people})),
            colleagues=others,
            supervisors=tuple(each for each in others if each.may(Power.CONFIRM_RULE)),
            touched=tuple(touched_cases(conn, now.date(), case_id).get(case_id, ())),
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


@dataclass(frozen=True)
class _Asking:
    """What every part of the view is read from."""

    conn: Connection
    station: Station
    file: CaseFile
    officer: Officer
    entries: Sequence[Entry]
    now: datetime

    @cached_property
    def confirmed(self) -> Mapping[str, Any]:
        """The unverified rules on which this office has its supervisor's word."""
        return rule_words(self.conn, self.station.stream, self.file.procedure.pack.edition)

    @cached_property
    def issued(self) -> Sequence[Row[Any]]:
        """The documents of the case."""
        return notices_of(self.conn, self.file.case_id)

    def open_title(self, kind: str) -> bool:
        """Whether a document bears a title that nobody has verified."""
        rule = self.file.procedure.document(kind)
        return rule.title_verified == "U" and kind not in self.confirmed


def _procedure(asking: _Asking, n: int) -> ProcedureShown:
    file = asking.file
    standing, row = file.standings[n], file.rows[n]
    clocks = [_clock(asking, due) for due in standing.clocks.values()]
    return ProcedureShown(
        n=n,
        holder=row.holder,
        state=file.procedure.states[standing.state].name,
        ended=file.ended(n),
        security_due=row.security_due,
        clocks=tuple(sorted(clocks, key=lambda clock: (clock.due.day, clock.due.at, clock.due.id))),
        acts=tuple(_act(asking, n, each) for each in next_acts(file, n, asking.now)),
        money=money_of(asking.conn, file, n),
        papers=tuple(_papers(asking, n)),
    )


def _clock(asking: _Asking, due: Due) -> ClockShown:
    file, today = asking.file, asking.now.date()
    rule = file.procedure.pack.deadline(due.id)
    left = working_days(file.calendar, today, due.day) if due.unit == "wd" else (due.day - today).days
    return ClockShown(
        rule.name,
        due,
        urgency_of(due, asking.now),
        left,
        rule.expires,
        rule.source,
        due.id in asking.confirmed,
        max((end for begin, end in due.suspended if begin <= today <= end), default=None),
        rule.extension - due.extended,
    )


def _act(asking: _Asking, n: int, act: NextAct) -> ActShown:
    file, move = asking.file, act.offer.move
    names = file.procedure.facts
    texts = asked_texts(asking.conn, asking.station, file, n, move) if act.open else ()
    return ActShown(
        act,
        tuple((fact, names[fact]) for fact in act.asked.facts),
        tuple((fact, names[fact]) for fact in act.asked.either),
        tuple((name, file.procedure.fields[name]) for name in texts),
        needs_second(file, move),
        bool(set(move.roles) & {role.value for role in asking.officer.roles}),
    )


def _papers(asking: _Asking, n: int) -> Iterator[PaperAsked]:
    """What can be written: records made on the spot, what a move still waits for, and what was made void."""
    documents = asking.file.procedure.documents
    void = {row.kind for row in asking.issued if row.void_reason}
    valid = {row.kind for row in asking.issued if not row.void_reason}
    wanted = {kind for entry in asking.entries if entry.kind == "detention.moved" for kind in entry.body["issues"]}
    for kind, rule in documents.items():
        again = kind in (void | wanted) - valid
        if rule.issued and (again or kind in WRITTEN):
            names = lacking(asking.conn, asking.station, asking.file, n, rule)
            fields = tuple((name, asking.file.procedure.fields[name]) for name in names)
            due = kind in wanted - valid
            yield PaperAsked(kind, rule.title, fields, rule.two_officers, due, asking.open_title(kind))


def _lines(conn: Connection, case_id: str) -> Iterator[LineShown]:
    names = ("n", "line_no", "goods", "error", "quantity", "unit", "value", "recordations", "price_basis", "evidence")
    for n, line_no, goods, error, quantity, unit, value, rights, basis, evidence in columns(
        conn, line_table, case_id, names
    ):
        told, shown = goods_told(goods, error), rights.replace("|", ", ")
        yield LineShown(n, line_no, told, quantity, unit, value, shown, basis, evidence.replace("|", ", "))


def _right(row: Row[Any]) -> RightShown:
    return RightShown(row.recordation_no, row.right_type, row.mark, row.holder, row.contact, row.item_count, row.value)


def _documents(asking: _Asking) -> Iterator[DocumentShown]:
    for row in asking.issued:
        yield DocumentShown(
            row.number,
            row.kind,
            asking.file.procedure.document(row.kind).title,
            asking.file.procedure.document(row.kind).addressee,
            datetime.fromisoformat(row.issued_at),
            row.pdf,
            row.copies,
            row.void_reason,
            asking.open_title(row.kind),
            row.served_on,
            row.served_how,
            row.served_to,
            row.proof,
        )


def _parties(conn: Connection, file: CaseFile) -> Iterator[Party]:
    """The declaration's own party first, then those that were added."""
    row = file.row
    role = PartyRole.CONSIGNOR if row.direction == "E" else PartyRole.CONSIGNEE
    yield Party(role, row.party, row.party_id, row.party_address)
    names = [each.name for each in fields(Party)]
    for added in parties_of(conn, file.case_id):
        yield Party(**{name: getattr(added, name) for name in names})


def _links(conn: Connection, case_id: str) -> Iterator[LinkShown]:
    for row in links_of(conn, case_id):
        yield LinkShown(row.other, row.reason, find_case(conn, row.other) is not None)
