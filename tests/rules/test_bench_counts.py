"""Counting at the bench: what acts come to, in which unit, with which error, and how it stands to what was declared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bench.rules.counts import (
    GUARD_S,
    MOST,
    Count,
    Counting,
    Guard,
    Method,
    Standing,
    by_cartons,
    check_count,
    difference,
    standing,
    total,
)
from app.bench.rules.recount import Kept, Recount, check_officers, needs_recount
from app.core.errors import Refused


def act(
    quantity: str, unit: str = "个", method: Method = Method.SCAN, error: str = "0", *, replaces: bool = False
) -> Counting:
    return Counting(Decimal(quantity), unit, method, Decimal(error), replaces)


def count(quantity: str, unit: str = "个", error: str = "0") -> Count:
    return Count(Decimal(quantity), unit, Decimal(error), (Method.TYPED,))


def test_scans_cartons_and_weights_add_up_and_their_errors_too() -> None:
    found = total([act("3"), act("240", method=Method.CARTONS), act("1000", method=Method.WEIGHT, error="12")])
    assert found == Count(Decimal(1243), "个", Decimal(12), (Method.SCAN, Method.CARTONS, Method.WEIGHT))


def test_a_typed_count_takes_the_place_of_what_stood() -> None:
    found = total([act("1000", method=Method.WEIGHT, error="12"), act("990", method=Method.TYPED, replaces=True)])
    assert found == count("990")


def test_nothing_counted_is_no_count() -> None:
    assert total([]) is None


def test_dozens_and_pieces_come_to_pieces() -> None:
    found = total([act("2", "打", Method.CARTONS), act("5", "pcs")])
    assert found is not None
    assert (found.quantity, found.unit) == (Decimal(29), "pcs")


def test_an_error_in_dozens_is_twelve_times_as_many_pieces() -> None:
    found = total([act("100", "打", Method.WEIGHT, "2"), act("1", "个")])
    assert found is not None
    assert (found.quantity, found.error) == (Decimal(1201), Decimal(24))


def test_pieces_are_not_added_to_kilograms() -> None:
    with pytest.raises(Refused):
        total([act("5", "千克"), act("1", "个")])


def test_a_unit_that_was_never_used_does_not_stand_in_the_way() -> None:
    assert total([act("0", "千克", Method.TYPED), act("7", "个")]) == Count(
        Decimal(7), "个", Decimal(0), (Method.SCAN,)
    )


@given(st.lists(st.tuples(st.integers(0, 10_000), st.booleans()), max_size=30))
def test_the_sum_is_what_was_counted_since_the_last_replacing_count(acts: list[tuple[int, bool]]) -> None:
    found = total([act(str(quantity), replaces=replaces) for quantity, replaces in acts])
    last = max((at for at, (_quantity, replaces) in enumerate(acts) if replaces), default=0)
    assert (found.quantity if found else Decimal(0)) == sum(quantity for quantity, _replaces in acts[last:])


@pytest.mark.parametrize(
    ("declared", "unit", "found", "wanted"),
    [
        (None, "", count("5"), Standing.UNDECLARED),
        ("5", "个", None, Standing.UNTOUCHED),
        ("5", "个", count("5"), Standing.AGREES),
        ("5", "个", count("4"), Standing.SHORT),
        ("5", "个", count("6"), Standing.OVER),
        ("2", "打", count("24"), Standing.AGREES),
        ("2", "打", count("23"), Standing.SHORT),
        ("100", "双", count("200", "个"), Standing.AGREES),
        ("5", "千克", count("5", "个"), Standing.OTHER_UNIT),
        ("1010", "个", count("1000", error="12"), Standing.AGREES),
        ("1013", "个", count("1000", error="12"), Standing.SHORT),
        ("5", "箱", count("5", "箱"), Standing.AGREES),
    ],
)
def test_how_a_line_stands(declared: str | None, unit: str, found: Count | None, wanted: Standing) -> None:
    assert standing(Decimal(declared) if declared else None, unit, found) is wanted


def test_the_difference_is_told_in_the_unit_that_was_counted() -> None:
    assert difference(Decimal(2), "打", count("18")) == Decimal(-6)
    assert difference(Decimal(2), "千克", count("18")) is None


@given(st.integers(1, 10_000_000))
def test_from_one_to_ten_million_a_count_is_exact(pieces: int) -> None:
    check_count(Decimal(pieces))
    found = total([act(str(pieces))])
    assert found is not None
    assert found.quantity == pieces


@pytest.mark.parametrize("quantity", [Decimal(-1), MOST + 1, Decimal("NaN"), Decimal("Infinity"), Decimal("0.0001")])
def test_a_number_that_is_no_count_is_refused(quantity: Decimal) -> None:
    with pytest.raises(Refused):
        check_count(quantity)


def test_cartons_are_multiplied_and_loose_pieces_added() -> None:
    assert by_cartons(Decimal(79), Decimal(500), Decimal(3)) == 39_503
    with pytest.raises(Refused):
        by_cartons(Decimal(-1), Decimal(10))
    with pytest.raises(Refused):
        by_cartons(Decimal(10_000), Decimal(10_000))
    with pytest.raises(Refused):
        by_cartons(Decimal("1e999999999"), Decimal(2))


def test_one_pull_of_the_trigger_is_one_piece() -> None:
    guard = Guard()
    assert not guard.again("wedge", "A", 10.0)
    assert guard.again("wedge", "A", 10.0 + GUARD_S / 2)
    assert guard.again("wedge", "A", 10.0 + GUARD_S), "a code in view all the time stays one"
    assert not guard.again("wedge", "B", 10.0 + GUARD_S)
    assert not guard.again("wedge", "A", 10.0 + GUARD_S)
    assert not guard.again("wedge", "A", 10.0 + GUARD_S * 2.01)
    assert not guard.again("camera", "A", 10.0 + GUARD_S * 2.02), "each source has its own clock"


def test_large_lots_need_a_recount() -> None:
    assert needs_recount(Decimal(10_000), 10_000)
    assert not needs_recount(Decimal(9_999), 10_000)


def test_a_recount_takes_an_officer_who_did_not_count() -> None:
    check_officers({"li"}, "wang")
    with pytest.raises(Refused):
        check_officers({"li", "wang"}, "wang")


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        (count("100"), count("100"), True),
        (count("100"), count("99"), False),
        (count("24"), count("2", "打"), True),
        (count("1000", error="20"), count("985"), True),
        (count("1000", error="20"), count("975"), False),
        (count("1000", error="20"), count("965", error="15"), True),
        (count("5", "千克"), count("5"), False),
    ],
)
def test_two_counts_agree_within_what_each_leaves_open(first: Count, second: Count, agree: bool) -> None:
    assert Recount("1", first, second).agrees is agree


def test_a_recount_speaks_of_the_count_that_it_was_made_against() -> None:
    made = Recount("1", count("100"), count("99"), Kept.SECOND)
    assert made.covers(count("99"))
    assert not made.covers(count("100"))
    assert not Recount("1", count("100"), count("99")).covers(count("99")), "unsettled"
    assert Recount("1", count("100"), None, Kept.WAIVED).covers(count("100"))
