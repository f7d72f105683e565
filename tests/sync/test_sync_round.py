"""A round between a station and the centre: pushed, verified, proved, pulled; the same twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app import bootstrap
from app.core.errors import Refused
from app.identity.records import every_officer, officer_table
from app.identity.rules import Officer, Role
from app.identity.work import keep_officer
from app.journal.checking import check, in_order
from app.journal.records import entries, entry_table
from app.journal.work import Station
from app.store.engine import reading, writing
from app.sync.checking import check_centre
from app.sync.records.tables import inbox_table, piece_table
from app.sync.view import central_lines, sync_view
from app.sync.work import card_of, sync_round
from tests.central_ground import Centre, MakeStation

PIECE = 1024 * 1024


def admit(station: Station, number: int) -> None:
    by = "NB001" if station.stream == "NB-MS-01" else "C1"
    keep_officer(station, by, Officer(f"X{number}", "某", f"Number {number}", frozenset({Role.BENCH})))


def photograph(station: Station, data: bytes) -> str:
    ref = station.blobs.put(data, "image/jpeg", "shelf.jpg")
    with station.act("NB001") as act:
        body = {"name_zh": "", "name_en": "Pictured", "roles": [], "active": True}
        act.record("identity.officer_kept", "P1", body, blobs=[ref])
    return ref.sha256


def test_what_a_station_did_is_at_the_centre_and_proved(station: Station, centre: Centre) -> None:
    centre.enrol(station)
    for number in range(7):
        admit(station, number)
    photograph(station, b"j" * (2 * PIECE + 5))
    first = sync_round(station, wait_s=0)
    assert (first.pushed, first.pulled, first.blobs, first.only_here, first.errors) == (10, 0, 1, 10, ())
    centre.project()
    second = sync_round(station, wait_s=0)
    assert (second.pushed, second.blobs, second.only_here, second.errors) == (0, 0, 0, ())
    view = sync_view(station)
    assert (view.joined, view.entries, view.entries_only_here, view.blobs_only_here) == (True, 10, 0, 0)
    with reading(centre.engine) as there, station.read() as here:
        assert list(entries(there)) == list(entries(here))
        assert there.execute(select(officer_table)).fetchall() == here.execute(select(officer_table)).fetchall()
        assert there.execute(select(func.count()).select_from(inbox_table)).scalar() == 0
        assert there.execute(select(func.count()).select_from(piece_table)).scalar() == 3


def test_replay_at_the_centre_equals_its_tables_and_a_touched_table_is_found(station: Station, centre: Centre) -> None:
    centre.enrol(station)
    admit(station, 1)
    sync_round(station, wait_s=0)
    centre.project()
    checked = check_centre(centre.engine, bootstrap.appliers())
    assert (checked.ok, checked.entries) == (True, 3)
    with writing(centre.engine) as conn:
        conn.execute(text("UPDATE officer SET name_en = 'Mallory' WHERE officer_id = 'X1'"))
    wrong = check_centre(centre.engine, bootstrap.appliers()).first_bad
    assert wrong is not None
    assert wrong.key == "journal.table_differs"


def test_replay_is_compared_in_byte_order_whatever_the_databases_language(centre: Centre) -> None:
    # The wheel's server knows no other language than C, so the statement itself is looked at.
    with reading(centre.engine) as conn:
        asked = str(in_order(officer_table, conn).compile(conn.engine))
    assert 'ORDER BY officer.stream COLLATE "C", officer.officer_id COLLATE "C"' in asked


def test_headquarters_stream_comes_down_with_its_documents(
    station: Station, make_station: MakeStation, centre: Centre
) -> None:
    headquarters = make_station("HQ")
    centre.enrol(headquarters, for_every_station=True)
    centre.enrol(station)
    ref = headquarters.blobs.put(b"an edition" * 300_000, "application/json", "edition")
    with headquarters.act("C1") as act:
        body = {"name_zh": "总署", "name_en": "Head", "roles": ["clerk"], "active": True}
        act.record("identity.officer_kept", "HQ9", body, blobs=[ref])
    for number in range(60):
        admit(headquarters, number)
    sync_round(headquarters, wait_s=0)
    centre.project()
    heard: list[str] = []
    came = sync_round(station, wait_s=0, heard=lambda found: heard.extend(entry.kind for entry in found))
    assert (came.pulled, came.errors) == (63, ())
    assert len(heard) == 63
    assert station.blobs.get(ref.sha256) == b"an edition" * 300_000
    with station.read() as conn:
        assert "HQ9" in {officer.officer_id for officer in every_officer(conn)}
        assert check(conn, station.appliers, station.blobs).ok
    assert sync_round(station, wait_s=0).pulled == 0


def test_a_station_does_not_get_another_stations_stream(
    station: Station, make_station: MakeStation, centre: Centre
) -> None:
    other = make_station("SH-PD-02")
    for one in (station, other):
        centre.enrol(one)
        admit(one, 1)
        sync_round(one, wait_s=0)
    centre.project()
    assert sync_round(station, wait_s=0).pulled == 0
    with reading(centre.engine) as conn:
        assert {entry.stream for entry in entries(conn)} == {"NB-MS-01", "SH-PD-02"}


def test_a_station_that_is_not_enrolled_is_told_so(station: Station) -> None:
    with pytest.raises(Refused) as told:
        sync_round(station)
    assert told.value.say.key == "sync.not_enrolled"


def test_a_round_waits_for_the_proof_of_a_projector_at_work(station: Station, centre: Centre) -> None:
    from threading import Event, Thread

    from app.sync.projector import Projector

    centre.enrol(station)
    stop = Event()
    projector = Projector(centre.engine, bootstrap.appliers())
    working = Thread(target=projector.serve, args=(stop,))
    working.start()
    try:
        photograph(station, b"picture")
        done = sync_round(station, wait_s=10)
    finally:
        stop.set()
        working.join()
    assert (done.pushed, done.only_here, done.errors) == (3, 0, ())
    assert sync_view(station).blobs_only_here == 0


def test_status_shows_what_waits_and_what_was_verified(station: Station, centre: Centre) -> None:
    centre.enrol(station)
    photograph(station, b"p" * 10)
    sync_round(station, wait_s=0)
    now = station.clock.now()
    with reading(centre.engine) as conn:
        (line,) = central_lines(conn, now)
        assert (line.entries, line.backlog, line.blobs_waiting, line.stopped) == (0, 3, 1, None)
    centre.project()
    with reading(centre.engine) as conn, station.read() as here:
        (line,) = central_lines(conn, now)
        last = here.execute(select(entry_table.c.hash).order_by(entry_table.c.seq.desc()).limit(1)).scalar()
        assert (line.entries, line.head, line.backlog, line.blobs_waiting) == (3, last, 0, 0)


def test_a_lost_picture_holds_nothing_else_back(station: Station, centre: Centre, home: Path) -> None:
    centre.enrol(station)
    lost = photograph(station, b"lost")
    kept = photograph(station, b"kept")
    (home / "blobs" / lost[:2] / lost).unlink()
    done = sync_round(station, wait_s=0)
    assert [error.key for error in done.errors] == ["store.blob_missing"]
    assert (done.pushed, done.blobs) == (4, 1)
    centre.project()
    sync_round(station, wait_s=0)
    with station.read() as conn:
        proved = set(conn.execute(text("SELECT sha256 FROM blob_proof")).scalars())
    assert proved == {kept}
    assert station.only_here() == 0


def test_the_card_says_nothing_secret(station: Station) -> None:
    card = card_of(station)
    with station.read() as conn:
        key = conn.execute(text("SELECT value FROM secret WHERE name = 'signing_key'")).scalar()
    assert bytes(key or b"").hex() not in repr(card)
    assert len(card.public_key) == 64
