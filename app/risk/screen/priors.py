"""Published figures with publication and year, and the desk's own index as a heat map of economies and chapters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.risk.priors import Figure, Heat
from app.risk.view import TargetingView

TICK = 12
HEAT = 240
DEEPEST = 0.6

pg.setConfigOptions(antialias=True, exitCleanup=False)


class HeatMap(pg.PlotWidget):  # type: ignore[misc]  # the library has no types
    """Economies down, chapters across, darker is riskier; the same figures stand in each cell."""

    def __init__(self) -> None:
        super().__init__()
        self._heat: Heat | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        theme().changed.connect(self.redraw)

    def show_heat(self, heat: Heat | None) -> None:
        """Draw an index, or nothing where there is none."""
        self._heat = heat
        self.setVisible(heat is not None)
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw again, in the theme's colours and text size."""
        self.clear()
        self.setBackground(theme().color("surface"))
        self.setFixedHeight(theme().px(HEAT))
        if self._heat is None or not self._heat.cells:
            return
        cells = np.array(self._heat.cells)
        lowest, highest = theme().color("surface"), _between(theme().color("surface"), theme().color("red"))
        image = pg.ImageItem(cells.T, levels=(0.0, max(float(cells.max()), 0.01)))
        image.setColorMap(pg.ColorMap([0.0, 1.0], [lowest, highest]))
        plot = self.getPlotItem()
        plot.addItem(image)
        plot.invertY(True)
        for side, names in (("bottom", self._heat.products), ("left", self._heat.economies)):
            scale = plot.getAxis(side)
            scale.setStyle(tickFont=theme().font(TICK), tickLength=-4)
            scale.setTextPen(theme().color("text"))
            scale.setPen(theme().color("line"))
            scale.setTicks([[(place + 0.5, name) for place, name in enumerate(names)]])
        for down, row in enumerate(self._heat.cells):
            for across, value in enumerate(row):
                said = pg.TextItem(f"{value:.2f}", color=theme().color("text"), anchor=(0.5, 0.5))
                said.setFont(theme().font(TICK))
                said.setPos(across + 0.5, down + 0.5)
                plot.addItem(said)
        self.setXRange(0, len(self._heat.products), padding=0)
        self.setYRange(0, len(self._heat.economies), padding=0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls


def _between(one: QColor, other: QColor) -> QColor:
    """A little past half way to the other colour: the figures in the darkest cell stay easy to read."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * DEEPEST) for a, b in pairs))


class PriorsPart(QWidget):
    """The desk's own index above the figures that others have published."""

    def __init__(self) -> None:
        super().__init__()
        self.own = label(kind="heading", wrap=True)
        self.map = HeatMap()
        self.table: RecordTable[Figure] = RecordTable(
            "targeting-figures", self._columns(), same=lambda row: (row.publication, row.period, row.kind, row.key)
        )
        self._view: TargetingView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.own)
        column.addWidget(self.map)
        column.addWidget(self.table, 1)
        self.table.setMinimumHeight(160)

    def _columns(self) -> Sequence[Column[Figure]]:
        return (
            Column("what", self.tr("what"), lambda row: row.says.say(), stretch=True),
            Column("key", self.tr("of"), lambda row: row.key, width=150),
            Column("value", self.tr("figure"), lambda row: f"{row.value:g} {row.unit}", width=210),
            Column("publication", self.tr("publication"), lambda row: row.publication, width=160),
            Column("period", self.tr("year"), lambda row: row.period, width=92),
            Column("evidence", self.tr("read in"), self._evidence, width=110),
        )

    def _evidence(self, row: Figure) -> str:
        return self.tr("the publication") if row.evidence == "publication" else self.tr("a text that quotes it")

    def retranslate(self) -> None:
        """Say everything in the language on screen."""
        self.table.set_words(self._columns(), self.tr("No published figures. Set the program up again."))
        self.map.setAccessibleName(self.tr("Own index by origin and chapter"))
        if self._view is not None:
            self.own.setText(words(self._view.own_words))

    def render_view(self, view: TargetingView) -> None:
        """Show the figures."""
        self._view = view
        self.own.setText(words(view.own_words))
        self.map.show_heat(view.own)
        self.table.set_rows(view.figures)
