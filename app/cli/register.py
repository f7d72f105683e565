"""`register import|search|show|diff|match|concordance`: the recordation register."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.cli.arguments import day, whole
from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command
from app.cli.declarations import rejects_json
from app.core.errors import Say
from app.core.wording import in_words

if TYPE_CHECKING:
    from app.register.editions import Touched
    from app.register.work import Edition

MOST_RESULTS: Final = 1_000
MOST_EDITIONS: Final = 1_000_000
MOST_LINES: Final = 20
"""Refused cells and remarks told to a person; --json and --rejects give every one."""


def add_to(commands: Commands) -> None:
    """Add the `register` commands."""
    group = commands.add_parser("register", help="what is protected")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(group))
    importing = command(acts, "import", import_file, "take in a register file as a new edition")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument(
        "--rejects", type=Path, default=None, metavar="FILE.xlsx", help="write the refused rows as a workbook"
    )
    searching = command(
        acts, "search", search, "find rights by number, mark in any script however spelt, holder, class"
    )
    searching.add_argument("text")
    searching.add_argument("--as-of", type=day, default=None, metavar="DATE")
    searching.add_argument("--limit", type=whole(1, MOST_RESULTS), default=20, metavar="N")
    showing = command(acts, "show", show, "one right's whole record, as it stands or stood")
    showing.add_argument("number")
    showing.add_argument("--as-of", type=day, default=None, metavar="DATE")
    differing = command(acts, "diff", diff, "what changed from one edition to another; 0 is the empty register")
    differing.add_argument("before", type=whole(0, MOST_EDITIONS), metavar="A")
    differing.add_argument("after", type=whole(0, MOST_EDITIONS), metavar="B")
    matching = command(acts, "match", match, "goods lines against the register: JSON lines in and out")
    matching.add_argument("lines", type=Path, metavar="LINES")
    matching.add_argument(
        "--register", type=Path, default=None, metavar="FILE", help="a register file; needs no station"
    )
    matching.add_argument(
        "--learn", type=Path, default=None, metavar="CLEARED", help="goods texts of cleared shipments"
    )
    agreeing = command(acts, "concordance", concordance, "the Nice classes that goods of an HS code may be of")
    agreeing.add_argument("hs_code", metavar="HS_CODE")


def import_file(args: argparse.Namespace, call: Call) -> Answer:
    """Take in a register file; the same file again makes no new edition."""
    from app.detention.touched import open_cases
    from app.register.rejected import write_rejects
    from app.register.work import import_register

    with call.open() as (station, officer):
        edition = import_register(
            station, officer, args.file, dry_run=args.dry_run, progress=call.steps(), open_cases=open_cases
        )
    if args.rejects:
        write_rejects(args.rejects, edition, call.lang)
    result = {
        "edition": edition.edition,
        "read": edition.read,
        "added": edition.added,
        "changed": edition.changed,
        "unchanged": edition.unchanged,
        "rejected": rejects_json(edition.rejects, call.lang),
        "remarks": rejects_json(edition.remarks, call.lang),
        "unknown_columns": list(edition.unknown_columns),
        "touched_cases": touched_json(edition.touched, call),
    }
    return Answer(result, SOMETHING_FOUND if edition.rejects else DONE, _told(edition, call))


def _told(edition: Edition, call: Call) -> list[str]:
    """The import for a person: what it brought, the cases it touches, and a line for each refused cell."""
    from app.register.words import field_said

    said = [edition.say, *(each.say for each in edition.touched)]
    for each in (*edition.rejects, *edition.remarks)[:MOST_LINES]:
        gaps = {"row": str(each.row), "field": field_said(each.field), "reason": each.reason}
        said.append(Say("register_step.reject_line" if each.field else "register_step.reject_row_line", gaps))
    if (more := len(edition.rejects) + len(edition.remarks) - MOST_LINES) > 0:
        said.append(Say("register_step.more_lines", {"count": more}))
    if edition.unknown_columns:
        said.append(Say("register_step.unknown_columns", {"columns": edition.unknown_columns}))
    return [in_words(each, call.lang) for each in said]


def touched_json(touched: Sequence[Touched], call: Call) -> list[dict[str, Any]]:
    """The open cases that changed rights are the ground of."""
    return [
        {
            "case": each.case,
            "recordation_no": each.change.recordation_no,
            "what": each.change.turn.value,
            "fields": list(each.change.field_names),
            "text": in_words(each.say, call.lang),
        }
        for each in touched
    ]


def search(args: argparse.Namespace, call: Call) -> Answer:
    """The rights that a text may mean, best first, as they stand or as they stood on a past day."""
    from app.cli.register_reading import search_register

    return search_register(args.text, args.as_of, args.limit, call)


def show(args: argparse.Namespace, call: Call) -> Answer:
    """A right's whole record with every edition that changed it, and the open cases that rest on it."""
    from app.cli.register_reading import show_record

    return show_record(args.number, args.as_of, call)


def diff(args: argparse.Namespace, call: Call) -> Answer:
    """What changed from edition A to edition B, right by right, and the open cases that concerns."""
    from app.cli.register_reading import compare_editions

    return compare_editions(args.before, args.after, call)


def match(args: argparse.Namespace, call: Call) -> Answer:
    """Goods lines matched in bulk: a JSON line each on standard output, the statistics on standard error."""
    from app.cli.register_match import match_lines

    return match_lines(args.lines, args.register, args.learn, call)


def concordance(args: argparse.Namespace, call: Call) -> Answer:
    """An HS code's chapter by name and the classes its goods may be of; needs no station."""
    from app.cli.register_reading import classes_of

    return classes_of(args.hs_code, call)
