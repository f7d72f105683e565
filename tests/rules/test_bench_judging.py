"""What one scan means for a shipment: which fact outweighs which, and what no order or spelling may change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bench.codes.numbers import check_digit
from app.bench.judging import Judged, judge
from app.bench.rules.clones import CloneAlarm, Sighting
from app.core.wording import in_words
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.register.rules import Recordation, RightType

DECLARED, OTHERS, BROKEN = "6901234567892", "4000123456780", "6901234567899"
LINE = GoodsLine(2, "shoes", brand="TIDECO", gtin=DECLARED)
SHIPMENT = Declaration(
    "310120240000012345", date(2026, 1, 1), Direction.EXPORT, Channel.FREIGHT, (GoodsLine(1, "mats"), LINE),
    consignor="Harbour Shoes Ltd", origin="CN", container_or_item_no="RR123456785CN",
)  # fmt: skip
FIRST = Sighting("NB-2", datetime(2026, 1, 1, 12, tzinfo=UTC))
WEIGHT = {"blue": 0, "green": 1, "yellow": 2, "red": 3}


def right(number: str, mark: str, holder: str, **more: tuple[str, ...]) -> Recordation:
    return Recordation(
        number, RightType.TRADEMARK, "1", mark, holder, date(2020, 1, 1), date(2030, 1, 1),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


TIDE = right(
    "T1", "TIDECO", "Tideco Sports Co., Ltd.", licensees=("Harbour Shoes Ltd; until=2029-01-01",),
    gtin_prefixes=("690123",), domains=("www.Tideco.example", "https://tideco.shop/"),
)  # fmt: skip
OTTER = right("O1", "OTTER", "Otter GmbH", gtin_prefixes=("400012",), domains=("otter.example",))
PLAIN = right("P1", "PLAIN", "Plain Inc")


def said(found: Judged) -> list[str]:
    return [reason.key.removeprefix("inspection.") for reason in found.reasons]


@given(broken=st.booleans(), cloned=st.booleans(), foreign=st.booleans(), declared=st.booleans())
def test_a_doubtful_number_says_nothing_else_then_a_copy_outweighs_a_contradiction_and_that_an_agreement(
    *, broken: bool, cloned: bool, foreign: bool, declared: bool
) -> None:
    shipment = replace(SHIPMENT, lines=(replace(LINE, gtin=BROKEN if broken else DECLARED if declared else ""),))
    clone = CloneAlarm("n", (FIRST,)) if cloned else None
    found = judge(BROKEN if broken else DECLARED, shipment, [], [OTTER] if foreign else [], clone=clone)
    facts = {
        "verdict_doubtful": broken, "verdict_clone": cloned, "verdict_disagrees": foreign,
        "verdict_agrees": declared, "verdict_noted": True,
    }  # fmt: skip
    assert found.headline.key == f"inspection.{next(name for name, holds in facts.items() if holds)}"
    assert bool(found.line_key) == (broken or declared)


@given(st.permutations([TIDE, OTTER, PLAIN]), st.permutations([OTTER, replace(OTTER, recordation_no="O2"), TIDE]))
def test_the_order_of_rights_and_owners_changes_nothing_and_a_holder_is_named_once(
    rights: list[Recordation], owners: list[Recordation]
) -> None:
    found = judge(OTHERS, SHIPMENT, rights, owners)
    assert (found.state, said(found)) == ("red", ["registered_to"])
    unowned = judge(OTHERS, SHIPMENT, rights, [])
    assert {(reason.key, reason.params["mark"]) for reason in unowned.reasons} == {
        ("inspection.not_a_prefix", "TIDECO"),
        ("inspection.not_a_prefix", "OTTER"),
    }


@given(
    st.sampled_from([DECLARED, OTHERS, BROKEN, "https://otter.example/x", "RR123456785CN", "LOT 7"]),
    st.lists(st.sampled_from([TIDE, OTTER, PLAIN]), unique=True),
    st.sampled_from([TIDE, OTTER, PLAIN]),
)
def test_one_right_more_on_the_bench_never_makes_a_verdict_milder(
    text: str, rights: list[Recordation], more: Recordation
) -> None:
    before, after = judge(text, SHIPMENT, rights, []), judge(text, SHIPMENT, [*rights, more], [])
    assert WEIGHT[after.state] >= WEIGHT[before.state]


@given(
    st.text(max_size=60) | st.from_regex(r"https?://[^ ]{0,40}", fullmatch=True),
    st.sampled_from(["", "EAN-13", "QRCode"]),
)
def test_whatever_was_scanned_gets_an_answer_in_both_languages_that_can_be_kept(text: str, symbology: str) -> None:
    found = judge(text, SHIPMENT, [TIDE, OTTER], [PLAIN], symbology, line=LINE)
    assert found.reasons
    assert all(in_words(say, lang) for say in (found.headline, *found.reasons) for lang in ("en", "zh"))
    assert json.loads(json.dumps(found.as_json()))["state"] == found.state


@given(st.sampled_from("12345678"))
def test_a_carton_belongs_to_the_line_of_what_it_holds(indicator: str) -> None:
    body = indicator + DECLARED[:12]
    found = judge(body + check_digit(body), SHIPMENT, [], [])
    assert (found.state, found.line_key) == ("green", "2")


@pytest.mark.parametrize("party", ["Harbour Shoes Ltd", "HARBOUR SHOES LTD.", "Tideco Sports Co Ltd"])
def test_a_number_of_the_holder_or_a_licensee_is_no_contradiction_however_the_party_is_written(party: str) -> None:
    for parties in ({"consignor": party}, {"consignor": "", "consignee": party}):
        assert judge(DECLARED, replace(SHIPMENT, **parties), [TIDE], [TIDE]).state == "green"  # type: ignore[arg-type]


def test_a_number_of_somebody_else_is_red_even_where_it_was_declared() -> None:
    found = judge(DECLARED, replace(SHIPMENT, consignor="Nobody Known", consignee=""), [TIDE], [TIDE])
    assert (found.state, said(found), found.line_key) == ("red", ["registered_to"], "2")


HOSTS = st.sampled_from(["tideco.example", "www.tideco.example", "TIDECO.EXAMPLE", "m.tideco.example", "tideco.shop"])


@given(HOSTS, st.sampled_from(["", ":443", ".", "?a=b", "#a", "/p/1", "\\p"]), st.sampled_from(["", "me@", "a:b@"]))
def test_a_link_to_a_recorded_domain_is_no_contradiction_however_it_is_written(host: str, end: str, user: str) -> None:
    assert judge(f"https://{user}{host}{end}", SHIPMENT, [TIDE], []).state == "blue"


@pytest.mark.parametrize(
    "link",
    [
        "https://nottideco.example",
        "https://tideco.example.evil.example",
        "https://tideco.example@evil.example/",
        "https://tideco.example:443@evil.example/",
        "https://evil.example\\@tideco.example/",
        "https://evil.example?tideco.example",
        "http://[::1]/tideco.example",
        "http://[not an address",
    ],
)
def test_a_link_that_only_looks_like_a_recorded_domain_is_red(link: str) -> None:
    found = judge(link, SHIPMENT, [TIDE], [])
    assert (found.state, said(found)) == ("red", ["not_a_domain"])


def test_a_resolver_of_everybody_s_links_speaks_for_no_company() -> None:
    assert judge(f"https://id.gs1.org/01/0{DECLARED}", SHIPMENT, [TIDE], [TIDE]).state == "green"


def test_the_line_in_hand_is_held_against_the_brand_and_the_origin_of_the_code() -> None:
    mats = GoodsLine(1, "mats", brand="PLAIN")
    brand = judge(DECLARED, SHIPMENT, [], [TIDE], line=mats)
    assert [reason.key for reason in brand.reasons] == ["bench.contra_brand"]
    origin = judge(f"(01)0{DECLARED}(422)704", SHIPMENT, [], [], line=replace(mats, brand=""))
    assert (origin.state, [reason.key for reason in origin.reasons]) == ("red", ["bench.contra_origin"])
    assert judge(DECLARED, SHIPMENT, [], [TIDE], line=LINE).state == "green", "its own line"


def test_a_parcel_agrees_with_the_item_declared_and_with_no_other() -> None:
    assert said(judge("RR 123 456 785 CN", SHIPMENT, [], [])) == ["agrees_with_item"]
    assert judge("RR123456785CN", replace(SHIPMENT, container_or_item_no=""), [], []).state == "blue"


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (replace(FIRST, picture="ab", inspection="i"), ["seen_before"]),
        (replace(FIRST, inspection="i"), ["seen_before", "no_earlier_photo"]),
        (FIRST, ["seen_before", "earlier_photo_elsewhere"]),
    ],
)
def test_a_copy_is_told_with_where_its_picture_is(seen: Sighting, told: list[str]) -> None:
    found = judge("RR123456785CN", SHIPMENT, [], [], clone=CloneAlarm("RR123456785CN", (seen,)))
    assert (said(found), found.earlier_photo) == (told, seen.picture)
