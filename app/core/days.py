"""The days that files, commands and fields may name, so that no reckoning with them leaves the calendar."""

from __future__ import annotations

from datetime import date
from typing import Final

FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2200, 12, 31)
NO_END: Final = "9999-12-31"
"""How registers write that a right has no end: taken as `LAST`."""


def day_said(text: str) -> date:
    """A day in ISO 8601; ValueError where there is no such day or it is before `FIRST` or after `LAST`."""
    day = date.fromisoformat(text)
    if not FIRST <= day <= LAST:
        raise ValueError(text)
    return day
