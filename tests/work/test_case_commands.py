"""`case show|clocks|act` and `notice check|reprint|void` as a script calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cli.parser import run
from tests.shipment_ground import PASSPHRASE, Stocked
from tests.work.case_ground import CASE, Once

Tidewaiter = Callable[..., dict[str, Any]]


@pytest.fixture
def paper(detained_once: Once, tmp_path: Path) -> Path:
    """The decision of the detained case as a file."""
    file = tmp_path / "decision.pdf"
    file.write_bytes(detained_once.done.notices[0].pdf)
    return file


@pytest.fixture
def tidewaiter(detained: Stocked, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tidewaiter:
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)

    def call(*arguments: str, who: str = "wang", status: int = 0) -> dict[str, Any]:
        found = run(
            ["--home", str(detained.home), "--officer", who, "--lang", "en", "--json", *arguments], detained.clock
        )
        said = capsys.readouterr()
        assert found == status, said.err
        if status == 2:
            assert said.out == ""
            return {"line": said.err}
        answer: dict[str, Any] = json.loads(said.out)
        return answer

    return call


def said(folder: Path, **plain: Any) -> str:
    file = folder / "with.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    return str(file)


LODGED = {
    "facts": {"detention_applied": "2024-11-20", "security_lodged": "2024-11-20"},
    "security": "100000",
    "second_officer": "li",
}


def test_a_case_is_shown_moved_and_ended_by_commands(tidewaiter: Tidewaiter, tmp_path: Path) -> None:
    shown = tidewaiter("case", "show", CASE)
    assert (shown["case"], shown["state"], shown["items"]) == (CASE, "suspended", 50_000)
    assert {act["act"]: act["open"] for act in shown["next_acts"]}["A5"] is True
    assert [clock["id"] for clock in shown["clocks"]] == ["CN.A.REPLY", "CN.A.INVESTIGATE", "CN.A.COURT"]

    clocks = tidewaiter("case", "clocks", CASE)["clocks"]
    reply = clocks[0]
    assert (reply["due"], reply["days"], reply["provisional"]) == ("2024-11-25 24:00", 3, False)
    assert [step["day"] for step in reply["steps"] if step["counted"]] == ["2024-11-21", "2024-11-22", "2024-11-25"]

    folder = tmp_path / "papers"
    done = tidewaiter("case", "act", CASE, "A5", "--with", said(tmp_path, **LODGED), "--print", str(folder))
    assert (done["state"], done["entries"]) == ("detained", 2)
    assert [Path(each["pdf"]).exists() for each in done["documents"]] == [True]
    ended = tidewaiter(
        "case", "act", CASE, "A12", "--with",
        said(tmp_path, facts={"holder_withdrew": "2024-11-20"}, second_officer="li"),
    )  # fmt: skip
    assert (ended["state"], [each["kind"] for each in ended["documents"]]) == ("released", ["D20"])
    assert tidewaiter("journal", "verify")["ok"] is True


def test_an_unlawful_move_is_one_line_with_the_rule_and_its_source(
    tidewaiter: Tidewaiter, detained: Stocked, tmp_path: Path
) -> None:
    detained.clock.advance(timedelta(days=6))
    line = tidewaiter("case", "act", CASE, "A5", "--with", said(tmp_path, **{**LODGED, "facts": {
        "detention_applied": "2024-11-26", "security_lodged": "2024-11-26"}}), status=2)["line"]  # fmt: skip
    assert line.count("\n") == 1
    assert "no longer lawful" in line
    assert "right holder's reply" in line
    assert "Reg 16" in line
    assert tidewaiter("case", "show", CASE)["state"] == "suspended"


@pytest.mark.parametrize(
    "plain",
    [
        {"facts": ["detention_applied"]},
        {"facts": {"detention_applied": "2024-13-01"}},
        {"facts": {"detention_applied": 5}},
        {"security": "many"},
        {"security": True},
        {"security": "Infinity"},
        {"n": "one"},
        {"n": 7},
        {"second_officer": ["li"]},
        {"texts": "none"},
    ],
)
def test_a_bad_file_is_one_line_and_leaves_nothing(
    tidewaiter: Tidewaiter, detained: Stocked, tmp_path: Path, plain: dict[str, Any]
) -> None:
    before = detained.station.only_here()
    line = tidewaiter("case", "act", CASE, "A5", "--with", said(tmp_path, **{**LODGED, **plain}), status=2)["line"]
    assert line.count("\n") == 1
    assert "Traceback" not in line
    assert detained.station.only_here() == before


def test_the_other_acts_of_a_case(tidewaiter: Tidewaiter, tmp_path: Path) -> None:
    fact = said(tmp_path, facts={"detention_applied": "2024-11-20"})
    assert tidewaiter("case", "act", CASE, "record", "--with", fact)["entries"] == 1
    tidewaiter("case", "act", CASE, "amend", "--with", said(tmp_path, line=1, quantity=40_000, reason="recount"))
    assert tidewaiter("case", "show", CASE)["items"] == 40_000
    pause = said(tmp_path, clock="CN.A.COURT", suspended=[["2024-11-21", "2024-11-21"]], reason="review")
    tidewaiter("case", "act", CASE, "clock", "--with", pause)
    word = said(tmp_path, rule="A14", reason="circular")
    tidewaiter("case", "act", CASE, "confirm", "--with", word, status=2)
    tidewaiter("case", "act", CASE, "confirm", "--with", word, who="zhao")
    tidewaiter("case", "act", CASE, "hand-over", "--with", said(tmp_path, to_stream="SH-PO-01", reason="branch"))
    assert tidewaiter("case", "show", CASE)["owner"] == "SH-PO-01"
    assert "SH-PO-01" in tidewaiter("case", "act", CASE, "A5", "--with", said(tmp_path, **LODGED), status=2)["line"]


def test_a_document_is_checked_copied_and_made_void(tidewaiter: Tidewaiter, paper: Path, tmp_path: Path) -> None:
    found = tidewaiter("notice", "check", str(paper))
    assert (found["verdict"], found["case"], found["kind"]) == ("genuine", CASE, "D08")
    copy = tmp_path / "copy.pdf"
    tidewaiter("notice", "reprint", found["number"], str(copy))
    assert copy.read_bytes() != paper.read_bytes()
    assert tidewaiter("notice", "check", str(copy))["verdict"] == "genuine"
    changed = paper.with_name("changed.pdf")
    changed.write_bytes(paper.read_bytes() + b"\n")
    assert tidewaiter("notice", "check", str(changed), status=1)["verdict"] == "altered"
    other = paper.with_name("other.pdf")
    other.write_bytes(b"%PDF-1.4 of somebody else")
    assert tidewaiter("notice", "check", str(other), status=1)["verdict"] == "not_ours"
    tidewaiter("notice", "void", found["number"], "--reason", "wrong address")
    assert tidewaiter("notice", "check", str(paper), status=1)["void"] == "wrong address"
    tidewaiter("notice", "check", str(tmp_path / "none.pdf"), status=2)
