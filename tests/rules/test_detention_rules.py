"""A detention that can stand: what is counted, under which right, by whom, in one currency; and a wrong file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.detention.rules import (
    EX_OFFICIO,
    MOST_LINES,
    DetainedLine,
    Detention,
    PriceBasis,
    check,
    detention_from_json,
)

LINE = DetainedLine(1, ("R-1",), "toys", Decimal(40), "个", Decimal("300.50"), "CNY")
WHOLE = Detention("D-1", EX_OFFICIO, "li", "wang", "yard", (LINE,))
FILE: dict[str, Any] = {
    "declaration_no": "D-1",
    "track": "ex_officio",
    "officer": "li",
    "second_officer": "wang",
    "place": "yard",
    "lines": [
        {"line_no": 1, "recordation_nos": ["R-1"], "goods": "toys", "quantity": "40", "unit": "个", "value": 300.5}
    ],
}


@pytest.mark.parametrize(
    ("broken", "key"),
    [
        ({"lines": ()}, "detention.no_lines"),
        ({"lines": (LINE,) * (MOST_LINES + 1)}, "detention.too_many_lines"),
        ({"second_officer": ""}, "detention.two_officers"),
        ({"second_officer": "li"}, "identity.second_is_first"),
        ({"lines": (LINE, LINE)}, "detention.line_twice"),
        ({"lines": (LINE, replace(LINE, line_no=None, currency="USD"))}, "detention.one_currency"),
        ({"lines": (replace(LINE, recordation_nos=()),)}, "detention.no_right"),
        ({"lines": (replace(LINE, goods=" "),)}, "detention.no_goods"),
        ({"lines": (replace(LINE, unit=""),)}, "detention.no_unit"),
        ({"lines": (replace(LINE, quantity=Decimal(0)),)}, "detention.bad_quantity"),
        ({"lines": (replace(LINE, quantity=Decimal("0.0001")),)}, "detention.bad_quantity"),
        ({"lines": (replace(LINE, value=Decimal("-1")),)}, "detention.bad_value"),
        ({"lines": (replace(LINE, value=Decimal("0.001")),)}, "detention.bad_value"),
        ({"lines": (replace(LINE, currency="XXX1"),)}, "detention.bad_currency"),
    ],
)
def test_what_can_not_stand_is_refused_at_its_field(broken: dict[str, Any], key: str) -> None:
    check(WHOLE)
    with pytest.raises(Refused) as refused:
        check(replace(WHOLE, **broken))
    assert refused.value.say.key == key
    assert refused.value.field
    for lang in LANGS:
        assert "{" not in in_words(refused.value.say, lang)


def test_goods_not_held_yet_need_no_second_officer() -> None:
    check(replace(WHOLE, second_officer=""), held=False)
    with pytest.raises(Refused):
        check(replace(WHOLE, lines=()), held=False)


@pytest.mark.parametrize(
    ("unit", "quantity", "items"),
    [("个", "40", 40), ("打", "3", 36), ("双", "7", 7), ("千克", "12.5", 1), ("KG", "900", 1), ("dozen", "2", 24)],
)
def test_pieces_are_counted_as_the_headline_counts_them(unit: str, quantity: str, items: int) -> None:
    assert replace(LINE, unit=unit, quantity=Decimal(quantity)).items == items


def test_a_batch_sums_its_lines_and_names_each_right_once() -> None:
    more = replace(LINE, line_no=2, recordation_nos=("R-2", "R-1"), quantity=Decimal(2), value=Decimal("0.50"))
    whole = replace(WHOLE, lines=(LINE, more))
    assert (whole.items, whole.value, whole.currency) == (42, Decimal(301), "CNY")
    assert whole.recordation_nos == ("R-1", "R-2")


def test_the_file_of_the_contract_is_read() -> None:
    made = detention_from_json(FILE)
    assert made.lines == (replace(LINE, price_basis=PriceBasis.CUSTOMS),)
    assert detention_from_json({**FILE, "second_officer": ""}, held=False).second_officer == ""


def test_a_line_without_a_currency_is_valued_in_that_of_the_law() -> None:
    assert detention_from_json(FILE, currency="EUR").currency == "EUR"
    line = {**FILE["lines"][0], "currency": "USD"}
    assert detention_from_json({**FILE, "lines": [line]}, currency="EUR").currency == "USD"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"declaration_no": ""}, "declaration_no"),
        ({"declaration_no": 7}, "declaration_no"),
        ({"lines": "toys"}, "lines"),
        ({"lines": [7]}, "lines[0]"),
        ({"lines": [{**FILE["lines"][0], "line_no": 0}]}, "lines[0].line_no"),
        ({"lines": [{**FILE["lines"][0], "quantity": "many"}]}, "lines[0].quantity"),
        ({"lines": [{**FILE["lines"][0], "quantity": True}]}, "lines[0].quantity"),
        ({"lines": [{**FILE["lines"][0], "price_basis": "guess"}]}, "price_basis"),
        ({"lines": [{**FILE["lines"][0], "recordation_nos": "R-1"}]}, "recordation_nos"),
        ({"lines": [{**FILE["lines"][0], "price_basis": ["customs"]}]}, "price_basis"),
        ({"seals": [7]}, "seals"),
        ({"remark": "x" * 2001}, "remark"),
    ],
)
def test_a_wrong_file_is_refused_by_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        detention_from_json({**FILE, **change})
    assert refused.value.field == field


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FILE, *FILE["lines"][0]]), inner),
    max_leaves=12,
)


@given(anything)
def test_no_file_whatever_does_more_than_be_refused(plain: object) -> None:
    with suppress(Refused):
        detention_from_json(plain)
