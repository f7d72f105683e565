"""What can stand between a station and its centre, told in one line each; work at the station goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import make_url, text

from app import bootstrap
from app.core.clock import SetClock
from app.core.wording import LANGS, in_words
from app.identity.home import open_home
from app.identity.rules import Officer
from app.identity.work import keep_officer
from app.journal.checking import check
from app.journal.records import entries, head_of
from app.journal.work import Station
from app.store.engine import open_postgres, reading, writing
from app.sync.central import enrol, open_centre
from app.sync.courier import Courier, Round
from app.sync.work import card_of, join, sync_round, watch
from tests.central_ground import Centre


def keep(station: Station, officer_id: str) -> None:
    keep_officer(station, "NB001", Officer(officer_id, "", "", frozenset()))


def keys(done: Round) -> list[str]:
    for say in done.errors:
        for lang in LANGS:
            line = in_words(say, lang)
            assert say.key not in line, f"no words for {say.key}"
            assert "\n" not in line
    return [say.key for say in done.errors]


@pytest.fixture
def old_copy(station: Station, home: Path, tmp_path: Path) -> Path:
    """A back-up of the station as it was with four entries."""
    keep(station, "A")
    keep(station, "B")
    station.engine.dispose()
    copy = tmp_path / "back-up"
    shutil.copytree(home, copy)
    return copy


@pytest.fixture
def restore(old_copy: Path, made_once: tuple[Path, bytes], clock: SetClock, centre: Centre) -> Callable[[], Station]:
    """Opens the back-up, enrolled."""

    def opened() -> Station:
        old = open_home(old_copy, made_once[1], bootstrap.appliers(), clock)
        centre.enrol(old)
        return old

    return opened


def test_a_station_restored_from_an_old_backup_that_acted_is_refused(
    station: Station, restore: Callable[[], Station], centre: Centre
) -> None:
    centre.enrol(station)
    keep(station, "C")
    keep(station, "D")
    sync_round(station, wait_s=0)
    centre.project()
    for acts in (1, 3):  # a shorter stream than the centre's, then a longer one
        old = restore()
        for number in range(acts):
            keep(old, f"other{number}")
        done = sync_round(old, wait_s=0)
        assert keys(done) == ["sync.forked"]
        assert (done.pushed, done.pulled) == (0, 0)
        old.engine.dispose()
    with reading(centre.engine) as conn:
        assert {entry.subject for entry in entries(conn)} & {"other0", "C"} == {"C"}


def test_a_fork_is_found_while_the_true_entries_still_wait_for_the_projector(
    station: Station, restore: Callable[[], Station], centre: Centre
) -> None:
    centre.enrol(station)
    keep(station, "C")
    sync_round(station, wait_s=0)
    old = restore()
    keep(old, "other")
    assert keys(sync_round(old, wait_s=0)) == ["sync.forked"]
    old.engine.dispose()


def test_a_restored_station_that_has_not_acted_gets_its_entries_back(
    station: Station, restore: Callable[[], Station], centre: Centre
) -> None:
    centre.enrol(station)
    ref = station.blobs.put(b"picture", "image/png")
    with station.act("NB001") as act:
        body = {"name_zh": "", "name_en": "", "roles": [], "active": True}
        act.record("identity.officer_kept", "C", body, blobs=[ref])
    sync_round(station, wait_s=0)
    centre.project()
    old = restore()
    done = sync_round(old, wait_s=0)
    assert (keys(done), done.pulled, done.only_here) == ([], 1, 0)
    with old.read() as here, station.read() as there:
        assert head_of(here, old.stream) == head_of(there, station.stream)
        assert check(here, old.appliers, old.blobs).ok
    assert old.blobs.get(ref.sha256) == b"picture"
    keep(old, "goes on")
    assert sync_round(old, wait_s=0).pushed == 1
    old.engine.dispose()


def test_two_couriers_of_one_station_send_everything_once(station: Station, centre: Centre) -> None:
    engine = centre.engine_of(station)
    for number in range(30):
        keep(station, f"X{number}")
    done: list[Round] = []

    def go() -> None:
        done.append(Courier(station, engine, tries=5, pause=lambda seconds: None).round())

    couriers = [Thread(target=go) for _ in range(2)]
    for courier in couriers:
        courier.start()
    for courier in couriers:
        courier.join()
    engine.dispose()
    assert [one.errors for one in done] == [(), ()]
    centre.project()
    with reading(centre.engine) as conn:
        assert head_of(conn, station.stream) == (32, list(entries(conn, station.stream))[-1].hash)


def test_a_wrong_password_is_told(station: Station, centre: Centre) -> None:
    handed = enrol(centre.engine, card_of(station), centre.url)
    join(station, replace(handed, password="wrong"))
    assert keys(sync_round(station, wait_s=0)) == ["store.centre_refused"]


@pytest.mark.parametrize("host", ["127.0.0.1:1", "/nowhere"])
def test_a_centre_that_is_down_is_told_and_work_goes_on(host: str, station: Station, centre: Centre) -> None:
    url = f"postgresql:///db?host={host}" if host.startswith("/") else f"postgresql://{host}/db"
    engine = open_centre(url)
    keep(station, "A")
    done = Courier(station, engine, tries=2, pause=lambda seconds: None).round()
    engine.dispose()
    assert keys(done) == ["store.centre_unreachable"]
    assert done.only_here == 3
    keep(station, "B")
    assert station.only_here() == 4


def test_a_centre_that_knows_nothing_of_the_station_refuses(station: Station, centre: Centre) -> None:
    engine = open_postgres(centre.url)
    assert keys(Courier(station, engine, tries=1).round()) == ["store.centre_refused"]
    engine.dispose()


def test_while_the_projector_is_down_entries_wait_and_are_only_here(station: Station, centre: Centre) -> None:
    centre.enrol(station)
    for number in range(3):
        keep(station, f"X{number}")
        done = sync_round(station, wait_s=0)
        assert (done.pushed, done.errors) == (3 if number == 0 else 1, ())
        assert done.only_here == 3 + number
    centre.project()
    assert sync_round(station, wait_s=0).only_here == 0


def test_a_centre_restored_from_an_old_backup_gets_everything_again(station: Station, centre: Centre) -> None:
    centre.enrol(station)
    ref = station.blobs.put(b"picture", "image/png")
    with station.act("NB001") as act:
        body = {"name_zh": "", "name_en": "", "roles": [], "active": True}
        act.record("identity.officer_kept", "C", body, blobs=[ref])
    sync_round(station, wait_s=0)
    centre.project()
    assert sync_round(station, wait_s=0).only_here == 0
    with writing(centre.engine) as conn:  # as an old back-up would be: the enrolment, and nothing received since
        conn.execute(text("ALTER TABLE entry DISABLE TRIGGER ALL"))
        for table in ("entry", "entry_blob", "officer", "stream", "central_blob", "central_blob_piece"):
            conn.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        conn.execute(text("ALTER TABLE entry ENABLE TRIGGER ALL"))
        conn.execute(text("UPDATE central_received SET seq = 0, hash = repeat('0', 64)"))
    assert sync_round(station, wait_s=0).only_here == 3
    centre.project()
    sync_round(station, wait_s=0)
    centre.project()
    done = sync_round(station, wait_s=0)
    assert (done.only_here, done.errors) == (0, ())
    with reading(centre.engine) as conn:
        assert conn.execute(text("SELECT count(*) FROM central_blob WHERE verified_at IS NOT NULL")).scalar() == 1


def test_watching_goes_on_after_a_failed_round_until_it_is_stopped(station: Station, centre: Centre) -> None:
    centre.enrol(station)
    stop = Event()
    rounds = watch(station, stop, every_s=0, wait_s=0)
    assert next(rounds).pushed == 2
    enrol(centre.engine, card_of(station), centre.url)  # another password: the one kept here ends
    assert keys(next(rounds)) == ["store.centre_refused"]
    centre.enrol(station)
    keep(station, "later")
    assert next(rounds).pushed == 1
    stop.set()
    assert list(rounds) == []


def test_the_password_is_in_no_message(station: Station, centre: Centre) -> None:
    handed = enrol(centre.engine, card_of(station), centre.url)
    url = make_url(handed.url).set(username=handed.role, password="wrong-but-secret")
    engine = open_centre(url.render_as_string(hide_password=False))
    done = Courier(station, engine, tries=1).round()
    assert "wrong-but-secret" not in repr(done) + repr(engine)
    engine.dispose()
