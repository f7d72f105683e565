"""An assessment adds up, says what would change it, and what it says is so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Say
from app.core.wording import LANGS, in_words
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.risk.rules import (
    Assessment,
    Context,
    CreditClass,
    Fact,
    Infringement,
    Lane,
    LineMatch,
    Link,
    Pack,
    TraderHistory,
    as_if,
    assess,
    shipped,
)
from app.risk.rules.fields import FIELDS, Field
from app.risk.rules.subject import Case
from app.risk.scorecard.fitting import fit
from app.risk.scorecard.model import Scorecard
from app.risk.scorecard.outcomes import Outcomes

ON = date(2026, 5, 4)
PACK = shipped()
KNOWN = TraderHistory(first_seen=date(2020, 1, 1))


def line(
    no: int = 1, goods: str = "钢制螺栓", hs: str = "731815", brand_type: str = "1", value: int = 1000
) -> GoodsLine:
    return GoodsLine(no, goods, hs, (brand_type,), "", Decimal(100), "个", Decimal(10), Decimal(value), "CNY")


def declaration(*lines: GoodsLine, trade_mode: str = "0110", channel: Channel = Channel.FREIGHT) -> Declaration:
    told = lines or (line(),)
    return Declaration("D1", ON, Direction.EXPORT, channel, told, trade_mode=trade_mode, origin="CN", departure="CN")


def match(
    no: int = 1,
    *,
    alert: bool = True,
    licensed: bool = False,
    in_scope: bool = True,
    known_infringer: bool = False,
    safety: bool = False,
) -> LineMatch:
    return LineMatch(
        no, "C2021-1", "LABUBU", "labubu", "goods", "exact", 1.0, in_scope, licensed, alert, safety, Say("x.y"),
        known_infringer,
    )  # fmt: skip


def quiet(**parts: object) -> Context:
    return Context(consignor=KNOWN, consignee=KNOWN, **parts)  # type: ignore[arg-type]


def ids(assessment: Assessment) -> set[str]:
    return {term.id for term in assessment.terms}


def test_an_ordinary_shipment_is_green_and_scores_nothing() -> None:
    told = assess(declaration(), (), quiet(), PACK, on=ON)
    assert (told.lane, told.score, told.terms) == (Lane.GREEN, 0.0, ())
    assert told.likelihood == pytest.approx(PACK.base_rate)


def test_the_labubu_case_is_red_with_its_reasons() -> None:
    lines = tuple(line(no, "塑料印章", "950300", "0") for no in range(1, 6))
    told = assess(declaration(*lines, trade_mode="1039"), (match(1), match(2)), quiet(), PACK, on=ON)
    assert told.lane is Lane.RED
    assert ids(told) >= {"unlicensed_mark", "brandless_with_mark", "market_procurement", "market_procurement_mixed"}
    strongest = told.terms[0]
    assert (strongest.id, strongest.contribution, strongest.lines) == ("unlicensed_mark", 60.0, (1, 2))
    assert "LABUBU" in in_words(strongest.say, "zh")
    assert told.value_at_stake == 2000.0  # the two lines that carry the mark, not the whole shipment


def test_a_licensed_mark_is_explained_and_weighs_nothing() -> None:
    told = assess(declaration(), (match(licensed=True),), quiet(), PACK, on=ON)
    assert told.lane is Lane.GREEN
    assert [(term.id, term.contribution) for term in told.terms] == [("licensed_party", 0.0)]


def test_a_known_infringer_is_red_whatever_the_score() -> None:
    told = assess(declaration(), (match(licensed=True, known_infringer=True),), quiet(), PACK, on=ON)
    assert told.score < PACK.lanes.red
    assert (told.lane, told.mandatory) == (Lane.RED, ("known_infringer",))


def test_infringements_fade_and_restored_credit_counts_less() -> None:
    def points(trader: TraderHistory) -> float:
        told = assess(declaration(), (), quiet() if trader is KNOWN else Context(trader, KNOWN), PACK, on=ON)
        return sum(term.contribution for term in told.terms if term.id == "consignor_infringements")

    recent = TraderHistory(first_seen=date(2020, 1, 1), infringements=(Infringement(ON),))
    older = TraderHistory(first_seen=date(2020, 1, 1), infringements=(Infringement(ON - timedelta(days=730)),))
    restored = TraderHistory(first_seen=date(2020, 1, 1), infringements=(Infringement(ON),), restored_on=ON)
    many = TraderHistory(first_seen=date(2020, 1, 1), infringements=(Infringement(ON),) * 9)
    assert (points(KNOWN), points(recent), points(older), points(restored), points(many)) == (0, 20, 10, 5, 60)


def test_restored_credit_is_general_from_its_date_on() -> None:
    bad = TraderHistory(first_seen=date(2020, 1, 1), credit=CreditClass.DISHONEST, restored_on=ON)
    before = assess(declaration(), (), Context(bad, KNOWN), PACK, on=ON - timedelta(days=1))
    assert "dishonest_credit" in ids(before)
    assert "dishonest_credit" not in ids(assess(declaration(), (), Context(bad, KNOWN), PACK, on=ON))


def test_an_unknown_currency_counts_no_value() -> None:
    foreign = GoodsLine(1, "钢制螺栓", "731815", ("1",), "", Decimal(1), "个", None, Decimal(500), "XYZ")
    told = assess(declaration(foreign, line(2)), (), quiet(), PACK, on=ON)
    assert told.value_at_stake == 1000.0
    assert told.expected_value == pytest.approx(told.likelihood * 1000.0)


@dataclass(frozen=True)
class OneTerm:
    indicator: str
    log_odds: float
    say: Say = field(default_factory=lambda: Say("risk.mark_seen"))


@dataclass(frozen=True)
class FixedModel:
    """A model that always says the same: the lanes' guard against it is what is tested."""

    log_odds: float
    version: str = "test 1"
    base: float = -3.0

    def evidence(self, row: object) -> Sequence[OneTerm]:
        return (OneTerm("hs4", self.log_odds),)


def test_a_model_alone_never_lowers_a_red_nor_opens_a_shipment() -> None:
    marked = assess(declaration(), (match(),), quiet(), PACK, on=ON, model=FixedModel(-5.0))
    assert (marked.lane, marked.score < 0) == (Lane.RED, True)
    assert assess(declaration(), (), quiet(), PACK, on=ON, model=FixedModel(+5.0)).lane is Lane.YELLOW
    hinted = declaration(trade_mode="1039")
    assert assess(hinted, (), quiet(), PACK, on=ON).lane is Lane.GREEN
    assert assess(hinted, (), quiet(), PACK, on=ON, model=FixedModel(+5.0)).lane is Lane.RED


traders = st.builds(
    TraderHistory,
    first_seen=st.sampled_from([None, date(2020, 1, 1), ON - timedelta(days=30)]),
    infringements=st.lists(st.builds(Infringement, st.dates(date(2021, 1, 1), ON)), max_size=4).map(tuple),
    credit=st.sampled_from(CreditClass),
    restored_on=st.sampled_from([None, date(2025, 6, 1)]),
)
goods = st.sampled_from(["钢制螺栓", "礼品", "玩具", "X", "塑料印章"])
headings = st.sampled_from(["950300", "640299", "731815", "330300", "850760", ""])


@st.composite
def shipments(draw: st.DrawFn) -> tuple[Declaration, tuple[LineMatch, ...], Context]:
    count = draw(st.integers(1, 6))
    lines = tuple(
        GoodsLine(
            no, draw(goods), draw(headings), (draw(st.sampled_from(["0", "1", "3", "4", ""])),),
            draw(st.sampled_from(["", "LABUBU", "无"])), Decimal(draw(st.integers(1, 50))), "个", Decimal(3),
            draw(st.sampled_from([None, Decimal(10), Decimal(5000)])), draw(st.sampled_from(["CNY", "USD"])),
        )
        for no in range(1, count + 1)
    )  # fmt: skip
    flags = st.booleans()
    found = draw(
        st.lists(
            st.builds(
                LineMatch, st.integers(1, count), st.just("C1"), st.sampled_from(["LABUBU", "极米"]), st.just("x"),
                st.just("goods"), st.sampled_from(["exact", "near", "homoglyph"]), st.just(1.0), flags, flags, flags,
                flags, st.just(Say("x.y")), flags,
            ),
            max_size=3,
        )
    )  # fmt: skip
    told = Declaration(
        "D1", ON, draw(st.sampled_from(Direction)), draw(st.sampled_from(Channel)), lines,
        trade_mode=draw(st.sampled_from(["1039", "0110", "9610"])), origin="CN",
        departure=draw(st.sampled_from(["CN", "HK"])), transit=draw(st.sampled_from(["", "SG"])),
    )  # fmt: skip
    link = Link("phone", "1", "D0", date(2026, 1, 1), irregular=True)
    context = Context(
        draw(traders), draw(traders), (link,) * draw(st.integers(0, 2)), draw(st.integers(0, 1)),
        {"9503|个": draw(st.sampled_from([1.0, 1000.0]))},
    )  # fmt: skip
    return told, tuple(found), context


@settings(max_examples=25)
@given(shipments(), st.sampled_from([None, FixedModel(1.3), FixedModel(-1.7)]))
def test_the_score_is_the_sum_and_each_term_is_exactly_what_it_takes_away(
    shipment: tuple[Declaration, tuple[LineMatch, ...], Context], model: FixedModel | None
) -> None:
    told = assess(*shipment, PACK, on=ON, model=model)
    assert told.score == math.fsum(term.contribution for term in told.terms)
    for term in told.terms:
        rest = math.fsum(other.contribution for other in told.terms if other.id != term.id)
        assert told.score - rest == term.contribution


@settings(max_examples=25)
@given(shipments())
def test_a_rule_taken_out_of_the_pack_takes_away_exactly_its_term(
    shipment: tuple[Declaration, tuple[LineMatch, ...], Context],
) -> None:
    told = assess(*shipment, PACK, on=ON)
    for term in told.terms:
        assert told.score - assess(*shipment, _without(term.id), on=ON).score == term.contribution


def _without(indicator: str) -> Pack:
    kept = tuple(each for each in PACK.indicators if each.id != indicator)
    return Pack(PACK.id, PACK.version, PACK.valid_from, PACK.valid_to, PACK.lanes, kept)


@settings(max_examples=40)
@given(shipments(), st.sampled_from([None, FixedModel(1.3), FixedModel(-1.7)]))
def test_what_is_said_to_change_the_lane_does_change_it(
    shipment: tuple[Declaration, tuple[LineMatch, ...], Context], model: FixedModel | None
) -> None:
    told = assess(*shipment, PACK, on=ON, model=model)
    for change in told.would_change:
        changed = as_if(Case(*shipment, ON, PACK.tuning), change.facts)
        again = assess(changed.declaration, changed.matches, changed.context, PACK, on=ON, model=model)
        assert again.lane is change.lane
        assert again.lane is not told.lane


def learned() -> Scorecard:
    """A real scorecard that was taught that chapter 95 and unlicensed alerts are often irregular."""
    rng = np.random.default_rng(5)
    hs6 = rng.choice(["950300", "640299", "731815", "330300"], 4000).tolist()
    register = rng.choice(["none", "none", "none", "alert"], 4000).tolist()
    chance = [
        0.05 + 0.3 * (code == "950300") + 0.4 * (mark == "alert") for code, mark in zip(hs6, register, strict=True)
    ]
    found = (rng.random(4000) < np.array(chance)).astype(np.int8)
    outcomes = Outcomes({"hs6": hs6, "register": register}, found, np.zeros(4000, np.int64))
    return fit(outcomes, version="taught", made_on=ON)


TAUGHT = learned()


@settings(max_examples=25)
@given(shipments())
def test_a_learned_model_adds_its_terms_and_keeps_every_promise(
    shipment: tuple[Declaration, tuple[LineMatch, ...], Context],
) -> None:
    told = assess(*shipment, PACK, on=ON, model=TAUGHT)
    alone = assess(*shipment, PACK, on=ON)
    learned_points = sum(term.contribution for term in told.terms if term.kind == "model")
    assert told.score == alone.score + learned_points
    assert alone.lane is not Lane.RED or told.lane is Lane.RED
    for change in told.would_change:
        changed = as_if(Case(*shipment, ON, PACK.tuning), change.facts)
        again = assess(changed.declaration, changed.matches, changed.context, PACK, on=ON, model=TAUGHT)
        assert again.lane is change.lane is not told.lane


def test_a_model_term_is_told_in_words_with_its_version() -> None:
    told = assess(declaration(line(1, "玩具", "950300")), (), quiet(), PACK, on=ON, model=TAUGHT)
    term = next(each for each in told.terms if each.id == "model.hs2")
    assert term.contribution > 0
    assert (term.source, told.model) == ("model taught", "taught")
    assert "irregular" in in_words(term.say, "en")


@settings(max_examples=40)
@given(shipments(), st.sampled_from(PACK.facts))
def test_a_fact_written_changes_no_other_fact_than_it_says(
    shipment: tuple[Declaration, tuple[LineMatch, ...], Context], fact: Fact
) -> None:
    """What a write moves must be named in `also`, or a rule that asks about it would not be weighed again."""
    before = Case(*shipment, ON, PACK.tuning)
    after = as_if(before, (fact,))
    moved = {name for name, field in FIELDS.items() if _readings(field, before) != _readings(field, after)}
    if fact.field.name == "shipment.mark_found":
        moved = {name for name in moved if not name.startswith("match.")}
    assert moved <= {fact.field.name, *fact.field.also}


def _readings(field: Field, case: Case) -> list[object]:
    if field.scope == "shipment":
        return [field.read(case, None, None)]
    if field.scope == "line":
        return [field.read(case, each, None) for each in case.declaration.lines]
    return [field.read(case, *pair) for pair in case.pairs]


@settings(max_examples=25)
@given(shipments())
def test_every_sentence_is_there_in_both_languages(
    shipment: tuple[Declaration, tuple[LineMatch, ...], Context],
) -> None:
    told = assess(*shipment, PACK, on=ON)
    says = [*(term.say for term in told.terms), *(change.say for change in told.would_change)]
    for said in says:
        for lang in LANGS:
            sentence = in_words(said, lang)
            assert sentence
            assert "{" not in sentence
            assert "risk." not in sentence


def test_a_yellow_shipment_says_what_would_release_and_what_would_open_it() -> None:
    told = assess(declaration(), (match(in_scope=False), match(alert=False)), quiet(), PACK, on=ON)
    assert told.lane is Lane.YELLOW
    assert {change.lane for change in told.would_change} == {Lane.GREEN, Lane.RED}


def test_when_no_single_fact_lowers_it_several_are_named_together() -> None:
    bad = TraderHistory(first_seen=date(2020, 1, 1), infringements=(Infringement(ON),) * 4)
    told = assess(declaration(), (match(),), Context(bad, KNOWN), PACK, on=ON)
    joint = [change for change in told.would_change if len(change.facts) > 1]
    assert told.lane is Lane.RED
    assert joint[0].lane.rank < Lane.RED.rank
