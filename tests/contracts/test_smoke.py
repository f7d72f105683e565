"""The smoke run: a demo whose figures do not agree is told apart from one that is whole."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.contracts.packing import program

WHOLE: dict[str, Any] = {
    "declarations": 2000,
    "detentions": 1,
    "batches": 1,
    "items": 199_100,
    "notices": ["D08.pdf"],
    "central": {"batches": 1, "items": 199_100},
}


@pytest.fixture
def smoke() -> ModuleType:
    """packaging/smoke.py as a module."""
    return program("smoke")


def test_a_whole_day_is_found_right(smoke: ModuleType) -> None:
    assert smoke.wrong_with(0, json.dumps(WHOLE), 20) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"central": {"batches": 1, "items": 199_099}},
        {"central": {"batches": 2, "items": 199_100}},
        {"central": {}},
        {"notices": []},
        {"items": 0, "central": {"batches": 1, "items": 0}},
        {"declarations": 0},
    ],
)
def test_a_day_that_is_not_whole_is_found_wrong(smoke: ModuleType, changed: dict[str, Any]) -> None:
    assert smoke.wrong_with(0, json.dumps(WHOLE | changed), 20)


@pytest.mark.parametrize(("status", "printed", "took"), [(2, "", 1), (0, "no json", 1), (0, json.dumps(WHOLE), 61)])
def test_a_failed_garbled_or_late_day_is_found_wrong(smoke: ModuleType, status: int, printed: str, took: float) -> None:
    assert smoke.wrong_with(status, printed, took)


@pytest.mark.parametrize(
    "name", ["libQt6VirtualKeyboard.so.6", "readline.cpython-311-x86_64-linux-gnu.so", "libQt6Charts.so.6"]
)
def test_what_is_under_the_gpl_alone_is_found(smoke: ModuleType, tmp_path: Path, name: str) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    (inside / "libQt6Widgets.so.6").touch()
    assert smoke.not_to_be_carried(tmp_path) == []
    (inside / name).touch()
    assert [name in line for line in smoke.not_to_be_carried(tmp_path)] == [True]


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("echo 477", []),
        (
            "echo 477; echo 'ModuleNotFoundError: No module named q' >&2; echo '[PYI-1:ERROR] ended' >&2; exit 1",
            ["named q"],
        ),
        ("echo the window opens", ["it says nothing"]),
    ],
)
def test_a_module_that_was_left_out_is_told(smoke: ModuleType, tmp_path: Path, does: str, told: list[str]) -> None:
    frozen = tmp_path / "tidewaiter"
    frozen.write_text(f'#!/bin/sh\ntest "$1" = --load-everything || exit 0\n{does}\n', encoding="utf-8")
    frozen.chmod(0o755)
    assert [said in line for said, line in zip(told, smoke.not_loaded(frozen), strict=True)] == [True] * len(told)
