"""Cases opened before their goods are held, the office's word on unverified rules, and its diary of clocks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.core.clock import SetClock
from app.core.errors import Refused
from app.detention.defaults import default_rules
from app.detention.diary import diary
from app.detention.moves import Step, change_clock, confirm_rules
from app.detention.office_days import keep_office_days
from app.detention.procedure.loading import load_procedure
from app.detention.records import case as find_case
from app.detention.records import line_table, parts
from app.detention.standing import case_file
from app.detention.work import open_case
from app.journal.checking import check
from app.journal.work import Station
from app.notice.acts import take_step, write_document
from app.notice.records import notices_of
from app.tally.records import grouped
from app.tally.rules import Cut, Period
from tests.shipment_ground import LI, WANG, ZHAO, Stocked, counted, held
from tests.work.case_ground import CASE
from tests.work.test_case_moves import refused

DAY = date(2024, 11, 20)


def batches(station: Station) -> int:
    with station.read() as conn:
        return sum(group.figures.batches for group in grouped(conn, Period(date(2024, 1, 1), date(2025, 12, 31)),
                                                              [Cut.CHANNEL]))  # fmt: skip


def opened(at: Stocked, *lines: Any) -> str:
    return open_case(at.station, LI, held(*lines or (counted(1, "100", "1000"),), second="")).case_id


def test_an_opened_case_counts_as_a_batch_from_the_move_that_holds_its_goods(stocked: Stocked, clock: SetClock) -> None:
    station = stocked.station
    case = opened(stocked)
    assert batches(station) == 0
    asked = take_step(station, LI, case, Step("A1", texts={"period_set": "3 days", "proof_wanted": "licence"}))
    assert ([each.kind for each in asked.issued], batches(station)) == (["D03"], 0)
    clock.advance(timedelta(days=2))
    told = take_step(station, LI, case, Step("A3", facts={"suspicion_recorded": clock.now()}, second_officer="wang"))
    assert [each.kind for each in told.issued] == ["D04"]
    assert batches(station) == 1
    with station.read() as conn:
        row = find_case(conn, case)
        assert row is not None
        assert (row.day, row.second_officer) == ("2024-11-22", "wang")
        assert case_file(conn, station, case).standing(1).clocks["CN.A.REPLY"].day == date(2024, 11, 27)
        assert check(conn, station.appliers, station.blobs).ok


def test_a_case_released_before_its_goods_were_held_never_counts(stocked: Stocked) -> None:
    case = opened(stocked)
    for move, facts in (("A1", {}), ("A2", {"lawful_use_shown": DAY})):
        take_step(stocked.station, WANG, case, Step(move, facts=facts, second_officer="li"))
    assert batches(stocked.station) == 0
    with refused("detention.detained_already"):
        opened(stocked)


def test_each_holder_of_an_opened_case_gets_own_documents(stocked: Stocked) -> None:
    case = opened(stocked, counted(1, "100", "1000", "R-1"), counted(2, "50", "30000", "R-2"))
    for n in (1, 2):
        told = take_step(stocked.station, LI, case, Step("A3", n, {"suspicion_recorded": DAY}, second_officer="wang"))
        assert [each.kind for each in told.issued] == ["D04"]
    with stocked.station.read() as conn:
        assert len([row for row in notices_of(conn, case) if row.kind == "D04"]) == 2
        assert len(parts(conn, line_table, case)) == 2


def test_a_track_that_the_pack_lacks_is_refused(stocked: Stocked) -> None:
    with refused("procedure.unknown_track"):
        open_case(stocked.station, LI, held(counted(1, "1", "1"), second="", track="sideways"))


def test_a_document_written_by_itself_asks_for_what_is_missing(detained: Stocked) -> None:
    station = detained.station
    texts = {"held_at": "2024-11-20 10:00", "held_place": "yard", "present": "a driver", "rights_told": "told"}
    with pytest.raises(Refused) as missing:
        write_document(station, LI, CASE, "D11", 1, texts, "wang")
    assert missing.value.field == "record_text"
    with refused("case.two_officers"):
        write_document(station, LI, CASE, "D11", 1, texts)
    made = write_document(station, LI, CASE, "D11", 1, {**texts, "record_text": "opened one carton"}, "wang")
    assert made.number.endswith("D11-2024-00001")
    with refused("notice.not_issued"):
        write_document(station, LI, CASE, "D05", 1, texts, "wang")


def test_the_offices_word_is_given_once_and_then_binds(detained: Stocked) -> None:
    station = detained.station
    before = default_rules(station)
    assert {"A14", "CN.PAT.ACCEPTANCE", "D08", "disclosure.party"} <= {rule.id for rule in before}
    assert all(rule.open for rule in before)
    law = load_procedure("cn", station.today())
    with refused("identity.not_allowed"):
        confirm_rules(station, WANG, law, ["A14"])
    with refused("case.no_such_rule"):
        confirm_rules(station, ZHAO, law, ["A5"])
    confirm_rules(station, ZHAO, law, ["A14", "A13.judged", "CN.PAT.ACCEPTANCE"], "circular 12")
    after = {rule.id: rule for rule in default_rules(station)}
    assert after["A14"].confirmed_by == "zhao"
    assert not next(iter(after.values())).confirmed_by, "those without a word come first"
    with station.read() as conn:
        bound = case_file(conn, station, CASE).procedure
    assert not any(bound.move(name).needs_word for name in ("A14", "A13.judged", "A13.refund"))


def test_the_diary_sorts_clocks_and_leaves_suspended_days_out_of_the_average(
    detained: Stocked, clock: SetClock
) -> None:
    station = detained.station
    first = diary(station, ahead=3)
    assert [each.due.id for each in first.agenda.later] == ["CN.A.REPLY", "CN.A.INVESTIGATE", "CN.A.COURT"]
    assert [each.due.id for each in first.reminders] == ["CN.A.REPLY"]
    assert first.average == {}
    pause = [(date(2024, 11, 21), date(2024, 11, 22))]
    change_clock(station, WANG, CASE, 1, "CN.A.COURT", suspended=pause, reason="review")
    clock.advance(timedelta(days=5))
    assert [each.due.id for each in diary(station).agenda.today] == ["CN.A.REPLY"]
    clock.advance(timedelta(days=5))
    assert [each.due.id for each in diary(station).agenda.overdue] == ["CN.A.REPLY"]
    take_step(station, WANG, CASE, Step("A4.lapsed"))
    assert diary(station).average == {"trademark": 8.0}


def test_the_commands_open_a_case_list_the_rules_and_tell_the_agenda(
    detained: Stocked, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = _asking(detained, capsys, monkeypatch)
    detention = {"declaration_no": "D-OWN", "place": "yard",
                 "lines": [{"line_no": 1, "recordation_nos": ["R-1"], "goods": "toys", "quantity": 5, "unit": "个",
                            "value": 50, "currency": "CNY"}]}  # fmt: skip
    path = tmp_path / "open.json"
    path.write_text(json.dumps(detention), encoding="utf-8")
    made = ask("li", "case", "open", str(path))
    assert made["state"] == "declared"
    assert {act["act"] for act in made["next_acts"]} >= {"A1", "A3"}
    assert ask("li", "agenda", "--ahead", "3", "--ics", str(tmp_path / "clocks.ics"))["remind"][0]["id"] == "CN.A.REPLY"
    assert (tmp_path / "clocks.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    priced = [{"count": "10", "sold": True, "prices": {"actual": "3.5", "median": 9}},
              {"count": 4, "prices": {"actual": 1, "list": "2.25"}}]  # fmt: skip
    path.write_text(json.dumps(priced), encoding="utf-8")
    worth = ask("zhao", "case", "revenue", CASE, str(path))
    assert (worth["sum"], [each["basis"] for each in worth["lines"]]) == ("44", ["actual", "list"])
    value = {"line": 1, "sold": True, "prices": {"actual": "3.5"}, "evidence": "ledger 7", "reason": "sales records"}
    path.write_text(json.dumps(value), encoding="utf-8")
    ask("li", "case", "act", CASE, "value", "--with", str(path))
    line = ask("li", "case", "show", CASE)["lines"][0]
    assert (line["value"], line["price_basis"]) == ("175000", "actual")
    open_before = ask("zhao", "rules", "list")["open"]
    assert ask("zhao", "rules", "confirm", "A14")["confirmed"] == ["A14"]
    assert ask("zhao", "rules", "list")["open"] == open_before - 1
    ask("zhao", "rules", "confirm", "--all", "--reason", "circular 12")
    assert ask("zhao", "rules", "list")["open"] == 0
    ask("zhao", "notice", "template", "show", "D10", str(tmp_path / "D10.toml"))
    text = (tmp_path / "D10.toml").read_text(encoding="utf-8").replace("cn-D10-1", "nb-D10-1")
    (tmp_path / "D10.toml").write_text(text, encoding="utf-8")
    assert ask("zhao", "notice", "template", "check", "D10", str(tmp_path / "D10.toml"))["version"] == "nb-D10-1"
    ask("zhao", "notice", "template", "put", "D10", str(tmp_path / "D10.toml"), "--reason", "try")
    listed = ask("zhao", "notice", "template", "list")["templates"]
    assert [row["kind"] for row in listed if row["own"]] == ["D10"]


def _asking(
    at: Stocked, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, Any]]:
    from app.cli.parser import run
    from tests.shipment_ground import PASSPHRASE

    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)

    def ask(officer: str, *words: str) -> dict[str, Any]:
        status = run(["--home", str(at.home), "--lang", "en", "--json", "--officer", officer, *words], at.clock)
        said = capsys.readouterr()
        assert status == 0, said.err
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    return ask


def test_sums_of_a_case_are_checked(detained: Stocked) -> None:
    from app.detention.parties import Party, SumKind, add_parties, parties_of, record_sum, sums_of

    station = detained.station
    with refused("detention.bad_choice"):
        add_parties(station, LI, CASE, [Party("shop", "One"), Party("thief", "Two")])
    with refused("case.no_party_name"):
        add_parties(station, LI, CASE, [Party("shop", " ")])
    for amount in (Decimal(0), Decimal("0.001"), Decimal("NaN")):
        with refused("case.bad_sum"):
            record_sum(station, WANG, CASE, 1, SumKind.SETTLEMENT, amount, DAY, "agreement")
    with refused("case.future_fact"):
        record_sum(station, WANG, CASE, 1, SumKind.SETTLEMENT, Decimal(1), DAY + timedelta(days=1), "agreement")
    with refused("case.no_reason"):
        record_sum(station, WANG, CASE, 1, SumKind.SETTLEMENT, Decimal(1), DAY, " ")
    add_parties(station, LI, CASE, [Party("shop", "One", platform="P"), Party("seller", "Two", region="R")])
    record_sum(station, WANG, CASE, 1, SumKind.SETTLEMENT, Decimal("4000000.00"), DAY, "agreement 7")
    with station.read() as conn:
        assert [(row.n, row.role, row.party_name) for row in parties_of(conn, CASE)] == [
            (1, "shop", "One"), (2, "seller", "Two")]  # fmt: skip
        assert [row.amount for row in sums_of(conn, CASE)] == [Decimal(4_000_000)]
        assert check(conn, station.appliers, station.blobs).ok


def test_the_offices_own_days_and_hours_count(detained: Stocked, tmp_path: Path, clock: SetClock) -> None:
    station = detained.station

    def reply() -> date:
        with station.read() as conn:
            return case_file(conn, station, CASE).standing(1).clocks["CN.A.REPLY"].day

    assert reply() == date(2024, 11, 25)
    days = tmp_path / "days.csv"
    days.write_text("day,working,zh,en\n2024-11-22,0,台风停工,typhoon\n", encoding="utf-8")
    with refused("identity.not_allowed"):
        keep_office_days(station, LI, days)
    with refused("case.bad_hour"):
        keep_office_days(station, ZHAO, days, "25:00")
    assert keep_office_days(station, ZHAO, days, "17:00") == 1
    assert reply() == date(2024, 11, 26)
    assert keep_office_days(station, ZHAO, None, "17:00") == 0
    assert reply() == date(2024, 11, 25)

    clock.advance(timedelta(days=5, hours=6))  # Monday 25 November, 18:00: the last day, after hours
    lodged = dict.fromkeys(("detention_applied", "security_lodged"), clock.now())
    step = Step("A5", facts=lodged, security=Decimal(100_000), second_officer="wang", by_hand=True)
    with refused("procedure.clock_missed"):
        take_step(station, LI, CASE, step)
    assert take_step(station, LI, CASE, replace(step, by_hand=False)).acted.state == "detained", "by post until 24:00"
