"""One detained case, made once a session and copied for each test: its papers take most of a test's time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from app import bootstrap
from app.core.clock import SetClock
from app.identity.home import open_home
from app.notice.work import Detained, detain
from tests.conftest import NOON
from tests.shipment_ground import LI, Stocked, counted, held

CASE: Final = "NB-MS-01-2024-00001"


@dataclass(frozen=True)
class Once:
    """Where the station with the case lies, its key, and what detaining gave."""

    home: Path
    key: bytes
    done: Detained


@pytest.fixture(scope="session")
def detained_once(_stocked_once: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Goods worth 250,000 detained under R-2, whose holder has no general security."""
    stocked, key = _stocked_once
    home = tmp_path_factory.mktemp("detained") / "home"
    shutil.copytree(stocked, home)
    station = open_home(home, key, bootstrap.appliers(), SetClock(NOON))
    goods = held(counted(1, "50000", "250000", "R-2"))
    done = detain(station, LI, replace(goods, party_address="SECRET LANE 9"))
    station.engine.dispose()
    return Once(home, key, done)


@pytest.fixture
def detained(detained_once: Once, tmp_path: Path, clock: SetClock) -> Iterator[Stocked]:
    """A fresh copy of the station with its one case, open."""
    home = tmp_path / "detained-home"
    shutil.copytree(detained_once.home, home)
    station = open_home(home, detained_once.key, bootstrap.appliers(), clock)
    yield Stocked(station, home, detained_once.key, clock)
    station.engine.dispose()
