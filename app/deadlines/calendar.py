"""Which days an office works: Chinese holidays and make-up days, any country's public holidays, local overrides."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from app.core.errors import Refused, Say
from app.deadlines.reading import MAX_BYTES, Both, Source, Table, parse_toml

EIGHT_HOUR_DAY_ENDS: Final = time(17, 30)
MOST_DAYS: Final = 5_000
UNNAMED: Final = Both("地方安排", "local arrangement")
"""The reason of an office's own day that was given without one."""


@dataclass(frozen=True)
class DayRule:
    """One day whose kind was laid down: a holiday, a make-up working day, or a local exception."""

    day: date
    working: bool
    name: Both
    local: bool = False


@dataclass(frozen=True)
class YearTable:
    """A year's published notice: which days are off, which weekends are worked."""

    year: int
    off: frozenset[date]
    worked: frozenset[date]
    source: Source


@dataclass(frozen=True)
class ChinaCalendar:
    """Monday to Friday, less the State Council's holidays, plus its make-up days; local days win over all."""

    tables: Mapping[int, YearTable] = field(default_factory=lambda: MappingProxyType({}))
    local: Mapping[date, DayRule] = field(default_factory=lambda: MappingProxyType({}))
    fixed: frozenset[tuple[int, int]] = frozenset()  # (month, day) off in every year, the guess for unpublished ones
    closes: time = EIGHT_HOUR_DAY_ENDS

    def published(self, year: int) -> bool:
        """Whether that year's holiday notice is known, from the pack or the library."""
        return year in self.tables or year in self._library_years

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        if day in self.local:
            return self.local[day].working
        if day.year in self.tables:
            table = self.tables[day.year]
            return day in table.worked or (day.weekday() < 5 and day not in table.off)
        if day.year in self._library_years:
            return bool(self._library.is_workday(day))
        return day.weekday() < 5 and (day.month, day.day) not in self.fixed

    def why(self, day: date) -> Say:
        """The reason in words why a day counts or does not."""
        if day in self.local:
            return _said_by(self.local[day])
        if not self.published(day.year):
            return Say("deadlines.day_guessed_work" if self.is_working(day) else "deadlines.day_guessed_off", _dow(day))
        if self.is_working(day):
            return Say("deadlines.day_makeup" if day.weekday() > 4 else "deadlines.day_working", _dow(day))
        return self._why_off(day)

    def _why_off(self, day: date) -> Say:
        name = self._holiday_name(day)
        if name is None:
            return Say("deadlines.day_weekend", _dow(day))
        return Say("deadlines.day_holiday", {"name": name, **_dow(day)})

    def _holiday_name(self, day: date) -> Say | None:
        """The holiday's name as the library has it; a plain weekend day has none."""
        table = self.tables.get(day.year)
        listed = table is not None and day in table.off
        if day.year in self._library_years:
            _, name = self._library.get_holiday_detail(day)
            if name is not None:
                return Say("deadlines.holiday_" + re.sub(r"[^a-z0-9]+", "_", name.lower().replace("'", "")))
        return Say("deadlines.holiday_by_notice") if listed else None

    @cached_property
    def _library(self) -> Any:
        import chinese_calendar

        return chinese_calendar

    @cached_property
    def _library_years(self) -> range:
        from chinese_calendar import constants

        return range(min(constants.holidays).year, max(constants.holidays).year + 1)


@dataclass(frozen=True)
class CountryCalendar:
    """Monday to Friday less a country's public holidays; published by law, so every year is known."""

    country: str
    subdivision: str | None = None
    local: Mapping[date, DayRule] = field(default_factory=lambda: MappingProxyType({}))
    closes: time = EIGHT_HOUR_DAY_ENDS

    def published(self, year: int) -> bool:
        """Public holidays stand in the law, not in a yearly notice."""
        return year >= 1900

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        if day in self.local:
            return self.local[day].working
        return day.weekday() < 5 and day not in self._holidays

    def why(self, day: date) -> Say:
        """The reason in words why a day counts or does not."""
        if day in self.local:
            return _said_by(self.local[day])
        if day in self._holidays:
            return Say("deadlines.day_holiday", {"name": self._holidays[day], **_dow(day)})
        return Say("deadlines.day_working" if day.weekday() < 5 else "deadlines.day_weekend", _dow(day))

    @cached_property
    def _holidays(self) -> Mapping[date, str]:
        import holidays

        try:
            found: Mapping[date, str] = holidays.country_holidays(self.country, subdiv=self.subdivision)
        except NotImplementedError as error:
            raise Refused("deadlines.unknown_country", field="country", country=self.country) from error
        return found


def _dow(day: date) -> dict[str, object]:
    return {"weekday": Say(f"deadlines.weekday_{day.weekday()}")}


def _said_by(rule: DayRule) -> Say:
    key = "deadlines.day_local_work" if rule.working else "deadlines.day_local_off"
    return Say(key, {"name": Say("deadlines.as_written", {"zh": rule.name.zh, "en": rule.name.en})})


def year_tables(table: Table) -> dict[int, YearTable]:
    """The `[[year]]` tables of a pack's calendar.toml."""
    found: dict[int, YearTable] = {}
    for row in table.rows("year"):
        year = row.whole("id", 1990, 2200)
        off = frozenset(day for span in row.texts("off") for day in _span(row, "off", year, span))
        worked = frozenset(day for span in row.texts("worked", ()) for day in _span(row, "worked", year, span))
        if off & worked:
            raise row.refuse("day_both_ways", "worked", day=min(off & worked))
        if year in found:
            raise row.refuse("twice", "id", id=year)
        found[year] = YearTable(year, off, worked, row.source())
        row.finish()
    return found


def _span(row: Table, key: str, year: int, written: str) -> Iterable[date]:
    """The days of `05-01` or `05-01..05-05` in a year."""
    begin, _, end = written.partition("..")
    try:
        first, last = (date.fromisoformat(f"{year}-{part}") for part in (begin, end or begin))
    except ValueError as error:
        raise row.refuse("bad_span", key, found=written) from error
    if last < first:
        raise row.refuse("bad_span", key, found=written)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def read_local_days(path: Path) -> dict[date, DayRule]:
    """An office's own days from a CSV (`day,working,zh,en`) or a TOML file of `[[day]]` tables."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("deadlines.pack_no_file", file=path.name, at=path.name) from error
    reader: Callable[[str, bytes], Iterable[DayRule]] = _toml_days if path.suffix == ".toml" else _csv_days
    found: dict[date, DayRule] = {}
    for rule in reader(path.name, data):
        if rule.day in found or len(found) >= MOST_DAYS:
            raise Refused("deadlines.local_day_twice", file=path.name, at=rule.day.isoformat(), most=MOST_DAYS)
        found[rule.day] = rule
    return found


def _toml_days(file: str, data: bytes) -> Iterable[DayRule]:
    top = parse_toml(file, data)
    for row in top.rows("day"):
        name = row.both_or_none("name") or UNNAMED
        yield DayRule(row.day("day"), row.flag("working", False), name, local=True)
        row.finish()
    top.finish()


def _csv_days(file: str, data: bytes) -> Iterable[DayRule]:
    if len(data) > MAX_BYTES:
        raise Refused("deadlines.pack_too_big", file=file, at=file, most=MAX_BYTES)
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
        for place, row in enumerate(rows, 2):
            yield _csv_day(file, place, row)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused("deadlines.pack_not_utf8", file=file, at=file, place=0) from error


def _csv_day(file: str, place: int, row: Mapping[str, str | None]) -> DayRule:
    try:
        day = date.fromisoformat((row.get("day") or "").strip())
        working = {"0": False, "1": True}[(row.get("working") or "").strip()]
    except (ValueError, KeyError) as error:
        raise Refused("deadlines.local_day_bad", file=file, at=f"row {place}", row=place) from error
    return local_day(day, working=working, zh=row.get("zh") or "", en=row.get("en") or "")


def local_day(day: date, *, working: bool, zh: str = "", en: str = "") -> DayRule:
    """An office's own day; a reason that is told in one language stands for both."""
    zh, en = zh.strip(), en.strip()
    return DayRule(day, working, Both(zh or en or UNNAMED.zh, en or zh or UNNAMED.en), local=True)
