"""`journal verify [--file F]`: re-check the chain, the signatures and that replay equals the read tables."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.call import SOMETHING_FOUND, Answer, Call, Commands, command
from app.core.wording import in_words

if TYPE_CHECKING:
    from app.journal.checking import Checked


def add_to(commands: Commands) -> None:
    """Add the `journal` commands."""
    journal = commands.add_parser("journal", help="the station's journal")
    acts = journal.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(journal))
    check = command(acts, "verify", verify, "re-check chain, signatures and replay")
    check.add_argument("--file", type=Path, help="another database file of this station, such as a back-up")


def verify(args: argparse.Namespace, call: Call) -> Answer:
    """Check the station's journal, or a back-up of it, with the same key."""
    from app.journal.checking import check

    with call.open() as (station, officer):
        if args.file is None:
            with station.read() as conn:
                found = check(conn, station.appliers, station.blobs)
        else:
            found = _check_file(args.file, call, officer.officer_id)
    bad = in_words(found.first_bad, call.lang) if found.first_bad else None
    return Answer({"entries": found.entries, "ok": found.ok, "first_bad": bad}, 0 if found.ok else SOMETHING_FOUND)


def _check_file(file: Path, call: Call, officer_id: str) -> Checked:
    import shutil
    import tempfile

    from app import bootstrap
    from app.core.errors import Refused
    from app.identity.home import open_home
    from app.identity.work import slots_of
    from app.journal.checking import check

    if not file.is_file():
        raise Refused("cli.no_file", file=str(file))
    key = slots_of(call.home).unlock(officer_id, call.passphrase(officer_id), call.clock.now())
    # A copy is looked at: opening an older file upgrades it, and a back-up stays as it is.
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder)
        shutil.copy2(file, copied / "station.db")
        (copied / "blobs").symlink_to((call.home / "blobs").resolve(), target_is_directory=True)
        station = open_home(copied, key, bootstrap.appliers(), call.clock)
        try:
            with station.read() as conn:
                return check(conn, station.appliers, station.blobs)
        finally:
            station.engine.dispose()
