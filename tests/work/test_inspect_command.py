"""`inspect`: the counts, plans and recounts of the bench by a file, and its answer as interfaces.md has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.parser import run
from tests.shipment_ground import DECLARED, OWNED, PASSPHRASE, Stocked

Inspect = Callable[..., dict[str, Any]]


@pytest.fixture
def inspect(
    stocked: Stocked, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Inspect:
    """Runs the command as a script would."""
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("TIDEWAITER_SECOND_PASSPHRASE", PASSPHRASE)

    def call(told: dict[str, Any], *more: str, status: int = 0) -> dict[str, Any]:
        file = tmp_path / "inspection.json"
        file.write_text(json.dumps(told), encoding="utf-8")
        start = ["--home", str(stocked.home), "--lang", "en", "--officer", "li", "--json"]
        found = run([*start, "inspect", "D-RED", "--result", str(file), *more], stocked.clock)
        said = capsys.readouterr()
        assert found == status, said.err
        answer: dict[str, Any] = json.loads(said.out) if status == 0 else {"told": said.err}
        return answer

    return call


def test_each_way_of_counting_is_told_and_comes_back_with_method_and_error(inspect: Inspect) -> None:
    answer = inspect(
        {
            "counts": [
                {"line_no": 1, "cartons": 4, "pieces": 24, "loose": 4},
                {"line_no": 2, "pieces": 10, "samples_g": [150.0, "150.4"], "whole_kg": "0.751"},
                {"line_no": 3, "as_declared": True},
                {"goods": "bags", "unit": "打", "quantity": 2},
            ],
            "sampling": {"lot": 50, "opened": 22, "findings": 3},
        }
    )
    lines = {line["line"]: line for line in answer["lines"]}
    found = {key: (line["found"], line["unit"], line["standing"], line["methods"]) for key, line in lines.items()}
    assert found == {
        "1": ("100", "个", "agrees", ["cartons"]),
        "2": ("50", "个", "agrees", ["weight"]),
        "3": ("30", "个", "agrees", ["as_declared"]),
        "u1": ("2", "打", "undeclared", ["typed"]),
    }
    assert int(lines["2"]["error"]) > 0
    sampling = answer["sampling"]
    assert (sampling["sample"], sampling["opened"], sampling["findings"]) == (22, 22, 3)
    assert [step["step"] for step in answer["steps"]] == ["opened", "first_count"]
    assert answer["entries"] == 7


def test_a_scan_is_judged_and_counts_as_it_does_at_the_bench(inspect: Inspect) -> None:
    scans: list[Any] = [DECLARED, {"text": DECLARED, "times": 4}, {"text": OWNED, "line": "1"}, "hello"]
    answer = inspect({"scans": scans})
    told = [(scan["text"], scan["state"], scan["line"]) for scan in answer["scans"]]
    assert told == [(DECLARED, "red", "3"), (DECLARED, "red", "3"), (OWNED, "red", "1"), ("hello", "blue", None)]
    assert all(scan["said"] for scan in answer["scans"])
    lines = {line["line"]: (line["found"], line["methods"]) for line in answer["lines"]}
    assert lines == {"1": ("1", ["scan"]), "2": (None, []), "3": ("5", ["scan"])}
    counted = inspect({"counts": [{"line_no": 3, "quantity": 30}]})["lines"][2]
    assert counted["found"] == "30", "a count replaces what was scanned"


def test_a_bad_file_leaves_no_inspection_behind(inspect: Inspect, stocked: Stocked) -> None:
    before = stocked.station.only_here()
    inspect({"scans": [DECLARED, {"text": "1", "line": "7"}]}, status=2)
    assert stocked.station.only_here() == before


def test_a_blind_recount_is_told_settled_and_due_no_more(inspect: Inspect) -> None:
    first = inspect({"counts": [{"line_no": 1, "quantity": 12_000}]})
    assert first["recount_due"] == ["1"]
    again = inspect({"recounts": [{"line_no": 1, "quantity": 11_990}]}, "--second", "wang")
    assert (again["recount_due"], again["lines"][0]["recount"]) == ([], "differs")
    done = inspect({"settle": [{"line_no": 1, "kept": "second", "reason": "a carton was half empty"}]})
    assert (done["lines"][0]["found"], done["lines"][0]["recount"]) == ("11990", "done")


@pytest.mark.parametrize(
    ("told", "more"),
    [
        ({"counts": [{"line_no": 1, "quantity": "NaN"}]}, ()),
        ({"counts": [{"line_no": 1, "quantity": 10_000_001}]}, ()),
        ({"counts": [{"line_no": 1, "cartons": "1e999999999", "pieces": 2}]}, ()),
        ({"counts": [{"line_no": 1, "whole_kg": 5, "pieces": 10, "samples_g": []}]}, ()),
        ({"counts": ["x"]}, ()),
        ({"sampling": {"lot": 0}}, ()),
        ({"sampling": {"lot": 5, "plan": 99}}, ()),
        ({"sampling": "x"}, ()),
        ({"recounts": [{"line_no": 1, "quantity": 5}]}, ()),
        ({"recounts": [{"line_no": 1, "quantity": 5}]}, ("--second", "li")),
        ({"settle": [{"line_no": 1, "kept": "waived", "reason": "x"}]}, ()),
        ({"result": "found"}, ()),
        ({"result": []}, ()),
        ({"scans": [7]}, ()),
        ({"scans": [{"text": ""}]}, ()),
        ({"scans": [{"text": "1", "times": 0}]}, ()),
        ({"scans": [{"text": "1", "times": True}]}, ()),
        ({"scans": [{"text": "1", "line": "7"}]}, ()),
        ({"scans": ["x" * 8001]}, ()),
        ({"clues": [[]]}, ()),
        ({"clues": [{"recordation_no": {}, "clue": "x"}]}, ()),
        ({"settle": [{"line_no": [], "kept": "first", "reason": "x"}]}, ()),
        ({"comparisons": [{"recordation_no": "R", "answer": ["genuine"]}]}, ()),
    ],
)
def test_what_can_not_be_recorded_is_one_line(inspect: Inspect, told: dict[str, Any], more: tuple[str, ...]) -> None:
    said = inspect(told, *more, status=2)["told"]
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said
