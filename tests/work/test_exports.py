"""Exports on a real station file: figures to be added up by hand, text that stays text, no party in any of them."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from defusedxml.ElementTree import parse
from openpyxl import load_workbook

from app.core.errors import Refused
from app.custody.exchange.eu import category
from app.custody.exchange.files import FORMATS, export
from app.custody.exchange.seizures import Days
from app.custody.rules import Disposal
from app.custody.work import ending, keeping
from app.journal.work import Station
from tests.work.custody_ground import SUPERVISOR, Kept, decided, packed
from tests.work.tally_ground import officer_of

DAY = Days(date(2024, 11, 20), date(2024, 11, 20))
TOYS = "=cmd()|toys"


def written(station: Station, name: str, path: Path, days: Days = DAY) -> int:
    with station.read() as conn:
        return export(conn, name, days, path, station="NB-MS-01", made_at="2024-11-20T12:00:00+08:00")


def table(station: Station, name: str, folder: Path) -> list[dict[str, str]]:
    path = folder / f"{name}.json"
    count = written(station, name, path)
    rows: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    assert len(rows) == count
    return rows


def test_cen_records_say_what_was_seized_and_nothing_of_the_party(kept: Kept, tmp_path: Path) -> None:
    station, case_id = kept.station, kept.freight
    rows = table(station, "cen", tmp_path)
    assert [(row["record_no"], row["pieces"], row["value"]) for row in rows][:2] == [
        (f"{case_id}/1", "100", "60000"),
        (f"{case_id}/2", "40", "20000"),
    ]
    first = rows[0]
    assert (first["transit"], first["conveyance"], first["brand"]) == ("SGSIN", "2", "ALPHA|ALPHA TWO")
    assert (first["commodity"], first["hs_code"], first["result"]) == (TOYS, "95030010", "suspended")
    for name in FORMATS:
        written(station, name, tmp_path / f"{name}.json")
        text = (tmp_path / f"{name}.json").read_text(encoding="utf-8")
        assert "Bravo" not in text
        assert "PASS-9" not in text


def test_text_stays_text_in_every_kind_of_file(kept: Kept, tmp_path: Path) -> None:
    station = kept.station
    assert [written(station, "cen", tmp_path / f"cen.{end}") for end in ("csv", "xlsx", "xml", "json")] == [3] * 4
    with (tmp_path / "cen.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["commodity"] == "'" + TOYS
    sheet = load_workbook(tmp_path / "cen.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heads.index("commodity") + 1)
    assert (cell.value, cell.data_type) == (TOYS, "s")
    root = parse(tmp_path / "cen.xml").getroot()
    assert root is not None
    seizures = root.findall("seizure")
    assert [each.findtext("commodity") for each in seizures] == [TOYS, "bags", "shoes"]


def test_eu_rows_name_category_right_and_procedure(kept: Kept, tmp_path: Path) -> None:
    station = kept.station
    rows = table(station, "eu", tmp_path)
    told = [(row["category"], row["customs_procedure"], row["traffic"], row["application"]) for row in rows]
    assert told == [
        ("9a", "export", "freight", "T-1|T-2"),
        ("5b", "export", "freight", "T-1"),
        ("4a", "import", "postal", "T-1"),
    ]
    assert [category(code)[0] for code in ("64041100", "64021900", "61171000", "6109", "99", "")] == [
        "4a",
        "4b",
        "3b",
        "3a",
        "12h",
        "12h",
    ]


def test_chinas_yearly_figures_add_up(kept: Kept, tmp_path: Path) -> None:
    station = kept.station
    rows = table(station, "cn", tmp_path)
    figures = {(row["cut"], row["value_of_cut"]): (row["batches"], row["items"], row["value"]) for row in rows}
    assert figures["all", ""] == ("2", "150", "80900")
    assert figures["direction", "E"] == ("1", "140", "80000")
    assert figures["channel", "post"] == ("1", "10", "900")
    assert figures["right_type", "trademark"] == ("2", "150", "80900")
    for cut in ("direction", "channel", "month"):
        parts = [Decimal(row["items"]) for row in rows if row["cut"] == cut]
        assert sum(parts) == 150


def test_the_oecd_table_counts_a_seizure_once_a_chapter(kept: Kept, tmp_path: Path) -> None:
    station = kept.station
    rows = table(station, "oecd", tmp_path)
    told = [(row["provenance"], row["hs_chapter"], row["seizures"], row["items"], row["value"]) for row in rows]
    assert told == [("CN", "42", "1", "40", "20000"), ("CN", "95", "1", "100", "60000"), ("US", "64", "1", "10", "900")]


def test_custody_steps_become_epcis_events(kept: Kept, tmp_path: Path) -> None:
    station, case_id = kept.station, kept.freight
    first, _ = packed(station, case_id)
    keeping.move(station, officer_of(station), first, "B-02")
    keeping.take_stock(station, officer_of(station), "B-02", [], second="SV1")
    decided(station, case_id)
    burn = Disposal("destroyed", "burnt", "plant", "W")
    ending.dispose(station, SUPERVISOR, burn, {first: Decimal(1)}, second="NB001")
    path = tmp_path / "epcis.jsonld"
    assert written(station, "epcis", path) == 4
    document = json.loads(path.read_text(encoding="utf-8"))
    assert (document["type"], document["schemaVersion"]) == ("EPCISDocument", "2.0")
    events = document["epcisBody"]["eventList"]
    assert [(each["action"], each["bizStep"], each["disposition"]) for each in events] == [
        ("ADD", "commissioning", "active"),
        ("ADD", "commissioning", "active"),
        ("OBSERVE", "storing", "non_sellable_other"),
        ("DELETE", "destroying", "destroyed"),
    ]
    assert events[2]["epcList"] == [f"urn:x-tidewaiter:parcel:{first}"]
    assert events[2]["bizLocation"] == {"id": "urn:x-tidewaiter:place:NB-MS-01/B-02"}
    assert {each["eventTimeZoneOffset"] for each in events} == {"+08:00"}
    assert len({each["eventID"] for each in events}) == 4
    assert written(station, "epcis", path, Days(DAY.first - timedelta(1), DAY.first - timedelta(1))) == 0


def test_an_ending_that_a_format_lacks_is_refused_and_writes_nothing(station: Station, tmp_path: Path) -> None:
    with pytest.raises(Refused) as error:
        written(station, "eu", tmp_path / "eu.xml")
    assert error.value.say.key == "custody.bad_ending"
    assert not (tmp_path / "eu.xml").exists()
