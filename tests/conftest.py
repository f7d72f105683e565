"""Guards and grounds for every test: silence is required, and a migrated station is copied, not made again."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import bootstrap
from app.core.clock import CHINA, SetClock
from app.identity.home import make_home, open_home
from app.identity.keyslots import Cost
from app.identity.rules import Officer, Role
from app.journal.work import Station, StationIdentity

settings.register_profile("suite", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

pytest_plugins = ("tests.sql_ground", "tests.central_ground", "tests.shipment_ground", "tests.work.tally_ground")

CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
PASSPHRASE = "correct horse battery"
NOON = datetime(2024, 11, 20, 12, 0, tzinfo=CHINA)
LI_MING = Officer("NB001", "李明", "Li Ming", frozenset({Role.BENCH, Role.CASE, Role.CLERK, Role.ADMINISTRATOR}))


def pytest_collection_finish() -> None:
    """What is loaded now stays to the end: the collector needn't walk through it again and again, nor so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)  # a tenth of the whole suite's time against Python's 700, 10, 10


@pytest.fixture(autouse=True)
def _no_stray_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    stray = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not stray, f"stray log lines: {[record.getMessage() for record in stray]}"


@pytest.fixture(autouse=True)
def _no_living_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=2)
    left = [thread.name for thread in set(threading.enumerate()) - before if thread.is_alive()]
    assert not left, f"threads still alive: {left}"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    home = tmp_path_factory.mktemp("made-once") / "home"
    station, key = make_home(
        home,
        StationIdentity("NB-MS-01", "NB-MS-01", "3104", "cn"),
        LI_MING,
        PASSPHRASE,
        bootstrap.appliers(),
        SetClock(NOON),
        cost=CHEAP,
    )
    station.engine.dispose()
    return home, key


@pytest.fixture
def home(made_once: tuple[Path, bytes], tmp_path: Path) -> Path:
    """A fresh copy of a station's home: migrated once, copied for each test."""
    copied = tmp_path / "home"
    shutil.copytree(made_once[0], copied)
    return copied


@pytest.fixture
def station(home: Path, made_once: tuple[Path, bytes], clock: SetClock) -> Iterator[Station]:
    """An open station on a real SQLCipher file, with officer NB001 (Li Ming)."""
    opened = open_home(home, made_once[1], bootstrap.appliers(), clock)
    yield opened
    opened.engine.dispose()
