"""Contract: a later step may look back, never forward (the import contracts of pyproject.toml)."""

from __future__ import annotations

import re

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.contracts.tree import ROOT, modules, texts

# Under the GPL alone in Qt 6; the program uses Qt under the LGPL.
GPL_ONLY = {
    "QtCharts",
    "QtCoap",
    "QtDataVisualization",
    "QtGraphs",
    "QtGraphsWidgets",
    "QtHttpServer",
    "QtLottie",
    "QtMqtt",
    "QtNetworkAuth",
    "QtQuick3D",
    "QtQuickTimeline",
    "QtVirtualKeyboard",
}


def test_every_import_contract_holds(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_qt_module_under_the_gpl_alone_is_used() -> None:
    used = [
        (str(path), name)
        for path, text in texts()
        if path.suffix == ".py" and path.parts[0] == "app"
        for name in re.findall(r"PySide6\.(\w+)", text)
        if name in GPL_ONLY
    ]
    assert used == []


def test_the_program_has_modules_to_check() -> None:
    assert len(modules()) > 30
