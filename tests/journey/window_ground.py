"""A shift at the real window for journeys: signing in, waiting for what shows, and leaving the print dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bench.screen.bench import BenchPage
from app.core.clock import SetClock
from app.desk import memory
from app.desk.crash import CrashFiles
from app.desk.language import language
from app.desk.window import MainWindow
from app.notice.records import notices_of
from app.notice.screen.detain import DetainPage
from app.sample import PASSPHRASE
from app.seat import Seat
from app.shift.opening import Opening
from tests.journey.conftest import MORNING
from tests.journey.papers import check_notice

NO_SCREEN_NO_SOUND = "^This plugin does not support |^PulseAudioService: "
"""What Qt says of itself where there is neither a screen nor a loudspeaker."""
COUNTS = {1: 39_500, 2: 35_900, 3: 47_900, 4: 35_900, 5: 39_900}
"""What lies on the bench in S5, line by line."""


@pytest.fixture
def opening(sample_home: Path, qapp: QApplication) -> Iterator[Opening]:
    """The program at its start, on the small sample station."""
    memory.remember_in(None)
    clock = SetClock(MORNING)
    made = Opening(sample_home, clock, CrashFiles(sample_home / "crashes", clock), hint=PASSPHRASE)
    language().set("en")
    yield made
    made.close()
    # The window goes with its test: the next one's language is no business of its pages.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    """Wait for what must show."""
    qtbot.waitUntil(condition, timeout=20_000)


def sign_in(opening: Opening, qtbot: QtBot, officer: str) -> tuple[MainWindow, Seat]:
    """An officer signs in by keys: the window on its first page, and the officer's seat."""
    opening.start()
    screen = opening.screen
    assert screen is not None
    while screen.form["officer"].value() != officer:
        qtbot.keyClick(screen.form["officer"].editor, Qt.Key.Key_Down)
    qtbot.keyClicks(screen.form["passphrase"].editor, PASSPHRASE)
    qtbot.keyClick(screen.form["passphrase"].editor, Qt.Key.Key_Return)
    until(qtbot, lambda: opening.shift is not None)
    assert opening.shift is not None
    window = opening.shift.window
    qtbot.waitExposed(window)
    until(qtbot, lambda: bool(window.current))
    return window, opening.shift.seat


def bench_of(window: MainWindow, qtbot: QtBot) -> BenchPage:
    """The bench, once a shipment lies on it."""

    def shown() -> bool:
        page = window.page("bench")
        return isinstance(page, BenchPage) and bool(page.lines)

    until(qtbot, shown)
    found = window.page("bench")
    assert isinstance(found, BenchPage)
    return found


def detain_page_of(window: MainWindow, qtbot: QtBot) -> DetainPage:
    """The Detain page, once its three documents stand in preview."""
    until(qtbot, lambda: isinstance(window.page("detain"), DetainPage))
    page = window.page("detain")
    assert isinstance(page, DetainPage)
    until(qtbot, lambda: page.papers == 3)
    return page


def leave_print_dialog(qtbot: QtBot) -> None:
    """Wait for the print dialog, and leave it."""

    def dialogs() -> list[QPrintDialog]:
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog)]
        return [each for each in found if each.isVisible()]

    until(qtbot, lambda: bool(dialogs()))
    qtbot.keyClick(dialogs()[0], Qt.Key.Key_Escape)


def check_papers(seat: Seat, case_id: str) -> None:
    """The three documents of the detention, each with its codes and numbers."""
    with seat.station.read() as conn:
        papers = [(row.kind, row.number, seat.station.blobs.get(row.pdf)) for row in notices_of(conn, case_id)]
    assert [kind for kind, _number, _pdf in papers] == ["D04", "D08", "D09"]
    for kind, number, pdf in papers:
        check_notice(pdf, kind, number, case_id)
