"""`deadline`: when a number of working days ends, and how that was worked out."""

from __future__ import annotations

import argparse

from app.cli.arguments import day, whole
from app.cli.call import Answer, Call, Commands, command


def add_to(commands: Commands) -> None:
    """Add the `deadline` command."""
    asking = command(commands, "deadline", work_out, "when a number of working days ends")
    asking.add_argument("--profile", choices=("cn", "eu", "us"), default="cn")
    asking.add_argument("--from", dest="start", type=day, required=True, metavar="DATE")
    asking.add_argument("--working-days", type=whole(1, 3660), required=True, metavar="N")


def work_out(args: argparse.Namespace, call: Call) -> Answer:
    """The last day, each step, and whether a year's calendar is still a guess."""
    from app.core.wording import in_words
    from app.deadlines.pack import calendar_for, load_pack
    from app.deadlines.rules import due, plain_rule

    pack = load_pack(args.profile, args.start)
    found = due(plain_rule(args.working_days), args.start, calendar_for(pack))
    steps = [
        {
            "day": step.day.isoformat(),
            "counted": step.counted,
            "count": step.count,
            "why": in_words(step.why, call.lang),
        }
        for step in found.steps
    ]
    result = {"due": found.day.isoformat(), "steps": steps, "provisional": found.provisional}
    return Answer(result, lines=[f"{each['day']}  {each['count']:>4}  {each['why']}" for each in steps])
