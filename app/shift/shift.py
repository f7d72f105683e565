"""A shift: the window with its pages for one officer at one open station."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.core.errors import Bug, Say, Told
from app.desk.idle import IdleWatch
from app.desk.scan import Scan
from app.desk.status import Status
from app.desk.window import MainWindow
from app.identity.work import note, slots_of
from app.journal.drafts import Drafts, keep_drafts, kept_drafts
from app.journal.entry import Entry
from app.path import STEPS
from app.seat import Seat
from app.shift.pages import Pages
from app.shift.state import StationState, station_state

IDLE_MINUTES: Final = 10
DRAFTS_EVERY_MS: Final = 1_000


class Shift(QObject):
    """Holds window and pages together; `ended` when another officer wants to sign in."""

    ended = Signal()
    _heard = Signal()

    def __init__(self, seat: Seat, window: MainWindow, pages: Pages, *, idle_minutes: float = IDLE_MINUTES) -> None:
        super().__init__(window)
        self.seat, self.window, self.pages = seat, window, pages
        self._state = StationState()
        self._began = seat.station.clock.now()
        window.lock_asked.connect(self.lock)
        window.lock_screen.unlock_asked.connect(self._on_unlock)
        window.lock_screen.leave_asked.connect(self._on_leave)
        window.scanned.connect(self._on_scanned)
        window.searched.connect(self._on_searched)
        window.went.connect(self._refresh)
        self._heard.connect(self._on_heard)
        seat.station.heard.append(self._on_entries)
        self._drafts: Drafts = {}
        self._draft_timer = QTimer(self)
        self._draft_timer.setInterval(DRAFTS_EVERY_MS)
        self._draft_timer.timeout.connect(self._keep_drafts)
        self._idle = IdleWatch(idle_minutes, self)
        self._idle.idle.connect(self.lock)

    def begin(self) -> None:
        """Show the first page, with what was entered on it before."""
        self.pages.add_to(self.window)
        self.window.go(STEPS[0].key)
        self._refresh()
        seat = self.seat
        seat.jobs.read(lambda: kept_drafts(seat.station, seat.officer.officer_id), self._on_drafts)

    def _on_drafts(self, drafts: Drafts) -> None:
        self.window.take_drafts(drafts)
        self._draft_timer.start()

    @Slot()
    def _keep_drafts(self) -> None:
        drafts, seat = self.window.drafts(), self.seat
        if drafts != self._drafts:
            self._drafts = drafts
            seat.jobs.change(lambda: keep_drafts(seat.station, seat.officer.officer_id, drafts), _nothing)

    def end(self) -> None:
        """Stop watching and let the station's listeners go."""
        self._idle.close()
        self._draft_timer.stop()
        if self._on_entries in self.seat.station.heard:
            self.seat.station.heard.remove(self._on_entries)

    # what the journal tells

    def _on_entries(self, _entries: Sequence[Entry]) -> None:
        # Called on the thread that did the act: the signal brings it to the window's own.
        self._heard.emit()

    @Slot()
    def _on_heard(self) -> None:
        self.window.status.saved()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        self.seat.jobs.read(lambda: station_state(self.seat.station), self._on_state)

    def _on_state(self, state: StationState) -> None:
        self._state = state
        identity = self.seat.station.identity
        self.window.status.set_status(
            Status(
                officer=f"{self.seat.officer.name_zh} {self.seat.officer.name_en}".strip(),
                station=f"{identity.station} · {identity.customs}",
                since=self._began,
                register_age=state.register_age,
                only_here=state.only_here,
                last_contact=state.last_contact,
            )
        )

    # lock

    @Slot()
    def lock(self) -> None:
        """Cover the work; it stays on screen behind the lock."""
        if self.window.locked:
            return
        self.window.lock(self.seat.officer.name_zh or self.seat.officer.officer_id)
        self._record("locked")

    @Slot(str)
    def _on_unlock(self, passphrase: str) -> None:
        seat = self.seat
        slots = slots_of(seat.home)
        self.seat.jobs.read(
            lambda: slots.unlock(seat.officer.officer_id, passphrase, seat.station.clock.now()),
            self._on_unlocked,
            self._on_not_unlocked,
            owner=self,
        )

    def _on_unlocked(self, _key: bytes) -> None:
        self.window.unlock()
        self._record("unlocked")

    def _on_not_unlocked(self, failure: Told | Bug) -> None:
        self.window.lock_screen.refuse(failure.say if isinstance(failure, Told) else Say("desk.bug"))
        self._record("sign_in_failed")

    def _record(self, what: str) -> None:
        seat = self.seat
        seat.jobs.change(lambda: note(seat.station, seat.officer.officer_id, what), _nothing)

    @Slot()
    def _on_leave(self) -> None:
        self._record("signed_out")
        self.ended.emit()

    # what no page had a use for

    @Slot(object)
    def _on_scanned(self, scan: Scan) -> None:
        self.pages.found(scan.text)

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self.pages.found(text)


def _nothing(_answer: object) -> None:
    """The act is on disk; nothing is to be shown."""
