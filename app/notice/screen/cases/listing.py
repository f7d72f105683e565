"""The list of cases by their next deadline, with filters and what waits for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.fields import TextField
from app.desk.signs import Word
from app.desk.table import Column, RecordTable
from app.detention.view import TOUCHED, CaseRow, CasesView
from app.notice.screen.cases.words import both, urgency_word, when_text

CHIPS = ("", "overdue", "today", "week", "later", "none", TOUCHED)


class CaseList(QWidget):
    """Every case, the next deadline first."""

    opened = Signal(str)
    chosen = Signal()
    """Another row, or none, is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._view = CasesView()
        self._urgency = ""
        self._filter = TextField("")
        self._filter.edited.connect(self._show_rows)
        self._chips = {name: ActButton("", icon="bell" if name == TOUCHED else "") for name in CHIPS}
        for name, chip in self._chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._on_chip, name))
        self._chips[""].setChecked(True)
        self._table: RecordTable[CaseRow] = RecordTable("cases", self._columns(), same=lambda row: row.case_id)
        self._table.opened.connect(lambda row: self.opened.emit(row.case_id))
        self._table.chosen.connect(lambda _row: self.chosen.emit())
        head = QHBoxLayout()
        head.setSpacing(8)
        for chip in self._chips.values():
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self._filter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._table, 1)
        self.setFocusProxy(self._table)

    def _columns(self) -> Sequence[Column[CaseRow]]:
        return (
            Column("when", self.tr("urgency"), _urgency, width=176),
            Column("due", self.tr("due"), _due, width=146),
            Column("clock", self.tr("waits for"), lambda row: both(row.clock) if row.clock else "", width=170),
            Column("case", self.tr("case"), lambda row: row.case_id, width=176),
            Column("state", self.tr("stands at"), lambda row: " / ".join(map(both, row.states)), width=150),
            Column("party", self.tr("party"), lambda row: row.party, stretch=True),
            Column("items", self.tr("items"), lambda row: row.item_count, width=76),
            Column("where", self.tr("record"), lambda row: proof_word(proved=row.proved), width=126),
        )

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        self._filter.set_title(self.tr("Filter"))
        for name, chip in self._chips.items():
            count = self._view.count(name) if name else len(self._view.rows)
            chip.set_text(f"{when_text(name)}  {count}")
            chip.setVisible(name != TOUCHED or bool(count) or self._urgency == TOUCHED)
        self._table.set_words(self._columns(), self._empty())

    def _empty(self) -> str:
        if self._view.rows:
            return self.tr("No case fits the filter. Clear it to see all.")
        return self.tr("No cases yet. A detention on the bench opens one.")

    def show_cases(self, view: CasesView) -> None:
        """Show the cases."""
        self._view = view
        self.retranslate()
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        rows = self._view.only(self._urgency, self._filter.value())
        self._table.set_rows(rows)
        if rows and self._table.row is None:
            self._table.choose(rows[0])
        self.chosen.emit()

    def _on_chip(self, name: str) -> None:
        self._urgency = name
        for each, chip in self._chips.items():
            chip.setChecked(each == name)
        self._show_rows()

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        """The cases on show, in their order."""
        return self._table.rows

    @property
    def row(self) -> CaseRow | None:
        """The chosen case."""
        return self._table.row

    def named(self, text: str) -> str:
        """The case with a number, or of a declaration with it; empty where there is none."""
        wanted = text.strip()
        return next((row.case_id for row in self._view.rows if wanted in (row.case_id, row.declaration_no)), "")

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)


def proof_word(*, proved: bool) -> Word:
    """Where a case's facts are proved."""
    if proved:
        return Word("green", QCoreApplication.translate("Cases", "proved at the centre"), "cloud-check")
    return Word("yellow", QCoreApplication.translate("Cases", "only here"), "device-floppy")


def _urgency(row: CaseRow) -> Word:
    return urgency_word(row.urgency, row.due, row.left, paused=row.paused)


def _due(row: CaseRow) -> str:
    if row.due is None:
        return ""
    guess = "≈ " if row.due.provisional else ""
    return f"{guess}{row.due.day.isoformat()} {row.due.at}"
