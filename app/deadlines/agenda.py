"""What runs out when: an office's clocks as overdue, today, this week and later; reminders; how long cases took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from app.core.errors import Refused
from app.deadlines.rules import Due, Period, WorkingCalendar

When = Literal["overdue", "today", "week", "later"]


@dataclass(frozen=True)
class Running:
    """One running clock of a case; `paused` while the law suspends it."""

    case_id: str
    due: Due
    paused: bool = False


@dataclass(frozen=True)
class Agenda:
    """Running clocks by urgency, each part by due day; a paused clock is never overdue."""

    overdue: tuple[Running, ...]
    today: tuple[Running, ...]
    week: tuple[Running, ...]
    later: tuple[Running, ...]


def when(running: Running, now: datetime) -> When:
    """How urgent one clock is at a moment in office time; the week ends on Sunday."""
    day = running.due.day
    if running.paused:
        return "later"
    if running.due.missed(now):
        return "overdue"
    if day == now.date():
        return "today"
    return "week" if day <= now.date() + timedelta(days=6 - now.weekday()) else "later"


def agenda(clocks: Iterable[Running], now: datetime) -> Agenda:
    """The running clocks sorted into what is overdue, due today, due this week, due later."""
    parts: dict[When, list[Running]] = {"overdue": [], "today": [], "week": [], "later": []}
    for running in sorted(clocks, key=lambda each: (each.due.due.replace(tzinfo=None), each.case_id, each.due.id)):
        parts[when(running, now)].append(running)
    return Agenda(*(tuple(parts[name]) for name in ("overdue", "today", "week", "later")))


def reminders(
    clocks: Iterable[Running], today: date, calendar: WorkingCalendar, *, ahead: int = 1
) -> tuple[Running, ...]:
    """The clocks to remind of today: those due within so many working days, and overdue ones."""
    if not 0 <= ahead <= 60:
        raise Refused("deadlines.bad_reminder", field="ahead", most=60)
    last, left = today, ahead
    while left:
        last += timedelta(days=1)
        left -= calendar.is_working(last)
    return tuple(each for each in clocks if not each.paused and each.due.day <= last)


def days_taken(begin: date, end: date, suspended: Sequence[Period] = ()) -> int:
    """Calendar days from one date to another, suspended days left out (each counted once)."""
    if end < begin:
        raise Refused("deadlines.suspension_backwards", field="end", begin=begin, end=end)
    lost = {
        first + timedelta(days=n)
        for first, last in suspended
        for n in range((min(last, end) - first).days + 1)
        if first + timedelta(days=n) > begin
    }
    return (end - begin).days - len(lost)


def average_days(spans: Sequence[tuple[date, date, Sequence[Period]]]) -> float | None:
    """The mean of the days taken, suspension excluded; None without a case."""
    return sum(days_taken(*span) for span in spans) / len(spans) if spans else None
