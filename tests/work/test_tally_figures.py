"""The figures of a tally against cases added up by hand, at the station and, by the same query, at the centre."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.journal.work import Station
from app.store.engine import reading
from app.sync.work import sync_round
from app.tally.records import by_day, cases_behind, figures, grouped, marks_of
from app.tally.rules import Cut, Figures, Period
from tests.central_ground import Centre
from tests.work.tally_ground import LAST_YEAR, TODAY, YESTERDAY

DAY = Period.day(TODAY)
CNY, USD = Decimal(700), Decimal(30)


@pytest.fixture
def home(four_cases_home: Path) -> Path:
    """The four cases are there from the start."""
    return four_cases_home


@pytest.fixture(params=["station", "centre"])
def counted(request: pytest.FixtureRequest, station: Station) -> Iterator[Connection]:
    """The four cases where they are counted: on the station's SQLite, and on the centre's PostgreSQL."""
    if request.param == "station":
        with station.read() as conn:
            yield conn
        return
    centre: Centre = request.getfixturevalue("centre")
    centre.enrol(station)
    sync_round(station, wait_s=0)
    centre.project()
    with reading(centre.engine) as conn:
        assert conn.dialect.name == "postgresql"
        yield conn


def rows(conn: Connection, *cuts: Cut, period: Period = DAY) -> dict[tuple[str, ...], tuple[int, int]]:
    return {each.cuts: (each.figures.batches, each.figures.items) for each in grouped(conn, period, cuts)}


def test_every_figure_is_what_the_hand_adds_up(counted: Connection) -> None:
    assert figures(counted, DAY) == Figures(2, 103, (("CNY", CNY), ("USD", USD)))
    assert figures(counted, Period.day(YESTERDAY)) == Figures(1, 100, (("CNY", Decimal(1000)),))
    assert figures(counted, DAY.year_before()) == Figures(1, 7, (("CNY", Decimal(70)),))
    assert figures(counted, Period.day(date(2025, 1, 1))) == Figures()
    assert rows(counted, Cut.CHANNEL) == {("post",): (1, 100), ("express",): (1, 3)}
    assert rows(counted, Cut.DIRECTION) == {("I",): (1, 100), ("E",): (1, 3)}
    assert rows(counted, Cut.TRACK) == {("ex_officio",): (1, 100), ("on_application",): (1, 3)}
    assert rows(counted, Cut.HS_CHAPTER) == {("95",): (2, 43), ("42",): (1, 60)}
    assert rows(counted, Cut.CAMPAIGN) == {("",): (2, 103)}
    # The line of forty names two rights of one holder: forty for each right, and forty, not eighty, for the holder.
    assert rows(counted, Cut.RIGHT) == {("T-1",): (2, 43), ("T-2",): (1, 40), ("C-1",): (1, 60)}
    assert rows(counted, Cut.HOLDER) == {("Alpha Co",): (2, 43), ("熊猫公司",): (1, 60)}
    assert rows(counted, Cut.RIGHT_TYPE) == {("trademark",): (2, 43), ("copyright",): (1, 60)}
    # A chapter beside a right: each line stands where both are true, and nowhere else.
    assert rows(counted, Cut.RIGHT, Cut.HS_CHAPTER) == {
        ("T-1", "95"): (2, 43),
        ("T-2", "95"): (1, 40),
        ("C-1", "42"): (1, 60),
    }
    whole = Period(LAST_YEAR, TODAY)
    assert [(group.cuts, group.figures.items) for group in by_day(counted, whole)] == [
        (("2024-11-20",), 7),
        (("2025-11-19",), 100),
        (("2025-11-20",), 103),
    ]


def test_the_cases_behind_a_figure_add_up_to_it(counted: Connection) -> None:
    everything = cases_behind(counted, DAY)
    assert sum(row.counted_items for row in everything) == 103
    for cut in Cut:
        for group in grouped(counted, DAY, (cut,)):
            behind = cases_behind(counted, DAY, [(cut, group.cuts[0])])
            assert (len(behind), sum(row.counted_items for row in behind)) == (
                group.figures.batches,
                group.figures.items,
            ), (cut, group)
            assert sum(row.counted_value for row in behind if row.currency == "CNY") == group.figures.value("CNY")
    toys = cases_behind(counted, DAY, [(Cut.HOLDER, "Alpha Co"), (Cut.CHANNEL, "post")])
    assert [(row.declaration_no, row.counted_items, row.item_count) for row in toys] == [("D2", 40, 100)]
    assert list(marks_of(counted, DAY).values()) in (
        [("小熊", "ALPHA", "ALPHA TWO"), ("ALPHA",)],
        [("ALPHA",), ("小熊", "ALPHA", "ALPHA TWO")],
    )


def test_newest_first(counted: Connection) -> None:
    behind = cases_behind(counted, Period(LAST_YEAR, TODAY))
    assert [row.day for row in behind] == ["2025-11-20", "2025-11-20", "2025-11-19", "2024-11-20"]
    assert len(cases_behind(counted, Period(LAST_YEAR, TODAY), limit=2)) == 2
