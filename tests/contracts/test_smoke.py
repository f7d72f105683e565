"""The smoke run: a demo whose figures do not agree is told apart from one that is whole."""

from __future__ import annotations

import json
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
