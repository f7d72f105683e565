"""The register page: type and see, choose and read; [I] takes in a register file, [H] shows what changed and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Refused, Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.fields import TextField
from app.desk.files import READ, ask_file
from app.desk.jobs import Failure, Job, Steps
from app.desk.language import language
from app.desk.layouts import side_by_side
from app.desk.page import Page
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.identity.rules import Power
from app.register.editions import OpenCases
from app.register.rejected import write_rejects
from app.register.screen.editions import EditionsPanel
from app.register.screen.record import RecordPanel
from app.register.screen.told import ImportTold
from app.register.screen.words import status_word
from app.register.standing import StandingRegister
from app.register.view import (
    EditionRow,
    EditionView,
    RecordView,
    RegisterView,
    ResultRow,
    edition_view,
    editions_view,
    record_view,
    register_view,
)
from app.register.words import why_said
from app.register.work import Edition, import_register
from app.seat import Seat

CALM_MS: Final = 150
"""While somebody types, only the rows keep up; the whole record follows when the typing pauses."""
_INTO_RESULTS: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RegisterPage(Page):
    """Search as you type over every recordation, the whole record beside it; editions and imports in its place."""

    case_opened = Signal(str)
    """The number of a case that a change of the register concerns."""

    def __init__(self, seat: Seat, register: StandingRegister, open_cases: OpenCases | None = None) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._seat, self._register, self._open_cases = seat, register, open_cases
        self._view = RegisterView()
        self._job: Job | None = None
        self._said_empty = ""
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.timeout.connect(self._on_calm)
        self._field = TextField("")
        self._field.edited.connect(self._search)
        self._about = label(kind="note")
        self._table: RecordTable[ResultRow] = RecordTable("register", self._columns(), same=lambda row: row.number)
        self._table.chosen.connect(self._on_chosen)
        self._field.line.installEventFilter(self)
        self._table.installEventFilter(self)
        self._record = RecordPanel()
        self._record.day_asked.connect(self._on_day)
        self._told = ImportTold()
        self._told.put_away.connect(self._on_back)
        self._told.save_asked.connect(self.save_rejects)
        self._told.cases.case_asked.connect(self.case_opened)
        self._editions_panel = EditionsPanel()
        self._editions_panel.put_away.connect(self._on_back)
        self._editions_panel.edition_asked.connect(self._on_edition)
        self._editions_panel.right_asked.connect(self._on_right)
        self._editions_panel.cases.case_asked.connect(self.case_opened)
        self._shown, self._searching = QStackedWidget(), QWidget()
        self._history = ActButton("", key="H", icon="history")
        self._history.clicked.connect(self._on_history)
        self._editions = ActButton("", key="E", icon="list-details")
        self._editions.clicked.connect(self._on_editions)
        self._import = ActButton("", key="I", icon="file-import", kind="main")
        self._import.clicked.connect(self._on_import)
        self._import.setVisible(seat.officer.may(Power.IMPORT_REGISTER))
        self._lay_out()
        self.retranslate()
        self._on_chosen(None)

    def _lay_out(self) -> None:
        self.head.addWidget(self._about)
        column = QVBoxLayout(self._searching)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._field)
        column.addWidget(side_by_side(self._table, self._record, sizes=(3_000, 2_000), shares=(3, 2)), 1)
        for part in (self._searching, self._told, self._editions_panel):
            self._shown.addWidget(part)
        self.body.addWidget(self._shown, 1)
        self.set_acts([self._history, self._editions], main=self._import)
        QWidget.setTabOrder(self._field.editor, self._table)

    def _columns(self) -> Sequence[Column[ResultRow]]:
        return (
            Column("mark", self.tr("mark"), lambda row: " · ".join((row.mark, *row.other_names)), width=170),
            Column("number", self.tr("recordation"), lambda row: row.number, width=112),
            Column("status", self.tr("status"), lambda row: status_word(row.status), width=112),
            Column("holder", self.tr("holder"), lambda row: row.holder, stretch=True),
            Column("why", self.tr("found by"), lambda row: why_said(row.why), width=84),
        )

    def retranslate(self) -> None:
        self.set_title(self.tr("Register"))
        self._field.set_title(self.tr("Number, mark (any script, also misspelt), holder, or class"))
        self._field.line.setPlaceholderText(self.tr("such as T2024-000123, 乐部部, labubo, class 25"))
        self._history.set_text(self.tr("history"))
        self._editions.set_text(self.tr("editions"))
        self._import.set_text(self.tr("import register"))
        self._record.retranslate()
        self._told.retranslate()
        self._editions_panel.retranslate()
        self._show_words()

    def _show_words(self) -> None:
        self._said_empty = self._empty()
        self._table.set_words(self._columns(), self._said_empty)
        self._show_about()

    def _show_about(self) -> None:
        if self._view.imported_on is None:
            self._about.setText("")
            return
        self._about.setText(
            self.tr("{count} rights · edition {edition} of {day}").format(
                count=grouped(self._view.over), edition=self._view.edition, day=self._view.imported_on
            )
        )

    def _empty(self) -> str:
        if self._view.imported_on is None:
            if self._import.isHidden():
                return self.tr("The register is empty. Ask the register clerk to import one.")
            return self.tr("The register is empty. Press I to import a register file, or drop one here.")
        if self._view.text.strip():
            return self.tr("No right answers to this. Type fewer letters, or another part of the name.")
        return self.tr("Type a number, a mark, a holder or a class to see what is recorded.")

    # searching

    def arrive(self) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search()

    @Slot()
    def _search(self) -> None:
        """One search at a time: a slow one is not overtaken, the newest text is asked when it has answered."""
        if self._job is not None and self._job.running:
            return
        text, seat, register = self._field.value(), self._seat, self._register
        self._job = seat.jobs.read(lambda: register_view(seat.station, register, text), self.render_view)

    @property
    def shown_text(self) -> str:
        """The text that the rows on screen answer."""
        return self._view.text

    def render_view(self, view: RegisterView) -> None:
        """Show what was found; the likeliest answer to a new text is chosen."""
        other = view.text != self._view.text
        self._view = view
        if self._empty() == self._said_empty:
            self._show_about()
        else:
            self._show_words()
        self._table.set_rows(view.rows)
        if view.rows and (other or self._table.row is None):
            self._table.choose(view.rows[0])
        if self._field.value() != view.text:
            self._search()

    def searched(self, text: str) -> bool:
        self._on_right(text)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, Down and Enter lead into the results; Esc in the results leads back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._field.line and event.key() in _INTO_RESULTS:
                self._table.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if watched is self._table and event.key() == Qt.Key.Key_Escape:
                self._field.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    # the record

    @Slot(object)
    def _on_chosen(self, row: ResultRow | None) -> None:
        self._history.setEnabled(row is not None)
        if row is None:
            self._record.show_record(None)
            return
        self._record.set_day(self._seat.station.today())
        self._calm.start(0 if self._table.hasFocus() else CALM_MS)

    @Slot()
    def _on_calm(self) -> None:
        row = self._table.row
        if row is not None:
            self._read(row.number, None)

    def _read(self, number: str, day: date | None) -> None:
        seat, open_cases = self._seat, self._open_cases
        seat.jobs.read(lambda: record_view(seat.station, number, day, open_cases), self._on_read, self._on_unread)

    def _on_read(self, view: RecordView) -> None:
        row = self._table.row
        if row is not None and row.number == view.right.recordation_no:
            self._record.show_record(view)

    def _on_unread(self, failure: Failure) -> None:
        if isinstance(failure, Refused) and failure.field == "as_of":
            self._record.refuse(failure)
        else:
            self._seat.messages.tell(failure)

    @Slot(object)
    def _on_day(self, day: date | None) -> None:
        row = self._table.row
        if row is not None:
            self._read(row.number, day)

    @Slot()
    def _on_history(self) -> None:
        self._record.show_history(on=not self._record.history_open)

    # its editions

    @Slot()
    def _on_editions(self) -> None:
        seat = self._seat
        seat.jobs.read(lambda: editions_view(seat.station), self._on_editions_read)

    def _on_editions_read(self, rows: tuple[EditionRow, ...]) -> None:
        self._show(self._editions_panel)
        self._editions_panel.show_editions(rows)

    @Slot(object)
    def _on_edition(self, row: EditionRow) -> None:
        seat, open_cases = self._seat, self._open_cases
        seat.jobs.read(lambda: edition_view(seat.station, row, open_cases), self._on_edition_read)

    def _on_edition_read(self, view: EditionView) -> None:
        if view.row == self._editions_panel.row:
            self._editions_panel.show_edition(view)

    @Slot(str)
    def _on_right(self, text: str) -> None:
        self._show(self._searching)
        self._field.set_value(text)
        self._search()

    @Slot()
    def _on_back(self) -> None:
        self._show(self._searching)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, part: QWidget) -> None:
        self._shown.setCurrentWidget(part)
        self._history.setVisible(part is self._searching)

    # the file

    @Slot()
    def _on_import(self) -> None:
        ask_file(self, self.tr("Import register"), self.import_file, self.tr("Register files"), *READ)

    @Slot(str)
    def import_file(self, name: str) -> None:
        """Take in a register file; its refused rows are listed, and the open cases it touches."""
        seat, open_cases = self._seat, self._open_cases

        def work(steps: Steps) -> Edition:
            return import_register(seat.station, seat.officer, Path(name), progress=steps.moved, open_cases=open_cases)

        job = seat.jobs.long(work, self._on_imported, self._on_failed, moved=self.busy.moved, lane="change")
        self.busy.start(self.tr("Importing {file}").format(file=Path(name).name), job)

    def _on_imported(self, edition: Edition) -> None:
        self.busy.finish()
        self._seat.messages.tell(edition.say)
        self._show(self._told if self._told.show_edition(edition) else self._searching)
        # The edition stands; the first search waits for its index, and whoever works on should not.
        self.busy.start(self.tr("Making the new edition ready to be searched and matched"))
        self._seat.jobs.read(self._register.prepare, self._on_ready, self._on_failed)

    def _on_ready(self, _done: None) -> None:
        self.busy.finish()
        self._search()

    @Slot(object)
    def save_rejects(self, path: Path) -> None:
        """Write the rows that the last import refused as a workbook."""
        edition, lang = self._told.edition, language().lang
        if edition is None:
            return

        def write() -> Say:
            write_rejects(path, edition, lang)
            return Say("register_step.rejects_written", {"file": path.name})

        self._seat.jobs.read(write, self._seat.messages.tell, self._seat.messages.tell)

    def _on_failed(self, failure: Failure) -> None:
        self.busy.finish()
        self._seat.messages.tell(failure)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._import.isHidden():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            if url.isLocalFile():
                self.import_file(url.toLocalFile())
