"""Contract: every locked library's licence is listed, and what is shipped may be shipped under Apache-2.0."""

from __future__ import annotations

import re

import pytest

from tests.contracts.tree import ROOT

LOCKS = ["requirements.lock", "packaging/bench.lock", "packaging/installer.lock", "packaging/frozen.lock"]
MAY_BE_SHIPPED = re.compile(r"MIT|BSD|Apache|LGPL|PSF|Zlib|0BSD|CC0|PostgreSQL|public domain")


def listed() -> dict[str, dict[str, str]]:
    """The tables of packaging/LICENCES.md by heading: library -> licence."""
    text = (ROOT / "packaging" / "LICENCES.md").read_text(encoding="utf-8")
    return {
        part.partition("\n")[0]: dict(re.findall(r"^\| (?!library )([a-z0-9.-]+) \| (.*) \|$", part, re.MULTILINE))
        for part in text.split("\n## ")[1:]
    }


def locked(lock: str) -> set[str]:
    """The libraries that a lock file names."""
    return set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_library_has_its_licence_listed(lock: str) -> None:
    told = {name for rows in listed().values() for name, licence in rows.items() if licence.strip()}
    assert locked(lock) - told == set(), "run: make licences"


def test_what_is_shipped_may_be_shipped() -> None:
    shipped = listed()["In the program"]
    assert len(shipped) > 30
    assert {name: licence for name, licence in shipped.items() if not MAY_BE_SHIPPED.search(licence)} == {}


def test_every_shipped_font_has_its_licence_beside_it() -> None:
    told = (ROOT / "packaging" / "LICENCES.md").read_text(encoding="utf-8")
    rows = re.findall(r"`resources/fonts/([\w*-]+\.ttf)`.*`(resources/fonts/[\w.-]+)` \|", told)
    fonts = list((ROOT / "resources" / "fonts").glob("*.ttf"))
    assert fonts
    assert [font.name for font in fonts if not any(font.match(pattern) for pattern, _ in rows)] == []
    assert [text for _, text in rows if not (ROOT / text).exists()] == []
