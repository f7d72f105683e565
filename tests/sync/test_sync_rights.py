"""A station may do three things and know which numbers were seen; the database itself refuses everything else."""

# ruff: noqa: S608 - the statements are the test's own
from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from app.core.errors import Refused, Trouble
from app.identity.rules import Officer
from app.identity.work import keep_officer
from app.journal.records import entries, entry_table, row_of
from app.journal.work import Station
from app.store.engine import reading, state_of, writing
from app.sync.central import discard, dismiss, enrol, open_centre, write_handover
from app.sync.records.streams import append, enrolments
from app.sync.rules import Handover, StationCard
from app.sync.work import card_of, join, read_card, read_handover, sync_round
from tests.central_ground import Centre, MakeStation

MALLORY = "NB-MS-01"  # the stolen station
VICTIM = "SH-PD-02"

FORBIDDEN = {
    "append to another's stream": f"""INSERT INTO central_inbox SELECT '{VICTIM}', 9, 'x', 'k', 1, '', '', '', '{{}}',
        repeat('0', 64), repeat('0', 64), ''""",
    "repeat another's entry to learn whether it is there": f"""INSERT INTO central_inbox
        SELECT '{VICTIM}', 1, 'x', 'k', 1, '', '', '', '{{}}', repeat('0', 64), :victims_hash, ''""",
    "write the journal itself": f"""INSERT INTO entry SELECT '{MALLORY}', 99, 'x', 'k', 1, '', '', '', '{{}}',
        repeat('0', 64), repeat('0', 64), ''""",
    "change an entry": "UPDATE entry SET officer = 'x'",
    "change an arrived entry": "UPDATE central_inbox SET officer = 'x'",
    "delete an entry": "DELETE FROM entry",
    "delete an arrived entry": "DELETE FROM central_inbox",
    "truncate the journal": "TRUNCATE entry",
    "truncate the inbox": "TRUNCATE central_inbox",
    "read arrived bodies": "SELECT body FROM central_inbox",
    "say how far a stream has come": "UPDATE central_received SET seq = 0",
    "upload under another's name": f"INSERT INTO central_blob (stream, sha256, size) VALUES ('{VICTIM}', 'a', 1)",
    "upload a piece under another's name": f"INSERT INTO central_blob_piece VALUES ('{VICTIM}', 'a', 0, 'x')",
    "say that a blob was verified": f"""INSERT INTO central_blob (stream, sha256, size, verified_at)
        VALUES ('{MALLORY}', 'a', 1, now())""",
    "mark a blob as verified": "UPDATE central_blob SET verified_at = now()",
    "change a piece": "UPDATE central_blob_piece SET data = 'x'",
    "delete a piece": "DELETE FROM central_blob_piece",
    "replace a piece": f"""INSERT INTO central_blob_piece VALUES ('{MALLORY}', 'a', 0, 'x')
        ON CONFLICT (stream, sha256, piece) DO UPDATE SET data = 'y'""",
    "read read tables": "SELECT * FROM officer",
    "write read tables": "UPDATE officer SET roles = 'administrator'",
    "read secrets": "SELECT * FROM secret",
    "read proofs": "SELECT * FROM proof",
    "enrol a station": "INSERT INTO central_enrolment VALUES ('z', 'z', 'z', 'z', true)",
    "learn the roles of others": "SELECT role FROM central_enrolment",
    "open another's stream to oneself": f"INSERT INTO central_meant_for VALUES ('{VICTIM}', '{MALLORY}')",
    "see conflicts": "SELECT * FROM central_conflict",
    "make a table": "CREATE TABLE mine (a int)",
    "make a temporary table": "CREATE TEMPORARY TABLE mine (a int)",
    "make a function": "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "make a role": "CREATE ROLE mine",
    "become the owner": "SET ROLE postgres",
    "call the inbox's trigger": "SELECT central_tell_arrival()",
    "read the server's files": "COPY entry FROM '/etc/passwd'",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "turn the rights off": "ALTER TABLE entry DISABLE ROW LEVEL SECURITY",
    "turn the triggers off": "ALTER TABLE central_inbox DISABLE TRIGGER ALL",
    "read password hashes": "SELECT * FROM pg_authid",
}

EMPTY_FOR_IT = {
    "entries of others": f"SELECT * FROM entry WHERE stream = '{VICTIM}'",
    "arrivals of others": f"SELECT stream, seq, hash FROM central_inbox WHERE stream = '{VICTIM}'",
    "heads of others": f"SELECT * FROM central_received WHERE stream = '{VICTIM}'",
    "blobs of others": f"SELECT * FROM central_blob WHERE stream = '{VICTIM}'",
    "pieces of others": f"SELECT * FROM central_blob_piece WHERE stream = '{VICTIM}'",
    "enrolments of others": f"SELECT stream, station, public_key FROM central_enrolment WHERE stream = '{VICTIM}'",
}


@pytest.fixture
def stolen(station: Station, make_station: MakeStation, centre: Centre) -> Engine:
    """The centre under one station's role, after that one and another have both worked and sent."""
    victim = make_station(VICTIM)
    for one in (station, victim):
        centre.enrol(one)
        ref = one.blobs.put(b"picture of " + one.stream.encode(), "image/png")
        with one.act("C1") as act:
            body = {"name_zh": "", "name_en": "", "roles": [], "active": True}
            act.record("identity.officer_kept", "P", body, blobs=[ref])
        sync_round(one, wait_s=0)
    centre.project()
    keep_officer(victim, "C1", Officer("late", "", "", frozenset()))
    sync_round(victim, wait_s=0)  # this one stays in the inbox
    return centre.engine_of(station)


def state_after(engine: Engine, statement: str, **params: str) -> str:
    """The SQLSTATE a statement is refused with, or what it gave."""
    try:
        with engine.connect() as conn:
            found = conn.execute(text(statement), params)
            return f"went through: {found.fetchall() if found.returns_rows else found.rowcount}"
    except DBAPIError as error:
        return state_of(error)


def test_everything_but_the_three_things_is_refused_by_the_database(stolen: Engine, centre: Centre) -> None:
    with reading(centre.engine) as conn:
        query = select(entry_table.c.hash).where(entry_table.c.stream == VICTIM, entry_table.c.seq == 1)
        params = {"victims_hash": str(conn.execute(query).scalar())}
    found = {
        what: state_after(stolen, statement, **(params if ":victims_hash" in statement else {}))
        for what, statement in FORBIDDEN.items()
    }
    stolen.dispose()
    assert {what: state for what, state in found.items() if state != "42501"} == {}


def test_what_others_sent_does_not_exist_for_a_station(stolen: Engine, centre: Centre) -> None:
    for what, statement in EMPTY_FOR_IT.items():
        assert state_after(stolen, statement) == "went through: []", what
        assert state_after(centre.engine, statement) != "went through: []", f"nothing to hide: {what}"
    stolen.dispose()


def test_a_leaked_password_alone_signs_nothing(station: Station, stolen: Engine, centre: Centre) -> None:
    # Its chain is right, so the inbox takes it; without the station's key the projector does not.
    from dataclasses import replace

    from app.journal.entry import Signer, hash_of

    with station.read() as conn:
        *_, last = entries(conn, station.stream)
    forged = replace(last, seq=last.seq + 1, entry_id="forged", officer="x", prev_hash=last.hash)
    forged = replace(forged, hash=hash_of(forged))
    forged = replace(forged, signature=Signer().sign(forged.hash))
    with writing(stolen) as conn:
        append(conn, [forged])
    stolen.dispose()
    caught = centre.project().catch_up()
    assert [say.key for say in caught.stopped] == ["journal.signature"]
    with reading(centre.engine) as conn:
        assert "forged" not in {entry.entry_id for entry in entries(conn)}
    # Headquarters throws it away, and the true station goes on.
    assert discard(centre.engine, station.identity.station) == 1
    keep_officer(station, "NB001", Officer("true", "", "", frozenset()))
    centre.enrol(station)
    assert sync_round(station, wait_s=0).pushed == 1
    assert centre.project().catch_up().stopped == ()
    assert sync_round(station, wait_s=0).only_here == 0


def test_a_dismissed_station_can_do_nothing_not_even_on_an_open_connection(stolen: Engine, centre: Centre) -> None:
    with stolen.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM entry")).scalar() == 3
        conn.rollback()
        dismiss(centre.engine, MALLORY)
        assert conn.execute(text("SELECT count(*) FROM entry")).scalar() == 0
        with pytest.raises(DBAPIError):
            conn.execute(text(FORBIDDEN["append to another's stream"].replace(VICTIM, MALLORY)))
    stolen.dispose()
    with pytest.raises(Trouble) as told, reading(stolen) as conn:
        enrolments(conn)
    assert told.value.say.key == "store.centre_refused"
    stolen.dispose()


def test_an_arrived_entry_follows_the_last_one_or_is_refused(station: Station, centre: Centre) -> None:
    keep_officer(station, "NB001", Officer("A", "", "", frozenset()))
    with station.read() as conn:
        rows = [row_of(entry) for entry in entries(conn, station.stream)]
    engine = centre.engine_of(station)
    columns = ", ".join(rows[0])
    statement = text(f"INSERT INTO central_inbox ({columns}) VALUES ({', '.join(f':{name}' for name in rows[0])})")

    def state_of_inserting(row: dict[str, object]) -> str:
        try:
            with engine.begin() as conn:
                conn.execute(statement, row)
        except DBAPIError as error:
            return state_of(error)
        return ""

    assert state_of_inserting(rows[1]) == "TW002"
    assert state_of_inserting(rows[0]) == ""
    assert state_of_inserting(rows[0]) == ""
    assert state_of_inserting(rows[0] | {"hash": "f" * 64}) == "TW001"
    assert state_of_inserting(rows[1] | {"prev_hash": "f" * 64}) == "TW001"
    assert state_of_inserting(rows[1]) == ""
    assert state_of_inserting(rows[2] | {"body": "x" * (1024 * 1024 + 1)}) == "23514"
    with reading(centre.engine) as conn:
        assert conn.execute(text("SELECT count(*) FROM central_inbox")).scalar() == 2
    engine.dispose()


# --- enrolment -------------------------------------------------------------------------------------------------------


def test_a_password_is_handed_over_once_in_a_file_of_its_owner_only(
    station: Station, centre: Centre, tmp_path: Path
) -> None:
    handed = enrol(centre.engine, card_of(station), "postgresql://hq:very-secret@localhost/db")
    path = tmp_path / "answer.json"
    write_handover(handed, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "very-secret" not in path.read_text(encoding="utf-8")
    assert read_handover(path) == handed
    assert handed.password not in repr(handed)
    with pytest.raises(Refused) as told:
        write_handover(handed, path)
    assert told.value.say.key == "sync.handover_exists"
    with reading(centre.engine) as conn:
        stored = conn.execute(text("SELECT rolpassword FROM pg_authid WHERE rolname = :r"), {"r": handed.role}).scalar()
    assert str(stored).startswith("SCRAM-SHA-256$")


def test_the_password_stands_only_in_the_encrypted_database(station: Station, centre: Centre, home: Path) -> None:
    handed = enrol(centre.engine, card_of(station), centre.url)
    join(station, handed)
    station.engine.dispose()
    for file in home.rglob("*"):
        if file.is_file():
            assert handed.password.encode() not in file.read_bytes(), file.name


def test_enrolling_again_gives_a_new_password_and_the_old_one_ends(station: Station, centre: Centre) -> None:
    centre.enrol(station)
    sync_round(station, wait_s=0)
    enrol(centre.engine, card_of(station), centre.url)
    done = sync_round(station, wait_s=0)
    assert [error.key for error in done.errors] == ["store.centre_refused"]
    centre.enrol(station)
    assert sync_round(station, wait_s=0).errors == ()


def test_a_stream_has_one_key(station: Station, centre: Centre) -> None:
    card = card_of(station)
    enrol(centre.engine, card, centre.url)
    with pytest.raises(Refused) as told:
        enrol(centre.engine, StationCard(card.station, card.stream, "", "cn", "ab" * 32), centre.url)
    assert told.value.say.key == "sync.other_key"


@pytest.mark.parametrize("field", ["stream", "station", "public_key"])
def test_a_card_that_is_none_is_refused(field: str, station: Station, centre: Centre) -> None:
    from dataclasses import replace

    with pytest.raises(Refused) as told:
        enrol(centre.engine, replace(card_of(station), **{field: "*" * (1 if field == "stream" else 65)}), centre.url)
    assert told.value.say.key == "sync.bad_card"


def test_a_handover_of_another_station_is_refused(station: Station, centre: Centre) -> None:
    with pytest.raises(Refused) as told:
        join(station, Handover("SH", "SH-PD-02", centre.url, "r", "p"))
    assert told.value.say.key == "sync.others_handover"


@pytest.mark.parametrize("text_of_file", ["", "[]", "{}", '{"station": 1}', "\x00", "[" * 10_000])
def test_files_that_are_no_card_and_no_handover_are_refused(text_of_file: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(text_of_file, encoding="utf-8")
    for read, key in ((read_card, "sync.bad_card"), (read_handover, "sync.bad_handover")):
        with pytest.raises(Refused) as told:
            read(path)
        assert told.value.say.key == key


def test_a_card_comes_back_from_its_file(station: Station, tmp_path: Path) -> None:
    from dataclasses import asdict

    path = tmp_path / "card.json"
    path.write_text(json.dumps(asdict(card_of(station))), encoding="utf-8")
    assert read_card(path) == card_of(station)


def test_an_address_that_is_none_is_refused() -> None:
    for url in ("", "nonsense", "postgresql://[", "mysql://x/y", "postgresql://host/db?frobnicate=1"):
        with pytest.raises(Refused) as told:
            open_centre(url)
        assert told.value.say.key == "sync.bad_address", url
