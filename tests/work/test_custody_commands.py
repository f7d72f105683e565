"""The commands of custody, evidence and export on a real home: what they answer, and their exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.parser import run
from app.core.clock import SetClock
from tests.conftest import PASSPHRASE
from tests.work.custody_ground import Kept, decided

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def command(kept: Kept, clock: SetClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command as it is typed; gives the status, and the JSON or the line on standard error."""
    monkeypatch.setenv("TIDEWAITER_PASSPHRASE", PASSPHRASE)

    def typed(*words: str | Path) -> tuple[int, Any]:
        status = run(["--home", str(kept.home), "--lang", "en", "--json", *map(str, words)], clock)
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else err.strip()

    return typed


def test_a_case_from_its_parcels_to_its_end_and_its_pack(command: Run, kept: Kept, tmp_path: Path) -> None:
    case_id = kept.freight
    parcels = tmp_path / "parcels.json"
    parcels.write_text(
        json.dumps([{"line": 1, "goods": "toys", "quantity": 100, "unit": "个", "weight_kg": "12.5", "seal": "S-1"}]),
        encoding="utf-8",
    )
    status, packed = command("custody", "pack", case_id, "A-01", parcels, "--second", "SV1")
    assert (status, packed) == (0, {"parcels": [f"{case_id}-P001"]})
    parcel = packed["parcels"][0]
    assert command("custody", "move", parcel, "B-02")[1]["from"] == "A-01"
    assert command("custody", "stocktake", "B-02", parcel, "--second", "SV1")[0] == 0
    status, counted = command("custody", "stocktake", "B-02", "--second", "SV1")
    assert (status, counted["findings"]) == (1, {parcel: "missing"})
    status, told = command("custody", "move", parcel, "Z-9")
    assert (status, told) == (
        2,
        "There is no open place Z-9 at this station. Scan a place's label, or add the place first.",
    )
    decided(kept.station, case_id)
    disposal = tmp_path / "disposal.json"
    plain = {"way": "destroyed", "method": "burnt", "place": "plant", "witness": "W", "parcels": {parcel: 12.5}}
    disposal.write_text(json.dumps(plain), encoding="utf-8")
    status, ended = command("custody", "dispose", disposal, "--second", "SV1")
    assert (status, ended["kinds"], ended["items"], ended["tonnes"]) == (0, 1, 100, "0.013")
    assert ended["values"] == {"CNY": "60000"}
    status, shown = command("custody", "show", case_id)
    assert [step["act"] for step in shown["steps"]] == ["parcelled", "moved", "stocktaken", "stocktaken", "destroyed"]

    path = tmp_path / "case.zip"
    status, made = command("evidence", "pack", case_id, path)
    assert (status, made["ok"], made["first_bad"]) == (0, True, None)
    status, found = command("evidence", "check", path, "--key", made["key"])
    assert (status, found["files"], found["ok"]) == (0, made["files"], True)
    status, told = command("custody", "refer", case_id, "police", "公安局", "crime", "--package", made["sha256"])
    assert (status, "supervisors" in told) == (2, True), "the move that goes with it is a supervisor's"
    refer = ("custody", "refer", case_id, "market_regulator", "市监局", "shop", "--package", made["sha256"])
    assert command(*refer)[0] == 0
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    path.write_bytes(bytes(changed))
    status, found = command("evidence", "check", path)
    assert (status, found["ok"]) == (1, False)
    assert found["first_bad"]

    status, exported = command("export", "epcis", "--from", "2024-11-20", "--to", "2024-11-20", tmp_path / "e.json")
    assert (status, exported["records"]) == (0, 4)


def test_what_cannot_be_used_is_one_line_and_leaves_nothing(command: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.zip"
    assert command("evidence", "check", missing)[0] == 2
    assert command("evidence", "pack", "NO-CASE", missing)[0] == 2
    assert command("export", "cen", "--from", "2024-11-20", "--to", "2024-11-19", missing)[0] == 2
    assert command("custody", "answer", "police", "x", "yes", "--on", "2024-11-20")[0] == 2
    assert not missing.exists()


@pytest.mark.parametrize(("lang", "said"), [("en", "no evidence pack"), ("zh", "不是证据包")])
def test_a_file_that_is_no_pack_is_told_in_one_line(
    lang: str, said: str, tmp_path: Path, clock: SetClock, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 not a pack")
    assert run(["--lang", lang, "evidence", "check", str(path)], clock) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert said in line
    assert "letter.pdf" in line
    assert "archive" not in line
