"""Loads the law of a jurisdiction from its rule pack: the edition in force on a day, its deadlines, its calendar."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from app.core import places
from app.core.canonical import compact, sha256
from app.core.errors import Refused
from app.deadlines.calendar import ChinaCalendar, CountryCalendar, DayRule, YearTable, year_tables
from app.deadlines.reading import Both, Table, by_id, parse_toml
from app.deadlines.rules import UNITS, DeadlineRule, WorkingCalendar

CALENDARS: Final = ("china", "country")


@dataclass(frozen=True)
class CalendarRule:
    """How a pack wants its working days found."""

    kind: str
    country: str
    subdivision: str | None
    closes: time
    fixed: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Pack:
    """One dated edition of a jurisdiction's rules; a case keeps `edition` and `digest` of the one it ran under."""

    profile: str
    edition: str
    title: Both
    valid_from: date
    valid_to: date | None
    name: str
    files: Mapping[str, bytes]
    digest: str
    currency: str
    calendar: CalendarRule
    deadlines: Mapping[str, DeadlineRule]
    years: Mapping[int, YearTable]

    def part(self, name: str) -> Table:
        """One of the pack's files, for the steps that read their own part of it."""
        return _file(self.name, self.files, name)

    def kept(self) -> bytes:
        """The whole pack as one JSON document, to be kept with the cases that ran under it."""
        return compact({name: data.decode("utf-8") for name, data in self.files.items()})

    def deadline(self, name: str) -> DeadlineRule:
        """A deadline by its id; an unknown one is refused with those there are."""
        if name not in self.deadlines:
            raise Refused("deadlines.unknown_deadline", field="deadline", id=name, known=sorted(self.deadlines))
        return self.deadlines[name]


def load_pack(profile: str, on: date, *, root: Path | None = None) -> Pack:
    """The edition of a profile (cn, eu, us) that was in force on a day."""
    for pack in editions(profile, root=root):
        if pack.valid_from <= on and (pack.valid_to is None or on <= pack.valid_to):
            return pack
    raise Refused("deadlines.no_edition", field="profile", profile=profile, day=on)


def load_edition(profile: str, edition: str, *, root: Path | None = None) -> Pack:
    """The edition that an old case ran under, whatever is in force now."""
    for pack in editions(profile, root=root):
        if pack.edition == edition:
            return pack
    raise Refused("deadlines.unknown_edition", field="edition", profile=profile, edition=edition)


def editions(profile: str, *, root: Path | None = None) -> tuple[Pack, ...]:
    """All editions of a profile by date; two that are in force on the same day are refused."""
    home = (root or places.resources("packs")) / profile
    if not profile.isalnum() or not home.is_dir():
        raise Refused("deadlines.unknown_profile", field="profile", profile=profile)
    found = sorted((read_pack(folder) for folder in home.iterdir() if folder.is_dir()), key=lambda p: p.valid_from)
    for earlier, later in pairwise(found):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise Refused(
                "deadlines.pack_overlap", file=f"{earlier.edition}/pack.toml", at="valid_to", other=later.edition
            )
    return tuple(found)


def read_pack(folder: Path) -> Pack:
    """One edition from its folder, read again only when a byte of it changed."""
    return _installed(folder, digest_of(folder))


def kept_pack(data: bytes, name: str) -> Pack:
    """A pack as it was kept with a case, whatever is installed now."""
    return _parsed(name, {file: text.encode("utf-8") for file, text in json.loads(data).items()})


def _file(pack: str, files: Mapping[str, bytes], name: str) -> Table:
    where = f"{pack}/{name}"
    if name not in files:
        raise Refused("deadlines.pack_no_file", file=where, at=where)
    return parse_toml(where, files[name])


def digest_of(folder: Path) -> str:
    """SHA-256 over the pack's files, by which a case proves which rules it ran under; read again when one changed."""
    files = sorted(folder.glob("*.toml"))
    marks = tuple((file.name, *_mark(file)) for file in files)
    return _digest(folder, marks)


def _mark(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=32)
def _digest(folder: Path, marks: tuple[tuple[str, int, int], ...]) -> str:
    return _digest_of_files({name: (folder / name).read_bytes() for name, _when, _size in marks})


def _digest_of_files(files: Mapping[str, bytes]) -> str:
    return sha256("".join(f"{name} {sha256(files[name])}\n" for name in sorted(files)).encode())


@lru_cache(maxsize=32)
def _installed(folder: Path, digest: str) -> Pack:
    return _parsed(folder.name, {file.name: file.read_bytes() for file in sorted(folder.glob("*.toml"))})


def _parsed(name: str, files: Mapping[str, bytes]) -> Pack:
    table = _file(name, files, "pack.toml")
    begins, ends = table.day("valid_from"), table.day_or_none("valid_to")
    if ends is not None and ends < begins:
        raise table.refuse("dates_backwards", "valid_to")
    pack = Pack(
        profile=table.text("profile"),
        edition=table.text("edition"),
        title=table.both("title"),
        valid_from=begins,
        valid_to=ends,
        name=name,
        files=files,
        digest=_digest_of_files(files),
        currency=table.text("currency"),
        calendar=_calendar_rule(table.table("calendar")),
        deadlines=_deadlines(_file(name, files, "deadlines.toml")),
        years=_year_tables(_file(name, files, "calendar.toml")),
    )
    table.finish()
    return pack


def _calendar_rule(table: Table) -> CalendarRule:
    try:
        closes = time.fromisoformat(table.text("closes"))
        fixed = frozenset((int(d[:2]), int(d[3:])) for d in table.texts("fixed", ()))
    except ValueError as error:
        raise table.refuse("wrong_type", "closes", wanted='"HH:MM"; fixed days as "MM-DD"', found="?") from error
    kind = table.choice("kind", CALENDARS)
    subdivision = table.text("subdivision", "") or None
    rule = CalendarRule(kind, table.text("country", "CN"), subdivision, closes, fixed)
    table.finish()
    return rule


def _year_tables(table: Table) -> Mapping[int, YearTable]:
    """The calendar.toml of a pack; a country's calendar has no year tables."""
    tables = year_tables(table) if table.has("year") else {}
    table.finish()
    return tables


def calendar_for(
    pack: Pack,
    *,
    local: Mapping[date, DayRule] | None = None,
    closes: time | None = None,
    country: str | None = None,
    subdivision: str | None = None,
) -> WorkingCalendar:
    """The pack's calendar with an office's own days, closing hour and, outside China, country."""
    rule = pack.calendar
    hour = closes or rule.closes
    if rule.kind == "country":
        return CountryCalendar(country or rule.country, subdivision or rule.subdivision, local or {}, hour)
    return ChinaCalendar(tables=pack.years, local=local or {}, fixed=rule.fixed, closes=hour)


def _deadlines(table: Table) -> Mapping[str, DeadlineRule]:
    found = by_id(table, ((row.text("id"), _deadline(row)) for row in table.rows("deadline")), "deadline")
    table.finish()
    return found


def _deadline(row: Table) -> DeadlineRule:
    unit = row.choice("unit", UNITS)
    rule = DeadlineRule(
        id=row.text("id"),
        name=row.both("name"),
        length=row.whole("length", 1, 3660),
        unit=unit,  # type: ignore[arg-type]  # choice() has just checked it
        starts=row.both("starts"),
        expires=row.both("expires"),
        source=row.source(),
        next_day=row.choice("counting", ("next_day", "same_day"), "next_day") == "next_day",
        backwards=row.choice("direction", ("after", "before"), "after") == "before",
        rolls=row.flag("rolls", True),
        extension=row.whole("extension", 0, 3660, 0),
        counting_source=row.text("counting_source", ""),
    )
    row.finish()
    return rule
