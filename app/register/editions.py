"""Editions read back: what changed from one to another, and the open cases that a change concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.errors import Refused, Say
from app.journal.work import Station
from app.register.difference import Change, Turn, differences
from app.register.records import (
    added_in,
    changed_again_in,
    changed_between,
    edition_days,
    editions,
    recordations_of_edition,
)
from app.register.words import field_said

OpenCases = Callable[[Connection, Sequence[str]], Mapping[str, Sequence[str]]]
"""Which open cases rest on rights: recordation number to case numbers. A later step knows it, so it is handed in."""

_SAID = frozenset({Turn.LAPSED, Turn.RESTORED})


@dataclass(frozen=True)
class Touched:
    """An open case that a change of the register concerns."""

    case: str
    change: Change

    @property
    def say(self) -> Say:
        """What it means for the case, in words."""
        turn = self.change.turn if self.change.turn in _SAID else Turn.CHANGED
        gaps = {"case": self.case, "mark": self.change.mark, "number": self.change.recordation_no}
        fields = tuple(map(field_said, self.change.field_names))
        return Say(f"register_step.touched_{turn.value}", gaps | {"fields": fields})


def touched_by(changes: Iterable[Change], cases: Mapping[str, Sequence[str]]) -> tuple[Touched, ...]:
    """What the changes mean for the cases that rest on their rights; one new to the register was no ground yet."""
    changed = (each for each in changes if each.turn is not Turn.ADDED)
    return tuple(Touched(case, each) for each in changed for case in cases.get(each.recordation_no, ()))


def register_stream(conn: Connection, station: Station) -> str:
    """Whose editions are meant by number alone: this desk's own, or where it has none those of the newest edition."""
    streams = [row.stream for row in editions(conn)]
    return station.stream if station.stream in streams else next(iter(streams), station.stream)


def edition_differences(conn: Connection, stream: str, before: int, after: int) -> list[Change]:
    """What changed in a stream's register from one edition to another, by number; edition 0 is the empty one.

    Whether a right lapsed is asked of the day of the later edition.
    """
    days = edition_days(conn, stream)
    for edition in (before, after):
        if edition and edition not in days:
            raise Refused("register_step.no_edition", field="edition", edition=edition, last=max(days, default=0))
    early, late = sorted((before, after))
    if early == late:
        return []
    numbers = changed_between(conn, stream, early, late)
    was = recordations_of_edition(conn, stream, before, numbers)
    stays = recordations_of_edition(conn, stream, after, numbers)
    return differences(was, stays, days[late])


def brought_by(conn: Connection, stream: str, edition: int, most_added: int) -> list[Change]:
    """What an edition brought: every right that it changed, then so many of those that were new with it."""
    day = edition_days(conn, stream)[edition]
    changed = changed_again_in(conn, stream, edition)
    was = recordations_of_edition(conn, stream, edition - 1, changed)
    stays = recordations_of_edition(conn, stream, edition, changed)
    added = recordations_of_edition(conn, stream, edition, added_in(conn, stream, edition, most_added))
    return [*differences(was, stays, day), *differences({}, added, day)]
