"""The documents of a detention side by side: a tab for each, the chosen one on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.buttons import ActButton
from app.desk.layouts import WrapRow
from app.desk.signs import label
from app.notice.screen.paper import PaperPane
from app.notice.work import Issued

MOST_TABS = 4


class PapersShown(QWidget):
    """Shows documents that are about to be issued, or were."""

    def __init__(self) -> None:
        super().__init__()
        self._issued: tuple[Issued, ...] = ()
        self._none = label(kind="note", wrap=True)
        self._none.hide()
        self._at = 0
        self._paper = PaperPane(self)
        self._tabs = [ActButton("", kind="link") for _ in range(MOST_TABS)]
        row = WrapRow(spacing=12)
        for at, tab in enumerate(self._tabs):
            tab.clicked.connect(partial(self.go, at))
            row.addWidget(tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._paper, 1)

    def show_papers(self, issued: Sequence[Issued] | None) -> None:
        """Show other documents, at the tab that was open; None while they can't be made."""
        self._issued = tuple(issued or ())
        none = issued is not None and not issued
        self._none.setVisible(none)
        self._paper.setVisible(not none)
        self.retranslate()
        self.go(min(self._at, len(self._issued) - 1))

    def go(self, at: int) -> None:
        """Show one of them on paper."""
        self._at = max(at, 0)
        self._paper.show_pdf(self._issued[self._at].pdf if self._issued else b"")

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        self._none.setText(self.tr("Under this law no document comes with the detention itself. The case has them."))
        for at, tab in enumerate(self._tabs):
            tab.setVisible(at < len(self._issued))
            if at < len(self._issued):
                tab.set_text(self._text(self._issued[at]))
                tab.setToolTip(self._issued[at].number)

    def _text(self, paper: Issued) -> str:
        names = {
            "D08": self.tr("D08 decision"),
            "D09": self.tr("D09 list"),
            "D04": self.tr("D04 notice to the holder"),
        }
        return names.get(paper.kind, paper.kind)
