"""The register page by keys: search as you type, the record and its past, imports and what they leave to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QFileDialog, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from app import path
from app.core.clock import SetClock
from app.core.tables import open_table
from app.desk.buttons import ActButton
from app.desk.jobs import InlineJobs
from app.desk.language import language
from app.desk.messages import Messages
from app.desk.signs import StatePill
from app.desk.window import MainWindow
from app.identity.rules import Officer, Role
from app.journal.work import Station
from app.register.reading import write_recordations
from app.register.rules import Recordation, RightType, Status
from app.register.screen import RegisterPage
from app.register.standing import StandingRegister
from app.register.work import import_register
from app.seat import Seat
from tests.conftest import LI_MING
from tests.screens.keyboard import Keys

RIGHT = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1001", "Rokutavex", "罗库公司", date(2024, 1, 1), date(2033, 12, 31),
    mark_alt=("罗库塔",), nice_classes=(25,), licensees=("甲许可公司",), image="mark.png",
    genuine_clues=("防伪线 / security thread",), contact_name="王律师", contact_confirmed_on=date(2024, 11, 8),
)  # fmt: skip
OTHER = replace(
    RIGHT, recordation_no="T2024-000002", mark="Zemblavio", mark_alt=(), holder="Zemblavio AG", nice_classes=(28,),
    status=Status.REVOKED, image="",
)  # fmt: skip


@dataclass
class Desk:
    """The real window on the register page."""

    qtbot: QtBot
    window: MainWindow
    page: RegisterPage
    jobs: InlineJobs
    keys: Keys

    @property
    def field(self) -> QLineEdit:
        return next(each for each in self.page.findChildren(QLineEdit) if "labubo" in each.placeholderText())

    @property
    def table(self) -> QTableView:
        return next(each for each in self.page.findChildren(QTableView) if _heads(each)[-1] == "found by")

    def table_of(self, title: str) -> QTableView:
        """The visible table that has a column of this title."""
        return next(each for each in self.page.findChildren(QTableView) if each.isVisible() and title in _heads(each))

    @property
    def empty(self) -> str:
        """What the empty table says to do: painted, so it is read where the table keeps it."""
        return str(vars(self.table)["_empty"])

    def marks(self) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def search(self, text: str, first: str | None) -> None:
        """Type into the field, then wait until the first answer begins so."""
        self.field.setFocus()
        self.field.selectAll()
        self.keys.write(text)
        self.qtbot.waitUntil(lambda: self.field.text() == text)
        self.qtbot.waitUntil(lambda: (self.marks() or [""])[0].startswith(first) if first else self.marks() == [])
        self.settle()

    def settle(self) -> None:
        """Until the record of the chosen right is on show too: it follows when the typing pauses."""
        self.jobs.settle()
        calm = vars(self.page)["_calm"]
        self.qtbot.waitUntil(lambda: not calm.isActive())
        self.jobs.settle()

    def press(self, key: Qt.Key) -> None:
        self.keys.press(key)
        self.settle()

    def words(self) -> str:
        QApplication.processEvents()  # a layout shows what was just put into it at the next turn of the loop
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def button(self, key: str) -> ActButton:
        return next(each for each in self.page.findChildren(ActButton) if each.key == key)

    def drop(self, file: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        act, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(50, 50), act, data, left, none)
        QApplication.sendEvent(self.page, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.page, QDropEvent(QPointF(50, 50), act, data, left, none))
        self.jobs.settle()


def _heads(table: QTableView) -> list[str]:
    """The titles of a table's columns."""
    model = table.model()
    return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]


def file_of(folder: Path, *rights: Recordation) -> Path:
    from PIL import Image

    Image.new("RGB", (16, 16), "red").save(folder / "mark.png")
    found = folder / "register.csv"
    write_recordations(found, rights)
    return found


Open = Callable[..., Desk]


@pytest.fixture
def opened(qtbot: QtBot, station: Station, home: Path, tmp_path: Path) -> Open:
    def open_it(
        *rights: Recordation, officer: Officer = LI_MING, cases: Mapping[str, Sequence[str]] | None = None
    ) -> Desk:
        if rights:
            import_register(station, LI_MING, file_of(tmp_path, *rights))
        jobs, window = InlineJobs(), MainWindow(path.STEPS)
        qtbot.addWidget(window)
        seat = Seat(home, station, officer, jobs, Messages(window.message_bar, lambda _error: None, window))

        def open_cases(_conn: Connection, numbers: Sequence[str]) -> Mapping[str, Sequence[str]]:
            return {number: found for number in numbers if (found := (cases or {}).get(number))}

        register = StandingRegister(station)
        window.add_page("register", lambda: RegisterPage(seat, register, open_cases))
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        window.go("register")
        jobs.settle()
        page = window.page("register")
        assert isinstance(page, RegisterPage)
        return Desk(qtbot, window, page, jobs, Keys(window))

    return open_it


def test_typing_finds_by_mark_holder_number_script_and_class(opened: Open) -> None:
    desk = opened(RIGHT, OTHER)
    assert desk.window.focusWidget() is desk.field, "one can type at once"
    assert desk.marks() == []
    for text, first in (
        ("rokutavx", "Rokutavex"),
        ("罗库塔", "Rokutavex"),
        ("T2024-000002", "Zemblavio"),
        ("zemblavio ag", "Zemblavio"),
        ("class 25", "Rokutavex"),
        ("class 28", "Zemblavio"),
    ):
        desk.search(text, first)
    desk.search("qqqqqqqqqq", None)


def test_the_first_answer_is_chosen_and_its_whole_record_shown(opened: Open) -> None:
    desk = opened(RIGHT, OTHER)
    desk.search("rokutavex", "Rokutavex")
    for said in ("罗库公司", "T2024-000001", "in force", "甲许可公司", "security thread", "confirmed 12 days before"):
        assert said in desk.words()
    assert "25 " in desk.words()
    pictures = [label for label in desk.page.findChildren(QLabel) if not label.pixmap().isNull()]
    assert any(label.accessibleName() == "picture of the mark" for label in pictures)
    desk.search("zemblavio", "Zemblavio")
    assert "revoked" in desk.words()
    assert "甲许可公司" in desk.words()
    assert "no picture" in desk.words()


def test_keys_lead_into_the_results_and_back(opened: Open) -> None:
    desk = opened(RIGHT, OTHER)
    desk.search("T2024", "Rokutavex")
    desk.press(Qt.Key.Key_Down)
    assert desk.window.focusWidget() is desk.table
    desk.press(Qt.Key.Key_Down)
    assert "Zemblavio AG" in desk.words()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is desk.field


def test_the_window_s_own_search_field_searches_here(opened: Open) -> None:
    desk = opened(RIGHT, OTHER)
    top = next(each for each in desk.window.findChildren(QLineEdit) if "Ctrl+F" in each.placeholderText())
    top.setFocus()
    desk.keys.write("zemblavio")
    desk.keys.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.marks() == ["Zemblavio"])
    assert desk.field.text() == "zemblavio"


def test_history_shows_the_editions_and_the_record_as_it_stood(
    opened: Open, station: Station, clock: SetClock, tmp_path: Path
) -> None:
    import_register(station, LI_MING, file_of(tmp_path, RIGHT))
    clock.advance(timedelta(days=10))
    desk = opened(replace(RIGHT, holder="新罗库公司", status=Status.CANCELLED))
    desk.search("rokutavex", "Rokutavex")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_H)
    assert "2024-11-20 · edition 1 · recorded" in desk.words()
    lapsed = "2024-11-30 · edition 2 · lapsed\n    holder: 罗库公司 → 新罗库公司\n    status: in force → cancelled"
    assert lapsed in desk.words()
    assert "新罗库公司" in desk.words().splitlines()
    day = desk.page.findChild(QDateEdit)
    assert day is not None
    type_day(day, "2024-11-25")
    desk.jobs.settle()
    assert "As it stood on 2024-11-25" in desk.words()
    assert "新罗库公司" not in desk.words().splitlines()
    assert "in force" in desk.words()
    type_day(day, "2024-11-01")
    desk.jobs.settle()
    assert "did not hold T2024-000001 on 2024-11-01" in desk.words()
    desk.table.setFocus()
    desk.press(Qt.Key.Key_H)
    assert "新罗库公司" in desk.words().splitlines()


def type_day(field: QDateEdit, day: str) -> None:
    shown, wanted = field.date(), QDate.fromString(day, "yyyy-MM-dd")
    field.setFocus()
    field.setSelectedSection(QDateEdit.Section.DaySection)
    for _ in range(shown.daysTo(wanted), 0):
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_an_import_by_dropping_a_file_lists_what_it_refused(opened: Open, tmp_path: Path) -> None:
    desk = opened()
    assert "register is empty. Press I" in desk.empty
    path = file_of(tmp_path, RIGHT, OTHER)
    path.write_text(path.read_text(encoding="utf-8").replace("2033-12-31", "2033-13-31", 1), encoding="utf-8")
    desk.drop(path)
    assert "1 rights · edition 1 of 2024-11-20" in desk.words()
    assert "What the import of register.csv left to look at" in desk.words()
    refused = next(each for each in desk.page.findChildren(QTableView) if _heads(each)[0] == "taken?")
    row = [refused.model().index(0, column).data() for column in range(5)]
    assert row[:4] == ["refused", "2", "valid to", "2033-13-31"]
    assert row[4]
    desk.press(Qt.Key.Key_X)
    assert "left to look at" not in desk.words()
    assert desk.table.isVisible()


def test_a_lapse_names_the_open_cases(opened: Open, tmp_path: Path) -> None:
    desk = opened(RIGHT, cases={RIGHT.recordation_no: ["2024-00007"]})
    desk.drop(file_of(tmp_path, replace(RIGHT, status=Status.REVOKED)))
    assert "Rokutavex (T2024-000001) no longer protects. Open case 2024-00007 rests on it" in desk.words()


def test_enter_on_a_touched_case_asks_for_it(opened: Open, tmp_path: Path) -> None:
    desk = opened(RIGHT, cases={RIGHT.recordation_no: ["2024-00007"]})
    asked: list[str] = []
    desk.page.case_opened.connect(asked.append)
    desk.drop(file_of(tmp_path, replace(RIGHT, status=Status.REVOKED)))
    cases = desk.table_of("what it means for the case")
    cases.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert asked == ["2024-00007"]


def test_a_column_that_nobody_knows_is_told(opened: Open, tmp_path: Path) -> None:
    desk = opened()
    path = file_of(tmp_path, RIGHT)
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head},colour\n{row},red\n", encoding="utf-8")
    desk.drop(path)
    assert "Columns that the register does not know and left out: colour" in desk.words()


def test_the_refused_rows_are_saved_as_a_workbook(opened: Open, tmp_path: Path) -> None:
    desk = opened()
    path = file_of(tmp_path, RIGHT, OTHER)
    path.write_text(path.read_text(encoding="utf-8").replace("2033-12-31", "2033-13-31", 1), encoding="utf-8")
    desk.drop(path)
    desk.press(Qt.Key.Key_S)
    dialog = desk.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "back.xlsx"))
    dialog.close()
    desk.jobs.settle()
    rows = list(open_table(tmp_path / "back.xlsx", (), ()).rows)
    assert [row.cells["what stands there"] for row in rows] == ["2033-13-31"]
    assert "back.xlsx" in "".join(each.text() for each in desk.window.message_bar.findChildren(QLabel))


def test_editions_show_what_each_changed_and_lead_to_the_right_and_its_cases(opened: Open, tmp_path: Path) -> None:
    desk = opened(RIGHT, OTHER, cases={RIGHT.recordation_no: ["2024-00007"]})
    desk.drop(file_of(tmp_path, replace(RIGHT, status=Status.REVOKED)))
    desk.press(Qt.Key.Key_X)
    desk.table.setFocus()
    desk.press(Qt.Key.Key_E)
    editions, changes = desk.table_of("station"), desk.table_of("what changed")
    assert [editions.model().index(row, 0).data() for row in range(2)] == ["2", "1"]
    assert "Edition 2 of 2024-11-20, from register.csv, by NB001" in desk.words()
    assert changes.model().index(0, 3).data() == "status: in force → revoked"
    assert "Open case 2024-00007 rests on it" in desk.words()
    desk.press(Qt.Key.Key_Down)
    assert "Edition 1 of 2024-11-20" in desk.words()
    assert [changes.model().index(row, 1).data() for row in range(2)] == [RIGHT.recordation_no, OTHER.recordation_no]
    assert "Open case" not in desk.words()
    changes.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.jobs.settle()
    assert (desk.field.text(), desk.marks()) == (OTHER.recordation_no, ["Zemblavio"])


def test_what_no_longer_holds_carries_a_sign(opened: Open) -> None:
    told = ("Good AG; nice=25", "Late AG; until=2024-01-31", "Shoe AG; nice=9")
    desk = opened(
        replace(RIGHT, licensees=told, contact_confirmed_on=date(2024, 1, 1), hs_codes=("640399",)),
        cases={RIGHT.recordation_no: ["2024-00007"]},
    )
    desk.search("rokutavex", "Rokutavex")
    QApplication.processEvents()
    pills = [each for each in desk.page.findChildren(StatePill) if each.isVisible()]
    assert [(each.property("state"), each.accessibleName()) for each in pills] == [
        ("green", "in force"), ("yellow", "confirmed 324 days before"), ("yellow", "ended"), ("yellow", "other goods"),
    ]  # fmt: skip
    for said in ("Late AG: only until 2024-01-31", "640399 Footwear · class 25 (98%)", "2024-00007", "none on file"):
        assert said in desk.words()


def test_the_likeliest_answer_to_each_text_is_chosen(opened: Open) -> None:
    desk = opened(replace(RIGHT, mark="Rokuta"), replace(OTHER, mark="Rokutavexo"))
    desk.search("rokuta", "Rokuta")
    assert "罗库公司" in desk.words()
    desk.search("rokutavexo", "Rokutavexo")
    assert "Zemblavio AG" in desk.words().splitlines()


def test_a_stopped_import_leaves_the_register_as_it_was(opened: Open, station: Station, tmp_path: Path) -> None:
    desk, before = opened(), station.only_here()
    many = [replace(RIGHT, recordation_no=f"T2023-{number:06}", image="") for number in range(1500)]
    write_recordations(tmp_path / "many.csv", many)
    desk.page.import_file(str(tmp_path / "many.csv"))
    stop = next(each for each in desk.page.findChildren(ActButton) if each.text().strip() == "Stop")
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    desk.jobs.settle()
    assert station.only_here() == before
    assert "register is empty" in desk.empty


def test_who_may_not_import_is_not_offered_it(opened: Open, tmp_path: Path) -> None:
    bench = Officer("NB001", "李明", "Li Ming", frozenset({Role.BENCH}))
    desk = opened(officer=bench)
    assert desk.button("I").isHidden()


def test_chinese_says_everything(opened: Open) -> None:
    desk = opened(RIGHT)
    desk.search("rokutavex", "Rokutavex")
    language().set("zh")
    desk.jobs.settle()
    for said in ("备案库", "有效", "合法使用人", "防伪线", "12 天前确认", "25 服装"):
        assert said in desk.words()
    names = [each.accessibleName() for each in desk.page.findChildren(QWidget) if isinstance(each, QLineEdit)]
    assert "备案号、商标（任何文字，可有错字）、权利人或类别" in names
