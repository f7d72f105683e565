"""A case after it was recorded: its lawful way to an end, what is refused on the way, and what is kept of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from app.core.clock import SetClock
from app.core.errors import Refused
from app.core.wording import in_words
from app.detention.amending import amend_line
from app.detention.moves import Step, change_clock, confirm_rule, hand_over
from app.detention.records import case as find_case
from app.detention.records import clock_table, line_table, parts, right_table
from app.detention.standing import CaseFile, NextAct, case_file, next_acts, offers
from app.identity.rules import Officer
from app.journal.checking import check
from app.journal.records import about
from app.notice.acts import Stepped, take_step
from app.notice.work import detain
from tests.shipment_ground import LI, WANG, ZHAO, Stocked, counted, held
from tests.work.case_ground import CASE

DETAINED = date(2024, 11, 20)  # a Wednesday, noon: the reply is due on Monday 25 November
LODGED: dict[str, Any] = {
    "facts": {"detention_applied": DETAINED, "security_lodged": DETAINED},
    "security": Decimal(100_000),
    "second_officer": "wang",
}


class Case:
    """One detained case at its station."""

    def __init__(self, at: Stocked, case_id: str) -> None:
        self.station, self.clock, self.id = at.station, at.clock, case_id

    def take(self, who: Officer, move: str, **said: Any) -> Stepped:
        return take_step(self.station, who, self.id, Step(move, **said))

    def file(self) -> CaseFile:
        with self.station.read() as conn:
            return case_file(conn, self.station, self.id)

    def acts(self, n: int = 1) -> dict[str, NextAct]:
        return {act.offer.move.id: act for act in next_acts(self.file(), n, self.clock.now())}

    def state(self, n: int = 1) -> str:
        return self.file().standings[n].state

    def clocks(self, n: int = 1) -> dict[str, date]:
        return {name: due.day for name, due in self.file().standings[n].clocks.items()}

    def entries(self) -> list[str]:
        with self.station.read() as conn:
            return [entry.kind for entry in about(conn, self.id)]


@pytest.fixture
def case(detained: Stocked) -> Case:
    return Case(detained, CASE)


def refused(key: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.say.key == key)


def words_of(done: Stepped, kind: str) -> str:
    pdf = next(each.pdf for each in done.issued if each.kind == kind)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_from_suspension_through_detention_and_penalty_to_disposal(case: Case, clock: SetClock) -> None:
    applied = case.take(LI, "A5", **LODGED)
    assert ([each.kind for each in applied.issued], applied.due) == (["D10"], ("D24",))
    assert case.state() == "detained"
    assert "CN.A.REPLY" not in case.clocks()
    case.take(WANG, "A6", second_officer="li")
    clock.advance(timedelta(days=10))
    found = case.take(
        WANG, "A7", second_officer="li", facts={"determination_reasons": clock.now().date()}, texts={"reason": "copied"}
    )
    assert [each.kind for each in found.issued] == ["D15"]
    assert "found infringing" in words_of(found, "D15")
    told = {"intended_penalty": "confiscation", "facts": "counterfeit", "reason": "no licence"}
    notified = case.take(
        WANG, "A15", second_officer="li", facts={"penalty_notice_served": clock.now().date()}, texts=told
    )
    assert [each.kind for each in notified.issued] == ["D17"]
    waived = {"penalty_served": clock.now().date(), "hearing_waived": clock.now().date()}
    case.take(ZHAO, "A16", second_officer="li", facts=waived)
    assert case.state() == "confiscated"
    informed = case.take(WANG, "A17", texts={"facts": "none"})
    assert [each.kind for each in informed.issued] == ["D19"]
    ended = case.take(WANG, "A18", second_officer="li", facts={"disposal_recorded": clock.now().date()})
    assert (ended.acted.ended, case.state()) == (True, "disposed")
    assert case.acts() == {}
    assert set(case.clocks()) == {"CN.FINE.PAY", "CN.REVIEW", "CN.SUIT"}, "only what outlives the end still runs"
    assert case.entries().count("detention.moved") == 7
    with case.station.read() as conn:
        assert check(conn, case.station.appliers, case.station.blobs).ok


def test_after_a_missed_reply_clock_detaining_is_refused_and_release_is_open(case: Case, clock: SetClock) -> None:
    assert case.acts()["A5"].open
    assert not case.acts()["A4.lapsed"].open
    clock.advance(timedelta(days=6))
    late = case.acts()["A5"]
    assert not late.open
    said = in_words(late.offer.reason, "en")
    assert "right holder's reply" in said
    assert "2024-11-25 24:00" in said
    assert "Reg 16" in said
    before = case.entries()
    day = clock.now().date()
    with refused("procedure.clock_missed"):
        case.take(LI, "A5", facts={"detention_applied": day, "security_lodged": day}, security=Decimal(100_000),
                  second_officer="wang")  # fmt: skip
    assert case.entries() == before
    assert not next(each for each in offers(case.station, case.id) if each.move.id == "A5").allowed
    released = case.take(WANG, "A4.lapsed")
    assert (released.acted.state, case.clocks()) == ("released_no_action", {})


def test_an_answer_that_came_in_time_allows_detaining_after_the_day(case: Case, clock: SetClock) -> None:
    case.take(LI, "", facts={"detention_applied": DETAINED})
    clock.advance(timedelta(days=5, hours=11, minutes=59))  # Monday 23:59
    case.take(LI, "", facts={"security_lodged": clock.now()}, security=Decimal(100_000))
    clock.advance(timedelta(minutes=5))
    case.take(LI, "A5", second_officer="wang")
    assert case.state() == "detained"


def test_the_clocks_of_the_decision_count_from_the_day_the_goods_were_held(case: Case, clock: SetClock) -> None:
    before = case.clocks()
    clock.advance(timedelta(days=2))
    case.take(LI, "A5", **LODGED)
    after = case.clocks()
    assert {name: after[name] for name in ("CN.A.INVESTIGATE", "CN.A.COURT")} == {
        name: before[name] for name in ("CN.A.INVESTIGATE", "CN.A.COURT")
    }
    assert "CN.SEIZE.MAX" in after


def test_proof_of_service_counts_the_reply_anew_once(case: Case, clock: SetClock) -> None:
    assert case.clocks()["CN.A.REPLY"] == date(2024, 11, 25)
    clock.advance(timedelta(days=2))
    case.take(LI, "A3.served", facts={"notice_served": date(2024, 11, 22)})
    assert case.clocks()["CN.A.REPLY"] == date(2024, 11, 27)
    clock.advance(timedelta(days=10))
    with refused("case.once"):
        case.take(LI, "A3.served", facts={"notice_served": date(2024, 12, 1)})
    with refused("procedure.clock_missed"):
        case.take(LI, "A5", **{**LODGED, "facts": dict.fromkeys(LODGED["facts"], date(2024, 12, 2))})


def test_what_was_not_done_yet_and_not_enough_is_refused(case: Case) -> None:
    with refused("case.future_fact"):
        case.take(LI, "A3.served", facts={"notice_served": date(2024, 11, 21)})
    with refused("procedure.security_short"):
        case.take(LI, "A5", **{**LODGED, "security": Decimal("99999.99")})
    with refused("case.bad_amount"):
        case.take(LI, "A5", **{**LODGED, "security": Decimal("NaN")})
    with refused("procedure.unknown_fact"):
        case.take(LI, "", facts={"no_such": DETAINED})
    with refused("case.nothing_told"):
        case.take(LI, "")
    with refused("procedure.not_from_here"):
        case.take(WANG, "A18", second_officer="li", facts={"disposal_recorded": DETAINED})
    assert case.entries() == ["detention.recorded"]


def test_roles_and_a_second_pair_of_eyes(case: Case) -> None:
    with refused("case.two_officers"):
        case.take(LI, "A5", **{**LODGED, "second_officer": ""})
    with refused("identity.second_is_first"):
        case.take(LI, "A5", **{**LODGED, "second_officer": "li"})
    with refused("detention.unknown_second"):
        case.take(LI, "A5", **{**LODGED, "second_officer": "nobody"})
    case.take(LI, "A5", **LODGED)
    with refused("case.role"):
        case.take(LI, "A6", second_officer="wang")
    assert case.entries() == ["detention.recorded", "detention.moved"]


def test_a_recorded_fact_gets_another_day_only_with_a_reason(case: Case, clock: SetClock) -> None:
    case.take(LI, "", facts={"detention_applied": DETAINED})
    clock.advance(timedelta(days=1))
    with refused("case.redated"):
        case.take(LI, "", facts={"detention_applied": date(2024, 11, 21)})
    case.take(LI, "", facts={"detention_applied": date(2024, 11, 21)}, remark="the stamp says the 21st")
    assert case.file().standings[1].facts["detention_applied"] == date(2024, 11, 21)


def test_an_unverified_rule_binds_after_one_word_of_a_supervisor(case: Case, clock: SetClock) -> None:
    case.take(LI, "A5", **LODGED)
    agreed = {"facts": {"settlement_agreement": DETAINED}}
    assert case.acts()["A14"].offer.unverified
    with refused("procedure.needs_word"):
        case.take(WANG, "A14", **agreed)
    with refused("identity.not_allowed"):
        case.take(WANG, "A14", **agreed, confirmed_by="wang")
    with refused("identity.not_allowed"):
        confirm_rule(case.station, WANG, case.id, "A14.release")
    case.take(WANG, "A14", **agreed, confirmed_by="zhao")
    assert case.state() == "settled"
    confirm_rule(case.station, ZHAO, case.id, "A14.release", "as in the office's circular")
    assert not case.acts()["A14.release"].offer.unverified
    done = case.take(WANG, "A14.release", second_officer="li")
    assert (done.acted.ended, [each.kind for each in done.issued]) == (True, ["D20"])


def test_a_lifting_names_its_decision_and_reason_and_hides_nothing_it_must_show(case: Case) -> None:
    case.take(LI, "A5", **LODGED)
    done = case.take(WANG, "A12", facts={"holder_withdrew": DETAINED}, second_officer="li")
    text = " ".join(words_of(done, "D20").split())
    assert "NB-MS-01-D08-2024-00001" in text
    assert "withdrew the application" in text
    assert "Article 24(5)" in text
    assert done.due == ("D21",), "the refund's account is not known yet"


def test_what_the_right_holder_may_not_see_is_masked(case: Case) -> None:
    case.take(LI, "A5", **LODGED)
    case.take(WANG, "A6", second_officer="li")
    done = case.take(
        WANG, "A7", second_officer="li", facts={"determination_reasons": DETAINED},
        texts={"reason": "found at SECRET LANE 9"},
    )  # fmt: skip
    assert "SECRET LANE" not in words_of(done, "D15")
    with case.station.read() as conn:
        (entry,) = about(conn, done.issued[0].number)
    assert "reason" in entry.body["shows"]


def test_a_clock_is_suspended_and_extended_with_a_reason(case: Case) -> None:
    change = {"case_id": case.id, "n": 1, "clock": "CN.A.COURT"}
    pause = [(date(2024, 11, 21), date(2024, 11, 22))]
    with refused("case.no_reason"):
        change_clock(case.station, WANG, **change, suspended=pause, reason=" ")  # type: ignore[arg-type]
    with refused("identity.not_allowed"):
        change_clock(case.station, LI, **change, suspended=pause, reason="review")  # type: ignore[arg-type]
    before = case.clocks()["CN.A.COURT"]
    due = change_clock(case.station, WANG, **change, suspended=pause, reason="review")  # type: ignore[arg-type]
    assert due.day > before
    assert case.clocks()["CN.A.COURT"] == due.day
    with refused("deadlines.extension_too_long"):
        change_clock(case.station, WANG, **change, extended=1, reason="asked")  # type: ignore[arg-type]
    with refused("procedure.clock_not_running"):
        change_clock(case.station, WANG, case.id, 1, "CN.B.COURT", extended=0, reason="asked")


def test_an_amendment_carries_through_to_totals_and_security(case: Case) -> None:
    with refused("case.no_reason"):
        amend_line(case.station, LI, case.id, 1, quantity=Decimal(40_000), reason="")
    with refused("case.no_line"):
        amend_line(case.station, LI, case.id, 9, quantity=Decimal(1), reason="recount")
    with refused("case.nothing_told"):
        amend_line(case.station, LI, case.id, 1, quantity=Decimal(50_000), reason="recount")
    with refused("detention.bad_quantity"):
        amend_line(case.station, LI, case.id, 1, quantity=Decimal(-1), reason="recount")
    amend_line(case.station, LI, case.id, 1, quantity=Decimal(40_000), value=Decimal(100_000), reason="recount")
    with case.station.read() as conn:
        row = find_case(conn, case.id)
        (line,) = parts(conn, line_table, case.id)
        (right,) = parts(conn, right_table, case.id)
        assert check(conn, case.station.appliers, case.station.blobs).ok
    assert row is not None
    assert {each.item_count for each in (row, line, right)} == {40_000}
    assert {each.value for each in (row, line, right)} == {Decimal(100_000)}
    assert case.file().rows[1].security_due == Decimal(50_000), "half of the value, at least 20,000"


def test_a_case_that_was_handed_over_is_the_other_stations(case: Case) -> None:
    with refused("case.bad_stream"):
        hand_over(case.station, WANG, case.id, case.station.stream, "branch")
    hand_over(case.station, WANG, case.id, "SH-PO-01", "the goods went there")
    with refused("case.not_ours"):
        case.take(LI, "A5", **LODGED)
    with refused("case.not_ours"):
        amend_line(case.station, LI, case.id, 1, quantity=Decimal(1), reason="recount")
    with case.station.read() as conn:
        assert check(conn, case.station.appliers, case.station.blobs).ok


def test_each_right_holder_goes_an_own_way(stocked: Stocked) -> None:
    goods = held(counted(1, "100", "1000", "R-1"), counted(2, "50", "30000", "R-2"))
    case = Case(stocked, detain(stocked.station, LI, goods).recorded.case_id)
    assert {n: row.holder for n, row in case.file().rows.items()} == {1: "卓布样例公司", 2: "奎维样例公司"}
    case.take(LI, "A5", **{**LODGED, "n": 2, "security": Decimal(20_000)})
    assert (case.state(1), case.state(2)) == ("suspended", "detained")
    case.take(WANG, "A4", n=1, facts={"holder_declined": DETAINED})
    assert (case.state(1), case.state(2)) == ("released_no_action", "detained")
    assert case.clocks(1) == {}
    assert "CN.A.COURT" in case.clocks(2)
    with case.station.read() as conn:
        stopped = {row.clock for row in parts(conn, clock_table, case.id) if row.n == 1 and row.stopped_at}
    assert stopped == {"CN.A.REPLY", "CN.A.INVESTIGATE", "CN.A.COURT"}


@pytest.mark.parametrize(
    "act", [lambda c: c.take(LI, "A5", **LODGED), lambda c: offers(c.station, c.id)], ids=["a step", "offers"]
)
def test_a_case_that_is_not_here_is_named(case: Case, act: Callable[[Case], object]) -> None:
    case.id = "NB-MS-01-2024-99999"
    with refused("detention.no_case"):
        act(case)
