"""What an officer does to a case at the window: custody by scan, papers, clocks, money, drafts, others told."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.custody.records import keeping as kept_goods
from app.custody.rules import NewParcel
from app.custody.screen.store import StorePage
from app.custody.work import keeping
from app.desk.fields import Field
from app.desk.language import language
from app.detention.moves import Step, act
from app.detention.procedure.loading import load_procedure
from app.detention.records import rule_words
from app.journal.drafts import keep_drafts, kept_drafts
from app.notice.cases_view import case_view
from app.notice.records import notices_of
from app.notice.rules import case_code
from app.shift.settings import SettingsPage
from tests.screens.cases_ground import (
    FIRST,
    SECOND,
    Desk,
    Open,
    close_print_dialog,
    desk,
    stocked,
    texts,
    two_cases_once,
)
from tests.shipment_ground import LI, PASSPHRASE, WANG, ZHAO, Stocked

__all__ = ["desk", "stocked", "two_cases_once"]
CTRL = Qt.KeyboardModifier.ControlModifier
P001 = f"{FIRST}-P001"


def opened(desk: Open, officer: object = WANG, tab: str = "") -> Desk:
    at = desk(officer)  # type: ignore[arg-type]  # an officer
    at.press(Qt.Key.Key_Return)
    at.settle()
    if tab:
        at.write(tab)
        at.settle()
    return at


def field(at: Desk, name: str) -> Field:
    return at.page.act_form.form[name]


def enter(at: Desk, name: str, text: str) -> None:
    field(at, name).setFocus()
    QTest.keyClicks(field(at, name).editor, text)


def choose(at: Desk, name: str, value: object) -> None:
    box = field(at, name).editor
    assert isinstance(box, QComboBox)
    box.setFocus()
    for _ in range(box.count()):
        if box.currentData() == value:
            return
        at.press(Qt.Key.Key_Down)
    assert box.currentData() == value


def confirm(at: Desk, second: str = "li") -> None:
    choose(at, "second_officer", second)
    enter(at, "passphrase", PASSPHRASE)


def record(at: Desk) -> None:
    at.press(Qt.Key.Key_Return, held=CTRL)
    at.settle()


def stored(at: Desk, *places: str) -> None:
    """The goods of the first case in one sealed parcel, in the first place."""
    station = at.stocked.station
    for place in places:
        keeping.keep_place(station, WANG, place, f"Rack {place}")
    goods = [NewParcel(1, "pendants", Decimal(50_000), "个", Decimal(12), "S-1")]
    keeping.pack_parcels(station, WANG, FIRST, places[0], goods, second="li")
    at.page.open(FIRST)
    at.settle()


def test_goods_are_packed_from_an_empty_store_by_two_officers(desk: Open) -> None:
    at = opened(desk, tab="k")
    at.write("a")
    enter(at, "place", "A-01")
    enter(at, "name", "Rack 1")
    record(at)
    at.write("n")
    field(at, "parcels").set_value(2)
    enter(at, "seals", "S-1 S-2")
    record(at)
    assert field(at, "second_officer").refusal or field(at, "passphrase").refusal, "one officer does not pack alone"
    confirm(at)
    record(at)
    with at.stocked.station.read() as conn:
        rows = [(row.parcel, row.quantity, row.seal, row.place) for row in kept_goods.parcels_of(conn, FIRST)]
    assert rows == [(P001, 25_000, "S-1", "A-01"), (f"{FIRST}-P002", 25_000, "S-2", "A-01")]


def test_two_scans_move_a_parcel_and_a_label_leads_to_its_case(desk: Open) -> None:
    at = desk(LI)
    stored(at, "A-01", "B-02")
    at.press(Qt.Key.Key_Escape)
    assert at.page.case == ""
    at.keys.scan(case_code(FIRST, P001, "item"))
    at.settle()
    assert at.page.case == FIRST
    at.settle()
    at.keys.scan(case_code("NB-MS-01", "B-02", "place"))
    at.settle()
    assert "A-01 → B-02" in at.said()
    at.keys.scan(case_code("NB-MS-01", "A-01", "place"))
    at.settle()
    with at.stocked.station.read() as conn:
        row = kept_goods.parcel(conn, P001)
    assert row is not None
    assert row.place == "B-02", "a place alone moves nothing"
    assert "no parcel" not in at.said()


def test_a_sample_goes_out_and_the_store_calls_it_overdue(desk: Open) -> None:
    at = desk(LI)
    stored(at, "A-01")
    keeping.break_seal(at.stocked.station, WANG, P001, "sample", second="li")
    sample = keeping.take_sample(at.stocked.station, WANG, P001, Decimal(2), second="li")
    keeping.send_sample(at.stocked.station, WANG, sample, "Institute", at.clock.now().date() + timedelta(days=1))
    at.clock.advance(timedelta(days=3))
    at.press(Qt.Key.Key_Escape)
    at.write("k")
    page = at.window.page("custody")
    assert isinstance(page, StorePage)
    at.settle()
    assert [(row.place, row.parcels) for row in page.places.rows] == [("", 1), ("A-01", 1)]
    at.write("o")
    assert [(row.parcel, row.overdue) for row in page.out.rows] == [(sample, True)]
    assert "overdue 1" in " ".join(each.text() for each in page._tabs.values())
    at.press(Qt.Key.Key_Return)
    at.settle()
    assert (at.window.current, at.page.case) == ("cases", FIRST)


def test_a_count_by_scanner_names_what_is_missing(desk: Open) -> None:
    at = desk(LI)
    stored(at, "A-01")
    at.window.go("custody")
    at.settle()
    page = at.window.page("custody")
    assert isinstance(page, StorePage)
    at.keys.scan(case_code("NB-MS-01", "A-01", "place"))
    at.settle()
    at.write("n")
    at.keys.scan("6901234567892")
    at.settle()
    QTest.keyClicks(page.form.form["passphrase"].editor, PASSPHRASE)
    at.press(Qt.Key.Key_Return, held=CTRL)
    at.settle()
    assert P001 in at.said()
    assert [row.agrees for row in page.counts.rows] == [False]


def test_a_record_is_written_served_and_made_void(desk: Open, qtbot: QtBot) -> None:
    at = opened(desk)
    at.write("w")
    assert "D11" in texts(at.page.papers.documents) or "D11" in " ".join(
        each.text() for each in at.page.papers.documents._kind_buttons
    )
    qtbot.mouseClick(
        next(each for each in at.page.papers.documents._kind_buttons if "D11" in each.text()), Qt.MouseButton.LeftButton
    )
    at.settle()
    for name in ("present", "rights_told", "record_text"):
        enter(at, name, "as told")
    confirm(at)
    record(at)
    close_print_dialog(qtbot)
    with at.stocked.station.read() as conn:
        assert [row.kind for row in notices_of(conn, FIRST)].count("D11") == 1
    at.page.papers.documents.show_document("NB-MS-01-D04-2024-00001")
    at.settle()
    at.page.setFocus()
    at.write("v")
    enter(at, "receiver", "Chen")
    record(at)
    at.write("x")
    record(at)
    assert field(at, "reason").refusal, "without a reason nothing is void"
    enter(at, "reason", "wrong address")
    record(at)
    with at.stocked.station.read() as conn:
        row = next(each for each in notices_of(conn, FIRST) if each.kind == "D04")
    assert (row.served_to, row.void_reason) == ("Chen", "wrong address")


def test_a_paused_clock_has_its_own_word_and_runs_again(desk: Open) -> None:
    at = opened(desk)
    at.write("s")
    enter(at, "reason", "lawsuit")
    record(at)
    assert "investigation" not in at.page.clock.headline
    view = case_view(at.stocked.station, WANG, FIRST)
    paused = next(each for each in view.procedures[0].clocks if each.paused_until)
    assert paused.due.id == "CN.A.REPLY"
    link = next(each for each in at.page.clock.findChildren(type(at.page._back)) if "suspended" in each.text())
    link.click()
    assert at.page.clock.headline.startswith("suspended until")
    at.write("s")
    enter(at, "reason", "it was dropped")
    record(at)
    assert at.page.clock.headline == "2 working days left"


def test_a_fine_outside_of_its_tier_is_refused_at_its_field(desk: Open) -> None:
    at = opened(desk, tab="m")
    assert "100" in texts(at.page.papers)
    at.write("n")
    enter(at, "amount", "1")
    enter(at, "reason", "first time")
    record(at)
    assert "APR" in field(at, "amount").refusal or "tier" in field(at, "amount").refusal
    field(at, "amount").set_value(Decimal(30_000))
    record(at)
    assert "Fine decided on" in texts(at.page.papers)


def test_a_line_is_valued_by_the_first_price_that_the_rules_allow(desk: Open) -> None:
    at = opened(desk, tab="l")
    at.write("v")
    enter(at, "reason", "sales records")
    enter(at, "actual", "6.5")
    record(at)
    assert field(at, "average_sale").refusal, "unsold goods want another price than that of a sale"
    enter(at, "list", "4")
    enter(at, "average_sale", "3.5")
    enter(at, "evidence", "ledger 7")
    record(at)
    (line,) = case_view(at.stocked.station, WANG, FIRST).lines
    assert (line.value, line.price_basis, line.evidence) == (Decimal(175_000), "average_sale", "ledger 7")
    assert "known average sale price" in at.said()


def test_what_is_typed_survives_the_program_without_the_passphrase(desk: Open, stocked: Stocked) -> None:
    at = opened(desk, tab="k")
    at.write("a")
    enter(at, "place", "A-0")
    drafts = at.window.drafts()
    assert drafts["cases"]["values"] == {"place": "A-0", "kind": "store"}
    keep_drafts(at.stocked.station, "wang", drafts)
    at.press(Qt.Key.Key_Escape)
    at.write(at.digit("A5"))
    enter(at, "passphrase", PASSPHRASE)
    assert PASSPHRASE not in str(at.window.drafts())
    at.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    at.window.take_drafts(kept_drafts(at.stocked.station, "wang"))
    at.settle()
    at.settle()
    assert at.page.case == FIRST
    assert field(at, "place").value() == "A-0"
    language().set("zh")
    assert field(at, "place").value() == "A-0", "another language keeps what was entered"


def test_a_referral_to_the_police_is_one_act(desk: Open, qtbot: QtBot) -> None:
    at = opened(desk, ZHAO)
    at.write(at.digit("A19"))
    for name in ("name", "reason", "evidence", "attachments"):
        enter(at, name, "told")
    confirm(at)
    record(at)
    close_print_dialog(qtbot)
    assert at.state() == "referred_to_police"
    with at.stocked.station.read() as conn:
        assert "D23" in {row.kind for row in notices_of(conn, FIRST)}
    at.write("d")
    assert "police" in str([row.addressee for row in at.page.papers.table.rows])  # type: ignore[union-attr]


def test_another_act_waits_while_a_form_is_open(desk: Open) -> None:
    at = opened(desk, tab="m")
    at.write("n")
    enter(at, "amount", "30000")
    at.page.papers.asked.emit("cost:")
    assert "Decide on a fine" in at.said()
    assert field(at, "amount").value() == 30_000


def test_cases_are_linked_and_lead_to_each_other(desk: Open) -> None:
    at = opened(desk)
    at.write("j")
    enter(at, "other", SECOND)
    enter(at, "reason", "same shop")
    record(at)
    link = next(each for each in at.page._side._link_buttons if SECOND in each.text())
    link.click()
    at.settle()
    assert at.page.case == SECOND


def test_a_case_of_another_station_is_read_only(desk: Open) -> None:
    at = opened(desk)
    at.write("g")
    enter(at, "to_stream", "NB-PO-01")
    enter(at, "reason", "found there first")
    record(at)
    assert at.page.acts.open == ()
    for letter in "kbm":
        at.write(letter)
        panel = next(each for each in at.page.papers.panels if each.isVisible())
        assert not panel.may


def test_an_unverified_rule_is_confirmed_once_in_settings(desk: Open) -> None:
    at = desk(ZHAO)
    at.window.go("settings")
    at.settle()
    page = at.window.page("settings")
    assert isinstance(page, SettingsPage)
    rules = page._rules
    assert "A14" in [row.id for row in rules.table.rows]
    first = next(row for row in rules.table.rows if row.id == "A14")
    rules.table.choose(first)
    rules.table.setFocus()
    at.write("c")
    assert rules.form["reason"].refusal
    QTest.keyClicks(rules.form["reason"].editor, "text of 2018")
    rules.table.setFocus()
    at.write("c")
    at.settle()
    with at.stocked.station.read() as conn:
        assert rule_words(conn, at.stocked.station.stream, _edition(at))["A14"].reason == "text of 2018"


def _edition(at: Desk) -> str:
    return load_procedure("cn", at.clock.now().date()).pack.edition


def test_a_pack_and_a_masked_copy_are_logged(desk: Open, qtbot: QtBot, tmp_path: Path) -> None:
    at = opened(desk, tab="d")
    before = len(at.page.papers.table.rows)  # type: ignore[union-attr]
    at.write("v")
    field(at, "file").set_value(str(tmp_path / "case.zip"))
    choose(at, "addressee", "holder")
    record(at)
    assert (tmp_path / "case.zip").stat().st_size > 1000
    at.write("n")
    choose(at, "addressee", "party")
    record(at)
    close_print_dialog(qtbot)
    rows = at.page.papers.table.rows  # type: ignore[union-attr]
    assert len(rows) == before + 2
    assert {row.addressee for row in rows[:2]} == {"holder", "party"}


def test_goods_of_several_cases_are_disposed_of_in_one_act(desk: Open, qtbot: QtBot) -> None:
    at = desk(ZHAO)
    station = at.stocked.station
    keeping.keep_place(station, ZHAO, "A-01", "Rack 1")
    for case, count in ((FIRST, 50_000), (SECOND, 5)):
        goods = [NewParcel(1, "pendants", Decimal(count), "个", Decimal(3))]
        keeping.pack_parcels(station, ZHAO, case, "A-01", goods, second="li")
        _confiscated(at, case)
    at.window.go("custody")
    at.settle()
    page = at.window.page("custody")
    assert isinstance(page, StorePage)
    page.stored.selectAll()
    at.settle()
    at.write("z")
    form = page.form.form
    assert str(form["parcels"].value()).splitlines() == [f"{FIRST}-P001 3", f"{SECOND}-P001 3"]
    way = form["way"].editor
    assert isinstance(way, QComboBox)
    way.setCurrentIndex(way.findData("destroyed"))
    record(at)
    assert form["passphrase"].refusal
    for name, said in (("method", "burnt"), ("place", "plant"), ("passphrase", PASSPHRASE)):
        QTest.keyClicks(form[name].editor, said)
    record(at)
    assert form["witness"].refusal, "the record needs its witness"
    QTest.keyClicks(form["witness"].editor, "Mr Wu")
    QTest.keyClicks(form["passphrase"].editor, PASSPHRASE if not form["passphrase"].value() else "")
    record(at)
    close_print_dialog(qtbot)
    assert (at.state(FIRST), at.state(SECOND)) == ("disposed", "disposed")
    assert "50\u202f005" in at.said()
    assert page.stored.rows == ()


def _confiscated(at: Desk, case: str) -> None:
    """A case brought to its decision by its lawful moves."""
    now, security = at.clock.now(), Decimal(100_000)
    moves = (
        ("A5", ("detention_applied", "security_lodged")), ("A6", ()), ("A7", ("determination_reasons",)),
        ("A15", ("penalty_notice_served",)), ("A16", ("hearing_waived", "penalty_served")),
    )  # fmt: skip
    for move, facts in moves:
        step = Step(move, 1, dict.fromkeys(facts, now), security, second_officer="li")
        act(at.stocked.station, ZHAO, case, step)


def test_parties_and_sums_stand_in_the_case(desk: Open) -> None:
    at = opened(desk, tab="c")
    at.write("n")
    record(at)
    assert field(at, "party_name").refusal
    choose(at, "role", "shop")
    enter(at, "party_name", "Toy corner")
    enter(at, "platform", "Market")
    record(at)
    rows = at.page.papers.table.rows  # type: ignore[union-attr]  # the parties
    assert [(row.role, row.party_name) for row in rows] == [("consignor", "甲贸易行"), ("shop", "Toy corner")]
    at.write("m")
    at.write("t")
    choose(at, "kind", "settlement")
    enter(at, "amount", "1500")
    record(at)
    assert field(at, "basis").refusal
    enter(at, "basis", "agreement of 20 November")
    record(at)
    assert "agreement of 20 November" in texts(at.page.papers)
    assert "Toy corner" in texts(at.page)
