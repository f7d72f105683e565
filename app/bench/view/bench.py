"""The bench as it is shown: declared against found, the last scans, and the rights that matter now."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row

from app.bench.records import clues, found_lines, inspection, photos, scans
from app.bench.records.counting import cartons_said, count_of
from app.bench.records.recounts import recount_of, recount_rows
from app.bench.records.samplings import sampling_of
from app.bench.rules.counts import Count, Standing, standing
from app.bench.rules.recount import Kept, Recount
from app.bench.rules.sampling import SamplingPlan, Standard
from app.bench.settings import CountingSettings, counting_settings
from app.bench.view.queue import Reason, reasons_of
from app.bench.view.steps import Step, steps_of
from app.bench.work import due_lines
from app.core.errors import Say
from app.core.wording import say_from_json
from app.identity.records import officers
from app.identity.rules import Officer, Power
from app.intake.records import declaration
from app.intake.rules import Declaration, GoodsLine
from app.journal.work import Station
from app.register.licences import Leave
from app.register.records import image_of
from app.register.rules import Recordation
from app.register.standing import StandingRegister
from app.register.words import licensee
from app.risk.records import matches_of, screening
from app.risk.rules import LineMatch

LAST_SCANS = 50


class Again(StrEnum):
    """Where the blind recount of a line stands."""

    NOT_DUE = ""
    DUE = "due"
    DIFFERS = "differs"
    DONE = "done"
    WAIVED = "waived"


@dataclass(frozen=True)
class BenchLine:
    """One line of goods: what was declared, what was found and how, and whether it was counted twice."""

    key: str
    goods: str
    declared: Decimal | None
    declared_unit: str
    count: Count | None
    brand: str = ""
    marks: tuple[str, ...] = ()
    """Recordation numbers that screening or the officer ties to this line."""
    alert: bool = False
    again: Again = Again.NOT_DUE
    recount: Recount | None = None

    @property
    def found(self) -> Decimal | None:
        """How many were found, in `unit`."""
        return self.count.quantity if self.count is not None else None

    @property
    def unit(self) -> str:
        """The unit that was counted in; the declared one before anybody counted."""
        return (self.count.unit if self.count is not None else "") or self.declared_unit

    @property
    def error(self) -> Decimal:
        """The error of an estimated count; 0 where every piece was counted."""
        return self.count.error if self.count is not None else Decimal(0)

    @property
    def standing(self) -> Standing:
        """Short, over, agreeing, undeclared, not comparable, or not looked at."""
        return standing(self.declared, self.declared_unit, self.count)


@dataclass(frozen=True)
class Sampling:
    """The sampling plan of this inspection; `opened` and `findings` are None until its cartons were opened."""

    plan: SamplingPlan
    opened: int | None
    findings: int | None

    @property
    def open_all(self) -> bool:
        """Whether more cartons held something than the plan accepts."""
        return self.findings is not None and self.findings > self.plan.accept


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
    licensees: tuple[tuple[Leave, Say], ...] = ()
    """Each with how its licence counts today."""
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
    sampling: Sampling | None = None
    cartons: Mapping[str, Decimal] = field(default_factory=dict)
    """Pieces in a carton by the carton's number, as the officer said once."""
    colleagues: tuple[Officer, ...] = ()
    """Who may count again: every other officer who inspects."""
    steps: tuple[Step, ...] = ()
    """How long each step took, once it is closed."""

    def line(self, key: str) -> BenchLine | None:
        """A line by its key."""
        return next((line for line in self.lines if line.key == key), None)


def bench_view(
    station: Station, register: StandingRegister, inspection_id: str, settings: CountingSettings | None = None
) -> BenchView | None:
    """The bench of an inspection as it stands; None where it is not known here."""
    threshold = (settings or counting_settings()).recount_from
    with station.read() as conn:
        row = inspection(conn, inspection_id)
        shipment = declaration(conn, row.declaration_no) if row is not None else None
        if row is None or shipment is None:
            return None
        matches = matches_of(conn, shipment.declaration_no)
        weighed = screening(conn, shipment.declaration_no)
        lines = _twice_counted(conn, inspection_id, _lines(conn, inspection_id, shipment, matches), threshold)
        return BenchView(
            inspection=inspection_id,
            shipment=shipment,
            lane=weighed.lane if weighed else "",
            control=bool(weighed and weighed.control),
            score=weighed.score if weighed else 0.0,
            reasons=reasons_of(json.loads(weighed.reasons)) if weighed else (),
            lines=lines,
            cards=_cards(conn, station, register, inspection_id, matches, lines),
            scans=tuple(_scan(scan) for scan in scans(conn, inspection_id, limit=LAST_SCANS)),
            photos=len(photos(conn, inspection_id)),
            widened=row.widened,
            closed=bool(row.closed_at),
            result=row.result,
            sampling=_sampling(conn, inspection_id),
            cartons=cartons_said(conn, inspection_id),
            colleagues=tuple(each for each in officers(conn, station.stream) if each.may(Power.INSPECT)),
            steps=steps_of(conn, shipment.declaration_no, inspection_id) if row.closed_at else (),
        )


def lines_and_sampling(
    station: Station, inspection_id: str, settings: CountingSettings
) -> tuple[tuple[BenchLine, ...], Sampling | None]:
    """What was found against what was declared, and the sampling plan, without the rights that the bench shows."""
    with station.read() as conn:
        row = inspection(conn, inspection_id)
        shipment = declaration(conn, row.declaration_no) if row is not None else None
        if shipment is None:
            return (), None
        lines = _lines(conn, inspection_id, shipment, matches_of(conn, shipment.declaration_no))
        return _twice_counted(conn, inspection_id, lines, settings.recount_from), _sampling(conn, inspection_id)


def blind_lines(view: BenchView, second_officer: str) -> tuple[BenchLine, ...]:
    """The large lines as a second officer may see them: with their own counts, and nobody else's."""
    return tuple(
        replace(line, count=_own(line.recount, second_officer), recount=None)
        for line in view.lines
        if line.again is Again.DUE or _own(line.recount, second_officer)
    )


def _own(recount: Recount | None, officer: str) -> Count | None:
    return recount.second if recount is not None and recount.second_officer == officer else None


def _lines(
    conn: Connection, inspection_id: str, shipment: Declaration, matches: Sequence[LineMatch]
) -> tuple[BenchLine, ...]:
    counted = {row.line_key: row for row in found_lines(conn, inspection_id)}
    declared = {str(line.line_no): line for line in shipment.lines}
    lines = [_declared_line(line, counted.get(key), matches) for key, line in declared.items()]
    lines += [
        BenchLine(key, row.goods, None, "", count_of(row), "", _said(row), alert=True)
        for key, row in counted.items()
        if key not in declared
    ]
    return tuple(lines)


def _declared_line(line: GoodsLine, row: Row[Any] | None, matches: Sequence[LineMatch]) -> BenchLine:
    alerts = [match for match in matches if match.line_no == line.line_no and match.alert and not match.licensed]
    return BenchLine(
        str(line.line_no),
        line.goods,
        line.quantity,
        line.unit,
        count_of(row) if row is not None else None,
        line.brand,
        (_said(row) if row is not None else ()) or tuple(match.recordation_no for match in alerts),
        bool(alerts),
    )


def _said(row: Row[Any]) -> tuple[str, ...]:
    """The rights that the officer ties to what was found."""
    return tuple(row.recordations.split("|")) if row.recordations else ()


def _twice_counted(
    conn: Connection, inspection_id: str, lines: Sequence[BenchLine], threshold: int
) -> tuple[BenchLine, ...]:
    """The lines with where their recounts stand."""
    done = {row.line_key: recount_of(row) for row in recount_rows(conn, inspection_id)}
    due = due_lines(conn, inspection_id, threshold)
    return tuple(replace(line, again=_again(line, done, due), recount=done.get(line.key)) for line in lines)


def _again(line: BenchLine, done: Mapping[str, Recount], due: Collection[str]) -> Again:
    made = done.get(line.key)
    if made is not None and made.second is not None and made.kept is None:
        return Again.DIFFERS
    if line.key in due or made is None:
        return Again.DUE if line.key in due else Again.NOT_DUE
    return Again.WAIVED if made.kept is Kept.WAIVED else Again.DONE


def _sampling(conn: Connection, inspection_id: str) -> Sampling | None:
    row = sampling_of(conn, inspection_id)
    if row is None:
        return None
    plan = SamplingPlan(row.lot, row.sample, row.accept, Standard(row.source), row.share, row.chance)
    return Sampling(plan, row.opened, row.findings)


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
    numbers = [number for line in lines for number in line.marks]
    numbers += [*_named_in_words(conn, inspection_id), *(match.recordation_no for match in ordered)]
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
                tuple(licensee(text, right, on) for text in right.licensees),
                station.blobs.get(digest) if digest else b"",
                tuple(sorted({match.line_no for match in matches if match.recordation_no == number})),
            )
        )
    return tuple(cards)


def _named_in_words(conn: Connection, inspection_id: str) -> Iterator[str]:
    """The rights that words on the goods name, as far as nobody has taken that back."""
    for scan in scans(conn, inspection_id, limit=LAST_SCANS):
        if not scan.undone:
            yield from json.loads(scan.verdict).get("rights", ())


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
