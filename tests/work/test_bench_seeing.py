"""A number that names one piece turns red when it comes again, and only then; the database holds what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.bench import work
from app.bench.codes.meaning import meaning
from app.bench.judging import judge
from app.bench.records.sightings import Page, keep_page, sighting_table
from app.bench.rules.clones import CloneAlarm
from app.bench.seeing import Eyes
from app.bench.sightings import digest_of, packed
from app.core.clock import SetClock
from app.core.errors import Say
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.journal.checking import check
from app.journal.work import Station
from app.register.rules import Recordation, RightType
from app.store.engine import writing
from tests.shipment_ground import Stocked

PIECE = "(01)09521901000018(21)A7"


class Bench:
    """Scans at the stocked station, one inspection a shipment."""

    def __init__(self, stocked: Stocked, clock: SetClock) -> None:
        self.station, self.clock = stocked.station, clock
        self.officer = stocked.officer("li")
        self.told: list[Say] = []
        self.eyes = Eyes(stocked.home, stocked.station, self.told.append)

    def opened(self, number: str) -> str:
        return work.open_inspection(self.station, self.officer, number)

    def scan(self, inspection: str, text: str = PIECE, symbology: str = "") -> CloneAlarm | None:
        """What is said of a scan before it is recorded, as on the bench."""
        alarm = self.eyes.look(text, symbology, inspection)
        work.record_scan(self.station, self.officer, inspection, work.Scanned(text, symbology))
        return alarm


@pytest.fixture
def bench(stocked: Stocked, clock: SetClock) -> Iterator[Bench]:
    made = Bench(stocked, clock)
    yield made
    made.eyes.close()


def test_a_piece_met_in_another_shipment_is_a_copy_with_its_time_place_and_picture(bench: Bench) -> None:
    first, second = bench.opened("D-RED"), bench.opened("D-OWN")
    photo = work.photograph(bench.station, bench.officer, first, b"a photo", "image/jpeg", "a.jpg")
    assert bench.scan(first) is None
    when = bench.clock.now()
    bench.clock.advance(timedelta(minutes=2))
    alarm = bench.scan(second)
    assert alarm is not None
    assert (alarm.earliest.station, alarm.earliest.at, alarm.earliest.picture) == ("NB-MS-01", when, photo)


def test_the_same_piece_in_the_same_inspection_is_no_alarm_however_late(bench: Bench) -> None:
    inspection = bench.opened("D-RED")
    bench.scan(inspection)
    bench.clock.advance(timedelta(hours=9))
    assert bench.scan(inspection) is None


def test_a_scan_that_was_undone_was_never_met(bench: Bench) -> None:
    inspection = bench.opened("D-RED")
    bench.scan(inspection)
    work.undo_last(bench.station, bench.officer, inspection)
    assert bench.eyes.look(PIECE, "", bench.opened("D-OWN")) is None


def test_a_number_that_many_pieces_share_is_never_remembered(bench: Bench) -> None:
    bench.scan(bench.opened("D-RED"), "9521901000018", "EAN-13")
    assert bench.eyes.look("9521901000018", "EAN-13", bench.opened("D-OWN")) is None
    with bench.station.read() as conn:
        assert conn.execute(sighting_table.select()).first() is None


def elsewhere(station: Station, seq: int, *numbers: str, second: int = 1_700_000_000) -> None:
    hashes = [digest_of(meaning(number).one_of_a_kind).hex() for number in numbers]
    page = Page("SZ-EX-01", seq, "SZ-EX-01", packed((digest, second) for digest in hashes))
    with writing(station.engine) as conn:
        keep_page(conn, page)


@pytest.mark.parametrize("harm", ["none", "lost", "damaged"])
def test_what_other_stations_saw_is_known_and_a_lost_or_damaged_store_is_filled_again(
    bench: Bench, stocked: Stocked, harm: str
) -> None:
    elsewhere(bench.station, 4, PIECE, "another")
    bench.eyes.catch_up()
    bench.eyes.close()
    store = stocked.home / "sightings"
    for file in store.iterdir():
        if harm == "lost":
            file.unlink()
        elif harm == "damaged":
            file.write_bytes(b"x" * 7)
    elsewhere(bench.station, 9, "a third")
    alarm = bench.eyes.look(PIECE, "", bench.opened("D-RED"))
    assert alarm is not None
    assert (alarm.earliest.station, alarm.earliest.picture) == ("SZ-EX-01", "")
    assert int(alarm.earliest.at.timestamp()) == 1_700_000_000
    assert len(alarm.seen) == 1


def test_sightings_are_read_again_from_the_journal(bench: Bench) -> None:
    bench.scan(bench.opened("D-RED"))
    with bench.station.read() as conn:
        assert check(conn, bench.station.appliers, bench.station.blobs).ok


def test_another_brand_than_the_number_s_company_owns_is_told(clock: SetClock) -> None:
    day = clock.now().date()
    owner = Recordation(
        "T2024-000001", RightType.TRADEMARK, "1", "TIDECOVA", "Tidecova Ltd", day, day, gtin_prefixes=("9521901",)
    )
    shipment = Declaration("D-1", day, Direction.EXPORT, Channel.FREIGHT, (GoodsLine(1, "toys"),))
    line = GoodsLine(1, "shoes", brand="OTHERBRAND")
    judged = judge("9521901000018", shipment, (), (owner,), line=line)
    assert judged.state == "red"
    assert "bench.contra_brand" in [reason.key for reason in judged.reasons]
