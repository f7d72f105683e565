"""The LABUBU case (S5) once through the real window: scanner codes and keys from the queue to the printed notices."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.detention.records import cases
from app.journal.checking import check
from app.notice.screen.detain import DetainPage
from app.sample import PASSPHRASE
from app.shift.opening import Opening
from app.tally.records import grouped
from app.tally.rules import Cut, Period
from tests.journey.conftest import MAIN_CASE, MORNING
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


def test_the_labubu_case_through_the_window(opening: Opening, qtbot: QtBot) -> None:
    window, seat = sign_in(opening, qtbot, "li.ming")
    station, keys = seat.station, Keys(window)

    # One scan of the declaration number puts the shipment on the bench.
    keys.scan(MAIN_CASE)
    bench = bench_of(window, qtbot)
    assert {line.key for line in bench.lines if line.alert} == {"2", "3"}, "two lines are noticed"

    # The pendants' number belongs to somebody else: red, loud, in words.
    keys.scan("9521007000028")
    until(qtbot, lambda: bench.verdict == "red")
    keys.scan("TW:WIDEN")
    until(qtbot, lambda: bench.widened)

    for number, count in COUNTS.items():
        while bench.chosen != str(number):
            keys.scan("TW:NEXT")
        keys.write(str(count))
        keys.press(Qt.Key.Key_Return)
        until(qtbot, lambda number=number, count=count: bench.found(str(number)) == count)  # type: ignore[misc]

    keys.scan("TW:DETAIN")
    until(qtbot, lambda: not bench.confirm.isHidden())
    keys.scan("TW:OK")  # large lots that no second officer has counted
    page = detain_page_of(window, qtbot)
    fill(page, qtbot)
    until(qtbot, lambda: page.ready)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: page.case != "")
    leave_print_dialog(qtbot)

    with station.read() as conn:
        (case,) = cases(conn)
        groups = {group.cuts[0]: group.figures for group in grouped(conn, Period.day(MORNING.date()), [Cut.CAMPAIGN])}
        assert check(conn, station.appliers, station.blobs).ok
    assert (case.item_count, int(case.value), case.second_officer) == (199_100, 370_000, "wang.fang")
    check_papers(seat, case.case_id)
    assert (groups["longteng-2024"].batches, groups["longteng-2024"].items) == (1, 199_100)


def fill(page: DetainPage, qtbot: QtBot) -> None:
    """The only typing: the value that customs sets, and the colleague's passphrase."""
    form = page.form
    qtbot.keyClick(form["total"].editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(form["total"].editor, "370000")
    while form["second_officer"].value() != "wang.fang":
        qtbot.keyClick(form["second_officer"].editor, Qt.Key.Key_Down)
    qtbot.keyClicks(form["passphrase"].editor, PASSPHRASE)
    qtbot.keyClick(form["passphrase"].editor, Qt.Key.Key_Return)
