"""The LABUBU case (S5) with the scanner alone: at most twelve acts from the first scan to the printed notices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bench.records.counting import found_lines
from app.core.clock import SetClock
from app.desk import memory
from app.desk.crash import CrashFiles
from app.desk.language import language
from app.desk.window import MainWindow
from app.detention.records import cases
from app.notice.records import notices_of
from app.notice.screen.detain import DetainPage
from app.sample import PASSPHRASE
from app.shift.opening import Opening
from tests.journey.conftest import MAIN_CASE, MORNING
from tests.journey.papers import check_notice
from tests.journey.test_window import COUNTS, NO_SCREEN_NO_SOUND, bench_of, sign_in, until
from tests.screens.keyboard import Keys

pytestmark = [pytest.mark.journey, pytest.mark.qt_log_ignore(NO_SCREEN_NO_SOUND, extend=True)]

MOST_ACTS = 12


class Officer:
    """An officer with a scanner in one hand; every code is one act, and so is the colleague's passphrase."""

    def __init__(self, window: MainWindow) -> None:
        self._keys = Keys(window)
        self.acts: list[str] = []

    def scan(self, text: str) -> None:
        self.acts.append(text)
        self._keys.scan(text)

    def colleague_confirms(self, passphrase: str) -> None:
        """What is no code, by design: a printed passphrase would be nobody's word."""
        self.acts.append("passphrase")
        self._keys.write(passphrase)
        self._keys.press(Qt.Key.Key_Return)


@pytest.fixture
def opening(sample_home: Path, qapp: QApplication) -> Iterator[Opening]:
    memory.remember_in(None)
    clock = SetClock(MORNING)
    made = Opening(sample_home, clock, CrashFiles(sample_home / "crashes", clock), hint=PASSPHRASE)
    language().set("en")
    yield made
    made.close()
    # The window goes with its test: the next one's language is no business of its pages.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_the_labubu_case_with_the_scanner_alone(opening: Opening, qtbot: QtBot) -> None:
    window = sign_in(opening, qtbot, "li.ming")
    shift = opening.shift
    assert shift is not None
    station, officer = shift.seat.station, Officer(window)
    until(qtbot, lambda: bool(window.current))

    officer.scan(MAIN_CASE)
    bench = bench_of(window, qtbot)
    officer.scan("9521007000028")
    until(qtbot, lambda: bench.verdict == "red")
    officer.scan("TW:WIDEN")
    until(qtbot, lambda: bench.widened)
    for done in range(1, len(COUNTS) + 1):
        officer.scan("TW:SAME")
        until(qtbot, lambda done=done: _counted(bench.found(str(n)) == COUNTS[n] for n in COUNTS) == done)  # type: ignore[misc]
    officer.scan("TW:DETAIN")
    until(qtbot, lambda: not bench.confirm.isHidden())
    officer.scan("TW:OK")

    page = _detain_page(window, qtbot)
    officer.colleague_confirms(PASSPHRASE)
    until(qtbot, lambda: page.ready)
    officer.scan("TW:OK")
    until(qtbot, lambda: page.case != "")
    _leave_print_dialog(qtbot)

    assert len(officer.acts) <= MOST_ACTS, officer.acts
    with station.read() as conn:
        (case,) = cases(conn)
        papers = [(row.kind, row.number, station.blobs.get(row.pdf)) for row in notices_of(conn, case.case_id)]
        methods = {row.methods for row in found_lines(conn, case.inspection)}
    assert case.item_count == 199_100
    assert methods == {"as_declared"}, "how it was counted stays on the record"
    assert [kind for kind, _number, _pdf in papers] == ["D04", "D08", "D09"]
    for kind, number, pdf in papers:
        check_notice(pdf, kind, number, case.case_id)


def _counted(lines: Iterator[bool]) -> int:
    return sum(lines)


def _detain_page(window: MainWindow, qtbot: QtBot) -> DetainPage:
    until(qtbot, lambda: isinstance(window.page("detain"), DetainPage))
    page = window.page("detain")
    assert isinstance(page, DetainPage)
    until(qtbot, lambda: page.papers == 3)
    return page


def _leave_print_dialog(qtbot: QtBot) -> None:
    def dialogs() -> list[QPrintDialog]:
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog)]
        return [each for each in found if each.isVisible()]

    until(qtbot, lambda: bool(dialogs()))
    qtbot.keyClick(dialogs()[0], Qt.Key.Key_Escape)
