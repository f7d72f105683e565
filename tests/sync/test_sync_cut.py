"""The line breaks after any number of bytes, up or down: what arrived stays, the rest comes, nothing comes twice."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, make_url, text

from app import bootstrap
from app.identity.rules import Officer
from app.identity.work import keep_officer
from app.journal.checking import check
from app.journal.records import entries
from app.journal.work import Station
from app.store.engine import reading
from app.sync.central import enrol, open_centre
from app.sync.checking import check_centre
from app.sync.courier import Courier
from app.sync.embedded import Embedded
from app.sync.view import sync_view
from app.sync.work import card_of, sync_round
from tests.central_ground import Centre, MakeStation
from tests.sync.cutting import Cut, CuttingLine, socket_of

pytestmark = pytest.mark.faults
PIECE = 1024 * 1024


def work(station: Station, officer: str, acts: int, sizes: tuple[int, ...]) -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(acts):
        keep_officer(station, officer, Officer(f"X{number}", "某" * 40, "x" * 80, frozenset()))
    for size in sizes:
        ref = station.blobs.put(chance.randbytes(size), "image/jpeg", "p.jpg")
        with station.act(officer) as act:
            body = {"name_zh": "", "name_en": "", "roles": [], "active": True}
            act.record("identity.officer_kept", "P", body, blobs=[ref])


def through(line: CuttingLine, centre: Centre, station: Station) -> Engine:
    database = make_url(centre.url).database or ""
    handed = enrol(centre.engine, card_of(station), line.address(database))
    url = make_url(handed.url).set(username=handed.role, password=handed.password)
    return open_centre(url.render_as_string(hide_password=False))


def rounds_until_done(station: Station, engine: Engine, centre: Centre) -> int:
    """Rounds with no second try each, the projector at work between them, until nothing is only here."""
    for number in range(1, 200):
        done = Courier(station, engine, tries=1).round()
        assert {say.key for say in done.errors} <= {"store.centre_unreachable"}
        centre.project()
        if not done.errors and done.only_here == 0 and sync_view(station).blobs_only_here == 0:
            return number
    raise AssertionError("never done")


def cuts_up() -> Iterator[Cut]:
    # Sign-in takes about 700 bytes; from there on every cut lies somewhere else in entries, pieces or questions.
    chance = random.Random(1)  # noqa: S311
    for _ in range(9):
        yield Cut(up=chance.randrange(1, 20_000))
    for _ in range(6):
        yield Cut(up=chance.randrange(20_000, 1_200_000))


def cuts_down() -> Iterator[Cut]:
    # The answer is lost after the centre has committed: the sender can't know, and must ask.
    for place in range(500, 4_000, 250):
        yield Cut(down=place)


@pytest.mark.parametrize("cuts", [cuts_up, cuts_down])
def test_entries_and_pieces_get_through_a_line_that_keeps_breaking(
    cuts: type[Iterator[Cut]], station: Station, centre: Centre, postgres: Embedded
) -> None:
    work(station, "NB001", 40, (3 * PIECE + 77, 10, 0))
    with CuttingLine(socket_of(postgres), cuts()) as line:
        engine = through(line, centre, station)
        rounds = rounds_until_done(station, engine, centre)
        engine.dispose()
    assert line.breaks >= 5
    assert rounds >= 5
    with reading(centre.engine) as there, station.read() as here:
        assert list(entries(there, station.stream)) == list(entries(here, station.stream))
        assert there.execute(text("SELECT count(*) FROM central_blob WHERE verified_at IS NOT NULL")).scalar() == 3
        assert there.execute(text("SELECT count(*) FROM central_blob_piece")).scalar() == 5
        assert here.execute(text("SELECT count(*) FROM blob_proof")).scalar() == 3
    assert check_centre(centre.engine, bootstrap.appliers()).ok


def test_pieces_that_arrived_are_not_sent_again(station: Station, centre: Centre, postgres: Embedded) -> None:
    work(station, "NB001", 0, (4 * PIECE,))
    with CuttingLine(
        socket_of(postgres), iter([Cut(up=2 * PIECE + PIECE // 2), Cut(up=2 * PIECE + PIECE // 2)])
    ) as line:
        engine = through(line, centre, station)
        assert Courier(station, engine, tries=1).round().errors
        with reading(centre.engine) as conn:
            assert conn.execute(text("SELECT count(*) FROM central_blob_piece")).scalar() == 2
        # Four pieces would not fit through the second connection; the two that are left do.
        assert not Courier(station, engine, tries=1).round().errors
        engine.dispose()


def test_what_comes_down_over_a_breaking_line_is_whole(
    station: Station, make_station: MakeStation, centre: Centre, postgres: Embedded
) -> None:
    headquarters = make_station("HQ")
    centre.enrol(headquarters, for_every_station=True)
    work(headquarters, "C1", 60, (PIECE + 9,))
    sync_round(headquarters, wait_s=0)
    centre.project()
    cuts = (Cut(down=place) for place in [*range(900, 40_000, 3_900), 700_000])
    with CuttingLine(socket_of(postgres), cuts) as line:
        engine = through(line, centre, station)
        rounds_until_done(station, engine, centre)
        engine.dispose()
    assert line.breaks >= 6
    with station.read() as here, headquarters.read() as there:
        assert list(entries(here, "HQ")) == list(entries(there, "HQ"))
        assert check(here, station.appliers, station.blobs).ok


def test_one_round_tries_again_by_itself_after_a_pause(station: Station, centre: Centre, postgres: Embedded) -> None:
    work(station, "NB001", 5, ())
    paused: list[float] = []
    with CuttingLine(socket_of(postgres), iter([Cut(up=1_500), Cut(up=3_000)])) as line:
        engine = through(line, centre, station)
        done = Courier(station, engine, tries=3, pause=paused.append).round()
        engine.dispose()
    assert done.errors == ()
    assert len(paused) == 2
    assert 0.25 <= paused[0] <= 0.5 <= paused[1] <= 1.0


def test_a_server_without_tls_is_refused_where_the_address_demands_it(
    station: Station, centre: Centre, postgres: Embedded
) -> None:
    with CuttingLine(socket_of(postgres), iter(())) as line:
        engine = open_centre(line.address("postgres", "?sslmode=require"))
        done = Courier(station, engine, tries=1).round()
        engine.dispose()
    assert [say.key for say in done.errors] == ["store.centre_tls"]
