"""Kills a recording station at random instants and looks at what is left: `python -m tests.faults.kill_run 100`."""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app import bootstrap
from app.core.clock import SystemClock
from app.core.wording import in_words
from app.identity.home import make_home, open_home
from app.identity.keyslots import Cost
from app.identity.rules import Officer, Role
from app.journal.checking import check
from app.journal.records import entries
from app.journal.work import StationIdentity
from tests.faults.detaining import prepare
from tests.faults.recorder import named, record

ACT = "tests.faults.detaining:detain_one"
# What a life needs is read once, in a server that is never killed; each life is a fork of it.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.faults.recorder", "tests.faults.detaining"])


@dataclass(frozen=True)
class Killed:
    """One kill: how many facts had been confirmed before it, and what was wrong afterwards, if anything."""

    confirmed: int
    wrong: str | None


def make_station(home: Path) -> bytes:
    """A station to be killed; gives its key."""
    first = Officer("NB001", "李明", "Li Ming", frozenset(Role))
    identity = StationIdentity("KILL-01", "KILL-01", "3104", "cn")
    cheap = Cost(passes=1, memory_kib=64, lanes=1)
    station, key = make_home(
        home, identity, first, "correct horse battery", bootstrap.appliers(), SystemClock(), cost=cheap
    )
    prepare(station)
    station.engine.dispose()
    return key


def kill_once(home: Path, key: bytes, after_s: float, act: str = ACT) -> Killed:
    """Let a process act, kill -9 it so many seconds after its first confirmed act, and check what stands."""
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=record, args=(home, key, act, theirs))
    process.start()
    theirs.close()
    facts = dict[int, str](ours.recv())
    timer = threading.Timer(after_s, process.kill)
    timer.start()
    with suppress(EOFError, OSError):  # the last telling may be cut short: that act counts as unconfirmed
        while True:
            facts |= ours.recv()
    timer.join()
    process.join()
    return Killed(len(facts), _wrong_with(home, key, facts, act))


def _wrong_with(home: Path, key: bytes, facts: dict[int, str], act: str) -> str | None:
    station = open_home(home, key, bootstrap.appliers(), SystemClock())
    try:
        with station.read() as conn:
            checked = check(conn, station.appliers, station.blobs)
            stands = {entry.seq: entry for entry in entries(conn, station.stream)}
        if checked.first_bad is not None:
            return in_words(checked.first_bad, "en")
        lost = [seq for seq, digest in facts.items() if seq not in stands or stands[seq].hash != digest]
        if lost:
            return f"confirmed and lost: {lost}"
        for seq in facts:
            for blob in stands[seq].blobs():
                station.blobs.get(str(blob["sha256"]))
        named(act)(station, -1)  # and work goes on
    finally:
        station.engine.dispose()
    return None if facts else "nothing was confirmed before the kill"


def main() -> int:
    """Kill as often as asked and say what came of it."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    act = sys.argv[2] if len(sys.argv) > 2 else ACT
    facts = bad = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        key = make_station(home)
        for number in range(1, kills + 1):
            killed = kill_once(home, key, random.uniform(0, 0.8), act)  # noqa: S311
            facts += killed.confirmed
            bad += killed.wrong is not None
            sys.stdout.write(f"kill {number}: {killed.confirmed} facts confirmed, {killed.wrong or 'all there'}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{kills} kills, {facts} confirmed facts, {bad} bad\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
