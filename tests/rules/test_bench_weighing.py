"""Pieces by weight: the estimate is right, and its error holds the truth as often as it says."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from app.bench.rules.weighing import Weighing, by_weight, samples_of
from app.core.errors import Refused


def weighing(pieces: int, samples: str, whole: str) -> Weighing:
    return Weighing(pieces, tuple(samples_of(samples)), Decimal(whole))


def test_the_estimate_is_the_whole_over_the_mean_piece() -> None:
    found = by_weight(weighing(10, "150.0", "15.000"))
    assert found.pieces == 1000
    assert 5 < found.error < 60


def test_more_samples_that_agree_mean_less_doubt() -> None:
    one, five = by_weight(weighing(10, "150.0", "15.000")), by_weight(weighing(10, "150.0 " * 5, "15.000"))
    assert five.error < one.error / 2


def test_samples_that_differ_mean_more_doubt() -> None:
    same, apart = by_weight(weighing(10, "150.0 150.1", "15.000")), by_weight(weighing(10, "130.0 170.0", "15.000"))
    assert apart.error > same.error * 2


def test_a_coarse_scale_means_more_doubt() -> None:
    fine, coarse = by_weight(weighing(100, "1500.0 1500.0", "15.000")), by_weight(weighing(100, "1500 1500", "15"))
    assert coarse.error > fine.error


@pytest.mark.parametrize("spread", [0.01, 0.05])
@pytest.mark.parametrize("samples", [1, 2, 4])
def test_the_error_holds_the_truth_in_nineteen_of_twenty_weighings(spread: float, samples: int) -> None:
    draw = random.Random(20261122 + samples)  # noqa: S311 - a seeded draw, nothing secret
    held = 0
    for _ in range(200):
        true = draw.randint(300, 1200)
        pieces = [draw.gauss(15.0, 15.0 * spread) for _ in range(true)]
        piles = [sum(draw.sample(pieces, 10)) for _ in range(samples)]
        found = by_weight(
            Weighing(10, tuple(Decimal(f"{pile:.1f}") for pile in piles), Decimal(f"{sum(pieces) / 1000:.3f}"))
        )
        held += abs(found.pieces - true) <= found.error
    assert held >= 184, "95 % of 200 is 190; fewer than 184 has a chance below 3 %"


@pytest.mark.parametrize(
    ("pieces", "samples", "whole"),
    [(0, "10", "5"), (10, "", "5"), (10, "0", "5"), (10, "10 0", "5"), (10, "10", "0"), (10, "10 " * 21, "5")],
)
def test_too_little_on_the_scale_is_refused(pieces: int, samples: str, whole: str) -> None:
    with pytest.raises(Refused):
        by_weight(weighing(pieces, samples, whole))


def test_a_whole_that_weighs_less_than_its_samples_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        by_weight(weighing(10, "150", "0.1"))
    assert refused.value.say.key == "inspection.weigh_whole"


def test_samples_are_read_as_they_are_typed() -> None:
    assert list(samples_of(" 150.2 149;151 / 148 ")) == [Decimal(text) for text in ("150.2", "149", "151", "148")]
    with pytest.raises(Refused):
        samples_of("150 g")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-3", "1e999999999"])
def test_what_is_no_weight_never_becomes_a_count(text: str) -> None:
    with pytest.raises(Refused):
        by_weight(weighing(10, text, "5"))
