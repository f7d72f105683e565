"""Numbers that carry their own proof, against published examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.numbers import (
    CURRENCIES,
    CustomsNumber,
    container_check_digit,
    customs_number,
    gtin_check_digit,
    gtin_holds,
    s10_check_digit,
    s10_wrong_digit,
)


@pytest.mark.parametrize(
    ("serial", "digit"),
    [
        ("47312482", "9"), ("00000000", "5"), ("12345678", "5"), ("00000001", "4"), ("10000000", "3"),
        ("00000008", "0"), ("00000015", "5"),
    ],
)  # fmt: skip
def test_s10_check_digits_of_the_reference(serial: str, digit: str) -> None:
    assert s10_check_digit(serial) == digit
    assert s10_wrong_digit(f"RR{serial}{digit}CN") is None
    assert s10_wrong_digit(f"RR{serial}{(int(digit) + 1) % 10}CN") == digit


@pytest.mark.parametrize("gtin", ["96385074", "036000291452", "4006381333931", "10614141000415", "9521901000018"])
def test_gtins_that_hold(gtin: str) -> None:
    assert gtin_holds(gtin)


@pytest.mark.parametrize(
    "gtin", ["96385075", "400638133393", "", "40063813339", "４００６３８１３３３９３１", "4006381333931 "]
)
def test_gtins_that_do_not(gtin: str) -> None:
    assert not gtin_holds(gtin)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_a_gtin_with_one_wrong_digit_never_holds(body: str, place: int, by: int) -> None:
    whole = body + gtin_check_digit(body)
    wrong = whole[:place] + str((int(whole[place]) + by) % 10) + whole[place + 1 :]
    assert gtin_holds(whole)
    assert not gtin_holds(wrong)


@pytest.mark.parametrize(("body", "digit"), [("CSQU305438", "3"), ("TEXU307007", "9")])
def test_container_numbers(body: str, digit: str) -> None:
    assert container_check_digit(body) == digit


def test_what_a_declaration_number_says() -> None:
    assert customs_number("310120240000012345") == CustomsNumber("3101", 2024, "E")
    assert customs_number("220420251000012345") == CustomsNumber("2204", 2025, "I")
    assert customs_number("220419991000012345") is None
    assert customs_number("22042025100001234") is None


def test_currencies() -> None:
    assert {"CNY", "CNH", "USD", "EUR", "JPY"} <= CURRENCIES
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert "RMB" not in CURRENCIES
