"""What a case holds: its documents on paper, its lines, its rights and its photographs, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.layouts import WrapRow
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.notice.cases_view import CaseView, DocumentShown, LineShown, RightShown, thumbnails
from app.notice.screen.case_parts import both
from app.notice.screen.paper import PaperPane, Printing
from app.notice.work import pdf_of, reprint
from app.seat import Seat

TABS = (("documents", "O"), ("lines", "L"), ("rights", "R"), ("photos", "F"))
THUMBNAIL = 150


class CasePapers(QWidget):
    """Documents, lines, rights and photos of a case."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._view: CaseView | None = None
        self._tabs = {name: ActButton("", key=key) for name, key in TABS}
        for at, (name, tab) in enumerate(self._tabs.items()):
            tab.setCheckable(True)
            tab.clicked.connect(partial(self._on_tab, at, name))
        self._documents: RecordTable[DocumentShown] = RecordTable(
            "case_documents", self._document_columns(), same=lambda row: row.number
        )
        self._documents.chosen.connect(self._on_chosen)
        self._lines: RecordTable[LineShown] = RecordTable("case_lines", self._line_columns(), same=lambda row: row.n)
        self._rights: RecordTable[RightShown] = RecordTable(
            "case_rights", self._right_columns(), same=lambda row: row.recordation_no
        )
        self._pane, self._printing = PaperPane(self), Printing(self)
        self._printing.failed.connect(seat.messages.tell)
        self._photos = WrapRow()
        self._photo_labels: list[QLabel] = []
        self._stack = QStackedWidget()
        for inside in (self._papers(), self._lines, self._rights, self._photo_side()):
            self._stack.addWidget(inside)
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        for tab in self._tabs.values():
            tabs.addWidget(tab)
        tabs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)
        self._tabs["documents"].setChecked(True)
        self._fit()
        theme().changed.connect(self._fit)
        self.retranslate()

    def _papers(self) -> QWidget:
        inside = QWidget()
        row = QVBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._documents)
        row.addWidget(self._pane, 1)
        return inside

    def _photo_side(self) -> QWidget:
        inside = QWidget()
        inside.setLayout(self._photos)
        return inside

    @Slot()
    def _fit(self) -> None:
        self._documents.setFixedHeight(theme().px(200))
        self._stack.setMinimumHeight(theme().px(620))

    def _document_columns(self) -> Sequence[Column[DocumentShown]]:
        return (
            Column("kind", self.tr("kind"), lambda row: row.kind, width=60),
            Column("title", self.tr("document"), lambda row: both(row.title), stretch=True),
            Column("number", self.tr("document no."), lambda row: row.number, width=210),
            Column("issued", self.tr("issued"), lambda row: row.issued_at, width=140),
            Column("copies", self.tr("copies"), lambda row: row.copies, width=70),
            Column("void", self.tr("valid"), self._valid, width=90),
        )

    def _valid(self, row: DocumentShown) -> Word:
        return Word("red", self.tr("void"), "ban") if row.void else Word("green", self.tr("valid"), "check")

    def _line_columns(self) -> Sequence[Column[LineShown]]:
        return (
            Column("n", "#", lambda row: row.n, width=50),
            Column("goods", self.tr("goods"), lambda row: row.goods, stretch=True),
            Column("quantity", self.tr("counted"), lambda row: _plain(row.quantity), width=100),
            Column("unit", self.tr("unit"), lambda row: row.unit, width=60),
            Column("value", self.tr("value"), lambda row: row.value, width=120),
            Column("rights", self.tr("rights"), lambda row: row.rights, width=180),
        )

    def _right_columns(self) -> Sequence[Column[RightShown]]:
        return (
            Column("number", self.tr("recordation"), lambda row: row.recordation_no, width=130),
            Column("mark", self.tr("mark"), lambda row: row.mark, width=180),
            Column("holder", self.tr("right holder"), lambda row: row.holder, stretch=True),
            Column("contact", self.tr("contact"), lambda row: row.contact, width=220),
            Column("items", self.tr("items"), lambda row: row.item_count, width=90),
        )

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        view = self._view
        counts = [len(view.documents), len(view.lines), len(view.rights), len(view.photos)] if view else [0] * 4
        titles = (self.tr("documents"), self.tr("lines"), self.tr("rights"), self.tr("photos"))
        for tab, title, count in zip(self._tabs.values(), titles, counts, strict=True):
            tab.set_text(f"{title} {count}")
        self._documents.set_words(self._document_columns(), self.tr("No document has been issued."))
        self._lines.set_words(self._line_columns(), "")
        self._rights.set_words(self._right_columns(), "")

    @property
    def table(self) -> RecordTable[Any] | None:
        """The table on show; None where the photographs are."""
        at = self._stack.currentIndex()
        return (self._documents, self._lines, self._rights, None)[at]

    @property
    def paper(self) -> bytes:
        """The document on show."""
        return self._pane.data

    def show_case(self, view: CaseView) -> None:
        """Show what a case holds; the document on show stays if it is still of this case."""
        same = self._view is not None and self._view.case_id == view.case_id
        self._view = view
        if not same:
            self._pane.show_pdf(b"")
            self._on_tab(0, "documents")
        self.retranslate()
        self._lines.set_rows(view.lines)
        self._rights.set_rows(view.rights)
        self._documents.set_rows(view.documents)
        if view.documents and self._documents.row is None:
            self._documents.choose(view.documents[0])

    def show_document(self, number: str) -> None:
        """Show one document by its number."""
        self._on_tab(0, "documents")
        found = next((each for each in self._view.documents if each.number == number), None) if self._view else None
        if found is not None:
            self._documents.choose(found)

    @Slot(object)
    def _on_chosen(self, row: DocumentShown | None) -> None:
        if row is not None:
            station, number = self._seat.station, row.number
            self._seat.jobs.read(lambda: pdf_of(station, number), self._pane.show_pdf, owner=self)

    def _on_tab(self, at: int, name: str) -> None:
        self._stack.setCurrentIndex(at)
        for each, tab in self._tabs.items():
            tab.setChecked(each == name)
        view, station = self._view, self._seat.station
        if name == "photos" and view is not None:
            self._seat.jobs.read(lambda: thumbnails(station, view.photos), self._show_photos, owner=self)

    def _show_photos(self, photos: tuple[tuple[str, bytes], ...]) -> None:
        for old in self._photo_labels:
            self._photos.removeWidget(old)
            old.deleteLater()
        self._photo_labels = [self._photo(name, data) for name, data in photos]
        for new in self._photo_labels:
            self._photos.addWidget(new)

    def _photo(self, name: str, data: bytes) -> QLabel:
        made, picture, side = label(), QPixmap(), theme().px(THUMBNAIL)
        picture.loadFromData(data)
        made.setPixmap(picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    @Slot()
    def print_copy(self) -> None:
        """Print the document on show again, marked as a copy."""
        row, seat = self._documents.row, self._seat
        if row is not None:
            number = row.number
            seat.jobs.change(lambda: reprint(seat.station, seat.officer, number), self._on_copy, owner=self)

    def _on_copy(self, pdf: bytes) -> None:
        self._printing.ask((pdf,))

    def print_new(self, pdfs: tuple[bytes, ...]) -> None:
        """Print documents that have just been issued."""
        self._printing.ask(pdfs)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value % 1 == 0 else value
