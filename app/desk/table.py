"""A table of records: frozen rows in, an opened or chosen row out; it sorts, copies and remembers its widths."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.desk import memory
from app.desk.cells import SignDelegate
from app.desk.rows import Column, RecordModel, plain
from app.desk.theme import theme

__all__ = ["Column", "RecordTable"]

R = TypeVar("R")


class RecordTable(QTableView, Generic[R]):
    """The table widget. `name` is under what its widths are remembered; `same` tells one record by its identity.

    The row that was chosen stays chosen over `set_rows` if `same` gives the same key for it.
    """

    opened = Signal(object)
    """A row, by Enter or double click."""
    chosen = Signal(object)
    """The current row, or None."""

    def __init__(
        self, name: str, columns: Sequence[Column[R]], *, empty: str = "", same: Callable[[R], object] | None = None,
        many: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._name = name
        self._empty = empty
        self._same = same or (lambda row: row)
        self._model: RecordModel[R] = RecordModel(columns, self)
        self._settling = False
        self.setModel(self._model)
        self.setItemDelegate(SignDelegate(self))
        self._behave(many=many)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(200)
        self._save.timeout.connect(self._keep_widths)
        self._restore_widths()
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.activated.connect(self._on_activated)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _behave(self, *, many: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows as shown, in their order on screen."""
        return tuple(self._model.rows)

    @property
    def row(self) -> R | None:
        """The current row."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    @property
    def selected(self) -> tuple[R, ...]:
        """All selected rows, from top to bottom."""
        return tuple(self._model.rows[index.row()] for index in sorted(self.selectionModel().selectedRows()))

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show rows; sorting, scroll and choice stay."""
        before = self.row
        key = None if before is None else self._same(before)
        at = self.verticalScrollBar().value()
        self._settling = True
        self._model.set_rows(rows)
        header = self.horizontalHeader()
        if header.sortIndicatorSection() >= 0:
            self._model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._settling = False
        if before is None or not self._choose_key(key):
            self.chosen.emit(self.row)
        self.verticalScrollBar().setValue(at)
        self.viewport().update()

    def choose(self, row: R) -> bool:
        """Make a row the current one; False if it is not shown."""
        return self._choose_key(self._same(row))

    def _choose_key(self, key: object) -> bool:
        for at, row in enumerate(self._model.rows):
            if self._same(row) == key:
                self.setCurrentIndex(self._model.index(at, 0))
                return True
        return False

    def set_words(self, columns: Sequence[Column[R]], empty: str) -> None:
        """Change titles and empty text (another language)."""
        before, at = self.row, self.verticalScrollBar().value()
        self._empty = empty
        self._settling = True
        self._model.set_columns(columns)
        if before is not None:
            self._choose_key(self._same(before))
        self._settling = False
        self.verticalScrollBar().setValue(at)
        self._restore_widths()
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        super().selectionChanged(selected, deselected)
        if not self._settling:
            self.chosen.emit(self.row)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.rows[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # Ctrl+Enter is the page's main act, never a row's
            else:
                self.opened.emit(self.row)
        elif event.text() and event.text().isprintable():
            event.ignore()  # printed letters belong to the page's acts, not to a search in the first column
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        """The selected rows with their header, as tab-separated text."""
        head = "\t".join(
            str(self._model.headerData(at, Qt.Orientation.Horizontal)) for at in range(len(self._model.columns))
        )
        lines = ["\t".join(plain(column.of(row)) for column in self._model.columns) for row in self.selected]
        QGuiApplication.clipboard().setText("\n".join((head, *lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._model.rows or not self._empty:
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme().color("muted"))
        painter.setFont(theme().font(14))
        space = self.viewport().rect().adjusted(24, 24, -24, -24)
        painter.drawText(space, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._empty)
        painter.end()

    @Slot()
    def _on_theme(self) -> None:
        # The least height first: Qt takes no default below it, and rows would stay tall when the text gets smaller.
        self.verticalHeader().setMinimumSectionSize(theme().row_height)
        self.verticalHeader().setDefaultSectionSize(theme().row_height)
        self._restore_widths()
        self.viewport().update()

    def _restore_widths(self) -> None:
        kept: dict[str, int] = json.loads(memory.recall(f"table.{self._name}.widths", "{}"))
        header = self.horizontalHeader()
        header.blockSignals(True)
        for at, column in enumerate(self._model.columns):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(at, theme().px(kept[column.key]) if column.key in kept else self._own_width(at))
        header.blockSignals(False)
        self._share_room()
        self.updateGeometries()

    def _share_room(self) -> None:
        # A column that takes the rest is never squeezed below its own width: rather the table scrolls sideways.
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        taking = [at for at, column in enumerate(self._model.columns) if column.stretch]
        taken = sum(self.columnWidth(at) for at in range(len(self._model.columns)) if at not in taking)
        tight = self.viewport().width() - taken < sum(map(self._own_width, taking))
        header.blockSignals(True)
        for at in taking:
            header.setSectionResizeMode(at, modes.Interactive if tight else modes.Stretch)
            if tight:
                self.setColumnWidth(at, self._own_width(at))
        header.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _own_width(self, at: int) -> int:
        # A title in another language may be wider than what its values need.
        title = self._model.headerData(at, Qt.Orientation.Horizontal)
        titled = self.horizontalHeader().fontMetrics().horizontalAdvance(str(title)) + theme().px(20)
        return max(theme().px(self._model.columns[at].width), titled)

    @Slot()
    def _on_resized(self) -> None:
        self._save.start()

    @Slot()
    def _keep_widths(self) -> None:
        widths = {
            column.key: round(self.columnWidth(at) / theme().px(100) * 100)
            for at, column in enumerate(self._model.columns)
            if not column.stretch
        }
        memory.keep(f"table.{self._name}.widths", json.dumps(widths))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.viewport().update()
