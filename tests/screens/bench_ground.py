"""A shift at the stocked station for screen tests: the real window, work done inline, a keyboard before it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.desk.buttons import ActButton
from app.desk.jobs import InlineJobs
from app.desk.messages import Messages
from app.desk.page import Page
from app.desk.window import MainWindow
from app.path import STEPS
from app.seat import Seat
from app.shift.pages import Pages
from app.shift.shift import IDLE_MINUTES, Shift
from tests.screens.keyboard import Keys
from tests.shipment_ground import Stocked

P = TypeVar("P", bound=Page)


class Desk:
    """An officer's shift, on screen."""

    def __init__(self, stocked: Stocked, officer: str, *, idle_minutes: float = IDLE_MINUTES) -> None:
        self.stocked, self.station = stocked, stocked.station
        self._ended = False
        self.jobs = InlineJobs()
        self.window = MainWindow(STEPS)
        self.bugs: list[BaseException] = []
        messages = Messages(self.window.message_bar, self._keep, self.window)
        self.jobs.unanswered.connect(messages.tell)
        self.jobs.bug.connect(messages.bug)
        seat = Seat(stocked.home, stocked.station, stocked.officer(officer), self.jobs, messages)
        pages = Pages(seat, bootstrap.screener(stocked.station))
        self.shift = Shift(seat, self.window, pages, idle_minutes=idle_minutes)

    def _keep(self, error: BaseException) -> None:
        self.bugs.append(error)

    def begin(self, qtbot: QtBot) -> None:
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.shift.begin()
        self.settle()
        # The off-screen platform lets the activation go while the first page is built; shortcuts need it.
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.keys = Keys(self.window)

    def settle(self) -> None:
        """Let everything that was asked for be done."""
        for _ in range(3):
            QApplication.processEvents()
            self.jobs.settle()

    def page(self, key: str, kind: type[P]) -> P:
        found = self.window.page(key)
        assert isinstance(found, kind)
        return found

    @property
    def told(self) -> str:
        """What the message bar says."""
        return self.window.message_bar.text

    def scan(self, text: str) -> None:
        """The wedge scanner reads a code, whatever has the focus."""
        self.keys.scan(text)
        self.settle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A person presses a key; a letter is typed too."""
        self.window.bus.flush()  # the scanner's clock is its own: what it sent is over
        QTest.keyClick(self.window.windowHandle(), key, held)
        while not self.window.bus.idle:
            QTest.qWait(5)
        self.settle()

    def write(self, text: str) -> None:
        """A person types, and the words go where the focus is."""
        self.keys.write(text)
        self.window.bus.flush()
        self.settle()

    def enter(self, text: str) -> None:
        """A person types and presses Enter."""
        self.keys.write(text)
        self.keys.press(Qt.Key.Key_Return)
        self.settle()

    def click(self, qtbot: QtBot, widget: QWidget) -> None:
        """A click of the mouse in the middle of a widget (a check box: on its box)."""
        place = QPoint(8, widget.height() // 2) if isinstance(widget, QCheckBox) else widget.rect().center()
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def button(self, page: Page, name: str) -> ActButton:
        """The visible button of a page with these words."""
        return next(each for each in page.findChildren(ActButton) if each.accessibleName() == name and each.isVisible())

    def drop(self, page: Page, *paths: object) -> None:
        """Files dropped on a page, as the window system brings them."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        act, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(50, 50), act, data, left, none)
        QApplication.sendEvent(page, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), act, data, left, none))
        self.settle()

    def end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self.shift.end()
        self.settle()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        assert self.bugs == []
