"""The Settings page: what everybody sees, what an administrator sees, and an officer admitted by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.clock import SystemClock
from app.identity.records import office, officers
from app.identity.work import slots_of
from app.shift.settings import SettingsPage
from tests.screens.bench_ground import Desk
from tests.shipment_ground import PASSPHRASE

Begin = Callable[..., Desk]


def settings(desk: Desk) -> SettingsPage:
    desk.press(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    return desk.page("settings", SettingsPage)


def admit(desk: Desk, qtbot: QtBot, page: SettingsPage, *, passphrase: str, own: str, role: bool = True) -> None:
    entered = {"officer_id": "new.one", "name_en": "New One", "passphrase": passphrase, "own_passphrase": own}
    for name, text in entered.items():
        qtbot.keyClicks(page._new[name].editor, text)
    if role:
        box = page._new["bench"].editor
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.mouseClick(page._admit, Qt.MouseButton.LeftButton)
    desk.settle()


def known(desk: Desk) -> set[str]:
    with desk.station.read() as conn:
        return {each.officer_id for each in officers(conn, desk.station.stream)}


def test_a_bench_officer_sees_the_desk_and_not_the_officers(desk_of: Begin) -> None:
    page = settings(desk_of("li"))
    assert page._desk.isVisible()
    assert not page._table.isVisible()
    assert not page._new.isVisible()


def test_an_administrator_admits_an_officer_who_can_then_open_the_station(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("admin")
    page = settings(desk)
    admit(desk, qtbot, page, passphrase="a new passphrase", own=PASSPHRASE)
    assert "new.one" in known(desk)
    assert "new.one" in {row.officer_id for row in page._table.rows}
    assert page._new["passphrase"].value() == ""
    assert slots_of(desk.stocked.home).unlock("new.one", "a new passphrase", SystemClock().now())


def test_a_wrong_own_passphrase_admits_nobody_and_both_are_forgotten(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("admin")
    page = settings(desk)
    admit(desk, qtbot, page, passphrase="a new passphrase", own="not my passphrase")
    assert "new.one" not in known(desk)
    assert (page._new["passphrase"].value(), page._new["own_passphrase"].value()) == ("", "")
    assert any(field.refusal for field in page._new.fields)


def test_a_short_passphrase_and_no_role_are_told(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("admin")
    page = settings(desk)
    admit(desk, qtbot, page, passphrase="a new passphrase", own=PASSPHRASE, role=False)
    assert page._new["officer_id"].refusal
    assert "new.one" not in known(desk)


def test_the_office_is_kept_and_wants_both_names(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("admin")
    page = settings(desk)
    field = page._office["name_en"].editor
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.mouseClick(page._keep, Qt.MouseButton.LeftButton)
    desk.settle()
    assert any(each.refusal for each in page._office.fields)
    qtbot.keyClicks(field, "Other Customs")
    qtbot.mouseClick(page._keep, Qt.MouseButton.LeftButton)
    desk.settle()
    with desk.station.read() as conn:
        kept = office(conn, desk.station.stream)
    assert kept is not None
    assert (kept.name_zh, kept.name_en) == ("样例海关", "Other Customs")


def test_an_officer_who_leaves_can_no_longer_sign_in_and_stays_on_the_list(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("admin")
    page = settings(desk)
    page._table.choose(next(row for row in page._table.rows if row.officer_id == "li"))
    qtbot.mouseClick(page._leaves, Qt.MouseButton.LeftButton)
    assert "li" in known(desk)
    desk.press(Qt.Key.Key_Y)
    assert [row.active for row in page._table.rows if row.officer_id == "li"] == [False]
    assert "li" not in {slot.officer for slot in slots_of(desk.stocked.home).slots()}
    assert "has left" in desk.told


def test_the_language_button_of_the_window_is_told_by_the_settings_too(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = settings(desk)
    qtbot.mouseClick(desk.window._language, Qt.MouseButton.LeftButton)
    assert page._desk._language.value() == "zh"
