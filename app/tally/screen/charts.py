"""Charts of counts: batches and items on one axis of stations or days; each bar and point opens its cases."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final, Literal

import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.core.wording import grouped
from app.desk.language import words
from app.desk.layouts import ShortLabel
from app.desk.signs import label
from app.desk.theme import mark, theme
from app.tally.rules import axis
from app.tally.screen.figures import draw_focus
from app.tally.view import GroupRow

Kind = Literal["bars", "line"]
TICK: Final = 12
PANEL: Final = 92
DAYS_WITH_DOTS: Final = 62
FEWEST_PLACES: Final = 3
"""A single bar does not fill the chart."""
MOVES: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
OPENING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

pg.setConfigOptions(antialias=True, exitCleanup=False)


class Panel(pg.PlotWidget):  # type: ignore[misc]  # the library has no types
    """One figure along an axis of names; a click picks the nearest place."""

    picked = Signal(int)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._names: Sequence[str] = ()
        self._values: Sequence[int] = ()
        self._at = -1
        self._top = 1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_counts(self, names: Sequence[str], values: Sequence[int], at: int) -> None:
        """Draw other counts, with the place `at` brought out."""
        self._names, self._values, self._at = names, values, at
        self.redraw()

    def redraw(self) -> None:
        """Draw again, in the theme's colours and text size."""
        self.clear()
        self.setBackground(theme().color("surface"))
        plot = self.getPlotItem()
        for side in ("left", "bottom"):
            scale = plot.getAxis(side)
            scale.setStyle(tickFont=theme().font(TICK), tickLength=-4)
            scale.setTextPen(theme().color("muted"))
            scale.setPen(theme().color("line"))
        self._top, step = axis(max([*self._values, 1]))
        ticks = [(value, grouped(value)) for value in range(0, self._top + 1, step)]
        plot.getAxis("left").setTicks([ticks])
        plot.getAxis("left").setWidth(self._metrics().horizontalAdvance(grouped(self._top)) + theme().px(14))
        plot.showGrid(x=False, y=True, alpha=0.6)
        margin = max(0.6, (FEWEST_PLACES - len(self._values)) / 2) if self._kind == "bars" else len(self._values) / 12
        self.setYRange(0, self._top * 1.08, padding=0)  # the topmost number stands whole
        self.setXRange(-margin, max(len(self._values) - 1, 0) + margin, padding=0)
        self._name_places()
        self._draw(plot)

    def _draw(self, plot: Any) -> None:
        places = list(range(len(self._values)))
        if not places:
            return
        accent, chosen = theme().color("accent"), theme().color("text")
        if self._kind == "bars":
            ring = pg.mkPen(chosen, width=theme().px(2))
            pens = [ring if place == self._at else pg.mkPen(None) for place in places]
            plot.addItem(pg.BarGraphItem(x=places, height=self._values, width=0.5, brush=accent, pens=pens))
            return
        dots = {"symbol": "o", "symbolSize": theme().px(4), "symbolBrush": accent, "symbolPen": None}
        pen = pg.mkPen(accent, width=theme().px(2))
        plot.plot(places, list(self._values), pen=pen, **(dots if len(places) <= DAYS_WITH_DOTS else {}))
        if 0 <= self._at < len(places):
            size = theme().px(10)
            plot.plot([self._at], [self._values[self._at]], pen=None, symbol="o", symbolSize=size, symbolBrush=chosen)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme().font(TICK))

    def _name_places(self) -> None:
        """As many names as stand side by side, counted from the last: today is always named."""
        if not self._names:
            self.getPlotItem().getAxis("bottom").setTicks([[]])
            return
        widest = max(self._metrics().horizontalAdvance(name) for name in self._names) + theme().px(12)
        room = max(self.width() - self.getPlotItem().getAxis("left").width(), 1) / len(self._names)
        stride = max(math.ceil(widest / room), 1)
        last = len(self._names) - 1
        ticks = [(place, name) for place, name in enumerate(self._names) if (last - place) % stride == 0]
        self.getPlotItem().getAxis("bottom").setTicks([ticks])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_names"):
            self._name_places()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        across = self.getPlotItem().vb.mapSceneToView(self.mapToScene(event.position().toPoint())).x()
        place = round(across)
        if 0 <= place < len(self._values):
            self.picked.emit(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls


class CountChart(QFrame):
    """Batches and items side by side, each on its own scale; arrows go along, Enter or a click opens the cases."""

    opened = Signal(object)
    """A GroupRow."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        mark(self, kind="card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._kind = kind
        self._rows: Sequence[GroupRow] = ()
        self._at = -1
        self._said = ShortLabel()
        mark(self._said, kind="note")
        self._heading = label(kind="heading")
        self._titles = (label(kind="note"), label(kind="note"))
        self.batches, self.items = Panel(kind), Panel(kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._heading)
        head.addWidget(self._said, 1)
        column.addLayout(head)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        for title, panel in zip(self._titles, (self.batches, self.items), strict=True):
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(title)
            side.addWidget(panel)
            sides.addLayout(side, 1)
            panel.picked.connect(self._on_picked)
        column.addLayout(sides)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    @property
    def row(self) -> GroupRow | None:
        """The bar or point that is brought out."""
        return self._rows[self._at] if 0 <= self._at < len(self._rows) else None

    def set_words(self, heading: str) -> None:
        """What the chart is called, in the language on screen."""
        self._heading.setText(heading)
        self._titles[0].setText(self.tr("Batches"))
        self._titles[1].setText(self.tr("Items"))
        self._show()

    def set_rows(self, rows: Sequence[GroupRow]) -> None:
        """Show other counts; a line has its last day brought out, bars their first."""
        self._rows = rows
        self._at = len(rows) - 1 if self._kind == "line" else min(0, len(rows) - 1)
        self._show()

    def _show(self) -> None:
        names = [self._name(row) for row in self._rows]
        self.batches.show_counts(names, [row.figures.batches for row in self._rows], self._at)
        self.items.show_counts(names, [row.figures.items for row in self._rows], self._at)
        said = "" if self.row is None else self._says(self.row)
        self._said.setText(said)
        self._said.setToolTip(said)
        self.setAccessibleName(": ".join(part for part in (self._heading.text(), said) if part))

    def _name(self, row: GroupRow) -> str:
        whole = words(row.names[0])
        return whole[5:] if self._kind == "line" else whole

    def _says(self, row: GroupRow) -> str:
        batches, items = grouped(row.figures.batches), grouped(row.figures.items)
        return self.tr("{name}: {batches} batches, {items} items · Enter lists the cases").format(
            name=words(row.names[0]), batches=batches, items=items
        )

    @Slot(int)
    def _on_picked(self, place: int) -> None:
        self._at = place
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._show()
        if self.row is not None:
            self.opened.emit(self.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in MOVES and self._rows:
            self._at = min(max(self._at + MOVES[key], 0), len(self._rows) - 1)
            self._show()
        elif key in OPENING and self.row is not None:
            self.opened.emit(self.row)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_focus(self)

    @Slot()
    def _on_theme(self) -> None:
        for panel in (self.batches, self.items):
            panel.redraw()
            panel.setFixedHeight(theme().px(PANEL))
