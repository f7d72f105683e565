"""The set-up: what it finds missing, and the one line it says when it can't go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.contracts.packing import program
from tests.contracts.tree import ROOT


@pytest.fixture
def prepare() -> ModuleType:
    """packaging/prepare.py as a module."""
    return program("prepare")


def a_machine_with(folder: Path, monkeypatch: pytest.MonkeyPatch, **programs: str) -> None:
    """A PATH with nothing on it but these programs, each a few lines of shell."""
    folder.mkdir()
    for name, lines in programs.items():
        (folder / name.replace("_", "-")).write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        (folder / name.replace("_", "-")).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_a_package_under_a_newer_name_is_not_missing(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "installed, libglib2.0-0t64, libglib2.0-0 (= 2.80.0)\\nconfig-files, libzbar0, \\ninstalled, libgl1, \\n"
    a_machine_with(tmp_path / "bin", monkeypatch, dpkg_query=f"printf '{told}'")
    wanted = {"no window": ["libglib2.0-0", "libgl1"], "one reader": ["libzbar0"]}
    assert prepare.missing_of(wanted) == ["libzbar0"]


def test_where_nothing_may_be_installed_one_line_names_what_is_missing(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_machine_with(tmp_path / "bin", monkeypatch, dpkg_query="true")
    prepare.offer_system_packages()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "libzbar0" in lines[0]
    assert "one reader instead of two" in lines[0]


def test_a_machine_without_dpkg_is_left_alone(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_machine_with(tmp_path / "bin", monkeypatch)
    prepare.offer_system_packages()
    assert capsys.readouterr().err == ""


def test_when_a_release_lacks_one_package_the_others_are_installed(
    prepare: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "asked"
    refuse_unknown = f'echo "$@" >> {log}; case "$*" in *unknown*) exit 100;; esac'
    next_word = 'shift; exec "$@"'
    a_machine_with(tmp_path / "bin", monkeypatch, apt_get=refuse_unknown, sudo=next_word, env=next_word, true=":")
    assert prepare.install(["libzbar0", "unknown"])
    asked = log.read_text(encoding="utf-8").splitlines()
    assert any(line.endswith("install -y --no-install-recommends libzbar0") for line in asked)


def test_an_old_python_is_refused_by_name(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "OLDEST", (9, 0))
    with pytest.raises(prepare.Stop, match=r"Python 3\.11 or newer is needed"):
        prepare.look_at_python()


def test_a_failed_step_says_its_line(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "set, so that pip is not asked for a mirror")
    with pytest.raises(prepare.Stop, match="run again"):
        prepare.run([sys.executable, "-c", "raise SystemExit(3)"], "No network: then run again.")


def test_an_offices_mirror_holds_for_both_installers(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert prepare.surroundings()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_make_without_a_word_lists_what_there_is() -> None:
    told = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "make run" in told
    assert "make test" in told
