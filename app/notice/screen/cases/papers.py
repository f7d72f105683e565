"""A case's documents: the table, the chosen one on paper, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.layouts import WrapRow
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.identity.rules import Power
from app.notice.cases_view import DocumentShown, PaperAsked
from app.notice.screen.asking import Question
from app.notice.screen.cases import writing
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.words import both
from app.notice.screen.paper import PaperPane, Printing
from app.notice.work import pdf_of, reprint
from app.seat import Seat


class PapersPanel(CasePanel):
    """The documents of a case."""

    key = "O"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._case = ""
        self._table: RecordTable[DocumentShown] = RecordTable(
            "case_documents", self._columns(), same=lambda row: row.number
        )
        self._table.chosen.connect(self._on_chosen)
        self._due = label(kind="note", wrap=True)
        self._pane, self._printing = PaperPane(self), Printing(self)
        self._printing.failed.connect(seat.messages.tell)
        self._copy = ActButton("", key="P", icon="printer")
        self._copy.clicked.connect(self.print_copy)
        self._write = ActButton("", key="W", icon="file-plus")
        self._write.clicked.connect(self._on_write)
        self._serve = ActButton("", key="V", icon="user-check")
        self._serve.clicked.connect(self._on_serve)
        self._void = ActButton("", key="X", icon="ban")
        self._void.clicked.connect(self._on_void)
        acts = WrapRow()
        for button in (self._copy, self._write, self._serve, self._void):
            acts.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._kinds = WrapRow()
        self._choice = QWidget()
        self._choice.setLayout(self._kinds)
        self._choice.hide()
        self._kind_buttons: list[ActButton] = []
        column.addLayout(acts)
        column.addWidget(self._due)
        column.addWidget(self._choice)
        column.addWidget(self._table)
        column.addWidget(self._pane, 1)
        self._fit()
        theme().changed.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        self._table.setFixedHeight(theme().px(200))
        self._pane.setMinimumHeight(theme().px(420))

    def _columns(self) -> Sequence[Column[DocumentShown]]:
        return (
            Column("kind", self.tr("kind"), lambda row: row.kind, width=56),
            Column("title", self.tr("document"), lambda row: both(row.title), stretch=True),
            Column("number", self.tr("document no."), lambda row: row.number, width=190),
            Column("issued", self.tr("issued"), lambda row: row.issued_at, width=136),
            Column("copies", self.tr("copies"), lambda row: row.copies, width=62),
            Column("served", self.tr("served"), self._served, width=130),
            Column("void", self.tr("valid"), self._valid, width=84),
        )

    def _served(self, row: DocumentShown) -> str:
        if not row.served_on:
            return ""
        return f"{row.served_on} {words(Say(f'issuing.mode_{row.served_how}'))} · {row.served_to}"

    def _valid(self, row: DocumentShown) -> Word:
        return Word("red", self.tr("void"), "ban") if row.void else Word("green", self.tr("valid"), "check")

    @property
    def title(self) -> str:
        return self.tr("documents") + f" {len(self.at.view.documents) if self.at else 0}"

    @property
    def table(self) -> RecordTable[Any]:
        return self._table

    @property
    def paper(self) -> bytes:
        """The document on show."""
        return self._pane.data

    def retranslate(self) -> None:
        self._copy.set_text(self.tr("print a copy"))
        self._write.set_text(self.tr("write a document"))
        self._serve.set_text(self.tr("proof of service"))
        self._void.set_text(self.tr("make void"))
        empty = self.tr("No document has been issued. The next acts issue theirs; others are written with [W].")
        self._table.set_words(self._columns(), empty)
        self._show_due()
        self._show_kinds()

    def _show_due(self) -> None:
        """What is still to be written, and which titles nobody has verified: a long title leaves no room for a mark."""
        waiting = [both(each.title) for each in self.at.shown.papers if each.due] if self.at else []
        titles = sorted({each.kind for each in self.at.view.documents if each.unverified}) if self.at else []
        said = [self.tr("Still to be written: {titles}").format(titles=", ".join(waiting))] if waiting else []
        if titles:
            said.append(self.tr("Titles by unverified default: {kinds}").format(kinds=", ".join(titles)))
        self._due.setVisible(bool(said))
        self._due.setText(" · ".join(said))

    def show_case(self, at: At) -> None:
        same = self._case == at.view.case_id
        super().show_case(at)
        self._case = at.view.case_id
        if not same:
            self._pane.show_pdf(b"")
        self.retranslate()
        self._table.set_rows(at.view.documents)
        if at.view.documents and self._table.row is None:
            self._table.choose(at.view.documents[0])
        self._choice.hide()
        self._show_acts()

    def _show_acts(self) -> None:
        row, may = self._table.row, self.may
        self._copy.setVisible(row is not None)
        self._write.setVisible(may)
        self._serve.setVisible(may and row is not None and not row.void and not row.served_on)
        self._void.setVisible(may and row is not None and not row.void and self.seat.officer.may(Power.MOVE_CASE))

    def show_document(self, number: str) -> None:
        """Choose one document by its number."""
        found = next((each for each in self.at.view.documents if each.number == number), None) if self.at else None
        if found is not None:
            self._table.choose(found)

    @Slot(object)
    def _on_chosen(self, row: DocumentShown | None) -> None:
        self._show_acts()
        if row is not None:
            station, number = self.seat.station, row.number
            self.seat.jobs.read(lambda: pdf_of(station, number), self._pane.show_pdf, owner=self)

    @Slot()
    def print_copy(self) -> None:
        """Print the document on show again, marked as a copy."""
        row, seat = self._table.row, self.seat
        if row is not None:
            number = row.number
            seat.jobs.change(lambda: reprint(seat.station, seat.officer, number), self._on_copy, owner=self)

    def _on_copy(self, pdf: bytes) -> None:
        self._printing.ask((pdf,))
        self.asked.emit("refresh")

    def print_new(self, pdfs: tuple[bytes, ...]) -> None:
        """Print documents that have just been issued."""
        self._printing.ask(pdfs)

    @Slot()
    def _on_write(self) -> None:
        self._choice.setVisible(self._choice.isHidden())
        if self._kind_buttons:
            self._kind_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_kinds(self) -> None:
        """A button for each document that can be written now."""
        for old in self._kind_buttons:
            self._kinds.removeWidget(old)
            old.deleteLater()
        self._kind_buttons = [self._kind(each) for each in (self.at.shown.papers if self.at else ())]
        for new in self._kind_buttons:
            self._kinds.addWidget(new)

    def _kind(self, paper: PaperAsked) -> ActButton:
        button = ActButton(f"{paper.kind} {both(paper.title)}", icon="file-plus")
        button.clicked.connect(partial(self.asked.emit, f"write:{paper.kind}"))
        return button

    @Slot()
    def _on_serve(self) -> None:
        if self._table.row is not None:
            self.asked.emit(f"serve:{self._table.row.number}")

    @Slot()
    def _on_void(self) -> None:
        if self._table.row is not None:
            self.asked.emit(f"void:{self._table.row.number}")

    def question(self, name: str, about: str, at: At) -> Question | None:
        row = self._table.row
        match name:
            case "write":
                return writing.write(at, about, row)
            case "serve":
                return writing.serve(at, about)
            case "void":
                return writing.void(at, about)
            case _:
                return None
