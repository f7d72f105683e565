"""Every way of counting at the bench by keys and scanner: as declared, cartons, weight, samples, blind recount."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bench.records.counting import count_acts, found_lines
from app.bench.records.recounts import recount_rows
from app.bench.records.samplings import sampling_of
from app.bench.rules.recount import Kept
from app.bench.screen.bench import BenchPage
from app.core.wording import Lang
from app.desk.language import language
from app.desk.theme import Look, theme
from app.journal.drafts import keep_drafts, kept_drafts
from app.journal.records import about
from app.notice.screen.detain import DetainPage
from app.notice.screen.detain.words import columns
from tests.screens.bench_ground import Desk
from tests.screens.test_bench_page import choose, found, inspection, opened
from tests.shipment_ground import DECLARED, OWNED, PASSPHRASE, there

Begin = Callable[..., Desk]


def test_as_declared_takes_one_code_a_line_and_goes_on_to_the_next(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    for _ in range(3):
        desk.scan("TW:SAME")
    assert found(desk, page) == {"1": Decimal(100), "2": Decimal(50), "3": Decimal(30)}
    with desk.station.read() as conn:
        assert {row.methods for row in found_lines(conn, inspection(page))} == {"as_declared"}
    assert {line.standing.value for line in page.lines} == {"agrees"}


def test_the_equal_key_does_the_same(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    desk.press(Qt.Key.Key_Equal)
    assert found(desk, page) == {"2": Decimal(50)}
    assert page.chosen == "3"


def test_a_count_is_written_with_the_scanner_alone(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    for code in ("TW:4", "TW:7", "TW:OK"):
        desk.scan(code)
    assert found(desk, page) == {"2": Decimal(47)}
    desk.scan("TW:9")
    desk.scan("TW:NO")
    desk.scan("TW:OK")
    assert found(desk, page) == {"2": Decimal(47)}, "what was begun is forgotten"


def test_dozens_are_counted_as_dozens_and_compared_as_pieces(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    page.counts.unit.set_value("打")
    desk.enter("4")
    line = there(page.goods.line)
    assert (line.found, line.unit, line.standing.value) == (Decimal(4), "打", "short")


def test_cartons_and_loose_pieces_add_to_what_was_scanned(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(DECLARED)
    desk.press(Qt.Key.Key_C)
    assert not page.counts.number.isVisible(), "only what is needed now is shown"
    desk.enter("12")
    desk.write("2")
    desk.press(Qt.Key.Key_Tab)
    desk.enter("5")
    assert found(desk, page) == {"3": Decimal(1 + 24 + 5)}
    assert page.counts.number.isVisible()
    with desk.station.read() as conn:
        (act,) = count_acts(conn, inspection(page))
    assert json.loads(act.working) == {"cartons": "2", "loose": "5", "pieces": "12"}


def test_an_estimate_by_weight_shows_its_error_before_and_after(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "1")
    desk.press(Qt.Key.Key_G)
    desk.enter("10")
    desk.enter("150.0 150.4")
    desk.write("1.502")
    assert "100 pieces" in page.counts.weight.note.text()
    desk.press(Qt.Key.Key_Return)
    line = there(page.goods.line)
    assert line.found == 100
    assert line.error > 0
    assert "estimated by weight ±" in page.answer.count.accessibleName()
    assert "✓≈" in str(page.goods._columns()[3].of(line))


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, "TW:UNDO"])
def test_undo_takes_back_a_typed_count(desk_of: Begin, key: Qt.Key | str) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    desk.enter("40")
    desk.enter("47")
    if isinstance(key, str):
        desk.scan(key)
    else:
        desk.press(key)
    assert found(desk, page) == {"2": Decimal(40)}
    assert there(page.answer.banner.verdict).lines == ("47 · counted by hand",)


def test_a_refused_figure_is_told_at_its_field_and_escape_shuts_the_row(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.press(Qt.Key.Key_C)
    desk.enter("24")
    desk.press(Qt.Key.Key_Return)
    assert page.counts.cartons["cartons"].refusal
    desk.press(Qt.Key.Key_Escape)
    assert not page.counts.cartons.isVisible()
    assert desk.window.current == "bench"
    assert found(desk, page) == {}


def test_the_same_code_at_once_counts_once(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(DECLARED)
    desk.keys.scan(DECLARED, 5, pause=50)
    desk.settle()
    assert page.found("3") == 1
    assert there(page.answer.banner.verdict).headline == "ONCE ONLY"
    desk.scan(DECLARED)
    assert page.found("3") == 2


def carton_of(number: str) -> str:
    """The GTIN-14 of a carton of these goods: indicator 1, its own check digit."""
    body = "1" + number[:12]
    weights = (3, 1) * 7
    check = -sum(int(digit) * weight for digit, weight in zip(body, weights, strict=False)) % 10
    return f"{body}{check}"


def test_what_a_carton_holds_is_asked_once(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    carton = carton_of(DECLARED)
    desk.scan(carton)
    assert page.counts.cartons.isVisible()
    assert carton in page.counts.cartons.note.text()
    assert page.answer.banner.isVisible(), "the verdict on the carton stays in sight"
    desk.enter("12")
    desk.press(Qt.Key.Key_Return)
    assert page.found("3") == 12
    desk.scan(carton)
    assert page.found("3") == 24
    other = desk_of("li")
    again = opened(other)
    other.scan(carton)
    assert again.found("3") == 36, "after a restart it is still known"


def test_a_sampling_plan_is_shown_before_and_its_result_after(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.press(Qt.Key.Key_S)
    desk.write("5")
    assert page.sampling.plan.note.text() == "Open all 5 cartons (hypergeometric distribution, none accepted)."
    desk.write("0")
    wanted = "Open 22 of 50 cartons (hypergeometric distribution, none accepted). If 10 % are fake, one is met with 95."
    assert page.sampling.plan.note.text().startswith(wanted)
    desk.press(Qt.Key.Key_Return)
    assert page.sampling.said.text().startswith(wanted)
    desk.press(Qt.Key.Key_S)
    assert page.sampling.opened["opened"].value() == 22
    desk.press(Qt.Key.Key_Return)
    desk.enter("3")
    assert page.sampling.said.text().startswith("Opened 22 of 50 cartons as planned, 3 with findings.")
    assert "open all of them" in page.sampling.said.text()
    with desk.station.read() as conn:
        row = there(sampling_of(conn, inspection(page)))
    assert (row.lot, row.sample, row.opened, row.findings, row.officer) == (50, 22, 22, 3, "li")


def test_a_plan_by_the_published_standard_names_it(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.press(Qt.Key.Key_S)
    page.sampling.plan["rule"].set_value(2)
    desk.enter("500")
    assert "Open 50 of 500 cartons (ISO 2859-1:1999" in page.sampling.said.text()


def large(desk: Desk) -> BenchPage:
    """A line of 12,000 pieces."""
    page = opened(desk)
    choose(desk, page, "2")
    desk.enter("12000")
    return page


def second(desk: Desk, page: BenchPage, passphrase: str = PASSPHRASE) -> None:
    """The colleague signs in for the recount."""
    desk.press(Qt.Key.Key_R)
    page.recount.officer.set_value("wang")
    desk.enter(passphrase)


def counts_blind(page: BenchPage) -> bool:
    return page.recount.second is not None


def test_a_blind_recount_shows_no_first_count_and_agrees(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = large(desk)
    assert page.recount.state.accessibleName() == "recount due"
    second(desk, page)
    assert [(line.key, line.found) for line in page.lines] == [("2", None)]
    shown = " ".join((page.answer.count.accessibleName(), page.recount._said.text()))
    assert "12" not in shown.replace("declared 50", "")
    assert not page.stream.isVisible()
    assert not page.ending.detain.isEnabled()
    desk.scan("TW:SAME")
    assert counts_blind(page), "a second officer counts; to nod to the declaration is no count"
    desk.enter("12000")
    assert not counts_blind(page), "all is counted: the first officer goes on"
    assert not page.recount.isVisible()
    with desk.station.read() as conn:
        entry = next(entry for entry in about(conn, "D-RED") if entry.kind == "bench.recounted")
    assert entry.officer == "wang"


def test_counts_that_differ_are_settled_with_a_reason(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = large(desk)
    second(desk, page)
    desk.enter("11988")
    assert page.recount.state.accessibleName() == "counts differ"
    assert page.chosen == "2"
    page.recount.reason.editor.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert page.recount.reason.refusal
    desk.enter("one carton held less")
    assert found(desk, page) == {"2": Decimal(11988)}
    with desk.station.read() as conn:
        (row,) = recount_rows(conn, inspection(page))
    assert (row.kept, row.reason, row.first_quantity) == ("second", "one carton held less", 12_000)


def test_a_wrong_passphrase_begins_no_recount_and_a_scan_counts_nothing_in_one(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = large(desk)
    second(desk, page, "not the passphrase")
    assert not page.recount.second
    assert page.recount.passphrase.refusal
    desk.enter(PASSPHRASE)
    assert there(page.recount.second).officer_id == "wang"
    desk.scan(DECLARED)
    assert "blind recount" in desk.told
    desk.write("77")
    desk.click(qtbot, page.recount.open)
    assert not page.recount.second
    assert not page.counts.begun, "what a second officer typed is for no other eyes"
    assert found(desk, page) == {"2": Decimal(12_000)}


def test_detaining_a_large_line_asks_for_the_recount_and_keeps_the_answer(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = large(desk)
    desk.press(Qt.Key.Key_D)
    assert page.confirm.isVisible()
    desk.scan("TW:NO")
    assert desk.window.current == "bench"
    desk.scan("TW:DETAIN")
    desk.scan("TW:OK")
    assert desk.window.current == "detain"
    with desk.station.read() as conn:
        assert about(conn, "D-RED")[-1].body["lines"] == ["2"]


def test_a_clue_is_taken_under_hand_and_ticked_by_code(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    assert there(page.card.clue).text == "激光标 / hologram"
    desk.scan("TW:CLUE")
    desk.scan("TW:TICK")
    seen = {clue.text: clue.seen for clue in there(page.card.card).clues}
    assert seen == {"激光标 / hologram": False, "偏色 / colours off": True, "无条码 / no barcode": False}
    desk.scan("TW:TICK")
    assert not any(clue.seen for clue in there(page.card.card).clues)


def test_what_is_being_entered_survives_a_kill(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "2")
    desk.press(Qt.Key.Key_C)
    desk.enter("24")
    desk.write("7")
    qtbot.waitUntil(lambda: _kept(desk).get("entering", {}).get("cartons", {}).get("cartons") == "7", timeout=4000)
    other, again = restarted(desk, desk_of)
    assert again.chosen == "2"
    assert [again.counts.cartons[name].value() for name in ("pieces", "cartons")] == [24, 7]
    qtbot.keyClick(again.counts.cartons["cartons"].editor, Qt.Key.Key_Return)
    other.settle()
    assert found(other, again) == {"2": Decimal(168)}


def _kept(desk: Desk) -> dict[str, dict[str, dict[str, str]]]:
    desk.settle()
    drafts = kept_drafts(desk.station, "li")
    return dict(drafts.get("bench", {}))


def restarted(desk: Desk, desk_of: Begin) -> tuple[Desk, BenchPage]:
    """The next start of the same station after a power cut."""
    keep_drafts(desk.station, "li", desk.window.drafts())
    desk.end()
    other = desk_of("li")
    return other, opened(other)


def test_new_goods_a_plan_and_a_carton_code_survive_a_kill(desk_of: Begin, qtbot: QtBot) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.press(Qt.Key.Key_U)
    desk.write("bags")
    page.goods._unit.set_value("箱")
    desk.click(qtbot, page.sampling.open)
    page.sampling.plan["rule"].set_value(2)
    desk.write("500")
    desk, page = restarted(desk, desk_of)
    assert (page.goods.goods.value(), page.goods._unit.value()) == ("bags", "箱")
    assert [page.sampling.plan[name].value() for name in ("lot", "rule")] == [500, 2]
    page.counts.ask_carton("16901234567899")
    desk.write("24")
    desk, page = restarted(desk, desk_of)
    assert page.counts.cartons.met
    assert [page.counts.cartons[name].value() for name in ("pieces", "cartons")] == [24, 1]


def test_what_a_second_officer_typed_survives_a_kill_and_is_shown_to_nobody_else(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = large(desk)
    second(desk, page)
    desk.write("1198")
    desk, page = restarted(desk, desk_of)
    assert page.recount.officer.value() == "wang"
    assert not page.counts.begun
    page.recount.passphrase.editor.setFocus()
    desk.enter(PASSPHRASE)
    assert page.counts.number.value() == 1198
    page.counts.number.editor.setFocus()
    desk.enter("8")
    page.recount.kept.set_value(Kept.FIRST)
    page.recount.reason.editor.setFocus()
    desk.write("counted with the seal on")
    desk, page = restarted(desk, desk_of)
    assert (page.recount.kept.value(), page.recount.reason.value()) == (Kept.FIRST, "counted with the seal on")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_open_row_is_in_sight_at_large_text(desk_of: Begin, lang: Lang) -> None:
    desk = desk_of("li")
    page = opened(desk)
    language().set(lang)
    theme().set_look(Look("light", 150))
    desk.window.resize(1366, 768)
    desk.settle()
    for key, way in ((Qt.Key.Key_C, page.counts.cartons), (Qt.Key.Key_G, page.counts.weight)):
        desk.press(key)
        desk.settle()
        field = next(iter(way._fields.values())).editor
        top = field.mapTo(page._area.viewport(), field.rect().topLeft()).y()
        assert top >= 0
        assert top + field.height() <= page._area.viewport().height()
        desk.press(Qt.Key.Key_Escape)


def test_a_number_that_is_begun_comes_into_sight_at_large_text(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    desk.scan(OWNED)
    theme().set_look(Look("light", 200))
    desk.window.resize(1366, 768)
    desk.settle()
    desk.press(Qt.Key.Key_4)
    desk.settle()
    view, field = page._area.viewport(), page.counts.number.editor
    top = field.mapTo(view, field.rect().topLeft()).y()
    assert 0 <= top <= view.height() - field.height()


def test_an_estimated_count_is_called_one_on_the_detain_page(desk_of: Begin) -> None:
    desk = desk_of("li")
    page = opened(desk)
    choose(desk, page, "1")
    desk.press(Qt.Key.Key_G)
    for figure in ("10", "150.0 150.4", "1.502"):
        desk.enter(figure)
    desk.press(Qt.Key.Key_D)
    detaining = desk.page("detain", DetainPage)
    assert detaining._table.rows[0].error > 0
    assert str(columns("")[3].of(detaining._table.rows[0])).startswith("≈")
