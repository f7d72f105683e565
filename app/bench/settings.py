"""How an office counts: from how many pieces a second officer counts again, and which sampling plans are offered."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.bench.rules.sampling import PlanRule
from app.core import places
from app.core.errors import Refused

FILE: Final = "counting.toml"
LARGEST: Final = 64 * 1024


@dataclass(frozen=True)
class CountingSettings:
    """The threshold of the blind recount, and the sampling plans, the first one first."""

    recount_from: int
    plans: tuple[PlanRule, ...]


def counting_settings(home: Path | None = None) -> CountingSettings:
    """The office's own settings where its home has them, else those that ship with the program."""
    own = home / FILE if home is not None else None
    path = own if own is not None and own.exists() else places.resources("bench", FILE)
    if path.stat().st_size > LARGEST:
        raise Refused("inspection.bad_settings", file=path.name, at="")
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Refused("inspection.bad_settings", file=path.name, at="") from None
    return CountingSettings(_threshold(path, plain), _plans(path, plain))


def _threshold(path: Path, plain: Mapping[str, Any]) -> int:
    table = plain.get("recount")
    found = table.get("from") if isinstance(table, dict) else None
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise Refused("inspection.bad_settings", file=path.name, at="recount.from")
    return found


def _plans(path: Path, plain: Mapping[str, Any]) -> tuple[PlanRule, ...]:
    rows = plain.get("sampling")
    if not isinstance(rows, list) or not rows:
        raise Refused("inspection.bad_settings", file=path.name, at="sampling")
    made = []
    for at, row in enumerate(rows):
        try:
            rule = PlanRule(**row)
            rule.plan(1_000)
        except (TypeError, ValueError, Refused):
            raise Refused("inspection.bad_settings", file=path.name, at=f"sampling[{at}]") from None
        made.append(rule)
    return tuple(made)
