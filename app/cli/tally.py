"""`tally`: batches, items and value of a day or a period, cut as asked."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.call import Answer, Call, Commands, command
from app.cli.register import day
from app.core.errors import Refused
from app.core.plain import decimal_text
from app.tally.rules import Cut, Figures, Period


def add_to(commands: Commands) -> None:
    """Add the `tally` command."""
    tally = command(commands, "tally", count, "batches and items")
    tally.add_argument("--date", type=day, default=None)
    tally.add_argument("--from", dest="first", type=day, default=None, metavar="DATE")
    tally.add_argument("--to", dest="last", type=day, default=None, metavar="DATE")
    tally.add_argument("--by", nargs="+", choices=[cut.value for cut in Cut], default=[], metavar="FIELD")
    tally.add_argument("--xlsx", type=Path, default=None, metavar="FILE")
    tally.add_argument("--pdf", type=Path, default=None, metavar="FILE")


def period_of(args: argparse.Namespace, call: Call) -> Period:
    """The days that a call asks for: one day, a period, or today."""
    if args.date is not None and (args.first or args.last):
        raise Refused("cli.date_or_period")
    if args.first or args.last:
        today = call.clock.now().date()
        period = Period(args.first or args.last, args.last or today)
        if period.last < period.first:
            raise Refused("cli.period_backwards", first=period.first, last=period.last)
        return period
    return Period.day(args.date or call.clock.now().date())


def figures_json(figures: Figures) -> dict[str, object]:
    """Figures as JSON: the value is of the first currency, `values` has them all."""
    values = {currency: decimal_text(value) for currency, value in figures.values}
    return {
        "batches": figures.batches,
        "items": figures.items,
        "value": next(iter(values.values()), "0"),
        "values": values,
    }


def count(args: argparse.Namespace, call: Call) -> Answer:
    """The figures, the groups, and files of them where asked."""
    from app.tally.records import figures, grouped

    period = period_of(args, call)
    cuts = [Cut(name) for name in args.by]
    with call.open() as (station, _officer), station.read() as conn:
        whole = figures(conn, period)
        groups = grouped(conn, period, cuts) if cuts else []
        if args.xlsx or args.pdf:
            from app.tally.exports import export

            export(conn, period, cuts, call.lang, xlsx=args.xlsx, pdf=args.pdf, station=station.identity.station)
    return Answer(
        {
            **figures_json(whole),
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "groups": [
                {**dict(zip(args.by, group.cuts, strict=True)), **figures_json(group.figures)} for group in groups
            ],
            "restated": [],
        }
    )
