"""The one place that knows what time it is, so that tests and replays can say it themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the time with its offset; the real one at a desk, a set one in tests, demos and replays."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock in the office's time zone."""

    def __init__(self, zone: ZoneInfo = CHINA) -> None:
        self._zone = zone

    def now(self) -> datetime:
        return datetime.now(self._zone)  # noqa: TID251 - the one place that may


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a set clock needs an offset")
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move the hands forward."""
        self._at += by


def day_of(moment: str) -> date:
    """The office's calendar day of an ISO 8601 moment with offset."""
    return datetime.fromisoformat(moment).date()
