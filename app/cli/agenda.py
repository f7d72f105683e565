"""`agenda`, `office-days` and `rules`: which clocks run out when, the office's own days, and its word on rules."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call, Commands, command
from app.core.errors import Refused

if TYPE_CHECKING:
    from app.deadlines.agenda import Running


def add_to(commands: Commands) -> None:
    """Add the `agenda` and `rules` commands."""
    asking = command(commands, "agenda", show, "the office's clocks: overdue, today, this week; what to remind of")
    asking.add_argument("--ahead", type=int, default=1, metavar="DAYS", help="remind so many working days before")
    asking.add_argument("--ics", type=Path, default=None, metavar="FILE.ics", help="the clocks as a calendar file")
    days = command(commands, "office-days", keep_days, "the office's own days off and on, and its closing hour")
    days.add_argument("file", type=Path, nargs="?", metavar="DAYS.csv", help="day,working,zh,en; none without it")
    days.add_argument("--closes", default="", metavar="HH:MM")
    whole = commands.add_parser("rules", help="the rule pack's unverified rules: list them, give the office's word")
    inner = whole.add_subparsers(dest="what", metavar="list|confirm", required=True)
    command(inner, "list", list_rules, "every rule that nobody has verified, with the word given on it")
    confirming = command(inner, "confirm", confirm, "a supervisor's word that unverified rules bind in this office")
    confirming.add_argument("rules", metavar="RULE", nargs="*")
    confirming.add_argument("--all", action="store_true", help="all that have no word yet")
    confirming.add_argument("--reason", default="")


def show(args: argparse.Namespace, call: Call) -> Answer:
    """The clocks by urgency, and what to remind of today."""
    from app.detention.diary import diary
    from app.detention.view import clocks_ics
    from app.store.blobs import write_durably

    with call.open() as (station, _officer):
        found = diary(station, ahead=args.ahead)
        if args.ics is not None:
            write_durably(args.ics, clocks_ics(station, call.lang))
    parts = {name: _clocks(getattr(found.agenda, name)) for name in ("overdue", "today", "week", "later")}
    lines = [f"{name:8} {each['due']}  {each['case']}  {each['id']}" for name, rows in parts.items() for each in rows]
    average = {right: round(days, 1) for right, days in found.average.items()}
    return Answer({**parts, "remind": _clocks(found.reminders), "average_days": average}, lines=lines)


def _clocks(running: Iterable[Running]) -> list[dict[str, Any]]:
    return [
        {"case": each.case_id, "id": each.due.id, "due": f"{each.due.day} {each.due.at}", "paused": each.paused}
        for each in running
    ]


def keep_days(args: argparse.Namespace, call: Call) -> Answer:
    """Keep the office's days in place of those before."""
    from app.detention.office_days import keep_office_days

    with call.open() as (station, officer):
        kept = keep_office_days(station, officer, args.file, args.closes)
    return Answer({"days": kept, "closes": args.closes})


def list_rules(args: argparse.Namespace, call: Call) -> Answer:
    """Each unverified rule with its source, and who confirmed it when."""
    from app.detention.defaults import default_rules

    with call.open() as (station, _officer):
        rules = default_rules(station)
    told = [
        {
            "kind": rule.kind,
            "rule": rule.id,
            "name": rule.name.in_lang(call.lang),
            "source": rule.source.text,
            "confirmed_by": rule.confirmed_by,
            "confirmed_at": rule.confirmed_at,
        }
        for rule in rules
    ]
    lines = [f"{each['rule']:28} {each['confirmed_by'] or '-':12} {each['name']}" for each in told]
    return Answer({"rules": told, "open": sum(rule.open for rule in rules)}, lines=lines)


def confirm(args: argparse.Namespace, call: Call) -> Answer:
    """Give the word on the rules named, or on all that lack it."""
    from app.detention.defaults import default_rules
    from app.detention.moves import confirm_rules
    from app.detention.rulebook import law_in_force

    with call.open() as (station, officer):
        wanted = [rule.id for rule in default_rules(station) if rule.open] if args.all else args.rules
        if not wanted:
            raise Refused("case.no_rules_named", field="rules")
        procedure = law_in_force(station)
        confirm_rules(station, officer, procedure, wanted, args.reason)
    return Answer({"confirmed": wanted})
