"""What one station saw turns another station's scan red, with when and where: through the centre, as hashes alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.bench import work
from app.bench.records.sightings import page_table, sighting_table
from app.bench.seeing import Eyes
from app.core.clock import SetClock
from app.core.errors import Trouble
from app.identity.rules import Officer, Role
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.store.engine import reading
from app.sync.central import dismiss
from app.sync.work import sync_round
from tests.central_ground import CLERK, Centre, MakeStation

PIECE = "(01)09521901000018(21)A7"
SHIPMENT = """\
declaration_no,declared_on,direction,channel,trade_mode,customs_code,consignor,consignee,origin,destination,line_no,\
hs_code,goods,quantity,unit,value,currency
D-1,2024-11-20,E,freight,1039,2200,甲,乙,CN,AE,1,950300,玩具 toys,100,个,1000,CNY
"""


@pytest.fixture
def eyes_of(tmp_path: Path) -> Iterator[Callable[[Station], Eyes]]:
    made: list[Eyes] = []

    def make(station: Station) -> Eyes:
        made.append(Eyes(tmp_path / station.stream, station, lambda _say: None))
        return made[-1]

    yield make
    for eyes in made:
        eyes.close()


def opened(station: Station, officer: Officer, folder: Path) -> str:
    """An inspection of the station's one shipment."""
    file = folder / f"{station.stream}.csv"
    file.write_text(SHIPMENT, encoding="utf-8")
    receive_declarations(station, officer, file)
    return work.open_inspection(station, officer, "D-1")


def scan(station: Station, officer: Officer, inspection: str, number: str = PIECE) -> None:
    work.record_scan(station, officer, inspection, work.Scanned(number))


@pytest.fixture
def two(station: Station, make_station: MakeStation, centre: Centre) -> tuple[Station, Station]:
    there = make_station("SZ-EX-01")
    centre.enrol(station)
    centre.enrol(there)
    return station, there


def test_a_serial_seen_at_one_station_is_red_at_the_other_with_when_and_where(
    two: tuple[Station, Station],
    centre: Centre,
    tmp_path: Path,
    clock: SetClock,
    eyes_of: Callable[[Station], Eyes],
) -> None:
    here, there = two
    li = Officer("NB001", "李明", "Li Ming", frozenset(Role))
    scan(here, li, opened(here, li, tmp_path))
    eyes, inspection = eyes_of(there), opened(there, CLERK, tmp_path)
    assert eyes.look(PIECE, "", inspection) is None
    sync_round(here, wait_s=0)
    centre.project()
    assert sync_round(there, wait_s=0).sightings == 1
    alarm = eyes.look(PIECE, "", inspection)
    assert alarm is not None
    assert (alarm.earliest.station, alarm.earliest.at, alarm.earliest.picture) == ("NB-MS-01", clock.now(), "")
    assert sync_round(there, wait_s=0).sightings == 0, "what is known here does not come again"
    assert sync_round(here, wait_s=0).sightings == 0, "a station's own sightings do not come back to it"


def test_only_hashes_travel(two: tuple[Station, Station], centre: Centre, tmp_path: Path) -> None:
    here, there = two
    li = Officer("NB001", "李明", "Li Ming", frozenset(Role))
    scan(here, li, opened(here, li, tmp_path))
    sync_round(here, wait_s=0)
    centre.project()
    sync_round(there, wait_s=0)
    with there.read() as conn:
        page = conn.execute(select(page_table)).one()
    assert (page.stream, page.station, len(page.packed)) == ("NB-MS-01", "NB-MS-01", 28)
    assert b"09521901000018" not in page.packed


def test_many_sightings_come_in_pages_and_a_cut_between_them_loses_none(
    two: tuple[Station, Station],
    centre: Centre,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    eyes_of: Callable[[Station], Eyes],
) -> None:
    here, there = two
    monkeypatch.setattr("app.sync.sightings.AT_ONCE", 3)
    li = Officer("NB001", "李明", "Li Ming", frozenset(Role))
    inspection = opened(here, li, tmp_path)
    for serial in range(7):
        scan(here, li, inspection, f"(01)09521901000018(21)B{serial}")
    sync_round(here, wait_s=0)
    centre.project()
    assert sync_round(there, wait_s=0).sightings == 7
    scan(here, li, inspection, "(01)09521901000018(21)B7")
    sync_round(here, wait_s=0)
    centre.project()
    assert sync_round(there, wait_s=0).sightings == 1
    eyes, bench = eyes_of(there), opened(there, CLERK, tmp_path)
    seen = [eyes.look(f"(01)09521901000018(21)B{serial}", "", bench) is not None for serial in range(9)]
    assert seen == [True] * 8 + [False]


def test_a_station_that_was_dismissed_learns_nothing_and_nobody_writes_sightings(
    two: tuple[Station, Station], centre: Centre, tmp_path: Path
) -> None:
    here, there = two
    li = Officer("NB001", "李明", "Li Ming", frozenset(Role))
    scan(here, li, opened(here, li, tmp_path))
    sync_round(here, wait_s=0)
    centre.project()
    role = centre.engine_of(there)
    with reading(role) as conn:
        assert len(conn.execute(select(sighting_table)).fetchall()) == 1
        assert [row.station for row in conn.execute(text("SELECT station FROM stream ORDER BY 1"))] == ["NB-MS-01"]
    for statement in ("DELETE FROM sighting", "UPDATE sighting SET digest = ''", "SELECT public_key FROM stream"):
        with pytest.raises((DBAPIError, Trouble)), role.begin() as conn:
            conn.execute(text(statement))
    with role.connect() as conn:
        dismiss(centre.engine, "SZ-EX-01")
        assert conn.execute(select(sighting_table)).fetchall() == []
    role.dispose()
