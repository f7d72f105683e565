"""A small sample station on disk: officers, register, the S5 shipment and twenty neighbours, weighed."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from app import bootstrap
from app.core import places
from app.core.clock import CHINA, SetClock
from app.identity.home import make_home
from app.identity.keyslots import Cost
from app.identity.rules import Role
from app.identity.work import keep_office, keep_officer, slots_of
from app.intake.work import receive_declarations
from app.journal.work import StationIdentity
from app.register.work import import_register
from app.risk.work import screen
from app.sample import PASSPHRASE, sample_station

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
MORNING = datetime(2024, 11, 13, 9, 0, tzinfo=CHINA)
MAIN_CASE = "310120240000012345"


def shipment_file(folder: Path, neighbours: int = 20) -> Path:
    """The S5 shipment and its neighbours out of the sample file."""
    with places.resources("sample", "declarations-NB-MS-01.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wanted = [row for row in rows if row["declaration_no"] == MAIN_CASE] + rows[:neighbours]
    path = folder / "declarations.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(wanted)
    return path


@pytest.fixture(scope="session")
def _sample_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    home, clock = folder / "home", SetClock(MORNING)
    sample = sample_station()
    admin, clerk, bench = (sample.with_role(role) for role in (Role.ADMINISTRATOR, Role.CLERK, Role.BENCH))
    identity = StationIdentity(sample.code, sample.code, sample.customs, "cn")
    station, key = make_home(home, identity, admin, PASSPHRASE, bootstrap.appliers(), clock, cost=CHEAP)
    for officer in sample.officers:
        names = {"name_zh": officer.name_zh, "name_en": officer.name_en}
        slots_of(home).add(key, officer.officer_id, PASSPHRASE, cost=CHEAP, **names)
        keep_officer(station, admin.officer_id, officer)
    keep_office(station, admin, sample.office)
    import_register(station, clerk, places.resources("sample", "register.csv"))
    receive_declarations(station, bench, shipment_file(folder))
    screen(station, bench, bootstrap.screener(station))
    station.engine.dispose()
    return home


@pytest.fixture
def sample_home(_sample_once: Path, tmp_path: Path) -> Path:
    """A fresh copy of the small sample station."""
    home = tmp_path / "sample-home"
    shutil.copytree(_sample_once, home)
    return home
