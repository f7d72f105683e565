"""The Cases page by keys and scanner: the list by deadline, a case's clocks and acts, forms, documents, languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDateEdit, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap, path
from app.core.clock import SetClock
from app.desk.buttons import ActButton
from app.desk.jobs import InlineJobs
from app.desk.language import language
from app.desk.messages import Messages
from app.desk.theme import Look, theme
from app.desk.window import MainWindow
from app.detention.standing import case_file
from app.identity.home import open_home
from app.identity.rules import Officer
from app.notice.records import notices_of
from app.notice.rules import case_code
from app.notice.screen.cases import CasesPage
from app.notice.work import detain
from app.seat import Seat
from app.shift.pages import Pages
from tests.conftest import NOON
from tests.screens.keyboard import Keys
from tests.shipment_ground import LI, PASSPHRASE, WANG, Stocked, counted, held

FIRST, SECOND = "NB-MS-01-2024-00001", "NB-MS-01-2024-00002"


@dataclass
class Desk:
    """The real window on the Cases page."""

    window: MainWindow
    page: CasesPage
    jobs: InlineJobs
    keys: Keys
    clock: SetClock
    stocked: Stocked

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.keys.press(key, held=held)
            self.settle()

    def write(self, printed: str) -> None:
        """Press the key that is printed on a button."""
        self.press(Qt.Key(ord(printed.upper())))

    def settle(self) -> None:
        """Run what waits, and let new widgets come on screen."""
        self.jobs.settle()
        QApplication.processEvents()

    def said(self) -> str:
        return " | ".join(each.text() for each in self.window.message_bar.findChildren(QLabel))

    def state(self, case: str = FIRST) -> str:
        with self.stocked.station.read() as conn:
            return case_file(conn, self.stocked.station, case).standings[1].state

    def digit(self, move: str) -> str:
        """The key that is printed on a move's button."""
        return str(1 + self.page.acts.open.index(move))


Open = Callable[[Officer], Desk]


@pytest.fixture(scope="session")
def _two_cases_once(_stocked_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("two-cases") / "home"
    shutil.copytree(_stocked_once[0], home)
    clock = SetClock(NOON)
    station = open_home(home, _stocked_once[1], bootstrap.appliers(), clock)
    detain(station, LI, held(counted(1, "50000", "250000", "R-2")))
    clock.advance(timedelta(days=1))
    detain(station, LI, held(counted(1, "5", "50"), declaration="D-OWN"))
    station.engine.dispose()
    return home


@pytest.fixture
def stocked(
    _two_cases_once: Path, _stocked_once: tuple[Path, bytes], tmp_path: Path, clock: SetClock
) -> Iterator[Stocked]:
    """A fresh copy of the stocked station with two cases, the one of today first recorded."""
    home = tmp_path / "stocked-home"
    shutil.copytree(_two_cases_once, home)
    clock.advance(timedelta(days=1))
    station = open_home(home, _stocked_once[1], bootstrap.appliers(), clock)
    yield Stocked(station, home, _stocked_once[1], clock)
    station.engine.dispose()


@pytest.fixture
def desk(stocked: Stocked, qtbot: QtBot) -> Open:
    """The window opens for an officer."""

    def open_for(officer: Officer) -> Desk:
        jobs = InlineJobs()
        window = MainWindow(path.STEPS)
        qtbot.addWidget(window)
        seat = Seat(stocked.home, stocked.station, officer, jobs, Messages(window.message_bar, lambda _e: None, window))
        pages = Pages(seat, bootstrap.screener(stocked.station))
        pages.add_to(window)
        window.searched.connect(pages.found)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(window.isActiveWindow)  # the scanner's ear is at the window in front
        window.go("cases")
        jobs.settle()
        page = window.page("cases")
        assert isinstance(page, CasesPage)
        return Desk(window, page, jobs, Keys(window), stocked.clock, stocked)

    return open_for


def close_print_dialog(qtbot: QtBot) -> None:
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog) and each.isVisible()]
    assert dialogs, "new documents go to the printer"
    for dialog in dialogs:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def texts(inside: QWidget) -> str:
    return " | ".join(each.text() for each in inside.findChildren(QLabel) if each.isVisible())


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
    assert "CN.A.REPLY" in at.page.acts.refused["A4.lapsed"]
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
