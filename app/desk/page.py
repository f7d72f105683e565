"""What every page has: a title, a body, a question and a busy bar in place of dialogs, acts with their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desk.bars import BusyBar, ConfirmBar
from app.desk.buttons import ActButton, press
from app.desk.layouts import WrapRow
from app.desk.scan import Scan
from app.desk.signs import label


class Page(QWidget):
    """One page of the window: put widgets into `body`, acts into the foot, words into `retranslate`.

    A subclass calls `self.retranslate()` at the end of its own `__init__`; it is called again on each language change.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label(kind="title")
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.confirm = ConfirmBar()
        self.busy = BusyBar()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._foot = WrapRow()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(self.head)
        column.addWidget(self.busy)
        self._area = self._scrolled_body()
        column.addWidget(self._area, 1)
        column.addWidget(self.confirm)
        column.addLayout(self._foot)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What takes the focus comes into sight, once its place is laid out."""
        if now is not None and self._inside.isAncestorOf(now):
            QTimer.singleShot(0, now, lambda: self._bring_into_sight(now))

    def _bring_into_sight(self, widget: QWidget) -> None:
        if widget.height() <= self._area.viewport().height():
            self._area.ensureWidgetVisible(widget, 0, 24)
        else:
            top = widget.mapTo(self._inside, QPoint(0, 0)).y()
            self._area.verticalScrollBar().setValue(top)

    def _scrolled_body(self) -> QScrollArea:
        """The body fills the page, and scrolls where large text leaves it too little room."""
        self._inside = inside = QWidget()
        inside.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(48)
        area.setWidget(inside)
        return area

    def set_title(self, title: str) -> None:
        """The page's title, 18 px, and its name for a screen reader."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_acts(self, acts: Sequence[ActButton], main: ActButton | Sequence[ActButton] | None = None) -> None:
        """The acts at the foot: the others from the left, the main act (of several, the one shown) at the right."""
        for act in acts:
            self._foot.addWidget(act)
        self._foot.push()
        for each in (main,) if isinstance(main, ActButton) else main or ():
            self._foot.addWidget(each)

    def retranslate(self) -> None:
        """Set every word of the page by `self.tr(...)`; called again when the language changes."""

    def arrive(self) -> None:
        """The page has come on screen; ask for fresh data here."""

    def scanned(self, scan: Scan) -> bool:
        """A code was scanned while this page was on screen; False if the page has no use for it."""
        return False

    def searched(self, text: str) -> bool:
        """Enter in the top field while this page was on screen; False if the page has no use for it."""
        return False

    def draft(self) -> Mapping[str, object]:
        """What a person has entered and not yet recorded, as JSON values: kept when the program fails."""
        return {}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        """Put a kept draft back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """Press the act whose printed key this is; an open question is asked first and alone."""
        if not self.confirm.isHidden():
            return press(self.confirm, event)
        return press(self, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
