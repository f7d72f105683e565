"""A new user opens the first shipment of the sample and finds genuine and fake side by side, each with its picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app import bootstrap
from app.bench.view.compare import compare_view
from app.core.clock import SetClock
from app.identity.home import open_home
from app.identity.rules import Role
from app.identity.work import slots_of
from app.register.records import recordations
from app.sample import PASSPHRASE, sample_station
from app.sample_pictures import RIGHTS, SIZE, picture_clues
from tests.journey.conftest import MORNING
from tests.shipment_ground import there

pytestmark = pytest.mark.journey

FIRST = "C2021-000123"


def test_the_rights_met_first_have_a_picture_of_every_clue(sample_home: Path) -> None:
    clerk = sample_station().with_role(Role.CLERK)
    key = slots_of(sample_home).unlock(clerk.officer_id, PASSPHRASE, MORNING)
    station = open_home(sample_home, key, bootstrap.appliers(), SetClock(MORNING))
    with station.read() as conn:
        right = there(next(iter(recordations(conn, [FIRST])), None))
    drawn = picture_clues(station, clerk)
    pairs = compare_view(station, "", right, "").pairs
    station.engine.dispose()
    assert len(right.genuine_clues) + len(right.fake_clues) <= drawn <= RIGHTS * 8
    pictures = [shown for pair in pairs for shown in (pair.genuine_picture, pair.fake_picture)]
    assert not any(shown.mark for shown in pictures)
    assert {Image.open(io.BytesIO(shown.data)).size for shown in pictures} == {SIZE}
    assert len({shown.digest for shown in pictures}) == len(pictures) == 6
