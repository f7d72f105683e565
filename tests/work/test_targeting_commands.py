"""What supervisors set, as commands on a real home: two of them, a bench officer who may not, one clear line each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.bench.work import Result
from app.cli.parser import run
from app.core.clock import SetClock
from app.identity.work import slots_of
from app.journal.work import Station
from tests.conftest import CHEAP, PASSPHRASE
from tests.targeting_ground import QIAN, RULE, ZHAO, end, keep_supervisors, models, receive_three

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def desk(station: Station, home: Path, made_once: tuple[Path, bytes], tmp_path: Path) -> Station:
    """Three weighed shipments, two of them inspected; two supervisors."""
    keep_supervisors(station)
    for officer in (ZHAO, QIAN):
        slots_of(home).add(made_once[1], officer.officer_id, PASSPHRASE, cost=CHEAP)
    receive_three(station, tmp_path)
    end(station, "D1")
    end(station, "D2", Result.NOTHING_FOUND)
    return station


@pytest.fixture
def command(
    desk: Station, home: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """A `risk` command as an officer types it; gives the status, and the JSON or the line on standard error."""
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)

    def typed(officer: str, *words: str | Path) -> tuple[int, Any]:
        call = ["--home", str(home), "--lang", "en", "--officer", officer, "--json", "risk", *map(str, words)]
        status = run(call, clock)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert out or err.count("\n") == 1
        return status, json.loads(out) if out else err.strip()

    return typed


def test_a_rule_from_its_file_to_its_end(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "rule.toml"
    file.write_text(RULE.replace("weight = 70", "weight = 700"), encoding="utf-8")
    status, said = command("NB002", "propose", file)
    assert (status, said) == (2, "indicator[0].weight: a whole number from -200 to 200 is needed here.")
    file.write_text(RULE, encoding="utf-8")
    refusal = "NB001 may not change rules and targeting. Ask one of these to do it: supervisors."
    assert command("NB001", "propose", file) == (2, f"{refusal} Name who acts with --officer.")
    status, made = command("NB002", "propose", file)
    assert (status, made["rule"], made["replay"]["would_hit"], made["replay"]["inspected"]["of"]) == (0, "stamps", 3, 2)
    assert command("NB002", "replay", "stamps")[1]["would_hit"] == 3
    status, said = command("NB002", "confirm", made["proposal"])
    assert (status, "another supervisor has to confirm it" in said) == (2, True)
    assert command("NB003", "confirm", made["proposal"]) == (0, {"rule": "stamps"})
    assert {"rule": "stamps", "proposal": made["proposal"], "state": "confirmed"} in command("NB002", "report")[1][
        "rules"
    ]
    assert command("NB002", "retire", made["proposal"], "--reason", " ")[0] == 2
    assert command("NB002", "retire", made["proposal"], "--reason", "no hits")[0] == 0
    status, said = command("NB003", "confirm", made["proposal"])
    assert (status, "no longer in a state for that" in said) == (2, True)
    assert command("NB002", "propose", tmp_path / "none.toml")[0] == 2


def test_the_report_says_in_words_whether_targeting_beats_chance(command: Run) -> None:
    status, told = command("NB002", "report")
    assert status == 0
    assert "100" in told["verdict"], "whatever the draw, so many random ones are asked for"
    assert {group["name"] for group in told["groups"]} >= {"rules", "model", "officer"}
    assert {campaign["id"] for campaign in told["campaigns"]} == {"longteng-2024", "blue-net-2024", "clean-net-2024"}
    longteng = next(campaign for campaign in told["campaigns"] if campaign["id"] == "longteng-2024")
    assert (longteng["in_scope"], longteng["opened"], longteng["found"]) == (3, 2, 1)
    assert told["calibration"] == []
    assert told["draws"].startswith("Random draw: each day's seed")
    assert command("NB001", "report")[0] == 2


def test_a_key_by_four_eyes_then_a_model_one_beside_it_and_back(command: Run, tmp_path: Path) -> None:
    public = models(tmp_path, "one", "two")
    assert command("NB002", "trust", "12")[0] == 2
    assert command("NB002", "trust", public) == (0, {"key": public, "state": "proposed"})
    assert command("NB002", "use", tmp_path / "one.json")[0] == 2
    assert command("NB002", "trust", public)[0] == 2, "not by the same supervisor"
    assert command("NB003", "trust", public) == (0, {"key": public, "state": "trusted"})
    assert command("NB002", "use", tmp_path / "two.json", "--beside")[0] == 2, "beside nothing"
    assert command("NB002", "use", tmp_path / "one.json") == (0, {"version": "one", "beside": False})
    assert command("NB002", "use", tmp_path / "two.json", "--beside") == (0, {"version": "two", "beside": True})
    assert command("NB002", "report")[1]["contest"].startswith("Being tried: 0 opened")
    assert command("NB002", "use", "--promote") == (0, {"version": "two", "beside": False})
    assert command("NB002", "use") == (0, {"version": "one", "beside": False})
    assert command("NB002", "use", "--beside")[0] == 2
    assert command("NB003", "trust", public, "--withdraw", "stolen") == (0, {"key": public, "state": "withdrawn"})
    assert command("NB002", "use", tmp_path / "one.json")[0] == 2


def test_capacity_lane_credit_and_figures_as_on_the_page(command: Run) -> None:
    status, lanes = command("NB002", "capacity", "2", "1")
    assert (status, lanes["red"] >= lanes["yellow"]) == (0, True)
    assert command("NB002", "capacity", "0", "1")[0] == 2
    moved = ("reroute", "D3", "blue", "--authority", "NB002", "--reason", "audit later")
    assert command("NB001", *moved)[0] == 2
    assert command("NB002", *moved) == (0, {"number": "D3", "lane": "blue"})
    assert command("NB002", *moved)[0] == 2, "it is there already"
    assert command("NB002", "reroute", "D9", "red", "--authority", "x", "--reason", "y")[0] == 2
    noted = ("credit", "义乌某公司", "dishonest", "--source", "notice 7", "--restored", "2024-12-01")
    assert command("NB002", *noted) == (0, {"party": "义乌某公司", "credit": "dishonest"})
    assert command("NB002", "credit", "x", "bad", "--source", "y")[0] == 2
    assert command("NB002", "figures", "0") == (0, {"most": 0})
    assert command("NB002", "figures", "99")[0] == 2


def test_outcomes_leave_the_station_for_training_and_only_for_those_who_may(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "outcomes.csv"
    assert command("NB002", "outcomes", path) == (0, {"rows": 2, "file": str(path)})
    assert sorted(line.rsplit(",", 1)[1] for line in path.read_text(encoding="utf-8").split()[1:]) == ["0", "1"]


def test_the_index_of_a_table_and_why_a_young_desk_has_none(command: Run, tmp_path: Path) -> None:
    table = tmp_path / "amounts.csv"
    table.write_text("product,economy,seizures,imports\n64,CN,9,10\n84,DE,1,90\n", encoding="utf-8")
    status, told = command("NB002", "gtric", table)
    assert status == 0
    assert [(row["key"], round(row["factor"], 2)) for row in told["products"]] == [("64", 9.0), ("84", 0.11)]
    assert (told["heat"]["economies"], told["heat"]["products"]) == (["CN", "DE"], ["64", "84"])
    status, said = command("NB002", "gtric")
    assert (status, said.startswith("This desk has 1 finds; from 10 on")) == (2, True)
