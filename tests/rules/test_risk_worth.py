"""Does it pay: feedback with intervals, replay, policy, contests, simulation, drift, published figures."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused, Say
from app.core.wording import LANGS, in_words
from app.intake.rules import Channel, Declaration, Direction, GoodsLine
from app.risk.gtric import counterfeiting_factors, gtric, gtric_of, heat, ranks, read_amounts
from app.risk.priors import Figure, PublishedPriors, head_starts, published
from app.risk.rules import Case, Context, Lane, TraderHistory, assess, shipped
from app.risk.rules.contest import contest
from app.risk.rules.feedback import Chosen, Closed, Result, report
from app.risk.rules.packs import Words
from app.risk.rules.policy import LIKELIHOOD_ONLY, VALUE_ONLY, Policy, picked
from app.risk.rules.proposals import parse_proposal
from app.risk.rules.rates import difference, rate
from app.risk.rules.replay import Past, replay
from app.risk.rules.seen import Earlier, cargo_keys, link_keys, links
from app.risk.scorecard.drift import Opened, Watch, calibration, poisson_tail, stability_index
from app.risk.scorecard.evaluation import worth
from app.risk.scorecard.simulation import Setting, covered, simulated
from app.risk.scorecard.worlds import planted_world
from tests.benchmarks.risk_drift import drifting_world

ON = date(2026, 5, 4)
KNOWN = TraderHistory(first_seen=date(2020, 1, 1))


def closed(number: int, chosen: Chosen, *, found: bool, terms: tuple[str, ...] = ()) -> Closed:
    return Closed(f"D{number}", ON, chosen, Result.FOUND if found else Result.NOTHING, terms, 0.3)


def days(chosen: Chosen, hits: int, of: int, terms: tuple[str, ...] = ()) -> list[Closed]:
    return [closed(number, chosen, found=number < hits, terms=terms) for number in range(of)]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 0, 0, 1), (0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)]
)
def test_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    told = rate(hits, of)
    assert [told.low, told.high] == pytest.approx([low, high], abs=1e-4)


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 400), st.integers(1, 400))
def test_a_difference_turns_round_with_its_sides(a: int, b: int, c: int, d: int) -> None:
    one, other = rate(min(a, b), b), rate(min(c, d), d)
    gap, low, high = difference(one, other)
    back, back_low, back_high = difference(other, one)
    assert low <= gap <= high
    assert [back, back_low, back_high] == pytest.approx([-gap, -high, -low])


@pytest.mark.parametrize(
    ("targeted", "random", "key"),
    [
        ((60, 200), (6, 150), "risk.verdict_beats"),
        ((8, 100), (6, 150), "risk.verdict_open"),
        ((2, 300), (30, 150), "risk.verdict_worse"),
        ((60, 200), (2, 99), "risk.verdict_too_few"),
    ],
)
def test_the_supervisor_is_told_whether_targeting_beats_chance(
    targeted: tuple[int, int], random: tuple[int, int], key: str
) -> None:
    told = report([*days(Chosen.RULE, *targeted), *days(Chosen.RANDOM, *random)])
    assert told.verdict.key == key
    assert all(str(targeted[1]) in in_words(told.verdict, lang) for lang in LANGS)


def test_before_the_first_result_nothing_is_said_in_figures() -> None:
    assert report([]).verdict == Say("risk.verdict_none", {"least": 100})


def test_a_rules_worth_is_its_hits_above_random() -> None:
    told = report([*days(Chosen.RULE, 30, 100, ("brandless",)), *days(Chosen.RANDOM, 20, 200)])
    rule = next(group for group in told.groups if group.kind == "rule")
    assert rule.above_random == pytest.approx(20.0)
    assert rule.low is not None
    assert rule.high is not None
    assert rule.low < 20 < rule.high


def test_random_and_officers_choice_stay_apart_and_inconclusive_counts_nowhere() -> None:
    dud = replace(closed(1, Chosen.RULE, found=False), result=Result.INCONCLUSIVE)
    papers = replace(closed(2, Chosen.RULE, found=False), result=Result.DOCUMENTS)
    told = report([dud, papers, *days(Chosen.OFFICER, 5, 10), *days(Chosen.RANDOM, 1, 10)])
    assert (told.random.of, told.targeted.of, told.targeted.hits) == (10, 1, 0)
    officer = next(group for group in told.groups if group.name == "officer")
    assert (officer.rate.hits, officer.rate.of, officer.above_random) == (5, 10, None)


def shipment(number: int, trade_mode: str) -> Case:
    lines = (GoodsLine(1, "钢制螺栓", "731815", ("1",)),)
    told = Declaration(f"D{number}", ON, Direction.EXPORT, Channel.FREIGHT, lines, trade_mode=trade_mode)
    return Case(told, (), Context(KNOWN, KNOWN), ON)


def test_a_new_rule_is_replayed_on_the_past_before_it_is_switched_on() -> None:
    pack = shipped()
    rule = next(each for each in pack.indicators if each.id == "market_procurement")
    past = [
        Past(shipment(1, "1039"), Result.FOUND, Chosen.RULE),
        Past(shipment(2, "1039"), Result.NOTHING, Chosen.RANDOM),
        Past(shipment(3, "1039"), Result.INCONCLUSIVE, Chosen.RULE),
        Past(shipment(4, "1039")),
        Past(shipment(5, "0110"), Result.FOUND, Chosen.RULE),
    ]
    told = replay(replace(rule, id="new", weight=30), pack, past)
    assert (told.would_hit, told.inspected.of, told.inspected.hits) == (4, 2, 1)
    assert (told.control.of, told.control.hits) == (1, 0)
    assert (told.more_red, told.more_yellow, told.fewer) == (0, 4, 0)
    assert all("{" not in in_words(told.say, lang) for lang in LANGS)


def test_a_changed_rule_is_held_against_the_pack_without_it() -> None:
    pack = shipped()
    rule = next(each for each in pack.indicators if each.id == "market_procurement")
    told = replay(replace(rule, weight=70), pack, [Past(shipment(1, "1039"))])
    assert (told.more_red, told.shipments) == (1, 1)


@given(st.integers(1, 60), st.integers(0, 10), st.sampled_from([Policy(), LIKELIHOOD_ONLY, VALUE_ONLY]))
def test_a_policy_fills_the_capacity_once_each(capacity: int, seed: int, policy: Policy) -> None:
    rng = np.random.default_rng(seed)
    chances, values = rng.random(50).tolist(), rng.random(50).tolist()
    told = picked(chances, values, capacity, policy, rng.permutation(50).tolist())
    assert len({each.row for each in told}) == len(told) == min(capacity, 50)


def test_likelihood_and_value_are_two_numbers() -> None:
    chances, values = [0.9, 0.8, 0.1], [1.0, 1.0, 1000.0]
    found, stakes = np.array([1, 1, 0], np.int8), np.array(values)
    by_chance = [each.row for each in picked(chances, values, 1, LIKELIHOOD_ONLY, ())]
    by_value = [each.row for each in picked(chances, values, 1, VALUE_ONLY, ())]
    assert (by_chance, by_value) == ([0], [2])
    assert worth(found, stakes, by_chance).precision == 1.0
    assert worth(found, stakes, by_value).recovered == 0.0


def test_a_challenger_takes_over_only_when_the_interval_lies_above_nothing() -> None:
    assert contest((10, 100), (30, 100)).promote
    assert not contest((10, 100), (14, 100)).promote
    assert contest((30, 100), (10, 100)).say.key == "risk.contest_behind"


def test_random_control_costs_little_and_tells_the_true_rate() -> None:
    world = planted_world(2, rows=8000, rate=0.15).outcomes
    setting = Setting(refit_every=8, rounds=5)
    run = simulated(world, setting, seed=1)
    assert run.hits("targeted").share > 1.5 * world.found.mean()
    assert all(not set(week.targeted) & set(week.control) for week in run.weeks)
    assert covered(world, setting, runs=40, seed=1) >= 34


def test_the_stability_index_sees_a_shift_and_not_a_repeat() -> None:
    assert stability_index({"64": 500, "95": 500}, {"64": 50, "95": 50}) < 0.01
    assert stability_index({"64": 500, "95": 500}, {"64": 90, "95": 10}) > 0.2
    assert stability_index({"64": 500}, {"64": 50, "99": 50}) > 0.2


@pytest.mark.parametrize(("found", "foretold", "tail"), [(0, 1.0, 1.0), (3, 1.0, 0.0803), (1, 0.5, 0.3935)])
def test_poisson_tails(found: int, foretold: float, tail: float) -> None:
    assert poisson_tail(found, foretold) == pytest.approx(tail, abs=1e-4)


def test_the_watch_reports_a_new_pattern_and_keeps_quiet_without_one() -> None:
    watch = Watch()
    usual = [Opened((f"chapter {number % 20}",), 0.1, number // 20 == number % 20 // 2) for number in range(200)]
    assert all(watch.week(week, usual) == [] for week in range(8))
    alarms = watch.week(8, [*usual, *[Opened(("chapter 7",), 0.1, found=True)] * 9])
    assert alarms[0].cell == "chapter 7"
    assert all("chapter 7" in in_words(alarms[0].say, lang) for lang in LANGS)


def test_a_drifting_world_is_what_it_says() -> None:
    world = drifting_world(1, rows=5000)
    week = (world.outcomes.days - world.outcomes.days.min()) // 7
    assert week[world.pattern].min() >= world.from_week
    assert 0.7 < world.outcomes.found[world.pattern].mean() < 0.9


def test_published_figures_are_read_with_publication_and_year() -> None:
    told = published()
    assert len(told) > 20
    assert all(figure.publication and figure.period and figure.evidence for figure in told)


def test_a_wrong_table_of_figures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("[[figure]]\npublication = 'x'\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        published(path)
    assert refused.value.say.params["at"] == "figure[0].value"


SEIZED = {"A": {"64": 50.0, "84": 1.0}, "B": {"64": 20.0, "61": 30.0}, "none": {}}
IMPORTS = {"A": 10.0, "B": 30.0, "none": 5.0}
TRADE = {"64": 5.0, "61": 10.0, "84": 85.0}


def test_shipments_are_tied_by_what_they_share() -> None:
    told = replace(
        shipment(1, "1039").declaration,
        consignor_id="91330206-X",
        container_or_item_no="TCLU 123456-7",
        extra=(("phone", "+86 138-0000-1111"), ("lot", "7")),
    )
    assert link_keys(told) == (("sender", "91330206x"), ("container", "tclu1234567"), ("phone", "13800001111"))
    before = [
        Earlier("phone", "13800001111", "D8", date(2026, 1, 1), irregular=False),
        Earlier("container", "tclu1234567", "D9", date(2026, 2, 1), irregular=True),
        Earlier("phone", "13800001111", "D9", date(2026, 2, 1), irregular=True),
        Earlier("phone", "13999999999", "D7", date(2026, 3, 1), irregular=True),
        Earlier("phone", "13800001111", told.declaration_no, date(2026, 4, 1), irregular=True),
    ]
    assert [(link.declaration_no, link.irregular) for link in links(told, before)] == [("D9", True), ("D8", False)]


def test_the_same_cargo_has_the_same_key() -> None:
    def key(weight: str) -> tuple[str, ...]:
        lines = (GoodsLine(1, "x", "7318150000", net_kg=Decimal(weight)), GoodsLine(2, "y", "731815"))
        return cargo_keys(replace(shipment(1, "1039").declaration, lines=lines, departure="CN", origin="CN"))

    assert key("10.50") == key("10.5") == ("731815|CN|CN|10.5",)


def test_gtric_puts_what_is_seized_beyond_its_trade_on_top() -> None:
    factors = counterfeiting_factors(SEIZED, IMPORTS, TRADE)
    assert factors["64"] == pytest.approx((0.25 * 50 / 51 + 0.75 * 0.4) / 0.05)
    index = gtric(factors)
    assert index["64"] > index["61"] > index["84"]
    assert all(0 <= value <= 1 for value in index.values())


def test_gtric_does_not_depend_on_the_unit_of_money() -> None:
    scaled = counterfeiting_factors(
        SEIZED, {k: v * 7 for k, v in IMPORTS.items()}, {k: v * 7 for k, v in TRADE.items()}
    )
    assert gtric(scaled) == pytest.approx(gtric(counterfeiting_factors(SEIZED, IMPORTS, TRADE)))
    assert counterfeiting_factors({}, {}, TRADE) == {}


def test_the_heat_table_has_the_riskiest_first_and_floors_for_the_never_seized() -> None:
    table = heat({"X": 0.2, "Y": 0.0}, {"64": 0.9, "84": 0.0})
    assert (table.economies, table.products) == (("X", "Y"), ("64", "84"))
    assert table.cells[1][1] == pytest.approx(0.05 * 0.05)


def figure(key: str, value: float) -> Figure:
    return Figure("OECD/EUIPO 2019", "2016", "product", key, value, "%", "secondary", Words("鞋", "shoes"), "chapter")


def test_a_published_figure_is_a_few_points_that_open_nothing_by_themselves() -> None:
    starts = head_starts([figure("72-73", 22.0)], {}, {"73": 5.0, "84": 95.0}, most=6)
    assert set(starts) == {"72", "73"}
    priors = PublishedPriors(starts, {})
    told = assess(shipment(1, "0110").declaration, (), Context(KNOWN, KNOWN), shipped(), on=ON, priors=priors)
    assert [(term.kind, term.id, term.contribution, term.lines) for term in told.terms] == [
        ("prior", "prior.chapter", 6.0, (1,))
    ]
    assert (told.lane, told.by_model) == (Lane.GREEN, False)
    assert "OECD/EUIPO 2019, 2016" in in_words(told.terms[0].say, "en")
    strong = PublishedPriors({"73": replace(starts["73"], points=200.0)}, {})
    lifted = assess(shipment(1, "0110").declaration, (), Context(KNOWN, KNOWN), shipped(), on=ON, priors=strong)
    assert (lifted.lane, lifted.by_model) == (Lane.YELLOW, True)


def test_a_desks_own_finds_wash_a_published_figure_out() -> None:
    trade = {"64": 10.0, "84": 90.0}

    def points(finds: dict[str, float]) -> float:
        told = head_starts([figure("64", 22.0)], finds, trade, most=100)
        return told["64"].points if told else 0.0

    assert points({}) == round(20 / math.log(2) * math.log(2.2) * 8) / 8
    assert points({}) > points({"84": 30.0}) > points({"84": 200.0}) == 0.0
    assert points({"64": 30.0}) > points({})


def test_an_index_of_a_table_of_seizures_and_imports(tmp_path: Path) -> None:
    path = tmp_path / "amounts.csv"
    rows = ["64,CN,50,10", "64,HK,5,10", "84,CN,1,100", "84,DE,0,300"]
    path.write_text("product,economy,seizures,imports\n" + "\n".join(rows) + "\n", encoding="utf-8")
    told = gtric_of(read_amounts(path))
    assert told.product_factors["64"] == pytest.approx((55 / 56) / (20 / 420))
    assert [key for key, _, _ in ranks(told.economies, told.economy_factors)] == ["HK", "CN", "DE"]
    table = told.heat(2)
    assert (table.products, table.economies) == (("64", "84"), ("HK", "CN"))
    assert table.product_index[0] == told.products["64"]


@pytest.mark.parametrize(
    ("row", "said"), [("64,CN,-1,5", "row 2, seizures"), ("64,,1,5", "row 2, economy"), ("64,CN,0,5", "no seizures")]
)
def test_a_bad_table_of_seizures_is_one_line_that_names_the_cell(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "amounts.csv"
    path.write_text(f"product,economy,seizures,imports\n{row}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_amounts(path)
    assert said in in_words(refused.value.say, "en")


def test_forecasts_are_held_against_finds_by_tenths() -> None:
    rng = np.random.default_rng(4)
    right = [Opened((), place / 1000, found=bool(rng.random() < place / 1000)) for place in range(1000)]
    assert sum(each.off for each in calibration(right)) <= 1
    wrong = [replace(each, foretold=min(each.foretold + 0.2, 1.0)) for each in right]
    assert sum(each.off for each in calibration(wrong)) > 5
    assert calibration(right[:99]) == ()


def test_a_campaign_is_replayed_as_if_it_had_run_all_along() -> None:
    text = """
[[campaign]]
id = "market"
name = { zh = "市场采购", en = "Market procurement" }
valid_from = 2030-01-01
valid_to = 2030-12-31
scope = { field = "shipment.trade_mode", op = "is", value = "1039" }
weight = 30
quota = 10
source = "office note"
"""
    past = [Past(shipment(1, "1039"), Result.FOUND, Chosen.RULE), Past(shipment(2, "0110"))]
    told = replay(parse_proposal(text), shipped(), past)
    assert (told.rule, told.would_hit, told.inspected.hits, told.more_yellow) == ("market", 1, 1, 1)
