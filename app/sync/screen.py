"""The Sync page: what is only here, what the centre has proved, and what to do when it can't be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot

from app.core.errors import Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.files import ask_file
from app.desk.language import words
from app.desk.page import Page
from app.desk.signs import BigCount, Verdict, VerdictBanner, label
from app.desk.table import Column, RecordTable
from app.desk.theme import State
from app.identity.rules import Power
from app.seat import Seat
from app.sync.courier import Round
from app.sync.view import SyncView, sync_view
from app.sync.work import join, read_handover, sync_round

EVERY_MS = 60_000


@dataclass(frozen=True)
class _Line:
    name: str
    value: object


class SyncPage(Page):
    """The state of sharing in plain words; a round a minute by itself, or at once with one key."""

    shared = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._view: SyncView | None = None
        self._last: Round | None = None
        self._running = False
        self._banner, self._count = VerdictBanner(), BigCount()
        self._note = label(wrap=True)
        self._table: RecordTable[_Line] = RecordTable("sync", self._columns(), same=lambda line: line.name)
        self._table.setMinimumHeight(240)
        self._now = ActButton("", key="Enter", icon="refresh", kind="main")
        self._now.clicked.connect(self.go_round)
        self._join = ActButton("", key="J", icon="link")
        self._join.clicked.connect(self._on_join)
        self._join.setVisible(seat.officer.may(Power.ENROL))
        for widget in (self._banner, self._count, self._note):
            self.body.addWidget(widget)
        self.body.addWidget(self._table, 1)
        self.set_acts([self._join], main=self._now)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_time)
        self.retranslate()

    def _columns(self) -> Sequence[Column[_Line]]:
        return (
            Column("name", self.tr("what"), lambda line: line.name, stretch=True),
            Column("value", self.tr("number or time"), lambda line: line.value, width=220, align="right"),
        )

    def retranslate(self) -> None:
        self.set_title(self.tr("Sync"))
        self._table.set_words(self._columns(), "")
        self._show()

    def arrive(self) -> None:
        self._seat.jobs.read(lambda: sync_view(self._seat.station), self.render_view)
        self._timer.start()

    def render_view(self, view: SyncView) -> None:
        """Show how the station stands with the centre."""
        self._view = view
        self._show()

    def _show(self) -> None:
        self._say_acts()
        view = self._view
        if view is None:
            return
        self._banner.set_verdict(self._verdict(view))
        self._count.set_count(view.entries_only_here, self.tr("entries are only here"), self._bytes(view))
        rows = [
            _Line(self.tr("entries written at this station"), view.entries),
            _Line(self.tr("entries only here"), view.entries_only_here),
            _Line(self.tr("photos and documents only here"), view.blobs_only_here),
            _Line(self.tr("last proof of the centre"), view.proved_at[:16].replace("T", " ") or None),
        ]
        rows += [_Line(self.tr("entries of {stream}").format(stream=stream), count) for stream, count in view.pulled]
        self._table.set_rows(rows)
        self._note.setText(self._what_to_do(view))

    def _say_acts(self) -> None:
        joined = self._view is not None and self._view.joined
        self._now.setEnabled(joined and not self._running)
        self._now.set_text(self.tr("sharing …") if self._running else self.tr("share now"))
        self._join.set_text(self.tr("join another centre") if joined else self.tr("join the centre"))

    def _bytes(self, view: SyncView) -> str:
        kib = view.bytes_only_here // 1024
        return self.tr("{count} photos and documents, {kib} KiB").format(count=view.blobs_only_here, kib=grouped(kib))

    def _verdict(self, view: SyncView) -> Verdict:
        if not view.joined:
            return Verdict("blue", self.tr("NOT JOINED YET"))
        if self._last is not None and self._last.errors:
            return Verdict("yellow", self.tr("NOT SHARED"), tuple(words(error) for error in self._last.errors))
        state: State = "yellow" if view.entries_only_here else "green"
        if view.entries_only_here:
            return Verdict(state, self.tr("WAITING TO BE SHARED"))
        return Verdict(state, self.tr("ALL PROVED AT THE CENTRE"))

    def _what_to_do(self, view: SyncView) -> str:
        if view.joined:
            return self.tr("Everything works without the network; nothing is purged before the centre has proved it.")
        if not self._seat.officer.may(Power.ENROL):
            return self.tr("An administrator joins this station to the centre; until then everything is kept here.")
        return self.tr(
            "Give this station's card to headquarters (tidewaiter sync --card), then press J and choose their answer."
        )

    # acts

    @Slot()
    def _on_time(self) -> None:
        if self._view is not None and self._view.joined and not self._running:
            self.go_round()

    @Slot()
    def go_round(self) -> None:
        """One round with the centre, beside the work."""
        if self._running:
            return
        self._running = True
        self._say_acts()
        self._seat.jobs.read(lambda: sync_round(self._seat.station), self._on_round, self._on_failed, owner=self)

    def _on_round(self, done: Round) -> None:
        self._running = False
        self._last = done
        self.shared.emit()
        self.arrive()

    def _on_failed(self, failure: Any) -> None:
        self._running = False
        self._seat.messages.tell(failure)
        self.arrive()

    @Slot()
    def _on_join(self) -> None:
        ask_file(self, self.tr("Headquarters' answer"), self.join_with, self.tr("Answer of headquarters"), "json")

    @Slot(str)
    def join_with(self, name: str) -> None:
        """Take headquarters' answer in; the file is then removed, because the password is in it."""
        seat, path = self._seat, Path(name)

        def op() -> None:
            join(seat.station, read_handover(path))
            path.unlink(missing_ok=True)

        seat.jobs.change(op, self._on_joined, self._on_failed)

    def _on_joined(self, _none: None) -> None:
        self._seat.messages.tell(Say("sync.joined"))
        self.arrive()
