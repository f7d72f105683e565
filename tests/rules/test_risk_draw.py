"""The draw can't be predicted or redone and can be checked; lanes fit the desk's staff."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.risk.rules import Capacity, Lane, LaneRules, draw, fitted, open_round, wrong_draws

SEED = bytes(range(32))
ROUND = open_round("2026-05-04", 0.05, SEED)
RULES = LaneRules(red=60, yellow=25)


def test_the_same_shipment_gets_the_same_ticket_and_another_round_another() -> None:
    assert draw(ROUND, SEED, "D1") == draw(ROUND, SEED, "D1")
    other = open_round("2026-05-05", 0.05, SEED)
    assert draw(ROUND, SEED, "D1").number != draw(other, SEED, "D1").number


def test_the_share_is_kept() -> None:
    drawn = sum(draw(ROUND, SEED, f"D{number}").drawn for number in range(20_000))
    assert 0.045 < drawn / 20_000 < 0.055


def test_another_seed_than_the_committed_one_is_refused() -> None:
    with pytest.raises(ValueError, match="committed"):
        draw(ROUND, bytes(32), "D1")


def test_a_share_changed_afterwards_shows() -> None:
    with pytest.raises(ValueError, match="committed"):
        draw(replace(ROUND, share=0.5), SEED, "D1")


def test_the_commitment_does_not_hold_the_seed() -> None:
    assert SEED.hex() not in ROUND.commitment


@given(st.integers(0, 19))
def test_after_the_reveal_every_false_draw_is_found(which: int) -> None:
    drawn_then = {f"D{number}": draw(ROUND, SEED, f"D{number}").drawn for number in range(20)}
    assert wrong_draws(ROUND, SEED, drawn_then) == ()
    drawn_then[f"D{which}"] = not drawn_then[f"D{which}"]
    assert wrong_draws(ROUND, SEED, drawn_then) == (f"D{which}",)
    assert len(wrong_draws(ROUND, bytes(32), drawn_then)) == 20


def test_the_coin_beside_the_draw_is_fair_in_and_out_of_the_draw() -> None:
    tickets = [draw(ROUND, SEED, f"D{number}") for number in range(20_000)]
    assert 0.48 < sum(ticket.coin for ticket in tickets) / len(tickets) < 0.52
    drawn = [ticket for ticket in tickets if ticket.drawn]
    assert 0.44 < sum(ticket.coin for ticket in drawn) / len(drawn) < 0.56


@pytest.mark.parametrize(("seed", "share"), [(b"short", 0.05), (SEED, -0.1), (SEED, 1.5)])
def test_a_round_needs_its_bytes_and_a_share(seed: bytes, share: float) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_round("r", share, seed)


def test_a_score_has_its_lane() -> None:
    assert [RULES.of(score) for score in (0, 24.875, 25, 59.875, 60)] == [
        Lane.GREEN, Lane.GREEN, Lane.YELLOW, Lane.YELLOW, Lane.RED,
    ]  # fmt: skip


@given(
    st.lists(st.integers(0, 200).map(float), min_size=1, max_size=300),
    st.integers(0, 50),
    st.integers(0, 100),
    st.integers(0, 20),
)
def test_fitted_lanes_never_ask_for_more_than_the_staff_can_do(
    scores: list[float], opened: int, documents: int, mandatory: int
) -> None:
    rules = fitted(RULES, scores, Capacity(opened, documents), mandatory=mandatory)
    reds = sum(rules.of(score) is Lane.RED for score in scores)
    yellows = sum(rules.of(score) is Lane.YELLOW for score in scores)
    assert rules.yellow <= rules.red
    assert reds <= max(opened - mandatory - round(RULES.random_share * len(scores)), 0)
    assert yellows <= documents
    assert rules.red >= RULES.red / 2


def test_fitted_lanes_use_the_staff_there_is() -> None:
    scores = [float(score) for score in range(100)]
    rules = fitted(RULES, scores, Capacity(15, 20))
    assert [sum(rules.of(score) is lane for score in scores) for lane in (Lane.RED, Lane.YELLOW)] == [10, 20]
    assert (rules.red_share, rules.yellow_share) == (0.1, 0.2)
