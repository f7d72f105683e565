"""The rules of custody: codes scan back, counts of a store miss nothing, shares add up, masks hide by name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.custody.evidence.masking import mask_for
from app.custody.rules import Finding, Lot, Scanned, compare, read_scan, share, totals
from app.detention.procedure.loading import load_procedure
from app.notice.rules import case_code

codes = st.sets(st.sampled_from("ABCDEFGH"))
names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(names, names)
def test_a_label_scans_back(case_id: str, parcel: str) -> None:
    assert read_scan(case_code(case_id, parcel, "item")) == Scanned("item", parcel, case_id)
    assert read_scan(case_code(case_id, parcel, "place")).kind == "place"


@given(st.integers(0, 60))
def test_a_misread_label_is_refused(at: int) -> None:
    label = case_code("NB-MS-01-2024-00001", "NB-MS-01-2024-00001-P001", "sample")
    at = 4 + at % (len(label) - 4)
    with pytest.raises(Refused):
        read_scan(label[:at] + ("X" if label[at] != "X" else "Y") + label[at + 1 :])


@given(codes, codes, codes)
def test_a_count_names_every_code_once_and_rightly(due: set[str], seen: set[str], known: set[str]) -> None:
    counted = compare(due, seen, known)
    assert set(counted.findings) == due | seen
    assert set(counted.of(Finding.FOUND)) == due & seen
    assert set(counted.of(Finding.MISSING)) == due - seen
    assert set(counted.of(Finding.MISPLACED)) | set(counted.of(Finding.UNKNOWN)) == seen - due
    assert counted.agrees is (due == seen)


def test_kinds_are_goods_whatever_their_letters_and_blanks() -> None:
    lots = [
        Lot(f"P{n}", f"C{n % 2}", 1, goods, Decimal(1), "个", 2, Decimal("0.5"), Decimal(3), "CNY")
        for n, goods in enumerate(("Toys", "toys ", "rubber  mat", "Rubber mat"))
    ]
    found = totals(lots)
    assert (found.cases, found.parcels, found.kinds, found.items, found.tonnes) == (2, 4, 2, 8, Decimal("0.002"))


def test_a_parcels_share_of_its_line() -> None:
    assert share(Decimal("100.01"), Decimal(3), Decimal(3), "0.01") == Decimal("100.01")
    assert share(Decimal(100), Decimal(1), Decimal(3), "0.01") == Decimal("33.33")
    assert share(Decimal(5), Decimal(1), Decimal(2), "1") == 3


def test_a_mask_hides_by_name_and_by_quotation_but_not_inside_of_other_signs() -> None:
    law = load_procedure("cn", date(2024, 11, 20))
    mask = mask_for(law, "platform", {"party_id": "AB12", "declaration_no": "310120240000012345"}, {"amount": {"50"}})
    assert mask.json({"security_due": "1", "party": "Bravo", "seals": ["S"], "n": 3, "empty": ""}) == {
        "security_due": mask.json("AB12"),
        "party": "Bravo",
        "seals": mask.json("AB12"),
        "n": 3,
        "empty": "",
    }
    assert mask.json("id ab12, 50 paid") == f"id {mask.json('AB12')}, {mask.json('50')} paid"
    assert mask.json("e50fAB123 1,50 50.5") == "e50fAB123 1,50 50.5"
    assert mask.finds_in("No.310120240000012345x")
    assert not mask_for(law, "police", {"party_id": "AB12"}, {}).hides_something
