"""The sign-in screen by keys and mouse: the right passphrase, a wrong one, the lock-out, and the other language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.clock import SetClock
from app.core.errors import Say
from app.desk import memory
from app.desk.crash import CrashFiles
from app.desk.language import language
from app.shift.opening import Opening
from app.shift.sign_in import SignInScreen
from tests.conftest import NOON
from tests.shipment_ground import PASSPHRASE, Stocked


@pytest.fixture
def opening(stocked: Stocked, qapp: QApplication, _nothing_lives_on: None) -> Iterator[Opening]:
    stocked.station.engine.dispose()
    memory.remember_in(None)
    clock = SetClock(NOON)
    made = Opening(stocked.home, clock, CrashFiles(stocked.home / "crashes", clock))
    language().set("en")
    made.start()
    yield made
    made.close()


def screen_of(opening: Opening) -> SignInScreen:
    assert opening.screen is not None
    return opening.screen


def enter(opening: Opening, qtbot: QtBot, officer: str, passphrase: str) -> None:
    screen = screen_of(opening)
    qtbot.keyClick(screen.form["officer"].editor, Qt.Key.Key_Home)
    while screen.form["officer"].value() != officer:
        qtbot.keyClick(screen.form["officer"].editor, Qt.Key.Key_Down)
    qtbot.keyClicks(screen.form["passphrase"].editor, passphrase)
    qtbot.keyClick(screen.form["passphrase"].editor, Qt.Key.Key_Return)


def refused(opening: Opening, qtbot: QtBot) -> str:
    field = screen_of(opening).form["passphrase"]
    qtbot.waitUntil(lambda: bool(field.refusal) and field.isEnabled(), timeout=10_000)
    return field.refusal


def test_officer_and_passphrase_open_the_window(opening: Opening, qtbot: QtBot) -> None:
    enter(opening, qtbot, "wang", PASSPHRASE)
    qtbot.waitUntil(lambda: opening.shift is not None, timeout=20_000)
    assert opening.shift is not None
    assert opening.shift.seat.officer.officer_id == "wang"
    assert opening.screen is None
    assert opening.shift.window.current == "queue"


def test_a_wrong_passphrase_is_told_at_its_field_and_not_kept(opening: Opening, qtbot: QtBot) -> None:
    enter(opening, qtbot, "li", "not the passphrase")
    assert refused(opening, qtbot)
    field = screen_of(opening).form["passphrase"]
    assert field.value() == ""
    assert screen_of(opening).focusWidget() is field.editor
    assert opening.shift is None


def test_nothing_entered_is_said_at_once(opening: Opening, qtbot: QtBot) -> None:
    enter(opening, qtbot, "li", "")
    said = screen_of(opening).form["passphrase"]
    assert said.refusal == "Enter your passphrase."
    qtbot.mouseClick(screen_of(opening)._language, Qt.MouseButton.LeftButton)
    assert said.refusal == "请输入口令。"


def test_five_failures_lock_the_officer_out_even_with_the_right_passphrase(opening: Opening, qtbot: QtBot) -> None:
    for _ in range(5):
        enter(opening, qtbot, "li", "not the passphrase")
        refused(opening, qtbot)
    enter(opening, qtbot, "li", PASSPHRASE)
    assert "12:15" in refused(opening, qtbot)
    assert opening.shift is None
    enter(opening, qtbot, "wang", PASSPHRASE)
    qtbot.waitUntil(lambda: opening.shift is not None, timeout=20_000)


def test_the_language_is_switched_before_anybody_signs_in(opening: Opening, qtbot: QtBot) -> None:
    screen = screen_of(opening)
    assert screen._title.text() == "Sign in to the station"
    qtbot.mouseClick(screen._language, Qt.MouseButton.LeftButton)
    assert language().lang == "zh"
    QApplication.processEvents()
    assert screen._title.text() == "登录工作站"
    assert screen.form["passphrase"].editor.accessibleName() == "口令"
    qtbot.mouseClick(screen._language, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert screen._title.text() == "Sign in to the station"


def test_a_refusal_can_be_a_sentence_of_any_step(qtbot: QtBot) -> None:
    screen = SignInScreen([("li", "李明")], hint="sample words")
    qtbot.addWidget(screen)
    screen.show()
    screen.refuse(Say("identity.no_station"))
    assert screen.form["passphrase"].refusal
    assert "sample words" in screen._note.text()


def test_a_damaged_key_file_is_told_in_one_line(opening: Opening, qtbot: QtBot, stocked: Stocked) -> None:
    Path(stocked.home / "keyslots.json").write_text("{", encoding="utf-8")
    enter(opening, qtbot, "li", PASSPHRASE)
    assert "\n" not in refused(opening, qtbot)
    assert opening.shift is None
