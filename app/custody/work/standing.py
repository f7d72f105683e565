"""What every act of custody stands on: a case that this station holds, a second officer, a parcel by its scan."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from app.core.days import day_said
from app.core.errors import Refused
from app.custody.records import keeping
from app.custody.rules import ParcelState, read_scan
from app.detention.records import case as find_case
from app.identity.records import officer as find_officer
from app.identity.rules import Officer, Power, require
from app.journal.work import Act, Station


def our_case(conn: Connection, station: Station, case_id: str) -> Row[Any]:
    """A case that this station holds now; one handed over is refused with who has it."""
    row = find_case(conn, case_id)
    if row is None:
        raise Refused("detention.no_case", field="case", case=case_id)
    if row.owner != station.stream:
        raise Refused("case.not_ours", field="case", case=case_id, owner=row.owner)
    return row


def second_officer(act: Act, officer: Officer, second: str, power: Power = Power.DETAIN) -> str:
    """The second officer of an act: another person, known, active, and allowed the same."""
    require(officer, power)
    if not second:
        raise Refused("custody.two_officers", field="second_officer")
    if second == officer.officer_id:
        raise Refused("identity.second_is_first", field="second_officer")
    found = find_officer(act.conn, act.stream, second)
    if found is None or not found.active:
        raise Refused("detention.unknown_second", field="second_officer", officer=second)
    require(found, Power.DETAIN)
    return second


def parcel_scanned(conn: Connection, scan: str) -> Row[Any]:
    """The parcel or sample that a scanned or typed code names."""
    found = keeping.parcel(conn, read_scan(scan).code)
    if found is None:
        raise Refused("custody.no_parcel", field="parcel", parcel=scan.strip()[:80])
    return found


def held_parcel(conn: Connection, station: Station, scan: str) -> tuple[Row[Any], Row[Any]]:
    """A parcel that lies in a store of ours, with its case; one that is out or gone is refused."""
    parcel = parcel_scanned(conn, scan)
    case = our_case(conn, station, parcel.case_id)
    if parcel.state != ParcelState.STORED.value:
        key = "custody.parcel_out" if parcel.state == ParcelState.OUT.value else "custody.parcel_gone"
        raise Refused(key, field="parcel", parcel=parcel.parcel, holder=parcel.held_by)
    return parcel, case


def open_place(conn: Connection, station: Station, scan: str) -> str:
    """The code of an open place of ours that a scanned or typed code names."""
    code = read_scan(scan).code
    row = keeping.place(conn, station.stream, code)
    if row is None or not row.open:
        raise Refused("custody.no_place", field="place", place=code[:40])
    return str(row.place)


def day(text: str, name: str) -> date:
    """A day in ISO 8601."""
    try:
        return day_said(text)
    except ValueError:
        raise Refused("custody.bad_day", field=name, value=text[:40]) from None


def past_day(act: Act, told: date, name: str) -> str:
    """A day that is not in the future, as text."""
    if told > act.at.date():
        raise Refused("custody.future_day", field=name, day=told)
    return told.isoformat()
