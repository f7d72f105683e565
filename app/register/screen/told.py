"""What an import left to look at: the open cases it touches, and the rows it refused or remarked, each with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.tables import Reject
from app.desk.buttons import ActButton
from app.desk.files import ask_target
from app.desk.language import words
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.desk.theme import mark
from app.register.screen.cases import TouchedCases
from app.register.words import field_said
from app.register.work import Edition


@dataclass(frozen=True)
class _Row:
    reject: Reject
    refused: bool


class ImportTold(QFrame):
    """In the place of the search while an import left something to look at; [S] saves the list, [X] puts it away."""

    put_away = Signal()
    save_asked = Signal(object)
    """The file to write the refused rows to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="card")
        self._edition: Edition | None = None
        self._title, self._columns_said = label(kind="heading", wrap=True), label(kind="note", wrap=True)
        self.cases = TouchedCases()
        self._table: RecordTable[_Row] = RecordTable("register-rejects", self._columns())
        self._table.chosen.connect(self._on_chosen)
        self._whole = label(wrap=True)
        self._save = ActButton("", key="S", icon="file-export")
        self._save.clicked.connect(self._on_save)
        self._close = ActButton("", key="X", icon="x")
        self._close.clicked.connect(self.put_away)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._save)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._columns_said)
        column.addWidget(self.cases)
        column.addWidget(self._table, 1)
        column.addWidget(self._whole)

    def _columns(self) -> Sequence[Column[_Row]]:
        return (
            Column("what", self.tr("taken?"), self._taken, width=110),
            Column("row", self.tr("row"), lambda row: row.reject.row, width=64),
            Column("field", self.tr("field"), lambda row: words(field_said(row.reject.field)), width=130),
            Column("value", self.tr("what stands there"), lambda row: row.reject.value, width=150),
            Column("reason", self.tr("why, and what to do"), lambda row: row.reject.reason, stretch=True),
        )

    def _taken(self, row: _Row) -> Word:
        return Word("red", self.tr("refused")) if row.refused else Word("yellow", self.tr("taken"))

    @property
    def edition(self) -> Edition | None:
        """The edition that was told of last."""
        return self._edition

    def show_edition(self, edition: Edition) -> bool:
        """Show what an import left; False where it left nothing to look at."""
        self._edition = edition
        rows = [_Row(each, refused=True) for each in edition.rejects]
        rows += [_Row(each, refused=False) for each in edition.remarks]
        self._table.set_rows(rows)
        if rows:
            self._table.choose(rows[0])
        self.cases.show_touched(edition.touched)
        self.retranslate()
        return bool(rows or edition.touched or edition.unknown_columns)

    def retranslate(self) -> None:
        """Say it again in the language in force."""
        self._save.set_text(self.tr("save the list"))
        self._close.set_text(self.tr("back to the register"))
        self._table.set_words(self._columns(), self.tr("Every row was taken."))
        self.cases.retranslate()
        edition = self._edition
        if edition is None:
            return
        self._title.setText(self.tr("What the import of {file} left to look at").format(file=edition.file))
        unknown = self.tr("Columns that the register does not know and left out: {names}")
        self._columns_said.setText(unknown.format(names=", ".join(edition.unknown_columns)))
        self._columns_said.setVisible(bool(edition.unknown_columns))
        self._save.setVisible(bool(edition.rejects or edition.remarks))
        self._on_chosen(self._table.row)

    @Slot(object)
    def _on_chosen(self, row: _Row | None) -> None:
        """A reason is longer than its cell where the text is large: below, it is said whole."""
        self._whole.setText(words(row.reject.reason) if row else "")
        self._whole.setVisible(row is not None)

    @Slot()
    def _on_save(self) -> None:
        name = f"{Path(self._edition.file).stem}-rejects.xlsx" if self._edition is not None else ""
        title, kind = self.tr("Save the refused rows"), self.tr("Excel workbook")
        ask_target(self, title, lambda file: self.save_asked.emit(Path(file)), kind, "xlsx", name=name)
