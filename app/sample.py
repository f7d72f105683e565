"""A station filled with the project's own sample data: to look at, to demonstrate, to test."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from app import bootstrap
from app.core import places
from app.core.clock import Clock
from app.core.errors import Trouble
from app.identity.home import make_home
from app.identity.keyslots import DESK_COST, Cost
from app.identity.rules import Office, Officer, Role
from app.identity.work import keep_office, keep_officer, slots_of
from app.intake.reading import read_declarations, write_declarations
from app.intake.work import receive_declarations
from app.journal.work import Station, StationIdentity
from app.register.work import import_register
from app.risk.work import screen
from app.sample_pictures import picture_clues

PASSPHRASE: Final = "tidewaiter sample"  # noqa: S105 - shown to everybody: sample data has no secrets
SAMPLE_DAY: Final = date(2024, 11, 13)
"""The day on which the sample's main case (S5) lies on the bench."""
STATION: Final = "NB-MS-01"
ROLES: Final = {role.value: role for role in Role}

Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class SampleStation:
    """One of the sample's stations with its officers."""

    code: str
    customs: str
    office: Office
    officers: tuple[Officer, ...]

    def with_role(self, role: Role) -> Officer:
        """The first officer who has a role."""
        return next(officer for officer in self.officers if role in officer.roles)


def stations() -> tuple[SampleStation, ...]:
    """The sample's three stations."""
    officers: dict[str, list[Officer]] = {}
    for row in _rows("officers.csv"):
        roles = frozenset(ROLES[name] for name in row["roles"].split("|"))
        officers.setdefault(row["station"], []).append(Officer(row["login"], row["name_zh"], row["name_en"], roles))
    return tuple(
        SampleStation(row["station"], row["customs_code"], _office(row), tuple(officers[row["station"]]))
        for row in _rows("stations.csv")
    )


def _office(row: dict[str, str]) -> Office:
    return Office(
        f"{row['district_zh']}（样例）",
        f"{row['district_en']} (sample)",
        f"{row['name_zh']} {row['name_en']}",
        f"{row['name_zh']} +00 000 0000000",
    )


def sample_station(code: str = STATION) -> SampleStation:
    """One sample station by its code."""
    return next(each for each in stations() if each.code == code)


def _rows(name: str) -> list[dict[str, str]]:
    with places.resources("sample", name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def make_sample(
    home: Path, clock: Clock, *, code: str = STATION, cost: Cost = DESK_COST, told: Told | None = None
) -> Station:
    """Make a sample station: officers, register, a fortnight of declarations moved to the clock's day, all weighed."""
    say = told or (lambda _what, _done, _total: None)
    sample = sample_station(code)
    admin = sample.with_role(Role.ADMINISTRATOR)
    identity = StationIdentity(sample.code, sample.code, sample.customs, "cn")
    station, key = make_home(home, identity, admin, PASSPHRASE, bootstrap.appliers(), clock, cost=cost)
    slots = slots_of(home)
    for place, officer in enumerate(sample.officers, start=1):
        say("officers", place, len(sample.officers))
        # In the table's order, the administrator again too: the sign-in offers the first, who works at the bench.
        slots.add(key, officer.officer_id, PASSPHRASE, name_zh=officer.name_zh, name_en=officer.name_en, cost=cost)
        if officer != admin:
            keep_officer(station, admin.officer_id, officer)
    keep_office(station, admin, sample.office)
    clerk, bench = sample.with_role(Role.CLERK), sample.with_role(Role.BENCH)
    import_register(
        station, clerk, places.resources("sample", "register.csv"), progress=lambda d, t, _: say("register", d, t)
    )
    _receive_moved(station, bench, code, clock.now().date() - SAMPLE_DAY)
    screen(station, bench, bootstrap.screener(station), progress=lambda d, t: say("screening", d, t))
    picture_clues(station, clerk)
    (home / "sample-station.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return station


def make_sample_home(home: Path, clock: Clock, told: Told | None = None) -> None:
    """Make the sample station of a first start: beside its place and then moved there, so that none is half-made."""
    making = home.with_name(f".{home.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    make_sample(making, clock, told=told).engine.dispose()
    try:
        if home.is_dir():
            home.rmdir()
        making.rename(home)
    except OSError as error:
        raise Trouble("store.cannot_write", path=str(home)) from error


def _receive_moved(station: Station, officer: Officer, code: str, by: timedelta) -> None:
    """The station's declarations with their days moved, so that the sample's main day is today."""
    file = places.resources("sample", f"declarations-{code}.csv")
    if not by:
        receive_declarations(station, officer, file)
        return
    moved = [replace(each, declared_on=each.declared_on + by) for each in read_declarations(file).items]
    with TemporaryDirectory() as folder:
        path = Path(folder) / file.name
        write_declarations(path, moved)
        receive_declarations(station, officer, path)
