"""The Cases page by keys and scanner: the list by deadline, a case's clocks and acts, forms, documents, languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit
from pytestqt.qtbot import QtBot

from app.desk.buttons import ActButton
from app.desk.language import language
from app.desk.theme import Look, theme
from app.notice.records import notices_of
from app.notice.rules import case_code
from app.register.records import recordation
from app.register.rules import Status
from tests.register_ground import arrives
from tests.screens.cases_ground import (
    FIRST,
    SECOND,
    Open,
    close_print_dialog,
    desk,
    stocked,
    texts,
    two_cases_once,
)
from tests.shipment_ground import LI, PASSPHRASE, WANG

__all__ = ["desk", "stocked", "two_cases_once"]


def test_the_list_stands_by_the_next_deadline_and_filters(desk: Open) -> None:
    at = desk(LI)
    assert [(row.case_id, row.urgency, row.left) for row in at.page.listed] == [
        (FIRST, "later", 2),
        (SECOND, "later", 3),
    ]
    at.clock.advance(timedelta(days=4))  # Monday 25th: the first one's last day
    at.page.arrive()
    at.settle()
    assert [(row.case_id, row.urgency, row.left) for row in at.page.listed] == [
        (FIRST, "today", 0),
        (SECOND, "week", 1),
    ]
    at.clock.advance(timedelta(days=1))
    at.page.arrive()
    at.settle()
    assert [row.urgency for row in at.page.listed] == ["overdue", "today"]
    chip = next(each for each in at.page.findChildren(ActButton) if each.accessibleName().startswith("overdue"))
    chip.setFocus()
    at.press(Qt.Key.Key_Space)
    assert [row.case_id for row in at.page.listed] == [FIRST]


def test_an_edition_from_headquarters_that_touches_a_case_is_told(desk: Open) -> None:
    at = desk(WANG)
    chip = at.page._list._chips["touched"]
    assert not chip.isVisible()
    station = at.stocked.station
    with station.read() as conn:
        right = recordation(conn, "R-2")
    assert right is not None
    arrives(station, 1, replace(right, status=Status.CANCELLED))
    at.page.arrive()
    at.settle()
    assert chip.isVisible()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert [row.case_id for row in at.page.listed] == [FIRST]
    at.press(Qt.Key.Key_Return)
    at.write("r")
    assert "QUIVERTON (R-2) no longer protects" in texts(at.page.papers)
    arrives(station, 2, right)
    at.page.arrive()
    at.settle()
    assert "no longer protects" not in texts(at.page.papers), "what came back as it was touches nothing"


def test_enter_opens_a_case_with_its_clock_in_large_and_h_unfolds_the_days(desk: Open) -> None:
    at = desk(LI)
    at.press(Qt.Key.Key_Return)
    assert at.page.case == FIRST
    assert at.page.clock.headline == "2 working days left"
    assert at.page.clock.days == 0
    at.write("h")
    assert at.page.clock.days == 6, "20 to 25 November"
    assert "Saturday" in texts(at.page.clock)
    assert "A4.lapsed" in at.page.acts.refused
    assert "right holder's reply" in at.page.acts.refused["A4.lapsed"]
    assert "case officers" in at.page.acts.refused["A4"], "a bench officer can't release"
    at.press(Qt.Key.Key_Escape)
    assert at.page.case == ""


def test_a_form_asks_what_the_move_needs_and_a_colleague_confirms(desk: Open, qtbot: QtBot) -> None:
    at = desk(LI)
    at.press(Qt.Key.Key_Return)
    at.write(at.digit("A5"))
    form = at.page.act_form.form
    assert set(form.values()) == {
        "detention_applied", "security_lodged", "security", "remark", "second_officer", "passphrase",
    }  # fmt: skip
    assert str(form["security"].value()) == "100000.00"
    while form["second_officer"].value() != "wang":
        qtbot.keyClick(form["second_officer"].editor, Qt.Key.Key_Down)
    form["passphrase"].setFocus()
    at.keys.write("not the passphrase")
    at.press(Qt.Key.Key_Return)
    assert at.state() == "suspended"
    assert form["passphrase"].refusal
    qtbot.keyClick(form["passphrase"].editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    at.keys.write(PASSPHRASE)
    at.press(Qt.Key.Key_Return)
    assert at.state() == "detained"
    assert "recorded" in at.said()
    close_print_dialog(qtbot)
    with at.stocked.station.read() as conn:
        assert "D10" in {row.kind for row in notices_of(conn, FIRST)}
    links = [each.accessibleName() for each in at.page.findChildren(ActButton) if each.isVisible()]
    assert any("Notice of detention" in each for each in links), "the new document stands in the timeline at once"


def test_after_a_missed_reply_the_button_is_grey_with_its_reason(desk: Open) -> None:
    at = desk(WANG)
    at.clock.advance(timedelta(days=6))
    at.page.arrive()
    at.settle()
    at.press(Qt.Key.Key_Return)
    assert at.page.clock.headline == "overdue since 2024-11-25"
    assert "A5" not in at.page.acts.open
    assert "ran out on 2024-11-25 24:00" in at.page.acts.refused["A5"]
    at.write(at.digit("A4.lapsed"))
    at.press(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert at.state() == "released_no_action"
    assert at.page.acts.open == ()


def test_escape_leaves_the_form_first_and_records_nothing(desk: Open) -> None:
    at = desk(LI)
    at.press(Qt.Key.Key_Return)
    at.write(at.digit("A3.served"))
    assert at.page.act_form.isVisible()
    assert at.page.act_form.form["notice_served"].editor.hasFocus()
    assert isinstance(at.page.act_form.form["notice_served"].editor, QDateEdit)
    before = at.stocked.station.only_here()
    at.press(Qt.Key.Key_Escape)
    assert not at.page.act_form.isVisible()
    assert at.page.case == FIRST
    assert at.stocked.station.only_here() == before


def test_a_scanned_document_and_a_searched_case_lead_to_the_case(desk: Open) -> None:
    at = desk(LI)
    at.keys.scan(case_code(SECOND, "NB-MS-01-D08-2024-00002", "D08"))
    at.settle()
    assert at.page.case == SECOND
    at.window.go("queue")
    at.settle()
    at.window.searched.emit("NB-MS-01-D08-2024-00001")
    at.settle()
    assert (at.window.current, at.page.case) == ("cases", FIRST)


def test_documents_lines_rights_and_a_copy(desk: Open, qtbot: QtBot) -> None:
    at = desk(LI)
    at.press(Qt.Key.Key_Return)
    assert at.page.papers.paper.startswith(b"%PDF-")
    first = at.page.papers.paper
    at.write("p")
    close_print_dialog(qtbot)
    with at.stocked.station.read() as conn:
        assert sum(row.copies for row in notices_of(conn, FIRST)) == 1
    assert at.page.papers.paper == first
    for key, shown in (("l", "goods"), ("r", "QUIVERTON"), ("f", ""), ("o", "D08")):
        at.write(key)
        table = at.page.papers.table
        assert shown in ("" if table is None else str([vars(row) for row in table.rows]))


def test_the_clocks_are_exported_as_a_calendar(desk: Open, tmp_path: Path) -> None:
    at = desk(LI)
    at.page.export_to(str(tmp_path / "clocks.ics"))
    at.settle()
    text = (tmp_path / "clocks.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 6
    assert "DTSTART;VALUE=DATE:20241125" in text


def test_every_word_is_chinese_and_every_control_has_a_name(desk: Open) -> None:
    at = desk(LI)
    language().set("zh")
    theme().set_look(Look("dark", 150))
    at.press(Qt.Key.Key_Return)
    assert at.page.clock.headline == "剩余 2 个工作日"
    unnamed = [
        each.text() for each in at.page.findChildren(ActButton) if each.isVisible() and not each.accessibleName()
    ]
    assert unnamed == []
    english = [each.text() for each in at.page.findChildren(ActButton) if each.isVisible() and "record" in each.text()]
    assert english == []
