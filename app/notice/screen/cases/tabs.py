"""The tabs below a case's next acts: documents, goods, money, and the panels that later steps bring."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.layouts import WrapRow
from app.desk.table import RecordTable
from app.notice.screen.cases.goods import LinesPanel, PhotosPanel, RightsPanel
from app.notice.screen.cases.money import MoneyPanel
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.papers import PapersPanel
from app.notice.screen.cases.parties import PartiesPanel
from app.seat import Seat


class CaseTabs(QWidget):
    """One panel on show at a time; its letter brings it."""

    asked = Signal(str)
    """The id of a question of the panel on show."""
    gone = Signal()
    """A tab was pressed: bring the tabs into sight."""
    read = Signal()
    """A panel has read what only it needs: more questions can be asked now."""

    def __init__(self, seat: Seat, more: Sequence[CasePanel]) -> None:
        super().__init__()
        self.documents = PapersPanel(seat)
        own: tuple[CasePanel, ...] = (
            self.documents, LinesPanel(seat), RightsPanel(seat), PartiesPanel(seat), PhotosPanel(seat),
            MoneyPanel(seat),
        )  # fmt: skip
        self.panels = (*own, *more)
        self._case = ""
        self._stack = QStackedWidget()
        self._tabs = [ActButton("", key=panel.key) for panel in self.panels]
        row = WrapRow()
        for at, (tab, panel) in enumerate(zip(self._tabs, self.panels, strict=True)):
            tab.setCheckable(True)
            tab.clicked.connect(partial(self._on_tab, at))
            row.addWidget(tab)
            self._stack.addWidget(panel)
            panel.asked.connect(self.asked)
            panel.retitled.connect(self._on_retitled)
            panel.wanted.connect(partial(self.go_to, panel))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.go(0)
        self.retranslate()

    @property
    def table(self) -> RecordTable[Any] | None:
        """The main table of the panel on show; None where it has none."""
        return self.panels[self._stack.currentIndex()].table

    @property
    def paper(self) -> bytes:
        """The document on show."""
        return self.documents.paper

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        for panel in self.panels:
            panel.retranslate()
        self._show_titles()

    @Slot()
    def _on_retitled(self) -> None:
        self._show_titles()
        self.read.emit()

    def _show_titles(self) -> None:
        for tab, panel in zip(self._tabs, self.panels, strict=True):
            tab.set_text(panel.title)

    def _on_tab(self, at: int) -> None:
        self.go(at)
        self.gone.emit()

    def go(self, at: int) -> None:
        """Bring a panel on show."""
        self._stack.setCurrentIndex(at)
        for n, (tab, panel) in enumerate(zip(self._tabs, self.panels, strict=True)):
            tab.setChecked(n == at)
            # A hidden panel must not keep the tabs as tall as itself.
            policy = QSizePolicy.Policy.Preferred if n == at else QSizePolicy.Policy.Ignored
            panel.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.panels[at].arrive()

    def go_to(self, panel: CasePanel) -> None:
        """Bring this panel on show."""
        self._on_tab(self.panels.index(panel))

    def show_case(self, at: At) -> None:
        """Show a case in every panel; another case begins at its documents."""
        for panel in self.panels:
            panel.show_case(at)
        self._show_titles()
        if at.view.case_id != self._case:
            self._case = at.view.case_id
            self.go(0)
        else:
            self.panels[self._stack.currentIndex()].arrive()
