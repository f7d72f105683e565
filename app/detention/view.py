"""Cases as a list shows them: by the next deadline, each with its urgency, its state and where its facts are proved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal, cast

from sqlalchemy import Connection, Row, func, select

from app.core.errors import Refused
from app.deadlines.agenda import Running, When, when
from app.deadlines.ics import ics
from app.deadlines.pack import Pack, calendar_for, load_edition
from app.deadlines.reading import Both, Source
from app.deadlines.rules import MIDNIGHT, Due, Unit, WorkingCalendar
from app.detention.procedure.law import Procedure
from app.detention.procedure.loading import procedure_of
from app.detention.records import case_table, cases, procedure_table, running_clocks
from app.detention.standing import pauses
from app.detention.touched import touched_cases
from app.journal.records import entry_table, proof_table
from app.journal.work import Station

TOUCHED = "touched"
Urgency = Literal["overdue", "today", "week", "later", "none"]


@dataclass(frozen=True)
class CaseRow:
    """One case in the list, with the clock that ends next."""

    case_id: str
    declaration_no: str
    party: str
    states: tuple[Both, ...]
    track: Both
    item_count: int
    value: Decimal
    currency: str
    detained_at: datetime
    urgency: Urgency
    clock: Both | None
    due: Due | None
    left: int | None
    proved: bool
    owned: bool
    paused: bool = False
    touched: bool = False
    """Whether the register has changed a right since the case was begun on it."""

    def fits(self, name: str) -> bool:
        """Whether it is of an urgency, or TOUCHED by the register."""
        return self.touched if name == TOUCHED else self.urgency == name

    def text(self) -> str:
        """Everything a person might type to find it."""
        states = " ".join(str(state) for state in self.states)
        return f"{self.case_id} {self.declaration_no} {self.party} {states} {self.clock or ''}".casefold()


@dataclass(frozen=True)
class CasesView:
    """The list of cases, the next deadline first."""

    rows: tuple[CaseRow, ...] = ()

    def count(self, name: str) -> int:
        """How many cases are that urgent, or touched by the register."""
        return sum(row.fits(name) for row in self.rows)

    def only(self, urgency: str = "", words: str = "") -> tuple[CaseRow, ...]:
        """The cases of an urgency, or touched by the register, that hold every word typed."""
        wanted = words.casefold().split()
        return tuple(
            row
            for row in self.rows
            if (not urgency or row.fits(urgency)) and all(word in row.text() for word in wanted)
        )


class Editions:
    """The rule packs that the cases on show ran under, each read once."""

    def __init__(self, profile: str) -> None:
        self._profile = profile
        self._packs: dict[str, tuple[Pack, Procedure, WorkingCalendar]] = {}
        self._left: dict[tuple[str, date, date], int] = {}

    def of(self, edition: str) -> tuple[Pack, Procedure, WorkingCalendar]:
        """Pack, procedure and calendar of an edition."""
        if edition not in self._packs:
            pack = load_edition(self._profile, edition)
            self._packs[edition] = (pack, procedure_of(pack), calendar_for(pack))
        return self._packs[edition]

    def left(self, edition: str, due: Due, today: date) -> int:
        """Days left in the clock's own unit; months and years are shown in calendar days."""
        if due.unit != "wd":
            return (due.day - today).days
        place = (edition, today, due.day)
        if place not in self._left:
            self._left[place] = working_days(self.of(edition)[2], today, due.day)
        return self._left[place]


def working_days(calendar: WorkingCalendar, today: date, last: date) -> int:
    """Working days after today up to the last day; 0 on the last day and after it."""
    days = (today + timedelta(days=n) for n in range(1, (last - today).days + 1))
    return sum(calendar.is_working(day) for day in days)


def cases_view(station: Station) -> CasesView:
    """Every case, by its next deadline; those without a running clock last."""
    now = station.clock.now()
    with station.read() as conn:
        clocks = _by_case(running_clocks(conn))
        states = _states(conn)
        here = _only_here(conn)
        touched = touched_cases(conn, now.date())
        rows = cases(conn)
    editions = Editions(station.identity.profile)
    listed = [
        replace(
            _row(row, clocks.get(row.case_id, []), states.get(row.case_id, []), editions, now),
            proved=row.case_id not in here,
            owned=row.owner == station.stream,
            touched=row.case_id in touched,
        )
        for row in rows
    ]
    return CasesView(tuple(sorted(listed, key=_by_deadline)))


def _by_deadline(row: CaseRow) -> tuple[bool, str, str]:
    return (row.due is None, row.due.day.isoformat() if row.due else "", row.due.at if row.due else "")


def _by_case(rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _states(conn: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = select(procedure_table.c.case_id, procedure_table.c.state).order_by(procedure_table.c.n)
    for row in conn.execute(query):
        found.setdefault(row.case_id, []).append(row.state)
    return found


def _only_here(conn: Connection) -> set[str]:
    """The cases with a fact that the centre has not proved."""
    proved = {row.stream: row.seq for row in conn.execute(select(proof_table))}
    query = (
        select(entry_table.c.subject, entry_table.c.stream, func.max(entry_table.c.seq).label("last"))
        .where(entry_table.c.subject.in_(select(case_table.c.case_id)))
        .group_by(entry_table.c.subject, entry_table.c.stream)
    )
    return {row.subject for row in conn.execute(query) if row.last > proved.get(row.stream, 0)}


def _row(row: Row[Any], clocks: list[Row[Any]], states: list[str], editions: Editions, now: datetime) -> CaseRow:
    pack, procedure, _calendar = editions.of(row.pack)
    running = [Running(row.case_id, short_due(each), _paused(each, now.date())) for each in clocks]
    going = [each for each in running if not each.paused] or running
    # What still runs after an end (review, suit, the fine's payment) is no deadline of this office.
    ended = all(procedure.states[state].end for state in states)
    following = None if ended and not _refund(going) else min(going, key=lambda each: each.due.due, default=None)
    due = following.due if following else None
    return CaseRow(
        case_id=row.case_id,
        declaration_no=row.declaration_no,
        party=row.party,
        states=tuple(dict.fromkeys(procedure.states[state].name for state in states)),
        track=procedure.tracks[row.track].name,
        item_count=row.item_count,
        value=row.value,
        currency=row.currency,
        detained_at=datetime.fromisoformat(row.detained_at),
        urgency=when(following, now) if following else "none",
        clock=pack.deadline(due.id).name if due else None,
        due=due,
        left=editions.left(row.pack, due, now.date()) if due else None,
        proved=False,
        owned=False,
        paused=following.paused if following else False,
    )


def _refund(running: Iterable[Running]) -> bool:
    return any(each.due.id.endswith("REFUND") for each in running)


def short_due(row: Row[Any]) -> Due:
    """A kept clock without its working-out, for lists of thousands."""
    day = date.fromisoformat(row.day)
    hour = time(23, 59, 59) if row.at == MIDNIGHT else time.fromisoformat(row.at)
    return Due(
        row.clock,
        date.fromisoformat(row.starts),
        day,
        row.at,
        datetime.combine(day, hour),
        row.days,
        cast("Unit", row.unit),
        (),
        row.provisional,
        Source(row.source, row.verified),
        row.extended,
        pauses(row.suspended),
    )


def _paused(row: Row[Any], today: date) -> bool:
    return any(begin <= today <= end for begin, end in pauses(row.suspended))


def urgency_of(due: Due, now: datetime) -> When:
    """How urgent one clock is."""
    return when(Running("", due, any(begin <= now.date() <= end for begin, end in due.suspended)), now)


def clocks_ics(station: Station, lang: Literal["zh", "en"]) -> bytes:
    """Every running clock of the office as a calendar file."""
    with station.read() as conn:
        rows = running_clocks(conn)
        packs = {row.case_id: row.pack for row in cases(conn)}
    if not rows:
        raise Refused("case.no_clocks")
    rules: dict[str, Any] = {}
    for edition in set(packs.values()):
        rules |= load_edition(station.identity.profile, edition).deadlines
    running = [Running(row.case_id, short_due(row), _paused(row, station.today())) for row in rows]
    return ics(running, rules, station.clock.now(), lang)
