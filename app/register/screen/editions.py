"""The editions of the register: when each came, what it changed field by field, and the open cases that concerns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.layouts import side_by_side
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import mark
from app.register.difference import Change
from app.register.screen.cases import TouchedCases
from app.register.screen.words import turn_word
from app.register.view import EditionRow, EditionView
from app.register.words import change_said


class EditionsPanel(QFrame):
    """In the place of the search: editions on the left, the chosen one's changes on the right; [X] leads back."""

    put_away = Signal()
    edition_asked = Signal(object)
    """The edition whose changes are wanted."""
    right_asked = Signal(str)
    """The number of a right whose record is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="card")
        self._view: EditionView | None = None
        self._title = label(kind="heading")
        self._close = ActButton("", key="X", icon="x")
        self._close.clicked.connect(self.put_away)
        self._editions: RecordTable[EditionRow] = RecordTable(
            "register-editions", self._edition_columns(), same=lambda row: (row.stream, row.edition)
        )
        self._editions.chosen.connect(self._on_chosen)
        self._about = label(wrap=True)
        self.cases = TouchedCases()
        self._changes: RecordTable[Change] = RecordTable("register-changes", self._change_columns())
        self._changes.chosen.connect(self._on_change)
        self._whole = label(wrap=True)
        self._changes.opened.connect(lambda change: self.right_asked.emit(change.recordation_no))
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        right = QWidget()
        of_one = QVBoxLayout(right)
        of_one.setContentsMargins(0, 0, 0, 0)
        of_one.addWidget(self._about)
        of_one.addWidget(self.cases)
        of_one.addWidget(self._changes, 1)
        of_one.addWidget(self._whole)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(side_by_side(self._editions, right, sizes=(2_000, 3_000)), 1)

    def _edition_columns(self) -> Sequence[Column[EditionRow]]:
        return (
            Column("edition", self.tr("edition"), lambda row: row.edition, width=68),
            Column("day", self.tr("day"), lambda row: row.imported_on, width=96),
            Column("added", self.tr("added"), lambda row: row.added, width=72),
            Column("changed", self.tr("changed"), lambda row: row.changed, width=72),
            Column("rejected", self.tr("refused"), lambda row: row.rejected, width=72),
            Column("stream", self.tr("station"), lambda row: row.stream, stretch=True),
        )

    def _change_columns(self) -> Sequence[Column[Change]]:
        return (
            Column("mark", self.tr("mark"), lambda change: change.mark, width=120),
            Column("number", self.tr("recordation"), lambda change: change.recordation_no, width=116),
            Column("turn", self.tr("the right"), lambda change: turn_word(change.turn), width=110),
            Column("fields", self.tr("what changed"), _fields, stretch=True),
        )

    @property
    def row(self) -> EditionRow | None:
        """The chosen edition."""
        return self._editions.row

    def show_editions(self, rows: Sequence[EditionRow]) -> None:
        """Show the editions, the newest chosen."""
        self._editions.set_rows(rows)
        if rows:
            self._editions.choose(rows[0])
        self._editions.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_edition(self, view: EditionView) -> None:
        """Show what an edition changed."""
        self._view = view
        self.cases.show_touched(view.touched)
        self._changes.set_rows(view.changes)
        if view.changes:
            self._changes.choose(view.changes[0])
        self.retranslate()

    def _on_change(self, change: Change | None) -> None:
        """Below the table, where there is room for it: each field before and after."""
        self._whole.setText(_fields(change, "\n") if change else "")
        self._whole.setVisible(change is not None and bool(change.fields))

    def _on_chosen(self, row: EditionRow | None) -> None:
        if row is not None:
            self.edition_asked.emit(row)

    def retranslate(self) -> None:
        """Say it again in the language in force."""
        self._title.setText(self.tr("Editions of the register"))
        self._close.set_text(self.tr("back to the register"))
        self._editions.set_words(self._edition_columns(), self.tr("No edition has come yet."))
        self._changes.set_words(self._change_columns(), self.tr("Choose an edition to see what it changed."))
        self.cases.retranslate()
        self._on_change(self._changes.row)
        if self._view is None:
            return
        row, told = self._view.row, len(self._view.changes)
        said = self.tr("Edition {edition} of {day}, from {file}, by {officer}")
        about = said.format(edition=row.edition, day=row.imported_on, file=row.file, officer=row.officer)
        left = row.added + row.changed - told
        more = self.tr("and {count} more new rights").format(count=left) if left > 0 else ""
        self._about.setText(" · ".join(part for part in (about, more) if part))


def _fields(change: Change, between: str = "; ") -> str:
    return between.join(words(change_said(each)) for each in change.fields)
