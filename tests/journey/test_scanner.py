"""The LABUBU case (S5) with the scanner alone: at most twelve acts from the first scan to the printed notices."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bench.records.counting import found_lines
from app.desk.window import MainWindow
from app.detention.records import cases
from app.sample import PASSPHRASE
from app.shift.opening import Opening
from tests.journey.conftest import MAIN_CASE
from tests.journey.window_ground import (
    COUNTS,
    NO_SCREEN_NO_SOUND,
    bench_of,
    check_papers,
    detain_page_of,
    leave_print_dialog,
    opening,
    sign_in,
    until,
)
from tests.screens.keyboard import Keys

__all__ = ["opening"]
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


def test_the_labubu_case_with_the_scanner_alone(opening: Opening, qtbot: QtBot) -> None:
    window, seat = sign_in(opening, qtbot, "li.ming")
    officer = Officer(window)

    officer.scan(MAIN_CASE)
    bench = bench_of(window, qtbot)
    officer.scan("9521007000028")
    until(qtbot, lambda: bench.verdict == "red")
    officer.scan("TW:WIDEN")
    until(qtbot, lambda: bench.widened)
    for done in range(1, len(COUNTS) + 1):
        officer.scan("TW:SAME")
        until(qtbot, lambda done=done: sum(bench.found(str(n)) == COUNTS[n] for n in COUNTS) == done)  # type: ignore[misc]
    officer.scan("TW:DETAIN")
    until(qtbot, lambda: not bench.confirm.isHidden())
    officer.scan("TW:OK")

    page = detain_page_of(window, qtbot)
    officer.colleague_confirms(PASSPHRASE)
    until(qtbot, lambda: page.ready)
    officer.scan("TW:OK")
    until(qtbot, lambda: page.case != "")
    leave_print_dialog(qtbot)

    assert len(officer.acts) <= MOST_ACTS, officer.acts
    with seat.station.read() as conn:
        (case,) = cases(conn)
        methods = {row.methods for row in found_lines(conn, case.inspection)}
    assert case.item_count == 199_100
    assert methods == {"as_declared"}, "how it was counted stays on the record"
    check_papers(seat, case.case_id)
