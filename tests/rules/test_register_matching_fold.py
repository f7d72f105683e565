"""Folding: one plain form, whatever case, width, script or look-alike letters a text uses."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register.matching import fold


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


def test_every_single_character_settles() -> None:
    folded = {char: fold(char) for char in map(chr, range(0, sys.maxunicode + 1, 7))}
    # what folds to itself has settled: fold is a function of its text, so only the others are folded again
    strange = [char for char, once in folded.items() if once != char and fold(once) != once]
    assert strange == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("NIKE", "nike"),
        ("ＮＩＫＥ", "nike"),
        ("ΝΙΚΕ", "nike"),
        ("ni\u200bke", "nike"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("耐克", "耐克"),
        ("釣魚臺", "钓鱼台"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("а\u0435", "ae"),
        ("\u041dAT", "hat"),
        ("a\u3000b\tc", "a b c"),
    ],
)
def test_what_looks_the_same_folds_the_same(written: str, plain: str) -> None:
    assert fold(written) == plain
