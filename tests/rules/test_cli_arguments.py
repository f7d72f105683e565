"""A call that can't be used is answered in the caller's language, never in argparse's words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.cli.arguments import complaint, day, share, whole
from app.cli.case_acts import amount
from app.cli.parser import run
from app.core.errors import Refused

UNUSABLE = {
    "choice": ["deadline", "--profile", "xx", "--from", "2026-09-28", "--working-days", "3"],
    "missing": ["deadline"],
    "unknown": ["tally", "--nothing"],
    "empty": ["tally", "--date"],
    "a day": ["tally", "--date", "28/09/26"],
    "a number": ["deadline", "--from", "2026-09-28", "--working-days", "0"],
    "a share": ["risk", "simulate", "--capacity", "many"],
    "no such command": ["tallly"],
}


@pytest.mark.parametrize("call", UNUSABLE.values(), ids=UNUSABLE)
def test_a_chinese_officer_reads_chinese(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", *call]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told.err)
    for word in ("invalid", "argument", "expected", "required", "choose", "such as"):
        assert word not in told.err


@pytest.mark.parametrize("call", UNUSABLE.values(), ids=UNUSABLE)
def test_the_english_line_says_what_to_do(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", *call]) == 2
    told = capsys.readouterr().err
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in told)
    assert told.endswith(".\n")
    assert "argument " not in told


def test_what_argparse_newly_says_is_passed_on() -> None:
    assert complaint("a complaint of tomorrow").key == "cli.unusable"


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (day, "2024-02-30"),
        (day, ""),
        (day, "1899-12-31"),
        (day, "2201-01-01"),
        (day, "9999-12-31"),
        (whole(1, 5), "6"),
        (whole(1, 5), "²"),
        (whole(1, 5), "-1"),
        (share, "nan"),
    ],
)
def test_a_value_out_of_bounds_is_refused(read: object, text: str) -> None:
    with pytest.raises(Refused):
        read(text)  # type: ignore[operator]


def test_bounds_are_included() -> None:
    assert (whole(1, 5)("1"), whole(1, 5)("5"), share("1"), day("2024-02-29").isoformat()) == (1, 5, 1.0, "2024-02-29")


@pytest.mark.parametrize(
    ("call", "text", "wanted"),
    [
        (["detain"], "[1]", "one JSON object"),
        (["inspect", "1", "--result"], "7", "one JSON object"),
        (["case", "open"], '"a"', "one JSON object"),
        (["case", "act", "C", "A3", "--with"], "[]", "one JSON object"),
        (["case", "revenue", "C"], "{}", "a JSON list of objects"),
        (["case", "revenue", "C"], "[1]", "a JSON list of objects"),
        (["detain"], "{", "not JSON in UTF-8"),
        (["detain"], r'{"place": "\ud800"}', "not JSON in UTF-8"),
    ],
)
def test_a_file_of_another_form_is_told_before_the_station_opens(
    call: list[str], text: str, wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "given.json"
    file.write_text(text, encoding="utf-8")
    assert run(["--home", str(tmp_path / "none"), "--lang", "en", *call, str(file)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("given.json ")
    assert wanted in told


@pytest.mark.parametrize("told", [None, True, "many", "NaN", "-1", "1e13", "1e-10", "9" * 400, [], {}])
def test_a_sum_that_nobody_could_mean_is_refused(told: object) -> None:
    with pytest.raises(Refused):
        amount({"price": told}, "price")


def test_a_sum_is_taken_as_it_is_written() -> None:
    assert [amount({"price": told}, "price") for told in ("3.50", 7, 0)] == [Decimal("3.50"), Decimal(7), Decimal(0)]
