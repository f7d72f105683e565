"""The main window by its keys: pages when first seen, printed letters, questions, lock, language, one instance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import path
from app.core.clock import CHINA
from app.desk.buttons import ActButton
from app.desk.fields import TextField
from app.desk.idle import IdleWatch
from app.desk.language import language
from app.desk.page import Page
from app.desk.single import SingleInstance
from app.desk.status import Status
from app.desk.theme import Look, theme
from app.desk.window import MainWindow
from tests.screens.conftest import left_over

BUILT: list[str] = []


class Desk(Page):
    """A page that notes what happens to it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        BUILT.append(name)
        self.done: list[str] = []
        self.note = TextField("Note")
        self.body.addWidget(self.note)
        self.act = ActButton("detain", key="D", kind="grave")
        self.act.clicked.connect(self.ask)
        self.main = ActButton("record", key="Enter", kind="main")
        self.main.clicked.connect(lambda: self.done.append("record"))
        self.set_acts([self.act], self.main)
        self.set_title(name)

    def ask(self) -> None:
        self.confirm.ask("Detain all?", "Detain", lambda: self.done.append("detained"), grave=True)

    def draft(self) -> Mapping[str, object]:
        note = self.note.value()
        return {"note": note} if note else {}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        self.note.set_value(draft["note"])

    def searched(self, text: str) -> bool:
        self.done.append(text)
        return text.startswith("NB")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    BUILT.clear()
    made = MainWindow(path.STEPS)
    for stop in path.STEPS:
        made.add_page(stop.key, lambda key=stop.key: Desk(key))  # type: ignore[misc]
    made.go("queue")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def desk(window: MainWindow, key: str = "queue") -> Desk:
    page = window.page(key)
    assert isinstance(page, Desk)
    return page


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key through the window system's own way, with the wait that a person leaves."""
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, held)
    while not window.bus.idle:
        QTest.qWait(5)


def test_the_rail_has_the_stages_in_the_order_of_the_work() -> None:
    assert [stop.key for stop in path.STEPS] == ["queue", "bench", "cases", "tallies", "register", "sync", "settings"]


def test_pages_are_built_when_they_are_first_seen(window: MainWindow) -> None:
    assert BUILT == ["queue"]
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert BUILT == ["queue", "bench", "settings"]
    assert window.current == "bench"


def test_a_printed_letter_works_unless_a_field_takes_it(qtbot: QtBot, window: MainWindow) -> None:
    page = desk(window)
    page.note.setFocus()
    press(window, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: page.note.value().lower() == "d")
    assert page.confirm.isHidden()
    page.act.setFocus()
    press(window, Qt.Key.Key_D)
    qtbot.waitUntil(page.confirm.isVisible)


def test_a_grave_question_stands_on_no(qtbot: QtBot, window: MainWindow) -> None:
    page = desk(window)
    page.act.setFocus()
    press(window, Qt.Key.Key_D)
    qtbot.waitUntil(page.confirm.isVisible)
    press(window, Qt.Key.Key_Return)
    assert page.confirm.isHidden()
    assert page.done == []
    assert page.act.hasFocus()


def test_a_question_is_answered_by_its_printed_key_and_only_once(qtbot: QtBot, window: MainWindow) -> None:
    page = desk(window)
    page.act.setFocus()
    press(window, Qt.Key.Key_D)
    qtbot.waitUntil(page.confirm.isVisible)
    press(window, Qt.Key.Key_Y)
    press(window, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: page.done == ["detained"])


def test_escape_says_no(qtbot: QtBot, window: MainWindow) -> None:
    page = desk(window)
    page.act.setFocus()
    press(window, Qt.Key.Key_D)
    qtbot.waitUntil(page.confirm.isVisible)
    press(window, Qt.Key.Key_Escape)
    assert page.confirm.isHidden()
    assert page.done == []


def test_the_top_field_is_always_live(qtbot: QtBot, window: MainWindow) -> None:
    page = desk(window)
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("NB1")
    press(window, Qt.Key.Key_Return)
    with qtbot.waitSignal(window.searched) as told:
        field.setText("labubu")
        press(window, Qt.Key.Key_Return)
    assert page.done == ["NB1", "labubu"]
    assert told.args == ["labubu"]


BEGAN = datetime(2024, 11, 20, 8, 5, tzinfo=CHINA)


def test_the_language_changes_on_screen_and_every_label_follows(qtbot: QtBot, window: MainWindow) -> None:
    window.status.set_status(
        Status("李明", "NB-MS-01", BEGAN, timedelta(hours=2), 3, datetime(2024, 11, 20, 14, 5, tzinfo=CHINA))
    )
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    language().set("zh")
    QApplication.sendPostedEvents()
    texts = " ".join(text.text() for text in window.findChildren(QLabel))
    assert window.windowTitle() == "知识产权海关查验"
    assert "3 条仅存本机" in texts
    assert "08:05 起当班" in texts
    language().set("en")
    QApplication.sendPostedEvents()
    assert "3 only here" in " ".join(text.text() for text in window.findChildren(QLabel))


def test_the_lock_keeps_the_work_and_returns_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    page = desk(window)
    page.note.set_value("half a sentence")
    page.note.setFocus()
    window.lock("李 明")
    assert not page.isVisible()
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "queue"
    with qtbot.waitSignal(window.lock_screen.unlock_asked) as asked:
        for key in (Qt.Key.Key_O, Qt.Key.Key_K, Qt.Key.Key_Return):
            press(window, key)
    assert asked.args[0].lower() == "ok"
    assert [line.text() for line in window.lock_screen.findChildren(QLineEdit)] == [""]
    window.lock_screen.refuse("That is not your passphrase: try again.")
    window.unlock()
    assert page.isVisible()
    assert page.note.value() == "half a sentence"
    assert window.focusWidget() is page.note.editor


def test_drafts_come_from_pages_and_go_back_to_them(window: MainWindow) -> None:
    desk(window).note.set_value("half")
    kept = window.drafts()
    desk(window).note.set_value("")
    window.take_drafts(kept)
    assert kept == {"queue": {"note": "half"}}
    assert desk(window).note.value() == "half"


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_window_fits_the_smallest_screen(window: MainWindow, scale: int) -> None:
    theme().set_look(Look("dark", scale))  # type: ignore[arg-type]  # the three sizes there are
    QTest.qWait(1)
    size = window.minimumSizeHint()
    assert size.width() <= 1366
    assert size.height() <= 768


def test_every_control_has_a_name_and_is_reached_by_tab(window: MainWindow) -> None:
    unnamed = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert unnamed == []


def test_right_to_left_keeps_the_main_act_inside(window: MainWindow) -> None:
    page = desk(window)
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        QTest.qWait(1)
        assert page.rect().contains(page.main.geometry())
        assert page.main.geometry().left() < page.act.geometry().left()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_second_start_brings_the_first_forward(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.first()
    with qtbot.waitSignal(first.forward_asked):
        assert not second.first()
    first.close()
    third = SingleInstance(tmp_path)
    assert third.first()
    third.close()


def test_the_guard_sees_a_timer_that_was_left_running() -> None:
    timer = QTimer()
    timer.start(1000)
    assert left_over([timer])
    timer.stop()
    assert not left_over([timer])


def test_a_page_hears_a_language_change() -> None:
    heard: list[int] = []

    class Listening(Page):
        def retranslate(self) -> None:
            heard.append(1)

    page = Listening()
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert heard == [1]
    assert isinstance(page, QObject)
    page.deleteLater()


def test_an_untouched_window_is_noticed_once_and_a_touch_puts_it_off(qtbot: QtBot, window: MainWindow) -> None:
    watch, told = IdleWatch(0.2 / 60), list[int]()
    watch.idle.connect(lambda: told.append(1))
    for _ in range(6):
        press(window, Qt.Key.Key_Shift)
        QTest.qWait(50)
    assert told == []
    qtbot.waitUntil(lambda: told == [1])
    watch.close()
