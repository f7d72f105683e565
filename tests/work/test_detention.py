"""Detaining on a real station file: what stands afterwards, what is refused whole, and what a full disk leaves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.bench import work
from app.bench.records import inspections_of, work_of
from app.core.errors import Refused, Trouble
from app.detention.records import cases
from app.detention.rules import ON_APPLICATION, Detention
from app.identity.rules import Officer, Role
from app.identity.work import keep_officer
from app.journal.checking import check
from app.notice.work import Photo, detain
from tests.shipment_ground import ADMIN, LI, Stocked, counted, held, there

BOTH = (counted(1, "100", "1000"), counted(2, "50", "2000"))


def refused(key: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.say.key == key)


def test_a_detention_stands_with_its_case_papers_and_closed_inspection(stocked: Stocked) -> None:
    at = work.open_inspection(stocked.station, LI, "D-RED")
    done = detain(stocked.station, LI, held(*BOTH))
    assert [paper.kind for paper in done.notices] == ["D08", "D09", "D04"]
    with stocked.station.read() as conn:
        (case,) = cases(conn)
        assert (case.case_id, case.item_count, case.value) == ("NB-MS-01-2024-00001", 150, Decimal(3000))
        assert case.inspection == at
        assert (there(work_of(conn, "D-RED")).state, there(work_of(conn, "D-RED")).result) == ("closed", "found")
        assert check(conn, stocked.station.appliers, stocked.station.blobs).ok


def test_a_detention_without_an_open_inspection_makes_one_so_that_the_hit_is_counted(stocked: Stocked) -> None:
    detain(stocked.station, LI, held(*BOTH))
    with stocked.station.read() as conn:
        assert [row.result for row in inspections_of(conn, "D-RED")] == ["found"]


WRONG: dict[str, tuple[str, Detention]] = {
    "unknown right": ("detention.no_right_here", held(counted(1, "1", "1", "R-99"))),
    "lapsed right": ("detention.right_not_in_force", held(counted(1, "1", "1", "R-3"))),
    "no right": ("detention.no_right", held(counted(1, "1", "1", ""))),
    "unknown line": ("detention.no_such_line", held(counted(9, "1", "1"))),
    "line twice": ("detention.line_twice", held(BOTH[0], BOTH[0])),
    "nothing": ("detention.no_lines", held()),
    "unknown declaration": ("detention.no_declaration", held(*BOTH, declaration="D-NONE")),
    "one officer for two": ("identity.second_is_first", held(*BOTH, second="li")),
    "no second": ("detention.two_officers", held(*BOTH, second="")),
    "unknown second": ("detention.unknown_second", held(*BOTH, second="nobody")),
    "nothing counted": ("detention.bad_quantity", held(counted(1, "0", "1"))),
    "less than nothing": ("detention.bad_quantity", held(counted(1, "-1", "1"))),
    "a value below zero": ("detention.bad_value", held(counted(1, "1", "-0.01"))),
    "no unit": ("detention.no_unit", held(counted(1, "1", "1", unit=" "))),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_can_not_stand_is_refused_whole(stocked: Stocked, what: str) -> None:
    key, detention = WRONG[what]
    before = stocked.station.only_here()
    with refused(key):
        detain(stocked.station, LI, detention)
    assert stocked.station.only_here() == before
    with stocked.station.read() as conn:
        assert cases(conn) == []


def test_the_same_shipment_is_not_detained_twice(stocked: Stocked) -> None:
    detain(stocked.station, LI, held(BOTH[0]))
    before = stocked.station.only_here()
    with refused("detention.detained_already"):
        detain(stocked.station, LI, held(BOTH[1]))
    assert stocked.station.only_here() == before


def test_two_desks_detaining_the_same_shipment_at_once_make_one_case(stocked: Stocked) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def one(_n: int) -> str:
        try:
            return detain(stocked.station, LI, held(*BOTH)).recorded.case_id
        except Refused as error:
            return error.say.key

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(one, range(2)))
    assert answers == ["NB-MS-01-2024-00001", "detention.detained_already"]


def test_an_officer_who_has_left_confirms_nothing_and_one_without_the_power_detains_nothing(stocked: Stocked) -> None:
    keep_officer(stocked.station, "admin", replace(stocked.officer("wang"), active=False))
    with refused("detention.unknown_second"):
        detain(stocked.station, LI, held(*BOTH))
    with refused("identity.not_allowed"):
        detain(stocked.station, ADMIN, replace(held(*BOTH, second="zhao"), officer="admin"))
    with refused("identity.not_allowed"):
        detain(stocked.station, Officer("clerk", "", "", frozenset({Role.CLERK})), held(*BOTH, second="zhao"))


def test_a_right_that_lapses_tomorrow_protects_today_and_not_the_day_after(stocked: Stocked) -> None:
    stocked.clock.advance(timedelta(days=5 * 365 + 41))  # 2029-12-31: the last whole day but one of R-1
    right_holds = stocked.station.today().isoformat()
    assert right_holds <= "2030-01-01"
    detain(stocked.station, LI, held(*BOTH))
    stocked.clock.advance(timedelta(days=3))
    with refused("detention.right_not_in_force"):
        detain(stocked.station, LI, held(counted(1, "1", "1"), declaration="D-001"))


def test_on_application_each_holder_is_told_and_the_court_clock_runs(stocked: Stocked) -> None:
    done = detain(stocked.station, LI, held(*BOTH, track=ON_APPLICATION))
    assert [paper.kind for paper in done.notices] == ["D08", "D09", *["D10"] * len(done.recorded.procedures)]
    assert [clock.id for clock in done.recorded.clocks] == ["CN.B.COURT", "CN.SEIZE.MAX"]


def test_a_photo_that_is_none_holds_the_detention_back(stocked: Stocked) -> None:
    before = stocked.station.only_here()
    with refused("detention.no_photo"):
        detain(stocked.station, LI, held(*BOTH), [Photo("x.jpg", b"no picture", "image/jpeg")])
    assert stocked.station.only_here() == before


@contextmanager
def files_no_longer_than(room: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes: as on a full disk, but taken back afterwards."""
    import resource
    import signal

    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN, "Python gives an error instead of dying"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit to set there")
def test_a_full_disk_while_detaining_is_told_and_leaves_nothing_half_written(stocked: Stocked) -> None:
    detain(stocked.station, LI, held(counted(1, "1", "1"), declaration="D-001"))
    for room in (4_096, 150_000):
        with files_no_longer_than(room), pytest.raises(Trouble) as told:
            detain(stocked.station, LI, held(*BOTH))
        assert told.value.say.key in {"store.disk_full", "store.disk_error", "store.cannot_write"}
    stocked.station.engine.dispose()
    again = stocked.again()
    with again.read() as conn:
        assert [case.declaration_no for case in cases(conn)] == ["D-001"]
        assert check(conn, again.appliers, again.blobs).ok
    done = detain(again, LI, held(*BOTH))
    assert done.recorded.case_id == "NB-MS-01-2024-00002", "the number that failed is taken by the next"
    again.engine.dispose()
