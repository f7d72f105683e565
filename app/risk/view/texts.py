"""The text of each shipped rule and campaign as it is written, to begin an own one from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from app.core import places

FILES = {"rule": "cn-ipr.toml", "campaign": "campaigns-*.toml"}
TABLES = {"rule": "[[indicator]]", "campaign": "[[campaign]]"}


@cache
def shipped_texts(kind: str) -> Mapping[str, str]:
    """The TOML of each shipped rule or campaign by its id."""
    found = {}
    for file in sorted(places.resources("packs", "risk").glob(FILES[kind])):
        for block in re.split(r"(?m)^(?=\[\[?\w)", file.read_text(encoding="utf-8")):
            told = re.search(r'(?m)^id = "([^"]+)"', block)
            if block.startswith(TABLES[kind]) and told:
                found[told[1]] = re.sub(r"(?m)^# ---.*$", "", block).strip() + "\n"
    return found
