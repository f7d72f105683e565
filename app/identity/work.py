"""Officers come, sign in, confirm for one another, and go."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from app.core.clock import Clock
from app.core.errors import Refused
from app.identity.keyslots import DESK_COST, Cost, KeySlots
from app.identity.records import officer as find_officer
from app.identity.rules import Office, Officer, Power, require
from app.journal.work import Station


def slots_of(home: Path) -> KeySlots:
    """The key slots of a station's home."""
    return KeySlots.of(home)


def keep_officer(station: Station, by: str, officer: Officer) -> None:
    """Record an officer, new or changed (roles, name, active)."""
    with station.act(by) as act:
        act.record(
            "identity.officer_kept",
            officer.officer_id,
            {
                "name_zh": officer.name_zh,
                "name_en": officer.name_en,
                "roles": sorted(officer.roles),
                "active": officer.active,
            },
        )


def keep_office(station: Station, by: Officer, office: Office) -> None:
    """Record the customs office that the station's documents are issued by."""
    require(by, Power.MANAGE_OFFICERS)
    if not office.name_zh.strip() or not office.name_en.strip():
        raise Refused("identity.office_name", field="name_zh")
    with station.act(by.officer_id) as act:
        act.record("identity.office_kept", station.stream, asdict(office))


def admit(
    station: Station,
    slots: KeySlots,
    key: bytes,
    by: Officer,
    officer: Officer,
    passphrase: str,
    *,
    cost: Cost = DESK_COST,
) -> None:
    """An administrator admits an officer and gives them a key slot under their own passphrase."""
    require(by, Power.MANAGE_OFFICERS)
    slots.add(key, officer.officer_id, passphrase, name_zh=officer.name_zh, name_en=officer.name_en, cost=cost)
    keep_officer(station, by.officer_id, officer)


def dismiss(station: Station, slots: KeySlots, by: Officer, officer_id: str) -> None:
    """An officer leaves: their key slot goes, what they did stays; nobody dismisses themselves."""
    require(by, Power.MANAGE_OFFICERS)
    if officer_id == by.officer_id:
        raise Refused("identity.not_oneself", field="officer_id")
    with station.read() as conn:
        leaving = find_officer(conn, station.stream, officer_id)
    if leaving is None or not leaving.active:
        raise Refused("identity.inactive", field="officer_id", officer=officer_id)
    slots.remove(officer_id)
    keep_officer(station, by.officer_id, replace(leaving, active=False))


def sign_in(station: Station, officer_id: str) -> Officer:
    """The officer who has just unlocked the station, recorded; Refused for one who has left."""
    with station.read() as conn:
        found = find_officer(conn, station.stream, officer_id)
    if found is None or not found.active:
        raise Refused("identity.inactive", officer=officer_id)
    with station.act(officer_id) as act:
        act.record("identity.signed_in", officer_id, {"station": station.identity.station})
    return found


def note(station: Station, officer_id: str, what: str) -> None:
    """Record that an officer signed out, locked or unlocked the screen, or failed to sign in."""
    with station.act(officer_id) as act:
        act.record(f"identity.{what}", officer_id, {})


def confirm_second(
    station: Station, slots: KeySlots, first: Officer, second_id: str, passphrase: str, clock: Clock
) -> Officer:
    """The second officer's word where the law wants two (AEL 18, APR 34): another person, with their own passphrase."""
    if second_id == first.officer_id:
        raise Refused("identity.second_is_first", field="second_officer")
    with station.read() as conn:
        second = find_officer(conn, station.stream, second_id)
    if second is None or not second.active:
        raise Refused("identity.unknown_second", field="second_officer", officer=second_id)
    slots.unlock(second_id, passphrase, clock.now())
    return second
