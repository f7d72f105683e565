"""How many cartons to open: the published table row by row, and the chance by brute force."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bench.rules.sampling import Standard, by_confidence, by_standard, chance_to_meet
from app.core.errors import Refused


@pytest.mark.parametrize(
    ("lot", "aql", "level", "sample", "accept"),
    [
        # rows of ISO 2859-1 table 2-A as printed, arrows followed
        (1_000, "2.5", "II", 80, 5),
        (500, "1.0", "II", 50, 1),
        (1_200, "0.65", "II", 80, 1),
        (150, "6.5", "II", 20, 3),
        (90, "2.5", "II", 20, 1),
        (25, "2.5", "II", 5, 0),
        (50, "2.5", "II", 5, 0),
        (10_000, "4.0", "II", 200, 14),
        (35_000, "6.5", "II", 200, 21),
        (600_000, "0.10", "II", 1_250, 3),
        (1_000, "2.5", "I", 32, 2),
        (1_000, "2.5", "III", 125, 7),
    ],
)
def test_the_standard_is_followed(lot: int, aql: str, level: str, sample: int, accept: int) -> None:
    plan = by_standard(lot, aql, level)
    assert (plan.sample, plan.accept, plan.source) == (sample, accept, Standard.ISO_2859_1)


def test_a_small_lot_is_opened_whole() -> None:
    plan = by_standard(4, "0.10")
    assert plan.sample == 4
    assert plan.accept == 0
    assert plan.all_of_it


@given(st.integers(1, 60), st.integers(1, 100), st.floats(0.01, 1.0))
def test_the_chance_is_the_hypergeometric_one(lot: int, sample: int, share: float) -> None:
    sample = min(sample, lot)
    fakes = max(1, -int(-(lot * share - 1e-9) // 1))
    expected = 1 - comb(lot - fakes, sample) / comb(lot, sample)
    assert chance_to_meet(lot, sample, share) == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 10_000_000), st.floats(0.001, 0.5), st.floats(0.5, 0.999))
def test_the_sample_is_enough_and_one_less_is_not(lot: int, share: float, confidence: float) -> None:
    plan = by_confidence(lot, share, confidence)
    assert chance_to_meet(lot, plan.sample, share) >= confidence
    if plan.sample > 1:
        assert chance_to_meet(lot, plan.sample - 1, share) < confidence


def test_ten_percent_fakes_with_95_percent_confidence() -> None:
    assert by_confidence(10_000_000, 0.1, 0.95).sample == 29  # 0.9 ** 29 = 0.047: the textbook figure
    assert by_confidence(1, 0.1, 0.95).sample == 1


@pytest.mark.parametrize("lot", [0, -3, 10_000_001])
def test_impossible_lots_are_refused(lot: int) -> None:
    with pytest.raises(Refused):
        by_standard(lot)
    with pytest.raises(Refused):
        by_confidence(lot)


def test_unknown_plans_are_refused() -> None:
    with pytest.raises(Refused):
        by_standard(100, "3.3")
    with pytest.raises(Refused):
        by_confidence(100, 0.0)
