"""The Detain page as it is shown: everything that the scans and the declaration already say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from app.bench.records import inspection, photos
from app.bench.rules.units import converted
from app.bench.view.bench import BenchLine, BenchView, bench_view
from app.core.errors import Say
from app.deadlines.reading import Both
from app.deadlines.rules import Due
from app.detention.office_days import office_calendar
from app.detention.procedure.law import Procedure
from app.detention.procedure.money import security_due
from app.detention.rulebook import law_in_force
from app.detention.rules import DetainedLine, Detention, PriceBasis
from app.detention.work import held_clocks
from app.identity.records import officers
from app.identity.rules import Officer
from app.intake.rules import Declaration, GoodsLine
from app.journal.work import Station
from app.notice.work import Photo
from app.register.rules import Guarantee, Recordation
from app.register.standing import StandingRegister

CENT = Decimal("0.01")


@dataclass(frozen=True)
class DraftLine:
    """One line to be detained: what was counted, its value worked out from the declared price, its right."""

    key: str
    line_no: int | None
    goods: str
    quantity: Decimal
    error: Decimal
    unit: str
    value: Decimal
    recordation_no: str
    taken: bool


@dataclass(frozen=True)
class DetainView:
    """What the page is filled with before anybody types."""

    inspection: str
    shipment: Declaration
    currency: str
    lines: tuple[DraftLine, ...]
    rights: tuple[Recordation, ...]
    colleagues: tuple[Officer, ...]
    photos: int
    place: str
    tracks: tuple[tuple[str, Both], ...]
    """The ways that goods of this channel may go, by the pack in force."""


@dataclass(frozen=True)
class Consequence:
    """What follows from a detention of this value on this track: security due, clocks."""

    security: Decimal
    currency: str
    """The currency of the law, in which securities are lodged."""
    why: Say
    clocks: tuple[Due, ...]
    names: tuple[Both, ...]
    """The clocks' names, in the same order."""


def detain_view(
    station: Station, register: StandingRegister, officer: Officer, inspection_id: str
) -> DetainView | None:
    """The page for an open inspection; None where it is not known here or closed."""
    bench = bench_view(station, register, inspection_id)
    if bench is None or bench.closed:
        return None
    with station.read() as conn:
        here = officers(conn, station.stream)
        colleagues = tuple(each for each in here if each.active and each.officer_id != officer.officer_id)
    rights = tuple(card.right for card in bench.cards if card.in_force)
    law = law_in_force(station)
    return DetainView(
        inspection_id,
        bench.shipment,
        next((line.currency for line in bench.shipment.lines if line.currency), law.pack.currency),
        tuple(_draft(bench, line, rights) for line in bench.lines),
        rights,
        colleagues,
        bench.photos,
        station.identity.station,
        _tracks(law, bench.shipment.channel.value),
    )


def _tracks(law: Procedure, channel: str) -> tuple[tuple[str, Both], ...]:
    tracks = law.tracks.values()
    return tuple((track.id, track.name) for track in tracks if not track.channels or channel in track.channels)


def _draft(bench: BenchView, line: BenchLine, rights: Sequence[Recordation]) -> DraftLine:
    known = {right.recordation_no for right in rights}
    # Widened goods carry no match of their own: the right that matters on this bench is proposed, the officer decides.
    main = next((number for each in bench.lines for number in each.marks if number in known), "")
    own = next((number for number in line.marks if number in known), main)
    found = line.found or Decimal(0)
    declared = next((each for each in bench.shipment.lines if str(each.line_no) == line.key), None)
    value = (_price(declared, line.unit) * found).quantize(CENT, ROUND_HALF_UP)
    return DraftLine(
        line.key,
        int(line.key) if line.key.isdigit() else None,
        line.goods,
        found,
        line.error,
        line.unit or "个",
        value,
        own,
        taken=found > 0 and bool(own),
    )


def _price(declared: GoodsLine | None, unit: str) -> Decimal:
    """The declared price of one of what was counted; nothing where that can't be told from the declaration."""
    if declared is None or not declared.value or not declared.quantity:
        return Decimal(0)
    quantity = converted(declared.quantity, declared.unit, unit or declared.unit)
    return declared.value / quantity if quantity else Decimal(0)


def consequence(station: Station, track: str, value: Decimal, right: Recordation | None) -> Consequence:
    """The security that the holder would owe and the clocks that would run, from the pack in force today."""
    procedure = law_in_force(station)
    with station.read() as conn:
        calendar = office_calendar(conn, station, procedure.pack)
    general = right is not None and right.guarantee is Guarantee.GENERAL
    kind = right.right_type.value if right is not None else "trademark"
    secured = security_due(value, procedure, track, kind, general=general)
    now = station.clock.now()
    clocks = held_clocks(procedure.track(track), now, procedure, calendar)
    names = tuple(procedure.pack.deadline(clock.id).name for clock in clocks)
    return Consequence(secured.amount, procedure.pack.currency, secured.why, clocks, names)


def detention_of(
    view: DetainView, lines: Sequence[DraftLine], officer: Officer, second: str, entered: dict[str, str]
) -> Detention:
    """The detention that the page says."""
    return Detention(
        declaration_no=view.shipment.declaration_no,
        track=entered["track"],
        officer=officer.officer_id,
        second_officer=second,
        place=entered["place"],
        lines=tuple(
            DetainedLine(
                line.line_no,
                (line.recordation_no,) if line.recordation_no else (),
                line.goods,
                line.quantity,
                line.unit,
                line.value,
                view.currency,
                PriceBasis(entered["price_basis"]),
                error=line.error,
            )
            for line in lines
            if line.taken
        ),
        storage=entered["storage"],
        seals=tuple(part.strip() for part in entered["seals"].replace("，", ",").split(",") if part.strip()),
        found_by="bench",
        remark=entered["remark"],
        party_address=entered["party_address"],
    )


def shared_out(lines: Sequence[DraftLine], total: Decimal) -> tuple[DraftLine, ...]:
    """A value of the whole batch shared over its lines in proportion to what they were worth; the sum is exact."""
    taken = [line for line in lines if line.taken]
    before = sum((line.value for line in taken), Decimal(0))
    shares = {line.key: line.value / before if before else Decimal(1) / len(taken) for line in taken}
    values = {key: (total * share).quantize(CENT, ROUND_HALF_UP) for key, share in shares.items()}
    if taken:
        values[taken[-1].key] += total - sum(values.values(), Decimal(0))
    return tuple(replace(line, value=values.get(line.key, line.value)) for line in lines)


def photos_of(station: Station, inspection_id: str) -> tuple[Photo, ...]:
    """The photographs of an inspection, for its documents."""
    with station.read() as conn:
        if inspection(conn, inspection_id) is None:
            return ()
        rows = photos(conn, inspection_id)
    return tuple(Photo(row.name, station.blobs.get(row.sha256), row.media_type) for row in rows)
