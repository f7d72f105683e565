"""Published figures with publication and year, an index of one's own as a heat map, and what a figure may add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.core.errors import Say
from app.desk.fields import Field, NumberField
from app.desk.files import ask_file
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.risk.gtric import Gtric, Heat, gtric_of, read_amounts
from app.risk.priors import Figure
from app.risk.screen.part import Part, act, give_way
from app.risk.view import TargetingView
from app.risk.view.watching import index_words
from app.risk.work import Screener
from app.risk.work.steering import set_prior_points
from app.seat import Seat

TICK = 12
HEAT = 240
DEEPEST = 0.6
MOST_SHOWN = 12
CODED = frozenset({"product", "product by parcel", "economy", "holder", "region"})
"""Kinds of figures whose key is a code of its own; the others say in words what they are of."""

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
        for side, names, index in (
            ("bottom", self._heat.products, self._heat.product_index),
            ("left", self._heat.economies, self._heat.economy_index),
        ):
            told = [f"{name} · {at:.2f}" for name, at in zip(names, index, strict=True)]
            scale = plot.getAxis(side)
            scale.setStyle(tickFont=theme().font(TICK), tickLength=-4)
            scale.setTextPen(theme().color("text"))
            scale.setPen(theme().color("line"))
            scale.setTicks([[(place + 0.5, text) for place, text in enumerate(told)]])
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


class FiguresPart(Part):
    """An index of one's own above the figures that others have published, and what these may add."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__(seat, screener)
        self.own = label(kind="heading", wrap=True)
        self.map = HeatMap()
        self.points, self.hint = NumberField(""), label(kind="note", wrap=True)
        self.table: RecordTable[Figure] = RecordTable(
            "targeting-figures", self._columns(), same=lambda row: (row.publication, row.period, row.kind, row.key)
        )
        self._load = act("L", "file-import", self._on_choose)
        self._set = act("S", "scale", self._on_set)
        self.acts = (self._load, self._set)
        self._own: Say | None = None
        self._points: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.own)
        column.addWidget(self.map)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.points)
        foot.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)
        give_way(self.table)

    def _columns(self) -> Sequence[Column[Figure]]:
        return (
            Column("what", self.tr("what it says"), lambda row: row.says.say(), stretch=True),
            Column("key", self.tr("HS or economy"), lambda row: row.key if row.kind in CODED else "", width=132),
            Column("value", self.tr("figure"), _figure, width=120, align="right"),
            Column("publication", self.tr("publication"), lambda row: row.publication, width=160),
            Column("period", self.tr("year"), lambda row: row.period, width=92),
            Column("evidence", self.tr("read in"), self._evidence, width=84),
            Column("weighs", self.tr("weighs in"), self._weighs, width=84),
        )

    def _evidence(self, row: Figure) -> str:
        return self.tr("original") if row.evidence == "publication" else self.tr("quoted")

    def _weighs(self, row: Figure) -> str:
        return self.tr("yes") if row.weighs else ""

    def retranslate(self) -> None:
        self.table.set_words(self._columns(), self.tr("No published figures. Set the program up again."))
        self.map.setAccessibleName(self.tr("Index by economy and product"))
        self.points.set_title(self.tr("Points a weighed figure may add at most"))
        self.hint.setText(self.tr("0 to 20; never opens a shipment by itself, and the desk's own finds wash it out"))
        self._load.set_text(self.tr("index of a table…"))
        self._set.set_text(self.tr("set the points"))
        if self._own is not None:
            self.own.setText(words(self._own))

    def fields(self) -> Mapping[str, Field]:
        return {"most": self.points}

    def render_view(self, view: TargetingView) -> None:
        self.show_index(view.own, view.own_words)
        self.table.set_rows(view.figures)
        if self._points != view.prior_points:
            self._points = view.prior_points
            self.points.set_value(view.prior_points)

    def show_index(self, told: Gtric | None, said: Say) -> None:
        """Show an index as a heat map, and what it rests on."""
        self._own = said
        self.own.setText(words(said))
        self.map.show_heat(told.heat(MOST_SHOWN) if told else None)

    def _on_choose(self) -> None:
        title = self.tr("Seizures and imports (product, economy, seizures, imports)")
        ask_file(self, title, self.load, self.tr("Tables"), "csv", "xlsx")

    @Slot(str)
    def load(self, name: str) -> None:
        """Compute the index of a table of seizures and imports."""
        self._seat.jobs.read(lambda: gtric_of(read_amounts(Path(name))), self._on_index, self.on_failed)

    def _on_index(self, told: Gtric) -> None:
        self.show_index(told, index_words(told))

    def _on_set(self) -> None:
        seat, most = self._seat, self.points.value()
        wanted = -1 if most is None else int(most)
        self.change(
            lambda: set_prior_points(seat.station, seat.officer, wanted),
            lambda _none: Say("targeting.prior_kept", {"most": wanted}),
        )


def _figure(row: Figure) -> str:
    unit = {
        "million": QCoreApplication.translate("Figures", "million"),
        "rank": QCoreApplication.translate("Figures", "rank"),
    }.get(row.unit, row.unit)
    return f"{unit} {row.value:g}" if row.unit == "rank" else f"{row.value:g} {unit}"
