"""What is counted: batches, items and value of detentions, by the cuts that people ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final


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

    def before(self) -> Period:
        """The period of the same length just before."""
        length = self.last - self.first + timedelta(days=1)
        return Period(self.first - length, self.last - length)

    def year_before(self) -> Period:
        """The same days a year before; 29 February becomes 28."""
        return Period(_year_before(self.first), _year_before(self.last))


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
