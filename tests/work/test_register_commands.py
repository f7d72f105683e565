"""The register's commands on a real station: whole records, past days, differences with their cases, bad calls."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.cli.parser import run
from app.core.tables import open_table
from app.journal.work import Station
from app.register.reading import write_recordations
from app.register.rules import Recordation, RightType, Status
from app.register.work import import_register
from tests.conftest import LI_MING, PASSPHRASE

RIGHT = Recordation(
    "T2024-000001", RightType.TRADEMARK, "1001", "Rokutavex", "罗库公司", date(2024, 1, 1), date(2033, 12, 31)
)
Answered = tuple[int, Any, str]


class Desk:
    """A station's home and its commands."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def json(self, *arguments: str) -> Answered:
        status, out, err = self.call("--json", *arguments)
        return status, json.loads(out) if out else None, err

    def call(self, *arguments: str) -> tuple[int, str, str]:
        status = run(["--home", str(self.home), "--lang", "en", "register", *arguments])
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def desk(
    home: Path, station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """A desk whose register has two editions: one right added, then revoked."""
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)
    for right in (RIGHT, replace(RIGHT, status=Status.REVOKED)):
        write_recordations(tmp_path / "register.csv", [right])
        import_register(station, LI_MING, tmp_path / "register.csv")
    return Desk(home, capsys)


def test_show_gives_every_field_and_what_each_edition_did(desk: Desk) -> None:
    status, shown, _ = desk.json("show", RIGHT.recordation_no)
    assert status == 0
    assert set(shown["recordation"]) == {spec.name for spec in fields(Recordation)}
    assert (shown["status"], shown["picture"], shown["open_cases"]) == ("revoked", False, [])
    assert [(each["edition"], each["what"], each["fields"]) for each in shown["editions"]] == [
        (2, "lapsed", {"status": ["active", "revoked"]}), (1, "added", {}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "NOPE"), "The register has no recordation NOPE."),
        (("show", RIGHT.recordation_no, "--as-of", "2020-01-01"), "had no recordation T2024-000001 on 2020-01-01"),
        (("show", RIGHT.recordation_no, "--as-of", "soon"), "soon is not a day"),
        (("diff", "1", "9"), "There is no edition 9"),
        (("diff", "-1", "2"), "-1 can't be used"),
        (("concordance", "9999"), "9999 is no customs code"),
        (("concordance", "64x3"), "64x3 is no customs code"),
        (("import", "nowhere.csv"), "There is no file nowhere.csv"),
        (("match", "nowhere.jsonl"), "There is no file nowhere.jsonl"),
    ],
)
def test_what_can_not_be_answered_is_one_line_and_exit_2(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = desk.call(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_diff_and_search_speak_to_a_person_too(desk: Desk) -> None:
    assert desk.call("diff", "1", "2")[1] == "T2024-000001  Rokutavex  lapsed  status: in force → revoked\n"
    assert "Nothing differs" in desk.call("diff", "2", "2")[1]
    assert desk.call("search", "rokutavex")[1] == "T2024-000001  Rokutavex  罗库公司  revoked\n"
    assert 'No right answers to "qqqqqq"' in desk.call("search", "qqqqqq")[1]


def test_an_import_with_a_refused_row_says_so_by_status_line_json_and_workbook(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    write_recordations(file, [RIGHT, replace(RIGHT, recordation_no="T2024-000002")])
    file.write_text(file.read_text(encoding="utf-8").replace("trademark", "brand", 1), encoding="utf-8")
    status, done, _ = desk.json("import", str(file), "--dry-run", "--rejects", str(tmp_path / "back.xlsx"))
    assert (status, done["added"], len(done["rejected"])) == (1, 1, 1)
    (row,) = open_table(tmp_path / "back.xlsx", (), ()).rows
    assert row.cells["what stands there"] == done["rejected"][0]["value"] == "brand"
    lines = desk.call("import", str(file))[1].splitlines()
    assert lines[0] == "Edition 3: 1 rights added, 0 changed, 0 as they were; 1 rows refused."
    assert lines[1].startswith("row 2, kind of right: Must be one of: trademark")


def test_the_concordance_needs_no_station(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--home", str(tmp_path / "none"), "--json", "register", "concordance", "6403.99"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["hs_code"], said["chapter"]["en"]) == ("640399", "Footwear")
    assert said["classes"][0] == {"class": 25, "confidence": 0.98, "zh": "服装、鞋、帽", "en": said["classes"][0]["en"]}
