"""What follows a sign-in: station opened, register at hand, window begun; loaded while the officer types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import bootstrap
from app.core.clock import Clock
from app.desk.jobs import ThreadJobs
from app.desk.messages import Messages
from app.desk.scan import ScanBus
from app.desk.window import MainWindow
from app.identity.home import open_home
from app.identity.keyslots import KeySlots
from app.identity.rules import Officer
from app.identity.work import sign_in
from app.journal.work import Station
from app.path import STEPS
from app.risk.work import Screener
from app.seat import Seat
from app.shift.pages import Pages
from app.shift.shift import Shift


@dataclass(frozen=True)
class Opened:
    """A station that an officer has unlocked, with what it screens with."""

    station: Station
    officer: Officer
    screener: Screener


def open_for(home: Path, officer_id: str, passphrase: str, clock: Clock) -> Opened:
    """Unlock and open a station; off the window's thread, because the key is dear to stretch."""
    key = KeySlots.of(home).unlock(officer_id, passphrase, clock.now())
    station = open_home(home, key, bootstrap.appliers(), clock)
    try:
        return Opened(station, sign_in(station, officer_id), bootstrap.screener(station))
    except BaseException:
        station.engine.dispose()
        raise


def begin(
    opened: Opened, home: Path, jobs: ThreadJobs, bus: ScanBus, keep_bug: Callable[[BaseException], Path | None]
) -> Shift:
    """The window of a shift, on screen with its first page."""
    window = MainWindow(STEPS, bus)
    messages = Messages(window.message_bar, keep_bug, window)
    jobs.unanswered.connect(messages.tell)
    jobs.bug.connect(messages.bug)
    seat = Seat(home, opened.station, opened.officer, jobs, messages)
    shift = Shift(seat, window, Pages(seat, opened.screener))
    window.show()
    shift.begin()
    return shift
