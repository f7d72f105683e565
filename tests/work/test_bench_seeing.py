"""A number that names one piece turns red when it comes again, and only then; what was seen survives a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.bench.judging import judge
from app.bench.seeing import Eyes
from app.core.clock import CHINA
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.register.rules import Recordation, RightType

NOON = datetime(2024, 11, 20, 12, 0, tzinfo=CHINA)
PIECE = "(01)09521901000018(21)A7"
SHIPMENT = Declaration("D-1", NOON.date(), Direction.EXPORT, Channel.FREIGHT, (GoodsLine(1, "toys"),))


@pytest.fixture
def eyes(tmp_path: Path) -> Iterator[Eyes]:
    made = Eyes(tmp_path, "NB-MS-01")
    yield made
    made.close()


def test_a_piece_met_again_is_a_copy_with_its_first_place_and_time(eyes: Eyes, tmp_path: Path) -> None:
    assert eyes.look(PIECE, "", NOON, "one") is None
    eyes.remember(PIECE, "", NOON)
    eyes.close()
    again = Eyes(tmp_path, "SZ-EX-01")
    alarm = again.look(PIECE, "", NOON + timedelta(days=3), "two")
    again.close()
    assert alarm is not None
    assert (alarm.earliest.station, alarm.earliest.at) == ("NB-MS-01", NOON)
    judged = judge(PIECE, SHIPMENT, (), (), clone=alarm)
    assert (judged.state, judged.headline.key, judged.reasons[0].key) == (
        "red",
        "inspection.verdict_clone",
        "inspection.seen_before",
    )


def test_the_same_piece_in_the_same_hands_is_no_alarm(eyes: Eyes) -> None:
    eyes.remember(PIECE, "", NOON)
    assert eyes.look(PIECE, "", NOON + timedelta(minutes=5), "one") is None


def test_a_number_that_many_pieces_share_is_never_remembered(eyes: Eyes) -> None:
    eyes.remember("9521901000018", "EAN-13", NOON)
    assert eyes.look("9521901000018", "EAN-13", NOON + timedelta(days=9), "two") is None


def test_another_brand_than_the_number_s_company_owns_is_told() -> None:
    owner = Recordation(
        "T2024-000001", RightType.TRADEMARK, "1", "TIDECOVA", "Tidecova Ltd", NOON.date(), NOON.date(),
        gtin_prefixes=("9521901",),
    )  # fmt: skip
    line = GoodsLine(1, "shoes", brand="OTHERBRAND")
    judged = judge("9521901000018", SHIPMENT, (), (owner,), line=line)
    assert judged.state == "red"
    assert "bench.contra_brand" in [reason.key for reason in judged.reasons]
