"""The Cases page in the real window, on a station with two cases made once a session."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap, path
from app.core.clock import SetClock
from app.desk.jobs import InlineJobs
from app.desk.messages import Messages
from app.desk.window import MainWindow
from app.detention.standing import case_file
from app.identity.home import open_home
from app.identity.rules import Officer
from app.notice.screen.cases import CasesPage
from app.notice.work import detain
from app.seat import Seat
from app.shift.pages import Pages
from tests.conftest import NOON
from tests.screens.keyboard import Keys
from tests.shipment_ground import LI, Stocked, counted, held

FIRST, SECOND = "NB-MS-01-2024-00001", "NB-MS-01-2024-00002"


@dataclass
class Desk:
    """The real window on the Cases page."""

    window: MainWindow
    page: CasesPage
    jobs: InlineJobs
    keys: Keys
    clock: SetClock
    stocked: Stocked

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.keys.press(key, held=held)
            self.settle()

    def write(self, printed: str) -> None:
        """Press the key that is printed on a button."""
        self.press(Qt.Key(ord(printed.upper())))

    def settle(self) -> None:
        """Run what waits, and let new widgets come on screen."""
        self.jobs.settle()
        QApplication.processEvents()

    def said(self) -> str:
        return " | ".join(each.text() for each in self.window.message_bar.findChildren(QLabel))

    def state(self, case: str = FIRST) -> str:
        with self.stocked.station.read() as conn:
            return case_file(conn, self.stocked.station, case).standings[1].state

    def digit(self, move: str) -> str:
        """The key that is printed on a move's button."""
        return str(1 + self.page.acts.open.index(move))


Open = Callable[[Officer], Desk]


@pytest.fixture(scope="session")
def two_cases_once(_stocked_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("two-cases") / "home"
    shutil.copytree(_stocked_once[0], home)
    clock = SetClock(NOON)
    station = open_home(home, _stocked_once[1], bootstrap.appliers(), clock)
    detain(station, LI, held(counted(1, "50000", "250000", "R-2")))
    clock.advance(timedelta(days=1))
    detain(station, LI, held(counted(1, "5", "50"), declaration="D-OWN"))
    station.engine.dispose()
    return home


@pytest.fixture
def stocked(
    two_cases_once: Path, _stocked_once: tuple[Path, bytes], tmp_path: Path, clock: SetClock
) -> Iterator[Stocked]:
    """A fresh copy of the stocked station with two cases, the one of today first recorded."""
    home = tmp_path / "stocked-home"
    shutil.copytree(two_cases_once, home)
    clock.advance(timedelta(days=1))
    station = open_home(home, _stocked_once[1], bootstrap.appliers(), clock)
    yield Stocked(station, home, _stocked_once[1], clock)
    station.engine.dispose()


@pytest.fixture
def desk(stocked: Stocked, qtbot: QtBot) -> Open:
    """The window opens for an officer."""

    def open_for(officer: Officer) -> Desk:
        jobs = InlineJobs()
        window = MainWindow(path.STEPS)
        qtbot.addWidget(window)
        seat = Seat(stocked.home, stocked.station, officer, jobs, Messages(window.message_bar, lambda _e: None, window))
        pages = Pages(seat, bootstrap.screener(stocked.station))
        pages.add_to(window)
        window.searched.connect(pages.found)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(window.isActiveWindow)  # the scanner's ear is at the window in front
        window.go("cases")
        jobs.settle()
        page = window.page("cases")
        assert isinstance(page, CasesPage)
        return Desk(window, page, jobs, Keys(window), stocked.clock, stocked)

    return open_for


def close_print_dialog(qtbot: QtBot) -> None:
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog) and each.isVisible()]
    assert dialogs, "new documents go to the printer"
    for dialog in dialogs:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def texts(inside: QWidget) -> str:
    return " | ".join(each.text() for each in inside.findChildren(QLabel) if each.isVisible())
