"""The Sync page: not joined, waiting, trouble; in plain words with what to do, and nobody may join who may not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.desk.language import language
from app.sync.screen import SyncPage
from app.sync.view import SyncView
from tests.screens.bench_ground import Desk

Begin = Callable[..., Desk]


def synced(desk: Desk) -> SyncPage:
    desk.press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    return desk.page("sync", SyncPage)


def headline(page: SyncPage) -> str:
    assert page._banner.verdict is not None
    return page._banner.verdict.headline


def test_a_station_that_has_not_joined_says_so_and_what_is_only_here(desk_of: Begin) -> None:
    desk = desk_of("admin")
    page = synced(desk)
    assert headline(page) == "NOT JOINED YET"
    assert page._count.accessibleName().startswith(str(desk.station.only_here()))
    assert not page._now.isEnabled()
    assert "press J" in page._note.text()
    language().set("zh")
    desk.settle()
    assert headline(page) == "尚未接入中心"


def test_a_bench_officer_is_told_who_joins_the_centre(desk_of: Begin) -> None:
    page = synced(desk_of("li"))
    assert not page._join.isVisible()
    assert "administrator" in page._note.text()


def test_an_answer_that_is_none_is_told_in_one_line_and_stays_where_it_is(
    desk_of: Begin, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = desk_of("admin")
    page = synced(desk)
    for at, content in enumerate(["", "{}", json.dumps({"url": 1}), "[" * 5000]):
        file = tmp_path / f"answer{at}.json"
        file.write_text(content, encoding="utf-8")
        desk.window.message_bar.clear()
        hand_in(desk, qtbot, file)
        assert desk.told
        assert "\n" not in desk.told
        assert file.exists()
        assert headline(page) == "NOT JOINED YET"


def hand_in(desk: Desk, qtbot: QtBot, file: Path) -> None:
    """J, then the answer's file by its name."""
    desk.press(Qt.Key.Key_J)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible())
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.clear()
    qtbot.keyClicks(name, str(file))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    desk.settle()


@pytest.mark.parametrize(("waiting", "said"), [(3, "WAITING TO BE SHARED"), (0, "ALL PROVED AT THE CENTRE")])
def test_a_joined_station_says_what_waits(desk_of: Begin, waiting: int, said: str) -> None:
    page = synced(desk_of("li"))
    page.render_view(SyncView("NB-MS-01", True, 40, waiting, 2, 4096, "2024-11-20T11:00:00", (("SH-PO-01", 7),)))
    assert headline(page) == said
    assert page._now.isEnabled()
    assert page._table.rows[3].value == "2024-11-20 11:00"
