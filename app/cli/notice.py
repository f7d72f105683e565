"""`notice …`: whether a file is what was issued, a copy, one made void, one written by itself, and the wordings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.arguments import day
from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command, read_object
from app.core.errors import Refused


def add_to(commands: Commands) -> None:
    """Add the `notice` commands."""
    whole = commands.add_parser("notice", help="a document: check it, print a copy, make it void")
    inner = whole.add_subparsers(dest="what", metavar="check|reprint|void|serve|write|template", required=True)
    command(inner, "check", check_file, "whether a PDF is what was issued").add_argument(
        "file", type=Path, metavar="FILE.pdf"
    )
    again = command(inner, "reprint", reprint_one, "the document again, marked as a copy")
    again.add_argument("number", metavar="NUMBER")
    again.add_argument("file", type=Path, metavar="FILE.pdf")
    voiding = command(inner, "void", void_one, "make a document void; its number stays taken")
    voiding.add_argument("number", metavar="NUMBER")
    voiding.add_argument("--reason", required=True)
    serving = command(inner, "serve", serve_one, "record that a document was served, with the clock it starts")
    serving.add_argument("number", metavar="NUMBER")
    serving.add_argument("--on", type=day, required=True, metavar="DATE")
    serving.add_argument("--mode", required=True, metavar="direct|left|electronic|post|delegated|public")
    serving.add_argument("--receiver", required=True)
    serving.add_argument("--note", default="")
    serving.add_argument("--signed", type=Path, default=None, metavar="PICTURE", help="the signed sheet")
    writing = command(inner, "write", write_one, "one document of a case by itself: a record, a proof of service")
    writing.add_argument("case", metavar="CASE")
    writing.add_argument("kind", metavar="KIND")
    writing.add_argument("--with", dest="given", type=Path, default=None, metavar="FILE.json")
    writing.add_argument("--print", dest="folder", type=Path, default=None, metavar="DIR")
    _template(inner)


def _template(commands: Commands) -> None:
    words = commands.add_parser("template", help="the wording of the documents: list, show, check, put")
    inner = words.add_subparsers(dest="template", metavar="list|show|check|put", required=True)
    command(inner, "list", list_templates, "every document with the version of its wording")
    for name, run, about in (
        ("show", show_template, "write a wording into a file, to change it"),
        ("check", check_one, "whether a changed wording still shows all it must"),
        ("put", put_template, "make documents by a changed wording from now on"),
    ):
        made = command(inner, name, run, about)
        made.add_argument("kind", metavar="KIND")
        made.add_argument("file", type=Path, metavar="FILE.toml")
    inner.choices["put"].add_argument("--reason", required=True)


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


def serve_one(args: argparse.Namespace, call: Call) -> Answer:
    """Record a service; the move that waits for just that is taken along."""
    from app.notice.serving import Service, ServiceMode, record_service
    from app.notice.work import as_photo

    if args.mode not in set(ServiceMode):
        raise Refused("detention.bad_choice", field="mode", value=args.mode[:60], known=", ".join(ServiceMode))
    service = Service(args.on, ServiceMode(args.mode), args.receiver, args.note)
    signed = [as_photo(args.signed)] if args.signed else []
    with call.open() as (station, officer):
        done = record_service(station, officer, args.number, service, signed)
    return Answer({"number": args.number, "served_on": args.on.isoformat(), "move": done.acted.move if done else None})


def write_one(args: argparse.Namespace, call: Call) -> Answer:
    """Issue one document with the texts of a file `{n?, second_officer?, texts: {field: text}}`."""
    from app.cli.case import step_from_json
    from app.notice.acts import write_document
    from app.notice.work import save

    step = step_from_json("", read_object(args.given) if args.given else {})
    with call.open() as (station, officer):
        made = write_document(station, officer, args.case, args.kind, step.n, step.texts, step.second_officer)
    path = str(save([made], args.folder)[0]) if args.folder else None
    return Answer({"case": args.case, "number": made.number, "kind": made.kind, "pdf": path, "sha256": made.sha256})


# ---- the office's wordings


def list_templates(args: argparse.Namespace, call: Call) -> Answer:
    """Each document's wording: whose, which version, and what it must show."""
    from app.notice.templates import templates

    with call.open() as (station, _officer):
        rows = templates(station)
    told = [
        {
            "kind": row.kind,
            "title": row.title.in_lang(call.lang),
            "own": row.own,
            "version": row.version,
            "must_show": [each.in_lang(call.lang) for each in row.required],
        }
        for row in rows
    ]
    return Answer({"templates": told}, lines=[f"{row.kind}  {row.version:16}  {row.title}" for row in rows])


def show_template(args: argparse.Namespace, call: Call) -> Answer:
    """Write the wording in force into a file."""
    from app.notice.templates import templates
    from app.store.blobs import write_durably

    with call.open() as (station, _officer):
        found = next((row for row in templates(station) if row.kind == args.kind), None)
    if found is None:
        raise Refused("issuing.no_template", field="kind", kind=args.kind)
    write_durably(args.file, found.text.encode("utf-8"))
    return Answer({"kind": found.kind, "version": found.version, "own": found.own, "file": str(args.file)})


def check_one(args: argparse.Namespace, call: Call) -> Answer:
    """Whether a wording could be kept; nothing is written."""
    from app.detention.rulebook import law_in_force
    from app.notice.rules import check_template

    with call.open() as (station, _officer):
        procedure = law_in_force(station)
    template = check_template(args.kind, _text_of(args.file), procedure)
    return Answer({"kind": args.kind, "version": template.version, "ok": True})


def put_template(args: argparse.Namespace, call: Call) -> Answer:
    """Keep a wording; an empty file goes back to that of the program."""
    from app.notice.templates import keep_template

    with call.open() as (station, officer):
        template = keep_template(station, officer, args.kind, _text_of(args.file), args.reason)
    return Answer({"kind": args.kind, "version": template.version})


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        raise Refused("cli.no_file", file=str(path)) from None
    except UnicodeDecodeError:
        raise Refused("deadlines.pack_not_utf8", file=path.name, at=path.name, place=0) from None
