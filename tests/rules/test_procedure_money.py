"""Securities, fines, disposal and thresholds by the figures of the reference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.wording import LANGS, in_words
from app.detention.procedure.loading import load_procedure
from app.detention.procedure.money import (
    Priced,
    counter_security_due,
    disposal_offers,
    fine_advice,
    fine_allowed,
    illegal_revenue,
    security_due,
    thresholds_met,
)

CN = load_procedure("cn", date(2026, 1, 1))
money = st.decimals(Decimal(0), Decimal(10_000_000), places=2)


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("0", "0"),
        ("1", "1"),
        ("19999.99", "19999.99"),
        ("20000", "20000"),
        ("30000", "20000"),
        ("40000", "20000"),
        ("40000.02", "20000.01"),
        ("150000", "75000"),
        ("200000", "100000"),
        ("200000.01", "100000"),
        ("370000", "100000"),
    ],
)
def test_security_by_bracket(value: str, due: str) -> None:
    assert security_due(Decimal(value), CN, "ex_officio").amount == Decimal(due)
    assert security_due(Decimal(value), CN, "on_application").amount == Decimal(value)


@given(money, money)
def test_security_never_exceeds_the_value_and_never_falls_as_it_rises(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert security_due(low, CN, "ex_officio").amount <= security_due(high, CN, "ex_officio").amount
    for track in ("ex_officio", "on_application"):
        assert Decimal(0) <= security_due(one, CN, track).amount <= one


def test_the_ceiling_holds_whatever_floor_an_office_sets() -> None:
    raised = tuple(replace(bracket, floor=Decimal(90_000)) for bracket in CN.securities)
    assert security_due(Decimal(30_000), replace(CN, securities=raised), "ex_officio").amount == Decimal(30_000)


@given(money)
def test_security_says_why(value: Decimal) -> None:
    for lang in LANGS:
        assert "{" not in in_words(security_due(value, CN, "ex_officio").why, lang)


def test_a_general_security_covers_trademarks_ex_officio_only() -> None:
    value = Decimal(370_000)
    assert security_due(value, CN, "ex_officio", general=True).amount == 0
    assert security_due(value, CN, "ex_officio", "patent", general=True).amount == 100_000
    assert security_due(value, CN, "on_application", general=True).amount == value
    assert CN.general_security is not None
    assert CN.general_security.least == 200_000


def test_wrong_values_and_tracks_are_refused() -> None:
    for value, track in ((Decimal(-1), "ex_officio"), (Decimal("NaN"), "ex_officio"), (Decimal(1), "sideways")):
        with pytest.raises(Refused):
            security_due(value, CN, track)


def test_counter_security_is_the_value_and_for_patents_only() -> None:
    assert counter_security_due(Decimal("123.45"), CN, "patent").amount == Decimal("123.45")
    with pytest.raises(Refused):
        counter_security_due(Decimal(1), CN, "trademark")


def test_fine_tiers_in_money() -> None:
    advice = {item.tier.id: item for item in fine_advice("APR 25(1)", Decimal(100_000), CN)}
    assert len(advice) == 5
    normal, heavier, lighter = (advice[f"APR25.1-{name}"] for name in ("normal", "heavier", "lighter"))
    assert (normal.low, normal.high) == (Decimal(10_000), Decimal(20_000))
    assert normal.tier.usual
    for item, amount, allowed in (
        (normal, 10_000, True),
        (normal, 20_000, False),
        (heavier, 20_000, True),
        (heavier, 30_000, True),
        (heavier, Decimal("30000.01"), False),
        (lighter, 0, False),
        (lighter, Decimal("9999.99"), True),
        (advice["APR25.1-mitigated"], 0, True),
        (advice["APR25.1-mitigated"], 1, False),
    ):
        assert fine_allowed(item, Decimal(amount)) is allowed, (item.tier.id, amount)
    fixed = {item.tier.id: (item.low, item.high) for item in fine_advice("APR 25(2)", Decimal(7), CN)}
    assert fixed["APR25.2-normal"] == (Decimal(20_000), Decimal(30_000))
    assert fixed["APR25.2-heavier"] == (Decimal(30_000), Decimal(50_000))
    with pytest.raises(Refused):
        fine_advice("APR 99", Decimal(1), CN)


@given(st.integers(0, 50_000))
def test_each_fixed_fine_falls_into_exactly_one_fining_tier(amount: int) -> None:
    tiers = [a for a in fine_advice("APR 25(2)", Decimal(1), CN) if fine_allowed(a, Decimal(amount))]
    assert len(tiers) == (2 if amount == 0 else 1)


@pytest.mark.parametrize(
    ("conditions", "open_ways"),
    [
        (set(), {"destroyed"}),
        ({"usable_for_welfare"}, {"charity"}),
        ({"usable_for_welfare", "holder_wants_to_buy"}, {"charity", "sold_to_holder"}),
        ({"features_removable"}, {"destroyed"}),
        ({"features_removable", "holder_opinion_asked"}, {"auctioned"}),
        ({"features_removable", "holder_opinion_asked", "imported_counterfeit_mark"}, {"destroyed"}),
        ({"usable_for_welfare", "features_removable", "holder_opinion_asked"}, {"charity"}),
    ],
)
def test_the_disposal_ladder_goes_down_rung_by_rung(conditions: set[str], open_ways: set[str]) -> None:
    offers = disposal_offers(CN, conditions)
    assert {offer.way.id for offer in offers if offer.allowed} == open_ways
    for offer in offers:
        for lang in LANGS:
            assert "{" not in in_words(offer.reason, lang)
            assert offer.way.source.text in in_words(offer.reason, lang)


def test_thresholds_follow_their_dates() -> None:
    sold = {"unsold": Decimal(150_000)}
    assert {t.id for t in thresholds_met(CN, date(2025, 4, 26), sold)} == {"CrL214-unsold-2025"}
    assert not thresholds_met(CN, date(2025, 4, 25), sold)
    assert not thresholds_met(CN, date(2025, 4, 26), {"unsold": Decimal("149999.99")})
    old = {t.id for t in thresholds_met(CN, date(2020, 1, 1), {"business": Decimal(30_000)}, {"two_or_more_marks"})}
    assert old == {"CrL213-business-two-2004"}
    assert not thresholds_met(CN, date(2020, 1, 1), {"business": Decimal(30_000)})


@pytest.mark.parametrize(
    ("sold", "prices", "basis", "amount"),
    [
        (True, {"actual": "10", "list": "99"}, "actual", "30"),
        (False, {"actual": "10", "list": "20", "average_sale": "15"}, "average_sale", "45"),
        (False, {"list": "20", "median": "50"}, "list", "60"),
        (False, {"median": "50"}, "median", "150"),
        (True, {"median": "50"}, "median", "150"),
    ],
)
def test_illegal_revenue_takes_the_first_price_the_rule_allows(
    sold: bool, prices: dict[str, str], basis: str, amount: str
) -> None:
    line = Priced(Decimal(3), sold, {name: Decimal(price) for name, price in prices.items()})
    (found,) = illegal_revenue([line], CN)
    assert (found.basis, found.amount) == (basis, Decimal(amount))


def test_goods_without_an_allowed_price_are_refused_by_line() -> None:
    lines = [Priced(Decimal(1), True, {"actual": Decimal(1)}), Priced(Decimal(1), False, {"actual": Decimal(1)})]
    with pytest.raises(Refused) as refused:
        illegal_revenue(lines, CN)
    assert refused.value.say.params["line"] == 2
