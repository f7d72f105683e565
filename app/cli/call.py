"""What every command is given and what it gives back: one call, one answer, one JSON document."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.core.canonical import parsed_from_outside
from app.core.clock import Clock
from app.core.errors import Refused, Say
from app.core.wording import Lang, in_words

if TYPE_CHECKING:
    from app.identity.rules import Officer
    from app.journal.work import Station

DONE: Final = 0
SOMETHING_FOUND: Final = 1
UNUSABLE: Final = 2
OUR_FAULT: Final = 3

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Answer:
    """What a command found: the JSON document, the exit status, and lines for a person where JSON was not asked."""

    result: Mapping[str, Any]
    status: int = DONE
    lines: Sequence[str] = ()


@dataclass
class Call:
    """One call: where the station's home is, who acts, in which language, by which clock."""

    home: Path
    lang: Lang
    json: bool
    clock: Clock
    officer: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @contextmanager
    def open(self) -> Iterator[tuple[Station, Officer]]:
        """The station of the home, unlocked by the officer who calls."""
        from app import bootstrap
        from app.identity.home import open_home
        from app.identity.records import officer as find
        from app.identity.work import slots_of

        slots = slots_of(self.home)
        officer_id = self.officer or self.environment.get("TIDEWAITER_OFFICER") or slots.slots()[0].officer
        key = slots.unlock(officer_id, self.passphrase(officer_id), self.clock.now())
        station = open_home(self.home, key, bootstrap.appliers(), self.clock)
        try:
            with station.read() as conn:
                officer = find(conn, station.stream, officer_id)
            if officer is None or not officer.active:
                raise Refused("identity.inactive", officer=officer_id)
            yield station, officer
        finally:
            station.engine.dispose()

    def passphrase(self, officer_id: str) -> str:
        """The passphrase: from TIDEWAITER_PASSPHRASE, or asked at a terminal; never from the argument list."""
        given = self.environment.get("TIDEWAITER_PASSPHRASE")
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise Refused("cli.no_passphrase")
        from getpass import getpass

        return getpass(self.say("cli.passphrase_of", officer=officer_id) + " ")

    def say(self, key: str, **params: object) -> str:
        """A sentence in the caller's language."""
        return in_words(key, self.lang, **params)

    def progress(self, what: str) -> Progress:
        """A bar on a terminal's standard error; silence elsewhere."""
        if not sys.stderr.isatty():
            return lambda _done, _total: None

        def draw(done: int, total: int) -> None:
            width = 30 * done // max(total, 1)
            sys.stderr.write(f"\r{what} [{'#' * width}{'.' * (30 - width)}] {done}/{total}")
            sys.stderr.write("\n" if done >= total else "")
            sys.stderr.flush()

        return draw

    def steps(self) -> Callable[[int, int, Say], None]:
        """A bar for each part of long work, named by what it says."""
        bars: dict[str, Progress] = {}

        def told(done: int, total: int, what: Say) -> None:
            bars.setdefault(what.key, self.progress(in_words(what, self.lang)))(done, total)

        return told


Run = Callable[[argparse.Namespace, Call], Answer]
Commands = Any  # argparse keeps the type of add_subparsers' answer private


def command(commands: Commands, name: str, run: Run, about: str) -> argparse.ArgumentParser:
    """Add a command to the parser; `about` is its one line of help."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    return parser


def read_json(path: Path) -> Any:
    """A JSON input file; Refused with one line where it is missing, too large or not JSON."""
    limit = 16 * 1024 * 1024
    try:
        if path.stat().st_size > limit:
            raise Refused("cli.file_too_large", file=path.name, limit=limit // 1024**2)
        return parsed_from_outside(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused("cli.no_file", file=str(path)) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused("cli.not_json", file=path.name) from None


def read_object(path: Path) -> dict[str, Any]:
    """A JSON input file that holds one object."""
    plain = read_json(path)
    if not isinstance(plain, dict):
        raise Refused("cli.not_object", file=path.name)
    return plain


def read_objects(path: Path) -> list[dict[str, Any]]:
    """A JSON input file that holds a list of objects."""
    plain = read_json(path)
    if not isinstance(plain, list) or not all(isinstance(each, dict) for each in plain):
        raise Refused("cli.not_objects", file=path.name)
    return plain
