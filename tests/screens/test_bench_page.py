"""The bench by scanner, keys, mouse and dropped pictures: verdicts, counts, undo, clues, photos, and the end of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from app.bench.records import clues, found_lines, photos, scans, work_of
from app.bench.screen.bench import BenchPage
from app.core.wording import Lang
from app.desk.language import language
from app.desk.theme import Look, theme
from tests.screens.bench_ground import Desk
from tests.shipment_ground import BROKEN, DECLARED, OWNED, there

Begin = Callable[..., Desk]


def opened(desk: Desk, number: str = "D-RED") -> BenchPage:
    desk.scan(number)
    return desk.page("bench", BenchPage)


def inspection(page: BenchPage) -> str:
    assert page.view is not None
    return page.view.inspection


def found(desk: Desk, page: BenchPage) -> dict[str, Decimal]:
    with desk.station.read() as conn:
        return {row.line_key: row.quantity for row in found_lines(conn, inspection(page))}


def choose(desk: Desk, page: BenchPage, key: str) -> None:
    while page.chosen != key:
        desk.scan("TW:NEXT")


def test_an_empty_bench_says_what_to_do_and_takes_no_act(desk_of: Begin) -> None:
    desk = desk_of("li")
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = desk.page("bench", BenchPage)
    assert "queue" in page.heading.why
    assert not page.ending.nothing.isEnabled()
    assert not page.ending.detain.isEnabled()
    assert page.card._mark.text() == ""
    desk.press(Qt.Key.Key_N)
    assert desk.window.current == "bench"


def test_a_number_of_somebody_else_is_red_and_says_whose(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(OWNED)
    assert page.verdict == "red"
    shown = page.answer.banner.verdict
    assert shown is not None
    assert shown.headline == "DOES NOT AGREE"
    assert any("卓布样例公司" in line for line in shown.lines)


def test_the_declared_number_is_counted_to_its_line(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(DECLARED)
    desk.scan(DECLARED)
    assert page.found("3") == 2
    assert page.chosen == "3"


def test_a_broken_number_is_doubtful(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(BROKEN)
    assert page.verdict == "yellow"


def test_the_next_scan_counts_as_often_as_the_sheet_says_and_only_the_next(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan("TW:X100")
    desk.scan(DECLARED)
    desk.scan(DECLARED)
    assert page.found("3") == 101


@pytest.mark.parametrize("way", ["key", "code", "mouse"])
def test_the_last_scan_is_undone(desk_of: Begin, qtbot: QtBot, way: str) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(DECLARED)
    desk.scan(DECLARED)
    if way == "key":
        desk.press(Qt.Key.Key_Z)
    elif way == "code":
        desk.scan("TW:UNDO")
    else:
        desk.click(qtbot, page._undo)
    assert page.found("3") == 1
    with desk.station.read() as conn:
        assert [row.undone for row in scans(conn, inspection(page))] == [True, False]


def test_nothing_left_to_undo_is_told(desk_of: Begin) -> None:
    desk = desk_of("li")
    opened(desk)
    desk.press(Qt.Key.Key_Z)
    assert desk.told == "There is no scan left to undo."


def test_a_count_is_typed_with_the_eyes_on_the_goods(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    desk.enter("47")
    assert found(desk, page) == {"2": Decimal(47)}
    desk.enter("48")
    assert found(desk, page) == {"2": Decimal(48)}, "a count sets, it does not add"
    choose(desk, page, "1")
    desk.enter("2.5")
    assert found(desk, page) == {"1": Decimal("2.5"), "2": Decimal(48)}


def test_a_count_beyond_reason_is_told_and_not_kept(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.enter("99999999")
    assert "10" in desk.told
    assert found(desk, page) == {}


def test_cartons_are_multiplied(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "1")
    desk.press(Qt.Key.Key_C)
    desk.enter("24")
    desk.enter("5")
    assert found(desk, page) == {"1": Decimal(120)}
    assert not page.counts.cartons.isVisible()


def test_undeclared_goods_get_a_line_of_their_own(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.press(Qt.Key.Key_U)
    qtbot.keyClicks(page.goods.goods.editor, "bags")
    desk.press(Qt.Key.Key_Return)
    assert page.chosen == "u1"
    assert page.goods.line is not None
    assert page.goods.line.goods == "bags"
    desk.enter("2400")
    assert found(desk, page)["u1"] == Decimal(2400)


def test_w_widens_the_inspection_once(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    before = page.widened
    desk.press(Qt.Key.Key_W)
    assert (before, page.widened) == (False, True)
    assert not page._widen.isEnabled()


def picture(folder: Path, name: str = "goods.png") -> Path:
    path = folder / name
    Image.new("RGB", (64, 48), "teal").save(path)
    return path


def test_a_dropped_picture_is_kept_as_evidence_under_its_hash(desk_of: Begin, tmp_path: Path) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    file = picture(tmp_path)
    desk.drop(page, file)
    with desk.station.read() as conn:
        (row,) = photos(conn, inspection(page))
    assert row.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert desk.station.blobs.get(row.sha256) == file.read_bytes()
    assert row.line_key == "2"
    assert page.looking.photo.accessibleName() == "photo (1)"


def test_a_code_in_a_picture_is_judged_and_counts_nothing(desk_of: Begin, tmp_path: Path) -> None:
    import zxingcpp

    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "3")
    desk.enter("30")
    code = zxingcpp.create_barcode(DECLARED, zxingcpp.BarcodeFormat.EAN13)
    Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4)).save(tmp_path / "code.png")
    desk.drop(page, tmp_path / "code.png")
    assert DECLARED in {line.text for line in page.stream.rows}
    assert found(desk, page) == {"3": Decimal(30)}


def test_a_picture_that_is_none_is_told_in_one_line_and_nothing_is_kept(desk_of: Begin, tmp_path: Path) -> None:
    desk = desk_of("li")
    page = opened(desk)
    file = tmp_path / "goods.jpg"
    file.write_bytes(b"no picture")
    desk.drop(page, file)
    assert "goods.jpg" in desk.told
    assert "\n" not in desk.told
    with desk.station.read() as conn:
        assert photos(conn, inspection(page)) == []


def box(page: BenchPage, name: str) -> QCheckBox:
    return next(each for each in page.card.findChildren(QCheckBox) if each.accessibleName() == name)


def test_a_clue_is_ticked_by_mouse_and_asked_about_before_nothing_is_found(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = opened(desk)
    at = inspection(page)
    listed = next(each.text() for each in page.card.findChildren(QLabel) if "licensees:" in each.text())
    assert "• 庚样例公司: only until 2026-12-31" in listed, "in words, not as the register stores it"
    desk.click(qtbot, box(page, "colours off"))
    with desk.station.read() as conn:
        assert clues(conn, at)["R-1", "偏色 / colours off"] is True
    desk.press(Qt.Key.Key_N)
    assert page.confirm.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert desk.window.current == "bench"
    desk.press(Qt.Key.Key_N)
    desk.scan("TW:OK")
    with desk.station.read() as conn:
        assert there(work_of(conn, "D-RED")).result == "nothing_found"


@pytest.mark.parametrize("way", ["key", "code"])
def test_nothing_found_is_one_key_and_leads_to_the_next_shipment(desk_of: Begin, way: str) -> None:
    desk = desk_of("li")
    opened(desk, "D-001")
    if way == "key":
        desk.press(Qt.Key.Key_N)
    else:
        desk.scan("TW:NF")
    with desk.station.read() as conn:
        done = there(work_of(conn, "D-001"))
        assert (done.state, done.result) == ("closed", "nothing_found")
    assert desk.window.current == "queue"


def test_a_finished_shipment_shows_how_long_it_took_and_its_number_again_opens_it_anew(desk_of: Begin) -> None:
    desk = desk_of("zhao")
    page = opened(desk, "D-001")
    first = inspection(page)
    desk.stocked.clock.advance(timedelta(seconds=12))
    desk.scan("LOT-2024")
    desk.stocked.clock.advance(timedelta(seconds=95))
    desk.press(Qt.Key.Key_N)
    assert inspection(opened(desk, "D-001")) == first
    shown = there(page.answer.banner.verdict)
    assert shown.headline == "CLOSED: NOTHING FOUND"
    assert shown.lines[0].replace("\u00a0", " ") == "Took 1 min 47 s: first scan +12 s · end +1 min 35 s"
    assert not page.ending.nothing.isEnabled()
    assert inspection(opened(desk, "D-001")) != first
    assert page.ending.nothing.isEnabled()


def test_wrong_documents_are_asked_about_once(desk_of: Begin) -> None:
    desk = desk_of("li")
    opened(desk, "D-001")
    desk.press(Qt.Key.Key_O)
    desk.press(Qt.Key.Key_Y)
    with desk.station.read() as conn:
        assert there(work_of(conn, "D-001")).result == "documents_wrong"


def test_a_bench_whose_inspection_was_closed_elsewhere_takes_nothing_more(desk_of: Begin) -> None:
    from app.bench.work import Result, close

    desk = desk_of("li")
    page = opened(desk)
    at = inspection(page)
    close(desk.station, desk.stocked.officer("wang"), at, Result.OTHER_OFFENCE)
    desk.enter("5")
    assert "closed" in desk.told
    assert not page.ending.nothing.isEnabled()
    desk.scan(DECLARED)
    with desk.station.read() as conn:
        assert (found_lines(conn, at), scans(conn, at)) == ([], [])


def test_a_restart_finds_the_bench_as_it_was(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    desk.enter("47")
    other = desk_of("li")
    assert opened(other).found("2") == 47


def test_the_other_language_keeps_shipment_line_and_verdict(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(OWNED)
    choose(desk, page, "2")
    language().set("zh")
    desk.settle()
    assert page.chosen == "2"
    shown = page.answer.banner.verdict
    assert shown is not None
    assert shown.headline == "不符"
    assert page.ending.nothing.accessibleName() == "未发现异常"
    desk.window.resize(1366, 768)
    desk.settle()
    foot = {act.y() + act.height() // 2 for act in (*page.ending.acts, *page.looking.acts, page._widen, page._undo)}
    assert len(foot) == 1, "all acts stand in one row, so that the goods keep theirs"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_verdict_is_not_covered_at_large_text(desk_of: Begin, lang: Lang) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(OWNED)
    language().set(lang)
    theme().set_look(Look("light", 150))
    desk.window.resize(1366, 768)
    desk.settle()
    banner, count = page.answer.banner.geometry(), page.answer.count.geometry()
    assert not banner.intersects(count)
    assert page.answer.banner._headline.font().pixelSize() >= 42
    assert page.answer.count.height() >= page.answer.count.layout().totalHeightForWidth(page.answer.count.width())  # type: ignore[union-attr]
