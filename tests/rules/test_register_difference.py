"""What tells two states of a register apart, and what the calendar says of a right's status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register.difference import FieldChange, Turn, change, differences
from app.register.rules import Recordation, RightType, Status, months_before

DAY = date(2024, 11, 20)
RIGHT = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1", "维莫拉", "维莫拉公司", date(2024, 1, 1), date(2033, 12, 31)
)
EXPIRED = replace(RIGHT, valid_to=date(2024, 11, 19))


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (None, RIGHT, Turn.ADDED),
        (RIGHT, None, Turn.GONE),
        (RIGHT, replace(RIGHT, goods="玩具"), Turn.CHANGED),
        (RIGHT, replace(RIGHT, status=Status.REVOKED), Turn.LAPSED),
        (RIGHT, EXPIRED, Turn.LAPSED),
        (EXPIRED, RIGHT, Turn.RESTORED),
        (EXPIRED, replace(EXPIRED, status=Status.EXPIRED), Turn.CHANGED),
        (RIGHT, replace(RIGHT, status=Status.CHALLENGED), Turn.CHANGED),
    ],
)
def test_turns(before: Recordation | None, after: Recordation | None, turn: Turn) -> None:
    found = change(before, after, DAY)
    assert found is not None
    assert found.turn is turn


def test_the_fields_that_changed_are_told_with_both_values_in_the_order_of_the_record() -> None:
    after = replace(RIGHT, licensees=("甲", "乙"), valid_to=date(2034, 1, 1))
    found = change(RIGHT, after, DAY)
    assert found is not None
    assert found.fields == (
        FieldChange("valid_to", "2033-12-31", "2034-01-01"),
        FieldChange("licensees", "", "甲|乙"),
    )


MARKS = st.dictionaries(st.sampled_from(["T1", "T2", "T3"]), st.sampled_from(["甲", "乙"]))


@given(MARKS, MARKS)
def test_a_difference_is_complete_and_turns_round(before: dict[str, str], after: dict[str, str]) -> None:
    old, new = (
        {number: replace(RIGHT, recordation_no=number, mark=mark) for number, mark in side.items()}
        for side in (before, after)
    )
    there, back = differences(old, new, DAY), differences(new, old, DAY)
    assert [each.recordation_no for each in there] == sorted(
        number for number in before.keys() | after.keys() if before.get(number) != after.get(number)
    )
    opposite = {Turn.ADDED: Turn.GONE, Turn.GONE: Turn.ADDED, Turn.CHANGED: Turn.CHANGED}
    assert [each.turn for each in back] == [opposite[each.turn] for each in there]
    assert differences(old, old, DAY) == []


@pytest.mark.parametrize(
    ("right", "on", "status"),
    [
        (RIGHT, date(2033, 6, 29), Status.ACTIVE),
        (RIGHT, date(2033, 6, 30), Status.RENEWAL),
        (RIGHT, date(2033, 12, 31), Status.RENEWAL),
        (RIGHT, date(2034, 1, 1), Status.EXPIRED),
        (replace(RIGHT, status=Status.CHALLENGED), date(2033, 12, 1), Status.CHALLENGED),
        (replace(RIGHT, status=Status.REVOKED), date(2034, 1, 1), Status.REVOKED),
    ],
)
def test_the_calendar_has_its_word_on_the_status(right: Recordation, on: date, status: Status) -> None:
    assert right.status_on(on) is status


def test_six_months_before_the_end_of_august_is_the_end_of_february() -> None:
    assert months_before(date(2024, 8, 31), 6) == date(2024, 2, 29)
    assert months_before(date(2024, 3, 15), 6) == date(2023, 9, 15)
