"""The bench on a real station file: what is opened, counted, undone, ticked, closed, released, and what is refused."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest

from app.bench import work
from app.bench.records import clues, found_lines, inspection, photos, scans, work_of
from app.bench.work import Result, Scanned
from app.core.errors import Refused
from app.identity.rules import Officer, Role
from tests.shipment_ground import ADMIN, LI, WANG, ZHAO, Stocked, there

PNG = b"\x89PNG not looked at here"


def refused(key: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.say.key == key)


def opened(stocked: Stocked, number: str = "D-RED") -> str:
    return work.open_inspection(stocked.station, LI, number)


def found(stocked: Stocked, at: str) -> dict[str, Decimal]:
    with stocked.station.read() as conn:
        return {row.line_key: row.quantity for row in found_lines(conn, at)}


def test_opening_twice_goes_on_with_the_same_inspection(stocked: Stocked) -> None:
    first = opened(stocked)
    assert opened(stocked) == first
    with stocked.station.read() as conn:
        assert there(work_of(conn, "D-RED")).state == "open"
        assert there(inspection(conn, first)).chosen_by in ("rules", "random")


def test_an_unknown_declaration_and_an_officer_without_the_power_are_refused(stocked: Stocked) -> None:
    with refused("inspection.no_declaration"):
        opened(stocked, "D-NONE")
    with refused("identity.not_allowed"):
        work.open_inspection(stocked.station, ADMIN, "D-RED")
    left = Officer("li", "李明", "Li Ming", frozenset({Role.BENCH}), active=False)
    with refused("identity.inactive"):
        work.open_inspection(stocked.station, left, "D-RED")


def test_scans_add_up_and_an_undone_scan_stays_struck_out(stocked: Stocked) -> None:
    at = opened(stocked)
    for _ in range(3):
        work.record_scan(stocked.station, LI, at, Scanned("X", line_key="3", quantity=Decimal(10)))
    work.undo_last(stocked.station, LI, at)
    assert found(stocked, at) == {"3": Decimal(20)}
    with stocked.station.read() as conn:
        assert [row.undone for row in scans(conn, at)] == [True, False, False]
    work.undo_last(stocked.station, LI, at)
    work.undo_last(stocked.station, LI, at)
    assert found(stocked, at) == {}, "a line without counts is untouched again"
    with refused("inspection.nothing_to_undo"):
        work.undo_last(stocked.station, LI, at)


@pytest.mark.parametrize(
    ("quantity", "key"),
    [
        (Decimal(-1), "inspection.count_negative"),
        (Decimal("NaN"), "inspection.count_negative"),
        (Decimal("Infinity"), "inspection.count_negative"),
        (Decimal(10_000_001), "inspection.count_too_large"),
        (Decimal("0.0001"), "inspection.count_too_fine"),
    ],
)
def test_a_count_that_can_not_be_is_refused_and_leaves_nothing(stocked: Stocked, quantity: Decimal, key: str) -> None:
    at = opened(stocked)
    with refused(key):
        work.count(stocked.station, LI, at, "1", quantity)
    with refused(key):
        work.record_scan(stocked.station, LI, at, Scanned("X", line_key="1", quantity=quantity))
    assert found(stocked, at) == {}


def test_the_largest_and_the_finest_count_stand(stocked: Stocked) -> None:
    at = opened(stocked)
    work.count(stocked.station, LI, at, "1", Decimal(10_000_000))
    work.count(stocked.station, LI, at, "2", Decimal("0.001"))
    assert found(stocked, at) == {"1": Decimal(10_000_000), "2": Decimal("0.001")}


@pytest.mark.parametrize("line_key", ["4", "0", "x1", ""])
def test_a_count_goes_to_a_line_that_is_there(stocked: Stocked, line_key: str) -> None:
    at = opened(stocked)
    with refused("inspection.no_line"):
        work.count(stocked.station, LI, at, line_key, Decimal(1))


def test_undeclared_goods_get_keys_of_their_own(stocked: Stocked) -> None:
    at = opened(stocked)
    for goods in ("袋", "盒"):
        with stocked.station.read() as conn:
            key = work.next_undeclared(conn, at)
        work.count(stocked.station, LI, at, key, Decimal(7), goods=goods, unit="个", recordations=["R-1"])
    with stocked.station.read() as conn:
        rows = [(row.line_key, row.goods, row.recordations, row.line_no) for row in found_lines(conn, at)]
    assert rows == [("u1", "袋", "R-1", None), ("u2", "盒", "R-1", None)]


def test_a_photo_is_kept_whole_under_its_hash(stocked: Stocked) -> None:
    at = opened(stocked)
    digest = work.photograph(stocked.station, LI, at, PNG, "image/png", "照片.png", line_key="1", clue="无条码")
    with stocked.station.read() as conn:
        (row,) = photos(conn, at)
    assert (row.sha256, row.name, row.line_key, row.clue) == (digest, "照片.png", "1", "无条码")
    assert stocked.station.blobs.get(digest) == PNG


def test_a_clue_can_be_ticked_and_unticked(stocked: Stocked) -> None:
    at = opened(stocked)
    for seen in (True, False):
        work.mark_clue(stocked.station, LI, at, "R-1", "无条码", genuine=False, seen=seen)
        with stocked.station.read() as conn:
            assert clues(conn, at) == {("R-1", "无条码"): seen}


def test_widening_twice_is_one_fact(stocked: Stocked) -> None:
    at = opened(stocked)
    before = stocked.station.only_here()
    work.widen(stocked.station, LI, at)
    work.widen(stocked.station, LI, at)
    assert stocked.station.only_here() == before + 1


def test_a_closed_inspection_refuses_everything(stocked: Stocked) -> None:
    at, station = opened(stocked), stocked.station
    work.close(station, LI, at, Result.NOTHING_FOUND)
    acts = (
        lambda: work.count(station, LI, at, "1", Decimal(1)),
        lambda: work.record_scan(station, LI, at, Scanned("X")),
        lambda: work.undo_last(station, LI, at),
        lambda: work.widen(station, LI, at),
        lambda: work.mark_clue(station, LI, at, "R-1", "无条码", genuine=False, seen=True),
        lambda: work.photograph(station, LI, at, PNG, "image/png", "x.png"),
        lambda: work.close(station, LI, at, Result.OTHER_OFFENCE),
    )
    before = station.only_here()
    for act in acts:
        with refused("inspection.closed_already"):
            act()
    assert station.only_here() == before


def test_found_goods_are_closed_by_detaining_them_only(stocked: Stocked) -> None:
    at = opened(stocked)
    with refused("inspection.found_is_detained"):
        work.close(stocked.station, LI, at, Result.FOUND)
    with refused("inspection.no_inspection"):
        work.close(stocked.station, LI, "no-such", Result.NOTHING_FOUND)


def test_a_null_result_is_counted_and_the_shipment_can_be_looked_at_again(stocked: Stocked) -> None:
    at = opened(stocked)
    work.close(stocked.station, LI, at, Result.NOTHING_FOUND)
    with stocked.station.read() as conn:
        done = there(work_of(conn, "D-RED"))
        assert (done.state, done.result) == ("closed", "nothing_found")
    assert opened(stocked) != at


def green(stocked: Stocked) -> list[str]:
    from app.bench.view.queue import queue_view

    view = queue_view(stocked.station)
    return [row.number for row in view.rows if row.lane == "green" and not row.control]


def test_only_a_supervisor_releases_and_only_waiting_green_ones(stocked: Stocked) -> None:
    numbers = green(stocked)
    assert numbers, "the ground has green shipments"
    for officer in (LI, WANG, ADMIN):
        with refused("identity.not_allowed"):
            work.release(stocked.station, officer, numbers, "授权 1")
    with refused("inspection.no_authority"):
        work.release(stocked.station, ZHAO, numbers, "  ")
    with refused("inspection.not_green"):
        work.release(stocked.station, ZHAO, [*numbers, "D-RED"], "授权 1")
    assert green(stocked) == numbers, "one that may not be released holds back all"
    assert work.release(stocked.station, ZHAO, numbers, "授权 1") == len(numbers)
    assert green(stocked) == []
    with refused("inspection.not_green"):
        work.release(stocked.station, ZHAO, numbers, "授权 1")


def test_two_threads_counting_scans_lose_none(stocked: Stocked) -> None:
    at = opened(stocked)

    def scan() -> None:
        for _ in range(20):
            work.record_scan(stocked.station, LI, at, Scanned("X", line_key="1", quantity=Decimal(1)))

    threads = [threading.Thread(target=scan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found(stocked, at) == {"1": Decimal(40)}
