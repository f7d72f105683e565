"""Powers, lock-out times and passphrases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import CHINA
from app.core.errors import Refused
from app.core.wording import in_words
from app.identity.rules import FAILURES_ALLOWED, POWERS, Officer, Power, Role, check_passphrase, locked_until, require

NOON = datetime(2024, 11, 20, 12, 0, tzinfo=CHINA)


def test_every_power_belongs_to_somebody_and_every_role_has_one() -> None:
    assert set(POWERS) == set(Power)
    assert all(POWERS.values())
    assert set().union(*POWERS.values()) == set(Role)


@pytest.mark.parametrize("power", Power)
@pytest.mark.parametrize("role", Role)
def test_an_officer_may_what_one_of_their_roles_may(role: Role, power: Power) -> None:
    officer = Officer("X", "", "", frozenset({role}))
    assert officer.may(power) == (role in POWERS[power])
    if officer.may(power):
        require(officer, power)
    else:
        with pytest.raises(Refused) as told:
            require(officer, power)
        assert told.value.say.key == "identity.not_allowed"
        for lang in ("zh", "en"):
            said = in_words(told.value.say, lang)
            assert "_" not in said
            assert "identity." not in said


def test_one_who_left_may_nothing() -> None:
    gone = Officer("X", "", "", frozenset(Role), active=False)
    assert not any(gone.may(power) for power in Power)
    with pytest.raises(Refused) as told:
        require(gone, Power.DETAIN)
    assert told.value.say.key == "identity.inactive"


@given(st.integers(0, 40))
def test_the_lock_begins_with_the_fifth_failure_and_never_shortens(failures: int) -> None:
    until = locked_until(failures, NOON)
    assert (until is None) == (failures < FAILURES_ALLOWED)
    if until is not None:
        assert until - NOON >= timedelta(minutes=15)
        assert until <= (locked_until(failures + 1, NOON) or NOON)


def test_the_longest_lock_is_sixteen_hours() -> None:
    assert locked_until(1_000, NOON) == NOON + timedelta(hours=16)


@pytest.mark.parametrize(("name_zh", "name_en", "shown"), [("李", "Li", "李"), ("", "Li", "Li"), ("", "", "X")])
def test_a_name_that_is_missing_is_shown_in_the_other_language(name_zh: str, name_en: str, shown: str) -> None:
    assert Officer("X", name_zh, name_en, frozenset()).name("zh") == shown


def test_a_passphrase_needs_ten_signs() -> None:
    check_passphrase("0123456789")
    check_passphrase("一二三四五六七八九十")
    with pytest.raises(Refused):
        check_passphrase("012345678")
