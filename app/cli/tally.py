"""`tally`: batches, items and value of a day or a period, cut as asked."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.arguments import day
from app.cli.call import Answer, Call, Commands, command
from app.core.errors import Refused
from app.core.plain import decimal_text
from app.tally.rules import Cut, Figures, Period, Restated

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.identity.rules import Officer
    from app.journal.work import Station


def add_to(commands: Commands) -> None:
    """Add the `tally` command."""
    tally = command(commands, "tally", count, "batches and items")
    tally.add_argument("--date", type=day, default=None)
    tally.add_argument("--from", dest="first", type=day, default=None, metavar="DATE")
    tally.add_argument("--to", dest="last", type=day, default=None, metavar="DATE")
    tally.add_argument("--by", nargs="+", choices=[cut.value for cut in Cut], default=[], metavar="FIELD")
    tally.add_argument("--close", action="store_true", help="sign the day's figures (a supervisor)")
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


def restated_json(each: Restated) -> dict[str, object]:
    """A restated figure as JSON: what was signed and what stands now (or stood when it was signed anew)."""
    return {
        "stream": each.stream,
        "day": each.day.isoformat(),
        "closing": each.n,
        "closed_at": each.closed_at,
        "cut": each.cut,
        "value_of_cut": each.value,
        "closed": figures_json(each.closed),
        "now": figures_json(each.now),
        "until": each.until,
    }


def count(args: argparse.Namespace, call: Call) -> Answer:
    """The figures, the groups, what was restated, and files of them where asked; `--close` signs the day first."""
    from app.tally.records import figures, grouped, restatements

    period = period_of(args, call)
    cuts = [Cut(name) for name in dict.fromkeys(args.by)]
    if args.close and period.days > 1:
        raise Refused("tally.close_one_day", first=period.first, last=period.last)
    with call.open() as (station, officer):
        closed = _closed(station, officer, period.last) if args.close else {}
        with station.read() as conn:
            whole = figures(conn, period)
            groups = grouped(conn, period, cuts) if cuts else []
            changed = restatements(conn, period)
            if args.xlsx or args.pdf:
                _write_files(args, call, station, conn, period, cuts)
    return Answer(
        {
            **figures_json(whole),
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "groups": [{**dict(zip(cuts, group.cuts, strict=True)), **figures_json(group.figures)} for group in groups],
            "restated": [restated_json(each) for each in changed],
            **closed,
        }
    )


def _closed(station: Station, officer: Officer, day: date) -> dict[str, object]:
    from app.tally.work import close_day

    closing = close_day(station, officer, day)
    return {"closed": {"day": closing.day.isoformat(), "n": closing.n, "digest": closing.digest}}


def _write_files(
    args: argparse.Namespace, call: Call, station: Station, conn: Connection, period: Period, cuts: Sequence[Cut]
) -> None:
    from app.tally.exports import export

    code, stream = station.identity.station, station.stream
    export(conn, period, cuts, call.lang, xlsx=args.xlsx, pdf=args.pdf, station=code, stream=stream)
