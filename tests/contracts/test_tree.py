"""Contract: what is committed is named for what it does, and names no place outside of the project."""

from __future__ import annotations

import re
from pathlib import Path

from tests.contracts.tree import ROOT, texts, tracked

VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "stuff", "lib"}
# Spelt in parts: this file is read by the test, too.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("anaconda", "org"),
        ("pypi", "tuna", "tsinghua"),
        ("mirrors", "aliyun"),
    )
]
A_MACHINES_PATH = re.compile(r"(?<![\w.$}/-])/(?:work|root|Users|home/[a-z_][a-z0-9_-]*)/")
HOLDING_NOTHING_LARGER_MIB = 25


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = [path for path in tracked() if {part.partition(".")[0].lower() for part in path.parts} & VAGUE]
    assert vague == []


def test_no_text_names_a_package_registry() -> None:
    named = [(str(path), host) for path, text in texts() for host in REGISTRIES if host in text]
    assert named == []


def test_no_text_names_a_path_of_one_machine() -> None:
    named = [(str(path), found.group()) for path, text in texts() if (found := A_MACHINES_PATH.search(text))]
    assert named == []


def test_no_merge_marker_is_left() -> None:
    left = [str(path) for path, text in texts() if re.search(r"^(<{7}|>{7}) ", text, re.MULTILINE)]
    assert left == []


def test_packaging_is_no_package() -> None:
    assert Path("packaging/__init__.py") not in tracked(), "it would shadow the library of that name"


def test_nothing_committed_is_huge() -> None:
    sizes = {str(path): (ROOT / path).stat().st_size / 2**20 for path in tracked()}
    assert {path: size for path, size in sizes.items() if size > HOLDING_NOTHING_LARGER_MIB} == {}


def test_every_module_says_what_it_is_for() -> None:
    python = [path for path in tracked() if path.suffix == ".py" and path.parts[0] in {"app", "tests", "packaging"}]
    told = re.compile(r'\A(#![^\n]*\n)?r?"""\S')
    silent = [str(path) for path in python if (text := (ROOT / path).read_text("utf-8")) and not told.match(text)]
    assert silent == []
