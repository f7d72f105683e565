"""The bench as it is shown: declared against found, the last scans, and the rights that matter now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Connection, Row

from app.bench.records import clues, found_lines, inspection, photos, scans
from app.bench.view.queue import Reason, reasons_of
from app.core.errors import Say
from app.core.wording import say_from_json
from app.intake.records import declaration
from app.intake.rules import Declaration
from app.journal.work import Station
from app.register.records import image_of
from app.register.rules import Recordation
from app.register.standing import StandingRegister
from app.risk.records import matches_of, screening
from app.risk.rules import LineMatch

LineState = Literal["untouched", "short", "agrees", "over", "undeclared"]


@dataclass(frozen=True)
class BenchLine:
    """One line of goods: what was declared, what was found."""

    key: str
    goods: str
    declared: Decimal | None
    found: Decimal | None
    unit: str
    brand: str = ""
    marks: tuple[str, ...] = ()
    """Recordation numbers that screening or the officer ties to this line."""
    alert: bool = False

    @property
    def state(self) -> LineState:
        """Short, over, agreeing, undeclared, or not looked at."""
        if self.declared is None:
            return "undeclared"
        if self.found is None:
            return "untouched"
        if self.found == self.declared:
            return "agrees"
        return "short" if self.found < self.declared else "over"


@dataclass(frozen=True)
class Clue:
    """One clue of a right and whether it was seen on these goods."""

    text: str
    genuine: bool
    seen: bool


@dataclass(frozen=True)
class RightCard:
    """What an officer needs to tell genuine from fake."""

    right: Recordation
    in_force: bool
    licensed: bool
    clues: tuple[Clue, ...]
    contact_age: int | None
    picture: bytes = field(default=b"", repr=False)
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class ScanLine:
    """One scan in the stream."""

    entry_id: str
    at: datetime
    text: str
    state: str
    headline: Say
    quantity: Decimal
    line_key: str
    undone: bool


@dataclass(frozen=True)
class BenchView:
    """Everything on the bench page."""

    inspection: str
    shipment: Declaration
    lane: str
    control: bool
    score: float
    reasons: tuple[Reason, ...]
    lines: tuple[BenchLine, ...]
    cards: tuple[RightCard, ...]
    scans: tuple[ScanLine, ...]
    photos: int
    widened: bool
    closed: bool
    result: str
    items: Decimal

    def line(self, key: str) -> BenchLine | None:
        """A line by its key."""
        return next((line for line in self.lines if line.key == key), None)


def bench_view(station: Station, register: StandingRegister, inspection_id: str) -> BenchView | None:
    """The bench of an inspection as it stands; None where it is not known here."""
    with station.read() as conn:
        row = inspection(conn, inspection_id)
        shipment = declaration(conn, row.declaration_no) if row is not None else None
        if row is None or shipment is None:
            return None
        matches = matches_of(conn, shipment.declaration_no)
        found = found_lines(conn, inspection_id)
        weighed = screening(conn, shipment.declaration_no)
        lines = _lines(shipment, found, matches)
        return BenchView(
            inspection=inspection_id,
            shipment=shipment,
            lane=weighed.lane if weighed else "",
            control=bool(weighed and weighed.control),
            score=weighed.score if weighed else 0.0,
            reasons=reasons_of(json.loads(weighed.reasons)) if weighed else (),
            lines=lines,
            cards=_cards(conn, station, register, inspection_id, matches, lines),
            scans=tuple(_scan(scan) for scan in scans(conn, inspection_id, limit=50)),
            photos=len(photos(conn, inspection_id)),
            widened=row.widened,
            closed=bool(row.closed_at),
            result=row.result,
            items=sum((line.found for line in lines if line.found), Decimal(0)),
        )


def _lines(shipment: Declaration, found: Sequence[Row[Any]], matches: Sequence[LineMatch]) -> tuple[BenchLine, ...]:
    counted = {row.line_key: row for row in found}
    marks: dict[str, list[LineMatch]] = {}
    for match in matches:
        marks.setdefault(str(match.line_no), []).append(match)
    lines = []
    for line in shipment.lines:
        row = counted.pop(str(line.line_no), None)
        own = marks.get(str(line.line_no), [])
        said = tuple(row.recordations.split("|")) if row is not None and row.recordations else ()
        lines.append(
            BenchLine(
                str(line.line_no),
                line.goods,
                line.quantity,
                row.quantity if row is not None else None,
                line.unit,
                line.brand,
                said or tuple(match.recordation_no for match in own if match.alert and not match.licensed),
                any(match.alert and not match.licensed for match in own),
            )
        )
    for key, row in counted.items():
        said = tuple(row.recordations.split("|")) if row.recordations else ()
        lines.append(BenchLine(key, row.goods, None, row.quantity, row.unit, "", said, alert=True))
    return tuple(lines)


def _cards(
    conn: Connection,
    station: Station,
    register: StandingRegister,
    inspection_id: str,
    matches: Sequence[LineMatch],
    lines: Sequence[BenchLine],
) -> tuple[RightCard, ...]:
    on, ticked = station.today(), clues(conn, inspection_id)
    ordered = sorted(matches, key=lambda match: (not match.alert, match.licensed, -match.similarity))
    numbers = [number for line in lines for number in line.marks] + [match.recordation_no for match in ordered]
    licensed = {match.recordation_no for match in matches if match.licensed}
    cards = []
    for number in list(dict.fromkeys(numbers))[:8]:
        right = register.right(number)
        if right is None:
            continue
        digest = image_of(conn, number)
        cards.append(
            RightCard(
                right,
                right.in_force(on),
                number in licensed,
                (*_clues(right, ticked, genuine=True), *_clues(right, ticked, genuine=False)),
                _age(right.contact_confirmed_on, on),
                station.blobs.get(digest) if digest else b"",
                tuple(sorted({match.line_no for match in matches if match.recordation_no == number})),
            )
        )
    return tuple(cards)


def _clues(right: Recordation, ticked: dict[tuple[str, str], bool], *, genuine: bool) -> tuple[Clue, ...]:
    texts = right.genuine_clues if genuine else right.fake_clues
    return tuple(Clue(text, genuine, ticked.get((right.recordation_no, text), False)) for text in texts)


def _age(confirmed: date | None, on: date) -> int | None:
    return (on - confirmed).days if confirmed else None


def _scan(row: Row[Any]) -> ScanLine:
    verdict = json.loads(row.verdict)
    headline = verdict.get("headline")
    return ScanLine(
        row.entry_id,
        datetime.fromisoformat(row.at),
        row.text,
        verdict.get("state", "blue"),
        say_from_json(headline) if headline else Say("inspection.verdict_noted"),
        row.quantity,
        row.line_key,
        row.undone,
    )
