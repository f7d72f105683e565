"""Counting on a real station file: how each count is kept, undone, sampled, and counted again by a second officer."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from app.bench import work
from app.bench.records.counting import count_acts, found_lines
from app.bench.records.recounts import recount_rows
from app.bench.rules.counts import Method, Standing
from app.bench.rules.recount import Kept
from app.bench.rules.sampling import PlanRule
from app.bench.settings import counting_settings
from app.bench.view.bench import Again, BenchLine, blind_lines, lines_and_sampling
from app.bench.view.steps import steps_of
from app.bench.work import How, Scanned
from app.core.errors import Refused
from app.journal.checking import check
from app.journal.records import about
from tests.shipment_ground import LI, WANG, ZHAO, Stocked

WEIGHED = How(Method.WEIGHT, Decimal(120), {"pieces": "10", "samples_g": ["150"], "whole_kg": "150"}, replaces=False)


def refused(key: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.say.key == f"inspection.{key}")


def opened(stocked: Stocked, number: str = "D-RED") -> str:
    return work.open_inspection(stocked.station, LI, number)


def line(stocked: Stocked, at: str, key: str) -> BenchLine:
    lines, _sampling = lines_and_sampling(stocked.station, at, counting_settings())
    return next(line for line in lines if line.key == key)


def count(stocked: Stocked, at: str, key: str, quantity: str, how: How = work.TYPED, unit: str = "个") -> None:
    work.count(stocked.station, LI, at, key, Decimal(quantity), how=how, unit=unit)


def test_method_error_and_working_are_kept_with_the_count_and_replay_alike(stocked: Stocked) -> None:
    at = opened(stocked)
    count(stocked, at, "1", "90", WEIGHED)
    with stocked.station.read() as conn:
        (act,) = count_acts(conn, at)
        entry = about(conn, "D-RED")[-1]
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok
    assert (act.method, act.error, json.loads(act.working)["whole_kg"], act.officer) == ("weight", 120, "150", "li")
    assert (entry.kind_version, entry.body["method"], entry.body["error"]) == (2, "weight", "120")
    found = line(stocked, at, "1")
    assert (found.found, found.error, found.standing) == (Decimal(90), Decimal(120), Standing.AGREES)


def test_cartons_and_weights_add_to_scans_and_a_typed_count_replaces_them(stocked: Stocked) -> None:
    at = opened(stocked)
    work.record_scan(stocked.station, LI, at, Scanned("X", line_key="1", quantity=Decimal(3)))
    count(stocked, at, "1", "40", How(Method.CARTONS, replaces=False))
    found = line(stocked, at, "1")
    assert found.count is not None
    assert found.found == 43
    assert found.count.methods == (Method.SCAN, Method.CARTONS)
    count(stocked, at, "1", "50")
    assert line(stocked, at, "1").found == 50


def test_undo_takes_back_the_last_act_whatever_it_was(stocked: Stocked) -> None:
    at = opened(stocked)
    work.record_scan(stocked.station, LI, at, Scanned("X", line_key="1", quantity=Decimal(3)))
    count(stocked, at, "1", "50")
    work.record_scan(stocked.station, LI, at, Scanned("Y", line_key="2", quantity=Decimal(1)))
    undone = [work.undo_last(stocked.station, LI, at) for _ in range(2)]
    assert [(each.text, each.method) for each in undone] == [("Y", Method.SCAN), ("", Method.TYPED)]
    assert line(stocked, at, "1").found == 3, "what the typed count had replaced stands again"
    assert line(stocked, at, "2").standing is Standing.UNTOUCHED
    with stocked.station.read() as conn:
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok


def test_a_count_of_the_first_version_still_reads(stocked: Stocked) -> None:
    at = opened(stocked)
    body = {"inspection": at, "line_key": "1", "quantity": "7", "how": "carton", "goods": "", "unit": "个"}
    with stocked.station.act("li") as act:
        act.record("bench.counted", "D-RED", body)
    found = line(stocked, at, "1").count
    assert found is not None
    assert (found.quantity, found.methods, found.error) == (Decimal(7), (Method.CARTONS,), Decimal(0))


def test_pieces_on_a_line_of_kilograms_are_told_apart_and_never_added(stocked: Stocked) -> None:
    at = opened(stocked, "D-001")
    count(stocked, at, "1", "990", unit="千克")
    assert work.record_scan(stocked.station, LI, at, Scanned("X", line_key="1", quantity=Decimal(1))) == 0
    assert line(stocked, at, "1").found == 990
    with refused("other_unit"):
        count(stocked, at, "1", "5", How(Method.CARTONS, replaces=False))
    count(stocked, at, "1", "5")
    assert line(stocked, at, "1").standing is Standing.OTHER_UNIT


def test_a_number_that_names_one_piece_counts_once_until_it_is_undone(stocked: Stocked) -> None:
    at, serial = opened(stocked), Scanned("(01)09521555000013(21)S1", line_key="1", quantity=Decimal(1))
    assert work.record_scan(stocked.station, LI, at, serial) == 1
    assert work.record_scan(stocked.station, LI, at, serial) == 0
    assert line(stocked, at, "1").found == 1
    work.undo_last(stocked.station, LI, at)
    work.undo_last(stocked.station, LI, at)
    assert work.record_scan(stocked.station, LI, at, serial) == 1


def test_a_sum_above_ten_million_is_refused(stocked: Stocked) -> None:
    at = opened(stocked)
    count(stocked, at, "1", "9999999")
    with refused("count_too_large"):
        count(stocked, at, "1", "2", How(Method.CARTONS, replaces=False))
    assert line(stocked, at, "1").found == 9_999_999


def test_a_plan_is_shown_before_and_its_result_after(stocked: Stocked) -> None:
    at = opened(stocked)
    plan = PlanRule("iso_2859_1").plan(500)
    work.plan_sampling(stocked.station, LI, at, plan)
    _lines, sampling = lines_and_sampling(stocked.station, at, counting_settings())
    assert sampling is not None
    assert (sampling.plan, sampling.opened) == (plan, None)
    for opened_ones, findings in ((plan.sample, 9), (501, 1), (5, -1)):
        if opened_ones == plan.sample:
            continue
        with refused("opened_range"):
            work.cartons_opened(stocked.station, LI, at, opened_ones, findings)
    work.cartons_opened(stocked.station, LI, at, plan.sample, plan.accept + 1)
    _lines, sampling = lines_and_sampling(stocked.station, at, counting_settings())
    assert sampling is not None
    assert sampling.open_all
    with refused("sampled_already"):
        work.plan_sampling(stocked.station, LI, at, plan)


def test_cartons_without_a_plan_are_refused(stocked: Stocked) -> None:
    with refused("no_plan"):
        work.cartons_opened(stocked.station, LI, opened(stocked), 3, 1)


def test_a_large_line_is_due_until_another_officer_has_counted_the_same(stocked: Stocked) -> None:
    at = opened(stocked)
    count(stocked, at, "1", "10000")
    assert line(stocked, at, "1").again is Again.DUE
    for one_who_counted in (LI,):
        with refused("recount_other_officer"):
            work.recount(stocked.station, LI, one_who_counted, at, "1", Decimal(10_000), "个")
    work.recount(stocked.station, LI, WANG, at, "1", Decimal(10_000), "个")
    assert line(stocked, at, "1").again is Again.DONE
    count(stocked, at, "1", "10001")
    assert line(stocked, at, "1").again is Again.DUE, "what was counted again is not what stands now"
    with stocked.station.read() as conn:
        entry = next(entry for entry in about(conn, "D-RED") if entry.kind == "bench.recounted")
    assert (entry.officer, entry.body["first_officer"]) == ("wang", "li")


def test_who_counted_can_not_count_again_for_somebody_else(stocked: Stocked) -> None:
    at = opened(stocked)
    work.count(stocked.station, WANG, at, "1", Decimal(10_000), unit="个")
    with refused("recount_other_officer"):
        work.recount(stocked.station, LI, WANG, at, "1", Decimal(10_000), "个")


@pytest.mark.parametrize(("kept", "stands"), [(Kept.FIRST, 10_000), (Kept.SECOND, 9_990)])
def test_two_counts_that_differ_are_settled_with_a_reason(stocked: Stocked, kept: Kept, stands: int) -> None:
    at = opened(stocked)
    count(stocked, at, "1", "10000")
    with refused("nothing_to_settle"):
        work.settle_recount(stocked.station, LI, at, "1", kept, "no recount yet")
    work.recount(stocked.station, LI, WANG, at, "1", Decimal(9_990), "个")
    assert line(stocked, at, "1").again is Again.DIFFERS
    with refused("recount_reason"):
        work.settle_recount(stocked.station, LI, at, "1", kept, "  ")
    work.settle_recount(stocked.station, LI, at, "1", kept, "a carton was half empty")
    found = line(stocked, at, "1")
    assert (found.found, found.again) == (Decimal(stands), Again.DONE)
    with stocked.station.read() as conn:
        (row,) = recount_rows(conn, at)
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok
    assert (row.first_quantity, row.quantity, row.officer, row.reason) == (
        10_000,
        9_990,
        "wang",
        "a carton was half empty",
    )


def test_going_on_without_a_recount_is_on_the_record(stocked: Stocked) -> None:
    at = opened(stocked)
    count(stocked, at, "1", "10000")
    work.waive_recount(stocked.station, LI, at, ["1"])
    assert line(stocked, at, "1").again is Again.WAIVED
    with stocked.station.read() as conn:
        assert about(conn, "D-RED")[-1].kind == "bench.recount_waived"
    with refused("no_first_count"):
        work.waive_recount(stocked.station, LI, at, ["2"])


def test_a_second_officer_sees_the_large_lines_and_no_count_but_their_own(stocked: Stocked) -> None:
    from app import bootstrap
    from app.bench.view.bench import bench_view

    at = opened(stocked)
    count(stocked, at, "1", "10000")
    count(stocked, at, "2", "49")
    count(stocked, at, "3", "20000")
    work.recount(stocked.station, LI, WANG, at, "3", Decimal(19_000), "个")
    view = bench_view(stocked.station, bootstrap.screener(stocked.station).register, at)
    assert view is not None
    assert [(each.key, each.found) for each in blind_lines(view, "wang")] == [("1", None), ("3", 19_000)]
    assert [(each.key, each.found) for each in blind_lines(view, "zhao")] == [("1", None)]
    assert {each.officer_id for each in view.colleagues} == {"li", "wang", "zhao"}


def test_the_offices_own_settings_win_and_bad_ones_are_told(stocked: Stocked) -> None:
    own = stocked.home / "counting.toml"
    own.write_text('[recount]\nfrom = 3\n[[sampling]]\nstandard = "hypergeometric"\nshare = 0.2\n', encoding="utf-8")
    settings = counting_settings(stocked.home)
    assert (settings.recount_from, settings.plans[0].share) == (3, 0.2)
    at = opened(stocked)
    count(stocked, at, "1", "3")
    lines, _sampling = lines_and_sampling(stocked.station, at, settings)
    assert lines[0].again is Again.DUE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[recount]\nfrom = 0\n",
        "[recount]\nfrom = 5\n",
        '[recount]\nfrom = 5\n[[sampling]]\nstandard = "guess"\n',
        '[recount]\nfrom = 5\n[[sampling]]\nstandard = "hypergeometric"\nshare = 7\n',
        "[recount\n",
        "x" * 70_000,
    ],
)
def test_settings_that_can_not_be_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "counting.toml").write_text(text, encoding="utf-8")
    with refused("bad_settings"):
        counting_settings(tmp_path)


def test_the_time_of_each_step_is_on_the_record(stocked: Stocked) -> None:
    from datetime import timedelta

    at = opened(stocked)
    for seconds, act in (
        (12, lambda: work.record_scan(stocked.station, LI, at, Scanned("X"))),
        (30, lambda: count(stocked, at, "1", "5")),
        (5, lambda: count(stocked, at, "1", "6")),
        (60, lambda: work.close(stocked.station, LI, at, work.Result.NOTHING_FOUND)),
    ):
        stocked.clock.advance(timedelta(seconds=seconds))
        act()
    with stocked.station.read() as conn:
        steps = steps_of(conn, "D-RED", at)
    assert [(step.name, step.seconds) for step in steps] == [
        ("opened", 0),
        ("first_scan", 12),
        ("first_count", 30),
        ("closed", 65),
    ]


def test_another_inspection_of_the_shipment_has_steps_of_its_own(stocked: Stocked) -> None:
    first = opened(stocked)
    work.close(stocked.station, ZHAO, first, work.Result.NOTHING_FOUND)
    second = opened(stocked)
    with stocked.station.read() as conn:
        assert [step.name for step in steps_of(conn, "D-RED", second)] == ["opened"]
        assert found_lines(conn, second) == []


def test_an_estimate_is_called_one_in_every_paper_and_no_more_once_it_was_amended(stocked: Stocked) -> None:
    from dataclasses import replace

    from app.detention.amending import amend_line
    from app.detention.records import cases, line_table, parts
    from app.notice.work import detain
    from tests.journey.papers import text_of
    from tests.shipment_ground import counted, held

    line = replace(counted(1, "90", "900"), error=Decimal(12))
    detained = detain(stocked.station, LI, held(line))
    for paper in detained.notices:
        said = text_of(paper.pdf)
        assert [part for part in ("估算", "estimate", "±12") if part not in said] == [], paper.kind
    with stocked.station.read() as conn:
        (case,) = cases(conn)
        (kept,) = parts(conn, line_table, case.case_id)
    assert (kept.goods, kept.error) == ("goods", Decimal(12))
    amend_line(stocked.station, WANG, case.case_id, 1, reason="a list price was found", value=Decimal(950))
    with stocked.station.read() as conn:
        assert parts(conn, line_table, case.case_id)[0].error == 12, "another value is no other count"
    amend_line(stocked.station, WANG, case.case_id, 1, reason="counted one by one", quantity=Decimal(91))
    with stocked.station.read() as conn:
        (kept,) = parts(conn, line_table, case.case_id)
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok
    assert (kept.quantity, kept.error) == (Decimal(91), Decimal(0))
