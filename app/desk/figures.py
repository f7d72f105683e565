"""The two headline figures, always both, each with what it is compared to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.wording import grouped
from app.desk.icons import put_pixmap
from app.desk.signs import label
from app.desk.theme import mark


@dataclass(frozen=True)
class Figure:
    """A figure of today, of yesterday and of the same day last year; None where it is not known."""

    value: int | None
    yesterday: int | None = None
    last_year: int | None = None


class FigureTile(QFrame):
    """One big figure; Enter or a click opens the records behind it."""

    opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._figure = Figure(None)
        self._title = label(title, "label")
        self._value = label("–", "count")
        self._against = (_Against(), _Against())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._value)
        for line in self._against:
            column.addWidget(line)
        self._show()

    def set_title(self, title: str) -> None:
        """Change the words over the figure."""
        self._title.setText(title)
        self._show()

    def set_figure(self, figure: Figure) -> None:
        """Show a figure with its comparisons."""
        self._figure = figure
        self._show()

    def _show(self) -> None:
        figure = self._figure
        self._value.setText("–" if figure.value is None else grouped(figure.value))
        self._against[0].show_against(figure.value, figure.yesterday, self.tr("yesterday"))
        self._against[1].show_against(figure.value, figure.last_year, self.tr("same day last year"))
        said = "; ".join(line.said for line in self._against)
        self.setAccessibleName(f"{self._title.text()}: {self._value.text()}; {said}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


class _Against(QWidget):
    """`▲ 12 % · 1 204 yesterday`: up, down or even as an icon and as words, in no colour of praise or blame."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self._text = label(kind="note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)

    @property
    def said(self) -> str:
        return self._text.text()

    def show_against(self, value: int | None, before: int | None, when: str) -> None:
        if value is None or before is None:
            put_pixmap(self._icon, "minus", "muted", 14)
            self._text.setText(f"– · {when}")
            return
        rise = (value > before) - (value < before)
        put_pixmap(self._icon, {1: "arrow-up", -1: "arrow-down", 0: "equal"}[rise], "muted", 14)
        change = f"{(value - before) / before:+.0%} · " if before else ""
        self._text.setText(f"{change}{grouped(before)} {when}")


class FigurePair(QWidget):
    """Batches and items side by side: neither is ever shown without the other."""

    opened = Signal(str)
    """`batches` or `items`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.batches, self.items = FigureTile(""), FigureTile("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.batches, 1)
        row.addWidget(self.items, 1)
        self.batches.opened.connect(lambda: self.opened.emit("batches"))
        self.items.opened.connect(lambda: self.opened.emit("items"))
        self._retranslate()

    def set_figures(self, batches: Figure, items: Figure) -> None:
        """Show both figures."""
        self.batches.set_figure(batches)
        self.items.set_figure(items)

    def _retranslate(self) -> None:
        self.batches.set_title(self.tr("Batches"))
        self.items.set_title(self.tr("Items"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
