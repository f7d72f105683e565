"""What ordinary text is known of: dictionaries, words of trade, names of people and of businesses, what was learned."""

from __future__ import annotations

from datetime import date

import pytest

from app.register.matching import LineText, MatchIndex, worth
from app.register.matching.lexicon import lexicon
from app.register.matching.units import cut
from app.register.rules import Recordation, RightType

CLEARED = tuple(f"cotton goods number {word} for men and women" for word in map(str, range(1500)))


def right(number: str, mark: str, *aliases: str) -> Recordation:
    """A recordation for class 25."""
    day, end = date(2020, 1, 1), date(2040, 1, 1)
    return Recordation(
        number, RightType.TRADEMARK, number, mark, "Holder", day, end, mark_alt=aliases, nice_classes=(25,)
    )


FILLING = [right(f"F{at}", f"qzx{at}vwj") for at in range(20_000)]
"""Marks like no word, so that a likeness must stand out as much as in a register of some size."""


@pytest.fixture(scope="module")
def index() -> MatchIndex:
    """A register of marks one letter or character away from ordinary words, and of ordinary words."""
    rights = [
        right("E1", "Bumpers"), right("E2", "Camper"), right("E3", "Turvonix"), right("Z1", "立胜"),
        right("Z3", "沁羽", "Qinvello"), right("Z6", "上门维修"), right("Z7", "飞禾"),
    ]  # fmt: skip
    return MatchIndex.build([*rights, *FILLING], cleared=CLEARED)


def alerts(index: MatchIndex, goods: str) -> set[str]:
    """The recordations that goods of class 25 are an alert for."""
    return {one.recordation_no for one in index.match(LineText(goods, nice=25)).alerts}


def score(index: MatchIndex, goods: str, number: str) -> float:
    """How sure a match is; 0 where there is none."""
    answer = index.match(LineText(goods, nice=25))
    return max((one.score for one in (*answer.alerts, *answer.review) if one.recordation_no == number), default=0.0)


def test_the_lexicon_is_numbered_as_lines_are() -> None:
    units = cut([("waffles",), ("zqxvwaffles",)])
    found, _ = lexicon().english.find(units.exact().number(units.start, units.end))
    assert found.tolist() == [0]
    assert len(lexicon().english.mixed) > 80_000


def test_an_english_word_is_no_misspelt_mark(index: MatchIndex) -> None:
    assert not alerts(index, "vehicles, dumpers, designed for use off the road")
    assert "E1" in alerts(index, "vehicles, bumprs, designed for use off the road")


def test_an_english_word_with_an_ending_is_no_mark_glued_to_it(index: MatchIndex) -> None:
    assert not alerts(index, "bags for campers")
    assert "E2" in alerts(index, "bags newCampershoes")


def test_a_mark_may_be_an_english_word(index: MatchIndex) -> None:
    assert "E1" in alerts(index, "cotton shoes Bumpers for men")


def test_a_given_name_after_its_surname_is_less_of_a_mark(index: MatchIndex) -> None:
    assert score(index, "词汇教程张立胜主讲", "Z1") < score(index, "词汇教程芒立胜主讲", "Z1")


@pytest.mark.parametrize("ending", ["之家", "国际", "旗舰"])
def test_the_ending_of_a_business_makes_a_name(index: MatchIndex, ending: str) -> None:
    assert score(index, f"加厚飞禾{ending}棉鞋", "Z7") > score(index, "加厚飞禾学步棉鞋", "Z7")


def test_a_right_in_two_scripts_is_likelier_met_at_a_border(index: MatchIndex) -> None:
    alone = index.updated([right("Z3", "沁羽")])
    assert score(index, "加厚, 沁羽, 棉鞋", "Z3") > score(alone, "加厚, 沁羽, 棉鞋", "Z3")


def test_capitals_turned_round_are_a_disguise(index: MatchIndex) -> None:
    assert score(index, "cotton tURVONIX shoes", "E3") > score(index, "cotton turvonix shoes", "E3")


def test_two_words_that_go_together_are_no_chance(index: MatchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    sure = score(index, "成都上门维修冻库空调", "Z6")
    monkeypatch.setattr(worth, "PHRASE", 0.0)
    assert sure < score(index, "成都上门维修冻库空调", "Z6")


def test_words_of_trade_are_known_before_anything_is_learned() -> None:
    blank = MatchIndex.build([right("W1", "包邮"), right("W2", "宝佑"), *FILLING])
    answer = blank.match(LineText("正品包邮成人足球", nice=25))
    assert (answer.alerts, answer.review) == ((), ())


def test_less_is_sure_where_nothing_is_learned(index: MatchIndex) -> None:
    blank = MatchIndex.build([right("E3", "Turvonix"), *FILLING])
    assert score(blank, "cotton turvonx shoes", "E3") < score(index, "cotton turvonx shoes", "E3")
