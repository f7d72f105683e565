"""The command line as a whole: the options every command shares, and each step's commands."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import itertools
import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NoReturn

from app.cli.arguments import complaint
from app.cli.call import OUR_FAULT, UNUSABLE, Answer, Call, Progress
from app.core import places
from app.core.clock import Clock, SystemClock
from app.core.errors import Refused, Trouble
from app.core.wording import Lang, in_words

STEPS: Final = (
    "station",
    "declarations",
    "register",
    "screen",
    "risk",
    "decode",
    "read_text",
    "clue_picture",
    "inspect",
    "detain",
    "case",
    "notice",
    "custody",
    "deadline",
    "agenda",
    "tally",
    "sync",
    "central",
    "journal",
    "export",
    "evidence",
    "demo",
)


class _Unusable(Exception):
    """What argparse says of a call that it can't parse."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Unusable(message)


@cache
def parser() -> argparse.ArgumentParser:
    """The whole parser; each step's module adds its own commands."""
    whole = _Parser(prog="tidewaiter", description="Customs IPR inspection, from scan to notice to tally.")
    whole.add_argument("--home", type=Path, default=None, help="the station's folder (TIDEWAITER_HOME)")
    whole.add_argument("--lang", choices=("zh", "en"), default=None)
    whole.add_argument("--officer", default=None, help="who acts (TIDEWAITER_OFFICER)")
    whole.add_argument("--json", action="store_true", help="standard output holds exactly one JSON document")
    whole.add_argument("--sample", action="store_true", help="make the sample station first where there is none")
    whole.add_argument("--stop-when-ready", action="store_true", help=argparse.SUPPRESS)
    whole.set_defaults(run=None)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for step in STEPS:
        if importlib.util.find_spec(f"app.cli.{step}") is not None:
            importlib.import_module(f"app.cli.{step}").add_to(commands)
    return whole


def run(argv: Sequence[str], clock: Clock | None = None) -> int:
    """Run one command and give its exit status; a failure is one line on standard error, never a traceback."""
    lang: Lang = "en" if _asks(argv, "en") else "zh" if _asks(argv, "zh") else of_environment()
    try:
        args = parser().parse_args(_json_first(argv))
        call = Call(
            args.home or places.default_home(), args.lang or lang, args.json, clock or SystemClock(), args.officer
        )
        if args.run is None:
            return open_window(args, call)
        answer: Answer = args.run(args, call)
        _print(answer, call)
    except _Unusable as unusable:
        _tell(in_words(complaint(str(unusable)), lang))
        return UNUSABLE
    except (Refused, Trouble) as told:
        mended = in_words("cli.other_officer", lang) if told.say.key == "identity.not_allowed" else ""
        _tell(in_words(told.say, lang) + mended)
        return UNUSABLE
    except KeyboardInterrupt:
        _tell(in_words("cli.stopped", lang))
        return UNUSABLE
    except BrokenPipeError:
        return UNUSABLE
    except Exception as bug:  # noqa: BLE001 - the last line of defence: a bug is written down, not printed
        _tell(in_words("cli.bug", lang, file=str(write_crash(bug))))
        return OUR_FAULT
    return answer.status


def open_window(args: argparse.Namespace, call: Call) -> int:
    """No command: the window; with `--sample` the sample station is made first where there is no station."""
    from app.identity.keyslots import KeySlots

    if not _has_screen(call):
        raise Trouble("cli.no_screen")
    if args.sample and not KeySlots.of(call.home).exists():
        from app.sample import make_sample_home

        bars: dict[str, Progress] = {}

        def told(what: str, done: int, total: int) -> None:
            bars.setdefault(what, call.progress(what))(done, total)

        make_sample_home(call.home, call.clock, told)
    KeySlots.of(call.home).slots()  # no station, no window: one line says how to make one
    try:
        from app.shift.opening import run_window
    except ImportError as error:
        raise Trouble("cli.no_qt", missing=str(error).split(":")[0][:80]) from error
    return run_window(call.home, call.clock, args.lang, stop_when_ready=args.stop_when_ready)


def _has_screen(call: Call) -> bool:
    """Whether a window could be shown: without a display Qt ends the whole process."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(call.environment.get(name) for name in wanted)


def _asks(argv: Sequence[str], lang: Lang) -> bool:
    return f"--lang={lang}" in argv or any(pair == ("--lang", lang) for pair in itertools.pairwise(argv))


def of_environment() -> Lang:
    """The language of the caller's surroundings; Chinese where they say nothing."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if said.lower().startswith("en") else "zh"


def _json_first(argv: Sequence[str]) -> list[str]:
    # Common options may stand anywhere: scripts write `screen --all --json`.
    common: list[str] = []
    rest: list[str] = []
    arguments = iter(argv)
    for argument in arguments:
        if argument == "--json":
            common.append(argument)
        elif argument in {"--home", "--lang", "--officer"}:
            common += [argument, next(arguments, "")]
        elif argument.startswith(("--home=", "--lang=", "--officer=")):
            common.append(argument)
        else:
            rest.append(argument)
    return [*common, *rest]


def _print(answer: Answer, call: Call) -> None:
    if call.json or not answer.lines:
        text = json.dumps(answer.result, ensure_ascii=False, indent=None if call.json else 2)
        sys.stdout.write(text + "\n")
    else:
        sys.stdout.write("\n".join(answer.lines) + "\n")
    sys.stdout.flush()


def _tell(line: str) -> None:
    sys.stderr.write(line.replace("\n", " ") + "\n")


def write_crash(bug: BaseException) -> Path:
    """Keep what a bug left for the people who mend it: the stack without values, so no secret is in it."""
    import tempfile
    import traceback

    stack = "".join(
        f"{frame.filename}:{frame.lineno} in {frame.name}\n" for frame in traceback.extract_tb(bug.__traceback__)
    )
    with tempfile.NamedTemporaryFile(
        "w", prefix="tidewaiter-crash-", suffix=".txt", delete=False, encoding="utf-8"
    ) as out:
        out.write(f"{type(bug).__name__}\n{stack}")
    return Path(out.name)
