"""A register from headquarters beside a desk's own: what stands, what stood, what changed, and whose cases that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.core.clock import SetClock
from app.core.errors import Refused
from app.journal.work import Station
from app.register.difference import Turn
from app.register.editions import edition_differences, register_stream
from app.register.reading import write_recordations
from app.register.records import named, recordation, recordations, versions
from app.register.rules import Recordation, RightType, Status
from app.register.standing import StandingRegister
from app.register.view import edition_view, editions_view
from app.register.work import import_register
from tests.conftest import LI_MING
from tests.register_ground import HEADQUARTERS, arrives

RIGHT = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1001", "Rokutavex", "罗库公司", date(2024, 1, 1), date(2033, 12, 31)
)


def own(station: Station, folder: Path, *rights: Recordation) -> None:
    write_recordations(folder / "own.csv", rights)
    import_register(station, LI_MING, folder / "own.csv")


@pytest.fixture
def two(station: Station, tmp_path: Path, clock: SetClock) -> Station:
    """Headquarters' third edition on the 20th, then this desk's own first, and headquarters' fourth after ten days."""
    for edition in (1, 2, 3):
        arrives(station, edition, replace(RIGHT, goods=f"第{edition}版"), changed=int(edition > 1))
    clock.advance(timedelta(days=5))
    own(station, tmp_path, replace(RIGHT, goods="本关"))
    clock.advance(timedelta(days=5))
    arrives(station, 4, replace(RIGHT, status=Status.CANCELLED), changed=1)
    return station


def test_what_came_last_stands_whatever_the_edition_is_numbered(
    station: Station, tmp_path: Path, clock: SetClock
) -> None:
    for edition in (1, 2, 3):
        arrives(station, edition, replace(RIGHT, goods=f"第{edition}版"), changed=int(edition > 1))
    clock.advance(timedelta(days=5))
    own(station, tmp_path, replace(RIGHT, goods="本关", mark="Zemblavio"))
    with station.read() as conn:
        assert [each.goods for each in recordations(conn)] == ["本关"], "one right, however many streams hold it"
        assert [each.mark for each in named(conn)] == ["Zemblavio"]
        found = recordation(conn, RIGHT.recordation_no)
    assert found is not None
    assert found.goods == "本关"
    assert [hit.right.mark for hit in StandingRegister(station).search("zemblavio").hits] == ["Zemblavio"]


def test_a_past_day_is_read_over_all_streams(two: Station) -> None:
    number = RIGHT.recordation_no
    with two.read() as conn:
        stood = {day: recordation(conn, number, date(2024, 11, day)) for day in (19, 20, 24, 25, 29, 30)}
        assert [each[2].goods for each in versions(conn, number)] == ["", "本关", "第3版", "第2版", "第1版"]
    assert stood[19] is None
    assert [stood[day].goods for day in (20, 24, 25, 29)] == ["第3版", "第3版", "本关", "本关"]  # type: ignore[union-attr]
    assert stood[30] == replace(RIGHT, status=Status.CANCELLED)


def test_a_desk_without_editions_of_its_own_compares_headquarters(station: Station) -> None:
    with station.read() as conn:
        assert register_stream(conn, station) == station.stream
    arrives(station, 1, RIGHT)
    arrives(station, 2, replace(RIGHT, status=Status.REVOKED), changed=1)
    with station.read() as conn:
        stream = register_stream(conn, station)
        assert [each.turn for each in edition_differences(conn, stream, 1, 2)] == [Turn.LAPSED]
        with pytest.raises(Refused, match="no_edition"):
            edition_differences(conn, stream, 1, 3)


def test_an_edition_from_headquarters_names_this_desk_s_open_cases(two: Station) -> None:
    def open_cases(_conn: Connection, numbers: Sequence[str]) -> Mapping[str, Sequence[str]]:
        return {number: ["NB-2024-00007"] for number in numbers}

    newest, mine, *older = editions_view(two)
    assert [(row.stream, row.edition) for row in (newest, mine, *older)] == [
        (HEADQUARTERS, 4), (two.stream, 1), (HEADQUARTERS, 3), (HEADQUARTERS, 2), (HEADQUARTERS, 1),
    ]  # fmt: skip
    lapsed = edition_view(two, newest, open_cases)
    assert [(each.case, each.change.turn) for each in lapsed.touched] == [("NB-2024-00007", Turn.LAPSED)]
    first = edition_view(two, older[-1], open_cases)
    assert ([each.turn for each in first.changes], first.touched) == ([Turn.ADDED], ())
