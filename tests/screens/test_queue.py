"""The queue by mouse, keys, scanner and dropped files: filter, lanes, opening, importing, releasing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.bench.records import work_of
from app.bench.screen.bench import BenchPage
from app.bench.screen.queue import QueuePage
from app.bench.view.queue import QueueRow
from app.desk.table import RecordTable
from tests.screens.bench_ground import Desk
from tests.shipment_ground import DECLARATIONS, Stocked, there, write

HEAD = DECLARATIONS.partition("\n")[0]
NEW = "N-1,2024-11-20,I,freight,0110,3104,庚公司,辛公司,DE,CN,1,7318159001,螺栓,1|3|钢|庚,,10,千克,5,CNY,\n"
Begin = Callable[..., Desk]


def queue(desk: Desk) -> QueuePage:
    return desk.page("queue", QueuePage)


def table(desk: Desk) -> RecordTable[QueueRow]:
    found = queue(desk).findChild(RecordTable)
    assert found is not None
    return found


def numbers(desk: Desk) -> set[str]:
    return {row.number for row in table(desk).rows}


def test_the_queue_shows_every_shipment_the_worst_first(desk_of: Begin) -> None:
    desk = desk_of("li")
    rows = table(desk).rows
    assert len(rows) == 14
    assert (rows[0].number, rows[0].lane) == ("D-RED", "red")
    assert next(row.lane for row in rows if row.number == "D-OWN") != "red", "a holder ships its own goods"
    assert desk.window.focusWidget() is table(desk), "arrows and Enter work at once"


def test_typing_in_the_filter_keeps_what_holds_every_word(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    field = queue(desk)._filter.editor
    desk.click(qtbot, field)
    desk.write("zorblax 1039")
    assert numbers(desk) == {"D-RED"}
    for _ in range(12):
        desk.press(Qt.Key.Key_Backspace)
    assert len(numbers(desk)) == 14


def test_a_lane_chip_shows_its_lane_and_stays_pressed(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    chip = queue(desk)._chips["red"]
    desk.click(qtbot, chip)
    assert {row.lane for row in table(desk).rows} == {"red"}
    assert chip.isChecked()
    assert chip.text().split() == ["red", "1"]
    desk.click(qtbot, queue(desk)._chips[""])
    assert len(numbers(desk)) == 14


@pytest.mark.parametrize("way", ["enter", "scan", "search", "double click"])
def test_a_shipment_goes_onto_the_bench(desk_of: Begin, qtbot: QtBot, way: str) -> None:
    desk = desk_of("li")
    view = table(desk)
    wanted = view.rows[0].number
    if way == "enter":
        desk.press(Qt.Key.Key_Return)
    elif way == "scan":
        desk.scan(wanted)
    elif way == "search":
        desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        desk.enter(wanted)
    else:
        place = view.visualRect(view.model().index(0, 2)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        desk.settle()
    assert desk.window.current == "bench"
    assert wanted in desk.page("bench", BenchPage).heading.route
    with desk.station.read() as conn:
        assert there(work_of(conn, wanted)).state == "open"


def test_a_number_that_nobody_knows_is_told_and_opens_nothing(desk_of: Begin) -> None:
    desk = desk_of("li")
    desk.scan("310120249999999999")
    assert "310120249999999999" in desk.told


def test_a_dropped_file_is_taken_in_weighed_and_its_refusals_are_told(desk_of: Begin, tmp_path: Path) -> None:
    desk = desk_of("li")
    bad = NEW.replace("N-1", "N-2").replace("10,千克", "-10,千克")
    desk.drop(queue(desk), write(tmp_path / "new.csv", f"{HEAD}\n{NEW}{bad}"))
    assert "N-1" in numbers(desk)
    assert "N-2" not in numbers(desk)
    assert "row 3" in desk.told
    assert "quantity" in desk.told


def test_a_dropped_file_that_is_none_is_told_and_the_queue_stays(desk_of: Begin, tmp_path: Path) -> None:
    desk = desk_of("li")
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    before = desk.station.only_here()
    desk.drop(queue(desk), file)
    assert desk.told
    assert "Traceback" not in desk.told
    assert queue(desk).busy.isHidden()
    assert desk.station.only_here() == before
    assert len(numbers(desk)) == 14


def test_i_asks_for_a_file_and_takes_it_in(desk_of: Begin, qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of("li")
    file = write(tmp_path / "new.csv", f"{HEAD}\n{NEW}")
    desk.press(Qt.Key.Key_I)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog))
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.clear()
    qtbot.keyClicks(name, str(file))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    desk.settle()
    assert "N-1" in numbers(desk)
    assert "1 new" in desk.told


def test_only_a_supervisor_is_offered_to_release(desk_of: Begin) -> None:
    assert not queue(desk_of("li"))._release.isVisible()


def chosen_green(desk: Desk, qtbot: QtBot, many: int = 2) -> list[str]:
    view = table(desk)
    rows = [at for at, row in enumerate(view.rows) if row.lane == "green" and not row.control][:many]
    for n, at in enumerate(rows):
        held = Qt.KeyboardModifier.ControlModifier if n else Qt.KeyboardModifier.NoModifier
        view.scrollTo(view.model().index(at, 2))
        place = view.visualRect(view.model().index(at, 2)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, pos=place)
    desk.settle()
    return [view.rows[at].number for at in rows]


def test_chosen_green_ones_are_released_after_one_question(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("zhao")
    chosen = chosen_green(desk, qtbot)
    desk.press(Qt.Key.Key_R)
    assert queue(desk).confirm.isVisible()
    assert set(chosen) <= numbers(desk), "nothing is released before the answer"
    desk.press(Qt.Key.Key_Y)
    assert not set(chosen) & numbers(desk)
    assert "2 shipments released" in desk.told


def test_escape_releases_nothing(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("zhao")
    chosen = chosen_green(desk, qtbot)
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_Escape)
    assert queue(desk).confirm.isHidden()
    assert set(chosen) <= numbers(desk)


def test_a_red_one_is_not_released(desk_of: Begin) -> None:
    desk = desk_of("zhao")
    assert table(desk).row is not None
    assert table(desk).row.lane == "red"  # type: ignore[union-attr]  # looked at above
    desk.press(Qt.Key.Key_R)
    assert queue(desk).confirm.isHidden()
    assert "Choose waiting green" in desk.told


def test_coming_back_to_the_queue_finds_the_same_row_chosen(desk_of: Begin, stocked: Stocked) -> None:
    desk = desk_of("li")
    for _ in range(3):
        desk.press(Qt.Key.Key_Down)
    before = table(desk).row
    assert before is not None
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert table(desk).row == before
