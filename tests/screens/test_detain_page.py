"""The Detain page by keys and mouse: pre-filled, two officers, shared value, recorded once, printed or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.bench.screen.bench import BenchPage
from app.bench.work import count, open_inspection
from app.core.errors import Trouble
from app.core.wording import Lang
from app.desk.fields import Field
from app.desk.language import language
from app.desk.theme import Look, Scale, theme
from app.detention.records import cases
from app.journal.checking import check
from app.notice.records import notices_of
from app.notice.screen.detain import DetainPage
from tests.screens.bench_ground import Desk
from tests.shipment_ground import LI, PASSPHRASE, Stocked

Begin = Callable[..., Desk]
CTRL = Qt.KeyboardModifier.ControlModifier


COUNTS = {"1": 100, "2": 50, "3": 30}


def detaining(desk: Desk) -> DetainPage:
    """The red shipment, counted before the window shows it, then D."""
    inspection = open_inspection(desk.station, LI, "D-RED")
    for key, quantity in COUNTS.items():
        count(desk.station, LI, inspection, key, Decimal(quantity))
    desk.scan("D-RED")
    return handed_over(desk)


def counted_at_the_bench(desk: Desk) -> DetainPage:
    """The red shipment counted on the bench by hand, then D."""
    desk.scan("D-RED")
    bench = desk.page("bench", BenchPage)
    for key, quantity in COUNTS.items():
        while bench.chosen != key:
            desk.scan("TW:NEXT")
        desk.enter(str(quantity))
    return handed_over(desk)


def handed_over(desk: Desk) -> DetainPage:
    desk.press(Qt.Key.Key_D)
    page = desk.page("detain", DetainPage)
    settled(desk, page)
    return page


def settled(desk: Desk, page: DetainPage) -> None:
    """Let the pause after typing end, without waiting for it."""
    if page._settle.isActive():
        page._settle.setInterval(0)
        for _ in range(50):
            desk.settle()
            if not page._settle.isActive():
                break
    desk.settle()


def fill(desk: Desk, qtbot: QtBot, page: DetainPage, field: Field, text: str) -> None:
    desk.click(qtbot, field.editor)
    qtbot.keyClick(field.editor, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(field.editor, text)
    settled(desk, page)


def choose_second(qtbot: QtBot, page: DetainPage, officer: str) -> None:
    box = page.form["second_officer"]
    qtbot.keyClick(box.editor, Qt.Key.Key_Home)
    while box.value() != officer:
        qtbot.keyClick(box.editor, Qt.Key.Key_Down)


def confirm(desk: Desk, qtbot: QtBot, page: DetainPage, passphrase: str = PASSPHRASE, who: str = "wang") -> None:
    choose_second(qtbot, page, who)
    settled(desk, page)
    qtbot.keyClicks(page.form["passphrase"].editor, passphrase)
    qtbot.keyClick(page.form["passphrase"].editor, Qt.Key.Key_Return)
    desk.settle()


def recorded(desk: Desk) -> list[tuple[str, int, Decimal, str]]:
    with desk.station.read() as conn:
        return [(row.declaration_no, row.item_count, row.value, row.second_officer) for row in cases(conn)]


def cancel_print(qtbot: QtBot) -> None:
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QPrintDialog) and dialog.isVisible():
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_page_is_filled_from_bench_and_declaration(desk_of: Begin) -> None:
    page = counted_at_the_bench(desk_of("li"))
    rows = page._table.rows
    assert [(row.key, int(row.quantity), row.value, row.taken) for row in rows] == [
        ("1", 100, Decimal("1000.00"), True), ("2", 50, Decimal("2000.00"), True), ("3", 30, Decimal("333.33"), True),
    ]  # fmt: skip
    assert {row.recordation_no for row in rows} == {"R-1"}
    assert page.papers == 3
    assert "covered by the general security" in page._due.text()
    assert "right holder" in page._due.text(), "the clock is named in words"


@pytest.mark.parametrize(("profile", "first"), [("eu", "notification of declarant"), ("us", "notice of detention")])
def test_goods_are_detained_under_another_law(
    desk_of: Begin, stocked: Stocked, qtbot: QtBot, profile: str, first: str
) -> None:
    stocked.station.identity = replace(stocked.station.identity, profile=profile)
    desk = desk_of("li")
    page = detaining(desk)
    assert "No security is due" in page._due.text()
    assert "CNY" not in page._due.text(), "not the money of another country"
    assert first in page._due.text()
    assert desk.button(page, "RECORD"), "no document comes with the detention, so none is printed"
    assert page._papers._none.isVisible()
    confirm(desk, qtbot, page)
    desk.press(Qt.Key.Key_Return, CTRL)
    assert [row[1] for row in recorded(desk)] == [180]
    assert desk.window.current == "cases"


def test_two_officers_are_wanted_and_the_want_is_told_at_the_passphrase(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "second officer" in page.form["passphrase"].refusal
    assert desk.window.focusWidget() is page.form["passphrase"].editor
    assert recorded(desk) == []


def test_a_wrong_passphrase_is_told_at_its_field_and_forgotten(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    confirm(desk, qtbot, page, "wrong passphrase!")
    assert page.form["passphrase"].refusal
    assert page.form["passphrase"].value() == ""
    assert not page.ready
    desk.press(Qt.Key.Key_Return, CTRL)
    assert recorded(desk) == []


def test_the_officer_at_the_desk_is_not_offered_as_the_second(desk_of: Begin) -> None:
    page = detaining(desk_of("li"))
    box = page.form["second_officer"].editor
    assert {box.itemData(at) for at in range(box.count())} == {"admin", "wang", "zhao"}  # type: ignore[attr-defined]


def test_enter_after_the_confirmation_records_once_however_often_it_is_hit(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    confirm(desk, qtbot, page)
    assert page.ready
    assert page._confirmed.isVisible()
    for _ in range(3):
        qtbot.keyClick(page._record, Qt.Key.Key_Return)
        qtbot.keyClick(page._record, Qt.Key.Key_Return, CTRL)
    desk.settle()
    cancel_print(qtbot)
    desk.press(Qt.Key.Key_Return, CTRL)
    assert recorded(desk) == [("D-RED", 180, Decimal("3333.33"), "wang")]
    assert desk.told.startswith("Detention recorded as case NB-MS-01-2024-00001")


def test_a_cancelled_print_leaves_everything_recorded_and_p_asks_again(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    confirm(desk, qtbot, page)
    desk.press(Qt.Key.Key_Return, CTRL)
    cancel_print(qtbot)
    with desk.station.read() as conn:
        assert [row.kind for row in notices_of(conn, page.case)] == ["D04", "D08", "D09"]
        assert check(conn, desk.station.appliers, desk.station.blobs).ok
    desk.press(Qt.Key.Key_P)
    assert any(isinstance(each, QPrintDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
    cancel_print(qtbot)


def test_a_value_of_the_batch_is_shared_out_to_the_cent(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    fill(desk, qtbot, page, page.form["total"], "1000.01")
    assert sum(row.value for row in page._table.rows) == Decimal("1000.01")
    confirm(desk, qtbot, page)
    desk.press(Qt.Key.Key_Return, CTRL)
    cancel_print(qtbot)
    assert recorded(desk) == [("D-RED", 180, Decimal("1000.01"), "wang")]


def test_what_is_changed_after_the_confirmation_has_to_be_confirmed_anew(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    confirm(desk, qtbot, page)
    fill(desk, qtbot, page, page.form["total"], "5")
    assert not page.ready
    desk.press(Qt.Key.Key_Return, CTRL)
    assert recorded(desk) == []
    assert page.form["passphrase"].refusal


def test_a_line_is_left_out_and_taken_back_with_enter(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    page._table.setFocus()
    desk.press(Qt.Key.Key_Return)
    settled(desk, page)
    assert [row.taken for row in page._table.rows] == [False, True, True]
    assert page._count.accessibleName().startswith("80 items · one batch · lines: 2")
    desk.press(Qt.Key.Key_Return)
    settled(desk, page)
    assert [row.taken for row in page._table.rows] == [True, True, True]


def test_a_decimal_is_typed_as_it_is_typed(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    field = page._line_form["value"]
    fill(desk, qtbot, page, field, "12.05")
    assert isinstance(field.editor, QLineEdit)
    assert field.editor.text() == "12.05"
    assert page._table.rows[0].value == Decimal("12.05")


def test_a_count_of_nothing_is_refused_at_its_line(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    fill(desk, qtbot, page, page._line_form["quantity"], "0")
    assert page._line_form["quantity"].refusal
    assert page.papers == 0
    assert not page._record.isEnabled()
    fill(desk, qtbot, page, page._line_form["quantity"], "7")
    assert page._line_form["quantity"].refusal == ""
    assert page.papers == 3


def test_trouble_while_recording_is_told_and_it_can_be_tried_again_at_once(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    confirm(desk, qtbot, page)
    kept = desk.station.blobs
    desk.station.blobs = Full()  # type: ignore[assignment]  # a disk that has no room left
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "full" in desk.told
    assert recorded(desk) == []
    assert page.papers == 3
    desk.station.blobs = kept
    desk.press(Qt.Key.Key_Return, CTRL)
    cancel_print(qtbot)
    assert len(recorded(desk)) == 1


class Full:
    """Blobs on a disk that has no room left."""

    def put(self, *_whatever: object) -> None:
        raise Trouble("store.disk_full")


def test_nothing_of_one_shipment_slips_into_the_next(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    fill(desk, qtbot, page, page.form["party_address"], "1 Some Road")
    fill(desk, qtbot, page, page.form["seals"], "NB1")
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.current == "bench"
    desk.press(Qt.Key.Key_D)
    assert page.form["seals"].value() == "NB1", "the same shipment keeps what was entered"
    desk.press(Qt.Key.Key_1, CTRL)
    desk.scan("D-OWN")
    desk.enter("80")
    desk.press(Qt.Key.Key_D)
    assert (page.form["party_address"].value(), page.form["seals"].value()) == ("", "")


def test_the_form_stays_usable_and_named(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    desk.window.resize(1366, 768)
    for scale in get_args(Scale)[:2]:
        theme().set_look(Look("light", scale))
        for lang in get_args(Lang):
            language().set(lang)
            desk.settle()
            usable_and_named(desk, qtbot, page, scale)


def usable_and_named(desk: Desk, qtbot: QtBot, page: DetainPage, scale: Scale) -> None:
    page.form.clear_refusals()
    page._entered.verticalScrollBar().setValue(0)
    assert desk.window.width() == 1366
    for form in (page._line_form, page.form):
        for field in form.fields:
            assert field.editor.accessibleName()
            assert field.editor.width() >= 90 * scale // 100, field.editor.accessibleName()
    desk.press(Qt.Key.Key_Return, CTRL)
    editor, seen = page.form["passphrase"].editor, page._entered.viewport()
    qtbot.waitUntil(lambda: seen.rect().contains(editor.mapTo(seen, editor.rect().bottomRight())))


def test_tab_goes_through_the_page_in_reading_order(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = detaining(desk)
    page._line_form["quantity"].editor.setFocus()
    wanted = [field.editor for form in (page._line_form, page.form) for field in form.fields]
    for editor in wanted:
        assert desk.window.focusWidget() is editor
        desk.press(Qt.Key.Key_Tab)
