"""`sync [--watch | --card FILE | --join FILE]`: share with the centre, or join it."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.call import SOMETHING_FOUND, Answer, Call, Commands, command


def add_to(commands: Commands) -> None:
    """Add the `sync` command."""
    sync = command(commands, "sync", sync_station, "one round with the centre, or keep going")
    ways = sync.add_mutually_exclusive_group()
    ways.add_argument("--watch", action="store_true", help="keep going until Ctrl+C")
    ways.add_argument("--card", type=Path, metavar="FILE", help="write this station's card, to be enrolled with")
    ways.add_argument(
        "--join", type=Path, metavar="FILE", help="read headquarters' answer in; the file is then removed"
    )
    sync.add_argument("--plain", action="store_true", help="with --join: allow a way that is not encrypted")


def sync_station(args: argparse.Namespace, call: Call) -> Answer:
    """Show the card, join, go one round, or keep going."""
    if args.card:
        return _write_card(args, call)
    if args.join:
        return _join(args, call)
    if args.watch:
        return _watch(call)
    from app.sync.work import sync_round

    with call.open() as (station, _officer):
        done = sync_round(station)
    return Answer(done.as_json(call.lang), status=SOMETHING_FOUND if done.errors else 0)


def _write_card(args: argparse.Namespace, call: Call) -> Answer:
    import json
    from dataclasses import asdict

    from app.store.blobs import write_durably
    from app.sync.work import card_of

    with call.open() as (station, _officer):
        card = asdict(card_of(station))
    write_durably(args.card, json.dumps(card, ensure_ascii=False, indent=1).encode())
    return Answer({"card": card, "file": str(args.card)})


def _join(args: argparse.Namespace, call: Call) -> Answer:
    from app.identity.rules import Power, require
    from app.sync.work import join, read_handover

    handover = read_handover(args.join)
    with call.open() as (station, officer):
        require(officer, Power.ENROL)
        join(station, handover, allow_plain=args.plain)
    args.join.unlink()  # handed over once: from now on the password stands in the encrypted database only
    return Answer({"station": handover.station, "joined": True})


def _watch(call: Call) -> Answer:
    import json
    import signal
    import sys
    from threading import Event

    from app.sync.work import watch

    last = None
    with call.open() as (station, _officer):
        stop = Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())  # as a service manager stops it
        try:
            for done in watch(station, stop):
                last = done
                sys.stderr.write(json.dumps(done.as_json(call.lang), ensure_ascii=False) + "\n")
        except KeyboardInterrupt:
            stop.set()
    return Answer(last.as_json(call.lang) if last else {})
