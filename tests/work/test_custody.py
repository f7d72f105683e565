"""Custody on a real station file: what each act leaves, what it refuses, and that replaying it gives the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.core.clock import SetClock
from app.core.errors import Refused
from app.core.wording import in_words
from app.custody.records import ending, keeping, telling
from app.custody.rules import Disposal, Finding, NewParcel
from app.custody.view import custody_view
from app.custody.work import ending as end
from app.custody.work import keeping as keep
from app.custody.work import telling as tell
from app.identity.rules import Officer, Role
from app.identity.work import keep_officer
from app.journal.checking import check
from app.journal.work import Station
from app.notice.rules import case_code
from tests.work.custody_ground import SUPERVISOR, Kept, decided, packed
from tests.work.tally_ground import officer_of

TODAY = date(2024, 11, 20)


def refused(key: str) -> pytest.RaisesExc[Refused]:
    """Refused with that sentence, which both languages can say."""

    def said(error: Refused) -> bool:
        return error.say.key == key and key not in in_words(error.say, "zh") + in_words(error.say, "en")

    return pytest.RaisesExc(Refused, check=said)


def acts(station: Station, case_id: str) -> list[tuple[str, str, str, str]]:
    return [
        (step.act, step.parcel[-4:], step.from_place, step.to_place) for step in custody_view(station, case_id).steps
    ]


def test_parcels_move_by_scan_and_the_chain_tells_all(kept: Kept, clock: SetClock) -> None:
    station, case_id, li = kept.station, kept.freight, officer_of(kept.station)
    first, second = packed(station, case_id)
    clock.advance(timedelta(minutes=5))
    assert keep.move(station, li, case_code(case_id, first, "item"), case_code("NB-MS-01", "B-02", "place")) == "A-01"
    keep.replace_seal(station, li, second, "S-3", "torn in the move", second="SV1")
    keep.break_seal(station, li, first, "inspection by the party", second="SV1")
    assert acts(station, case_id) == [
        ("parcelled", "P001", "", "A-01"),
        ("parcelled", "P002", "", "A-01"),
        ("moved", "P001", "A-01", "B-02"),
        ("resealed", "P002", "", ""),
        ("unsealed", "P001", "", ""),
    ]
    seals = {seal.seal: (bool(seal.broken_at), seal.replaced_by) for seal in custody_view(station, case_id).seals}
    assert seals == {"S-1": (True, ""), "S-2": (True, "S-3"), "S-3": (False, "")}
    with station.read() as conn:
        assert [row.parcel for row in keeping.parcels_in(conn, station.stream, "B-02")] == [first]
        assert check(conn, station.appliers, station.blobs).first_bad is None
    assert keep.labels(station, case_id).startswith(b"%PDF-")


def test_what_custody_refuses(kept: Kept) -> None:
    station, case_id, li = kept.station, kept.freight, officer_of(kept.station)
    first, _ = packed(station, case_id)
    more = [NewParcel(1, "toys", Decimal(1), "个")]
    with refused("custody.too_many"):
        keep.pack_parcels(station, li, case_id, "A-01", more, second="SV1")
    with refused("custody.two_officers"):
        keep.put_seal(station, li, first, "S-9", second="")
    with refused("identity.second_is_first"):
        keep.put_seal(station, li, first, "S-9", second="NB001")
    with refused("custody.sealed_already"):
        keep.put_seal(station, li, first, "S-9", second="SV1")
    with refused("custody.seal_used"):
        keep.replace_seal(station, li, first, "S-2", "why", second="SV1")
    with refused("custody.no_place"):
        keep.move(station, li, first, "Z-99")
    with refused("custody.there_already"):
        keep.move(station, li, first, "A-01")
    with refused("custody.parcel_first"):
        keep.move(station, li, case_code("NB-MS-01", "B-02", "place"), first)
    with refused("notice.no_code"):
        keep.move(station, li, case_code(case_id, first, "item")[:-1] + "!", "B-02")
    with refused("custody.no_parcel"):
        keep.move(station, li, "nothing", "B-02")
    with refused("custody.place_in_use"):
        keep.keep_place(station, SUPERVISOR, "A-01", "Store A", is_open=False)
    with refused("custody.bad_place"):
        keep.keep_place(station, SUPERVISOR, "a b", "Store")
    with refused("custody.unseal_first"):
        keep.take_sample(station, li, first, Decimal(1), second="SV1")
    assert len(acts(station, case_id)) == 2


def test_samples_go_out_with_a_due_day_and_come_back(kept: Kept, clock: SetClock) -> None:
    station, case_id, li = kept.station, kept.freight, officer_of(kept.station)
    first, _ = packed(station, case_id)
    keep.break_seal(station, li, first, "to take a sample", second="SV1")
    sample = keep.take_sample(station, li, first, Decimal(3), second="SV1", seal="SAMPLE-1")
    with refused("custody.too_many"):
        keep.take_sample(station, li, first, Decimal(98), second="SV1")
    with refused("custody.not_a_sample"):
        keep.send_sample(station, li, first, "Lab", TODAY)
    with refused("custody.due_passed"):
        keep.send_sample(station, li, sample, "Lab", TODAY - timedelta(days=1))
    keep.send_sample(station, li, case_code(case_id, sample, "sample"), "Zhejiang Lab", TODAY + timedelta(days=3))
    with refused("custody.parcel_out"):
        keep.move(station, li, sample, "B-02")
    clock.advance(timedelta(days=4))
    with station.read() as conn:
        assert [row.parcel for row in keeping.samples_out(conn)] == [sample]
    (row,) = [row for row in custody_view(station, case_id).parcels if row.parent]
    assert (row.held_by, row.overdue) == ("Zhejiang Lab", True)
    keep.return_sample(station, li, sample, "A-01", "one used up")
    with refused("custody.not_out"):
        keep.return_sample(station, li, sample, "A-01")
    with station.read() as conn:
        assert keeping.samples_out(conn) == []
        assert check(conn, station.appliers, station.blobs).first_bad is None


def test_a_stocktake_names_each_discrepancy(kept: Kept) -> None:
    station, case_id, li = kept.station, kept.freight, officer_of(kept.station)
    first, second = packed(station, case_id)
    keep.move(station, li, second, "B-02")
    counted = keep.take_stock(station, li, "A-01", [second, "STRANGE"], second="SV1")
    assert (counted.agrees, counted.of(Finding.MISSING)) == (False, (first,))
    assert (counted.of(Finding.MISPLACED), counted.of(Finding.UNKNOWN)) == ((second,), ("STRANGE",))
    again = keep.take_stock(station, li, "A-01", [case_code(case_id, first, "item")], second="SV1")
    assert again.agrees
    with station.read() as conn:
        assert sorted(row.agrees for row in keeping.stocktakes(conn, station.stream)) == [False, True]
    assert [step.note for step in custody_view(station, case_id).steps if step.act == "stocktaken"] == [
        "missing",
        "misplaced",
        "found",
    ]


BURN = Disposal("destroyed", "incinerated", "Ningbo plant", "Mr Witness")


def test_one_action_destroys_goods_of_many_cases(kept: Kept) -> None:
    station, freight, postal = kept.station, kept.freight, kept.postal
    first, second = packed(station, freight)
    (third,) = keep.pack_parcels(
        station, officer_of(station), postal, "B-02", [NewParcel(1, "shoes", Decimal(5), "双")], second="SV1"
    )
    weights = {first: Decimal("1250.5"), second: Decimal("99.5"), case_code(postal, third, "item"): Decimal(4)}
    with refused("custody.not_decided"):
        end.dispose(station, SUPERVISOR, BURN, weights, second="NB001")
    decided(station, freight)
    with refused("custody.not_decided"):
        end.dispose(station, SUPERVISOR, BURN, weights, second="NB001")
    assert acts(station, freight) == [("parcelled", "P001", "", "A-01"), ("parcelled", "P002", "", "A-01")]
    decided(station, postal)
    picture = ("burning.jpg", b"\xff\xd8picture", "image/jpeg")
    done = end.dispose(station, SUPERVISOR, BURN, weights, second="NB001", pictures=[picture])
    assert (done.totals.cases, done.totals.parcels, done.totals.kinds, done.totals.items) == (2, 3, 3, 145)
    assert done.totals.tonnes == Decimal("1.354")
    assert done.totals.values == (("CNY", Decimal(80_450)),)
    (row,) = custody_view(station, postal).disposals
    assert (row.whole, row.source, row.second_officer) == (done.totals, "Reg 27", "NB001")
    with refused("custody.parcel_gone"):
        keep.move(station, officer_of(station), first, "B-02")
    with station.read() as conn:
        assert len(ending.disposals_between(conn, "2024-11-20", "2024-11-20")) == 2
        assert end.still_held(conn, freight) == []
        assert check(conn, station.appliers, station.blobs).first_bad is None


def test_the_ladder_decides_which_way_is_open(kept: Kept) -> None:
    station, case_id = kept.station, kept.postal
    decided(station, case_id)
    (parcel,) = keep.pack_parcels(
        station, SUPERVISOR, case_id, "A-01", [NewParcel(1, "shoes", Decimal(10), "双")], second="NB001"
    )
    weight = {parcel: Decimal(9)}
    usable = frozenset({"usable_for_welfare"})
    with refused("custody.way_closed"):
        burn = Disposal("destroyed", "cut up", "yard", "W", conditions=usable)
        end.dispose(station, SUPERVISOR, burn, weight, second="NB001")
    with refused("custody.disposal_lacks"):
        end.dispose(station, SUPERVISOR, Disposal("charity", "given", "yard", "W"), weight, second="NB001")
    with refused("custody.features_first"):
        end.dispose(station, SUPERVISOR, Disposal("auctioned", "a", "b", "W", "buyer"), weight, second="NB001")
    with refused("custody.not_released"):
        end.dispose(station, SUPERVISOR, Disposal("returned", "a", "b", "W", "owner"), weight, second="NB001")
    with refused("custody.bad_choice"):
        end.dispose(station, SUPERVISOR, Disposal("eaten", "a", "b", "W"), weight, second="NB001")
    with refused("custody.bad_weight"):
        end.dispose(station, SUPERVISOR, BURN, {parcel: Decimal(0)}, second="NB001")
    with refused("custody.twice"):
        twice = {parcel: Decimal(1), case_code(case_id, parcel, "item"): Decimal(1)}
        end.dispose(station, SUPERVISOR, BURN, twice, second="NB001")
    gift = Disposal("charity", "handed over", "yard", "W", "Red Cross", conditions=usable)
    end.dispose(station, SUPERVISOR, gift, weight, second="NB001")
    (row,) = custody_view(station, case_id).disposals
    assert (row.way, row.recipient, row.whole.items) == ("charity", "Red Cross", 10)


def test_only_those_who_may_end_custody(kept: Kept) -> None:
    station, case_id = kept.station, kept.postal
    bench = Officer("B1", "王", "Wang", frozenset({Role.BENCH}))
    clerk = Officer("C1", "陈", "Chen", frozenset({Role.CLERK}))
    for officer in (bench, clerk):
        keep_officer(station, "NB001", officer)
    with refused("identity.not_allowed"):
        end.dispose(station, bench, BURN, {"x": Decimal(1)}, second="NB001")
    with refused("identity.not_allowed"):
        keep.pack_parcels(station, bench, case_id, "A-01", [NewParcel(1, "x", Decimal(1), "双")], second="C1")
    with refused("identity.not_allowed"):
        tell.refer(station, bench, case_id, "police", "x", "y")


def test_a_referral_warns_of_thresholds_and_keeps_its_answer(kept: Kept) -> None:
    station, case_id, small = kept.station, kept.freight, kept.postal
    met = [each.id for each in tell.thresholds(station, case_id)]
    assert met == ["CrL213-business-2004", "CrL213-business-two-2004"]
    assert tell.thresholds(station, small) == ()
    with refused("custody.unknown_package"):
        tell.refer(station, SUPERVISOR, case_id, "police", "公安局", "suspected crime", package="0" * 64)
    referral = tell.refer(station, SUPERVISOR, case_id, "police", "公安局", "suspected crime").id
    with refused("custody.future_day"):
        tell.answer_referral(station, SUPERVISOR, referral, "accepted", TODAY + timedelta(days=1))
    tell.answer_referral(station, SUPERVISOR, referral, "accepted", TODAY, "GA-7")
    with refused("custody.answered_already"):
        tell.answer_referral(station, SUPERVISOR, referral, "returned", TODAY)
    (row,) = custody_view(station, case_id).referrals
    assert (row["receiver"], row["thresholds"], row["answer"], row["answer_no"]) == ("police", met, "accepted", "GA-7")


def test_opinions_and_platform_notices_are_asked_and_answered(kept: Kept) -> None:
    station, case_id, li = kept.station, kept.freight, officer_of(kept.station)
    first, _ = packed(station, case_id)
    expert = tell.keep_expert(station, SUPERVISOR, "Dr Moulds", ["plastics", "toys"], body="Institute")
    with refused("custody.not_a_sample"):
        tell.ask_opinion(station, SUPERVISOR, case_id, expert, "same mould?", due=TODAY, sample=first)
    keep.break_seal(station, li, first, "sample", second="SV1")
    sample = keep.take_sample(station, li, first, Decimal(2), second="SV1")
    opinion = tell.ask_opinion(station, SUPERVISOR, case_id, expert, "same mould?", due=TODAY, sample=sample)
    tell.give_opinion(station, SUPERVISOR, opinion, "another mould", "infringing", TODAY)
    notice = tell.tell_platform(station, SUPERVISOR, case_id, "Taobao", "Shop 9", ["item/1", "item/1", "item/2"])
    with refused("custody.bad_removed"):
        tell.answer_platform(station, SUPERVISOR, notice, "refused", TODAY, removed=2)
    tell.answer_platform(station, SUPERVISOR, notice, "removed", TODAY, removed=2)
    view = custody_view(station, case_id)
    assert [(row["expert_name"], row["effect"], row["sample"]) for row in view.opinions] == [
        ("Dr Moulds", "infringing", sample)
    ]
    assert [(row["listings"], row["removed"]) for row in view.platforms] == [(["item/1", "item/2"], 2)]
    with station.read() as conn:
        assert [row.name for row in telling.experts(conn, station.stream, "toys")] == ["Dr Moulds"]
        assert telling.experts(conn, station.stream, "ships") == []
        assert check(conn, station.appliers, station.blobs).first_bad is None
