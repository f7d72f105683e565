"""`declarations import`: take in a declaration file."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command
from app.core.tables import Reject
from app.core.wording import Lang, in_words
from app.intake.reading import FORMATS


def add_to(commands: Commands) -> None:
    """Add the `declarations` commands."""
    group = commands.add_parser("declarations", help="declarations come in")
    acts = group.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(group))
    importing = command(acts, "import", import_files, "take in declaration files")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    importing.add_argument("--format", choices=FORMATS, default="auto")
    importing.add_argument("--dry-run", action="store_true")


def import_files(args: argparse.Namespace, call: Call) -> Answer:
    """Take in each file; what can't be taken is listed by file, row, field and reason."""
    from app.intake.work import receive_declarations

    totals = dict.fromkeys(("read", "added", "changed", "unchanged"), 0)
    rejected: list[dict[str, Any]] = []
    remarks: list[dict[str, Any]] = []
    unknown: set[str] = set()
    with call.open() as (station, officer):
        for file in args.files:
            received = receive_declarations(
                station,
                officer,
                file,
                format=args.format,
                dry_run=args.dry_run,
                progress=call.progress(file.name),
            )
            for name in totals:
                totals[name] += getattr(received, name)
            rejected += rejects_json(received.rejects, call.lang)
            remarks += rejects_json(received.remarks, call.lang)
            unknown |= set(received.unknown_columns)
    result = {**totals, "rejected": rejected, "remarks": remarks, "unknown_columns": sorted(unknown)}
    return Answer(result, SOMETHING_FOUND if rejected else DONE)


def rejects_json(rejects: Iterable[Reject], lang: Lang) -> list[dict[str, Any]]:
    """Refused cells as JSON: file, row, field, value, and the reason in words."""
    return [
        {
            "file": each.file,
            "row": each.row,
            "field": each.field,
            "value": each.value,
            "reason": in_words(each.reason, lang),
        }
        for each in rejects
    ]
