"""Recording a detention: one act that freezes the goods, the rights, the parties and the clocks as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.bench.records import inspections_of
from app.bench.work import Result, record_close
from app.core.errors import Refused, Say
from app.core.ids import new_id
from app.core.plain import decimal_text
from app.deadlines.rules import Due, WorkingCalendar, due
from app.detention.office_days import office_calendar
from app.detention.procedure.law import Procedure, Track
from app.detention.procedure.loading import load_procedure
from app.detention.procedure.money import security_due
from app.detention.records import case_of_declaration, last_number
from app.detention.rulebook import keep_rules
from app.detention.rules import ON_APPLICATION, DetainedLine, Detention, check
from app.identity.records import officer as find_officer
from app.identity.rules import Officer, Power, require
from app.intake.records import declaration as find_declaration
from app.intake.rules import Declaration, Direction, GoodsLine
from app.journal.work import Act, Station
from app.register.records import recordations, standing_editions
from app.register.rules import Guarantee, Recordation
from app.risk.records import screening
from app.store.blobs import BlobRef


@dataclass(frozen=True)
class Recorded:
    """What recording a detention made."""

    case_id: str
    at: datetime
    detention: Detention
    track: Track
    declaration: Declaration
    rights: tuple[Recordation, ...]
    procedures: tuple[Mapping[str, Any], ...]
    clocks: tuple[Due, ...]
    procedure: Procedure
    calendar: WorkingCalendar


def record_detention(
    act: Act, station: Station, officer: Officer, detention: Detention, photos: Sequence[BlobRef] = ()
) -> Recorded:
    """Record a detention inside an act (its notices follow in the same one); closes the inspection as found."""
    check(detention)
    return _begin(act, station, officer, detention, photos, held=True)


def open_case(station: Station, officer: Officer, detention: Detention, photos: Sequence[BlobRef] = ()) -> Recorded:
    """Open a case whose goods are not held yet: at the start of its track, to ask the party or to wait for a holder.

    It counts as a batch from the move on that holds its goods.
    """
    check(detention, held=False)
    with station.act(officer.officer_id) as act:
        return _begin(act, station, officer, detention, photos, held=False)


def _begin(
    act: Act, station: Station, officer: Officer, detention: Detention, photos: Sequence[BlobRef], *, held: bool
) -> Recorded:
    require(officer, Power.DETAIN)
    shipment = _shipment(act, detention)
    rights = _rights(act, detention, station)
    if held:
        _check_second(act, officer, detention)
    procedure = load_procedure(station.identity.profile, act.at.date())
    calendar = office_calendar(act.conn, station, procedure.pack)
    track = _track(procedure, detention, shipment)
    year = act.at.year
    number = last_number(act.conn, station.stream, year) + 1
    case_id = f"{station.identity.station}-{year}-{number:05d}"
    clocks = held_clocks(track, act.at, procedure, calendar) if held else ()
    procedures = tuple(_procedures(detention, rights, procedure, track, clocks, act.at if held else None))
    keep_rules(act, procedure.pack)
    weighed = screening(act.conn, detention.declaration_no)
    act.record(
        "detention.recorded" if held else "detention.opened",
        case_id,
        {
            "year": year,
            "number": number,
            "declaration_no": detention.declaration_no,
            "inspection": _close_inspection(act, detention) if held else "",
            "track": track.id,
            "second_officer": detention.second_officer,
            "station": station.identity.station,
            "customs": shipment.customs_code or station.identity.customs,
            "direction": shipment.direction.value,
            "channel": shipment.channel.value,
            "trade_mode": shipment.trade_mode,
            "origin": shipment.origin,
            "destination": shipment.destination,
            **_party(shipment, detention),
            "place": detention.place,
            "storage": detention.storage,
            "seals": list(detention.seals),
            "found_by": detention.found_by,
            "remark": detention.remark,
            "currency": detention.currency,
            "lines": [_line_json(line, shipment) for line in detention.lines],
            "rights": [_right_json(right) for right in rights],
            "campaigns": [name for name in (weighed.campaigns if weighed else "").split("|") if name],
            "register": standing_editions(act.conn),
            "pack": procedure.pack.edition,
            "pack_digest": procedure.pack.digest,
            "procedures": procedures,
        },
        blobs=photos,
    )
    return Recorded(case_id, act.at, detention, track, shipment, rights, procedures, clocks, procedure, calendar)


def _shipment(act: Act, detention: Detention) -> Declaration:
    shipment = find_declaration(act.conn, detention.declaration_no)
    if shipment is None:
        raise Refused("detention.no_declaration", field="declaration_no", number=detention.declaration_no)
    before = case_of_declaration(act.conn, detention.declaration_no)
    if before is not None:
        raise Refused("detention.detained_already", number=detention.declaration_no, case=before)
    declared = {line.line_no for line in shipment.lines}
    for line in detention.lines:
        if line.line_no is not None and line.line_no not in declared:
            raise Refused("detention.no_such_line", field="line_no", line=line.line_no)
    return shipment


def _rights(act: Act, detention: Detention, station: Station) -> tuple[Recordation, ...]:
    found = {right.recordation_no: right for right in recordations(act.conn, detention.recordation_nos)}
    today = act.at.date()
    for number in detention.recordation_nos:
        if number not in found:
            raise Refused("detention.no_right_here", field="recordation_nos", number=number)
        if detention.track != ON_APPLICATION and not found[number].in_force(today):
            raise Refused("detention.right_not_in_force", field="recordation_nos", number=number, day=today)
    return tuple(found[number] for number in detention.recordation_nos)


def _check_second(act: Act, officer: Officer, detention: Detention) -> None:
    second = find_officer(act.conn, act.stream, detention.second_officer)
    if second is None or not second.active:
        raise Refused("detention.unknown_second", field="second_officer", officer=detention.second_officer)
    if second.officer_id == officer.officer_id:
        raise Refused("identity.second_is_first", field="second_officer")


def _track(procedure: Procedure, detention: Detention, shipment: Declaration) -> Track:
    """The track that is named, if goods that come this way may go it."""
    track = procedure.track(detention.track)
    if track.channels and shipment.channel.value not in track.channels:
        ways = [Say(f"procedure.channel_{name}") for name in track.channels]
        raise Refused("detention.track_channel", field="track", track=track.name.say, channels=ways)
    return track


def held_clocks(track: Track, at: datetime, procedure: Procedure, calendar: WorkingCalendar) -> tuple[Due, ...]:
    """The clocks that run from the moment goods are held on a track."""
    return tuple(due(procedure.pack.deadline(clock), at, calendar) for clock in track.held.clocks)


def _procedures(
    detention: Detention,
    rights: Iterable[Recordation],
    procedure: Procedure,
    track: Track,
    clocks: Sequence[Due],
    at: datetime | None,
) -> Iterable[dict[str, Any]]:
    """One procedure for each right holder; `at` is the moment of holding, None for a case that is only opened."""
    by_holder: dict[str, list[Recordation]] = {}
    for right in rights:
        by_holder.setdefault(right.holder, []).append(right)
    for n, (holder, own) in enumerate(by_holder.items(), start=1):
        numbers = {right.recordation_no for right in own}
        value = sum((line.value for line in detention.lines if numbers & set(line.recordation_nos)), Decimal(0))
        first = own[0]
        general = first.guarantee is Guarantee.GENERAL
        secured = security_due(value, procedure, track.id, first.right_type.value, general=general)
        yield {
            "n": n,
            "holder": holder,
            "track": track.id,
            "state": track.held.state if at else track.start,
            "right_type": first.right_type.value,
            "facts": dict.fromkeys(track.held.facts, at.isoformat()) if at else {},
            "value": decimal_text(value),
            "security_due": decimal_text(secured.amount),
            "security": None,
            "general_security": general,
            "counter_security": None,
            "ended_at": "",
            "clocks": [clock_json(clock) for clock in clocks],
        }


def clock_json(clock: Due, stopped_at: str = "") -> dict[str, Any]:
    """A clock as it is kept: when it starts and ends; its working-out is made again from the pack's edition."""
    return {
        "clock": clock.id,
        "starts": clock.starts.isoformat(),
        "day": clock.day.isoformat(),
        "at": clock.at,
        "days": clock.days,
        "unit": clock.unit,
        "provisional": clock.provisional,
        "extended": clock.extended,
        "suspended": [[begin.isoformat(), end.isoformat()] for begin, end in clock.suspended],
        "source": clock.source.text,
        "verified": clock.source.verified,
        "stopped_at": stopped_at,
    }


def _close_inspection(act: Act, detention: Detention) -> str:
    """The open inspection, closed as found; where none was open, one is made, so that the hit is counted."""
    open_one = next((row for row in inspections_of(act.conn, detention.declaration_no) if not row.closed_at), None)
    if open_one is None:
        inspection_id = new_id()
        act.record("bench.opened", detention.declaration_no, {"inspection": inspection_id, "chosen_by": "officer"})
    else:
        inspection_id = open_one.inspection
    record_close(act, inspection_id, Result.FOUND, recordations=detention.recordation_nos)
    return inspection_id


def _party(shipment: Declaration, detention: Detention) -> dict[str, str]:
    sends = shipment.direction is Direction.EXPORT
    return {
        "party": shipment.consignor if sends else shipment.consignee,
        "party_id": shipment.consignor_id if sends else shipment.consignee_id,
        "party_address": detention.party_address,
    }


def _line_json(line: DetainedLine, shipment: Declaration) -> dict[str, Any]:
    declared = next((each for each in shipment.lines if each.line_no == line.line_no), GoodsLine(0, ""))
    return {
        "line_no": line.line_no,
        "goods": line.goods,
        "brand": declared.brand,
        "spec": " ".join(declared.spec[1:] if declared.brand_type is not None else declared.spec),
        "hs_code": declared.hs_code,
        "quantity": decimal_text(line.quantity),
        "unit": line.unit,
        "items": line.items,
        "value": decimal_text(line.value),
        "currency": line.currency,
        "price_basis": line.price_basis.value,
        "recordation_nos": list(line.recordation_nos),
        "evidence": list(line.evidence),
        **({"error": decimal_text(line.error)} if line.error else {}),
    }


def _right_json(right: Recordation) -> dict[str, Any]:
    return {
        "recordation_no": right.recordation_no,
        "right_type": right.right_type.value,
        "right_no": right.right_no,
        "mark": right.mark,
        "holder": right.holder,
        "holder_size": right.holder_size.value,
        "contact": " ".join(part for part in (right.contact_name, right.contact_phone, right.contact_email) if part),
        "safety": right.safety_flag,
    }
