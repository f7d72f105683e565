"""What is done to a case beside its moves: fines, costs, links, clocks that run again, service, masked copies."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.clock import SetClock
from app.core.errors import Refused
from app.custody.case_view import shown
from app.custody.rules import Disposal
from app.custody.work import ending, telling
from app.custody.work.disclosing import give_copy
from app.detention.amending import amend_line
from app.detention.costs import CostKind
from app.detention.moves import change_clock, restart_clock
from app.detention.records import line_table, parts
from app.detention.rules import PriceBasis
from app.detention.settled import links_of
from app.detention.settling import decide_fine, link_cases, record_cost
from app.detention.standing import case_file
from app.journal.checking import check
from app.notice.acts import write_document
from app.notice.cases_view import CaseView, ProcedureShown, case_view
from app.notice.serving import Service, ServiceMode, record_service
from app.notice.work import make_void
from tests.shipment_ground import LI, WANG, ZHAO, Stocked
from tests.work.case_ground import CASE
from tests.work.custody_ground import SUPERVISOR, Made, opened_copy, photo

TIER = "APR25.1-normal"


def view_of(at: Stocked) -> CaseView:
    return case_view(at.station, WANG, CASE)


def procedure_of(at: Stocked) -> ProcedureShown:
    return view_of(at).procedures[0]


def refused(field: str, key: str = "") -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.field == field and error.say.key.endswith(key))


def test_a_fine_lies_within_its_tier_and_has_a_reason(detained: Stocked) -> None:
    station = detained.station
    decide_fine(station, WANG, CASE, 1, TIER, Decimal(250_000), Decimal(30_000), "first time, helped")
    for amount in ("24999.99", "50000"):
        with refused("amount", "outside_tier"):
            decide_fine(station, WANG, CASE, 1, TIER, Decimal(250_000), Decimal(amount), "why")
    with refused("reason"):
        decide_fine(station, WANG, CASE, 1, TIER, Decimal(250_000), Decimal(30_000), " ")
    with refused("tier"):
        decide_fine(station, WANG, CASE, 1, "none such", Decimal(1), Decimal(0), "why")
    with pytest.raises(Refused):
        decide_fine(station, LI, CASE, 1, TIER, Decimal(250_000), Decimal(30_000), "a bench officer")
    (fine,) = procedure_of(detained).money.fines
    assert (int(fine.amount), fine.reason, fine.officer) == (30_000, "first time, helped", "wang")


def test_costs_come_off_the_security(detained: Stocked) -> None:
    station, today = detained.station, detained.clock.now().date()
    record_cost(station, WANG, CASE, 1, CostKind.STORAGE, Decimal("1200.50"), today, "rack 7")
    with refused("on"):
        record_cost(station, WANG, CASE, 1, CostKind.STORAGE, Decimal(1), today + timedelta(days=1))
    with refused("amount"):
        record_cost(station, WANG, CASE, 1, CostKind.STORAGE, Decimal("0.005"), today)
    money = procedure_of(detained).money
    assert (money.settlement.borne, money.settlement.claim) == (Decimal("1200.50"), Decimal("1200.50"))
    assert money.due is not None
    assert money.due.amount == 100_000
    assert money.counter is None


def test_linked_cases_know_each_other(detained: Stocked) -> None:
    station = detained.station
    link_cases(station, WANG, CASE, "NB-PO-01-2024-00007", "the same shop")
    with refused("other", "linked_already"):
        link_cases(station, WANG, CASE, "NB-PO-01-2024-00007", "again")
    with refused("other"):
        link_cases(station, WANG, CASE, CASE, "itself")
    with station.read() as conn:
        assert [row.other for row in links_of(conn, "NB-PO-01-2024-00007")] == [CASE]
    (link,) = view_of(detained).links
    assert (link.case_id, link.here) == ("NB-PO-01-2024-00007", False)


def test_a_suspended_clock_runs_again_from_the_day_that_is_told(detained: Stocked) -> None:
    station, today = detained.station, detained.clock.now().date()
    before = procedure_of(detained).clocks[0].due
    days = (today, today + timedelta(days=30))
    change_clock(station, WANG, CASE, 1, before.id, suspended=[days], reason="lawsuit")
    clock = next(each for each in procedure_of(detained).clocks if each.due.id == before.id)
    assert (clock.paused_until, clock.due.day > before.day) == (days[1], True)
    with refused("on"):
        restart_clock(station, WANG, CASE, 1, before.id, on=today - timedelta(days=1), reason="too early")
    again = restart_clock(station, WANG, CASE, 1, before.id, on=today + timedelta(days=2), reason="ended")
    assert again.suspended == ((today, today + timedelta(days=1)),)
    assert restart_clock(station, WANG, CASE, 1, before.id, on=today, reason="never began").day == before.day


def test_what_a_value_rests_on_is_amended_with_its_evidence(detained: Stocked) -> None:
    amend_line(
        detained.station, LI, CASE, 1, basis=PriceBasis.MEDIAN, evidence=("price list 7",), reason="holder's price"
    )
    with detained.station.read() as conn:
        (row,) = parts(conn, line_table, CASE)
    assert (row.price_basis, row.evidence, row.quantity) == ("median", "price list 7", 50_000)


def test_service_is_proved_once_and_starts_its_clock(detained: Stocked) -> None:
    station, today = detained.station, detained.clock.now().date()
    number = next(each.number for each in view_of(detained).documents if each.kind == "D04")
    detained.clock.advance(timedelta(days=2))
    on = today + timedelta(days=1)
    with refused("receiver"):
        record_service(station, LI, number, Service(on, ServiceMode.POST, " "))
    with refused("on"):
        record_service(station, LI, number, Service(today + timedelta(days=9), ServiceMode.POST, "Chen"))
    moved = record_service(station, LI, number, Service(on, ServiceMode.POST, "Chen, clerk"), [photo("signed.jpg")])
    assert moved is not None
    assert moved.acted.move == "A3.served"
    reply = next(each for each in procedure_of(detained).clocks if each.due.id == "CN.A.REPLY")
    assert reply.due.starts == on
    row = next(each for each in view_of(detained).documents if each.number == number)
    assert (row.served_on, row.served_how, row.served_to) == (on.isoformat(), "post", "Chen, clerk")
    assert station.blobs.get(row.proof).startswith(b"\xff\xd8")
    with refused("number", "served_already"):
        record_service(station, LI, number, Service(on, ServiceMode.POST, "Chen"))
    with station.read() as conn:
        assert check(conn, station.appliers, station.blobs).first_bad is None


def test_a_record_is_written_with_two_officers_and_a_void_one_anew(detained: Stocked) -> None:
    station = detained.station
    wanted = {each.kind: each for each in procedure_of(detained).papers}
    assert {"D03", "D11", "D12", "D13", "D24"} <= set(wanted)
    said = {name: "on the spot" for name, _title in wanted["D11"].fields}
    with refused("second_officer"):
        write_document(station, WANG, CASE, "D11", 1, said)
    with pytest.raises(Refused):
        write_document(station, WANG, CASE, "D11", 1, {}, "li")
    first = write_document(station, WANG, CASE, "D11", 1, said, "li")
    make_void(station, WANG, first.number, "wrong place")
    second = write_document(station, WANG, CASE, "D11", 1, said, "li")
    assert (first.number[-5:], second.number[-5:]) == ("00001", "00002"), "a void number stays taken"


def test_a_masked_copy_hides_and_is_logged(detained: Stocked) -> None:
    station = detained.station
    number = next(each.number for each in view_of(detained).documents if each.kind == "D08")
    detained.clock.advance(timedelta(minutes=5))
    assert b"%PDF-" in give_copy(station, WANG, number, "holder")
    with refused("addressee"):
        give_copy(station, WANG, number, "nobody")
    with pytest.raises(Refused):
        give_copy(station, LI, number, "holder")
    log = shown(station, CASE).rows
    assert (log[0].addressee, log[0].what) == ("holder", number)
    assert "party_address" not in [each.en for each in log[0].hides]
    assert "Party's address" in [each.en for each in log[0].hides]


def test_disposing_of_the_last_goods_ends_the_case_with_its_record(
    decided_once: Made, clock: SetClock, tmp_path: Path
) -> None:
    station = opened_copy(decided_once.home, tmp_path / "home", decided_once.key, clock)
    case = decided_once.freight
    burn = Disposal("destroyed", "incinerated", "Ningbo plant", "Mr Witness")
    first, second = (f"{case}-P001", f"{case}-P002")
    part = ending.dispose(station, SUPERVISOR, burn, {first: Decimal(1250)}, second="NB001")
    assert part.issued == (), "goods are still held"
    whole = ending.dispose(station, SUPERVISOR, burn, {second: Decimal(90)}, second="NB001")
    assert [each.kind for each in whole.issued] == ["D26"]
    with station.read() as conn:
        assert case_file(conn, station, case).standing(1).state == "disposed"
        assert check(conn, station.appliers, station.blobs).first_bad is None
    station.engine.dispose()


def test_a_referral_to_the_police_moves_the_procedure_and_its_answer_too(detained: Stocked) -> None:
    station, today = detained.station, detained.clock.now().date()
    with pytest.raises(Refused, check=lambda error: error.say.key == "case.role"):
        telling.refer(station, WANG, CASE, "police", "公安局", "crime")
    to_market = telling.refer(station, WANG, CASE, "market_regulator", "市监局", "no crime")
    assert to_market.issued == ()
    texts = {"evidence": "photos", "attachments": "list"}
    done = telling.refer(station, ZHAO, CASE, "police", "公安局", "crime", second="li", texts=texts)
    assert [each.kind for each in done.issued] == ["D23"]
    assert procedure_of(detained).state.en == "referred to the police"
    telling.answer_referral(station, ZHAO, done.id, "returned", today)
    assert procedure_of(detained).state.en == "found infringing"
