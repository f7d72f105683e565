"""Rules of the numbers by which names are found: nothing may be missed, however cheaply it is asked for."""

from __future__ import annotations

import gc
from collections import defaultdict
from contextlib import suppress
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register.matching import LineText, MatchIndex
from app.register.matching.candidates import Pairs, Route, Windows
from app.register.matching.disguise import IMPOSSIBLE, exchanges
from app.register.matching.garbage import uncollected
from app.register.matching.keys import Keys
from app.register.matching.names import Entry, gather
from app.register.matching.stretches import CROSSES, HAN, PHRASE, WORDS, Stretches
from app.register.matching.units import FIELD, HARD, cut
from app.register.rules import Recordation, RightType

NUMBERS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=60)
MARKS = ("quorvexil", "潮汐候船人")


def keys(pairs: list[tuple[int, int]]) -> Keys:
    return Keys.build(np.array([one for one, _ in pairs], np.uint64), np.array([one for _, one in pairs], np.int32))


def told(found: Keys, asked: list[int]) -> list[tuple[int, int]]:
    at, ids = found.pairs(np.array(asked, np.uint64))
    return sorted((asked[place], one) for place, one in zip(at.tolist(), ids.tolist(), strict=True))


@given(NUMBERS, st.lists(st.integers(0, 60), max_size=20, unique=True))
def test_keys_tell_every_pair_and_no_other(pairs: list[tuple[int, int]], asked: list[int]) -> None:
    known: dict[int, list[int]] = defaultdict(list)
    for number, one in pairs:
        known[number].append(one)
    made = keys(pairs)
    wanted = sorted((number, one) for number in asked for one in known[number])
    assert told(made, asked) == wanted
    assert told(Keys.restored("some", made.stored("some")), asked) == wanted


@given(NUMBERS, NUMBERS, st.integers(0, 9))
def test_changed_keys_are_as_if_made_anew(pairs: list[tuple[int, int]], more: list[tuple[int, int]], gone: int) -> None:
    places = np.array([-1 if one == gone else one - (one > gone) for one in range(10)], np.int32)
    changed = keys(pairs).changed(places, keys(more), 9)
    anew = [(number, int(places[one])) for number, one in pairs if one != gone]
    anew += [(number, one + 9) for number, one in more]
    asked = list(range(41))
    assert told(changed, asked) == told(keys(anew), asked)


@given(st.text("aeiou潮汐", min_size=2, max_size=9))
def test_a_word_less_a_character_has_the_number_of_the_shorter_word(word: str) -> None:
    sums = cut([(word,)]).exact()
    less = sums.each_without(np.array([0]), np.array([len(word)])).tolist()
    for at, number in enumerate(less):
        shorter = cut([(word[:at] + word[at + 1 :],)])
        assert number == shorter.exact().number(np.array([0]), np.array([len(word) - 1]))[0]


@given(st.lists(st.text("ab潮汐 -,", max_size=12), min_size=1, max_size=3))
def test_what_is_true_of_a_stretch_is_what_counting_its_units_says(fields: list[str]) -> None:
    units = cut([tuple(fields), ("after",)])
    begin, stop = (np.array(ends) for ends in zip(*_stretches(len(units.start)), strict=True))
    traits = Stretches.of(units).traits(begin, stop)
    for one, (first, last) in zip(traits.tolist(), zip(begin.tolist(), stop.tolist(), strict=True), strict=True):
        gap, han = units.gap[first + 1 : last], units.han[first:last]
        assert bool(one & HAN) == han.all()
        assert bool(one & WORDS) == (not han.any())
        assert bool(one & CROSSES) == (gap == FIELD).any()
        assert bool(one & PHRASE) == ((gap < HARD).all() and ((gap == 0).all() or not han.any()))


def _stretches(total: int) -> list[tuple[int, int]]:
    return [(first, last) for first in range(total) for last in range(first + 1, min(first + 8, total) + 1)]


@pytest.fixture(scope="module")
def index() -> MatchIndex:
    day, end = date(2020, 1, 1), date(2040, 1, 1)
    first, second = (
        Recordation(mark, RightType.TRADEMARK, mark, mark, "Holder", day, end, nice_classes=(25,)) for mark in MARKS
    )
    return MatchIndex.build([first]).updated([second])


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_one_character_away_is_found_wherever_the_slip_is(index: MatchIndex, mark: str) -> None:
    other = "z" if mark.isascii() else "锂"
    slips = [mark[:at] + mark[at + 1 :] for at in range(len(mark))]
    if mark.isascii():
        slips += [mark[:at] + other + mark[at + 1 :] for at in range(len(mark))]
        slips += [mark[:at] + mark[at + 1] + mark[at] + mark[at + 2 :] for at in range(len(mark) - 1)]
    slips += [mark[:at] + other + mark[at:] for at in range(1, len(mark))]
    for slip, answer in zip(
        slips, index.match_many([LineText(f"shoes {slip}", nice=25) for slip in slips]), strict=True
    ):
        assert [one.mark for one in (*answer.alerts, *answer.review)] == [mark], slip


def test_a_word_is_no_disguise_of_itself() -> None:
    """A pair found by what is left of both may be the same word: what it is worth whole is what counts."""
    names, _ = gather([Entry("R", ("潮汐候船",), (9,), (), (), (), "H")])
    written = cut([("潮汐候船",), ("潮汐侯船",)])
    begin, none = np.array([0, 4]), np.zeros(2)
    han = np.full(2, HAN, np.uint8)
    found = Windows(begin, begin + 4, written.start[begin], written.end[begin + 3], none, none, han)
    fuzzy, no = np.full(2, Route.FUZZY, np.uint8), np.zeros(2, np.bool_)
    pairs = Pairs(np.arange(2), np.zeros(2, np.int32), fuzzy, no)
    same, changed = exchanges(written, names, found, pairs).cost.tolist()
    assert same >= IMPOSSIBLE > changed


def test_garbage_is_collected_again_whatever_happens() -> None:
    for failing in (False, True):
        with suppress(ValueError), uncollected():
            assert not gc.isenabled()
            if failing:
                raise ValueError
        assert gc.isenabled()
