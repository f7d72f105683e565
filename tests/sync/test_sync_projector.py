"""The projector: bad entries stop their own stream, missing documents are waited for, two at once do no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest
from sqlalchemy import select, text

from app import bootstrap
from app.identity.records import officer_table
from app.identity.rules import Officer
from app.identity.work import keep_officer
from app.journal.applying import Appliers, Applying
from app.journal.entry import Entry
from app.journal.records import entries, entry_table, head_of
from app.journal.work import Station
from app.store.engine import reading, writing
from app.sync.checking import check_centre
from app.sync.courier import Courier
from app.sync.embedded import Embedded
from app.sync.projector import Caught, Projector
from app.sync.records.streams import append
from app.sync.records.tables import inbox_table
from app.sync.view import central_lines, conflict_views
from app.sync.work import sync_round
from tests.central_ground import Centre, MakeStation


def keep(station: Station, officer_id: str, by: str = "NB001") -> None:
    keep_officer(station, by, Officer(officer_id, "", "", frozenset()))


CHANGES: dict[str, tuple[dict[str, object], str]] = {
    "officer": ({"officer": "forger"}, "journal.changed"),
    "body": ({"body": '{"active":true}'}, "journal.changed"),
    "signature": ({"signature": "00" * 64}, "journal.signature"),
    "prev_hash": ({"prev_hash": "1" * 64}, "journal.chain_broken"),
    "kind": ({"kind": "step.of_tomorrow"}, "sync.newer_kind"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_bad_entry_stops_its_own_stream_and_is_shown(
    what: str, station: Station, make_station: MakeStation, centre: Centre
) -> None:
    other = make_station("SH-PD-02")
    change, key = CHANGES[what]
    for one in (station, other):
        centre.enrol(one)
        keep(one, "A")
        sync_round(one, wait_s=0)
    with writing(centre.engine) as conn:
        conn.execute(
            inbox_table.update().where(inbox_table.c.stream == station.stream, inbox_table.c.seq == 2).values(**change)
        )
    caught = Projector(centre.engine, bootstrap.appliers()).catch_up()
    assert [say.key for say in caught.stopped] == [key]
    with reading(centre.engine) as conn:
        assert head_of(conn, other.stream) is not None
        assert (head_of(conn, station.stream) or (0,))[0] == 1
        lines = {line.stream: line for line in central_lines(conn, station.clock.now())}
    assert (lines[station.stream].backlog, lines[other.stream].backlog) == (2, 0)
    stopped = lines[station.stream].stopped
    assert stopped is not None
    assert stopped.key == key
    assert lines[other.stream].stopped is None
    assert check_centre(centre.engine, bootstrap.appliers()).ok


def test_a_stream_goes_on_by_itself_once_its_kind_is_known(station: Station, centre: Centre) -> None:
    # A station with a newer program: the centre waits until it is upgraded, and then catches up.
    def newer(to: Applying, entry: Entry) -> None:
        pass

    station.appliers = Appliers({("tomorrow.done", 1): newer}, *_known())
    centre.enrol(station)
    with station.act("NB001") as act:
        act.record("tomorrow.done", "x", {})
    keep(station, "A")
    sync_round(station, wait_s=0)
    caught = Projector(centre.engine, bootstrap.appliers()).catch_up()
    assert ([say.key for say in caught.stopped], caught.entries) == (["sync.newer_kind"], 2)
    assert Projector(centre.engine, station.appliers).catch_up() == Caught(2, 0)


def _known() -> list[dict[tuple[str, int], Callable[[Applying, Entry], None]]]:
    from app.identity.records import APPLIES

    return [dict(APPLIES)]


def test_an_apply_that_breaks_leaves_nothing_and_stops_its_stream(station: Station, centre: Centre) -> None:
    def breaks(to: Applying, entry: Entry) -> None:
        to.conn.execute(officer_table.delete())
        raise KeyError("strange body")

    station.appliers = Appliers({("identity.officer_kept", 1): breaks})
    centre.enrol(station)
    sync_round(station, wait_s=0)
    caught = Projector(centre.engine, station.appliers).catch_up()
    assert ([say.key for say in caught.stopped], caught.entries) == (["sync.not_applied"], 1)


def test_an_entry_whose_document_is_read_waits_for_it_and_photos_hold_nothing_back(
    station: Station, centre: Centre
) -> None:
    def reads(to: Applying, entry: Entry) -> None:
        for blob in entry.blobs():
            to.blobs.get(str(blob["sha256"]))

    reading_applies = Appliers({("edition.taken", 1): reads}, *_known())
    station.appliers = reading_applies
    photo = station.blobs.put(b"photo", "image/png")
    edition = station.blobs.put(b"edition", "application/json")
    body = {"name_zh": "", "name_en": "", "roles": [], "active": True}
    with station.act("NB001") as act:
        act.record("identity.officer_kept", "P", body, blobs=[photo])
        act.record("edition.taken", "E", {}, blobs=[edition])
    engine = centre.engine_of(station)
    courier = Courier(station, engine, tries=1)
    with station.read() as conn, writing(engine) as there:
        append(there, entries(conn, station.stream))
    projector = Projector(centre.engine, reading_applies)
    caught = projector.catch_up()
    assert ([say.key for say in caught.stopped], caught.entries) == (["sync.awaits_blob"], 3)
    courier.round()
    assert projector.catch_up() == Caught(1, 2)
    assert courier.round().only_here == 0
    engine.dispose()


def test_a_blob_that_arrived_wrong_is_thrown_away_and_sent_again(station: Station, centre: Centre) -> None:
    ref = station.blobs.put(b"photo", "image/png")
    with station.act("NB001") as act:
        body = {"name_zh": "", "name_en": "", "roles": [], "active": True}
        act.record("identity.officer_kept", "P", body, blobs=[ref])
    centre.enrol(station)
    sync_round(station, wait_s=0)
    with writing(centre.engine) as conn:
        conn.execute(text("UPDATE central_blob_piece SET data = 'phot0'"))
    projector = centre.project()
    assert sync_round(station, wait_s=0).blobs == 1
    assert projector.catch_up().blobs == 1
    with reading(centre.engine) as conn:
        assert conn.execute(text("SELECT data FROM central_blob_piece")).scalar() == b"photo"


def test_two_projectors_at_once_apply_everything_once(
    station: Station, make_station: MakeStation, centre: Centre
) -> None:
    others = [make_station(code) for code in ("SH-PD-02", "GZ-BY-03")]
    for one in (station, *others):
        centre.enrol(one)
        for number in range(12):
            keep(one, f"X{number}", by="C1")
        sync_round(one, wait_s=0)
    caught: list[Caught] = []

    def run() -> None:
        caught.append(Projector(centre.engine, bootstrap.appliers()).catch_up())

    projectors = [Thread(target=run) for _ in range(2)]
    for projector in projectors:
        projector.start()
    for projector in projectors:
        projector.join()
    caught.append(centre.project().catch_up())
    assert all(one.stopped == () for one in caught)
    with reading(centre.engine) as conn:
        assert sum(1 for _ in entries(conn)) == 3 * 14
    checked = check_centre(centre.engine, bootstrap.appliers())
    assert checked.first_bad is None


def test_a_serving_projector_outlives_a_restart_of_its_database(
    station: Station, centre: Centre, postgres: Embedded
) -> None:
    centre.enrol(station)
    stop, seen, said = Event(), Event(), list[Caught]()

    def hear(caught: Caught) -> None:
        said.append(caught)
        seen.set()

    projector = Projector(centre.engine, bootstrap.appliers())
    serving = Thread(target=projector.serve, args=(stop, hear))
    serving.start()
    try:
        assert seen.wait(10)
        database = centre.engine.url.database
        postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :d", d=str(database))
        keep(station, "A")
        assert sync_round(station, wait_s=15).only_here == 0
    finally:
        stop.set()
        serving.join()
    assert "store.centre_unreachable" in {say.key for caught in said for say in caught.stopped}


def test_two_stations_that_acted_on_one_case_are_listed_and_the_second_is_not_applied(
    station: Station, make_station: MakeStation, centre: Centre
) -> None:
    # The hook alone: the real kinds come with the detention step.
    def keeps(to: Applying, entry: Entry) -> None:
        to.conn.execute(
            officer_table.insert().values(
                stream=entry.stream,
                officer_id=entry.entry_id,
                name_zh="",
                name_en=str(entry.body.get("place", "")),
                roles="",
                active=True,
                last_signed_in="",
            )
        )

    kinds = {("detention.detained", 1): keeps, ("detention.case_handed_over", 1): keeps}
    appliers = Appliers(kinds, *_known())
    other = make_station("SH-PD-02")

    def act(one: Station, kind: str, **body: object) -> None:
        one.appliers = appliers
        with one.act("C1") as doing:
            doing.record(f"detention.{kind}", "case-7", body)
        sync_round(one, wait_s=0)

    for one in (station, other):
        centre.enrol(one)
    projector = Projector(centre.engine, appliers)
    act(station, "detained", place="hall A", lines=[{"quantity": "5"}])
    projector.catch_up()
    act(other, "detained", place="hall B", lines=[{"quantity": "6"}])
    assert projector.catch_up().stopped == ()
    with reading(centre.engine) as conn:
        (conflict,) = conflict_views(conn)
        assert conn.execute(select(entry_table.c.stream).where(entry_table.c.subject == "case-7")).fetchall() == [
            (station.stream,),
            (other.stream,),
        ]
        assert not conn.execute(select(officer_table).where(officer_table.c.name_en == "hall B")).fetchall()
    assert (conflict.subject, conflict.theirs.stream, conflict.owner) == ("case-7", other.stream, station.stream)
    assert [(one.path, one.ours, one.theirs) for one in conflict.differences] == [
        ("lines.0.quantity", "5", "6"),
        ("place", "hall A", "hall B"),
    ]
    assert check_centre(centre.engine, appliers).first_bad is None
    # Handed over, the case is the other station's, and its next act counts.
    act(station, "case_handed_over", to_stream=other.stream)
    projector.catch_up()
    act(other, "detained", place="hall C")
    projector.catch_up()
    with reading(centre.engine) as conn:
        assert len(conflict_views(conn)) == 1
        assert len(conn.execute(select(officer_table).where(officer_table.c.name_en == "hall C")).fetchall()) == 1
    assert check_centre(centre.engine, appliers).first_bad is None
    assert sync_round(other, wait_s=0).only_here == 0


def test_an_entry_with_a_stolen_id_stops_only_its_own_stream(
    station: Station, make_station: MakeStation, centre: Centre
) -> None:
    from app.journal.entry import Signer, hash_of

    other = make_station("SH-PD-02")
    centre.enrol(other)
    sync_round(other, wait_s=0)
    centre.enrol(station)
    sync_round(station, wait_s=0)
    centre.project()
    with station.read() as conn, other.read() as others:
        *_, last = entries(conn, station.stream)
        stolen_id = next(entries(others, other.stream)).entry_id
        key = conn.execute(text("SELECT value FROM secret WHERE name = 'signing_key'")).scalar()
    thief = replace(last, seq=last.seq + 1, entry_id=stolen_id, prev_hash=last.hash)
    thief = replace(thief, hash=hash_of(thief))
    thief = replace(thief, signature=Signer(key).sign(thief.hash))
    with writing(centre.engine) as conn:
        append(conn, [thief])
    caught = centre.project().catch_up()
    assert [say.key for say in caught.stopped] == ["sync.not_applied"]
