"""Closing a day: who may, what is signed, and that whatever changes afterwards is listed as restated."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.core.clock import SetClock
from app.core.errors import Refused
from app.journal.checking import check
from app.journal.records import about
from app.journal.work import Station
from app.store.engine import reading
from app.sync.work import sync_round
from app.tally.records import closings, restatements
from app.tally.rules import Period, digest_of
from app.tally.work import close_day
from tests.central_ground import Centre
from tests.work.tally_ground import SUPERVISOR, TODAY, YESTERDAY, four_cases, hold, line, officer_of, stock

DAY = Period.day(TODAY)
Change = tuple[str, str, int, int, int, int]


def changes(conn: Connection, period: Period = DAY) -> list[Change]:
    return [
        (each.cut, each.value, each.closed.batches, each.closed.items, each.now.batches, each.now.items)
        for each in restatements(conn, period)
    ]


def late_find(station: Station, tmp_path: Path) -> None:
    """One more case on the day that was closed: last year's declaration, detained by post rules now."""
    more = tmp_path / "more.csv"
    more.write_text(
        "declaration_no,declared_on,direction,channel,line_no,hs_code,goods,quantity,unit,value,currency\n"
        "D9,2025-11-18,I,post,1,42022200,bags,8,个,80,CNY\n",
        encoding="utf-8",
    )
    from app.intake.work import receive_declarations

    receive_declarations(station, officer_of(station), more)
    hold(station, "D9", line(1, "C-1", "8", "80"))


def test_a_closed_day_is_signed_and_stands(station: Station, clock: SetClock, tmp_path: Path) -> None:
    four_cases(station, clock, tmp_path)
    made = close_day(station, SUPERVISOR, TODAY)
    with station.read() as conn:
        assert closings(conn, DAY) == [made]
        assert closings(conn, DAY, "another") == []
        assert restatements(conn, Period(date(2024, 1, 1), TODAY)) == []
        entry = about(conn, TODAY.isoformat())[-1]
        assert check(conn, station.appliers, station.blobs).first_bad is None
    assert (made.n, made.officer, made.digest) == (1, "SV1", digest_of(made.sheet))
    assert (made.sheet["", ""].batches, made.sheet["", ""].items) == (2, 103)
    assert (made.sheet["right", "T-1"].batches, made.sheet["right", "T-1"].items) == (2, 43)
    assert entry.kind == "tally.closed"
    assert entry.body["figures"][0] == {
        "cut": "", "value": "", "batches": 2, "items": 103, "values": {"CNY": "700", "USD": "30"},
    }  # fmt: skip


def test_what_changes_after_closing_is_listed(
    station: Station, clock: SetClock, tmp_path: Path, centre: Centre
) -> None:
    four_cases(station, clock, tmp_path)
    close_day(station, SUPERVISOR, YESTERDAY)
    close_day(station, SUPERVISOR, TODAY)
    clock.advance(timedelta(hours=1))
    late_find(station, tmp_path)
    wanted = [
        ("", "", 2, 103, 3, 111),
        ("campaign", "", 2, 103, 3, 111),
        ("channel", "post", 1, 100, 2, 108),
        ("direction", "I", 1, 100, 2, 108),
        ("hs_chapter", "42", 1, 60, 2, 68),
        ("right", "C-1", 1, 60, 2, 68),
        ("track", "ex_officio", 1, 100, 2, 108),
    ]
    with station.read() as conn:
        assert changes(conn, Period(YESTERDAY, TODAY)) == wanted
    centre.enrol(station)
    sync_round(station, wait_s=0)
    centre.project()
    with reading(centre.engine) as conn:
        assert changes(conn, Period(YESTERDAY, TODAY)) == wanted


def test_a_day_signed_anew_keeps_its_history(station: Station, clock: SetClock, tmp_path: Path) -> None:
    four_cases(station, clock, tmp_path)
    close_day(station, SUPERVISOR, TODAY)
    clock.advance(timedelta(hours=1))
    late_find(station, tmp_path)
    again = close_day(station, SUPERVISOR, TODAY)
    assert again.n == 2
    with station.read() as conn:
        found = restatements(conn, DAY)
    assert [(each.n, each.until) for each in found] == [(1, again.closed_at)] * 7
    with pytest.raises(Refused) as refused:
        close_day(station, SUPERVISOR, TODAY)
    assert refused.value.say.key == "tally.closed_already"


def test_a_day_without_a_find_is_closed_too(station: Station, clock: SetClock, tmp_path: Path) -> None:
    stock(station, tmp_path)
    made = close_day(station, SUPERVISOR, clock.now().date())
    assert [(figures.batches, figures.items) for figures in made.sheet.values()] == [(0, 0)]
    with pytest.raises(Refused):
        close_day(station, SUPERVISOR, clock.now().date())
    hold(station, "D0", line(1, "T-1", "7", "70"))
    with station.read() as conn:
        assert changes(conn, Period.day(clock.now().date()))[0] == ("", "", 0, 0, 1, 7)


def test_who_may_not_and_when(station: Station, clock: SetClock, tmp_path: Path) -> None:
    stock(station, tmp_path)
    before = station.only_here()
    tomorrow = clock.now().date() + timedelta(days=1)
    for officer, day, key in (
        (officer_of(station), clock.now().date(), "tally.supervisor_closes"),
        (SUPERVISOR, tomorrow, "tally.day_to_come"),
    ):
        with pytest.raises(Refused) as refused:
            close_day(station, officer, day)
        assert refused.value.say.key == key
    assert station.only_here() == before
