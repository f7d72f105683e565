"""Layouts that give way: rows that wrap, text that shortens, columns that scroll, so that 200 % text fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QLayoutItem, QScrollArea, QSplitter, QWidget


class WrapRow(QLayout):
    """Items in reading order, in as many rows as the width needs; what follows `push()` stands at the far end."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._pushed = -1
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def push(self) -> None:
        """Everything added from now on stands at the far end of its row."""
        self._pushed = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if rows[-1] and used + wide > width:
                rows.append([])
                used = 0
            rows[-1].append(item)
            used += wide + self.spacing()
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        top = rect.top()
        for row in self._rows(rect.width()):
            high = max((item.sizeHint().height() for item in row), default=0)
            if move:
                self._place_row(row, rect, top, high)
            top += high + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)

    def _place_row(self, row: list[QLayoutItem], rect: QRect, top: int, high: int) -> None:
        far = [item for item in row if self._pushed >= 0 and self._items.index(item) >= self._pushed]
        left, right = rect.left(), rect.right() + 1
        for item in row:
            if item not in far:
                left = self._put(item, left, top, high, rect) + self.spacing()
        start = right - sum(item.sizeHint().width() for item in far) - self.spacing() * max(len(far) - 1, 0)
        for item in far:
            start = self._put(item, start, top, high, rect) + self.spacing()

    def _put(self, item: QLayoutItem, left: int, top: int, high: int, rect: QRect) -> int:
        size = item.sizeHint()
        place = QRect(QPoint(left, top + (high - size.height()) // 2), size)
        widget = self.parentWidget()
        if widget is not None and widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveLeft(rect.left() + rect.right() - place.right())
        item.setGeometry(place)
        return left + size.width()


class ShortLabel(QLabel):
    """A line that is cut with an ellipsis where there is no room; the whole text is its tool tip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )
        painter.end()


class Fitted(QWidget):
    """A widget that is never lower than its wrapped contents need: a layout alone would let them overlap."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.setMinimumHeight(max(layout.totalMinimumHeightForWidth(self.width()), 0))
        return done


def scrolling(inside: QWidget) -> QScrollArea:
    """A widget that scrolls up and down where it is too high, without a frame or a stop of the Tab key of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def emptied(layout: QLayout) -> None:
    """Take every widget out of a layout, and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # until it is deleted it would be drawn at its old place
            widget.deleteLater()


def side_by_side(*parts: QWidget, sizes: Sequence[int] = (), shares: Sequence[int] = ()) -> QSplitter:
    """Widgets whose widths a person may move, none to nothing: `sizes` at first, `shares` of what room is added."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setChildrenCollapsible(False)
    for part in parts:
        made.addWidget(part)
    for at, share in enumerate(shares):
        made.setStretchFactor(at, share)
    if sizes:
        made.setSizes(list(sizes))
    return made
