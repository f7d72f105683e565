"""Search as you type, parties, licences and the concordance beside the matching engine."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import places
from app.register import concordance
from app.register.licences import Leave, Licence, Party, standing
from app.register.matching.search import SearchIndex, Why
from app.register.parties import likeness, same_party
from app.register.rules import Recordation, RightType


def right(number: str, mark: str, *aliases: str, holder: str = "", classes: tuple[int, ...] = ()) -> Recordation:
    """A recordation to search."""
    return Recordation(
        number, RightType.TRADEMARK, "R" + number, mark, holder, date(2020, 1, 1), date(2040, 1, 1),
        mark_alt=aliases, nice_classes=classes,
    )  # fmt: skip


@pytest.fixture(scope="module")
def found() -> SearchIndex:
    """A small register."""
    return SearchIndex.build(
        [
            right("T2024-000001", "NIKE", "耐克", holder="Nike Innovate C.V.", classes=(25,)),
            right("T2024-000002", "贵州茅台", holder="中国贵州茅台酒厂", classes=(33,)),
            right("T2024-000003", "Starbucks", "星巴克", holder="Starbucks Corporation", classes=(30, 43)),
            right("C2023-000004", "钓鱼台", holder="钓鱼台酒业", classes=(33,)),
            right("T2024-000005", "妮可儿", holder="妮可儿服饰", classes=(18,)),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "number", "why"),
    [
        ("T2024-000002", "T2024-000002", Why.NUMBER),
        ("c2023", "C2023-000004", Why.NUMBER),
        ("nik", "T2024-000001", Why.MARK),
        ("nikee", "T2024-000001", Why.MARK),
        ("ＮＩＫＥ", "T2024-000001", Why.MARK),
        ("耐克", "T2024-000001", Why.ALIAS),
        ("starbcks", "T2024-000003", Why.MARK),
        ("釣魚臺", "C2023-000004", Why.MARK),
        ("maotai", "T2024-000002", Why.PINYIN),
        ("贵洲茅台", "T2024-000002", Why.PINYIN),
        ("nike innovate", "T2024-000001", Why.HOLDER),
        ("class 30", "T2024-000003", Why.CLASS),
        ("第25类", "T2024-000001", Why.CLASS),
    ],
)
def test_search_finds_however_it_is_typed(found: SearchIndex, typed: str, number: str, why: Why) -> None:
    best = found.search(typed)[0]
    assert (best.recordation_no, best.why) == (number, why)


def test_search_keeps_to_a_class(found: SearchIndex) -> None:
    assert {one.recordation_no for one in found.search("台", nice=33)} == {"T2024-000002", "C2023-000004"}
    assert found.search("台", nice=25) == ()


@given(st.text(max_size=300), st.integers(1, 50))
def test_search_never_raises_and_keeps_its_limit(found: SearchIndex, typed: str, limit: int) -> None:
    answers = found.search(typed, limit)
    assert len(answers) <= limit
    assert len({one.recordation_no for one in answers}) == len(answers)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Siemens Aktiengesellschaft", "Siemens AG", True),
        ("CRYSTALORD LIMITED", "Crystalord Ltd.", True),
        ("Crystalord Systems Ltd", "Crystalord Ltd", False),
        ("A.B.C. Company", "ABC Co.", True),
        ("OAO Gazprom", "Gazprom JSC", True),
        ("Banco Santander México S.A.", "Banco Santander Chile S.A.", False),
        ("Procter & Gamble Co.", "The Procter and Gamble Company", True),
        ("深圳市华为技术有限公司", "华为技术有限公司", True),
        ("深圳市華為技術有限公司", "Shenzhen Huawei Technologies Co., Ltd.", True),
        ("义乌市海星进出口有限公司", "宁波海星贸易有限公司", False),
        ("义乌市海星进出口有限公司", "义乌市海达进出口有限公司", False),
        ("", "Siemens AG", False),
    ],
)
def test_parties_are_told_apart(one: str, other: str, same: bool) -> None:
    assert same_party(one, other) is same
    assert same_party(other, one) is same


@given(st.text(), st.text())
def test_party_likeness_is_a_share_whatever_the_names(one: str, other: str) -> None:
    assert 0.0 <= likeness(one, other) <= 1.0


def test_a_licence_is_read_with_its_limits() -> None:
    read = Licence.read("Sea Trading Ltd; nice=25, 18; hs=6403,4202; until=2027-12-31; id=X1")
    assert read == Licence("Sea Trading Ltd", (25, 18), ("6403", "4202"), date(2027, 12, 31), "X1")


@pytest.mark.parametrize("limit", ["until=next year", "nice=shoes", "hs=boots"])
def test_a_limit_that_cannot_be_read_lets_nothing_through(limit: str) -> None:
    party = Party("Sea Trading Ltd")
    judged = standing([f"Sea Trading Ltd; {limit}"], [], [party], 25, "640399", date(2026, 1, 1))
    assert not judged.passes


def test_a_known_infringer_outweighs_a_licence() -> None:
    party = Party("Sea Trading Ltd")
    judged = standing(["Sea Trading Ltd"], ["SEA TRADING LIMITED"], [party], 25, "", date(2026, 1, 1))
    assert judged.leave is Leave.INFRINGER


def test_every_chapter_and_class_is_named_in_both_languages() -> None:
    assert sorted(map(int, concordance.chapters())) == [number for number in range(1, 98) if number != 77]
    assert sorted(concordance.classes()) == list(range(1, 46))
    for named in (*concordance.chapters().values(), *concordance.classes().values()):
        assert re.search("[a-z]", named.name("en"))
        assert re.search("[\u4e00-\u9fff]", named.name("zh"))


def test_headings_overrule_chapters_and_every_goods_class_is_reached() -> None:
    assert max(concordance.nice_classes("4202"), key=concordance.nice_classes("4202").__getitem__) == 18
    assert 34 in concordance.nice_classes("8543.40")
    assert 34 not in concordance.nice_classes("8542")
    reached = {number for chapter in concordance.chapters() for number in concordance.nice_classes(chapter)}
    assert reached == set(concordance.GOODS_CLASSES)
    assert concordance.nice_classes("77") == {}
    assert concordance.nice_classes("rubbish") == {}


@pytest.mark.parametrize(
    ("code", "covered", "inside"),
    [
        ("6403.99", ("6403",), True),
        ("64", ("6403",), True),
        ("9503", ("6403",), False),
        ("", ("6403",), None),
        ("6403", (), None),
    ],
)
def test_customs_codes_are_compared_by_their_beginning(
    code: str, covered: tuple[str, ...], inside: bool | None
) -> None:
    assert concordance.in_hs_scope(code, covered) is inside


def test_all_words_are_in_both_languages_with_the_same_gaps() -> None:
    said = tomllib.loads(places.resources("wording", "register_matching.toml").read_text(encoding="utf-8"))
    for key, words in said.items():
        assert set(words) == {"en", "zh"}, key
        assert set(re.findall(r"{(\w+)}", words["en"])) == set(re.findall(r"{(\w+)}", words["zh"])), key
