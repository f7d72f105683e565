"""When a number that names one piece only turns up twice: the clone alarm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Sighting:
    """A number seen before: where, when, in which inspection and with which picture, as far as that is known here."""

    station: str
    at: datetime
    inspection: str = ""
    picture: str = ""
    """SHA-256 of the earlier picture; empty where it is still at the other station."""


@dataclass(frozen=True)
class CloneAlarm:
    """The number was seen before; `earliest` first. It turns the scan red."""

    number: str
    seen: tuple[Sighting, ...]

    @property
    def earliest(self) -> Sighting:
        """The first time it was seen: perhaps the genuine piece."""
        return self.seen[0]


def clone_alarm(number: str, earlier: Iterable[Sighting], *, inspection: str = "") -> CloneAlarm | None:
    """The alarm for a number that names one piece, or None where it was only handled again in the same inspection."""
    others = [one for one in earlier if not (inspection and one.inspection == inspection)]
    return CloneAlarm(number, tuple(sorted(others, key=lambda one: one.at))) if number and others else None
