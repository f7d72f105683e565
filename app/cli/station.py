"""`station init|admit|dismiss|officers`: make a station; its officers come and go."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

from app.cli.call import Answer, Call, Commands, command
from app.core.errors import Refused

STATION_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9-]{1,30}")
CUSTOMS_CODE: Final = re.compile(r"[0-9A-Z]{2,10}")


def add_to(commands: Commands) -> None:
    """Add the `station` commands."""
    station = commands.add_parser("station", help="make a station and admit its officers")
    acts = station.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(station))
    init = command(acts, "init", init_station, "make an encrypted station database")
    init.add_argument("--station", required=True)
    init.add_argument("--customs", required=True)
    init.add_argument("--profile", choices=("cn", "eu", "us"), default="cn")
    init.add_argument("--name-zh", default="")
    init.add_argument("--name-en", default="")
    init.add_argument("--office-zh", default="", help="the customs office's name on documents")
    init.add_argument("--office-en", default="")
    office = command(acts, "office", set_office, "set the customs office that documents are issued by")
    for name in ("--name-zh", "--name-en"):
        office.add_argument(name, required=True)
    for name in ("--address", "--contact"):
        office.add_argument(name, default="")
    sheet = command(acts, "sheet", write_sheet, "print the sheet of command codes for work without a keyboard")
    sheet.add_argument("file", type=Path, metavar="FILE.pdf")
    command(acts, "officers", list_officers, "list the officers of the station")
    dismissing = command(acts, "dismiss", dismiss_officer, "take an officer's way into the station away")
    dismissing.add_argument("officer_id")
    admitting = command(acts, "admit", admit_officer, "admit an officer (passphrase from TIDEWAITER_NEW_PASSPHRASE)")
    admitting.add_argument("officer_id")
    admitting.add_argument("--role", action="append", required=True)
    admitting.add_argument("--name-zh", default="")
    admitting.add_argument("--name-en", default="")


def init_station(args: argparse.Namespace, call: Call) -> Answer:
    """Make a station with its first officer, who has every role until others are admitted."""
    from app import bootstrap
    from app.identity.home import make_home
    from app.identity.rules import Office, Officer, Role
    from app.identity.work import keep_office
    from app.journal.work import StationIdentity

    if not STATION_CODE.fullmatch(args.station):
        raise Refused("cli.station_code", field="station", value=args.station)
    if not CUSTOMS_CODE.fullmatch(args.customs):
        raise Refused("cli.customs_code", field="customs", value=args.customs)
    officer_id = call.officer or call.environment.get("TIDEWAITER_OFFICER") or "admin"
    first = Officer(officer_id, args.name_zh, args.name_en, frozenset(Role))
    identity = StationIdentity(args.station, args.station, args.customs, args.profile)
    station, _key = make_home(call.home, identity, first, call.passphrase(officer_id), bootstrap.appliers(), call.clock)
    try:
        if args.office_zh or args.office_en:
            keep_office(station, first, Office(args.office_zh, args.office_en))
    finally:
        station.engine.dispose()
    return Answer({"station": args.station, "stream": identity.stream, "home": str(call.home)})


def set_office(args: argparse.Namespace, call: Call) -> Answer:
    """Set the office's names, address and contact, which every document carries."""
    from dataclasses import asdict

    from app.identity.rules import Office
    from app.identity.work import keep_office

    office = Office(args.name_zh, args.name_en, args.address, args.contact)
    with call.open() as (station, officer):
        keep_office(station, officer, office)
    return Answer({"office": asdict(office)})


def write_sheet(args: argparse.Namespace, _call: Call) -> Answer:
    """Write the command codes as one page; it is the same at every station."""
    from app.bench.command_sheet import command_sheet
    from app.store.blobs import write_durably

    write_durably(args.file, command_sheet())
    return Answer({"file": str(args.file)})


def list_officers(_args: argparse.Namespace, call: Call) -> Answer:
    """List the officers."""
    from app.identity.records import officers

    with call.open() as (station, _officer), station.read() as conn:
        found = [
            {
                "officer": officer.officer_id,
                "name_zh": officer.name_zh,
                "name_en": officer.name_en,
                "roles": sorted(officer.roles),
                "active": officer.active,
            }
            for officer in officers(conn, station.stream)
        ]
    return Answer({"officers": found})


def admit_officer(args: argparse.Namespace, call: Call) -> Answer:
    """Admit an officer under a passphrase of their own."""
    from app.identity.rules import Officer, Role
    from app.identity.work import admit, slots_of

    unknown = set(args.role) - set(Role)
    if unknown:
        raise Refused("cli.unknown_role", field="role", role=", ".join(sorted(unknown)), roles=", ".join(Role))
    passphrase = call.environment.get("TIDEWAITER_NEW_PASSPHRASE")
    if passphrase is None:
        raise Refused("cli.no_new_passphrase")
    officer = Officer(args.officer_id, args.name_zh, args.name_en, frozenset(Role(role) for role in args.role))
    with call.open() as (station, by):
        slots = slots_of(call.home)
        key = slots.unlock(by.officer_id, call.passphrase(by.officer_id), call.clock.now())
        admit(station, slots, key, by, officer, passphrase)
    return Answer({"officer": officer.officer_id, "roles": sorted(officer.roles)})


def dismiss_officer(args: argparse.Namespace, call: Call) -> Answer:
    """Take an officer's key slot away; what they recorded stays."""
    from app.identity.work import dismiss, slots_of

    with call.open() as (station, by):
        dismiss(station, slots_of(call.home), by, args.officer_id)
    return Answer({"officer": args.officer_id, "active": False})
