"""`central init|serve|enrol|verify|status|dismiss|discard`: the central database, its projector and its stations."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.call import SOMETHING_FOUND, Answer, Call, Commands, command
from app.core.wording import in_words

if TYPE_CHECKING:
    from sqlalchemy import Engine


def add_to(commands: Commands) -> None:
    """Add the `central` commands; without --url they use TIDEWAITER_CENTRAL, else the built-in server of the home."""
    central = commands.add_parser("central", help="the central database")
    acts = central.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=type(central))
    init = command(acts, "init", init_central, "make the central database (built in, or at a PostgreSQL URL)")
    init.add_argument("url", nargs="?", help="password from PGPASSWORD or ~/.pgpass, not from here")
    command(acts, "serve", serve, "verify and apply what arrives, until Ctrl+C")
    enrolling = command(acts, "enrol", enrol_station, "give a station its role; writes the answer for it")
    enrolling.add_argument("station")
    enrolling.add_argument("--card", type=Path, required=True, help="the station's card (tidewaiter sync --card)")
    enrolling.add_argument("--out", type=Path, required=True, help="the answer, readable by its owner only")
    enrolling.add_argument("--address", help="where stations reach the database, if not at this URL")
    enrolling.add_argument("--for-every-station", action="store_true", help="reference data: all stations read it")
    command(acts, "verify", verify, "chain, signatures, and that replay equals the read tables")
    command(acts, "status", status, "each station: entries, head, age, backlog")
    for name, run, about in (
        ("dismiss", dismiss_station, "end a station's enrolment"),
        ("discard", discard_entries, "throw away a station's entries that can't be verified"),
    ):
        command(acts, name, run, about).add_argument("station")
    for act in acts.choices.values():
        if act is not init:
            act.add_argument("--url")
        act.add_argument("--plain", action="store_true", help="allow a way to the database that is not encrypted")


@contextmanager
def _centre(args: argparse.Namespace, call: Call, *, make: bool = False) -> Iterator[Engine]:
    from app import bootstrap
    from app.core.errors import Refused
    from app.store.upgrade import is_empty
    from app.sync.central import open_centre
    from app.sync.embedded import Embedded

    bootstrap.appliers()
    url: str = args.url or call.environment.get("TIDEWAITER_CENTRAL") or ""
    folder = call.home / "central"
    if not url and not make and not folder.exists():
        raise Refused("sync.no_address")
    server = None if url else Embedded(folder)
    if server is not None:
        server.start()
        url = server.database()
    args.reached_at = url
    try:
        engine = open_centre(url, allow_plain=args.plain)
        try:
            if not make and is_empty(engine):
                raise Refused("sync.not_central")
            yield engine
        finally:
            engine.dispose()
    finally:
        if server is not None:
            server.stop()


def init_central(args: argparse.Namespace, call: Call) -> Answer:
    """Make the central database, or bring it to today's schema."""
    from app.store.upgrade import revision_of
    from app.sync.central import initialise

    with _centre(args, call, make=True) as engine:
        initialise(engine)
        return Answer({"url": engine.url.render_as_string(), "revision": revision_of(engine)})


def serve(args: argparse.Namespace, call: Call) -> Answer:
    """Run the projector until Ctrl+C."""
    import signal
    import sys
    from threading import Event

    from app import bootstrap
    from app.sync.projector import Caught, Projector

    def hear(caught: Caught) -> None:
        for say in caught.stopped:
            sys.stderr.write(in_words(say, call.lang) + "\n")

    with _centre(args, call) as engine:
        sys.stderr.write(call.say("sync.serving") + "\n")
        stop = Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())  # as a service manager stops it
        try:
            Projector(engine, bootstrap.appliers()).serve(stop, hear)
        except KeyboardInterrupt:
            stop.set()
    return Answer({"served": True})


def enrol_station(args: argparse.Namespace, call: Call) -> Answer:
    """Enrol a station by its card and write the answer for it."""
    from app.core.errors import Refused
    from app.sync.central import enrol, write_handover
    from app.sync.work import read_card

    card = read_card(args.card)
    if card.station != args.station:
        raise Refused("sync.other_card", field="card", found=card.station, station=args.station)
    if args.out.exists():
        raise Refused("sync.handover_exists", field="out", path=args.out.name)
    with _centre(args, call) as engine:
        address = args.address or args.reached_at
        handed = enrol(engine, card, address, for_every_station=args.for_every_station)
        write_handover(handed, args.out)
    return Answer({"station": handed.station, "stream": handed.stream, "role": handed.role, "file": str(args.out)})


def verify(args: argparse.Namespace, call: Call) -> Answer:
    """Check the centre's journal and that its read tables are the reading of it."""
    from app import bootstrap
    from app.sync.checking import check_centre

    with _centre(args, call) as engine:
        found = check_centre(engine, bootstrap.appliers())
    bad = in_words(found.first_bad, call.lang) if found.first_bad else None
    return Answer({"entries": found.entries, "ok": found.ok, "first_bad": bad}, 0 if found.ok else SOMETHING_FOUND)


def status(args: argparse.Namespace, call: Call) -> Answer:
    """Say of each station what the centre has and what waits."""
    from app.store.engine import reading
    from app.sync.view import central_lines

    with _centre(args, call) as engine, reading(engine) as conn:
        lines = central_lines(conn, call.clock.now())
    still = any(line.stopped for line in lines)
    return Answer({"stations": [line.as_json(call.lang) for line in lines]}, SOMETHING_FOUND if still else 0)


def dismiss_station(args: argparse.Namespace, call: Call) -> Answer:
    """End a station's enrolment."""
    from app.sync.central import dismiss

    with _centre(args, call) as engine:
        dismiss(engine, args.station)
    return Answer({"station": args.station, "dismissed": True})


def discard_entries(args: argparse.Namespace, call: Call) -> Answer:
    """Throw away a station's unverifiable entries."""
    from app.sync.central import discard

    with _centre(args, call) as engine:
        gone = discard(engine, args.station)
    return Answer({"station": args.station, "discarded": gone})
