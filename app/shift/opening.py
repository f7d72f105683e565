"""Starting the window: one a station, dressed and in the officer's language, signed in, and closed cleanly."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.core.clock import Clock
from app.core.errors import Bug, Say, Told
from app.core.wording import Lang
from app.desk import memory, taste
from app.desk.crash import CrashFiles, LastResort
from app.desk.jobs import ThreadJobs
from app.desk.language import language
from app.desk.scan import ScanBus
from app.desk.single import SingleInstance
from app.desk.sounds import sounds, written
from app.desk.theme import theme
from app.identity.keyslots import KeySlots
from app.shift.sample_mark import sample_hint
from app.shift.sign_in import Asked, SignInScreen

if TYPE_CHECKING:
    from app.shift.opened import Opened
    from app.shift.shift import Shift


class Opening(QObject):
    """From the sign-in to the shift and back; `ready` when something can be done."""

    ready = Signal()

    def __init__(self, home: Path, clock: Clock, crashes: CrashFiles, *, hint: str = "") -> None:
        super().__init__()
        self._home, self._clock, self._crashes, self._hint = home, clock, crashes, hint
        self._bus = ScanBus()
        taste.restore(self._bus)
        self._bus.pause(on=True)
        self.jobs = ThreadJobs()
        self.screen: SignInScreen | None = None
        self.shift: Shift | None = None

    def start(self) -> None:
        """Ask who works here."""
        slots = KeySlots.of(self._home).slots()
        officers = [
            (slot.officer, " ".join(part for part in (slot.name_zh, slot.name_en) if part) or slot.officer)
            for slot in slots
        ]
        self.screen = SignInScreen(officers, hint=self._hint)
        self.screen.asked.connect(self._on_asked)
        self.screen.show()
        self.screen.start()
        # While the officer types, what the work needs is loaded on the other side: the sign-in is there at once.
        self.jobs.change(_load_the_rest, lambda _none: None, lambda _failure: None)
        self.ready.emit()

    def _on_asked(self, asked: Asked) -> None:
        if self.screen is not None:
            self.screen.wait(on=True)
        self.jobs.change(lambda: self._opened(asked), self._on_opened, self._on_refused, owner=self)

    def _opened(self, asked: Asked) -> Opened:
        from app.shift.opened import open_for

        return open_for(self._home, asked.officer_id, asked.passphrase, self._clock)

    def _on_refused(self, failure: Told | Bug) -> None:
        if self.screen is not None:
            self.screen.refuse(failure.say if isinstance(failure, Told) else Say("desk.bug"))

    def _on_opened(self, opened: Opened) -> None:
        from app.shift.opened import begin

        self.shift = begin(opened, self._home, self.jobs, self._bus, self._crashes.write)
        self._bus.pause(on=False)
        self.shift.ended.connect(self._on_ended)
        if self.screen is not None:
            self.screen.close()
            self.screen = None
        self.jobs.read(written, sounds().begin, owner=self)
        if self._crashes.unseen():
            self.shift.seat.messages.tell(Say("desk.bug_before"))
            self._crashes.seen()
        self.ready.emit()

    def _on_ended(self) -> None:
        self._leave()
        self.start()

    def _leave(self) -> None:
        if self.shift is None:
            return
        shift, self.shift = self.shift, None
        shift.end()
        self._bus.pause(on=True)
        shift.window.close()
        shift.window.deleteLater()
        station = shift.seat.station
        self.jobs.change(shift.pages.eyes.close, lambda _none: None)
        self.jobs.change(station.engine.dispose, lambda _none: None)

    def caught(self, error: BaseException) -> None:
        """A bug that nobody answered for: kept, and said where there is a window to say it in."""
        if self.shift is not None:
            self.shift.seat.messages.bug(error)
        else:
            self._crashes.write(error)

    def forward(self) -> None:
        """A second start asked for this window."""
        if self.shift is not None:
            self.shift.window.bring_forward()
        elif self.screen is not None:
            self.screen.show()
            self.screen.raise_()
            self.screen.activateWindow()

    def close(self) -> None:
        """End everything: the shift, the station, the lanes."""
        self._leave()
        if self.screen is not None:
            self.screen.close()
            self.screen = None
        self.jobs.close()
        sounds().end()


def run_window(home: Path, clock: Clock, lang: Lang | None, *, stop_when_ready: bool = False) -> int:
    """Open the window and stay until it is closed; a second start on the same home brings the first forward."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker: Qt gives back what we made
    app.setApplicationName("Tidewaiter")
    single = SingleInstance(home)
    if not single.first():
        return 0
    memory.remember_in(home / "desk.ini")
    theme()
    crashes = CrashFiles(home / "crashes", clock)
    opening = Opening(home, clock, crashes, hint=sample_hint(home))
    if lang is not None:
        language().set(lang)
    last_resort = LastResort(opening.caught)
    last_resort.install()
    single.forward_asked.connect(opening.forward)
    if stop_when_ready:
        opening.ready.connect(lambda: QTimer.singleShot(0, app.quit))
    QTimer.singleShot(0, opening.start)
    try:
        return int(app.exec())
    finally:
        opening.close()
        last_resort.remove()
        single.close()


def _load_the_rest() -> None:
    import app.shift.opened  # noqa: F401
