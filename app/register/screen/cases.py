"""The open cases that a change of the register concerns: what it means for each, Enter opens the case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.register.editions import Touched
from app.register.screen.words import turn_word

ROWS_SHOWN = 4


class TouchedCases(QWidget):
    """Hidden where no open case is touched; `case_asked` with the case's number."""

    case_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(kind="heading", wrap=True)
        self._table: RecordTable[Touched] = RecordTable("register-cases", self._columns(), same=lambda each: each.case)
        self._table.opened.connect(lambda each: self.case_asked.emit(each.case))
        self._table.chosen.connect(self._on_chosen)
        self._whole = label(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self._table)
        column.addWidget(self._whole)
        theme().changed.connect(self._fit)
        self.hide()

    def _columns(self) -> Sequence[Column[Touched]]:
        return (
            Column("case", self.tr("case"), lambda each: each.case, width=130),
            Column("what", self.tr("the right"), lambda each: turn_word(each.change.turn), width=104),
            Column("why", self.tr("what it means for the case"), lambda each: each.say, stretch=True),
        )

    def show_touched(self, touched: Sequence[Touched]) -> None:
        """Show these cases, or nothing."""
        self._table.set_rows(touched)
        self._fit()
        if touched:
            self._table.choose(touched[0])
        self.setVisible(bool(touched))

    @Slot()
    def _fit(self) -> None:
        """As high as its rows, at the text size in force."""
        rows = min(len(self._table.rows), ROWS_SHOWN) + 1
        self._table.setFixedHeight(theme().row_height * rows + theme().px(16))

    def _on_chosen(self, each: Touched | None) -> None:
        """What it means is longer than its cell where the text is large: below, it is said whole."""
        self._whole.setText(words(each.say) if each else "")

    def retranslate(self) -> None:
        """Say it again in the language in force."""
        self._title.setText(self.tr("Open cases to look at (Enter opens the case)"))
        self._table.set_words(self._columns(), "")
        self._on_chosen(self._table.row)
