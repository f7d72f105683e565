"""The office's own days in Settings: laid down, altered, taken back; a wrong hour is refused at its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.buttons import ActButton
from app.detention.office_days import office_days
from app.detention.screen import OfficeDaysDesk
from app.shift.settings import SettingsPage
from tests.screens.bench_ground import Desk

Begin = Callable[..., Desk]
FRIDAY = date(2024, 11, 22)


def settings(desk: Desk) -> SettingsPage:
    desk.press(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    return desk.page("settings", SettingsPage)


def kept(desk: Desk) -> list[tuple[date, bool, str]]:
    return [(rule.day, rule.working, rule.name.en) for rule in office_days(desk.station).days]


def press(desk: Desk, qtbot: QtBot, days: OfficeDaysDesk, words: str) -> None:
    button = next(each for each in days.findChildren(ActButton) if each.accessibleName() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


def test_a_bench_officer_lays_down_no_days(desk_of: Begin) -> None:
    assert settings(desk_of("li")).days is None


def test_a_supervisor_lays_a_day_down_alters_it_takes_it_back_and_sets_the_hour(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("zhao")
    days = settings(desk).days
    assert days is not None
    days.form["day"].set_value(FRIDAY)
    qtbot.keyClicks(days.form["en"].editor, "typhoon")
    press(desk, qtbot, days, "keep the day")
    assert kept(desk) == [(FRIDAY, False, "typhoon")]

    days.table.choose(days.table.rows[0])
    qtbot.keyClick(days.form["working"].editor, Qt.Key.Key_Down)
    press(desk, qtbot, days, "keep the day")
    assert kept(desk) == [(FRIDAY, True, "typhoon")], "the same day is altered, not listed twice"

    hour = days.hour["closes"].editor
    qtbot.keyClicks(hour, "25:00")
    press(desk, qtbot, days, "keep the hour")
    assert "17:30" in days.hour["closes"].refusal
    qtbot.keyClick(hour, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(hour, "17:00")
    press(desk, qtbot, days, "keep the hour")
    assert (office_days(desk.station).closes, len(kept(desk))) == ("17:00", 1), "the days stay"

    days.table.choose(days.table.rows[0])
    press(desk, qtbot, days, "take the chosen day back")
    assert (office_days(desk.station).closes, kept(desk)) == ("17:00", []), "the hour stays"
