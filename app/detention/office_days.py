"""The office's own working days and closing hour: kept in the journal, laid over the calendar of the rule pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.core.errors import Refused
from app.deadlines.calendar import MOST_DAYS, DayRule, read_local_days
from app.deadlines.pack import Pack, calendar_for, load_pack
from app.deadlines.reading import Both
from app.deadlines.rules import WorkingCalendar
from app.identity.rules import Officer, Power, require
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.journal.records import about
from app.journal.work import Station


def keep_office_days(station: Station, supervisor: Officer, path: Path | None, closes: str = "") -> int:
    """Keep the office's days of a CSV or TOML file and its closing hour (HH:MM) in place of those before.

    Without a file the office has no days of its own; gives how many there are.
    """
    require(supervisor, Power.EDIT_RULES)
    days = read_local_days(path) if path is not None else {}
    _keep(station, supervisor, days.values(), closes)
    return len(days)


@dataclass(frozen=True)
class OfficeDays:
    """What an office laid over the calendar: its days by date, and its closing hour ("" for the calendar's own)."""

    days: tuple[DayRule, ...]
    closes: str
    calendar_closes: str


def office_days(station: Station) -> OfficeDays:
    """The office's days and closing hour as they stand."""
    pack = load_pack(station.identity.profile, station.today())
    with station.read() as conn:
        days, closes = _kept(conn, station)
    ordered = tuple(days[day] for day in sorted(days))
    return OfficeDays(ordered, closes, f"{pack.calendar.closes:%H:%M}")


def keep_day(station: Station, supervisor: Officer, rule: DayRule) -> None:
    """Lay one day down, or alter it."""
    require(supervisor, Power.EDIT_RULES)
    with station.read() as conn:
        days, closes = _kept(conn, station)
    if rule.day not in days and len(days) >= MOST_DAYS:
        raise Refused("case.office_days_full", field="day", most=MOST_DAYS)
    _keep(station, supervisor, {**days, rule.day: rule}.values(), closes)


def take_day_back(station: Station, supervisor: Officer, day: date) -> None:
    """Let the calendar hold on a day again; Refused where the office laid nothing down for it."""
    require(supervisor, Power.EDIT_RULES)
    with station.read() as conn:
        days, closes = _kept(conn, station)
    if day not in days:
        raise Refused("case.office_day_none", field="day", day=day)
    _keep(station, supervisor, (rule for rule in days.values() if rule.day != day), closes)


def keep_closing_hour(station: Station, supervisor: Officer, closes: str) -> None:
    """Keep the hour (HH:MM) at which the office closes; an empty one is the calendar's own."""
    require(supervisor, Power.EDIT_RULES)
    with station.read() as conn:
        days, _before = _kept(conn, station)
    _keep(station, supervisor, days.values(), closes)


def _keep(station: Station, supervisor: Officer, days: Iterable[DayRule], closes: str) -> None:
    """Record all of it: what is kept stands in place of what was kept before."""
    hour = f"{_hour(closes):%H:%M}" if closes.strip() else ""
    told = [
        {"day": rule.day.isoformat(), "working": rule.working, "zh": rule.name.zh, "en": rule.name.en} for rule in days
    ]
    with station.act(supervisor.officer_id) as act:
        act.record("detention.office_days_kept", _subject(station.stream), {"days": told, "closes": hour})


def office_calendar(conn: Connection, station: Station, pack: Pack) -> WorkingCalendar:
    """The calendar of a pack with what this office laid over it last."""
    days, closes = _kept(conn, station)
    return calendar_for(pack, local=days, closes=_hour(closes) if closes else None)


def _kept(conn: Connection, station: Station) -> tuple[dict[date, DayRule], str]:
    """The days by date and the closing hour that were kept last; none before anything was."""
    kept = list(about(conn, _subject(station.stream)))
    body: Mapping[str, Any] = kept[-1].body if kept else {"days": [], "closes": ""}
    return {rule.day: rule for rule in map(_day_rule, body["days"])}, body["closes"]


def _day_rule(plain: dict[str, Any]) -> DayRule:
    name = Both(plain["zh"], plain["en"])
    return DayRule(date.fromisoformat(plain["day"]), plain["working"], name, local=True)


def _hour(written: str) -> time:
    try:
        return time.fromisoformat(written.strip()).replace(tzinfo=None)
    except ValueError:
        raise Refused("case.bad_hour", field="closes", value=written[:20]) from None


def _subject(stream: str) -> str:
    return f"{stream}:calendar"


def _nothing(_to: Applying, _entry: Entry) -> None:
    """The office's days change no table: they are read from their entry."""


APPLIES: Applies = {("detention.office_days_kept", 1): _nothing}
