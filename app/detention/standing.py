"""A recorded case as the law sees it: its rules' edition, each procedure's standing and clocks, and what is lawful."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.core.errors import Refused
from app.core.plain import decimal_text
from app.deadlines.rules import MIDNIGHT, Due, Period, WorkingCalendar, due
from app.detention.office_days import office_calendar
from app.detention.procedure.engine import Moment, Offer, Standing, lawful, weigh
from app.detention.procedure.law import Move, Procedure
from app.detention.procedure.loading import procedure_of, with_word
from app.detention.records import case as find_case
from app.detention.records import clock_table, parts, procedure_table, rule_words
from app.detention.rulebook import rules_of
from app.detention.work import clock_json
from app.journal.work import Station

ENOUGH: Final = Decimal(10) ** 15
"""More than any security: to see whether money is all that a move still lacks."""


@dataclass(frozen=True)
class CaseFile:
    """One case with the rules it ran under; procedures by their number, one for each right holder."""

    row: Row[Any]
    procedure: Procedure
    calendar: WorkingCalendar
    rows: Mapping[int, Row[Any]]
    standings: Mapping[int, Standing]
    stopped: Mapping[int, tuple[Row[Any], ...]]

    @property
    def case_id(self) -> str:
        """The case's number."""
        return str(self.row.case_id)

    def standing(self, n: int) -> Standing:
        """Where one right holder's procedure stands."""
        if n not in self.standings:
            raise Refused("case.no_procedure", field="n", n=n, known=sorted(self.standings))
        return self.standings[n]

    def ended(self, n: int) -> bool:
        """Whether that procedure is at an end."""
        return self.procedure.states[self.standing(n).state].end


@dataclass(frozen=True)
class Asked:
    """What a person must still say for a move: facts with their days, others that open it instead, money."""

    facts: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    amount: str = ""


@dataclass(frozen=True)
class NextAct:
    """A move as it is offered: lawful now, lawful once what is asked was said, or refused with the rule."""

    offer: Offer
    asked: Asked
    open: bool


def case_file(conn: Connection, station: Station, case_id: str) -> CaseFile:
    """A case out of its rows, under the edition it ran under and the words that supervisors have given."""
    row = find_case(conn, case_id)
    if row is None:
        raise Refused("detention.no_case", field="case", case=case_id)
    pack = rules_of(conn, station, row)
    procedure = with_word(procedure_of(pack), rule_words(conn, station.stream, pack.edition))
    calendar = office_calendar(conn, station, pack)
    rows = {each.n: each for each in parts(conn, procedure_table, case_id)}
    clocks = parts(conn, clock_table, case_id)
    return CaseFile(
        row,
        procedure,
        calendar,
        rows,
        {n: _standing(row, each, [c for c in clocks if c.n == n], procedure, calendar) for n, each in rows.items()},
        {n: tuple(c for c in clocks if c.n == n and c.stopped_at) for n in rows},
    )


def _standing(
    case: Row[Any], row: Row[Any], clocks: Iterable[Row[Any]], procedure: Procedure, calendar: WorkingCalendar
) -> Standing:
    return Standing(
        track=row.track,
        state=row.state,
        right_type=row.right_type,
        channel=case.channel,
        facts=MappingProxyType({name: moment(text) for name, text in json.loads(row.facts).items()}),
        clocks=MappingProxyType({c.clock: clock_due(c, procedure, calendar) for c in clocks if not c.stopped_at}),
        value=row.value,
        security=row.security,
        general_security=row.general_security,
        counter_security=row.counter_security,
    )


def clock_due(row: Row[Any], procedure: Procedure, calendar: WorkingCalendar) -> Due:
    """A kept clock with its whole working-out, made again from the pack."""
    return due(
        procedure.pack.deadline(row.clock),
        date.fromisoformat(row.starts),
        calendar,
        suspended=pauses(row.suspended),
        extended=row.extended,
        delivery="post" if row.at == MIDNIGHT else "hand",
    )


def pauses(text: str) -> tuple[Period, ...]:
    """The suspensions of a clock as they are kept; both days of each belong to it."""
    return tuple((date.fromisoformat(begin), date.fromisoformat(end)) for begin, end in json.loads(text))


def moment(text: str, field: str = "facts") -> Moment:
    """A day or a moment in ISO 8601; anything else is refused by name."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise Refused("case.bad_day", field=field, value=str(text)[:40]) from None


def next_acts(file: CaseFile, n: int, now: datetime) -> tuple[NextAct, ...]:
    """Every move out of the present state: open ones first, each with what is still asked or why it is refused."""
    standing = file.standing(n)
    found = [_next_act(standing, offer, file.procedure, now) for offer in lawful(standing, file.procedure, now)]
    return tuple(sorted(found, key=lambda act: not act.open))


def offers(station: Station, case_id: str, n: int = 1) -> tuple[Offer, ...]:
    """The moves of one procedure as the law weighs them this moment, lawful ones first."""
    with station.read() as conn:
        file = case_file(conn, station, case_id)
    return lawful(file.standing(n), file.procedure, station.clock.now())


def _next_act(standing: Standing, offer: Offer, procedure: Procedure, now: datetime) -> NextAct:
    asked = _asked(standing, offer.move, now)
    told = dict.fromkeys((*asked.facts, *asked.either[:1]), now)
    money: dict[str, Any] = {asked.amount: ENOUGH} if asked.amount else {}
    if asked.facts or asked.either or money:
        supposed = replace(standing, facts={**standing.facts, **told}, **money)
        return NextAct(offer, asked, weigh(supposed, offer.move, procedure, now).allowed)
    return NextAct(offer, asked, offer.allowed)


def _asked(standing: Standing, move: Move, now: datetime) -> Asked:
    known = standing.facts
    # A fact that a clock counts from is asked again: the served copy may show another day than was assumed.
    counted = [start.fact for start in move.starts if start.fact]
    facts = tuple(fact for fact in move.needs if fact not in known or fact in counted)
    running = [after for after in move.after if after.clock in standing.clocks]
    either = tuple(
        fact
        for after in running
        if not standing.clocks[after.clock].missed(now) and not set(after.instead) & set(known)
        for fact in after.instead
    )
    lodged = {"bracket": "security", "value": "counter_security"}.get(move.secured, "")
    return Asked(facts, either, lodged if lodged and getattr(standing, lodged) is None else "")


def procedure_json(file: CaseFile, n: int, standing: Standing, stopped: Mapping[str, str], at: datetime) -> Any:
    """A procedure as an entry keeps it; `stopped` names the clocks that have stopped, with the moment of each."""
    row = file.rows[n]
    ended = file.procedure.states[standing.state].end
    before = {clock.clock: clock for clock in file.stopped[n]}
    was = file.standings[n].clocks
    return {
        "n": n,
        "holder": row.holder,
        "track": standing.track,
        "state": standing.state,
        "right_type": standing.right_type,
        "facts": {fact: when.isoformat() for fact, when in standing.facts.items()},
        "value": decimal_text(row.value),
        "security_due": decimal_text(row.security_due),
        "security": _amount(standing.security),
        "general_security": standing.general_security,
        "counter_security": _amount(standing.counter_security),
        "ended_at": at.isoformat(timespec="milliseconds") if ended else "",
        "clocks": [
            *(clock_json(each) for each in standing.clocks.values()),
            *(clock_json(was[name], when) for name, when in stopped.items() if name not in standing.clocks),
            *(
                clock_json(clock_due(row, file.procedure, file.calendar), row.stopped_at)
                for name, row in before.items()
                if name not in standing.clocks and name not in stopped
            ),
        ],
    }


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)
