"""`register import|search|show|diff|match`: the recordation register."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from app.cli.arguments import day, whole
from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command
from app.cli.declarations import rejects_json
from app.core.errors import Refused

MOST_RESULTS: Final = 1_000


def add_to(commands: Commands) -> None:
    """Add the `register` commands."""
    group = commands.add_parser("register", help="what is protected")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(group))
    importing = command(acts, "import", import_file, "take in a register file as a new edition")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true")
    searching = command(
        acts, "search", search, "find rights by number, mark in any script however spelt, holder, class"
    )
    searching.add_argument("text")
    searching.add_argument("--as-of", type=day, default=None, metavar="DATE")
    searching.add_argument("--limit", type=whole(1, MOST_RESULTS), default=20, metavar="N")
    showing = command(acts, "show", show, "one right's whole record, as it stands or stood")
    showing.add_argument("number")
    showing.add_argument("--as-of", type=day, default=None, metavar="DATE")
    differing = command(acts, "diff", diff, "what changed from one edition to another")
    differing.add_argument("before", type=int, metavar="A")
    differing.add_argument("after", type=int, metavar="B")
    matching = command(acts, "match", match, "goods lines against the register: JSON lines in and out")
    matching.add_argument("lines", type=Path, metavar="LINES")
    matching.add_argument(
        "--register", type=Path, default=None, metavar="FILE", help="a register file; needs no station"
    )
    matching.add_argument(
        "--learn", type=Path, default=None, metavar="CLEARED", help="goods texts of cleared shipments"
    )


def import_file(args: argparse.Namespace, call: Call) -> Answer:
    """Take in a register file; the same file again makes no new edition."""
    from app.detention.touched import open_cases
    from app.register.work import import_register

    with call.open() as (station, officer):
        edition = import_register(
            station,
            officer,
            args.file,
            dry_run=args.dry_run,
            progress=call.steps(),
            open_cases=open_cases,
        )
    rejected = rejects_json(edition.rejects, call.lang)
    result = {
        "edition": edition.edition,
        "read": edition.read,
        "added": edition.added,
        "changed": edition.changed,
        "unchanged": edition.unchanged,
        "rejected": rejected,
        "remarks": rejects_json(edition.remarks, call.lang),
        "unknown_columns": list(edition.unknown_columns),
        "touched_cases": [
            {
                "case": each.case,
                "recordation_no": each.change.recordation_no,
                "what": each.change.turn.value,
                "fields": list(each.change.field_names),
                "text": call.say(each.say.key, **each.say.params),
            }
            for each in edition.touched
        ],
    }
    return Answer(result, SOMETHING_FOUND if rejected else DONE)


def search(args: argparse.Namespace, call: Call) -> Answer:
    """The rights that a text may mean, best first, as they stand or as they stood on a past day."""
    from app.register.finding import search_as_of
    from app.register.standing import StandingRegister

    with call.open() as (station, _officer):
        if args.as_of is None:
            found = StandingRegister(station).search(args.text, args.limit)
        else:
            with station.read() as conn:
                found = search_as_of(conn, args.text, args.as_of, args.limit)
    results = [
        {
            "recordation_no": hit.right.recordation_no,
            "mark": hit.right.mark,
            "holder": hit.right.holder,
            "status": hit.right.status.value,
            "valid_to": hit.right.valid_to.isoformat(),
            "similarity": hit.similarity,
            "why": hit.why.value,
        }
        for hit in found.hits
    ]
    lines = [f"{one['recordation_no']}  {one['mark']}  {one['holder']}  {one['status']}" for one in results]
    return Answer({"results": results}, lines=lines)


def diff(args: argparse.Namespace, call: Call) -> Answer:
    """What changed from edition A to edition B, right by right; edition 0 is the empty register."""
    from app.register.editions import edition_differences, register_stream

    with call.open() as (station, _officer), station.read() as conn:
        changes = edition_differences(conn, register_stream(conn, station), args.before, args.after)
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.turn.value] = counts.get(change.turn.value, 0) + 1
    rows = [
        {
            "recordation_no": change.recordation_no,
            "mark": change.mark,
            "what": change.turn.value,
            "fields": {each.name: [each.before, each.after] for each in change.fields},
        }
        for change in changes
    ]
    return Answer({"from": args.before, "to": args.after, "counts": counts, "changes": rows})


def match(args: argparse.Namespace, call: Call) -> Answer:
    """Goods lines matched in bulk: a JSON line each on standard output, the statistics on standard error."""
    from app.cli.register_match import match_lines

    return match_lines(args.lines, args.register, args.learn, call)


def show(args: argparse.Namespace, call: Call) -> Answer:
    """A right's record with the editions that changed it."""
    from app.core.plain import to_json
    from app.register.records import recordation, versions

    with call.open() as (station, _officer), station.read() as conn:
        found = recordation(conn, args.number, args.as_of)
        history = [
            {"edition": edition, "since": since.isoformat()} for edition, since, _ in versions(conn, args.number)
        ]
    if found is None:
        raise Refused("cli.no_recordation", number=args.number)
    record: dict[str, Any] = to_json(found)
    return Answer({"recordation": record, "editions": history})
