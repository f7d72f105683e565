"""`register import|search|show|diff|match`: the recordation register."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command
from app.cli.declarations import rejects_json
from app.core.errors import Refused


def add_to(commands: Commands) -> None:
    """Add the `register` commands."""
    group = commands.add_parser("register", help="what is protected")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(group))
    importing = command(acts, "import", import_file, "take in a register file as a new edition")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true")
    showing = command(acts, "show", show, "one right's whole record, as it stands or stood")
    showing.add_argument("number")
    showing.add_argument("--as-of", type=day, default=None)


def day(text: str) -> date:
    """A day on the command line, as ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2024-11-20") from None


def import_file(args: argparse.Namespace, call: Call) -> Answer:
    """Take in a register file; the same file again makes no new edition."""
    from app.register.work import import_register

    with call.open() as (station, officer):
        edition = import_register(
            station, officer, args.file, dry_run=args.dry_run, progress=call.progress(args.file.name)
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
    }
    return Answer(result, SOMETHING_FOUND if rejected else DONE)


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
