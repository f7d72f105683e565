"""A rule pack is read whole or refused with file, key and mend; conditions are data and nothing is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from app.core import places
from app.core.errors import Refused, Say
from app.core.wording import LANGS, catalogue, in_words
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.risk.rules import Context, LineMatch, assess, load_campaigns, load_pack, parse_pack, shipped, with_indicator
from app.risk.rules.conditions import OPS, Unfit, read_condition
from app.risk.rules.fields import FIELDS
from app.risk.rules.subject import Case

TEXT = places.resources("packs", "risk", "cn-ipr.toml").read_text(encoding="utf-8")
CAMPAIGNS = load_campaigns(places.resources("packs", "risk", "campaigns-2026.toml"))
ON = date(2026, 5, 4)


def case(channel: Channel = Channel.POST, on: date = ON, extra: Mapping[str, str] | None = None) -> Case:
    lines = (GoodsLine(1, "鞋", "640299", ("0",)), GoodsLine(2, "帽", "650500", ("1",)))
    told = Declaration(
        "D1", on, Direction.EXPORT, channel, lines, trade_mode="1039", extra=tuple((extra or {}).items())
    )
    return Case(told, (), Context(), on)


def test_the_shipped_pack_has_its_indicators_and_each_has_a_source() -> None:
    pack = shipped()
    assert len(pack.indicators) >= 20
    assert all(each.source for each in pack.indicators)


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("weight = 60", "weight = 60.5", "indicator[0].weight"),
        ("weight = 60", "wieght = 60", "indicator[0].wieght"),
        ("red = 60", "red = 20", "lanes.yellow"),
        ("random_share = 0.05", "random_share = 5", "lanes.random_share"),
        ('id = "brandless_with_mark"', 'id = "unlicensed_mark"', "indicator[1].id"),
        ('"match.alert", op = "is"', '"match.alarm", op = "is"', "indicator[0].when.any_match.all[0].field"),
        ('"match.alert", op = "is"', '"match.alert", op = "at_least"', "indicator[0].when.any_match.all[0].op"),
        ('op = "is", value = true', 'op = "is", value = "yes"', "indicator[0].when.any_match.all[0].value"),
        ("any_match = { all", "any_line = { all", "indicator[0].when.any_line.all[0].field"),
        ("第 {lines} 项出现备案标识 {marks}", "{marks.__class__}", "indicator[0].means.zh"),
        ("第 {lines} 项出现备案标识 {marks}", "{lines!r}", "indicator[0].means.zh"),
        ("开箱，拍照，与权利卡对照；要求出示授权文件", " ", "indicator[0].do.zh"),
        ("[pack]", '[pack]\nvalid_to = "2026-12-31"', "pack.valid_to"),
        ('lane = "red"', 'lane = "green"', "indicator[7].lane"),
        ('value = "dishonest"', 'value = "bad"', "indicator[26].when.any[0].value"),
        ('field = "match.licensed"\nvalue = true', 'field = "match.mark"\nvalue = "x"', "fact[0].field"),
        ("base_rate = 0.02", "base_rate = 0", "likelihood.base_rate"),
        ('per = "consignor.infringements"', 'per = "consignor.credit"', "indicator[24].per"),
    ],
)
def test_a_wrong_pack_is_refused_at_its_key_with_the_mend(old: str, new: str, at: str) -> None:
    assert old in TEXT
    with pytest.raises(Refused) as refused:
        parse_pack(TEXT.replace(old, new, 1).encode(), "mine.toml")
    assert refused.value.field == at
    for lang in LANGS:
        sentence = in_words(refused.value.say, lang)
        assert sentence.startswith(("规则包 mine.toml", "Rule pack mine.toml"))
        assert "risk." not in sentence


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[pack", b"x" * 1_000_001, b"[pack]\nid = 1", b""])
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        parse_pack(data, "mine.toml")


def test_a_missing_pack_is_refused(tmp_path: object) -> None:
    with pytest.raises(Refused):
        load_pack(places.resources("packs", "risk", "none.toml"))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"field": "shipment.trade_mode", "op": "is", "value": "1039"}, True),
        ({"field": "shipment.trade_mode", "op": "is_not", "value": "1039"}, False),
        ({"field": "shipment.trade_mode", "op": "not_in", "value": ["0110"]}, True),
        ({"field": "shipment.lines", "op": "between", "value": [2, 3]}, True),
        ({"field": "shipment.lines", "op": "above", "value": 2}, False),
        ({"field": "shipment.lines", "op": "below", "value": 3}, True),
        ({"field": "shipment.lines", "op": "at_most", "value": 1}, False),
        ({"any_line": {"field": "line.hs_code", "op": "starts", "value": ["65"]}}, True),
        ({"any_line": {"field": "line.goods", "op": "contains", "value": ["鞋"]}}, True),
        (
            {"any_line": {"all": [
                {"field": "line.hs_code", "op": "starts", "value": ["65"]},
                {"field": "line.brand_type", "op": "is", "value": "0"},
            ]}},
            False,
        ),
        ({"any_match": {"field": "match.alert", "op": "is", "value": True}}, False),
        ({"not": {"any_match": {"field": "match.alert", "op": "is", "value": True}}}, True),
        ({"any": [{"field": "line.goods", "op": "is", "value": "x"}]}, None),
        ({"field": "shipment.xray", "op": "is", "value": False}, False),
        ({"field": "shipment.value", "op": "at_least", "value": 0}, True),
        ({"any_line": {"field": "line.value", "op": "at_least", "value": 0}}, False),
        ({"all": []}, None),
        ({"all": [], "any": []}, None),
        ({"field": "shipment.lines", "op": "between", "value": [2]}, None),
        ({"field": "shipment.lines", "op": "is", "value": True}, None),
        ({"field": "shipment.trade_mode", "op": "is", "value": "x", "or": 1}, None),
        ("__import__('os')", None),
        (None, None),
    ],
)  # fmt: skip
def test_conditions_hold_or_are_unfit(condition: object, holds: bool | None) -> None:
    if holds is None:
        with pytest.raises(Unfit):
            read_condition(condition, "when")
    else:
        assert read_condition(condition, "when").holds(case(), None, None) is holds


def test_a_condition_too_deep_is_unfit() -> None:
    deep: dict[str, object] = {"field": "shipment.lines", "op": "is", "value": 1}
    for _ in range(20):
        deep = {"not": deep}
    with pytest.raises(Unfit):
        read_condition(deep, "when")


def test_a_match_asked_about_within_a_line_is_that_lines() -> None:
    seen = LineMatch(2, "C1", "M", "m", "goods", "exact", 1.0, True, False, True, False, Say("risk.mark_seen"))
    told = replace(case(), matches=(seen,))
    alert = {"any_match": {"field": "match.alert", "op": "is", "value": True}}

    def holds(heading: str) -> bool:
        both = {"any_line": {"all": [{"field": "line.hs_code", "op": "starts", "value": [heading]}, alert]}}
        return read_condition(both, "when").holds(told, None, None)

    assert (holds("64"), holds("65")) == (False, True)


def test_postal_checks_count_only_where_the_file_has_their_columns() -> None:
    def fires(**extra: str) -> bool:
        told = assess(case(extra=extra).declaration, (), Context(), shipped(), on=ON)
        return "postal_checks_missing" in {term.id for term in told.terms}

    assert (fires(), fires(xray="1", real_name="是"), fires(xray=""), fires(real_name="0")) == (
        False, False, True, True,
    )  # fmt: skip


def test_indicators_count_only_on_their_days() -> None:
    pack = parse_pack(
        TEXT.replace('id = "market_procurement"', 'id = "market_procurement"\nvalid_to = 2026-06-30', 1).encode(), "m"
    )

    def fires(on: date) -> bool:
        told = assess(case(on=on).declaration, (), Context(), pack, on=on)
        return "market_procurement" in {term.id for term in told.terms}

    assert (fires(date(2026, 6, 30)), fires(date(2026, 7, 1))) == (True, False)


def test_a_campaign_weighs_within_its_time_scope_and_quota() -> None:
    blue = next(each for each in CAMPAIGNS if each.id == "blue-net-2026")
    told = assess(case().declaration, (), Context(), shipped(), on=ON, campaigns=CAMPAIGNS)
    assert "campaign.blue-net-2026" in {term.id for term in told.terms}
    assert blue.counts(case())
    assert not blue.counts(case(channel=Channel.FREIGHT))
    assert not blue.counts(case(on=date(2027, 1, 1)))
    assert not blue.counts(case(), used=blue.quota)


def test_an_indicator_put_in_takes_the_place_of_its_namesake() -> None:
    pack = shipped()
    again = with_indicator(pack, pack.indicators[0])
    assert len(again.indicators) == len(pack.indicators)
    assert again.touched.keys() == pack.touched.keys()


def test_both_languages_of_every_sentence_have_the_same_gaps() -> None:
    import string

    for name, said in catalogue("risk").items():
        gaps = [{gap for _, gap, _, _ in string.Formatter().parse(said[lang]) if gap} for lang in LANGS]
        assert gaps[0] == gaps[1], name


def test_every_operation_is_used_by_some_kind_of_fact() -> None:
    kinds = {field.kind for field in FIELDS.values()}
    assert all(kinds & set(fitting) for fitting, _, _ in OPS.values())
