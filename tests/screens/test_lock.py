"""The lock, by key and by idleness: the work stays on screen behind it, and only the officer uncovers it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bench.screen.bench import BenchPage
from app.desk.idle import IdleWatch
from app.journal.records import entries
from tests.screens.bench_ground import Desk
from tests.shipment_ground import DECLARED, PASSPHRASE

Begin = Callable[..., Desk]


def locked(desk: Desk) -> bool:
    return desk.window.locked


def unlock(desk: Desk, qtbot: QtBot, passphrase: str) -> None:
    editor = desk.window.lock_screen.focusWidget()
    assert editor is not None
    qtbot.keyClicks(editor, passphrase)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    desk.settle()


def shown_words(desk: Desk) -> str:
    return " ".join(each.text() for each in desk.window.lock_screen.findChildren(QLabel) if each.isVisible())


def kinds(desk: Desk) -> list[str]:
    with desk.station.read() as conn:
        return [entry.kind for entry in entries(conn) if entry.kind.startswith("identity.")]


def test_ctrl_l_covers_the_work_and_the_passphrase_uncovers_it_as_it_was(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    desk.scan("D-RED")
    page = desk.page("bench", BenchPage)
    desk.scan(DECLARED)
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locked(desk)
    unlock(desk, qtbot, PASSPHRASE)
    assert not locked(desk)
    assert (desk.window.current, page.found("3"), page.chosen) == ("bench", 1, "3")
    assert kinds(desk)[-2:] == ["identity.locked", "identity.unlocked"]


def test_idleness_locks(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li", idle_minutes=0.15 / 60)
    qtbot.waitUntil(lambda: desk.window.locked, timeout=5_000)
    desk.settle()
    assert kinds(desk)[-1] == "identity.locked"


def test_each_sign_of_life_begins_the_wait_anew(desk_of: Begin) -> None:
    desk = desk_of("li")
    (watch,) = desk.shift.findChildren(IdleWatch)
    (timer,) = watch.findChildren(QTimer)
    timer.stop()
    desk.press(Qt.Key.Key_Down)
    assert timer.isActive()


def test_a_scan_at_a_locked_desk_changes_nothing(desk_of: Begin) -> None:
    desk = desk_of("li")
    desk.scan("D-RED")
    page = desk.page("bench", BenchPage)
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.scan(DECLARED)
    assert page.found("3") is None


def test_a_wrong_passphrase_is_told_recorded_and_uncovers_nothing(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    unlock(desk, qtbot, "not the passphrase")
    assert desk.window.locked
    assert kinds(desk)[-1] == "identity.sign_in_failed"


def test_an_empty_passphrase_is_asked_for(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    unlock(desk, qtbot, "")
    assert desk.window.locked
    assert "Enter your passphrase." in shown_words(desk)


def test_another_officer_may_ask_to_sign_in(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    desk.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(desk.shift.ended):
        leave = next(
            each for each in desk.window.lock_screen.findChildren(type(desk.window._lock_button))
            if each.accessibleName() == "Another officer signs in"
        )  # fmt: skip
        qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    desk.settle()
    assert kinds(desk)[-1] == "identity.signed_out"
