"""The two headline figures of any period, each beside the days it is compared with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.errors import Say
from app.core.wording import grouped
from app.desk.figures import Figure, FigureTile
from app.desk.language import words
from app.desk.theme import theme


def draw_focus(widget: QWidget) -> None:
    """A ring round a card that has the keyboard's focus."""
    if widget.hasFocus():
        painter = QPainter(widget)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("accent"), 2))
        painter.drawRoundedRect(widget.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()


class PeriodTile(FigureTile):
    """One figure whose comparisons are called as the period asks: yesterday, last week, the month before."""

    _called: tuple[Say | str, Say | str] = ("", "")

    def set_words(self, before: Say, year: Say) -> None:
        """What the two comparisons are called."""
        self._called = (before, year)
        self._show()

    def _show(self) -> None:
        figure = self._figure
        self._value.setText("–" if figure.value is None else grouped(figure.value))
        compared = (figure.yesterday, figure.last_year)
        for line, other, called in zip(self._against, compared, self._called, strict=True):
            line.show_against(figure.value, other, words(called))
        said = "; ".join(line.said for line in self._against)
        self.setAccessibleName(f"{self._title.text()}: {self._value.text()}; {said}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_focus(self)


class PeriodFigures(QWidget):
    """Batches and items side by side: neither is ever shown without the other."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.batches, self.items = PeriodTile(""), PeriodTile("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for tile in (self.batches, self.items):
            row.addWidget(tile, 1)
            tile.opened.connect(self.opened)
        self._retranslate()

    def set_words(self, before: Say, year: Say) -> None:
        """What the comparisons are called."""
        self.batches.set_words(before, year)
        self.items.set_words(before, year)

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
