"""Screening on a real station file: each shipment once, the draw can be checked, and every kind of act is replayed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app import bootstrap
from app.bench import work
from app.bench.pictures import open_picture
from app.bench.rules.recount import Kept
from app.bench.rules.sampling import PlanRule
from app.bench.work import Result, Scanned
from app.bench.work.comparing import Comparison, Likeness, compare, picture_clue
from app.core.clock import SetClock
from app.core.errors import Refused
from app.identity.home import open_home
from app.identity.records import office
from app.identity.work import keep_office, keep_officer, note, sign_in
from app.intake.work import receive_declarations
from app.journal.checking import check
from app.journal.records import entries
from app.journal.work import Station
from app.notice.serving import Service, ServiceMode, record_service
from app.notice.templates import keep_template
from app.notice.work import Photo, detain, make_void, reprint
from app.register.work import import_register
from app.risk.records import matches_of, screening
from app.risk.rules import Round, wrong_draws
from app.risk.work import screen
from app.store.engine import writing
from tests.conftest import NOON
from tests.shipment_ground import ADMIN, DECLARATIONS, LI, REGISTER, WANG, ZHAO, Stocked, counted, held, there, write


def test_a_second_screening_finds_nothing_left(stocked: Stocked) -> None:
    before = stocked.station.only_here()
    assert screen(stocked.station, LI, bootstrap.screener(stocked.station)) == []
    assert stocked.station.only_here() == before


def test_what_touches_a_right_is_red_and_says_why(stocked: Stocked) -> None:
    with stocked.station.read() as conn:
        row = there(screening(conn, "D-RED"))
        assert (row.lane, bool(json.loads(row.reasons)["terms"])) == ("red", True)
        assert {(match.line_no, match.recordation_no) for match in matches_of(conn, "D-RED")} == {
            (1, "R-1"),
            (2, "R-1"),
        }
        plain = [there(screening(conn, f"D-{n:03}")) for n in range(1, 13)]
    assert {row.lane for row in plain if not row.control} == {"green"}


def test_an_unknown_declaration_is_refused_and_nothing_is_weighed(stocked: Stocked) -> None:
    before = stocked.station.only_here()
    with pytest.raises(Refused) as told:
        screen(stocked.station, LI, bootstrap.screener(stocked.station), ["D-001", "D-NONE"])
    assert told.value.say.key == "risk.no_declaration"
    assert stocked.station.only_here() == before


def test_the_draw_is_committed_first_and_can_be_checked_after_the_reveal(stocked: Stocked, tmp_path: Path) -> None:
    with stocked.station.read() as conn:
        rows = list(conn.exec_driver_sql("SELECT * FROM draw_round"))
        drawn = {row.declaration_no: row.control for row in conn.exec_driver_sql("SELECT * FROM screening")}
    (opened,) = rows
    assert opened.seed == "", "the seed stays secret while the round is open"
    stocked.clock.advance(timedelta(days=1))
    receive_declarations(stocked.station, LI, write(tmp_path / "more.csv", DECLARATIONS.replace("D-", "E-")))
    screen(stocked.station, LI, bootstrap.screener(stocked.station))
    with stocked.station.read() as conn:
        told = next(iter(conn.exec_driver_sql("SELECT * FROM draw_round WHERE round_id = ?", (opened.round_id,))))
    shown = Round(told.round_id, told.share, told.commitment)
    assert told.commitment == opened.commitment
    assert wrong_draws(shown, bytes.fromhex(told.seed), drawn) == ()
    assert wrong_draws(shown, bytes.fromhex(told.seed), {n: not was for n, was in drawn.items()}) == tuple(drawn)
    assert wrong_draws(shown, bytes(32), drawn) == tuple(drawn)


def every_kind_of_act(stocked: Stocked, folder: Path) -> None:
    """What a day does: the officers, the register, the files, the bench, a detention, its papers."""
    station = stocked.station
    keep_officer(station, "admin", stocked.officer("zhao"))
    with station.read() as conn:
        kept = office(conn, station.stream)
    assert kept is not None
    keep_office(station, ADMIN, kept)
    sign_in(station, "li")
    for what in ("sign_in_failed", "locked", "unlocked", "signed_out"):
        note(station, "li", what)
    import_register(station, ADMIN, write(folder / "register.csv", REGISTER.replace("2030-01-01", "2031-01-01")))
    receive_declarations(station, LI, write(folder / "more.csv", DECLARATIONS.replace("D-", "E-")))
    screen(station, LI, bootstrap.screener(station))
    at_the_bench(stocked)
    papers = detain(station, LI, held(counted(1, "9", "90"), counted(None, "5", "50")), [photo()]).notices
    reprint(station, LI, papers[0].number)
    make_void(station, WANG, papers[1].number, "错")
    record_service(station, LI, papers[0].number, Service(station.today(), ServiceMode.DIRECT, "王某"))
    keep_template(station, ZHAO, "D08", "", "程序自带的文本")
    stocked.clock.advance(timedelta(days=1))
    receive_declarations(station, LI, write(folder / "next.csv", DECLARATIONS.replace("D-", "F-")))
    screen(station, LI, bootstrap.screener(station))


def at_the_bench(stocked: Stocked) -> None:
    station = stocked.station
    at = work.open_inspection(station, LI, "D-RED")
    work.widen(station, LI, at)
    work.record_scan(station, LI, at, Scanned("X", line_key="1", quantity=Decimal(3), verdict={"state": "red"}))
    work.undo_last(station, LI, at)
    work.count(station, LI, at, "1", Decimal(9))
    work.count(station, LI, at, "u1", Decimal(5), goods="袋", unit="个", recordations=["R-1"])
    work.mark_clue(station, LI, at, "R-1", "无条码", genuine=False, seen=True)
    work.photograph(station, LI, at, photo().data, "image/png", "a.png")
    picture_clue(station, ADMIN, "R-1", "无条码", open_picture(photo().data), genuine=False)
    compare(station, LI, at, Comparison("R-1", "", "无条码", Likeness.FAKE))
    work.close(station, LI, work.open_inspection(station, LI, "D-001"), Result.DOCUMENTS_WRONG, remark="发票")
    counted_twice(stocked)
    with station.read() as conn:
        rows = list(conn.exec_driver_sql("SELECT declaration_no FROM screening WHERE lane = 'green' AND NOT control"))
    waiting = [row[0] for row in rows if row[0] not in ("D-001", "D-002")]
    work.release(station, ZHAO, waiting[:2], "授权 1")


def counted_twice(stocked: Stocked) -> None:
    """A sampling plan, a large lot counted again and settled, a count taken back, a recount gone without."""
    station = stocked.station
    at = work.open_inspection(station, LI, "D-002")
    work.plan_sampling(station, LI, at, PlanRule("hypergeometric").plan(50))
    work.cartons_opened(station, LI, at, 22, 3)
    work.count(station, LI, at, "1", Decimal(12_000), unit="千克")
    work.recount(station, LI, WANG, at, "1", Decimal(11_990), "千克")
    work.settle_recount(station, LI, at, "1", Kept.SECOND, "复称")
    work.count(station, LI, at, "1", Decimal(12_005), unit="千克")
    work.undo_last(station, LI, at)
    work.waive_recount(station, LI, at, ["1"])


def photo() -> Photo:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "PNG")
    return Photo("a.png", out.getvalue(), "image/png")


@pytest.fixture(scope="module")
def _a_day_once(_stocked_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    made, key = _stocked_once
    folder = tmp_path_factory.mktemp("a-day")
    home, clock = folder / "home", SetClock(NOON)
    shutil.copytree(made, home)
    station = open_home(home, key, bootstrap.appliers(), clock)
    every_kind_of_act(Stocked(station, home, key, clock), folder)
    station.engine.dispose()
    return home, key


@pytest.fixture
def busy(_a_day_once: tuple[Path, bytes], tmp_path: Path, clock: SetClock) -> Iterator[Station]:
    """A fresh copy of the station after a day with every kind of act."""
    made, key = _a_day_once
    home = tmp_path / "busy-home"
    shutil.copytree(made, home)
    station = open_home(home, key, bootstrap.appliers(), clock)
    yield station
    station.engine.dispose()


def test_the_tables_are_what_the_journal_says_after_every_kind_of_act(busy: Station) -> None:
    with busy.read() as conn:
        kinds = {entry.kind for entry in entries(conn)}
        assert check(conn, busy.appliers, busy.blobs).first_bad is None
    from app.bench.records import APPLIES as BENCH
    from app.notice.records import APPLIES as NOTICE

    wanted = {kind for kind, _version in (*BENCH, *NOTICE)} | {
        "identity.officer_kept", "identity.office_kept", "identity.signed_in", "register.edition_imported",
        "intake.declarations_received", "risk.screened", "risk.round_opened", "risk.round_closed", "detention.recorded",
    }  # fmt: skip
    assert wanted <= kinds, f"never done here: {sorted(wanted - kinds)}"


TABLES = {
    "found_line": "UPDATE found_line SET quantity = 1 WHERE line_key = 'u1'",
    "detention_case": "UPDATE detention_case SET item_count = item_count + 1",
    "notice": "UPDATE notice SET copies = 0",
    "work_item": "DELETE FROM work_item WHERE declaration_no = 'D-001'",
}


def test_a_table_that_was_changed_past_the_journal_is_found_out(busy: Station) -> None:
    for table, tampering in TABLES.items():
        with writing(busy.engine) as conn:
            nested = conn.begin_nested()
            conn.exec_driver_sql(tampering)
            found = check(conn, busy.appliers, busy.blobs).first_bad
            nested.rollback()
        assert found is not None, table
        assert found.params["table"] == table
