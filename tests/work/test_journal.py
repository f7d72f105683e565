"""The journal holds: gapless, chained, signed, append-only, and its tables are readings of it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from app import bootstrap
from app.core.clock import SetClock
from app.core.errors import Bug, Refused, Trouble
from app.identity.home import open_home
from app.identity.records import officer_table, officers
from app.identity.rules import Officer, Role
from app.identity.work import keep_officer, sign_in
from app.journal.checking import check
from app.journal.entry import Entry
from app.journal.records import entries, entry_table
from app.journal.work import Station
from app.store.engine import writing


def checked(station: Station) -> str | None:
    with station.read() as conn:
        found = check(conn, station.appliers, station.blobs)
    return found.first_bad.key if found.first_bad else None


def test_a_new_station_checks(station: Station) -> None:
    assert checked(station) is None


def test_entries_are_gapless_and_survive_reopening(
    station: Station, home: Path, made_once: tuple[Path, bytes], clock: SetClock
) -> None:
    for number in range(5):
        keep_officer(station, "NB001", Officer(f"X{number}", "某", "Some", frozenset({Role.BENCH})))
    station.engine.dispose()
    again = open_home(home, made_once[1], bootstrap.appliers(), clock)
    with again.read() as conn:
        assert [entry.seq for entry in entries(conn, again.stream)] == list(range(1, 8))
        assert len(officers(conn, again.stream)) == 6
    assert checked(again) is None
    again.engine.dispose()


def test_an_act_that_fails_leaves_nothing(station: Station) -> None:
    before = station.only_here()

    def act_and_fail() -> None:
        with station.act("NB001") as act:
            act.record("identity.officer_kept", "Y", {"name_zh": "", "name_en": "", "roles": [], "active": True})
            raise Refused("identity.inactive", officer="Y")

    with pytest.raises(Refused):
        act_and_fail()
    assert station.only_here() == before
    with station.read() as conn:
        assert "Y" not in {officer.officer_id for officer in officers(conn, station.stream)}


def test_listeners_hear_only_what_was_committed(station: Station) -> None:
    heard: list[Entry] = []
    station.heard.append(heard.extend)
    sign_in(station, "NB001")
    assert [entry.kind for entry in heard] == ["identity.signed_in"]


def test_an_unknown_kind_is_a_bug_and_writes_nothing(station: Station) -> None:
    before = station.only_here()
    with pytest.raises(Bug), station.act("NB001") as act:
        act.record("nobody.knows", "x", {})
    assert station.only_here() == before


@pytest.mark.parametrize("statement", ["UPDATE entry SET officer = 'x'", "DELETE FROM entry"])
def test_the_database_itself_refuses_to_change_an_entry(station: Station, statement: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"), station.engine.connect() as conn:
        conn.execute(text(statement))


def test_a_changed_entry_a_false_signature_and_a_gap_are_found(station: Station) -> None:
    sign_in(station, "NB001")
    with writing(station.engine) as conn:
        conn.execute(text("DROP TRIGGER entry_no_update"))
        conn.execute(text("DROP TRIGGER entry_no_delete"))
    with station.engine.connect() as conn:
        for change, found in (
            ({"officer": "forger"}, "journal.changed"),
            ({"signature": "00" * 64}, "journal.signature"),
            ({"prev_hash": "1" * 64}, "journal.chain_broken"),
            ({"seq": 9}, "journal.gap"),
        ):
            conn.execute(update(entry_table).where(entry_table.c.seq == 3).values(**change))
            first_bad = check(conn, station.appliers, station.blobs).first_bad
            assert first_bad is not None
            assert first_bad.key == found
            conn.rollback()


def test_a_read_table_that_was_touched_is_found(station: Station) -> None:
    with writing(station.engine) as conn:
        conn.execute(update(officer_table).values(name_en="Mallory"))
    assert checked(station) == "journal.table_differs"


def test_two_writers_take_turns(station: Station) -> None:
    def admit(name: str) -> None:
        for number in range(10):
            keep_officer(station, "NB001", Officer(f"{name}{number}", "某", "Some", frozenset({Role.BENCH})))

    writers = [threading.Thread(target=admit, args=(name,)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert checked(station) is None
    with station.read() as conn:
        assert sum(1 for _ in entries(conn, station.stream)) == 22


def test_blobs_come_back_and_a_changed_one_is_told(station: Station, home: Path) -> None:
    ref = station.blobs.put(b"a picture", "image/png", "a.png")
    assert station.blobs.get(ref.sha256) == b"a picture"
    file = home / "blobs" / ref.sha256[:2] / ref.sha256
    assert b"a picture" not in file.read_bytes()
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(Trouble) as told:
        station.blobs.get(ref.sha256)
    assert told.value.say.key == "store.blob_changed"
