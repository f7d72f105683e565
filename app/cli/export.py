"""`export`: the records of a period in an exchange format."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.arguments import day
from app.cli.call import Answer, Call, Commands, command
from app.core.errors import Refused


def add_to(commands: Commands) -> None:
    """Add the `export` command."""
    exporting = command(commands, "export", export_period, "the records of a period as WCO, EU, CN, OECD or GS1 ask")
    exporting.add_argument("format", choices=("cen", "eu", "cn", "oecd", "epcis"), metavar="cen|eu|cn|oecd|epcis")
    exporting.add_argument("--from", dest="first", type=day, required=True, metavar="DATE")
    exporting.add_argument("--to", dest="last", type=day, required=True, metavar="DATE")
    exporting.add_argument("file", type=Path, metavar="FILE")


def export_period(args: argparse.Namespace, call: Call) -> Answer:
    """Write the file that its ending asks for; both days belong to the period."""
    from app.custody.exchange.files import export
    from app.custody.exchange.seizures import Days

    if args.last < args.first:
        raise Refused("cli.period_backwards", first=args.first, last=args.last)
    days = Days(args.first, args.last)
    with call.open() as (station, _officer), station.read() as conn:
        made_at = station.clock.now().isoformat(timespec="seconds")
        count = export(conn, args.format, days, args.file, station=station.identity.station, made_at=made_at)
    return Answer({"records": count, "file": str(args.file)})
