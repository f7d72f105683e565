"""The queue page: which shipment next, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout

from app.bench.screen.why import Why
from app.bench.screen.words import lane_text, lane_word
from app.bench.view.queue import QueueRow, QueueView, queue_view, strongest
from app.bench.view.why import WhyView, why_view
from app.bench.work import release
from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.fields import TextField
from app.desk.files import READ, ask_file
from app.desk.jobs import Steps
from app.desk.language import words
from app.desk.layouts import side_by_side
from app.desk.page import Page
from app.desk.scan import Scan
from app.desk.table import Column, RecordTable
from app.identity.rules import Power
from app.intake.words import channel_said, direction_said
from app.intake.work import Received, receive_declarations
from app.risk.work import Screened, Screener, screen
from app.seat import Seat

CHIPS = ("", "red", "control", "yellow", "green")


class QueuePage(Page):
    """Shipments by lane and priority; typing filters, Enter opens."""

    open_asked = Signal(str)
    """The number of a shipment to put on the bench."""
    changed = Signal()
    targeting_asked = Signal()
    """A supervisor wants to see whether the choosing pays."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._seat, self._screener = seat, screener
        self._view = QueueView()
        self._lane = ""
        self._filter = TextField("")
        self._filter.edited.connect(self._show_rows)
        self._chips = {lane: ActButton("", kind="plain") for lane in CHIPS}
        for lane, chip in self._chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._on_lane, lane))
        self._chips[""].setChecked(True)
        self._table: RecordTable[QueueRow] = RecordTable(
            "queue", self._columns(), same=lambda row: row.number, many=True
        )
        self._table.opened.connect(self._on_opened)
        self._table.chosen.connect(self._on_chosen)
        self._why = Why(self._read_why)
        self._open = ActButton("", key="Enter", icon="scan", kind="main")
        self._open.clicked.connect(self._on_open)
        self._import = ActButton("", key="I", icon="file-import")
        self._import.clicked.connect(self._on_import)
        self._weigh = ActButton("", key="W", icon="scale")
        self._weigh.clicked.connect(self._on_weigh)
        self._release = ActButton("", key="R", icon="truck")
        self._release.clicked.connect(self._on_release)
        self._targeting = ActButton("", key="T", icon="chart-bar")
        self._targeting.clicked.connect(self.targeting_asked)
        self._targeting.setVisible(seat.officer.may(Power.EDIT_RULES))
        self._release.setVisible(seat.officer.may(Power.RELEASE_GREEN))
        self._import.setVisible(seat.officer.may(Power.IMPORT_DECLARATIONS))
        self._lay_out()
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for chip in self._chips.values():
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self._filter, 1)
        self.body.addLayout(head)
        self.head.addWidget(self._targeting)
        self.body.addWidget(side_by_side(self._table, self._why, shares=(3, 1)), 1)
        self.set_acts([self._import, self._weigh, self._release], main=self._open)

    def _columns(self) -> Sequence[Column[QueueRow]]:
        return (
            Column("lane", self.tr("lane"), _lane, width=92),
            Column("score", self.tr("score"), lambda row: round(row.score), width=52),
            Column("number", self.tr("number"), lambda row: row.number, width=156),
            Column("goods", self.tr("goods"), lambda row: row.goods, width=120),
            Column("why", self.tr("why it is here"), lambda row: strongest(row.reasons), width=240, stretch=True),
            Column("way", self.tr("way"), _way, width=140),
            Column("age", self.tr("age"), self._age, unit=self.tr("days"), width=72),
        )

    def _age(self, row: QueueRow) -> int:
        return max((self._view.today - row.declared_on).days, 0) if self._view.today else 0

    def retranslate(self) -> None:
        self.set_title(self.tr("Queue"))
        self._filter.set_title(self.tr("Filter"))
        self._table.set_words(self._columns(), self._empty())
        self._open.set_text(self.tr("put on the bench"))
        self._import.set_text(self.tr("import declarations"))
        self._weigh.set_text(self.tr("weigh new ones"))
        self._targeting.set_text(self.tr("targeting"))
        self._release.set_text(self.tr("release chosen green ones"))
        self._why.retranslate()
        self._show_counts()

    def _empty(self) -> str:
        if self._view.rows:
            return self.tr("No shipment fits the filter. Clear it to see all.")
        return self.tr("Nothing waits. Press I to import a declaration file, or drop one here.")

    # showing

    def arrive(self) -> None:
        self._seat.jobs.read(lambda: queue_view(self._seat.station), self.render_view)

    def render_view(self, view: QueueView) -> None:
        """Show the queue."""
        self._view = view
        self._table.set_words(self._columns(), self._empty())
        self._show_counts()
        self._show_rows()

    def _show_counts(self) -> None:
        counts = {"": len(self._view.rows), "control": self._view.controls}
        for lane, chip in self._chips.items():
            name = lane_text(lane) if lane else self.tr("all")
            chip.set_text(f"{name}  {counts.get(lane, self._view.count(lane))}")

    @Slot()
    def _show_rows(self) -> None:
        rows = self._view.only(self._lane, self._filter.value())
        self._table.set_rows(rows)
        if rows and self._table.row is None:
            self._table.choose(rows[0])

    def _on_lane(self, lane: str) -> None:
        self._lane = lane
        for name, chip in self._chips.items():
            chip.setChecked(name == lane)
        self._show_rows()

    @Slot(object)
    def _on_chosen(self, row: QueueRow | None) -> None:
        self._why.show_row(row)
        self._open.setEnabled(row is not None)

    def _read_why(self, number: str, told: Callable[[WhyView | None], None]) -> None:
        seat, register, tuning = self._seat, self._screener.register, self._screener.pack.tuning
        seat.jobs.read(lambda: why_view(seat.station, register, tuning, seat.officer, number), told)

    # acts

    @Slot(object)
    def _on_opened(self, row: QueueRow) -> None:
        self.open_asked.emit(row.number)

    @Slot()
    def _on_open(self) -> None:
        if self._table.row is not None:
            self.open_asked.emit(self._table.row.number)

    def scanned(self, scan: Scan) -> bool:
        return self.searched(scan.text)

    def searched(self, text: str) -> bool:
        found = next((row for row in self._view.rows if row.number == text.strip()), None)
        if found is not None:
            self.open_asked.emit(found.number)
            return True
        return False

    @Slot()
    def _on_import(self) -> None:
        ask_file(self, self.tr("Import declarations"), self.import_file, self.tr("Declarations"), *READ)

    @Slot(str)
    def import_file(self, name: str) -> None:
        """Take in a declaration file, then weigh what is new."""
        seat = self._seat

        def work(steps: Steps) -> Received:
            return receive_declarations(seat.station, seat.officer, Path(name), progress=steps.moved)

        job = seat.jobs.long(work, self._on_received, self._on_failed, moved=self.busy.moved, lane="change")
        self.busy.start(self.tr("Importing {file}").format(file=Path(name).name), job)

    def _on_received(self, received: Received) -> None:
        self.busy.finish()
        gaps = {
            "added": received.added,
            "changed": received.changed,
            "unchanged": received.unchanged,
            "rejected": len(received.rejects),
        }
        first = received.rejects[0] if received.rejects else None
        said = Say("inspection.received", gaps)
        if first is not None:
            said = Say(
                "inspection.received_with_rejects",
                {**gaps, "row": first.row, "field": first.field, "reason": first.reason},
            )
        self._seat.messages.tell(said)
        self._on_weigh()

    @Slot()
    def _on_weigh(self) -> None:
        seat, screener = self._seat, self._screener

        def work(steps: Steps) -> list[Screened]:
            return screen(seat.station, seat.officer, screener, progress=steps.moved)

        job = seat.jobs.long(work, self._on_weighed, self._on_failed, moved=self.busy.moved, lane="change")
        self.busy.start(self.tr("Weighing declarations"), job)

    def _on_weighed(self, done: list[Screened]) -> None:
        self.busy.finish()
        self.changed.emit()
        self.arrive()

    def _on_failed(self, failure: object) -> None:
        self.busy.finish()
        self._seat.messages.tell(failure)  # type: ignore[arg-type]  # jobs hand over Told or Bug

    @Slot()
    def _on_release(self) -> None:
        numbers = [row.number for row in self._table.selected if row.lane == "green" and not row.control]
        if not numbers:
            self._seat.messages.tell(Say("inspection.choose_green"))
            return
        question = self.tr("Release {count} green shipments under your authority?").format(count=len(numbers))
        self.confirm.ask(question, self.tr("release"), partial(self._release_now, numbers), key="Y")

    def _release_now(self, numbers: list[str]) -> None:
        seat = self._seat
        authority = f"{seat.officer.officer_id} {seat.officer.name_zh}".strip()
        seat.jobs.change(
            lambda: release(seat.station, seat.officer, numbers, authority), self._on_released, self._on_failed
        )

    def _on_released(self, count: int) -> None:
        self._seat.messages.tell(Say("inspection.released", {"count": count}))
        self.changed.emit()
        self.arrive()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            if url.isLocalFile():
                self.import_file(url.toLocalFile())


def _lane(row: QueueRow) -> object:
    return lane_word(row.lane, control=row.control, opened=row.open)


def _way(row: QueueRow) -> str:
    return f"{words(direction_said(row.direction))} · {words(channel_said(row.channel))}"
