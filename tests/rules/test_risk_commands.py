"""The risk commands on small outcome files, as a script calls them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from app.cli.parser import run
from app.risk.scorecard.outcomes import Outcomes
from app.risk.scorecard.worlds import planted_world

WORLD = planted_world(3, rows=3000, rate=0.2).outcomes


def written(path: Path, outcomes: Outcomes) -> Path:
    """The outcomes as a CSV with the customs data set's headers."""
    heads = {"importer": "Importer ID", "hs6": "HS6 Code", "origin": "Country of Origin", "mass": "Net Mass"}
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow([*heads.values(), "Date", "Fraud"])
        read = [outcomes.columns[name] for name in heads]
        dates = np.datetime64("2025-01-01") + (outcomes.days - outcomes.days.min())
        rows.writerows(zip(*read, map(str, dates), outcomes.found.tolist(), strict=True))
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    index = np.arange(len(WORLD))
    return (
        written(tmp_path / "a.csv", WORLD.take(index < 2200)),
        written(tmp_path / "b.csv", WORLD.take(index >= 2200)),
    )


def test_fit_writes_a_signed_model_that_evaluate_reads(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.json"
    assert run(["risk", "fit", str(files[0]), "--out", str(model), "--json"]) == 0
    fitted = json.loads(capsys.readouterr().out)
    assert fitted["rows"] == 2200
    assert fitted["metrics"]["auc"] > 0.5
    assert fitted["model_bytes"] == model.stat().st_size
    assert run(["risk", "evaluate", "--model", str(model), str(files[1]), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["auc"] > 0.55
    assert told["window"][0] == "2025-01-01"


def test_evaluate_train_and_test_gives_what_the_interface_names(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["risk", "evaluate", "--train", str(files[0]), "--test", str(files[1]), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["precision"].keys() == told["recall"].keys() == {"1", "2", "5", "10"}
    assert told.keys() >= {
        "auc", "average_precision", "calibration_error", "new_cargo", "fit_s", "score_ms_per_1000", "model_bytes",
        "baselines",
    }  # fmt: skip
    assert told["new_cargo"]["rows"] + told["recognised_cargo"]["rows"] == told["rows"]


def test_a_supervisor_reads_foresight_and_memory_apart(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["risk", "evaluate", "--train", str(files[0]), "--test", str(files[1]), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("New cargo, never inspected before")
    assert lines[-1].startswith("All 800 rows")


def test_the_gate_is_five_folds_over_cargo_never_seen(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["risk", "evaluate", str(files[1]), "--folds", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cargoes"] <= 800
    assert told["auc"].keys() == {"mean", "spread"}
    assert told["baselines"]["look_up"]["auc"]["mean"] == pytest.approx(0.5, abs=1e-9), "memory foretells nothing new"


def test_likelihood_and_value_stand_apart_where_the_file_tells_the_duty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = WORLD.take(np.arange(len(WORLD)) < 1200)
    path = tmp_path / "duty.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["HS6 Code", "Item Price", "Tax Rate", "Fraud"])
        rows.writerows(
            zip(
                outcomes.columns["hs6"], outcomes.columns["price"], ["8.0"] * 1200, outcomes.found.tolist(), strict=True
            )
        )
    assert run(["risk", "evaluate", "--train", str(path), "--test", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["policies"]
    assert told["value"]["recovered"] > told["stated"]["recovered"] > told["likelihood"]["recovered"]
    assert told["likelihood"]["precision"] > told["value"]["precision"]


def test_simulate_tells_what_the_random_share_costs(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["risk", "simulate", str(files[1]), "--runs", "20", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["targeted"]["of"] + told["control"]["of"] == told["with_control"]["of"]
    assert told["control_covers"] <= told["runs"] == 20


@pytest.mark.parametrize(
    "call",
    [
        ["risk", "evaluate"],
        ["risk", "evaluate", "--train", "a.csv"],
        ["risk", "evaluate", "--folds"],
        ["risk", "gtric", "none.csv"],
        ["risk", "evaluate", "--train", "none.csv", "--test", "none.csv"],
        ["risk", "evaluate", "--model", "none", "none.csv"],
        ["risk", "fit", "none.csv", "--out", "m"],
        ["risk", "simulate", "--capacity", "2"],
        ["risk", "replay", "no_such_rule"],
    ],
)
def test_what_cant_be_used_is_one_line_and_two(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*call, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
