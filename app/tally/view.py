"""A tally as it is shown: both figures against other days, bars, a line, rows by cuts, and the cases behind each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.core.errors import Refused, Say
from app.journal.work import Station
from app.tally.naming import Name, Names, names_of, title_of
from app.tally.records import by_day, cases_behind, closings, figures, grouped, marks_of, restatements
from app.tally.rules import WHOLE, Closing, Cut, Figures, Group, Period, Restated

LINE_DAYS: Final = 30
MOST_STATIONS: Final = 12
MOST_SHOWN: Final = 5_000
NOTHING: Final = Figures()


class Choice(StrEnum):
    """How a person chooses the days."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    DAYS = "days"


@dataclass(frozen=True)
class Asked:
    """Which days are counted, how they were chosen, and by which cuts."""

    choice: Choice
    period: Period
    cuts: tuple[Cut, ...] = ()

    @property
    def before(self) -> Period:
        """The days it is compared with."""
        match self.choice:
            case Choice.WEEK:
                return self.period.week_before()
            case Choice.MONTH:
                return self.period.month_before()
            case _:
                return self.period.before()

    @property
    def before_words(self) -> Say:
        """What those days are called."""
        match self.choice:
            case Choice.TODAY:
                return Say("tally.against_yesterday")
            case Choice.WEEK:
                return Say("tally.against_week")
            case Choice.MONTH:
                return Say("tally.against_month")
            case Choice.DAYS if self.period.days == 1:
                return Say("tally.against_day_before")
            case _:
                return Say("tally.against_before", {"days": self.period.days})

    @property
    def year_words(self) -> Say:
        """What the days a year before are called."""
        return Say("tally.against_year" if self.period.days == 1 else "tally.against_year_days")


def asked_of(
    choice: Choice, today: date, cuts: Sequence[Cut] = (), first: date | None = None, last: date | None = None
) -> Asked:
    """What a choice asks for today; days chosen by hand must not run backwards."""
    match choice:
        case Choice.TODAY:
            period = Period.day(today)
        case Choice.WEEK:
            period = Period.week(today)
        case Choice.MONTH:
            period = Period.month(today)
        case _:
            period = Period(first or today, last or today)
    if period.last < period.first:
        raise Refused("tally.backwards", field="first", first=period.first, last=period.last)
    return Asked(choice, period, tuple(dict.fromkeys(cuts)))


@dataclass(frozen=True)
class Behind:
    """Which cases to list: those of some days that cuts say something of; `words` is what the figure was called."""

    period: Period
    only: tuple[tuple[Cut, str], ...] = ()
    words: tuple[Name, ...] = ()


@dataclass(frozen=True)
class GroupRow:
    """One row, bar or point: what it is called, its figures, and the cases behind it."""

    names: tuple[Name, ...]
    figures: Figures
    behind: Behind


@dataclass(frozen=True)
class RestatedRow:
    """A figure of a closed day that has changed since it was signed."""

    restated: Restated
    cut: Name
    value: Name
    behind: Behind


@dataclass(frozen=True)
class CaseRow:
    """One detention behind a figure: `items` and `value` are what that figure counts of it."""

    case_id: str
    station: str
    detained_at: datetime
    declaration_no: str
    direction: Name
    channel: Name
    track: Name
    party: str
    marks: tuple[str, ...]
    items: int
    value: Decimal
    currency: str
    officer: str


@dataclass(frozen=True)
class TallyView:
    """Everything the page and the exports show of one question."""

    asked: Asked
    now: Figures = NOTHING
    before: Figures = NOTHING
    year_before: Figures = NOTHING
    groups: tuple[GroupRow, ...] = ()
    stations: tuple[GroupRow, ...] = ()
    line: tuple[GroupRow, ...] = ()
    restated: tuple[RestatedRow, ...] = ()
    closing: Closing | None = None

    @property
    def everything(self) -> Behind:
        """All cases of the period."""
        return Behind(self.asked.period)


def tally_view(station: Station, asked: Asked) -> TallyView:
    """The tally at a station."""
    with station.read() as conn:
        return view_of(conn, asked, station.stream)


def view_of(conn: Connection, asked: Asked, stream: str | None = None) -> TallyView:
    """The tally from whichever database; `closing` is the last one of the last day in a stream."""
    period = asked.period
    signed = closings(conn, Period.day(period.last), stream) if stream else []
    return TallyView(
        asked,
        figures(conn, period),
        figures(conn, asked.before),
        figures(conn, period.year_before()),
        rows_by(conn, period, asked.cuts) if asked.cuts else (),
        rows_by(conn, period, (Cut.STATION,))[:MOST_STATIONS],
        days_of(conn, period.leading_up(LINE_DAYS)),
        restated_rows(conn, period),
        signed[-1] if signed else None,
    )


def rows_by(conn: Connection, period: Period, cuts: Sequence[Cut]) -> tuple[GroupRow, ...]:
    """The rows of a table by cuts, with their values in words."""
    groups = grouped(conn, period, cuts)
    names = names_of(conn, cuts, groups)
    return tuple(_row(group, cuts, names, period) for group in groups)


def _row(group: Group, cuts: Sequence[Cut], names: Names, period: Period) -> GroupRow:
    only = tuple(zip(cuts, group.cuts, strict=True))
    called = tuple(names[pair] for pair in only)
    return GroupRow(called, group.figures, Behind(period, only, called))


def days_of(conn: Connection, period: Period) -> tuple[GroupRow, ...]:
    """Each day of a period in order, also those without a detention."""
    found = {group.cuts[0]: group.figures for group in by_day(conn, period)}
    days = (period.first + timedelta(days=place) for place in range(period.days))
    return tuple(_day(day, found.get(day.isoformat(), Figures())) for day in days)


def _day(day: date, counted: Figures) -> GroupRow:
    return GroupRow((day.isoformat(),), counted, Behind(Period.day(day), (), (day.isoformat(),)))


def restated_rows(conn: Connection, period: Period) -> tuple[RestatedRow, ...]:
    """What has changed of closed days, in words."""
    found = restatements(conn, period)
    cuts = [Cut(each.cut) for each in found if each.cut != WHOLE]
    pairs = [Group((each.value,), each.now) for each in found if each.cut != WHOLE]
    names: dict[tuple[Cut, str], Name] = {}
    for cut, pair in zip(cuts, pairs, strict=True):
        if (cut, pair.cuts[0]) not in names:
            names |= names_of(conn, (cut,), [pair])
    return tuple(_restated_row(each, names) for each in found)


def _restated_row(each: Restated, names: Names) -> RestatedRow:
    day = Period.day(each.day)
    if each.cut == WHOLE:
        return RestatedRow(each, Say("tally.whole_day"), "", Behind(day, (), (each.day.isoformat(),)))
    cut = Cut(each.cut)
    value = names[cut, each.value]
    words = (each.day.isoformat(), value)
    return RestatedRow(each, title_of(cut), value, Behind(day, ((cut, each.value),), words))


def records_view(station: Station, behind: Behind, limit: int | None = MOST_SHOWN) -> tuple[CaseRow, ...]:
    """The cases behind a figure at a station."""
    with station.read() as conn:
        return records_of(conn, behind, limit)


def records_of(conn: Connection, behind: Behind, limit: int | None = None) -> tuple[CaseRow, ...]:
    """The cases behind a figure, newest first."""
    rows = cases_behind(conn, behind.period, behind.only, limit)
    marks = marks_of(conn, behind.period)
    coded = (Cut.DIRECTION, Cut.CHANNEL, Cut.TRACK)
    names: Names = names_of(conn, coded, [Group((row.direction, row.channel, row.track), Figures()) for row in rows])
    return tuple(_case(row, names, marks.get((row.stream, row.case_id), ())) for row in rows)


def _case(row: Row[Any], names: Names, marks: Iterable[str]) -> CaseRow:
    return CaseRow(
        case_id=row.case_id,
        station=row.station,
        detained_at=datetime.fromisoformat(row.detained_at),
        declaration_no=row.declaration_no,
        direction=names[Cut.DIRECTION, row.direction],
        channel=names[Cut.CHANNEL, row.channel],
        track=names[Cut.TRACK, row.track],
        party=row.party,
        marks=tuple(marks),
        items=int(row.counted_items),
        value=Decimal(row.counted_value),
        currency=row.currency,
        officer=row.officer,
    )
