"""A part of a case: one tab among its documents, goods, money, and what later steps bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.layouts import WrapRow
from app.desk.table import RecordTable
from app.desk.theme import theme
from app.notice.cases_view import ActShown, CaseView, ProcedureShown
from app.notice.screen.asking import Question
from app.seat import Seat


@dataclass(frozen=True)
class At:
    """Where an act is asked for: who sits there, the case on show, and which right holder's procedure."""

    seat: Seat
    view: CaseView
    shown: ProcedureShown


class CasePanel(QWidget):
    """One tab of a case; `asked` with the id of a question that it, or the page, knows."""

    asked = Signal(str)
    retitled = Signal()
    """It has read what only it needs; the words on its tab may have changed."""
    wanted = Signal()
    """It has something to show: bring its tab."""
    key = ""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.at: At | None = None
        self._heights: dict[QWidget, int] = {}

    def stack(self, acts: Iterable[ActButton], *parts: QWidget | QLayout, heights: Mapping[QWidget, int]) -> None:
        """Lay the tab out: its acts on top, its parts below, tables as high as `heights` says (pixels at 100 %)."""
        row, column = WrapRow(), QVBoxLayout(self)
        for act in acts:
            row.addWidget(act)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        self._heights = dict(heights)
        self._set_heights()
        theme().changed.connect(self._set_heights)

    @Slot()
    def _set_heights(self) -> None:
        for part, height in self._heights.items():
            part.setFixedHeight(theme().px(height))

    @property
    def title(self) -> str:
        """The words on its tab."""
        raise NotImplementedError

    @property
    def table(self) -> RecordTable[Any] | None:
        """Its main table, if it has one."""
        return None

    def show_case(self, at: At) -> None:
        """Show a case, or the same one afresh."""
        self.at = at

    def arrive(self) -> None:
        """The tab has come on show: read what only it needs."""

    def retranslate(self) -> None:
        """Say it again in the language on screen."""

    def question(self, name: str, about: str, at: At) -> Question | None:
        """The question of one of its acts; None for an act it does not know."""
        return None

    def instead_of(self, act: ActShown) -> str:
        """The id of its own question that does a move of the procedure along with more; empty if none does."""
        return ""

    def scanned(self, text: str) -> bool:
        """A code was scanned while this case was on show."""
        return False

    @property
    def may(self) -> bool:
        """Whether anything can be done to the case from here."""
        return self.at is not None and self.at.view.owned
