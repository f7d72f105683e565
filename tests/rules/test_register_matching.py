"""The matching engine: disguised marks are found, ordinary text is left alone, and the evidence is told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Trouble
from app.core.wording import LANGS, in_words
from app.register.matching import Field, LineText, Matches, MatchIndex, Method
from app.register.matching.batches import BATCH, answers_of
from app.register.matching.fold import confusable, simplified
from app.register.matching.units import han
from app.register.rules import Recordation, RightType

LATIN = (
    "Adavoro",
    "Kelmurio",
    "Zanthex",
    "Brovanti",
    "Quilmore",
    "Vextrion",
    "Polarnis",
    "Dormexia",
    "Rukovelt",
    "Nivabel",
)
CHINESE = ("极光飞鹿堂", "沐宸瑞鹤坊", "琪泽宇凡星", "墨染青禾阁", "锦绣云帆渡")
SHORT = {"S1": "极米", "S2": "极米坚果", "S3": "苹果", "S4": "钓鱼台", "S5": "耐克"}
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
CLEARED = ("苹果 鲜苹果 红富士苹果", "运动鞋 男 透气", "cotton shoes for men", "mobile phone cases", "手机壳 透明 防摔")


def right(number: str, mark: str, *aliases: str, classes: tuple[int, ...] = (9, 25)) -> Recordation:
    """A recordation of the test register."""
    day, end = date(2020, 1, 1), date(2040, 1, 1)
    return Recordation(
        number, RightType.TRADEMARK, number, mark, f"Holder of {mark}", day, end, mark_alt=aliases, nice_classes=classes
    )


LICENSED = "Ningbo Sea Trading Co Ltd; nice=25; until=2027-12-31; id=91330200MA2AE"
RIGHTS = (
    *(right(f"L{at}", mark) for at, mark in enumerate(LATIN)),
    *(right(f"C{at}", mark) for at, mark in enumerate(CHINESE)),
    *(right(number, mark) for number, mark in SHORT.items()),
    right("A1", "Kelvoria", "凯沃瑞"),
    replace(right("D1", "Lumitrex"), licensees=(LICENSED,)),
    replace(right("D2", "Ostravena"), known_infringers=("Yiwu Copy Import & Export Co., Ltd.",)),
    replace(right("H1", "Harvinto", classes=()), hs_codes=("6403", "4202")),
)


@pytest.fixture(scope="module")
def index() -> MatchIndex:
    """The index of the test register."""
    return MatchIndex.build(RIGHTS, cleared=CLEARED)


def numbers(answer: Matches) -> set[str]:
    """All recordations of an answer."""
    return {one.recordation_no for one in (*answer.alerts, *answer.review)}


def alerts(answer: Matches) -> set[str]:
    """The recordations of the alerts."""
    return {one.recordation_no for one in answer.alerts}


def _changed(mark: str, at: int) -> str:
    return mark[:at] + ("q" if mark[at].lower() != "q" else "k") + mark[at + 1 :]


def _strange(mark: str, at: int) -> str:
    looks = {plain: odd for odd, plain in confusable().items()}
    return mark[:at] + looks.get(mark[at], mark[at]) + mark[at + 1 :]


LATIN_DISGUISES: dict[str, Callable[[str, int], str]] = {
    "exact": lambda mark, _: mark,
    "case": lambda mark, _: mark.swapcase(),
    "width": lambda mark, _: "".join(chr(ord(one) + 0xFEE0) for one in mark),
    "spaced": lambda mark, _: " ".join(mark),
    "dotted": lambda mark, _: ".".join(mark),
    "hyphen": lambda mark, at: mark[: at + 1] + "-" + mark[at + 1 :],
    "invisible": lambda mark, at: mark[: at + 1] + "\u200b" + mark[at + 1 :],
    "homoglyph": _strange,
    "accent": lambda mark, at: mark[: at + 1] + "\u0301" + mark[at + 1 :],
    "leet": lambda mark, _: mark.lower().replace("o", "0").replace("i", "1").replace("e", "3"),
    "changed": _changed,
    "missing": lambda mark, at: mark[:at] + mark[at + 1 :],
    "added": lambda mark, at: mark[:at] + "q" + mark[at:],
    "swapped": lambda mark, at: mark[:at] + mark[at : at + 2][::-1] + mark[at + 2 :],
    "glued": lambda mark, _: f"new{mark}shoes",
}


@settings(max_examples=80)
@given(
    at=st.integers(0, len(LATIN) - 1),
    how=st.sampled_from(sorted(LATIN_DISGUISES)),
    place=st.integers(0, 20),
    carrier=st.sampled_from(
        ("cotton {} shoes for men", "{} mobile phone cases", "shoes {}", "运动鞋 {} 男", "手机壳{}")
    ),
)
def test_no_single_disguise_of_a_distinctive_latin_mark_escapes(
    index: MatchIndex, at: int, how: str, place: int, carrier: str
) -> None:
    mark = LATIN[at]
    said = LATIN_DISGUISES[how](mark, place % len(mark))
    assert f"L{at}" in numbers(index.match(LineText(carrier.format(said), nice=25))), said


HAN_DISGUISES: dict[str, Callable[[str, int], str]] = {
    "exact": lambda mark, _: mark,
    "older": lambda mark, _: "".join({new: old for old, new in simplified().items()}.get(one, one) for one in mark),
    "spaced": lambda mark, _: " ".join(mark),
    "changed": lambda mark, at: mark[:at] + "囧" + mark[at + 1 :],
    "missing": lambda mark, at: mark[:at] + mark[at + 1 :],
    "added": lambda mark, at: mark[:at] + "囧" + mark[at:],
    "swapped": lambda mark, at: mark[:at] + mark[at : at + 2][::-1] + mark[at + 2 :],
    "longer": lambda mark, _: mark + "之家",
    "pinyin": lambda mark, _: " ".join(han().syllables[han().sound[han().place[ord(one)], 0]] for one in mark).upper(),
}


@settings(max_examples=50)
@given(
    at=st.integers(0, len(CHINESE) - 1),
    how=st.sampled_from(sorted(HAN_DISGUISES)),
    place=st.integers(0, 20),
    carrier=st.sampled_from(("运动鞋 {} 男", "{}手机壳", "手机壳{}", "cotton {} shoes")),
)
def test_no_single_disguise_of_a_distinctive_chinese_mark_escapes(
    index: MatchIndex, at: int, how: str, place: int, carrier: str
) -> None:
    mark = CHINESE[at]
    said = HAN_DISGUISES[how](mark, place % len(mark))
    assert f"C{at}" in numbers(index.match(LineText(carrier.format(said), nice=9))), said


def test_the_mark_itself_is_shown_rather_than_the_mark_with_its_neighbour(index: MatchIndex) -> None:
    answer = index.match(LineText("盲盒", brand="锦绣云帆渡", nice=25))
    assert [(one.recordation_no, one.matched, one.method) for one in answer.alerts] == [
        ("C4", "锦绣云帆渡", Method.EXACT)
    ]
    answer = index.match(LineText("Adavoro T shirt", nice=25))
    assert [(one.matched, one.method) for one in answer.alerts] == [("Adavoro", Method.EXACT)]


def test_the_s_of_an_owner_is_no_letter_of_a_spelt_out_word() -> None:
    only = MatchIndex.build([right("O1", "Bramfeld's")])
    assert alerts(only.match(LineText("tyres of Brmfeld's a kind used on aircraft", nice=25))) == {"O1"}
    assert alerts(only.match(LineText("tyres B r a m f e l d s, used", nice=25))) == {"O1"}


def test_a_mark_of_digits_is_found_in_the_brand_field() -> None:
    only = MatchIndex.build([right("G1", "361°")])
    assert alerts(only.match(LineText("运动鞋", brand="361°", nice=25))) == {"G1"}
    assert not numbers(only.match(LineText("运动鞋 361 款", nice=25)))


@given(st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_arbitrary_text_never_raises(index: MatchIndex, goods: str, brand: str, hs_code: str, spec: list[str]) -> None:
    answer = index.match(LineText(goods, brand, hs_code, None, tuple(spec)))
    fields = {Field.GOODS: [goods], Field.BRAND: [brand], Field.SPEC: spec}
    for one in (*answer.alerts, *answer.review):
        if one.method is not Method.SPLIT:
            assert any(text[slice(*one.span)] == one.matched for text in fields[one.field])


@given(st.text(alphabet=st.characters(), max_size=60))
def test_lone_surrogates_and_the_like_do_not_raise(index: MatchIndex, goods: str) -> None:
    index.match(LineText(goods + "\ud800\x00\U0010ffff"))


def test_a_batch_answers_as_one_by_one(index: MatchIndex) -> None:
    lines = [LineText(f"cotton {mark} shoes", nice=25) for mark in LATIN] + [
        LineText("", nice=25),
        LineText("手机壳极米"),
    ]
    together = list(index.match_many(lines))
    assert [alerts(one) for one in together] == [alerts(index.match(line)) for line in lines]


@pytest.mark.parametrize("forking", [pytest.param(True, marks=FORKS), False])
def test_processes_answer_as_one_does(index: MatchIndex, forking: bool) -> None:
    lines = [LineText(f"cotton {mark} shoes {at}", nice=25) for at in range(60) for mark in LATIN]
    assert len(lines) > BATCH
    assert answers_of(index, lines, others=1, forking=forking) == answers_of(index, lines)


def test_a_saved_index_answers_the_same(index: MatchIndex, tmp_path: Path) -> None:
    path = tmp_path / "register.index"
    index.save(path)
    lines = [LineText(f"cotton {mark} shoes", nice=25) for mark in (*LATIN, *CHINESE)]
    assert list(MatchIndex.load(path).match_many(lines)) == list(index.match_many(lines))


def test_a_damaged_index_is_told_in_words(index: MatchIndex, tmp_path: Path) -> None:
    path = tmp_path / "register.index"
    index.save(path)
    whole = path.read_bytes()
    for damaged in (b"", b"rubbish", whole[: len(whole) // 2]):
        path.write_bytes(damaged)
        with pytest.raises(Trouble) as told:
            MatchIndex.load(path)
        assert told.value.say.key == "register_matching.index_unreadable"


def test_an_update_brings_what_is_new_and_forgets_what_is_gone(index: MatchIndex) -> None:
    newer = index.updated([right("N1", "Tarvensis"), right("L1", "Brandnewix")], removed=["L0"])
    assert "N1" in alerts(newer.match(LineText("cotton Tarvensis shoes", nice=25)))
    assert "L1" in alerts(newer.match(LineText("cotton Brandnewix shoes", nice=25)))
    assert "L1" not in numbers(newer.match(LineText(f"cotton {LATIN[1]} shoes", nice=25)))
    assert "L0" not in numbers(newer.match(LineText(f"cotton {LATIN[0]} shoes", nice=25)))
    assert "L0" in alerts(index.match(LineText(f"cotton {LATIN[0]} shoes", nice=25)))


def test_an_updated_index_answers_as_one_built_anew(index: MatchIndex) -> None:
    added = [right("N1", "Tarvensis"), right("S4", "飞天鹿台")]
    newer = index.updated(added, removed=["C1", "L4"])
    anew = [one for one in RIGHTS if one.recordation_no not in {"S4", "C1", "L4"}]
    built = MatchIndex.build([*anew, *added], cleared=CLEARED)
    texts = (*LATIN, *CHINESE, *SHORT.values(), "Tarvensis", "飞天鹿台", "Qilmore", "墨染青禾哥", "TARVENS1S")
    lines = [LineText(f"cotton {mark} shoes", nice=25) for mark in texts]
    assert list(newer.match_many(lines)) == list(built.match_many(lines))
    assert len(newer.updated([], removed=[one.recordation_no for one in (*RIGHTS, *added)]).entries) == 0


def test_an_alias_in_another_script_is_its_mark(index: MatchIndex) -> None:
    assert "A1" in alerts(index.match(LineText("凯沃瑞 运动鞋", nice=25)))


def test_a_composite_name_is_both_marks(index: MatchIndex) -> None:
    assert {"S1", "S2"} <= numbers(index.match(LineText("极米坚果投影仪", nice=9)))


def test_the_beginning_of_a_longer_mark_is_shown() -> None:
    only = MatchIndex.build([right("S2", "极米坚果")])
    answer = only.match(LineText("投影仪", brand="极米", nice=9))
    assert [(one.recordation_no, one.method) for one in answer.review] == [("S2", Method.SHORTENED)]


def test_an_ordinary_word_needs_its_class_or_the_brand_field(index: MatchIndex) -> None:
    assert "S3" not in alerts(index.match(LineText("红富士苹果 5kg", nice=31)))
    assert "S3" in alerts(index.match(LineText("手机壳", brand="苹果", nice=9)))
    assert "S3" in numbers(index.match(LineText("苹果手机壳", nice=9)))
    assert "S3" not in numbers(index.match(LineText("苹果手机壳", nice=31)))


def test_goods_of_another_class_are_no_alert(index: MatchIndex) -> None:
    answer = index.match(LineText("Adavoro cotton", nice=34))
    assert "L0" not in alerts(answer)
    assert {one.in_scope for one in answer.review if one.recordation_no == "L0"} == {False}


def test_customs_codes_say_the_class(index: MatchIndex) -> None:
    assert "L0" in alerts(index.match(LineText("Adavoro shoes", hs_code="6403.99")))
    assert "L0" not in alerts(index.match(LineText("Adavoro live horses", hs_code="010121")))


def test_a_record_that_names_customs_codes_is_held_to_them(index: MatchIndex) -> None:
    assert "H1" in alerts(index.match(LineText("Harvinto shoes", hs_code="64039990")))
    assert "H1" not in alerts(index.match(LineText("Harvinto toys", hs_code="9503")))


def test_a_mark_split_over_two_fields_is_found(index: MatchIndex) -> None:
    answer = index.match(LineText("voro shoes", brand="Ada", nice=25))
    assert [one.method for one in answer.alerts if one.recordation_no == "L0"] == [Method.SPLIT]


@pytest.mark.parametrize(
    ("said", "method"),
    [
        ("Adavoro", Method.EXACT),
        ("aDAVORO", Method.CASE),
        ("Ａｄａｖｏｒｏ", Method.WIDTH),
        ("Ada\u200bvoro", Method.HIDDEN),
        ("A d a v o r o", Method.SPACED),
        ("Adav\u043ero", Method.HOMOGLYPH),
        ("Adávoro", Method.ACCENT),
        ("Ad4vor0", Method.LEET),
        ("Adaworo", Method.CHANGED),
        ("Advoro", Method.MISSING),
        ("Adarvoro", Method.ADDED),
        ("Adavroo", Method.SWAPPED),
        ("newAdavoroshoes", Method.GLUED),
        ("釣魚臺", Method.SCRIPT),
        ("DIAO YU TAI", Method.PINYIN),
    ],
)
def test_the_evidence_says_what_was_done(index: MatchIndex, said: str, method: Method) -> None:
    answer = index.match(LineText(f"cotton {said} shoes", nice=25))
    found = next(one for one in answer.alerts if one.recordation_no in {"L0", "S4"})
    assert found.method is method
    assert f"cotton {found.matched if method is not Method.GLUED else said} shoes" == f"cotton {said} shoes"
    for lang in LANGS:
        words = [in_words(one, lang) for one in found.evidence]
        assert len(words) == 3
        assert not any("register_matching" in one for one in words)


def test_learning_makes_quieter_but_never_silences_what_was_infringed(index: MatchIndex) -> None:
    ordinary = [f"cotton brovanti shoes {number}" for number in range(200)]
    line = LineText("cotton brovanti shoes", nice=25)
    assert "L3" in alerts(index.match(line))
    quiet = index.learn(ordinary)
    assert "L3" not in numbers(quiet.match(line))
    for goods in ("cotton brovanti shoes", "brovanti cotton shoes", "brovanti"):
        assert "L3" in alerts(quiet.guard(["L3"]).match(LineText(goods, nice=25))), goods


@pytest.mark.parametrize(
    ("party", "nice", "day", "passes"),
    [
        ("NINGBO SEA TRADING CO., LIMITED", 25, date(2026, 1, 1), True),
        ("Another Name Ltd; id=91330200MA2AE", 25, date(2026, 1, 1), True),
        ("Ningbo Sea Trading Co Ltd", 9, date(2026, 1, 1), False),
        ("Ningbo Sea Trading Co Ltd", 25, date(2028, 1, 1), False),
        ("Ningbo Sea Trading Co Ltd", 25, None, False),
        ("Ningbo Lake Trading Co Ltd", 25, date(2026, 1, 1), False),
    ],
)
def test_only_a_good_licence_explains_a_match(
    index: MatchIndex, party: str, nice: int, day: date | None, passes: bool
) -> None:
    answer = index.match(LineText("Lumitrex shoes", nice=nice, parties=(party,), on=day))
    assert ("D1" in {one.recordation_no for one in answer.passed}) is passes
    assert ("D1" in alerts(answer)) is not passes


def test_a_known_infringer_is_named(index: MatchIndex) -> None:
    answer = index.match(LineText("Ostravena shoes", nice=25, parties=("YIWU COPY IMPORT AND EXPORT CO LTD",)))
    said = [one.key for match in answer.alerts for one in match.evidence]
    assert "register_matching.party_infringer" in said


def test_clean_lines_stay_clean(index: MatchIndex) -> None:
    clean = (
        "2017春季新款韩版时尚网鞋学生潮流小白鞋",
        "women's shoes, of leather",
        "苹果 5kg",
        "手机壳 透明",
        "12 x 1.5/1.8/2.0m",
    )
    for goods in clean:
        assert not index.match(LineText(goods, nice=25)).alerts, goods
