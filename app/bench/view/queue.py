"""The queue as it is shown: shipments by lane and priority, and why each is there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from app.bench.records import queue, queue_counts
from app.core.errors import Say
from app.core.wording import say_from_json
from app.journal.work import Station

REASONS_SHOWN = 2


@dataclass(frozen=True)
class Reason:
    """One reason of a score: its words, its points, what to look for and what to do."""

    say: Say
    points: float
    source: str
    look_for: Say | None = None
    do: Say | None = None


@dataclass(frozen=True)
class QueueRow:
    """One shipment that waits or is open on a bench."""

    number: str
    lane: str
    control: bool
    open: bool
    score: float
    declared_on: date
    direction: str
    channel: str
    trade_mode: str
    consignor: str
    consignee: str
    origin: str
    destination: str
    goods: str
    reasons: tuple[Reason, ...]
    would_change: tuple[Say, ...]

    @property
    def parties(self) -> str:
        """From whom to whom."""
        return " → ".join(part for part in (self.consignor or self.origin, self.consignee or self.destination) if part)

    def text(self) -> str:
        """Everything a person might type to find it."""
        return " ".join(
            (self.number, self.goods, self.consignor, self.consignee, self.origin, self.destination, self.trade_mode)
        ).casefold()


@dataclass(frozen=True)
class QueueView:
    """The queue: its rows, how many wait in each lane, and how many are not weighed yet."""

    rows: tuple[QueueRow, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    today: date | None = None

    def count(self, lane: str) -> int:
        """How many shipments wait in a lane."""
        return dict(self.counts).get(lane, 0)

    @property
    def controls(self) -> int:
        """How many were drawn at random."""
        return sum(row.control for row in self.rows)

    def only(self, lane: str = "", words: str = "") -> tuple[QueueRow, ...]:
        """The rows of a lane ("control" for the random draw) that hold every word typed."""
        wanted = words.casefold().split()
        return tuple(
            row
            for row in self.rows
            if (not lane or (row.control if lane == "control" else row.lane == lane))
            and all(word in row.text() for word in wanted)
        )


def queue_view(station: Station) -> QueueView:
    """The queue as it stands."""
    with station.read() as conn:
        return _view(conn, station.today())


def _view(conn: Connection, today: date) -> QueueView:
    rows = tuple(_row(row) for row in queue(conn))
    return QueueView(tuple(sorted(rows, key=_turn)), tuple(sorted(queue_counts(conn).items())), today)


def _turn(row: QueueRow) -> tuple[bool, bool, bool, float]:
    # What is on the bench, red by score, then controls: a random share that is left for last is no random share.
    red = row.lane == "red"
    return not row.open, not red, not red and not row.control, -row.score


def _row(row: Row[Any]) -> QueueRow:
    reasons = json.loads(row.reasons)
    return QueueRow(
        number=row.declaration_no,
        lane=row.lane,
        control=row.control,
        open=row.state == "open",
        score=row.score,
        declared_on=date.fromisoformat(row.declared_on),
        direction=row.direction,
        channel=row.channel,
        trade_mode=row.trade_mode,
        consignor=row.consignor,
        consignee=row.consignee,
        origin=row.origin,
        destination=row.destination,
        goods=row.goods or "",
        reasons=reasons_of(reasons),
        would_change=tuple(say_from_json(change["say"]) for change in reasons["would_change"]),
    )


def reasons_of(reasons: Any) -> tuple[Reason, ...]:
    """The kept reasons of a screening."""
    return tuple(
        Reason(
            say_from_json(term["say"]),
            term["contribution"],
            term["source"],
            say_from_json(term["look_for"]) if term["look_for"] else None,
            say_from_json(term["do"]) if term["do"] else None,
        )
        for term in reasons["terms"]
    )


def strongest(reasons: Sequence[Reason]) -> tuple[Say, ...]:
    """The two strongest reasons in words."""
    return tuple(reason.say for reason in reasons[:REASONS_SHOWN])
