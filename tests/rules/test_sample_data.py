"""The sample data holds what its README says, reads without a single refusal, and comes from its generator."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.core.numbers import customs_number, gtin_holds
from app.core.places import resources, root
from app.identity.rules import Role
from app.intake.reading import read_declarations
from app.intake.rules import Channel, Declaration, Direction
from app.register.reading import read_recordations
from app.register.rules import Recordation, RightType, Status

SAMPLE = resources("sample")
STATIONS = ("NB-MS-01", "SH-PO-01", "SZ-EX-01")
S5 = "310120240000012345"


@pytest.fixture(scope="module")
def register() -> dict[str, Recordation]:
    reading = read_recordations(SAMPLE / "register.csv")
    assert reading.rejects == reading.remarks == ()
    return {item.recordation_no: item for item in reading.items}


@pytest.fixture(scope="module")
def declarations() -> dict[str, Declaration]:
    readings = [read_declarations(SAMPLE / f"declarations-{station}.csv") for station in STATIONS]
    assert [told for reading in readings for told in (*reading.rejects, *reading.remarks)] == []
    return {item.declaration_no: item for reading in readings for item in reading.items}


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_register_has_every_right_type_and_status(register: dict[str, Recordation]) -> None:
    assert len(register) >= 300
    assert {item.right_type for item in register.values()} == set(RightType)
    assert {item.status for item in register.values()} == set(Status)
    assert all((SAMPLE / item.image).stat().st_size for item in register.values())
    assert {"LABUBU", "极米", "钓鱼台"} <= {item.mark for item in register.values()}


def test_every_holder_and_contact_is_plainly_a_sample(register: dict[str, Recordation]) -> None:
    for item in register.values():
        assert "样例" in item.holder or "Sample" in item.holder
        assert item.contact_email.endswith("example.com")
        assert all(prefix.startswith("952") for prefix in item.gtin_prefixes)


def test_a_status_agrees_with_its_term(register: dict[str, Recordation]) -> None:
    today = date(2024, 11, 13)
    for item in register.values():
        assert (item.valid_to < today) == (item.status is Status.EXPIRED)
        assert item.status is not Status.RENEWAL or (item.valid_to - today).days <= 183


def test_two_thousand_declarations_over_fourteen_days(declarations: dict[str, Declaration]) -> None:
    assert len(declarations) == 2000
    days = {item.declared_on for item in declarations.values()}
    assert (min(days), max(days), len(days)) == (date(2024, 11, 11), date(2024, 11, 24), 14)
    assert {item.channel for item in declarations.values()} == set(Channel)
    assert {item.direction for item in declarations.values()} == set(Direction)
    modes = {item.trade_mode for item in declarations.values()}
    assert {"0110", "1039", "9610", "1210", "9710", "9810", ""} == modes
    assert all(dict(item.extra)["remark"].startswith("样例") for item in declarations.values())


def test_the_s5_shipment_is_the_source_s(declarations: dict[str, Declaration]) -> None:
    item = declarations[S5]
    counts = [line.quantity for line in item.lines]
    assert counts == [Decimal(many) for many in (39500, 35900, 47900, 35900, 39900)]
    assert sum(many or 0 for many in counts) == 199_100
    assert (item.direction, item.trade_mode) == (Direction.EXPORT, "1039")
    said = customs_number(S5)
    assert said is not None
    assert (said.customs_code, said.year, said.direction) == (item.customs_code, 2024, "E")


def test_what_was_hidden_is_where_the_truth_says(
    register: dict[str, Recordation], declarations: dict[str, Declaration]
) -> None:
    truths = rows("truth.csv")
    for truth in truths:
        line = next(one for one in declarations[truth["declaration_no"]].lines if str(one.line_no) == truth["line_no"])
        assert truth["written"] in f"{line.goods} {line.brand}"
        assert truth["recordation_no"] in register
    alerts = {truth["declaration_no"] for truth in truths if truth["expected"] == "alert"}
    assert 0.03 < len(alerts) / len(declarations) < 0.12
    assert len({truth["kind"] for truth in truths if truth["kind"].startswith("disguised")}) >= 12


def test_parties_agree_with_what_the_truth_says_of_them(
    register: dict[str, Recordation], declarations: dict[str, Declaration]
) -> None:
    for truth in rows("truth.csv"):
        item, right = declarations[truth["declaration_no"]], register[truth["recordation_no"]]
        parties = {item.consignor, item.consignee}
        assert bool(parties & set(right.licensees)) == (truth["kind"] == "licensed")
        assert bool(parties & set(right.known_infringers)) == (truth["kind"] == "infringer")
        assert right.in_force(item.declared_on) != (truth["kind"] == "lapsed")


def test_officers_of_three_stations_have_every_role() -> None:
    officers = rows("officers.csv")
    for station in STATIONS:
        roles = {role for one in officers if one["station"] == station for role in one["roles"].split("|")}
        assert roles == {str(role) for role in Role}
        first = next(one for one in officers if one["station"] == station)
        assert "bench" in first["roles"].split("|"), "the sign-in offers the first: who presses Enter there may inspect"
    assert max(Counter(one["login"] for one in officers).values()) == 1
    assert [one["station"] for one in rows("stations.csv")] == list(STATIONS)


def test_the_detention_file_counts_as_the_source_does(declarations: dict[str, Declaration]) -> None:
    detain = json.loads((SAMPLE / "s5" / "detain.json").read_text(encoding="utf-8"))
    assert sum(int(line["quantity"]) for line in detain["lines"]) == 199_100
    assert sum(Decimal(line["value"]) for line in detain["lines"]) == 370_000
    scans = json.loads((SAMPLE / "s5" / "scans.json").read_text(encoding="utf-8"))
    for line in scans["lines"]:
        assert gtin_holds(line["gtin"])
        assert gtin_holds(line["carton"]["code"])
        assert line["carton"]["pieces"] * line["carton"]["cartons"] == line["counted"]
    case = json.loads((SAMPLE / "s6" / "case.json").read_text(encoding="utf-8"))
    assert (len(case["companies"]), len(case["shops"]), len({one["platform"] for one in case["shops"]})) == (10, 25, 4)
    assert len({one["province"] for one in case["companies"]}) == 9
    assert set(case["declarations"]) <= declarations.keys()


def test_the_photos_decode_to_what_they_should() -> None:
    import zxingcpp
    from PIL import Image

    expected: dict[str, list[dict[str, str]]] = json.loads(
        (SAMPLE / "s5" / "expected.json").read_text(encoding="utf-8")
    )
    for name, codes in expected.items():
        with Image.open(SAMPLE / "s5" / name) as photo:
            found = {code.text for code in zxingcpp.read_barcodes(photo)}
        assert found == {code["text"] for code in codes}, name


def test_the_pictures_stay_small() -> None:
    pictures = [path for kind in ("png", "jpg") for path in SAMPLE.rglob(f"*.{kind}")]
    assert sum(path.stat().st_size for path in pictures) < 2_000_000


def test_the_tables_are_what_the_generator_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(root() / "packaging"), *sys.path])
    from importlib import import_module

    generator: Any = import_module("sample_data")
    generator.write_tables(tmp_path, *generator.drawn())
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (SAMPLE / path.relative_to(tmp_path)).read_bytes(), path.name
