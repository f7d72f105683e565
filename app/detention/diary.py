"""An office's diary: which clocks run out when, which to remind of today, and how long its ended cases took."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from app.deadlines.agenda import Agenda, Running, agenda, average_days, reminders
from app.deadlines.pack import load_pack
from app.deadlines.rules import Period
from app.detention.office_days import office_calendar
from app.detention.records import case_table, clock_table, procedure_table, running_clocks
from app.detention.standing import pauses
from app.detention.view import short_due
from app.journal.work import Station

Span = tuple[date, date, Sequence[Period]]


@dataclass(frozen=True)
class Diary:
    """Running clocks by urgency, those to remind of, and average days by kind of right, suspension excluded (S10)."""

    agenda: Agenda
    reminders: tuple[Running, ...]
    average: dict[str, float]


def diary(station: Station, *, ahead: int = 1) -> Diary:
    """The diary of today; reminders look so many working days ahead."""
    now = station.clock.now()
    with station.read() as conn:
        rows = running_clocks(conn)
        spans = _spans(conn)
        calendar = office_calendar(conn, station, load_pack(station.identity.profile, now.date()))
    running = [Running(row.case_id, short_due(row), _paused(row.suspended, now.date())) for row in rows]
    average = {right: found for right, own in spans.items() if (found := average_days(own)) is not None}
    return Diary(agenda(running, now), reminders(running, now.date(), calendar, ahead=ahead), average)


def _paused(suspended: str, today: date) -> bool:
    return any(begin <= today <= end for begin, end in pauses(suspended))


def _spans(conn: Connection) -> dict[str, list[Span]]:
    """From the holding of the goods to the end of each ended procedure, by kind of right, with its suspensions."""
    same = (case_table.c.stream == procedure_table.c.stream) & (case_table.c.case_id == procedure_table.c.case_id)
    query = (
        select(case_table.c.day, procedure_table)
        .join(procedure_table, same)
        .where(procedure_table.c.ended_at != "", case_table.c.day != "")
    )
    lost = _suspensions(conn)
    found: dict[str, list[Span]] = {}
    for row in conn.execute(query):
        ended = date.fromisoformat(row.ended_at[:10])
        span = (date.fromisoformat(row.day), ended, lost.get((row.case_id, row.n), ()))
        found.setdefault(row.right_type, []).append(span)
    return found


def _suspensions(conn: Connection) -> dict[tuple[str, int], list[Period]]:
    found: dict[tuple[str, int], list[Period]] = {}
    query = select(clock_table.c.case_id, clock_table.c.n, clock_table.c.suspended)
    for row in conn.execute(query.where(clock_table.c.suspended != json.dumps([]))):
        found.setdefault((row.case_id, row.n), []).extend(pauses(row.suspended))
    return found
