"""The LABUBU case (S5) once through the real window: scanner codes and keys from the queue to the printed notices."""

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
from app.detention.records import cases
from app.journal.checking import check
from app.notice.records import notices_of
from app.notice.screen.detain import DetainPage
from app.sample import PASSPHRASE
from app.shift.opening import Opening
from app.tally.records import grouped
from app.tally.rules import Cut, Period
from tests.journey.conftest import MAIN_CASE, MORNING
from tests.journey.papers import check_notice
from tests.screens.keyboard import Keys

NO_SCREEN_NO_SOUND = "^This plugin does not support |^PulseAudioService: "
"""What Qt says of itself where there is neither a screen nor a loudspeaker."""

pytestmark = [pytest.mark.journey, pytest.mark.qt_log_ignore(NO_SCREEN_NO_SOUND, extend=True)]

COUNTS = {1: 39_500, 2: 35_900, 3: 47_900, 4: 35_900, 5: 39_900}


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


def sign_in(opening: Opening, qtbot: QtBot, officer: str) -> MainWindow:
    opening.start()
    screen = opening.screen
    assert screen is not None
    while screen.form["officer"].value() != officer:
        qtbot.keyClick(screen.form["officer"].editor, Qt.Key.Key_Down)
    qtbot.keyClicks(screen.form["passphrase"].editor, PASSPHRASE)
    qtbot.keyClick(screen.form["passphrase"].editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opening.shift is not None, timeout=20_000)
    assert opening.shift is not None
    window = opening.shift.window
    qtbot.waitExposed(window)
    return window


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=20_000)


def test_the_labubu_case_through_the_window(opening: Opening, qtbot: QtBot) -> None:
    window = sign_in(opening, qtbot, "li.ming")
    shift = opening.shift
    assert shift is not None
    station, keys = shift.seat.station, Keys(window)

    # One scan of the declaration number puts the shipment on the bench.
    until(qtbot, lambda: shift.window.page("queue") is not None and bool(shift.window.current))
    keys.scan(MAIN_CASE)
    bench = bench_of(shift.window, qtbot)
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
    until(qtbot, lambda: isinstance(shift.window.page("detain"), DetainPage))
    page = shift.window.page("detain")
    assert isinstance(page, DetainPage)
    until(qtbot, lambda: page.papers == 3)
    fill(page, qtbot)
    until(qtbot, lambda: page.ready)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: page.case != "")

    until(qtbot, lambda: any(isinstance(each, QPrintDialog) for each in QApplication.topLevelWidgets()))
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog) and each.isVisible()
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    with station.read() as conn:
        (case,) = cases(conn)
        papers = [(row.kind, row.number, station.blobs.get(row.pdf)) for row in notices_of(conn, case.case_id)]
        groups = {group.cuts[0]: group.figures for group in grouped(conn, Period.day(MORNING.date()), [Cut.CAMPAIGN])}
        assert check(conn, station.appliers, station.blobs).ok
    assert (case.item_count, int(case.value), case.second_officer) == (199_100, 370_000, "wang.fang")
    assert [kind for kind, _number, _pdf in papers] == ["D04", "D08", "D09"]
    for kind, number, pdf in papers:
        check_notice(pdf, kind, number, case.case_id)
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


def bench_of(window: MainWindow, qtbot: QtBot) -> BenchPage:
    def shown() -> bool:
        page = window.page("bench")
        return isinstance(page, BenchPage) and bool(page.lines)

    until(qtbot, shown)
    found = window.page("bench")
    assert isinstance(found, BenchPage)
    return found
