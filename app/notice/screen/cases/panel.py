"""A part of a case: one tab among its documents, goods, money, and what later steps bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desk.table import RecordTable
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
