"""What an import left to look at: the open cases it touches, and the rows it refused or remarked, each with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.tables import Reject
from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.desk.theme import mark, theme
from app.register.screen.words import field_text
from app.register.work import Edition, Touched

ROWS_SHOWN = 5
MOST_CASES = 6


@dataclass(frozen=True)
class _Row:
    reject: Reject
    refused: bool


class ImportTold(QFrame):
    """Hidden until an import leaves something to look at; [X] puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="card")
        self._rows: tuple[_Row, ...] = ()
        self._touched: tuple[Touched, ...] = ()
        self._title = label(kind="heading")
        self._cases = label(wrap=True)
        self._table: RecordTable[_Row] = RecordTable("register-rejects", self._columns())
        self._close = ActButton("", key="X", kind="link")
        self._close.clicked.connect(self._on_close)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self._cases)
        column.addWidget(self._table)
        self.hide()

    def _columns(self) -> Sequence[Column[_Row]]:
        return (
            Column("what", self.tr("taken?"), self._taken, width=110),
            Column("row", self.tr("row"), lambda row: row.reject.row, width=70),
            Column("field", self.tr("field"), lambda row: field_text(row.reject.field), width=130),
            Column("value", self.tr("what stands there"), lambda row: row.reject.value, width=170),
            Column("reason", self.tr("why, and what to do"), lambda row: row.reject.reason, stretch=True),
        )

    def _taken(self, row: _Row) -> Word:
        return Word("red", self.tr("refused")) if row.refused else Word("yellow", self.tr("taken"))

    def show_edition(self, edition: Edition) -> None:
        """Show what an import left; nothing where it left nothing."""
        self._rows = (
            *(_Row(each, refused=True) for each in edition.rejects),
            *(_Row(each, refused=False) for each in edition.remarks),
        )
        self._touched = edition.touched
        self._table.set_rows(self._rows)
        self.setVisible(bool(self._rows or self._touched))
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again in the language in force."""
        self._title.setText(self.tr("What this import left to look at"))
        self._close.set_text(self.tr("put away"))
        self._table.set_words(self._columns(), "")
        shown = [words(each.say) for each in self._touched[:MOST_CASES]]
        if len(self._touched) > MOST_CASES:
            shown.append(self.tr("and {count} more").format(count=len(self._touched) - MOST_CASES))
        self._cases.setText("\n".join(shown))
        self._cases.setVisible(bool(shown))
        self._table.setVisible(bool(self._rows))
        rows = min(len(self._rows), ROWS_SHOWN) + 1
        self._table.setFixedHeight(theme().row_height * rows + theme().px(16))

    @Slot()
    def _on_close(self) -> None:
        self.hide()
