"""`notice check|reprint|void`: whether a file is what was issued, a copy of a document, and one made void."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command
from app.core.errors import Refused


def add_to(commands: Commands) -> None:
    """Add the `notice` commands."""
    whole = commands.add_parser("notice", help="a document: check it, print a copy, make it void")
    inner = whole.add_subparsers(dest="what", metavar="check|reprint|void", required=True)
    command(inner, "check", check_file, "whether a PDF is what was issued").add_argument(
        "file", type=Path, metavar="FILE.pdf"
    )
    again = command(inner, "reprint", reprint_one, "the document again, marked as a copy")
    again.add_argument("number", metavar="NUMBER")
    again.add_argument("file", type=Path, metavar="FILE.pdf")
    voiding = command(inner, "void", void_one, "make a document void; its number stays taken")
    voiding.add_argument("number", metavar="NUMBER")
    voiding.add_argument("--reason", required=True)


def check_file(args: argparse.Namespace, call: Call) -> Answer:
    """Genuine, altered, not on file, or no document of ours; exit 1 unless it is genuine and in force."""
    from app.journal.records import about
    from app.notice.checking import MOST_BYTES, check
    from app.notice.records import notice

    try:
        if args.file.stat().st_size > MOST_BYTES:
            raise Refused("cli.file_too_large", file=args.file.name, limit=MOST_BYTES // 1024**2)
        pdf = args.file.read_bytes()
    except OSError:
        raise Refused("cli.no_file", file=str(args.file)) from None
    with call.open() as (station, _officer), station.read() as conn:

        def issued(number: str) -> set[str]:
            row = notice(conn, number)
            copies = (entry.body.get("pdf", "") for entry in about(conn, number) if entry.kind == "notice.reprinted")
            return {row.pdf, *copies} - {""} if row else set()

        found = check(pdf, issued)
        row = notice(conn, found.number) if found.number else None
    result: dict[str, Any] = {
        "verdict": found.verdict,
        "case": found.case_id,
        "number": found.number,
        "kind": found.kind,
        "sha256": found.sha256,
        "void": row.void_reason if row else "",
        "text": call.say(found.say.key, **found.say.params),
    }
    good = found.verdict == "genuine" and not result["void"]
    return Answer(result, DONE if good else SOMETHING_FOUND, [result["text"]])


def reprint_one(args: argparse.Namespace, call: Call) -> Answer:
    """Write a copy of a document, marked as one; that it was copied is recorded."""
    from app.notice.work import reprint
    from app.store.blobs import write_durably

    with call.open() as (station, officer):
        pdf = reprint(station, officer, args.number)
    write_durably(args.file, pdf)
    return Answer({"number": args.number, "pdf": str(args.file), "bytes": len(pdf)})


def void_one(args: argparse.Namespace, call: Call) -> Answer:
    """Make a document void with its reason."""
    from app.notice.work import make_void

    with call.open() as (station, officer):
        make_void(station, officer, args.number, args.reason)
    return Answer({"number": args.number, "void": args.reason})
