"""What supervisors set, on a real station: rules by four eyes, other lanes, capacity, credit, models; and ties."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app import bootstrap
from app.bench.work import Result
from app.core.clock import SetClock
from app.core.errors import Refused
from app.identity.rules import Officer, Role
from app.intake.records import declaration
from app.intake.work import receive_declarations
from app.journal.checking import check
from app.journal.work import Station
from app.risk.past import past_cases, write_outcomes
from app.risk.records import screening
from app.risk.records.contexts import contexts_of, usual_unit_values
from app.risk.records.steering import rules_kept
from app.risk.rules import Capacity, CreditClass, Lane, shipped
from app.risk.scorecard.outcomes import read_outcomes
from app.risk.view import Named, targeting_view, traders_json, traders_view
from app.risk.work import Screened, in_force, screen
from app.risk.work.modelling import former_model, promote_challenger, take_model, trust_key, withdraw_key
from app.risk.work.proposing import confirm, propose, retire
from app.risk.work.steering import note_credit, reroute, set_capacity, set_prior_points
from tests.conftest import LI_MING
from tests.targeting_ground import QIAN, RULE, ZHAO, end, keep_supervisors, models

HEAD = (
    "declaration_no,declared_on,direction,channel,trade_mode,consignor,consignee,origin,container_or_item_no,line_no,"
    "hs_code,goods,spec,quantity,unit,net_kg,value,currency,phone"
)


def row(number: str, goods: str = "塑料印章", item: str = "", value: int = 1000, **more: str) -> str:
    told = {"consignor": f"发货人{number}", "consignee": f"Buyer {number}", "phone": ""} | more
    head = f"{number},2024-11-20,E,freight,0110,{told['consignor']},{told['consignee']},CN"
    return f"{head},{item},1,950300,{goods},1,100,个,{len(number) + value / 7:.3f},{value},CNY,{told['phone']}"


def receive(station: Station, folder: Path, *rows: str) -> None:
    path = folder / "declarations.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    receive_declarations(station, LI_MING, path)


def weigh(station: Station, *numbers: str) -> dict[str, Screened]:
    done = screen(station, LI_MING, bootstrap.screener(station), numbers or None)
    return {each.declaration.declaration_no: each for each in done}


def ids(screened: Screened) -> set[str]:
    return {term.id for term in screened.assessment.terms}


@pytest.fixture
def desk(station: Station, tmp_path: Path) -> Station:
    keep_supervisors(station)
    receive(station, tmp_path, row("D1", item="MSKU1234567"), row("D2", "棉布"))
    weigh(station)
    return station


def test_a_rule_counts_only_after_another_supervisor_has_confirmed_it(desk: Station) -> None:
    before = weigh(desk, "D1")["D1"].assessment
    proposal = propose(desk, ZHAO, shipped(), RULE)
    assert "stamps" not in ids(weigh(desk, "D1")["D1"])
    with pytest.raises(Refused, match="four_eyes"):
        confirm(desk, ZHAO, proposal)
    with pytest.raises(Refused, match="not_allowed"):
        confirm(desk, LI_MING, proposal)
    confirm(desk, QIAN, proposal)
    after = weigh(desk, "D1")["D1"]
    assert after.assessment.score == before.score + 70
    assert after.assessment.lane is Lane.RED
    assert after.assessment.pack.startswith("cn-ipr 2026.1+")
    retire(desk, ZHAO, proposal, "no hits")
    assert weigh(desk, "D1")["D1"].assessment.score == before.score


def test_a_proposal_keeps_what_its_replay_said(desk: Station) -> None:
    end(desk, "D1")
    propose(desk, ZHAO, shipped(), RULE)
    row = next(each for each in targeting_view(desk, bootstrap.screener(desk)).rules if each.proposal)
    assert row.replay is not None
    told = row.replay.params
    assert (told["hit"], told["shipments"], told["right"], told["inspected"], told["red"]) == (1, 2, 1, 1, 1)


def test_a_bad_rule_is_refused_by_its_key_and_nothing_is_kept(desk: Station) -> None:
    with pytest.raises(Refused) as refused:
        propose(desk, ZHAO, shipped(), RULE.replace("contains", "resembles"))
    assert refused.value.field == "indicator[0].when.any_line.op"
    with pytest.raises(Refused, match="say_why"):
        retire(desk, ZHAO, propose(desk, ZHAO, shipped(), RULE), " ")
    with desk.read() as conn:
        assert [each.state for each in rules_kept(conn)] == ["proposed"]


def test_a_confirmed_rule_of_the_same_name_replaces_the_one_before(desk: Station) -> None:
    for weight in ("30", "10"):
        confirm(desk, QIAN, propose(desk, ZHAO, shipped(), RULE.replace("70", weight)))
    terms = {term.id: term.contribution for term in weigh(desk, "D1")["D1"].assessment.terms}
    assert terms["stamps"] == 10
    with desk.read() as conn:
        assert [each.state for each in rules_kept(conn)] == ["replaced", "confirmed"]


def test_another_lane_needs_authority_and_reason_and_keeps_what_was_weighed(desk: Station) -> None:
    with desk.read() as conn:
        weighed = screening(conn, "D2")
    assert weighed is not None
    lane = Lane.RED if weighed.lane != "red" else Lane.YELLOW
    with pytest.raises(Refused, match="not_allowed"):
        reroute(desk, LI_MING, "D2", lane, authority="NB002", reason="tip")
    with pytest.raises(Refused) as refused:
        reroute(desk, ZHAO, "D2", lane, authority="NB002", reason=" ")
    assert refused.value.field == "reason"
    reroute(desk, ZHAO, "D2", lane, authority="NB002", reason="tip")
    weigh(desk, "D2")
    with desk.read() as conn:
        now = screening(conn, "D2")
    assert now is not None
    assert (now.lane, now.weighed_lane, now.authority, now.reroute_reason) == (lane, weighed.lane, "NB002", "tip")
    with pytest.raises(Refused, match="same_lane"):
        reroute(desk, ZHAO, "D2", lane, authority="NB002", reason="tip")
    end(desk, "D2")
    with pytest.raises(Refused, match="already_ended"):
        reroute(desk, ZHAO, "D2", Lane.BLUE, authority="NB002", reason="late")


def test_a_moved_lane_falls_when_the_weighing_itself_comes_to_another(desk: Station) -> None:
    reroute(desk, ZHAO, "D1", Lane.BLUE, authority="NB002", reason="audit later")
    confirm(desk, QIAN, propose(desk, ZHAO, shipped(), RULE))
    weigh(desk, "D1")
    with desk.read() as conn:
        now = screening(conn, "D1")
    assert now is not None
    assert (now.lane, now.rerouted_by) == ("red", "")


def test_capacity_moves_the_lanes_that_decide(desk: Station) -> None:
    lanes = set_capacity(desk, ZHAO, shipped(), Capacity(1, 1))
    force = in_force(desk, bootstrap.screener(desk))
    assert (force.pack.lanes.red, force.pack.lanes.yellow) == (lanes.red, lanes.yellow)
    with pytest.raises(Refused) as refused:
        set_capacity(desk, ZHAO, shipped(), Capacity(0, 1))
    assert refused.value.field == "opened"


def test_a_container_of_an_earlier_find_ties_and_a_later_find_does_not_count_in_the_past(
    desk: Station, tmp_path: Path
) -> None:
    receive(desk, tmp_path, row("D3", "棉布", item="msku-123 4567"))
    assert "seen_before" not in ids(weigh(desk, "D3")["D3"])
    end(desk, "D1")
    assert "seen_before" in ids(weigh(desk, "D3")["D3"])
    with desk.read() as conn:
        past = {each.case.declaration.declaration_no: each.case for each in past_cases(conn, shipped().tuning)}
        assert past["D3"].context.links == ()
        found = declaration(conn, "D3")
        assert found is not None
        assert contexts_of(conn, [found], known={"D3": date(2024, 11, 21)})["D3"].links[0].declaration_no == "D1"


def test_a_senders_find_weighs_once_as_history_and_the_consignee_has_one_too(desk: Station, tmp_path: Path) -> None:
    receive(desk, tmp_path, row("D4", "棉布", consignor="发货人D1"), row("D5", "棉布", consignee="Buyer D1"))
    end(desk, "D1")
    done = weigh(desk)
    assert "consignor_infringements" in ids(done["D4"])
    assert "seen_before" not in ids(done["D4"])
    with desk.read() as conn:
        found = declaration(conn, "D5")
        assert found is not None
        context = contexts_of(conn, [found])["D5"]
    assert (context.consignee.consignments, context.consignee.found) == (2, 1)
    assert context.consignor.found == 0


def test_the_same_cargo_as_a_find_is_a_repeat(desk: Station, tmp_path: Path) -> None:
    receive(desk, tmp_path, row("D6"), row("D7", value=2000))
    end(desk, "D1")
    done = weigh(desk)
    assert "repeat_of_found" in ids(done["D6"])
    assert "repeat_of_found" not in ids(done["D7"])


def test_a_price_is_usual_only_from_twenty_lines_on(desk: Station, tmp_path: Path) -> None:
    receive(desk, tmp_path, *(row(f"P{number}", value=1000) for number in range(17)))
    with desk.read() as conn:
        assert usual_unit_values(conn) == {}
    receive(desk, tmp_path, row("P17", value=1000), row("CHEAP", value=100))
    with desk.read() as conn:
        assert usual_unit_values(conn) == {"9503|个": 10.0}
    assert "low_unit_value" in ids(weigh(desk, "CHEAP")["CHEAP"])


def test_personal_data_is_for_those_who_may_see_it(desk: Station) -> None:
    end(desk, "D1")
    bench = Officer("NB009", "", "Bench", frozenset({Role.BENCH}))
    tuning, today = shipped().tuning, desk.today()
    with desk.read() as conn:
        found = declaration(conn, "D1")
        assert found is not None
        seen = traders_view(conn, found, Named({}, {}), ZHAO, on=today, tuning=tuning)
        hidden = traders_view(conn, found, Named({}, {}), bench, on=today, tuning=tuning)
    assert traders_json(seen, "en")["consignor"]["infringements"][0]["weight"] == 1.0
    assert "发货人D1" in str(traders_json(seen, "en"))
    assert "发货人D1" not in str(traders_json(hidden, "zh"))
    assert traders_json(hidden, "en")["consignor"]["found"] == 1


def test_credit_counts_with_its_source_and_falls_back_when_restored(desk: Station, clock: SetClock) -> None:
    note_credit(desk, ZHAO, "发货人D1", CreditClass.DISHONEST, source="notice 7", restored_on=date(2024, 12, 1))
    assert any("dishonest" in each for each in ids(weigh(desk, "D1")["D1"]))
    clock.advance(timedelta(days=20))
    assert not any("dishonest" in each for each in ids(weigh(desk, "D1")["D1"]))


def test_a_key_is_trusted_by_two_supervisors_and_withdrawn_with_a_reason(desk: Station, tmp_path: Path) -> None:
    key = models(tmp_path, "one")
    with pytest.raises(Refused, match="not_allowed"):
        trust_key(desk, LI_MING, key)
    with pytest.raises(Refused, match="key_bad"):
        trust_key(desk, ZHAO, "not a key")
    assert not trust_key(desk, ZHAO, key)
    with pytest.raises(Refused, match="key_four_eyes"):
        trust_key(desk, ZHAO, key)
    with pytest.raises(Refused, match="model_stranger"):
        take_model(desk, ZHAO, tmp_path / "one.json")
    assert trust_key(desk, QIAN, key.upper())
    with pytest.raises(Refused, match="key_trusted_already"):
        trust_key(desk, QIAN, key)
    take_model(desk, ZHAO, tmp_path / "one.json")
    assert weigh(desk, "D1")["D1"].assessment.model == "one"
    with pytest.raises(Refused, match="say_why"):
        withdraw_key(desk, ZHAO, key, " ")
    withdraw_key(desk, ZHAO, key, "stolen")
    assert weigh(desk, "D1")["D1"].assessment.model == ""
    view = targeting_view(desk, bootstrap.screener(desk)).models
    assert [row.state for row in view.models] == ["untrusted"]
    assert [(row.state, row.reason, row.withdrawn_by) for row in view.keys] == [("withdrawn", "stolen", "NB002")]


def test_the_former_model_can_come_back(desk: Station, tmp_path: Path) -> None:
    key = models(tmp_path, "one", "two")
    for officer in (ZHAO, QIAN):
        trust_key(desk, officer, key)
    with pytest.raises(Refused, match="no_former_model"):
        former_model(desk, ZHAO)
    for version in ("one", "two"):
        assert take_model(desk, ZHAO, tmp_path / f"{version}.json") == version
    assert weigh(desk, "D1")["D1"].assessment.model == "two"
    assert former_model(desk, ZHAO) == "one"
    assert weigh(desk, "D1")["D1"].assessment.model == "one"


def test_a_challenger_weighs_half_until_it_is_promoted_or_given_up(desk: Station, tmp_path: Path) -> None:
    key = models(tmp_path, "one", "two")
    for officer in (ZHAO, QIAN):
        trust_key(desk, officer, key)
    with pytest.raises(Refused, match="no_champion"):
        take_model(desk, ZHAO, tmp_path / "two.json", beside=True)
    take_model(desk, ZHAO, tmp_path / "one.json")
    with pytest.raises(Refused, match="same_model"):
        take_model(desk, ZHAO, tmp_path / "one.json", beside=True)
    with pytest.raises(Refused, match="no_challenger"):
        promote_challenger(desk, ZHAO)
    take_model(desk, ZHAO, tmp_path / "two.json", beside=True)
    receive(desk, tmp_path, *(row(f"T{number}") for number in range(40)))
    used = {number: each.assessment.model for number, each in weigh(desk).items()}
    assert 4 < list(used.values()).count("two") < 36
    again = {number: each.assessment.model for number, each in weigh(desk, *used).items()}
    assert again == used, "weighed again, the coin stays"
    view = targeting_view(desk, bootstrap.screener(desk)).models
    assert [row.state for row in view.models] == ["beside", "in_use"]
    assert view.contest.key == "targeting.contest_few"
    assert former_model(desk, ZHAO) == "one"
    take_model(desk, ZHAO, tmp_path / "two.json", beside=True)
    assert promote_challenger(desk, ZHAO) == "two"
    assert {each.assessment.model for each in weigh(desk, "T1", "T2", "T3", "T4", "T5", "T6").values()} == {"two"}


def test_weighing_again_on_another_day_draws_nothing_again(desk: Station, clock: SetClock) -> None:
    def drawn() -> tuple[str, bool]:
        with desk.read() as conn:
            row = screening(conn, "D1")
        assert row is not None
        return row.round_id, row.control

    first = drawn()
    for _ in range(2):
        clock.advance(timedelta(days=1))
        weigh(desk, "D1")
    assert drawn() == first
    assert targeting_view(desk, bootstrap.screener(desk)).draws.key == "targeting.draws_right"


CAMPAIGN = """
[[campaign]]
id = "stamps-2024"
name = { zh = "印章行动", en = "Stamps" }
valid_from = 2024-11-01
valid_to = 2024-12-31
scope = { any_line = { field = "line.goods", op = "contains", value = ["印章"] } }
weight = 30
quota = 1
source = "office note"
"""


def test_an_own_campaign_counts_by_four_eyes_and_stops_at_its_quota(desk: Station) -> None:
    before = weigh(desk, "D1")["D1"].assessment.score
    proposal = propose(desk, ZHAO, shipped(), CAMPAIGN)
    with pytest.raises(Refused, match="four_eyes"):
        confirm(desk, ZHAO, proposal)
    confirm(desk, QIAN, proposal)
    assert weigh(desk, "D1")["D1"].assessment.score == before + 30
    row = next(each for each in targeting_view(desk, bootstrap.screener(desk)).running if each.proposal)
    assert row.tally is not None
    assert (row.tally.in_scope, row.tally.opened, row.tally.left) == (1, 0, 1)
    end(desk, "D1")
    assert "campaign.stamps-2024" not in ids(weigh(desk, "D1")["D1"])


def test_published_figures_weigh_once_the_desk_has_trade_and_can_be_switched_off(desk: Station, tmp_path: Path) -> None:
    assert not any(name.startswith("prior.") for name in ids(weigh(desk, "D1")["D1"]))
    shoes = "S1,2024-11-20,E,freight,0110,甲,Buyer,CN,,1,640299,运动鞋,1,100,双,20,1000,CNY,"
    receive(desk, tmp_path, shoes, *(row(f"M{number}") for number in range(120)))
    told = weigh(desk, "S1")["S1"].assessment
    prior = next(term for term in told.terms if term.id == "prior.chapter")
    assert (prior.kind, prior.contribution, prior.source) == ("prior", 6.0, "OECD/EUIPO 2019, 2016")
    assert "prior.chapter" not in ids(weigh(desk, "M1")["M1"])
    with pytest.raises(Refused, match="prior_bad"):
        set_prior_points(desk, ZHAO, 21)
    set_prior_points(desk, ZHAO, 0)
    assert weigh(desk, "S1")["S1"].assessment.score == told.score - prior.contribution


def test_what_only_published_figures_lifted_counts_as_theirs_not_the_rules(desk: Station, tmp_path: Path) -> None:
    shoes = "P1,2024-11-20,E,post,0110,甲,Buyer,CN,,1,640299,运动鞋,1,100,双,20,1000,CNY,"
    receive(desk, tmp_path, shoes, *(row(f"M{number}") for number in range(120)))
    set_prior_points(desk, ZHAO, 10)
    told = weigh(desk, "P1")["P1"]
    assert {term.id: term.contribution for term in told.assessment.terms if term.kind == "prior"} == {
        "prior.chapter": 10.0,
        "prior.channel": 10.0,
    }
    assert (told.assessment.lane, told.assessment.by_model) == (Lane.RED, True)
    end(desk, "P1")
    if not told.control:
        groups = {group.name: group.rate.of for group in targeting_view(desk, bootstrap.screener(desk)).report.groups}
        assert (groups["model"], groups["rules"]) == (1, 0)


def test_the_days_capacity_is_planned_by_the_stated_policy(desk: Station) -> None:
    note_credit(desk, ZHAO, "发货人D2", CreditClass.DISHONEST, source="notice 7")
    confirm(desk, QIAN, propose(desk, ZHAO, shipped(), RULE))
    weigh(desk, "D1", "D2")
    set_capacity(desk, ZHAO, shipped(), Capacity(5, 1))
    rows = {each.number: each for each in targeting_view(desk, bootstrap.screener(desk)).shipments}
    assert rows["D1"].lane == "red"
    assert rows["D1"].today in ("value", "likelihood", "random")
    assert 0 < rows["D1"].likelihood < 1
    assert rows["D1"].value == 1000


def test_outcomes_are_written_as_fit_reads_them(desk: Station, tmp_path: Path) -> None:
    path = tmp_path / "outcomes.csv"
    with desk.read() as conn, pytest.raises(Refused, match="outcomes_none"):
        write_outcomes(conn, path)
    end(desk, "D1")
    end(desk, "D2", Result.NOTHING_FOUND)
    with desk.read() as conn:
        assert write_outcomes(conn, path) == 2
    told = read_outcomes(path)
    assert sorted(told.found.tolist()) == [0, 1]
    assert set(told.columns["hs6"]) == {"950300"}


def test_replaying_the_journal_gives_the_same_tables(desk: Station) -> None:
    confirm(desk, QIAN, propose(desk, ZHAO, shipped(), RULE))
    reroute(desk, ZHAO, "D2", Lane.BLUE, authority="NB002", reason="audit later")
    set_capacity(desk, ZHAO, shipped(), Capacity(3, 5))
    confirm(desk, QIAN, propose(desk, ZHAO, shipped(), CAMPAIGN))
    set_prior_points(desk, ZHAO, 3)
    trust_key(desk, ZHAO, "ab" * 32)
    trust_key(desk, QIAN, "ab" * 32)
    withdraw_key(desk, QIAN, "ab" * 32, "stolen")
    weigh(desk, "D1", "D2")
    with desk.read() as conn:
        assert check(conn, desk.appliers, desk.blobs).ok
