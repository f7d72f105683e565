"""Counting at the bench: every way of counting, undo, the duplicate guard, weight, recount, from 1 to ten million."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bench.rules.counts import (
    GUARD_S,
    MOST,
    CountSheet,
    DeclaredLine,
    Outcome,
    Standing,
    by_weight,
    needs_recount,
    recounted,
)
from app.core.errors import Refused


def sheet() -> CountSheet:
    return CountSheet.of(
        [
            DeclaredLine("1", 1, Decimal(3), "件"),
            DeclaredLine("2", 2, Decimal(2), "打"),
            DeclaredLine("3", 3, Decimal(5), "千克"),
        ]
    )


def standings(counting: CountSheet) -> dict[str, Standing]:
    return {line.line_key: line.standing for line in counting.lines()}


def test_each_line_stands_as_it_was_found() -> None:
    counting = sheet()
    for at in range(3):
        counting.scan("1", "6901234567892", float(at))
    counting.cartons("2", Decimal(2), Decimal(12), loose=Decimal(1))
    counting.unit_found["2"] = "件"
    counting.typed("new", Decimal(7))
    assert standings(counting) == {
        "1": Standing.MATCHES,
        "2": Standing.OVER,
        "3": Standing.UNCOUNTED,
        "new": Standing.UNDECLARED,
    }
    assert counting.total == 3 + 25 + 7


def test_dozens_are_compared_in_the_declared_unit() -> None:
    counting = sheet()
    counting.unit_found["2"] = "pcs"
    counting.typed("2", Decimal(18))
    line = next(line for line in counting.lines() if line.line_key == "2")
    assert (line.found, line.difference, line.standing) == (Decimal("1.5"), Decimal("-0.5"), Standing.SHORT)


def test_pieces_can_not_be_compared_with_kilograms() -> None:
    counting = sheet()
    counting.unit_found["3"] = "件"
    counting.typed("3", Decimal(5))
    assert standings(counting)["3"] is Standing.OTHER_UNIT


def test_one_pull_of_the_trigger_is_one_piece() -> None:
    counting = sheet()
    assert counting.scan("1", "A", 10.0) is Outcome.COUNTED
    assert counting.scan("1", "A", 10.0 + GUARD_S / 2) is Outcome.TOO_SOON
    assert counting.scan("1", "B", 10.0 + GUARD_S / 2) is Outcome.COUNTED
    assert counting.scan("1", "A", 10.0 + GUARD_S * 0.6) is Outcome.COUNTED
    assert counting.found("1") == 3


def test_a_piece_with_a_serial_counts_once_until_it_is_undone() -> None:
    counting = sheet()
    assert counting.scan("1", "A", 0.0, item="A|1") is Outcome.COUNTED
    assert counting.scan("1", "A", 99.0, item="A|1") is Outcome.SAME_ITEM
    counting.undo()
    assert counting.scan("1", "A", 99.1, item="A|1") is Outcome.COUNTED


def test_undo_brings_back_what_a_typed_count_replaced() -> None:
    counting = sheet()
    counting.scan("1", "A", 0.0)
    counting.scan("1", "B", 0.1)
    counting.typed("1", Decimal(40))
    assert counting.found("1") == 40
    counting.undo()
    assert counting.found("1") == 2
    assert counting.undo() is not None
    assert counting.undo() is not None
    assert counting.undo() is None


@pytest.mark.parametrize("pieces", [Decimal(-1), MOST + 1, Decimal("NaN"), Decimal("Infinity")])
def test_a_count_out_of_range_is_refused_and_leaves_the_sheet_alone(pieces: Decimal) -> None:
    counting = sheet()
    counting.typed("1", Decimal(2))
    with pytest.raises(Refused):
        counting.typed("1", pieces)
    assert counting.found("1") == 2


def test_negative_cartons_are_refused() -> None:
    with pytest.raises(Refused):
        sheet().cartons("1", Decimal(-1), Decimal(10))


@given(st.lists(st.tuples(st.sampled_from("123n"), st.integers(1, 1000), st.booleans()), max_size=30))
def test_undoing_everything_leaves_nothing(acts: list[tuple[str, int, bool]]) -> None:
    counting = sheet()
    for at, (key, pieces, typed) in enumerate(acts):
        if typed:
            counting.typed(key, Decimal(pieces))
        else:
            counting.scan(key, f"code {at}", float(at), pieces=Decimal(pieces))
    while counting.undo():
        pass
    assert counting.total == 0
    assert not counting.acts


@given(st.integers(1, 10_000_000))
def test_from_one_to_ten_million_the_count_is_exact(pieces: int) -> None:
    counting = sheet()
    counting.typed("1", Decimal(pieces))
    assert counting.found("1") == pieces


def test_weight_gives_pieces_with_an_error_that_holds_the_truth() -> None:
    estimate = by_weight(Decimal("1000"), [Decimal("0.99"), Decimal("1.01"), Decimal("1.00"), Decimal("1.00")])
    assert estimate.pieces == 1000
    assert 1 < estimate.error < 20


def test_fewer_samples_mean_more_doubt() -> None:
    few = by_weight(Decimal(1000), [Decimal("0.9"), Decimal("1.1")])
    many = by_weight(Decimal(1000), [Decimal("0.9"), Decimal("1.1")] * 10)
    assert few.error > many.error * 5


def test_a_coarse_scale_adds_to_the_error() -> None:
    samples = [Decimal("1.00"), Decimal("1.01"), Decimal("1.00")]
    fine = by_weight(Decimal(500), samples)
    coarse = by_weight(Decimal(500), samples, resolution=Decimal("0.5"))
    assert coarse.error > fine.error


@pytest.mark.parametrize(("total", "samples"), [("5", ["1"]), ("0", ["1", "1"]), ("5", ["1", "0"]), ("-1", ["1", "1"])])
def test_too_little_on_the_scale_is_refused(total: str, samples: list[str]) -> None:
    with pytest.raises(Refused):
        by_weight(Decimal(total), [Decimal(sample) for sample in samples])


def test_an_estimate_within_its_error_matches() -> None:
    counting = CountSheet.of([DeclaredLine("1", 1, Decimal(1010), "件")])
    counting.weighed("1", by_weight(Decimal(1000), [Decimal("0.98"), Decimal("1.02"), Decimal("1.00")]))
    assert standings(counting)["1"] is Standing.MATCHES


def test_a_recount_takes_another_officer_and_names_each_difference() -> None:
    first, second = {"1": Decimal(5), "2": Decimal(7)}, {"1": Decimal(5), "3": Decimal(1)}
    found = recounted("li", first, "wang", second)
    assert [(one.line_key, one.first, one.second) for one in found] == [
        ("2", Decimal(7), Decimal(0)),
        ("3", Decimal(0), Decimal(1)),
    ]
    with pytest.raises(Refused):
        recounted("li", first, "li", first)


def test_large_lots_need_a_recount() -> None:
    assert needs_recount(Decimal(1000))
    assert not needs_recount(Decimal(999))
