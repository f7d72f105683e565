"""Key slots on a real home: officers come and go, failures lock out, a second officer confirms, damage is told."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from app import bootstrap
from app.cli.parser import run
from app.core.clock import SetClock
from app.core.errors import Refused, Trouble
from app.identity.home import make_home, open_home
from app.identity.keyslots import Cost, KeySlots
from app.identity.records import officers
from app.identity.rules import FAILURES_ALLOWED, Officer, Role
from app.identity.work import admit, confirm_second, keep_officer, note, sign_in, slots_of
from app.journal.records import entries
from app.journal.work import Station, StationIdentity

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
RIGHT, WRONG, OTHERS = "correct horse battery", "wrong horse battery", "another long passphrase"
ZHAO = Officer("B2", "赵六", "Zhao Liu", frozenset({Role.BENCH}))


@pytest.fixture
def key(made_once: tuple[Path, bytes]) -> bytes:
    return made_once[1]


@pytest.fixture
def slots(home: Path) -> KeySlots:
    return slots_of(home)


def refusal(slots: KeySlots, officer: str, passphrase: str, clock: SetClock) -> str:
    with pytest.raises(Refused) as told:
        slots.unlock(officer, passphrase, clock.now())
    assert told.value.field == "passphrase"
    return told.value.say.key


def test_the_right_passphrase_gives_the_key_and_the_file_never_holds_it(
    slots: KeySlots, home: Path, key: bytes, clock: SetClock
) -> None:
    assert slots.unlock("NB001", RIGHT, clock.now()) == key
    text = (home / "keyslots.json").read_text(encoding="utf-8")
    assert key.hex() not in text
    assert RIGHT not in text


def test_a_wrong_passphrase_and_an_unknown_officer_are_told_alike(slots: KeySlots, clock: SetClock) -> None:
    assert refusal(slots, "NB001", WRONG, clock) == refusal(slots, "NOBODY", RIGHT, clock)


def test_five_failures_lock_out_for_a_quarter_of_an_hour_then_double(
    slots: KeySlots, clock: SetClock, key: bytes
) -> None:
    for _ in range(FAILURES_ALLOWED):
        assert refusal(slots, "NB001", WRONG, clock) == "identity.wrong_passphrase"
    assert refusal(slots, "NB001", RIGHT, clock) == "identity.locked_out"
    clock.advance(timedelta(minutes=14, seconds=59))
    assert refusal(slots, "NB001", RIGHT, clock) == "identity.locked_out"
    clock.advance(timedelta(seconds=1))
    assert refusal(slots, "NB001", WRONG, clock) == "identity.wrong_passphrase"
    clock.advance(timedelta(minutes=29))
    assert refusal(slots, "NB001", RIGHT, clock) == "identity.locked_out"
    clock.advance(timedelta(minutes=1))
    assert slots.unlock("NB001", RIGHT, clock.now()) == key
    assert refusal(slots, "NB001", WRONG, clock) == "identity.wrong_passphrase"  # counted anew


def test_failures_outlive_the_program(slots: KeySlots, home: Path, clock: SetClock) -> None:
    for _ in range(FAILURES_ALLOWED):
        refusal(slots, "NB001", WRONG, clock)
    assert refusal(slots_of(home), "NB001", RIGHT, clock) == "identity.locked_out"


def test_one_officers_failures_do_not_lock_another_out(slots: KeySlots, key: bytes, clock: SetClock) -> None:
    slots.add(key, "B2", OTHERS, cost=CHEAP)
    for _ in range(FAILURES_ALLOWED):
        refusal(slots, "NB001", WRONG, clock)
    assert slots.unlock("B2", OTHERS, clock.now()) == key


def test_officers_come_and_go_without_touching_the_database(
    station: Station, slots: KeySlots, home: Path, key: bytes, clock: SetClock
) -> None:
    with station.read() as conn:
        administrator = officers(conn, station.stream)[0]
    admit(station, slots, key, administrator, ZHAO, OTHERS, cost=CHEAP)
    assert slots.unlock("B2", OTHERS, clock.now()) == key
    with pytest.raises(Refused) as told:
        admit(station, slots, key, ZHAO, Officer("B3", "", "", frozenset()), OTHERS, cost=CHEAP)
    assert told.value.say.key == "identity.not_allowed"
    slots.remove("NB001")
    assert refusal(slots, "NB001", RIGHT, clock) == "identity.wrong_passphrase"
    with pytest.raises(Refused) as told:
        slots.remove("B2")
    assert told.value.say.key == "identity.last_slot"
    assert slots.unlock("B2", OTHERS, clock.now()) == key


def test_an_officer_is_dismissed_by_command_but_not_by_themselves(
    station: Station, slots: KeySlots, home: Path, key: bytes, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, clock: SetClock,
) -> None:  # fmt: skip
    with station.read() as conn:
        administrator = officers(conn, station.stream)[0]
    admit(station, slots, key, administrator, ZHAO, OTHERS, cost=CHEAP)
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", RIGHT)
    typed = ["--home", str(home), "--lang", "en", "--json", "station", "dismiss"]
    assert run([*typed, "NB001"], clock) == 2
    assert "Another administrator" in capsys.readouterr().err
    assert run([*typed, "B2"], clock) == 0
    assert json.loads(capsys.readouterr().out) == {"officer": "B2", "active": False}
    assert refusal(slots, "B2", OTHERS, clock) == "identity.wrong_passphrase"
    with station.read() as conn:
        assert [each.active for each in officers(conn, station.stream) if each.officer_id == "B2"] == [False]
    assert run([*typed, "B2"], clock) == 2


def test_a_new_passphrase_replaces_the_old(slots: KeySlots, key: bytes, clock: SetClock) -> None:
    slots.add(key, "NB001", OTHERS, cost=CHEAP)
    assert slots.unlock("NB001", OTHERS, clock.now()) == key
    assert refusal(slots, "NB001", RIGHT, clock) == "identity.wrong_passphrase"
    assert len(slots.slots()) == 1


def test_a_short_passphrase_is_refused(slots: KeySlots, key: bytes) -> None:
    with pytest.raises(Refused) as told:
        slots.add(key, "B2", "too short", cost=CHEAP)
    assert told.value.say.key == "identity.passphrase_short"


def test_a_slot_moved_to_another_officers_name_does_not_open(slots: KeySlots, home: Path, clock: SetClock) -> None:
    file = home / "keyslots.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["slots"][0]["officer"] = "MALLORY"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert refusal(slots, "MALLORY", RIGHT, clock) == "identity.wrong_passphrase"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"slots": 1}',
        b'{"slots": [{}]}',
        b"\xff\xfe",
        b"null",
        b'{"slots": [{"officer": "NB001", "name_zh": "", "name_en": "", "passes": 1, "memory_kib": 64, "lanes": 1,'
        b' "salt": "zz", "nonce": "", "sealed": ""}]}',
        b'{"slots": [{"officer": "NB001", "name_zh": "", "name_en": "", "passes": 99999, "memory_kib": 999999999,'
        b' "lanes": 1, "salt": "00", "nonce": "00", "sealed": "00"}]}',
        b'{"slots": [{"officer": "NB001", "name_zh": "", "name_en": "", "passes": "1", "memory_kib": 64, "lanes": 1,'
        b' "salt": "00000000000000000000000000000000", "nonce": "000000000000000000000000", "sealed": "00",'
        b' "failures": "many"}]}',
    ],
)
def test_a_damaged_slots_file_is_told(damage: bytes, slots: KeySlots, home: Path, clock: SetClock) -> None:
    (home / "keyslots.json").write_bytes(damage)
    with pytest.raises(Trouble) as told:
        slots.unlock("NB001", RIGHT, clock.now())
    assert told.value.say.key == "identity.slots_damaged"


def test_a_home_without_a_station(tmp_path: Path, clock: SetClock) -> None:
    with pytest.raises(Refused) as told:
        slots_of(tmp_path).unlock("NB001", RIGHT, clock.now())
    assert told.value.say.key == "identity.no_station"
    with pytest.raises(Refused) as told:
        open_home(tmp_path, b"k" * 32, bootstrap.appliers(), clock)
    assert told.value.say.key == "identity.no_station"


def test_a_station_is_never_made_over_another(home: Path, clock: SetClock) -> None:
    before = (home / "station.db").read_bytes()
    with pytest.raises(Refused) as told:
        make_home(home, StationIdentity("X", "X", "1", "cn"), ZHAO, OTHERS, bootstrap.appliers(), clock, cost=CHEAP)
    assert told.value.say.key == "identity.station_exists"
    assert (home / "station.db").read_bytes() == before


def test_a_home_whose_making_was_cut_short_is_made_again(home: Path, clock: SetClock) -> None:
    (home / "keyslots.json").unlink()
    made, _key = make_home(
        home, StationIdentity("X", "X", "1", "cn"), ZHAO, OTHERS, bootstrap.appliers(), clock, cost=CHEAP
    )
    assert made.stream == "X"
    made.engine.dispose()


# --- the second officer ----------------------------------------------------------------------------------------------


def confirming(station: Station, slots: KeySlots, second: str, passphrase: str, clock: SetClock) -> str:
    with station.read() as conn:
        first = officers(conn, station.stream)[0]
    try:
        return confirm_second(station, slots, first, second, passphrase, clock).officer_id
    except Refused as refused:
        return refused.say.key


def test_the_second_officer_is_another_active_officer_with_their_own_passphrase(
    station: Station, slots: KeySlots, key: bytes, clock: SetClock
) -> None:
    with station.read() as conn:
        first = officers(conn, station.stream)[-1]
    assert first.officer_id == "NB001"
    assert confirming(station, slots, "NB001", RIGHT, clock) == "identity.second_is_first"
    assert confirming(station, slots, "A2", OTHERS, clock) == "identity.unknown_second"
    second = Officer("Z2", "", "", frozenset({Role.BENCH}))
    admit(station, slots, key, first, second, OTHERS, cost=CHEAP)
    assert confirming(station, slots, "Z2", RIGHT, clock) == "identity.wrong_passphrase"
    assert confirming(station, slots, "Z2", OTHERS, clock) == "Z2"
    keep_officer(station, "NB001", Officer("Z2", "", "", frozenset({Role.BENCH}), active=False))
    assert confirming(station, slots, "Z2", OTHERS, clock) == "identity.unknown_second"


def test_the_second_officer_is_locked_out_by_failures_too(
    station: Station, slots: KeySlots, key: bytes, clock: SetClock
) -> None:
    with station.read() as conn:
        first = officers(conn, station.stream)[-1]
    admit(station, slots, key, first, Officer("Z2", "", "", frozenset()), OTHERS, cost=CHEAP)
    for _ in range(FAILURES_ALLOWED):
        assert confirming(station, slots, "Z2", WRONG, clock) == "identity.wrong_passphrase"
    assert confirming(station, slots, "Z2", OTHERS, clock) == "identity.locked_out"


def test_signing_in_and_out_is_recorded_and_one_who_left_may_not(station: Station) -> None:
    sign_in(station, "NB001")
    note(station, "NB001", "locked")
    note(station, "NB001", "unlocked")
    note(station, "NB001", "signed_out")
    keep_officer(station, "NB001", Officer("L1", "", "", frozenset(), active=False))
    for gone in ("L1", "NOBODY"):
        with pytest.raises(Refused) as told:
            sign_in(station, gone)
        assert told.value.say.key == "identity.inactive"
    with station.read() as conn:
        kinds = [entry.kind for entry in entries(conn, station.stream, after=2)]
    assert kinds[:4] == [f"identity.{what}" for what in ("signed_in", "locked", "unlocked", "signed_out")]
