"""Periods and what they are compared with; the figures of a closed day as JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.tally.rules import (
    Closing,
    Figures,
    Period,
    digest_of,
    figures_from_json,
    figures_json,
    restated,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
AMOUNTS = st.decimals(0, 10**9, places=2)
FIGURES = st.builds(
    Figures,
    st.integers(0, 10**6),
    st.integers(0, 10**9),
    st.dictionaries(st.sampled_from(["CNY", "USD", "EUR"]), AMOUNTS).map(lambda found: tuple(sorted(found.items()))),
)
SHEETS = st.dictionaries(st.tuples(st.sampled_from(["", "channel", "right"]), st.text(max_size=5)), FIGURES, max_size=6)


def test_weeks_begin_on_monday_and_are_compared_with_the_same_weekdays() -> None:
    wednesday = date(2025, 11, 19)
    week = Period.week(wednesday)
    assert week == Period(date(2025, 11, 17), wednesday)
    assert week.week_before() == Period(date(2025, 11, 10), date(2025, 11, 12))


def test_a_month_is_compared_with_the_same_days_of_the_one_before() -> None:
    assert Period.month(date(2025, 3, 31)).month_before() == Period(date(2025, 2, 1), date(2025, 2, 28))
    assert Period.month(date(2025, 1, 5)).month_before() == Period(date(2024, 12, 1), date(2024, 12, 5))


def test_leap_day_a_year_before_is_the_28th() -> None:
    assert Period.day(date(2024, 2, 29)).year_before() == Period.day(date(2023, 2, 28))


@given(DAYS, st.integers(0, 500))
def test_the_period_before_ends_the_day_before_and_is_as_long(last: date, length: int) -> None:
    period = Period(date.fromordinal(last.toordinal() - length), last)
    before = period.before()
    assert before.days == period.days == length + 1
    assert (period.first - before.last).days == 1


@given(DAYS, st.integers(0, 50))
def test_a_line_is_drawn_over_thirty_days_or_the_whole_period(last: date, length: int) -> None:
    period = Period(date.fromordinal(last.toordinal() - length), last)
    line = period.leading_up(30)
    assert line.last == last
    assert line.days == max(30, length + 1)


@given(FIGURES)
def test_figures_come_back_from_json(figures: Figures) -> None:
    assert figures_from_json(figures_json(figures)) == figures


@given(SHEETS, SHEETS)
def test_restated_names_exactly_what_differs(
    signed: dict[tuple[str, str], Figures], now: dict[tuple[str, str], Figures]
) -> None:
    closing = Closing("s", date(2025, 1, 1), 1, "", "", "", signed)
    found = {(each.cut, each.value): (each.closed, each.now) for each in restated(closing, now)}
    nothing = Figures()
    assert found == {
        key: (signed.get(key, nothing), now.get(key, nothing))
        for key in signed.keys() | now.keys()
        if signed.get(key, nothing) != now.get(key, nothing)
    }
    assert restated(closing, signed) == ()


@given(SHEETS)
def test_the_digest_knows_no_order_and_sees_each_change(sheet: dict[tuple[str, str], Figures]) -> None:
    assert digest_of(dict(reversed(sheet.items()))) == digest_of(sheet)
    changed = {**sheet, ("channel", "post"): Figures(10**7, 1, (("CNY", Decimal(1)),))}
    assert digest_of(changed) != digest_of(sheet)
