"""The desk's own past, as it stands in a real station, replayed through a rule and told as feedback."""

from __future__ import annotations

from pathlib import Path

from app import bootstrap
from app.bench.work import Result as Closing
from app.bench.work import open_inspection, record_close
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.risk.past import closed, past_cases
from app.risk.rules import shipped
from app.risk.rules.feedback import Chosen, Result, report
from app.risk.rules.replay import replay
from app.risk.work import screen
from tests.conftest import LI_MING

HEAD = "declaration_no,declared_on,direction,channel,trade_mode,consignor,line_no,hs_code,goods,spec,quantity,unit"


def received(station: Station, tmp_path: Path) -> None:
    rows = [f"D{number},2024-11-20,E,freight,1039,义乌某公司,1,950300,塑料印章,0,100,个" for number in range(1, 4)]
    path = tmp_path / "declarations.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    receive_declarations(station, LI_MING, path)
    screen(station, LI_MING, bootstrap.screener(station))


def ended(station: Station, number: str, result: Closing) -> None:
    inspection = open_inspection(station, LI_MING, number)
    with station.act(LI_MING.officer_id) as act:
        record_close(act, inspection, result)


def test_past_cases_carry_how_their_inspection_ended(station: Station, tmp_path: Path) -> None:
    received(station, tmp_path)
    ended(station, "D1", Closing.FOUND)
    ended(station, "D2", Closing.NOTHING_FOUND)
    pack = shipped()
    with station.read() as conn:
        past = list(past_cases(conn, pack.tuning))
        told = report(closed(conn))
    results = {each.case.declaration.declaration_no: each.result for each in past}
    assert results == {"D1": Result.FOUND, "D2": Result.NOTHING, "D3": None}
    officers = sum(each.chosen is Chosen.OFFICER for each in past)
    assert told.random.of + told.targeted.of + officers == 2
    rule = next(each for each in pack.indicators if each.id == "market_procurement")
    replayed = replay(rule, pack, past)
    assert (replayed.would_hit, replayed.inspected.of, replayed.inspected.hits) == (3, 2, 1)


def test_every_result_the_bench_records_is_known_here() -> None:
    assert {each.value for each in Closing} <= {each.value for each in Result} - {Result.INCONCLUSIVE.value}


def test_a_rule_is_not_praised_for_knowing_how_the_shipment_ended(station: Station, tmp_path: Path) -> None:
    """All three are of one consignor; a find on the day itself must not count as its earlier infringement."""
    received(station, tmp_path)
    ended(station, "D1", Closing.FOUND)
    pack = shipped()
    rule = next(each for each in pack.indicators if each.id == "consignor_infringements")
    with station.read() as conn:
        assert replay(rule, pack, past_cases(conn, pack.tuning)).would_hit == 0
