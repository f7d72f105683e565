"""The rows under a table: columns take a frozen record to a value, and a value to what is shown, sorted and copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.errors import Say
from app.core.wording import THIN_SPACE, grouped
from app.desk.cells import VALUE
from app.desk.language import words
from app.desk.signs import Word

R = TypeVar("R")
Align = Literal["auto", "right", "centre"]
Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `of` takes a row to its value; numbers stand right, with their `unit` in the header.

    Values are shown by kind: count grouped, Decimal grouped, datetime 2026-11-22 14:05, date, Word as a pill, Say in
    words, None as a dash. `width` in design pixels; `stretch` takes what is left.
    """

    key: str
    title: str
    of: Callable[[R], object]
    unit: str = ""
    width: int = 120
    align: Align = "auto"
    stretch: bool = False


def shown(value: object) -> str:
    """A cell's text."""
    match value:
        case None | "":
            return "–"
        case bool():
            return "✓" if value else "–"
        case int() | Decimal():
            return grouped(value)
        case float():
            return f"{value:,.1f}".replace(",", THIN_SPACE)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case Word():
            return value.text
        case Say():
            return words(value)
        case tuple() | list():
            return " · ".join(shown(part) for part in value)
        case _:
            return str(value)


class RecordModel(QAbstractTableModel, Generic[R]):
    """Frozen rows under a table view."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[R] = []
        self._right: dict[int, bool] = {}

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self._right.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show the same rows under other titles (another language)."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._right.clear()
        self.endResetModel()

    def _alignment(self, at: int) -> Qt.AlignmentFlag:
        column = self.columns[at]
        if at not in self._right:
            first = next((value for row in self.rows if (value := column.of(row)) is not None), None)
            self._right[at] = bool(column.unit) if first is None else _is_number(first)
        across = _ACROSS.get(column.align, _ACROSS["right"] if self._right[at] else Qt.AlignmentFlag.AlignLeft)
        return across | Qt.AlignmentFlag.AlignVCenter

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == ROW:
            return row
        # A view asks for eight roles a cell at each paint: the value is worked out for those that show it.
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return shown(column.of(row))
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case _:
                return column.of(row) if role == VALUE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.title} ({column.unit})" if column.unit else column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        of = self.columns[column].of
        self.beginResetModel()
        self.rows.sort(key=lambda row: _sortable(of(row)), reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()


def _sortable(value: object) -> tuple[int, Any]:
    """Numbers by size, times by time, everything else by its text; nothing comes last."""
    if value is None:
        return (3, 0)
    if isinstance(value, int | float | Decimal):
        return (0, value)
    if isinstance(value, date):
        return (1, value.isoformat())
    return (2, shown(value).casefold())


_ACROSS = {"right": Qt.AlignmentFlag.AlignRight, "centre": Qt.AlignmentFlag.AlignHCenter}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def plain(value: object) -> str:
    """A cell for another program: numbers ungrouped, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    return shown(value).replace("\t", " ").replace("\n", " ")
