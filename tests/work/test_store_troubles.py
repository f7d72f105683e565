"""What the disk, the file and another program can do to a station: each told in one line, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from app import bootstrap
from app.core.clock import SetClock
from app.core.errors import Trouble
from app.core.wording import LANGS, in_words
from app.identity.home import database_of, open_home
from app.identity.rules import Officer
from app.identity.work import keep_officer
from app.journal.checking import check
from app.journal.work import Station
from app.store import engine as opening
from app.store.blobs import FileBlobs, write_durably
from app.store.engine import open_station_file, reading, trouble_of

TOLD = {
    "database or disk is full": "store.disk_full",
    "database is locked": "store.locked",
    "database table is locked: entry": "store.locked",
    "file is not a database": "store.wrong_key",
    "file is encrypted or is not a database": "store.wrong_key",
    "database disk image is malformed": "store.damaged",
    "disk I/O error": "store.disk_error",
    "attempt to write a readonly database": "store.read_only",
    "unable to open database file": "store.cannot_open",
    "connection failed: FATAL: password authentication failed for user x": "store.centre_refused",
    'connection failed: FATAL: role "x" is not permitted to log in': "store.centre_refused",
    "connection failed: FATAL: no pg_hba.conf entry for host": "store.centre_refused",
    "connection failed: server does not support SSL, but SSL was required": "store.centre_tls",
    "connection failed: SSL error: certificate verify failed": "store.centre_tls",
    "connection failed: FATAL: sorry, too many clients already": "store.centre_full",
    "connection failed: Connection refused": "store.centre_unreachable",
    "connection timeout expired": "store.centre_unreachable",
    "consuming input failed: server closed the connection unexpectedly": "store.centre_unreachable",
    "could not translate host name x to address": "store.centre_unreachable",
    "something nobody foresaw": "store.database",
}
STATES = {
    "42501": "store.centre_refused",
    "28P01": "store.centre_refused",
    "28000": "store.centre_refused",
    "53100": "store.centre_full",
    "53300": "store.centre_full",
    "08006": "store.centre_unreachable",
    "57P01": "store.centre_unreachable",
    "25006": "store.centre_unreachable",
    "40P01": "store.database",
}


class Coded(Exception):
    """A driver's failure with a SQLSTATE, its words in some other language."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("这是另一种语言")
        self.sqlstate = sqlstate


@pytest.mark.parametrize("words", TOLD)
def test_each_failure_in_words_has_its_line(words: str) -> None:
    trouble = trouble_of(OperationalError("", {}, Exception(words)))
    assert trouble is not None
    assert trouble.say.key == TOLD[words]
    for lang in LANGS:
        assert trouble.say.key not in in_words(trouble.say, lang)


@pytest.mark.parametrize("state", STATES)
def test_each_code_of_postgresql_has_its_line_in_any_language(state: str) -> None:
    trouble = trouble_of(OperationalError("", {}, Coded(state)))
    assert trouble is not None
    assert trouble.say.key == STATES[state]


@pytest.mark.parametrize("error", [ValueError("database is locked"), IntegrityError("", {}, Exception("UNIQUE"))])
def test_what_is_our_own_fault_stays_a_bug(error: BaseException) -> None:
    assert trouble_of(error) is None


def test_every_known_sentence_is_tried_here() -> None:
    assert {key for _, key in opening._TROUBLES} <= set(TOLD.values())
    assert {key for _, key in opening._STATES} <= set(STATES.values())


def test_a_mistake_in_a_statement_stays_a_bug_even_if_its_words_sound_like_trouble() -> None:
    error = ProgrammingError("", {}, Coded("42601"))
    assert trouble_of(error) is None


# --- the real things -------------------------------------------------------------------------------------------------


@pytest.fixture
def key(made_once: tuple[Path, bytes]) -> bytes:
    return made_once[1]


def told_by_opening(home: Path, key: bytes, clock: SetClock) -> str:
    with pytest.raises(Trouble) as told:
        open_home(home, key, bootstrap.appliers(), clock)
    return told.value.say.key


def test_a_wrong_key(home: Path, clock: SetClock) -> None:
    assert told_by_opening(home, b"x" * 32, clock) == "store.wrong_key"


def test_a_file_of_something_else(home: Path, key: bytes, clock: SetClock) -> None:
    database_of(home).write_bytes(b"not a database at all, but long enough to be looked at" * 400)
    assert told_by_opening(home, key, clock) == "store.wrong_key"


def test_a_folder_in_the_files_place(home: Path, key: bytes, clock: SetClock) -> None:
    database_of(home).unlink()
    database_of(home).mkdir()
    assert told_by_opening(home, key, clock) == "store.cannot_open"


def test_nothing_readable_stands_in_the_file(station: Station, home: Path) -> None:
    keep_officer(station, "NB001", Officer("PLAIN", "", "Legible Name", frozenset()))
    station.blobs.put(b"Legible Picture", "text/plain")
    station.engine.dispose()
    for file in home.rglob("*"):
        if file.is_file():
            assert b"Legible" not in file.read_bytes(), file.name


def test_a_database_that_another_program_holds(
    station: Station, home: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 50)
    holder = open_station_file(database_of(home), key)
    waiting = open_station_file(database_of(home), key)
    with holder.connect() as conn:
        conn.exec_driver_sql("SELECT 1")
        conn.exec_driver_sql("INSERT INTO proof VALUES ('x', 1, 'h', 'now')")
        station.engine.dispose()
        station.engine = waiting
        with pytest.raises(Trouble) as told:
            keep_officer(station, "NB001", Officer("X", "", "", frozenset()))
        assert told.value.say.key == "store.locked"
        conn.rollback()
    keep_officer(station, "NB001", Officer("X", "", "", frozenset()))
    assert station.only_here() == 3
    holder.dispose()


def test_readers_do_not_wait_for_a_writer(station: Station) -> None:
    seen: list[int] = []
    with station.act("NB001") as act:
        body = {"name_zh": "", "name_en": "", "roles": [], "active": True}
        act.record("identity.officer_kept", "X", body)
        reader = threading.Thread(target=lambda: seen.append(station.only_here()))
        reader.start()
        reader.join(5)
    assert seen == [2]
    assert station.only_here() == 3


# A disk that is full, or a folder that is read-only, for a process that can't help being root or having room.
CHILD = """
import os, resource, signal, sys
from pathlib import Path
from app import bootstrap
from app.core.clock import SystemClock
from app.core.errors import Trouble
from app.identity.home import open_home
from app.identity.rules import Officer
from app.identity.work import keep_officer

home, key, what = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline().strip()), sys.argv[2]
station = open_home(home, key, bootstrap.appliers(), SystemClock())
if what == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    room = max(file.stat().st_size for file in home.iterdir() if file.is_file()) + 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
done = 0
try:
    while done < 500:
        keep_officer(station, "NB001", Officer(f"X{done}", "x" * 80, "y" * 80, frozenset()))
        done += 1
except Trouble as trouble:
    print(trouble.say.key, done)
try:
    station.blobs.put(b"z" * 20_000_000, "image/png")
except Trouble as trouble:
    print(trouble.say.key, 0)
"""


def child(home: Path, key: bytes, what: str) -> list[list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(home), what],
        input=key.hex() + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.faults
def test_a_full_disk_is_told_and_every_act_before_it_stands(home: Path, key: bytes, clock: SetClock) -> None:
    (told, done), (of_blob, _) = child(home, key, "full")
    assert told in {"store.disk_full", "store.disk_error"}
    assert of_blob in {"store.disk_full", "store.cannot_write"}
    station = open_home(home, key, bootstrap.appliers(), clock)
    with station.read() as conn:
        assert check(conn, station.appliers, station.blobs).ok
    assert station.only_here() == 2 + int(done)
    assert not list((home / "blobs").rglob("*"))[1:]
    keep_officer(station, "NB001", Officer("after", "", "", frozenset()))
    station.engine.dispose()


@pytest.mark.skipif(os.name != "posix", reason="POSIX file rights")
def test_a_read_only_file_is_told(station: Station, home: Path, key: bytes) -> None:
    import sqlcipher3.dbapi2 as sqlcipher
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    # Root writes everywhere, so the file itself is opened for reading only, as a read-only folder would have it.
    station.engine.dispose()

    def connect() -> object:
        connection = sqlcipher.connect(f"file:{database_of(home)}?mode=ro", uri=True, check_same_thread=False)
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return connection

    station.engine = create_engine("sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool)
    with reading(station.engine) as conn:
        conn.exec_driver_sql("SELECT count(*) FROM entry")
    with pytest.raises(Trouble) as told:
        keep_officer(station, "NB001", Officer("X", "", "", frozenset()))
    assert told.value.say.key == "store.read_only"


def test_a_blob_that_can_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(Trouble) as told:
        FileBlobs(tmp_path / "blobs", b"k" * 32).put(b"data", "image/png")
    assert told.value.say.key == "store.cannot_write"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    write_durably(path, b"old")
    path.chmod(0o600)
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_blobs_under_names_that_are_no_hash_are_never_looked_for(tmp_path: Path) -> None:
    blobs = FileBlobs(tmp_path, b"k" * 32)
    for name in ("../secret", "", "g" * 64, "a" * 63, "A" * 64):
        with pytest.raises(Trouble) as told:
            blobs.get(name)
        assert told.value.say.key == "store.blob_missing"


def test_blobs_of_another_station_do_not_open(tmp_path: Path) -> None:
    ref = FileBlobs(tmp_path, b"k" * 32).put(b"data", "image/png")
    with pytest.raises(Trouble) as told:
        FileBlobs(tmp_path, b"l" * 32).get(ref.sha256)
    assert told.value.say.key == "store.blob_changed"


def test_the_driver_is_what_the_tests_believe(station: Station) -> None:
    with pytest.raises(DBAPIError), station.engine.connect() as conn:
        conn.exec_driver_sql("SELECT * FROM nothing_of_that_name")
