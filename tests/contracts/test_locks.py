"""Contract: what is installed is what was locked: every library once, by hash, from no named registry."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.contracts.test_licences import LOCKS, locked
from tests.contracts.tree import ROOT


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_library_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_all_that_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {canonicalize_name(Requirement(line).name) for line in asked}
    assert names - locked("requirements.lock") == set(), "run: make lock"


def test_the_locked_versions_fulfil_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    versions = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))
    asked = map(Requirement, [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]])
    unmet = [str(need) for need in asked if versions[canonicalize_name(need.name)] not in need.specifier]
    assert unmet == []
