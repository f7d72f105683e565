"""How targeting stands: each rule with its worth, whether choosing beats chance, drift, campaigns, lanes, priors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.core import places
from app.core.errors import Refused, Say
from app.intake.records import declaration_table
from app.journal.work import Station
from app.risk.past import SAME, closed
from app.risk.priors import Figure, Heat, published
from app.risk.records import outcome_table, screening_table
from app.risk.records.steering import capacity_set, rules_kept
from app.risk.rules import Campaign, CampaignTally, Indicator, LaneRules
from app.risk.rules.feedback import Group, Report, report
from app.risk.rules.packs import parse_indicator
from app.risk.rules.rates import Rate
from app.risk.rules.replay import Replay
from app.risk.view.watching import drift_words, model_words, own_index
from app.risk.work.standing import Screener, in_force

WAITING = 500
SHIPPED = "shipped"


@dataclass(frozen=True)
class Amount:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class RuleRow:
    """One indicator: shipped, or the office's own in some state, with what it has been worth."""

    rule: str
    proposal: str
    """Empty for a shipped one."""
    state: str
    """shipped, overridden, proposed, confirmed, retired or replaced."""
    indicator: Indicator | None
    """None where it can't be read by this program."""
    toml: str
    proposed_by: str = ""
    confirmed_by: str = ""
    reason: str = ""
    replay: Say | None = None
    rate: Rate | None = None
    above: Amount | None = None
    """Hits beyond what as many random openings would have found; None below 100 random controls."""


@dataclass(frozen=True)
class CampaignRow:
    """A campaign with its tally so far."""

    campaign: Campaign
    tally: CampaignTally

    @property
    def say(self) -> Say:
        """The campaign in words."""
        told = {"scope": self.tally.in_scope, "opened": self.tally.opened, "found": self.tally.found}
        term = {"first": self.campaign.valid_from, "last": self.campaign.valid_to}
        return Say(
            "targeting.campaign_line", {"name": self.campaign.name.say(), **term, **told, "left": self.tally.left}
        )


@dataclass(frozen=True)
class ShipmentRow:
    """A weighed shipment that has not been inspected: its lane now, and what the weighing itself came to."""

    number: str
    lane: str
    weighed_lane: str
    control: bool
    score: float
    parties: str
    rerouted_by: str = ""
    authority: str = ""
    reason: str = ""


@dataclass(frozen=True)
class TargetingView:
    """Everything the Targeting page shows."""

    rules: tuple[RuleRow, ...]
    report: Report
    drift: tuple[Say, ...]
    campaigns: tuple[CampaignRow, ...]
    lanes: LaneRules
    opened: int | None
    documents: int | None
    model: Say
    shipments: tuple[ShipmentRow, ...]
    own: Heat | None
    own_words: Say
    figures: tuple[Figure, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The feedback table without its rules, which stand in their own."""
        return tuple(group for group in self.report.groups if group.kind != "rule" and group.rate.of)


def targeting_view(station: Station, screener: Screener) -> TargetingView:
    """How targeting stands today."""
    force = in_force(station, screener)
    today = station.today()
    with station.read() as conn:
        told = report(closed(conn))
        capacity = capacity_set(conn)
        heat, said = own_index(conn)
        return TargetingView(
            rules=_rules(conn, screener, told),
            report=told,
            drift=drift_words(conn, today),
            campaigns=_campaigns(conn, screener.campaigns),
            lanes=force.pack.lanes,
            opened=capacity.opened if capacity else None,
            documents=capacity.documents if capacity else None,
            model=model_words(conn, force.model, today),
            shipments=_shipments(conn),
            own=heat,
            own_words=said,
            figures=published(),
        )


def _rules(conn: Connection, screener: Screener, told: Report) -> tuple[RuleRow, ...]:
    worth = {group.name: group for group in told.groups if group.kind == "rule"}
    own = [_own(row, worth) for row in reversed(rules_kept(conn))]
    over = {row.rule for row in own if row.state == "confirmed"}
    texts = shipped_texts()
    standing = [
        RuleRow(
            rule=each.id,
            proposal="",
            state="overridden" if each.id in over else SHIPPED,
            indicator=each,
            toml=texts.get(each.id, ""),
            **_worth(worth.get(each.id) if each.id not in over else None),
        )
        for each in screener.pack.indicators
    ]
    return (*own, *standing)


def _own(row: Row[Any], worth: Mapping[str, Group]) -> RuleRow:
    try:
        indicator = parse_indicator(row.toml.encode(), row.rule)
    except Refused:
        indicator = None
    return RuleRow(
        rule=row.rule,
        proposal=row.proposal,
        state=row.state,
        indicator=indicator,
        toml=row.toml,
        proposed_by=row.proposed_by,
        confirmed_by=row.confirmed_by,
        reason=row.reason,
        replay=replay_of(json.loads(row.replay)).say,
        **_worth(worth.get(row.rule) if row.state == "confirmed" else None),
    )


def replay_of(told: Mapping[str, Any]) -> Replay:
    """A replay as it was kept with its proposal."""
    rates = {name: Rate(**told[name]) for name in ("inspected", "control")}
    return Replay(**{**told, **rates})


def _worth(group: Group | None) -> dict[str, Any]:
    if group is None or not group.rate.of:
        return {}
    above = None
    if group.above_random is not None and group.low is not None and group.high is not None:
        above = Amount(group.above_random, group.low, group.high)
    return {"rate": group.rate, "above": above}


def shipped_texts(name: str = "cn-ipr") -> Mapping[str, str]:
    """The TOML of each shipped indicator as it is written, to begin an own one from."""
    text = places.resources("packs", "risk", f"{name}.toml").read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=\[\[?\w)", text)
    found = {}
    for block in blocks:
        told = re.search(r'(?m)^id = "([^"]+)"', block)
        if block.startswith("[[indicator]]") and told:
            found[told[1]] = re.sub(r"(?m)^# ---.*$", "", block).strip() + "\n"
    return found


def _campaigns(conn: Connection, campaigns: Iterable[Campaign]) -> tuple[CampaignRow, ...]:
    query = (
        select(screening_table.c.campaigns, outcome_table.c.result, func.count())
        .outerjoin(outcome_table, SAME)
        .where(screening_table.c.campaigns != "")
        .group_by(screening_table.c.campaigns, outcome_table.c.result)
    )
    counts: dict[str, list[int]] = {}
    for names, result, count in conn.execute(query):
        for name in names.split("|"):
            scope, opened, found = counts.get(name, [0, 0, 0])
            counts[name] = [scope + count, opened + count * (result is not None), found + count * (result == "found")]
    rows = []
    for each in campaigns:
        scope, opened, found = counts.get(each.id, [0, 0, 0])
        rows.append(CampaignRow(each, CampaignTally(each.id, scope, opened, found, max(each.quota - opened, 0))))
    return tuple(rows)


def _shipments(conn: Connection) -> tuple[ShipmentRow, ...]:
    names = (declaration_table.c.consignor, declaration_table.c.consignee)
    query = (
        select(screening_table, *names)
        .join(
            declaration_table,
            (declaration_table.c.stream == screening_table.c.stream)
            & (declaration_table.c.declaration_no == screening_table.c.declaration_no),
        )
        .outerjoin(outcome_table, SAME)
        .where(outcome_table.c.result.is_(None))
        .order_by(screening_table.c.score.desc(), screening_table.c.declaration_no)
        .limit(WAITING)
    )
    return tuple(
        ShipmentRow(
            number=row.declaration_no,
            lane=row.lane,
            weighed_lane=row.weighed_lane,
            control=row.control,
            score=row.score,
            parties=" → ".join(part for part in (row.consignor, row.consignee) if part),
            rerouted_by=row.rerouted_by,
            authority=row.authority,
            reason=row.reroute_reason,
        )
        for row in conn.execute(query)
    )
