"""The Targeting page by its keys: from the queue to it, replay, propose, four eyes, capacity, another lane, traders."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap, path
from app.bench.screen.queue import QueuePage
from app.core.clock import SetClock
from app.desk.fields import Field
from app.desk.jobs import InlineJobs
from app.desk.language import language
from app.desk.messages import Messages
from app.desk.window import MainWindow
from app.identity.home import open_home
from app.identity.rules import Officer
from app.journal.work import Station
from app.risk.records import screening
from app.risk.screen import TargetingPage
from app.seat import Seat
from app.shift.pages import Pages
from tests.conftest import NOON
from tests.screens.keyboard import Keys
from tests.targeting_ground import QIAN, ZHAO, keep_supervisors, receive_three


@dataclass
class At:
    """A supervisor before the page."""

    window: MainWindow
    page: TargetingPage
    jobs: InlineJobs
    keys: Keys
    station: Station

    def press(self, key: Qt.Key) -> None:
        self.keys.press(key)
        self.jobs.settle()

    def said(self) -> str:
        return texts(self.window)


def texts(inside: QWidget) -> str:
    return " | ".join(each.text() for each in inside.findChildren(QLabel) if each.isVisible())


Sit = Callable[[Officer], At]


@pytest.fixture(scope="session")
def _three_shipments_once(made_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three-shipments")
    home = folder / "home"
    shutil.copytree(made_once[0], home)
    station = open_home(home, made_once[1], bootstrap.appliers(), SetClock(NOON))
    keep_supervisors(station)
    receive_three(station, folder)
    station.engine.dispose()
    return home


@pytest.fixture
def home(_three_shipments_once: Path, tmp_path: Path) -> Path:
    """A fresh copy of a station's home with three shipments of one consignor."""
    copied = tmp_path / "home"
    shutil.copytree(_three_shipments_once, copied)
    return copied


@pytest.fixture
def sit(station: Station, home: Path, qtbot: QtBot) -> Sit:
    """The window opens on the queue, and [T] leads to the page."""

    def sit_down(officer: Officer) -> At:
        jobs, window = InlineJobs(), MainWindow(path.STEPS)
        qtbot.addWidget(window)
        seat = Seat(home, station, officer, jobs, Messages(window.message_bar, lambda _error: None, window))
        Pages(seat, bootstrap.screener(station)).add_to(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(window.isActiveWindow)
        window.go("queue")
        jobs.settle()
        keys = Keys(window)
        keys.press(Qt.Key.Key_T)
        jobs.settle()
        page = window.page("targeting")
        assert isinstance(page, TargetingPage)
        return At(window, page, jobs, keys, station)

    return sit_down


def own_rule(at: At) -> None:
    """Make an own rule out of a shipped one, in the editor."""
    at.press(Qt.Key.Key_3)
    at.page.rules.table.setFocus()
    text = at.page.rules.text.replace('id = "', 'id = "own_').replace("weight = 60", "weight = 61")
    area = at.page.rules.editor.area
    area.setFocus()
    area.selectAll()
    area.insertPlainText(text)
    at.jobs.settle()
    at.page.rules.table.setFocus()


def typed(at: At, qtbot: QtBot, field: Field, text: str) -> None:
    """Type over what stands in a field, then leave it so that letters are keys again."""
    line = field.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    at.page.setFocus()


def test_the_queue_leads_supervisors_there_and_nobody_else(sit: Sit, qtbot: QtBot) -> None:
    at = sit(ZHAO)
    assert at.page.isVisible()
    assert at.page.worth.isVisible()
    at.press(Qt.Key.Key_3)
    assert at.page.rules.row is not None
    assert at.page.rules.row.rule == "unlicensed_mark"
    at.press(Qt.Key.Key_Q)
    queue = at.window.page("queue")
    assert isinstance(queue, QueuePage)
    assert queue.isVisible()
    at.window.close()


def test_a_rule_is_replayed_proposed_and_switched_on_by_the_other_supervisor(sit: Sit) -> None:
    at = sit(ZHAO)
    own_rule(at)
    at.press(Qt.Key.Key_R)
    assert 'own_unlicensed_mark" would have hit' in at.said()
    at.press(Qt.Key.Key_P)
    first = at.page.rules.table.rows[0]
    assert (first.rule, first.state, first.proposed_by) == ("own_unlicensed_mark", "proposed", "NB002")
    at.page.rules.table.choose(first)
    at.press(Qt.Key.Key_C)
    at.press(Qt.Key.Key_Y)
    assert "another supervisor has to confirm it" in at.said()
    assert at.page.rules.table.rows[0].state == "proposed"
    at.window.close()
    other = sit(QIAN)
    other.press(Qt.Key.Key_3)
    other.page.rules.table.choose(other.page.rules.table.rows[0])
    other.press(Qt.Key.Key_C)
    other.press(Qt.Key.Key_Y)
    assert other.page.rules.table.rows[0].state == "confirmed"
    other.window.close()


def test_a_mistake_in_the_text_is_said_at_the_editor_with_its_key(sit: Sit, qtbot: QtBot) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_3)
    area = at.page.rules.editor.area
    area.setFocus()
    area.selectAll()
    area.insertPlainText(at.page.rules.text.replace("weight = 60", "weight = 900"))
    assert "indicator[0].weight" in at.page.rules.editor.refusal
    at.page.rules.table.setFocus()
    at.press(Qt.Key.Key_P)
    assert all(not row.proposal for row in at.page.rules.table.rows)
    at.window.close()


def test_switching_off_wants_a_reason(sit: Sit, qtbot: QtBot) -> None:
    at = sit(ZHAO)
    own_rule(at)
    at.press(Qt.Key.Key_P)
    at.page.rules.table.choose(at.page.rules.table.rows[0])
    at.page.rules.table.setFocus()
    at.press(Qt.Key.Key_X)
    assert at.page.rules.reason.refusal
    qtbot.keyClicks(at.page.rules.reason.line, "no hits")
    at.page.rules.table.setFocus()
    at.press(Qt.Key.Key_X)
    assert at.page.rules.table.rows[0].state == "retired"
    at.window.close()


def test_the_lanes_are_fitted_to_what_the_desk_opens(sit: Sit, qtbot: QtBot) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_1)
    assert "No targeted or random inspection has ended yet" in at.said()
    at.press(Qt.Key.Key_F)
    assert at.page.worth.opened.refusal
    qtbot.keyClicks(at.page.worth.opened.line, "2")
    qtbot.keyClicks(at.page.worth.documents.line, "1")
    at.page.setFocus()
    at.press(Qt.Key.Key_F)
    assert "Lanes now fit 2 openings a day" in at.said()
    at.window.close()


def test_a_shipment_is_moved_only_with_authority_and_reason(sit: Sit, qtbot: QtBot) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_2)
    row = at.page.shipments.row
    assert row is not None
    assert "义乌某公司" in texts(at.page.shipments)
    at.press(Qt.Key.Key_M)
    assert at.page.shipments.form["authority"].refusal
    for name in ("authority", "reason"):
        qtbot.keyClicks(at.page.shipments.form[name].line, f"my {name}")  # type: ignore[attr-defined]
    at.page.shipments.table.setFocus()
    at.press(Qt.Key.Key_M)
    with at.station.read() as conn:
        now = screening(conn, row.number)
    assert now is not None
    assert (now.rerouted_by, now.authority, now.reroute_reason) == ("NB002", "my authority", "my reason")
    assert now.weighed_lane == row.weighed_lane != now.lane
    qtbot.waitUntil(lambda: "my reason" in texts(at.page.shipments))
    at.window.close()


def test_figures_stand_in_both_languages_and_their_points_are_set(sit: Sit, qtbot: QtBot) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_7)
    assert "has 0 finds" in at.said()
    language().set("zh")
    qtbot.waitUntil(lambda: "查获 0 票" in at.said())
    language().set("en")
    assert {row.publication for row in at.page.figures.table.rows} >= {"OECD/EUIPO 2025"}
    assert all(row.period for row in at.page.figures.table.rows)
    typed(at, qtbot, at.page.figures.points, "21")
    at.press(Qt.Key.Key_S)
    assert at.page.figures.points.refusal
    typed(at, qtbot, at.page.figures.points, "0")
    at.press(Qt.Key.Key_S)
    assert "adds at most 0 points" in at.said()
    at.window.close()


def test_an_index_is_computed_of_a_table_of_seizures_and_imports(sit: Sit, tmp_path: Path) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_7)
    table = tmp_path / "amounts.csv"
    table.write_text("product,economy,seizures,imports\n64,CN,9,10\n84,DE,1,90\n", encoding="utf-8")
    at.page.figures.load(str(table))
    at.jobs.settle()
    assert "GTRIC (10 seizures" in at.said()
    assert at.page.figures.map.isVisible()
    table.write_text("product,economy,seizures,imports\n64,CN,many,10\n", encoding="utf-8")
    at.page.figures.load(str(table))
    at.jobs.settle()
    assert "row 2, seizures" in at.said()
    at.window.close()


def test_a_campaign_of_the_offices_own_is_written_and_confirmed_by_another(sit: Sit) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_4)
    shown = at.page.campaigns
    assert shown.row is not None
    area = shown.editor.area
    area.setFocus()
    area.selectAll()
    area.insertPlainText(re.sub('id = "[^"]+"', 'id = "harbour"', shown.text))
    shown.table.setFocus()
    at.press(Qt.Key.Key_P)
    assert (shown.table.rows[0].rule, shown.table.rows[0].state) == ("harbour", "proposed")
    at.window.close()
    other = sit(QIAN)
    other.press(Qt.Key.Key_4)
    other.page.campaigns.table.choose(other.page.campaigns.table.rows[0])
    other.press(Qt.Key.Key_C)
    other.press(Qt.Key.Key_Y)
    first = other.page.campaigns.table.rows[0]
    assert (first.state, first.tally is not None) == ("confirmed", True)
    other.window.close()


def test_a_key_takes_two_supervisors_and_a_bad_file_is_one_line(sit: Sit, qtbot: QtBot, tmp_path: Path) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_5)
    assert "No learned model is in use" in at.said()
    typed(at, qtbot, at.page.models.key, "ab")
    at.press(Qt.Key.Key_T)
    assert "64 hexadecimal digits" in at.page.models.key.refusal
    typed(at, qtbot, at.page.models.key, "ab" * 32)
    at.press(Qt.Key.Key_T)
    assert [row.state for row in at.page.models.keys.rows] == ["proposed"]
    at.press(Qt.Key.Key_T)
    assert "another supervisor has to confirm it" in at.page.models.key.refusal
    bad = tmp_path / "model.json"
    bad.write_text("{}", encoding="utf-8")
    at.page.models.take(str(bad))
    at.jobs.settle()
    assert "not a scorecard that can be used" in at.said()
    at.window.close()
    other = sit(QIAN)
    other.press(Qt.Key.Key_5)
    other.page.models.keys.choose(other.page.models.keys.rows[0])
    other.press(Qt.Key.Key_T)
    assert [(row.state, row.confirmed_by) for row in other.page.models.keys.rows] == [("trusted", "NB003")]
    other.window.close()


def test_a_traders_credit_is_noted_with_its_source(sit: Sit, qtbot: QtBot) -> None:
    at = sit(ZHAO)
    at.press(Qt.Key.Key_6)
    part = at.page.traders
    assert [row.name for row in part.table.rows] == ["义乌某公司"]
    qtbot.waitUntil(lambda: "义乌某公司" in texts(part))
    part.form["credit"].set_value("dishonest")
    at.press(Qt.Key.Key_N)
    assert part.form["source"].refusal
    typed(at, qtbot, part.form["source"], "notice 7")
    typed(at, qtbot, part.form["restored_on"], "soon")
    at.press(Qt.Key.Key_N)
    assert "2026-01-31" in part.form["restored_on"].refusal
    typed(at, qtbot, part.form["restored_on"], "2024-12-01")
    at.press(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: "notice 7 | credit class: dishonest" in texts(part))
    assert "2024-12-01" in texts(part)
    assert part.table.rows[0].credit == "dishonest"
    typed(at, qtbot, part.search, "nobody")
    at.jobs.settle()
    assert part.table.rows == ()
    at.window.close()
