"""kill -9 at random instants: the program starts, the journal verifies, every confirmed act is there.

The suite kills four times; a hundred: `python -m tests.faults.kill_run 100`.
"""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.kill_run import Killed, kill_once, make_station

KILLS = 2


def kill_often(home: Path, key: bytes, seed: int) -> list[Killed]:
    chance = random.Random(seed)  # noqa: S311
    return [kill_once(home, key, chance.uniform(0, 0.4)) for _ in range(KILLS)]


@pytest.mark.faults
def test_a_killed_station_has_every_confirmed_act_and_nothing_by_halves(tmp_path: Path) -> None:
    # Two stations are killed beside each other, one for each core.
    homes = tmp_path / "a", tmp_path / "b"
    key = make_station(homes[0])
    shutil.copytree(*homes)
    with ThreadPoolExecutor(2) as both:
        killed = [one for run in both.map(kill_often, homes, (key, key), (1, 2)) for one in run]
    assert [one.wrong for one in killed] == [None] * 2 * KILLS
    assert sum(one.confirmed for one in killed) > 2 * KILLS
