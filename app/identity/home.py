"""A station's home folder: made once, unlocked by an officer, opened for work.

`keyslots.json` (wrapped key), `station.db` (SQLCipher), `blobs/` (encrypted), `settings.json` (this desk's tastes).
"""

from __future__ import annotations

from pathlib import Path

from app.core.clock import Clock
from app.core.errors import Refused, Trouble
from app.identity.keyslots import DESK_COST, Cost, new_key
from app.identity.rules import Officer, check_passphrase
from app.identity.work import keep_officer, slots_of
from app.journal.applying import Appliers
from app.journal.work import Station, StationIdentity, open_station, open_stream
from app.store.blobs import FileBlobs
from app.store.engine import open_station_file
from app.store.upgrade import upgrade


def database_of(home: Path) -> Path:
    """The station's encrypted database file."""
    return home / "station.db"


def make_home(
    home: Path,
    identity: StationIdentity,
    first: Officer,
    passphrase: str,
    appliers: Appliers,
    clock: Clock,
    *,
    cost: Cost = DESK_COST,
) -> tuple[Station, bytes]:
    """Make a station in an empty home, with its first officer; gives the open station and its key.

    Refused where a station is already there: nothing is overwritten.
    """
    slots = slots_of(home)
    if slots.exists():
        raise Refused("identity.station_exists", home=str(home))
    check_passphrase(passphrase)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble("store.cannot_write", path=str(home)) from error
    for left_over in home.glob("station.db*"):
        left_over.unlink()
    key = new_key()
    engine = open_station_file(database_of(home), key)
    upgrade(engine)
    station = open_stream(engine, FileBlobs(home / "blobs", key), appliers, clock, identity)
    keep_officer(station, first.officer_id, first)
    # Last: a home whose making was cut short has no slots file, and is made again.
    slots.add(key, first.officer_id, passphrase, name_zh=first.name_zh, name_en=first.name_en, cost=cost)
    return station, key


def open_home(home: Path, key: bytes, appliers: Appliers, clock: Clock) -> Station:
    """Open a station with its key, upgraded to this program's schema first."""
    path = database_of(home)
    if not path.exists():
        raise Refused("identity.no_station")
    engine = open_station_file(path, key)
    try:
        upgrade(engine, path)
        return open_station(engine, FileBlobs(home / "blobs", key), appliers, clock)
    except BaseException:
        engine.dispose()
        raise
