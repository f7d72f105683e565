"""The tallies page by keys and clicks: figures, days, cuts, the cases behind each, files, signing, languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app import path
from app.core.clock import SetClock
from app.desk.buttons import ActButton
from app.desk.jobs import InlineJobs
from app.desk.language import language
from app.desk.messages import Messages
from app.desk.theme import Look, theme
from app.desk.window import MainWindow
from app.identity.rules import Officer
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.seat import Seat
from app.tally.records import closings
from app.tally.rules import Cut, Period
from app.tally.screen.charts import Panel
from app.tally.screen.page import TalliesPage
from tests.screens.keyboard import Keys
from tests.work.tally_ground import (
    DECLARATIONS,
    SUPERVISOR,
    TODAY,
    hold,
    line,
    officer_of,
)


@dataclass
class Desk:
    """The real window on the tallies page."""

    window: MainWindow
    page: TalliesPage
    jobs: InlineJobs
    keys: Keys

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.keys.press(key)
            self.jobs.settle()

    def said(self) -> str:
        return " | ".join(label.text() for label in self.window.message_bar.findChildren(QLabel))

    def headline(self) -> tuple[str, str]:
        figures = self.page.figures
        return figures.batches.accessibleName(), figures.items.accessibleName()

    def listed(self) -> list[str]:
        return [row.declaration_no for row in self.page.cases.rows]

    def button(self, key: str) -> ActButton:
        return next(each for each in self.page.findChildren(ActButton) if each.key == key)


def opened(qtbot: QtBot, station: Station, home: Path, officer: Officer) -> Desk:
    jobs = InlineJobs()
    window = MainWindow(path.STEPS)
    qtbot.addWidget(window)
    messages = Messages(window.message_bar, lambda _error: None, window)
    seat = Seat(home, station, officer, jobs, messages)
    window.add_page("tallies", lambda: TalliesPage(seat))
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.go("tallies")
    jobs.settle()
    page = window.page("tallies")
    assert isinstance(page, TalliesPage)
    return Desk(window, page, jobs, Keys(window))


@pytest.fixture
def home(four_cases_home: Path) -> Path:
    """The four cases are there from the start."""
    return four_cases_home


@pytest.fixture
def desk(qtbot: QtBot, station: Station, home: Path) -> Iterator[Desk]:
    made = opened(qtbot, station, home, SUPERVISOR)
    yield made
    made.window.close()


def choose(desk: Desk, place: int, cut: Cut) -> None:
    """Choose a cut with the arrow keys."""
    box = desk.page.asking.cuts[place].box
    box.setFocus()
    while box.currentData() != cut:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before
    desk.jobs.settle()


def click_place(panel: Panel, place: int) -> None:
    """Click a chart where a bar or a point stands."""
    scene = panel.getPlotItem().vb.mapViewToScene(QPointF(place, 0.2))
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=panel.mapFromScene(scene))


def double_click(table: QTableView, row: int) -> None:
    place = table.visualRect(table.model().index(row, 0)).center()
    for act in (QTest.mouseClick, QTest.mouseDClick):
        act(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))


def test_both_figures_stand_beside_yesterday_and_last_year(desk: Desk) -> None:
    assert desk.headline() == (
        "Batches: 2; +100% · 1 yesterday; +100% · 1 same day last year",
        "Items: 103; +3% · 100 yesterday; +1371% · 7 same day last year",
    )
    rows = [(row.figures.batches, row.figures.items) for row in desk.page.groups.rows]
    assert rows == [(1, 100), (1, 3)]
    assert sorted(desk.listed()) == ["D2", "D3"]
    values = [each.text() for each in desk.page.findChildren(QLabel) if each.text().startswith("Value:")]
    assert values == ["Value: CNY\u00a0700 · USD\u00a030"]


def test_week_month_and_days_by_hand(desk: Desk) -> None:
    desk.press(Qt.Key.Key_W)
    assert desk.headline()[1] == "Items: 203; 0 same days last week; +2800% · 7 same days last year"
    assert sorted(desk.listed()) == ["D1", "D2", "D3"]
    desk.press(Qt.Key.Key_M)
    assert desk.headline()[0] == "Batches: 3; 0 same days last month; +200% · 1 same days last year"
    desk.press(Qt.Key.Key_F)
    asking = desk.page.asking
    assert asking.first.isVisible()
    step_down(desk, asking.first.box, Qt.Key.Key_Home)  # the year
    assert desk.headline()[0].startswith("Batches: 4; 0 the 366 days before;")
    assert len(desk.listed()) == 4
    desk.press(Qt.Key.Key_T)
    assert desk.headline()[0].startswith("Batches: 2;")
    assert not asking.first.isVisible()


def step_down(desk: Desk, box: QWidget, section: Qt.Key) -> None:
    """Count the first (Home: the year) or the last part (End: the day) of a day down by one."""
    box.setFocus()
    QTest.keyClick(box, section)
    QTest.keyClick(box, Qt.Key.Key_Down)
    desk.jobs.settle()


def test_days_that_run_backwards_are_refused_at_the_field(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F)
    before = desk.headline()
    step_down(desk, desk.page.asking.last.box, Qt.Key.Key_End)
    assert desk.page.asking.last.box.date() == QDate(2025, 11, 19)
    assert "before the first day" in desk.page.asking.first.refusal
    assert desk.headline() == before


def test_a_click_on_a_figure_a_bar_a_point_or_a_row_lists_its_cases(desk: Desk) -> None:
    page = desk.page
    click_place(page.by_day.items, 28)  # of thirty days, the last but one
    desk.jobs.settle()
    assert desk.listed() == ["D1"]
    QTest.mouseClick(page.figures.items, Qt.MouseButton.LeftButton)
    desk.jobs.settle()
    assert sorted(desk.listed()) == ["D2", "D3"]
    double_click(page.groups, 1)
    desk.jobs.settle()
    assert desk.listed() == ["D3"]
    click_place(page.by_station.batches, 0)
    desk.jobs.settle()
    assert sorted(desk.listed()) == ["D2", "D3"]


def test_the_keyboard_alone_goes_from_a_chart_to_a_case(desk: Desk, qtbot: QtBot) -> None:
    desk.page.by_day.setFocus()
    assert "2025-11-20: 2 batches, 103 items" in desk.page.by_day.accessibleName()
    desk.press(Qt.Key.Key_Left)
    assert "2025-11-19: 1 batches, 100 items" in desk.page.by_day.accessibleName()
    desk.press(Qt.Key.Key_Return)
    assert desk.listed() == ["D1"]
    with qtbot.waitSignal(desk.page.case_opened) as heard:
        desk.press(Qt.Key.Key_Return)
    assert heard.args == ["NB-MS-01-2025-00001"]


def test_a_double_click_opens_a_case(desk: Desk, qtbot: QtBot) -> None:
    first = desk.page.cases.rows[0]
    with qtbot.waitSignal(desk.page.case_opened) as heard:
        double_click(desk.page.cases, 0)
    assert heard.args == [first.case_id]


def test_one_or_two_cuts_in_words(desk: Desk, qtbot: QtBot) -> None:
    choose(desk, 0, Cut.HOLDER)
    assert [(row.names, row.figures.items) for row in desk.page.groups.rows] == [
        (("Alpha Co",), 43),
        (("熊猫公司",), 60),
    ]
    choose(desk, 1, Cut.HS_CHAPTER)
    assert [row.figures.items for row in desk.page.groups.rows] == [43, 60]
    shown = desk.page.groups.model().index(0, 1).data()
    assert shown == "95 Toys, games, sports goods"
    language().set("zh")
    said = "批次: 2; +100% · 1 昨日; +100% · 1 去年同日"
    qtbot.waitUntil(lambda: desk.headline()[0] == said)
    assert desk.page.groups.model().index(0, 1).data() == "95 玩具、游戏品、运动用品"
    assert desk.page.asking.cuts[0].value() == Cut.HOLDER


@pytest.mark.parametrize(("key", "ending"), [(Qt.Key.Key_E, "xlsx"), (Qt.Key.Key_P, "pdf")])
def test_files_are_saved_by_key(desk: Desk, tmp_path: Path, key: Qt.Key, ending: str) -> None:
    desk.press(key)
    dialog = desk.page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    assert name.text() == f"tally-NB-MS-01-2025-11-20.{ending}"
    dialog.setDirectory(str(tmp_path))
    name.setCompleter(None)  # type: ignore[arg-type]  # its pop-up comes by time and would take the Return
    name.selectAll()
    QTest.keyClicks(name, "out")
    QTest.keyClick(name, Qt.Key.Key_Return)
    desk.jobs.settle()
    target = tmp_path / f"out.{ending}"
    assert target.read_bytes()[:2] == (b"PK" if ending == "xlsx" else b"%P")
    assert f"out.{ending}" in desk.said()
    if ending == "pdf":
        assert "yesterday" in PdfReader(target).pages[0].extract_text()


def test_a_supervisor_signs_and_later_changes_are_listed(desk: Desk, station: Station, tmp_path: Path) -> None:
    assert not desk.button("R").isVisible()
    desk.press(Qt.Key.Key_S, Qt.Key.Key_Y)
    with station.read() as conn:
        assert [each.officer for each in closings(conn, Period.day(TODAY))] == ["SV1"]
    assert "2025-11-20" in desk.said()
    more = tmp_path / "more.csv"
    more.write_text(DECLARATIONS.replace("D1", "D8"), encoding="utf-8")
    receive_declarations(station, officer_of(station), more)
    hold(station, "D8", line(1, "T-1", "9", "90"))
    desk.press(Qt.Key.Key_T)
    assert desk.button("R").isVisible()
    desk.press(Qt.Key.Key_R)
    assert desk.page.restated.isVisible()
    first = desk.page.restated.rows[0].restated
    assert (first.closed.items, first.now.items) == (103, 112)
    desk.press(Qt.Key.Key_R)
    assert desk.page.groups.isVisible()


def test_who_is_no_supervisor_is_not_offered_to_sign(
    qtbot: QtBot, station: Station, clock: SetClock, home: Path
) -> None:
    clock.advance(timedelta(days=500))  # no case near this day, nor a year before it
    desk = opened(qtbot, station, home, officer_of(station))
    assert not desk.button("S").isVisible()
    assert desk.headline()[0] == "Batches: 0; 0 yesterday; 0 same day last year"
    assert desk.page.groups.rows == ()
    assert desk.page.cases.rows == ()
    assert not desk.button("Enter").isEnabled()
    desk.press(Qt.Key.Key_S)
    with station.read() as conn:
        assert closings(conn, Period.day(clock.now().date())) == []
    desk.window.close()


def test_charts_follow_the_theme_and_the_text_size(desk: Desk) -> None:
    panel = desk.page.by_day.batches
    light, height = panel.backgroundBrush().color(), panel.height()
    theme().set_look(Look("dark", 150))
    assert panel.backgroundBrush().color() == theme().color("surface") != light
    assert panel.height() == round(height * 1.5)
