"""What keeping goods cost and how it is settled; parcels of one size; parcels with their weights as typed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.custody.rules import portions, weighed
from app.detention.costs import Cost, CostKind, settled

DAY = date(2024, 11, 20)


def cost(amount: str, days: int = 0, *, direct: bool = False) -> Cost:
    return Cost(CostKind.STORAGE, Decimal(amount), DAY + timedelta(days=days), direct)


def test_costs_are_deducted_and_the_rest_goes_back() -> None:
    found = settled(Decimal(100), [cost("30"), cost("20", direct=True)])
    assert [*map(int, (found.borne, found.deducted, found.balance, found.claim))] == [50, 30, 70, 0], (
        "paid directly: not deducted"
    )


def test_what_the_security_does_not_cover_is_claimed() -> None:
    found = settled(Decimal(100), [cost("130")])
    assert [*map(int, (found.deducted, found.balance, found.claim))] == [100, 0, 30]
    assert settled(None, [cost("5")]).claim == 5


def test_after_the_limit_the_holder_bears_nothing() -> None:
    found = settled(Decimal(100), [cost("10"), cost("99", 1)], borne_until=DAY)
    assert [*map(int, (found.borne, found.not_borne, found.balance))] == [10, 99, 90]


amounts = st.decimals(min_value=0, max_value=10**6, places=2)


@given(amounts, st.lists(st.tuples(amounts, st.integers(-5, 5), st.booleans()), max_size=8))
def test_a_settlement_loses_nothing(security: Decimal, told: list[tuple[Decimal, int, bool]]) -> None:
    costs = [Cost(CostKind.OTHER, amount, DAY + timedelta(days=days), direct) for amount, days, direct in told]
    found = settled(security, costs, borne_until=DAY)
    assert found.deducted + found.balance == security
    assert min(found.balance, found.claim) == 0, "nothing is claimed while there is security left"
    assert found.borne + found.not_borne == sum(amount for amount, _days, _direct in told)


@given(st.decimals(min_value=Decimal("0.001"), max_value=10**6, places=3), st.integers(1, 500))
def test_portions_are_even_and_make_up_the_whole(quantity: Decimal, parcels: int) -> None:
    step = Decimal(1) if quantity == quantity.to_integral_value() else Decimal("0.001")
    assume(quantity >= parcels * step)
    found = portions(quantity, parcels)
    assert sum(found) == quantity
    assert max(found) - min(found) <= step
    assert len(found) == parcels


def test_no_parcels_are_refused() -> None:
    for parcels in (0, -1, 501):
        with pytest.raises(Refused) as caught:
            portions(Decimal(10), parcels)
        assert caught.value.field == "parcels"
    with pytest.raises(Refused):
        portions(Decimal(3), 4)


def test_weights_are_read_line_by_line() -> None:
    assert weighed("A-P001 1,250.5\n\n  A-P002  9 ") == {"A-P001": Decimal("1250.5"), "A-P002": Decimal(9)}
    for bad in ("A-P001", "A-P001 heavy", "A-P001 NaN", "12.5"):
        with pytest.raises(Refused) as caught:
            weighed(bad)
        assert caught.value.field == "parcels"
