"""The office's own working days and closing hour: kept in the journal, laid over the calendar of the rule pack."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.core.errors import Refused
from app.deadlines.calendar import DayRule, read_local_days
from app.deadlines.pack import Pack, calendar_for
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
    if closes:
        _hour(closes)
    told = [
        {"day": rule.day.isoformat(), "working": rule.working, "zh": rule.name.zh, "en": rule.name.en}
        for rule in days.values()
    ]
    with station.act(supervisor.officer_id) as act:
        act.record("detention.office_days_kept", _subject(station.stream), {"days": told, "closes": closes})
    return len(told)


def office_calendar(conn: Connection, station: Station, pack: Pack) -> WorkingCalendar:
    """The calendar of a pack with what this office laid over it last."""
    kept = list(about(conn, _subject(station.stream)))
    if not kept:
        return calendar_for(pack)
    body = kept[-1].body
    closes = _hour(body["closes"]) if body["closes"] else None
    return calendar_for(pack, local={rule.day: rule for rule in map(_day_rule, body["days"])}, closes=closes)


def _day_rule(plain: dict[str, Any]) -> DayRule:
    name = Both(plain["zh"], plain["en"])
    return DayRule(date.fromisoformat(plain["day"]), plain["working"], name, local=True)


def _hour(written: str) -> time:
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise Refused("case.bad_hour", field="closes", value=written[:20]) from None


def _subject(stream: str) -> str:
    return f"{stream}:calendar"


def _nothing(_to: Applying, _entry: Entry) -> None:
    """The office's days change no table: they are read from their entry."""


APPLIES: Applies = {("detention.office_days_kept", 1): _nothing}
