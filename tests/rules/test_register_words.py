"""The register's words: every code has them in both languages, a licence says how it counts."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from app.core.errors import Say
from app.core.wording import LANGS, in_words
from app.intake.rules import Channel, Direction
from app.intake.words import channel_said, direction_said
from app.register.concordance import chapters_of
from app.register.difference import FieldChange, Turn
from app.register.licences import Leave
from app.register.rules import Guarantee, HolderSize, Recordation, RightType, Status
from app.register.words import (
    change_said,
    class_said,
    field_said,
    guarantee_said,
    hs_said,
    in_lang,
    leave_said,
    licensee,
    licensees_said,
    size_said,
    status_said,
    turn_said,
    type_said,
    why_said,
)

DAY = date(2024, 11, 20)
RIGHT = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1", "维莫拉", "维莫拉公司", date(2024, 1, 1), date(2033, 12, 31),
    nice_classes=(25, 18),
)  # fmt: skip
CODES: list[Say | str] = [
    *map(type_said, RightType),
    *map(status_said, Status),
    *map(size_said, HolderSize),
    *map(guarantee_said, Guarantee),
    *map(turn_said, Turn),
    *map(why_said, ("number", "mark", "alias", "holder", "pinyin", "class")),
    *map(leave_said, (Leave.EXPIRED, Leave.OTHER_GOODS)),
    *(field_said(spec.name) for spec in fields(Recordation)),
    *map(channel_said, Channel),
    *map(direction_said, Direction),
]


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_its_own_words(lang: str) -> None:
    said = [in_words(each, lang) for each in CODES]  # type: ignore[arg-type]
    assert all(said)
    assert not [each for each in said if "." in each], "a key that has no sentence is shown as it is"


@pytest.mark.parametrize(
    ("text", "leave", "said"),
    [
        ("Sea Trading", Leave.LICENSED, "Sea Trading"),
        ("Sea Trading; id=9133", Leave.LICENSED, "Sea Trading"),
        ("Sea Trading; nice=25", Leave.LICENSED, "Sea Trading: only class 25"),
        ("Sea Trading; hs=6403,6404", Leave.LICENSED, "Sea Trading: only customs code 6403, 6404"),
        ("Sea Trading; until=2024-11-20", Leave.LICENSED, "Sea Trading: only until 2024-11-20"),
        ("Sea Trading; until=2024-11-19", Leave.EXPIRED, "Sea Trading: only until 2024-11-19"),
        ("Sea Trading; until=soon", Leave.EXPIRED, "Sea Trading"),
        ("Sea Trading; nice=9; until=2030-01-01", Leave.OTHER_GOODS, "Sea Trading: only class 9, until 2030-01-01"),
    ],
)
def test_a_licence_says_how_it_counts(text: str, leave: Leave, said: str) -> None:
    found, words = licensee(text, RIGHT, DAY)
    assert (found, in_words(words, "en")) == (leave, said)


def test_a_list_of_licensees_says_what_is_wrong_with_each_and_how_many_more_there_are() -> None:
    texts = ("Sea Trading; id=91330", "Old Sea; nice=25; until=2024-01-01", "C Ltd", "D Ltd")
    told = list(licensees_said([licensee(text, RIGHT, DAY) for text in texts], most=2))
    assert [in_words(each, "zh") for each in told] == [
        "Sea Trading",
        "Old Sea：仅限第 25 类、至 2024-01-01（已到期）",
        "另有 2 项",
    ]
    assert len(list(licensees_said([licensee(text, RIGHT, DAY) for text in texts], most=4))) == 4


def test_a_right_without_classes_makes_no_licence_one_for_other_goods() -> None:
    assert licensee("Sea Trading; nice=9", replace(RIGHT, nice_classes=()), DAY)[0] is Leave.LICENSED


def test_customs_codes_and_classes_name_each_other() -> None:
    assert in_words(hs_said("640399"), "en") == "640399 Footwear · class 25 (98%), 9 (15%)"
    assert in_words(hs_said("77"), "zh") == "77：无此商品章"
    assert "64" in in_words(class_said(25), "zh")
    assert in_words(class_said(35), "en") == "35 Advertising, business, retail services"
    assert all(chapters_of(number) for number in range(1, 35)), "each goods class is mostly made of some chapters"
    assert list(chapters_of(25).values()) == sorted(chapters_of(25).values(), reverse=True)


def test_a_change_is_told_in_words_with_both_values() -> None:
    assert in_words(change_said(FieldChange("status", "", "revoked")), "zh") == "状态：有效 → 已撤销"
    assert in_words(change_said(FieldChange("goods", "", "x" * 50)), "en") == f"goods: – → {'x' * 40}…"


def test_a_text_in_both_languages_is_shown_in_one() -> None:
    assert in_lang("防伪线 / security thread", "zh") == "防伪线"
    assert in_lang("防伪线 / security thread", "en") == "security thread"
    assert in_lang("A/B", "zh") == "A/B"
