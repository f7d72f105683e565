"""What is counted: batches, items and value by the cuts that people ask for; and what a closed day was signed as."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from app.core.canonical import canonical, sha256
from app.core.plain import decimal_text


class Cut(StrEnum):
    """The ways a tally is cut; both headline figures are given in each (S2)."""

    DAY = "day"
    STATION = "station"
    CUSTOMS = "customs"
    CHANNEL = "channel"
    DIRECTION = "direction"
    TRADE_MODE = "trade_mode"
    TRACK = "track"
    CAMPAIGN = "campaign"
    RIGHT = "right"
    RIGHT_TYPE = "right_type"
    HOLDER = "holder"
    HOLDER_SIZE = "holder_size"
    HS_CHAPTER = "hs_chapter"
    ORIGIN = "origin"
    DESTINATION = "destination"
    OFFICER = "officer"


BY_RIGHT: Final = frozenset({Cut.RIGHT, Cut.RIGHT_TYPE, Cut.HOLDER, Cut.HOLDER_SIZE})
"""Cuts by right: a case of two rights counts in each row, so rows may add up to more than the total."""
BY_LINE: Final = BY_RIGHT | {Cut.HS_CHAPTER}
"""Cuts that only some lines of a case fall under: a row counts the items of those lines."""
OVERLAPPING: Final = BY_LINE | {Cut.CAMPAIGN}
"""Cuts in which one batch may stand in several rows."""


@dataclass(frozen=True)
class Figures:
    """Both headline figures, and the value by currency; a sum over currencies is never made up."""

    batches: int = 0
    items: int = 0
    values: tuple[tuple[str, Decimal], ...] = ()

    def value(self, currency: str = "CNY") -> Decimal:
        """The value in one currency."""
        return dict(self.values).get(currency, Decimal(0))


@dataclass(frozen=True)
class Group:
    """The figures of one row of cuts."""

    cuts: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    @classmethod
    def day(cls, on: date) -> Period:
        """One day."""
        return cls(on, on)

    @classmethod
    def week(cls, on: date) -> Period:
        """From Monday of a day's week to that day."""
        return cls(on - timedelta(days=on.weekday()), on)

    @classmethod
    def month(cls, on: date) -> Period:
        """From the first of a day's month to that day."""
        return cls(on.replace(day=1), on)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """The period of the same length just before."""
        length = timedelta(days=self.days)
        return Period(self.first - length, self.last - length)

    def week_before(self) -> Period:
        """The same days of the week before."""
        return Period(self.first - timedelta(days=7), self.last - timedelta(days=7))

    def month_before(self) -> Period:
        """The same days of the month before; a day which that month lacks becomes its last."""
        return Period(_month_before(self.first), _month_before(self.last))

    def year_before(self) -> Period:
        """The same days a year before; 29 February becomes 28."""
        return Period(_year_before(self.first), _year_before(self.last))

    def leading_up(self, days: int) -> Period:
        """At least so many days that end with this period: what a line is drawn over."""
        return Period(min(self.first, self.last - timedelta(days=days - 1)), self.last)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _month_before(day: date) -> date:
    last_of_before = day.replace(day=1) - timedelta(days=1)
    return last_of_before.replace(day=min(day.day, last_of_before.day))


def axis(highest: float) -> tuple[int, int]:
    """The top of an axis of counts and its step: whole numbers, at most six steps, room over the highest."""
    room = max(highest, 1) * 1.12
    step = next(each for each in _steps() if each * 6 >= room)
    return step * max(math.ceil(room / step), 2), step


def _steps() -> Iterator[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


# Closed days: what a supervisor signed, and what has changed since.

WHOLE: Final = ""
"""Stands where a figure is of the whole day, not of a cut."""
FIXED: Final = (Cut.CHANNEL, Cut.DIRECTION, Cut.TRACK, Cut.CAMPAIGN, Cut.RIGHT, Cut.HS_CHAPTER)
"""The cuts of every closing, so that closings can be laid side by side."""

Sheet = Mapping[tuple[str, str], Figures]
"""The figures of one station's day by (cut, value); (WHOLE, "") has the day's own."""


@dataclass(frozen=True)
class Closing:
    """A day's figures as a supervisor signed them; `n` counts the closings of that day from 1."""

    stream: str
    day: date
    n: int
    closed_at: str
    officer: str
    digest: str
    sheet: Sheet


@dataclass(frozen=True)
class Restated:
    """A figure of a closed day that is no longer what was signed; `until`: when it was signed anew, or empty."""

    stream: str
    day: date
    n: int
    closed_at: str
    cut: str
    value: str
    closed: Figures
    now: Figures
    until: str = ""


def sheet_json(sheet: Sheet) -> list[dict[str, Any]]:
    """A day's figures as JSON in one fixed order."""
    return [
        {"cut": cut, "value": value, **figures_json(figures)}
        for (cut, value), figures in sorted(sheet.items(), key=_key)
    ]


def _key(pair: tuple[tuple[str, str], Figures]) -> tuple[str, str]:
    return pair[0]


def figures_json(figures: Figures) -> dict[str, Any]:
    """Figures as JSON: counts as numbers, amounts as text by currency."""
    amounts = {currency: decimal_text(amount) for currency, amount in figures.values}
    return {"batches": figures.batches, "items": figures.items, "values": amounts}


def figures_from_json(plain: Mapping[str, Any]) -> Figures:
    """Figures back from JSON."""
    amounts = sorted((currency, Decimal(text)) for currency, text in plain["values"].items())
    return Figures(int(plain["batches"]), int(plain["items"]), tuple(amounts))


def digest_of(sheet: Sheet) -> str:
    """SHA-256 over the canonical JSON of a day's figures."""
    return sha256(canonical(sheet_json(sheet)))


def restated(closing: Closing, sheet: Sheet, until: str = "") -> tuple[Restated, ...]:
    """Every figure that differs between a closing and a later state, in the order of the cuts."""
    keys = sorted(closing.sheet.keys() | sheet.keys())
    pairs = ((key, closing.sheet.get(key, Figures()), sheet.get(key, Figures())) for key in keys)
    return tuple(
        Restated(closing.stream, closing.day, closing.n, closing.closed_at, cut, value, closed, now, until)
        for (cut, value), closed, now in pairs
        if closed != now
    )
