"""What a case holds besides its papers: its lines of goods, its rights and its photographs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.layouts import WrapRow
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.notice.cases_view import LineShown, RightShown, thumbnails
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.words import basis_text, plain
from app.seat import Seat

THUMBNAIL = 150


class LinesPanel(CasePanel):
    """The lines as they were counted, each with what its value rests on."""

    key = "L"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._table: RecordTable[LineShown] = RecordTable("case_lines", self._columns(), same=lambda row: row.n)
        self._table.setMinimumHeight(theme().px(260))
        self._table.chosen.connect(self._on_chosen)
        self._amend = ActButton("", key="A", icon="edit")
        self._amend.clicked.connect(self._on_amend)
        self._worth = ActButton("", key="V", icon="scale")
        self._worth.clicked.connect(self._on_worth)
        row = WrapRow()
        for button in (self._amend, self._worth):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._table, 1)

    def _columns(self) -> Sequence[Column[LineShown]]:
        currency = self.at.view.currency if self.at else ""
        return (
            Column("n", "#", lambda row: row.n, width=44),
            Column("goods", self.tr("goods"), lambda row: row.goods, stretch=True),
            Column("quantity", self.tr("counted"), lambda row: plain(row.quantity), width=90),
            Column("unit", self.tr("unit"), lambda row: row.unit, width=56),
            Column("value", self.tr("value"), lambda row: row.value, unit=currency, width=130),
            Column("basis", self.tr("rests on"), lambda row: basis_text(row.price_basis), width=130),
            Column("evidence", self.tr("evidence"), lambda row: row.evidence, width=120),
            Column("rights", self.tr("rights"), lambda row: row.rights, width=150),
        )

    @property
    def title(self) -> str:
        return self.tr("lines") + f" {len(self.at.view.lines) if self.at else 0}"

    @property
    def table(self) -> RecordTable[Any]:
        return self._table

    def retranslate(self) -> None:
        self._amend.set_text(self.tr("correct the line"))
        self._worth.set_text(self.tr("value it by the rules"))
        self._table.set_words(self._columns(), "")

    def show_case(self, at: At) -> None:
        super().show_case(at)
        self.retranslate()
        self._table.set_rows(at.view.lines)
        if at.view.lines and self._table.row is None:
            self._table.choose(at.view.lines[0])
        self._amend.setVisible(self.may)
        self._worth.setVisible(self.may and bool(at.shown.money.price_bases))

    @Slot(object)
    def _on_chosen(self, row: LineShown | None) -> None:
        for button in (self._amend, self._worth):
            button.setEnabled(row is not None)

    @Slot()
    def _on_amend(self) -> None:
        if self._table.row is not None:
            self.asked.emit(f"amend:{self._table.row.n}")

    @Slot()
    def _on_worth(self) -> None:
        if self._table.row is not None:
            self.asked.emit(f"worth:{self._table.row.n}")


class RightsPanel(CasePanel):
    """The rights of a case with their holders."""

    key = "R"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._table: RecordTable[RightShown] = RecordTable(
            "case_rights", self._columns(), same=lambda row: row.recordation_no
        )
        self._touched = label(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._touched)
        column.addWidget(self._table)

    def _columns(self) -> Sequence[Column[RightShown]]:
        return (
            Column("number", self.tr("recordation"), lambda row: row.recordation_no, width=130),
            Column("mark", self.tr("mark"), lambda row: row.mark, width=180),
            Column("holder", self.tr("right holder"), lambda row: row.holder, stretch=True),
            Column("contact", self.tr("contact"), lambda row: row.contact, width=220),
            Column("items", self.tr("items"), lambda row: row.item_count, width=90),
        )

    @property
    def title(self) -> str:
        return self.tr("rights") + f" {len(self.at.view.rights) if self.at else 0}"

    @property
    def table(self) -> RecordTable[Any]:
        return self._table

    def retranslate(self) -> None:
        self._table.set_words(self._columns(), "")
        self._say_touched()

    def show_case(self, at: At) -> None:
        super().show_case(at)
        self._table.set_rows(at.view.rights)
        self._say_touched()

    def _say_touched(self) -> None:
        """What the register has changed since the case was begun, a sentence each."""
        touched = self.at.view.touched if self.at else ()
        self._touched.setText("\n".join(words(each.say) for each in touched))
        self._touched.setVisible(bool(touched))


class PhotosPanel(CasePanel):
    """The photographs, small."""

    key = "F"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._none = label(kind="note", wrap=True)
        self._row = WrapRow()
        self._labels: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addLayout(self._row)
        column.addStretch(1)

    @property
    def title(self) -> str:
        return self.tr("photos") + f" {len(self.at.view.photos) if self.at else 0}"

    def retranslate(self) -> None:
        self._none.setText(self.tr("No photographs were taken. [P] on the bench takes one."))

    def show_case(self, at: At) -> None:
        super().show_case(at)
        self._none.setVisible(not at.view.photos)

    def arrive(self) -> None:
        if self.at is not None:
            station, photos = self.seat.station, self.at.view.photos
            self.seat.jobs.read(lambda: thumbnails(station, photos), self._show, owner=self)

    def _show(self, photos: tuple[tuple[str, bytes], ...]) -> None:
        for old in self._labels:
            self._row.removeWidget(old)
            old.deleteLater()
        self._labels = [self._photo(name, data) for name, data in photos]
        for new in self._labels:
            self._row.addWidget(new)

    def _photo(self, name: str, data: bytes) -> QLabel:
        made, picture, side = label(), QPixmap(), theme().px(THUMBNAIL)
        picture.loadFromData(data)
        made.setPixmap(picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made
