"""The wording of documents in Settings: a supervisor changes it by keys, a broken one is refused where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.notice.screen.wording import WordingDesk
from app.notice.templates import templates
from app.shift.settings import SettingsPage
from tests.screens.bench_ground import Desk

Begin = Callable[..., Desk]


def wording(desk: Desk) -> WordingDesk:
    desk.press(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    found = desk.page("settings", SettingsPage).wording
    assert found is not None
    desk.settle()
    return found


def choose(desk: Desk, qtbot: QtBot, page: WordingDesk, kind: str) -> None:
    box = page.form["kind"].editor
    assert isinstance(box, QComboBox)
    box.setFocus()
    while page.form["kind"].value() != kind:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    desk.settle()


def replace(page: WordingDesk, qtbot: QtBot, old: str, new: str) -> None:
    """Find the words in the text, and type others over them."""
    area = page.form["text"].editor
    assert isinstance(area, QPlainTextEdit)
    area.moveCursor(area.textCursor().MoveOperation.Start)
    assert area.find(old)
    qtbot.keyClicks(area, new)


def own(desk: Desk) -> dict[str, str]:
    return {row.kind: row.version for row in templates(desk.station) if row.own}


def test_only_a_supervisor_sees_the_wordings(desk_of: Begin) -> None:
    desk = desk_of("li")
    desk.press(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert desk.page("settings", SettingsPage).wording is None


def test_a_supervisor_changes_a_wording_and_goes_back(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("zhao")
    page = wording(desk)
    choose(desk, qtbot, page, "D10")
    replace(page, qtbot, "cn-D10-1", "nb-D10-1")
    replace(page, qtbot, "On your application", "As you asked")
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    assert page.form["text"].refusal == ""
    qtbot.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    desk.settle()
    assert own(desk) == {}, "no reason was given"
    qtbot.keyClicks(page.form["reason"].editor, "plainer")
    qtbot.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    desk.settle()
    assert own(desk) == {"D10": "nb-D10-1"}
    assert page.form["kind"].value() == "D10", "the document stays chosen"
    qtbot.keyClicks(page.form["reason"].editor, "back again")
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    desk.settle()
    assert own(desk) == {}


def test_a_wording_that_hides_a_required_field_is_refused_at_the_text(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("zhao")
    page = wording(desk)
    choose(desk, qtbot, page, "D08")
    replace(page, qtbot, '"seal_numbers", ', " ")
    qtbot.mouseClick(page.check, Qt.MouseButton.LeftButton)
    assert "Seal numbers" in page.form["text"].refusal or "封志号" in page.form["text"].refusal
