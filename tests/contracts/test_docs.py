"""Contract: the papers tell the truth: what the README says to type exists, and all that exists is told."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator

from app.cli.parser import parser
from tests.contracts.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def targets() -> set[str]:
    """What `make` can be asked for."""
    return set(re.findall(r"^([a-z][a-z-]*%?):", MAKEFILE, re.MULTILINE))


def commands(of: argparse.ArgumentParser, before: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command of the program, `case act` and the like as one name, with its parser."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                inner = list(commands(sub, f"{before}{name} "))
                yield from inner or [(f"{before}{name}", sub)]


def test_every_make_target_in_the_readme_exists() -> None:
    named = set(re.findall(r"`make ([a-z-]+)", README)) | set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named
    benches = {name for name in named if name.startswith("bench-")}
    assert named - benches - targets() == set()
    assert [name for name in benches if not (ROOT / f"tests/benchmarks/{name.replace('-', '_', 1)}.py").exists()] == []


def test_every_make_target_is_told_by_make_help() -> None:
    told = set(re.findall(r"^([a-z][a-z-]*%?):.*  ## \S", MAKEFILE, re.MULTILINE))
    assert targets() - told == set()


def test_every_command_in_the_readme_exists_and_every_command_is_in_the_readme() -> None:
    rows = set(re.findall(r"^\| `([a-z]+(?:-[a-z]+)*(?: [a-z]+)*)", README, re.MULTILINE))
    there = {name for name, _ in commands(parser())}
    assert there - rows == set(), "tell them in README.md"
    assert rows - there == set(), "README.md tells of commands that do not exist"


def test_every_command_has_its_line_of_help() -> None:
    assert [name for name, command in commands(parser()) if not command.description] == []


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
    there = {name.split()[0] for name, _ in commands(parser())}
    run = re.compile(r"^Exec(?:Start|StartPre)?=\S*tidewaiter ?(.*)$", re.MULTILINE)
    files = [*(ROOT / "packaging").glob("*.service"), *(ROOT / "packaging").glob("*.desktop")]
    assert len(files) >= 2
    for file in files:
        for line in run.findall(file.read_text(encoding="utf-8")):
            words = [word for word in line.split() if re.fullmatch(r"[a-z-]+", word) and not word.startswith("-")]
            assert not words or words[0] in there, f"{file.name}: {line}"
