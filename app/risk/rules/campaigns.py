"""Campaigns (Longteng, Blue Net, Clean Net, the office's own): period, scope, weight, quota and tally (S3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.core.errors import Refused, Say
from app.risk.rules.conditions import Condition, Unfit, read_condition
from app.risk.rules.packs import (
    MAX_WEIGHT,
    Words,
    dates,
    each_of,
    known,
    parsed_toml,
    text,
    unfit_refused,
    whole,
    words,
)
from app.risk.rules.subject import Case


@dataclass(frozen=True)
class Campaign:
    """A special action over a time: while it runs and its quota lasts, shipments in its scope weigh more."""

    id: str
    name: Words
    valid_from: date
    valid_to: date
    scope: Condition
    weight: int
    quota: int
    source: str

    def counts(self, case: Case, used: int = 0) -> bool:
        """Whether a shipment is weighed by this campaign today; `used`: inspections already made under it."""
        if used >= self.quota or not self.valid_from <= case.on <= self.valid_to:
            return False
        return self.scope.holds(case, None, None)


@dataclass(frozen=True)
class CampaignTally:
    """What a campaign came to: shipments in scope, opened, found, and what is left of its quota."""

    in_scope: int = 0
    opened: int = 0
    found: int = 0
    left: int = 0


def load_campaigns(path: Path) -> tuple[Campaign, ...]:
    """The campaigns of a file; Refused names file, key and mend."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("risk.pack_unread", file=path.name) from error
    document = parsed_toml(data, path.name)
    try:
        return _campaigns(document, 100)
    except Unfit as unfit:
        raise unfit_refused(unfit, path.name) from unfit


def parse_campaign(data: bytes) -> Campaign:
    """One campaign, written as [[campaign]] in an editor; Refused names the key and the mend."""
    document = parsed_toml(data)
    try:
        found = _campaigns(document, 1)
        if not found:
            raise Unfit("campaign", Say("risk.mend_array", {"name": "campaign", "most": 1}))
    except Unfit as unfit:
        raise unfit_refused(unfit) from unfit
    return found[0]


def _campaigns(document: dict[str, Any], most: int) -> tuple[Campaign, ...]:
    known(document, "", ("campaign",))
    return each_of(document, "campaign", _campaign, most=most)


def _campaign(data: dict[str, Any], at: str) -> Campaign:
    known(data, at, ("id", "name", "valid_from", "valid_to", "scope", "weight", "quota", "source"))
    return Campaign(
        id=text(data, "id", at),
        name=words(data.get("name"), f"{at}.name"),
        **dates(data, at),
        scope=read_condition(data.get("scope"), f"{at}.scope"),
        weight=whole(data, "weight", at, 0, MAX_WEIGHT),
        quota=whole(data, "quota", at, 0, 10_000_000),
        source=text(data, "source", at),
    )
