"""Fixtures for whatever needs the centre: one real PostgreSQL server a session, a database a test, stations to join."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from app import bootstrap
from app.core.clock import SetClock
from app.identity.home import make_home, open_home
from app.identity.keyslots import Cost
from app.identity.rules import Officer, Role
from app.journal.work import Station, StationIdentity
from app.sync.central import enrol, initialise, open_centre
from app.sync.embedded import Embedded
from app.sync.projector import Projector
from app.sync.work import card_of, join

EMPTIED = """DO $$ DECLARE one text; BEGIN
    SET LOCAL session_replication_role = replica;  -- the owner may, to have a clean table: no trigger stands in the way
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP; END $$"""
CLERK = Officer("C1", "王芳", "Wang Fang", frozenset(Role))
_numbers = count(1)

MakeStation = Callable[[str], Station]


@dataclass(frozen=True)
class Centre:
    """A central database of its own for one test."""

    url: str
    engine: Engine

    def enrol(self, station: Station, *, address: str | None = None, for_every_station: bool = False) -> None:
        """Enrol a station and let it join, as headquarters and the station would."""
        handed = enrol(self.engine, card_of(station), address or self.url, for_every_station=for_every_station)
        join(station, handed)

    def engine_of(self, station: Station, *, address: str | None = None) -> Engine:
        """The centre under a newly enrolled station's own role."""
        handed = enrol(self.engine, card_of(station), address or self.url)
        url = make_url(handed.url).set(username=handed.role, password=handed.password)
        return open_centre(url.render_as_string(hide_password=False))

    def project(self) -> Projector:
        """A projector, having caught up once."""
        projector = Projector(self.engine, bootstrap.appliers())
        projector.catch_up()
        return projector


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """PostgreSQL from the wheel, started once a session (about a second)."""
    with Embedded(tmp_path_factory.mktemp("postgres") / "data", durable=False) as server:
        yield server


@pytest.fixture
def empty_postgres(postgres: Embedded) -> Iterator[Engine]:
    """A database without any table."""
    name = f"empty_{next(_numbers)}"
    engine = open_centre(postgres.database(name))
    yield engine
    engine.dispose()
    postgres.run(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def _migrated_once(postgres: Embedded) -> Iterator[Centre]:
    url = postgres.database("centre")
    engine = open_centre(url)
    initialise(engine)
    yield Centre(url, engine)
    engine.dispose()


@pytest.fixture
def centre(_migrated_once: Centre) -> Iterator[Centre]:
    """A migrated central database without stations: emptied after each test, which is ten times quicker than a copy."""
    yield _migrated_once
    with _migrated_once.engine.begin() as conn:
        conn.execute(text(EMPTIED))
    _migrated_once.engine.dispose()


@pytest.fixture(scope="session")
def _homes_made_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, bytes]]:
    return {}


@pytest.fixture
def make_station(
    _homes_made_once: dict[str, tuple[Path, bytes]],
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
    clock: SetClock,
) -> Iterator[MakeStation]:
    """Makes further stations by their code, each with officer C1; made once a session and copied."""
    opened: list[Station] = []

    def make(code: str) -> Station:
        if code not in _homes_made_once:
            folder = tmp_path_factory.mktemp("further") / "home"
            cheap = Cost(passes=1, memory_kib=64, lanes=1)
            identity = StationIdentity(code, code, "2200", "cn")
            made, key = make_home(
                folder, identity, CLERK, "correct horse battery", bootstrap.appliers(), clock, cost=cheap
            )
            made.engine.dispose()
            _homes_made_once[code] = (folder, key)
        made_once, key = _homes_made_once[code]
        home = tmp_path / f"home-{code}"
        shutil.copytree(made_once, home)
        opened.append(open_home(home, key, bootstrap.appliers(), clock))
        return opened[-1]

    yield make
    for station in opened:
        station.engine.dispose()
