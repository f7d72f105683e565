"""`screen`: weigh declarations against the register and the rule pack."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call, Commands, command
from app.core.errors import Refused
from app.core.wording import in_words, say_from_json

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def add_to(commands: Commands) -> None:
    """Add the `screen` command."""
    screening = command(commands, "screen", screen_declarations, "weigh declarations and say why")
    screening.add_argument("numbers", nargs="*", metavar="NUMBER")
    screening.add_argument("--all", action="store_true", help="all that are here, not only the new ones")
    screening.add_argument("--explain", action="store_true", help="with the traders' own record too")


def screen_declarations(args: argparse.Namespace, call: Call) -> Answer:
    """Weigh the declarations named, or all that are new; each with its lane and why."""
    from app import bootstrap
    from app.intake.records import declarations
    from app.risk.records import screening
    from app.risk.view import Named, traders_json, traders_view
    from app.risk.work import screen

    if args.numbers and args.all:
        raise Refused("cli.numbers_or_all")
    with call.open() as (station, officer):
        numbers: list[str] | None = list(args.numbers) or None
        if args.all:
            with station.read() as conn:
                numbers = [each.declaration_no for each in declarations(conn)]
        screener = bootstrap.screener(station)
        done = screen(station, officer, screener, numbers, progress=call.progress(call.say("cli.screening")))
        with station.read() as conn:
            rows = [screening(conn, each.declaration.declaration_no) for each in done]
            found = [screened_json(conn, row, call) for row in rows if row is not None]
            if args.explain:
                named = Named.of(screener.register.every())
                for each, told in zip(done, found, strict=True):
                    shown = traders_view(
                        conn,
                        each.declaration,
                        named,
                        officer,
                        on=station.today(),
                        tuning=screener.pack.tuning,
                    )
                    told["trader"] = traders_json(shown, call.lang)
    brief = [f"{each['number']}  {each['lane']:6}  {each['score']:g}" for each in found]
    return Answer({"declarations": found}, lines=() if args.explain or args.numbers else brief)


def screened_json(conn: Connection, row: Row[Any], call: Call) -> dict[str, Any]:
    """One screening in the caller's language."""
    from app.risk.records import matches_of

    reasons = json.loads(row.reasons)
    lines: dict[int, list[dict[str, Any]]] = {}
    for match in matches_of(conn, row.declaration_no):
        lines.setdefault(match.line_no, []).append(
            {
                "recordation_no": match.recordation_no,
                "mark": match.mark,
                "matched": match.matched,
                "field": match.field,
                "method": match.method,
                "similarity": match.similarity,
                "in_scope": match.in_scope,
                "licensed": match.licensed,
                "alert": match.alert,
                "text": in_words(match.text, call.lang),
            }
        )
    return {
        "number": row.declaration_no,
        "lane": row.lane,
        "weighed_lane": row.weighed_lane,
        "control": row.control,
        "score": row.score,
        "likelihood": row.likelihood,
        "value_at_stake": row.value_at_stake,
        "terms": [
            {
                "id": term["id"],
                "contribution": term["contribution"],
                "text": in_words(say_from_json(term["say"]), call.lang),
                "source": term["source"],
            }
            for term in reasons["terms"]
        ],
        "would_change": [in_words(say_from_json(each["say"]), call.lang) for each in reasons["would_change"]],
        "lines": [{"line": line, "matches": matches} for line, matches in sorted(lines.items())],
    }
