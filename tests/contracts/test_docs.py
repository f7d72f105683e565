"""Contract: the papers tell the truth: what the README says to type exists, and all that exists is told."""

from __future__ import annotations

import re
import tomllib

from app.cli.parser import parser
from tests.contracts.packing import program
from tests.contracts.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def targets() -> set[str]:
    """What `make` can be asked for."""
    return set(re.findall(r"^([a-z][a-z-]*%?):", MAKEFILE, re.MULTILINE))


def test_every_make_target_in_the_readme_exists() -> None:
    named = set(re.findall(r"`make ([a-z-]+)", README)) | set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named
    benches = {name for name in named if name.startswith("bench-")}
    assert named - benches - targets() == set()
    assert [name for name in benches if not (ROOT / f"tests/benchmarks/{name.replace('-', '_', 1)}.py").exists()] == []


def test_every_make_target_is_told_by_make_help() -> None:
    told = set(re.findall(r"^([a-z][a-z-]*%?):.*  ## \S", MAKEFILE, re.MULTILINE))
    assert targets() - told == set()


def test_the_readme_tells_every_command_and_no_other() -> None:
    assert "| `station init` |" in README
    assert program("command_table").written(README) == README, "run: make command-table"


def test_every_command_has_its_line_of_help() -> None:
    assert [name for name, command in program("command_table").commands(parser()) if not command.description] == []


def test_every_file_and_folder_in_the_readme_exists() -> None:
    named = re.findall(r"`((?:app|resources|db|tests|packaging|\.ci)/[\w./-]*)`", README)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_link_in_the_readme_leads_to_a_file() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = re.search(r"^## \[?v?(\d[\w.]*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest.group(1) == version


def test_the_desktop_file_and_units_name_commands_that_exist() -> None:
    there = {name.split()[0] for name, _ in program("command_table").commands(parser())}
    run = re.compile(r"^Exec(?:Start|StartPre)?=\S*tidewaiter ?(.*)$", re.MULTILINE)
    files = [*(ROOT / "packaging").glob("*.service"), *(ROOT / "packaging").glob("*.desktop")]
    assert len(files) >= 2
    for file in files:
        for line in run.findall(file.read_text(encoding="utf-8")):
            words = [word for word in line.split() if re.fullmatch(r"[a-z-]+", word) and not word.startswith("-")]
            assert not words or words[0] in there, f"{file.name}: {line}"
