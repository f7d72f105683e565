"""Keeping goods: places, parcels, moves by scan, seals, samples out and back, and counts of a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from app.core.errors import Refused
from app.core.ids import new_id
from app.core.plain import decimal_text
from app.custody.records import keeping
from app.custody.rules import (
    TEXT,
    Counted,
    NewParcel,
    PlaceKind,
    check_parcels,
    check_place,
    check_weight,
    chosen,
    compare,
    need,
    read_scan,
)
from app.custody.work.standing import held_parcel, open_place, our_case, parcel_scanned, second_officer
from app.deadlines.reading import Both
from app.detention.records import columns, line_table
from app.identity.records import office as find_office
from app.identity.rules import Office, Officer, Power, require
from app.journal.work import Act, Station
from app.notice.labels import Label, render_labels


def keep_place(
    station: Station, officer: Officer, code: str, name: str, kind: str = PlaceKind.STORE.value, *, is_open: bool = True
) -> None:
    """Make or change a place; one that still holds parcels is not closed."""
    require(officer, Power.MOVE_CASE)
    check_place(code, name)
    with station.act(officer.officer_id) as act:
        if not is_open and keeping.parcels_in(act.conn, station.stream, code):
            raise Refused("custody.place_in_use", field="place", place=code)
        place = {"name": name.strip(), "kind": chosen(PlaceKind, kind, "kind").value, "open": is_open}
        act.record("custody.place_kept", code, place)


def pack_parcels(
    station: Station,
    officer: Officer,
    case_id: str,
    place: str,
    parcels: Sequence[NewParcel],
    *,
    second: str,
    note: str = "",
) -> tuple[str, ...]:
    """Pack a case's goods into parcels in a place, each with its seal; gives their codes."""
    with station.act(officer.officer_id) as act:
        second_officer(act, officer, second)
        case = our_case(act.conn, station, case_id)
        where = open_place(act.conn, station, place)
        check_parcels(parcels, still_loose(act.conn, case_id))
        _new_seals(act, [parcel.seal for parcel in parcels if parcel.seal])
        first = keeping.last_parcel(act.conn, case_id) + 1
        rows = [_parcel_json(case_id, n, parcel) for n, parcel in enumerate(parcels, start=first)]
        told = {"case_stream": case.stream, "place": where, "second_officer": second, "note": note[:TEXT]}
        act.record("custody.parcelled", case_id, {**told, "parcels": rows})
    return tuple(str(row["parcel"]) for row in rows)


def still_loose(conn: Connection, case_id: str) -> dict[int, tuple[str, Decimal, str]]:
    """What of each line is in no parcel yet: goods, quantity, unit."""
    packed: dict[int, Decimal] = {}
    for parcel in keeping.parcels_of(conn, case_id):
        if not parcel.parent:
            packed[parcel.line] = packed.get(parcel.line, Decimal(0)) + parcel.quantity
    return {
        n: (goods, quantity - packed.get(n, Decimal(0)), unit)
        for n, goods, quantity, unit in columns(conn, line_table, case_id, ("n", "goods", "quantity", "unit"))
    }


def _parcel_json(
    case_id: str, n: int, parcel: NewParcel, *, parent: str = "", letter: str = "P"
) -> dict[str, str | int | None]:
    return {
        "parcel": f"{case_id}-{letter}{n:03d}",
        "parent": parent,
        "n": n,
        "line": parcel.line,
        "goods": need(parcel.goods, "goods"),
        "quantity": decimal_text(parcel.quantity),
        "unit": need(parcel.unit, "unit")[:20],
        "weight_kg": None if parcel.weight_kg is None else decimal_text(parcel.weight_kg),
        "seal": parcel.seal,
    }


def _new_seals(act: Act, numbers: Sequence[str]) -> None:
    for at, number in enumerate(numbers):
        if len(number) > 60 or number != number.strip():
            raise Refused("custody.bad_seal", field="seal", seal=number[:60])
        if number in numbers[:at] or keeping.seal(act.conn, number) is not None:
            raise Refused("custody.seal_used", field="seal", seal=number)


def move(station: Station, officer: Officer, parcel_code: str, place_code: str, note: str = "") -> str:
    """Move a parcel: its code scanned, then the place's; gives the place it came from."""
    require(officer, Power.DETAIN)
    if read_scan(parcel_code).kind == "place":
        raise Refused("custody.parcel_first", field="parcel")
    with station.act(officer.officer_id) as act:
        parcel, case = held_parcel(act.conn, station, parcel_code)
        where = open_place(act.conn, station, place_code)
        if where == parcel.place:
            raise Refused("custody.there_already", field="place", parcel=parcel.parcel, place=where)
        body = {"case_stream": case.stream, "parcel": parcel.parcel, "from": parcel.place, "to": where}
        act.record("custody.moved", parcel.case_id, {**body, "note": note[:TEXT]})
    return str(parcel.place)


def put_seal(station: Station, officer: Officer, parcel_code: str, number: str, *, second: str) -> None:
    """Put a seal on a parcel that bears none."""
    _seal(station, officer, parcel_code, second, put_on=need(number, "seal"))


def break_seal(station: Station, officer: Officer, parcel_code: str, reason: str, *, second: str) -> None:
    """Break a parcel's seal, with the reason."""
    _seal(station, officer, parcel_code, second, breaks=True, reason=need(reason, "reason"))


def replace_seal(
    station: Station, officer: Officer, parcel_code: str, number: str, reason: str, *, second: str
) -> None:
    """Break a parcel's seal and put another on in the same act."""
    new, why = need(number, "seal"), need(reason, "reason")
    _seal(station, officer, parcel_code, second, put_on=new, breaks=True, reason=why)


def _seal(
    station: Station,
    officer: Officer,
    parcel_code: str,
    second: str,
    *,
    put_on: str = "",
    breaks: bool = False,
    reason: str = "",
) -> None:
    with station.act(officer.officer_id) as act:
        second_officer(act, officer, second)
        parcel, case = held_parcel(act.conn, station, parcel_code)
        if breaks and not parcel.seal:
            raise Refused("custody.no_seal_on", field="parcel", parcel=parcel.parcel)
        if not breaks and parcel.seal:
            raise Refused("custody.sealed_already", field="seal", parcel=parcel.parcel, seal=parcel.seal)
        _new_seals(act, [put_on] if put_on else [])
        act.record(
            "custody.sealed",
            parcel.case_id,
            {
                "case_stream": case.stream,
                "parcel": parcel.parcel,
                "act": ("resealed" if put_on else "unsealed") if breaks else "sealed",
                "put_on": put_on,
                "broken": parcel.seal if breaks else "",
                "reason": reason,
                "second_officer": second,
            },
        )


def take_sample(
    station: Station,
    officer: Officer,
    parcel_code: str,
    quantity: Decimal,
    *,
    second: str,
    seal: str = "",
    weight_kg: Decimal | None = None,
    note: str = "",
) -> str:
    """Take a sample out of an open parcel (APR 45); it gets a code and custody of its own."""
    with station.act(officer.officer_id) as act:
        second_officer(act, officer, second)
        parcel, case = held_parcel(act.conn, station, parcel_code)
        if parcel.parent:
            raise Refused("custody.sample_of_sample", field="parcel", parcel=parcel.parcel)
        if parcel.seal:
            raise Refused("custody.unseal_first", field="parcel", parcel=parcel.parcel, seal=parcel.seal)
        taken = sum(
            (each.quantity for each in keeping.parcels_of(act.conn, case.case_id) if each.parent == parcel.parcel),
            Decimal(0),
        )
        if not 0 < quantity <= parcel.quantity - taken:
            raise Refused("custody.too_many", field="quantity", line=parcel.line, left=parcel.quantity - taken)
        check_weight(weight_kg)
        _new_seals(act, [seal] if seal else [])
        sample = NewParcel(parcel.line, parcel.goods, quantity, parcel.unit, weight_kg, seal)
        n = keeping.last_parcel(act.conn, case.case_id) + 1
        row = _parcel_json(case.case_id, n, sample, parent=parcel.parcel, letter="S")
        told = {"case_stream": case.stream, "place": parcel.place, "second_officer": second, "note": note[:TEXT]}
        act.record("custody.sample_taken", case.case_id, {**told, "sample": True, "parcels": [row]})
    return str(row["parcel"])


def send_sample(
    station: Station, officer: Officer, sample_code: str, receiver: str, due: date, purpose: str = ""
) -> None:
    """Give a sample out, with the day it is due back."""
    require(officer, Power.DETAIN)
    with station.act(officer.officer_id) as act:
        sample, case = held_parcel(act.conn, station, sample_code)
        if not sample.parent:
            raise Refused("custody.not_a_sample", field="parcel", parcel=sample.parcel)
        if due < act.at.date():
            raise Refused("custody.due_passed", field="due", day=due)
        body = {
            "case_stream": case.stream,
            "parcel": sample.parcel,
            "from": sample.place,
            "receiver": need(receiver, "receiver")[:300],
            "due": due.isoformat(),
            "purpose": purpose[:TEXT],
        }
        act.record("custody.sample_sent", sample.case_id, body)


def return_sample(station: Station, officer: Officer, sample_code: str, place: str, note: str = "") -> None:
    """Take a sample back into a place; what the test did to it goes into the note."""
    require(officer, Power.DETAIN)
    with station.act(officer.officer_id) as act:
        sample = parcel_scanned(act.conn, sample_code)
        case = our_case(act.conn, station, sample.case_id)
        if not sample.due:
            raise Refused("custody.not_out", field="parcel", parcel=sample.parcel)
        body = {"case_stream": case.stream, "parcel": sample.parcel, "held_by": sample.held_by, "note": note[:TEXT]}
        act.record("custody.sample_returned", sample.case_id, {**body, "place": open_place(act.conn, station, place)})


def take_stock(
    station: Station, officer: Officer, place: str, scanned: Iterable[str], *, second: str, remark: str = ""
) -> Counted:
    """Count a place: what was scanned against what should lie there; each discrepancy is kept by name."""
    codes = list(dict.fromkeys(read_scan(text).code[:80] for text in scanned))
    with station.act(officer.officer_id) as act:
        second_officer(act, officer, second)
        where = open_place(act.conn, station, place)
        due = {row.parcel: row.case_id for row in keeping.parcels_in(act.conn, station.stream, where)}
        known = {row.parcel: row.case_id for code in codes if (row := keeping.parcel(act.conn, code))}
        counted = compare(due, codes, known)
        body = {
            "stocktake": new_id(),
            "second_officer": second,
            "findings": {code: finding.value for code, finding in counted.findings.items()},
            "cases": {**known, **due},
            "agrees": counted.agrees,
            "remark": remark[:TEXT],
        }
        act.record("custody.stocktaken", where, body)
    return counted


def labels(station: Station, case_id: str) -> bytes:
    """The labels of a case's parcels and samples as one PDF; their codes scan back."""
    with station.read() as conn:
        office = find_office(conn, station.stream)
        rows = keeping.parcels_of(conn, case_id)
    now, agency = station.clock.now(), _agency(office)
    made = [
        Label(
            "sample" if row.parent else "item",
            row.parcel,
            case_id,
            agency,
            now,
            (f"{row.goods}  {decimal_text(row.quantity)} {row.unit}", *([row.seal] if row.seal else [])),
        )
        for row in rows
    ]
    return render_labels(made)


def place_labels(station: Station) -> bytes:
    """The labels of the station's open places as one PDF; a parcel is moved by scanning it, then one of these."""
    with station.read() as conn:
        office = find_office(conn, station.stream)
        rows = [row for row in keeping.places(conn, station.stream) if row.open]
    now, agency = station.clock.now(), _agency(office)
    return render_labels(
        [Label("place", row.place, station.identity.station, agency, now, (row.name,)) for row in rows]
    )


def _agency(office: Office | None) -> Both:
    if office is None:
        raise Refused("issuing.no_office", field="agency")
    return Both(office.name_zh, office.name_en)
