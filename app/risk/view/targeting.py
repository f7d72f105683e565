"""How targeting stands: each rule and campaign with its worth, whether choosing beats chance, drift, lanes, priors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.core.errors import Refused, Say
from app.journal.work import Station
from app.risk.gtric import Gtric
from app.risk.past import SAME, closed
from app.risk.priors import MOST_POINTS, Figure, published
from app.risk.records import outcome_table, screening_table
from app.risk.records.steering import capacity_set, prior_points, rules_kept
from app.risk.rules import Campaign, CampaignTally, Indicator, LaneRules, Pack
from app.risk.rules.feedback import Group, Report, report
from app.risk.rules.proposals import Proposal, parse_proposal
from app.risk.rules.rates import Rate
from app.risk.rules.replay import Replay
from app.risk.scorecard.drift import Tenth
from app.risk.view.models import ModelsView, models_view
from app.risk.view.shipments import ShipmentRow, shipments_of
from app.risk.view.texts import shipped_texts
from app.risk.view.watching import Watched, draw_words, model_words, own_index, watched
from app.risk.work.standing import Screener, in_force

SHIPPED = "shipped"


@dataclass(frozen=True)
class Amount:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class RuleRow:
    """One rule or campaign: shipped, or the office's own in some state, with what it has been worth."""

    rule: str
    proposal: str
    """Empty for a shipped one."""
    state: str
    """shipped, overridden, proposed, confirmed, retired or replaced."""
    told: Proposal | None
    """None where it can't be read by this program."""
    toml: str
    proposed_by: str = ""
    confirmed_by: str = ""
    reason: str = ""
    replay: Say | None = None
    rate: Rate | None = None
    above: Amount | None = None
    """Hits beyond what as many random openings would have found; None below 100 random controls."""
    tally: CampaignTally | None = None
    """Of a campaign that is or was in force."""

    @property
    def indicator(self) -> Indicator | None:
        """The rule, where it is one."""
        return self.told if isinstance(self.told, Indicator) else None

    @property
    def campaign(self) -> Campaign | None:
        """The campaign, where it is one."""
        return self.told if isinstance(self.told, Campaign) else None

    def runs(self, today: date) -> bool:
        """Whether it is a campaign that counts today."""
        told = self.campaign
        standing = self.state in (SHIPPED, "confirmed")
        return standing and told is not None and told.valid_from <= today <= told.valid_to


def campaign_words(row: RuleRow) -> Say:
    """A campaign's tally in words."""
    told, tally = row.campaign, row.tally or CampaignTally()
    if told is None:
        return Say("targeting.confirm_first", {"rule": row.rule})
    gaps = {"scope": tally.in_scope, "opened": tally.opened, "found": tally.found, "left": tally.left}
    term = {"first": told.valid_from, "last": told.valid_to}
    return Say("targeting.campaign_line", {"name": told.name.say(), **term, **gaps})


@dataclass(frozen=True)
class TargetingView:
    """Everything the Targeting page shows."""

    today: date
    rules: tuple[RuleRow, ...]
    campaigns: tuple[RuleRow, ...]
    report: Report
    drift: tuple[Say, ...]
    tenths: tuple[Tenth, ...]
    draws: Say
    lanes: LaneRules
    opened: int | None
    documents: int | None
    model: Say
    models: ModelsView
    shipments: tuple[ShipmentRow, ...]
    own: Gtric | None
    own_words: Say
    figures: tuple[Figure, ...]
    prior_points: int

    @property
    def groups(self) -> tuple[Group, ...]:
        """The feedback table without its rules, which stand in their own."""
        return tuple(group for group in self.report.groups if group.kind != "rule" and group.rate.of)

    @property
    def running(self) -> tuple[RuleRow, ...]:
        """The campaigns that count today."""
        return tuple(row for row in self.campaigns if row.runs(self.today))


def targeting_view(station: Station, screener: Screener) -> TargetingView:
    """How targeting stands today."""
    force = in_force(station, screener)
    today = station.today()
    models = models_view(station)
    with station.read() as conn:
        told = report(closed(conn))
        capacity = capacity_set(conn)
        index, said = own_index(conn)
        seen: Watched = watched(conn, today, force.pack.tuning.new_trader_days)
        most = prior_points(conn)
        return TargetingView(
            today=today,
            rules=_rules(conn, screener.pack, told),
            campaigns=_campaigns(conn, screener.campaigns),
            report=told,
            drift=seen.says,
            tenths=seen.tenths,
            draws=draw_words(conn),
            lanes=force.pack.lanes,
            opened=capacity.opened if capacity else None,
            documents=capacity.documents if capacity else None,
            model=model_words(conn, force.model, today),
            models=models,
            shipments=shipments_of(conn, capacity.opened if capacity else None),
            own=index,
            own_words=said,
            figures=published(),
            prior_points=MOST_POINTS if most is None else most,
        )


def _rules(conn: Connection, pack: Pack, told: Report) -> tuple[RuleRow, ...]:
    worth = {group.name: _worth(group) for group in told.groups if group.kind == "rule"}
    return _listed(conn, "rule", pack.indicators, worth)


def _campaigns(conn: Connection, shipped: Iterable[Campaign]) -> tuple[RuleRow, ...]:
    tallies = _tallies(conn)
    rows = _listed(conn, "campaign", shipped, {name: {"tally": tally} for name, tally in tallies.items()})
    return tuple(sorted((_with_quota(row) for row in rows), key=_newest))


def _newest(row: RuleRow) -> tuple[bool, int]:
    """The office's own first, then by the day they began."""
    return not row.proposal, -(row.campaign.valid_from.toordinal() if row.campaign else 0)


def _with_quota(row: RuleRow) -> RuleRow:
    if row.campaign is None or row.state not in (SHIPPED, "confirmed"):
        return row
    tally = row.tally or CampaignTally()
    return replace(row, tally=replace(tally, left=max(row.campaign.quota - tally.opened, 0)))


def _listed(
    conn: Connection, kind: str, shipped: Iterable[Proposal], worth: Mapping[str, Mapping[str, Any]]
) -> tuple[RuleRow, ...]:
    """The office's own, the newest first, then the shipped ones; what is in force has its worth beside it."""
    own = [_own(row, worth) for row in reversed(rules_kept(conn, kind))]
    over = {row.rule for row in own if row.state == "confirmed"}
    texts = shipped_texts(kind)
    standing = [
        RuleRow(
            rule=each.id,
            proposal="",
            state="overridden" if each.id in over else SHIPPED,
            told=each,
            toml=texts.get(each.id, ""),
            **({} if each.id in over else worth.get(each.id, {})),
        )
        for each in shipped
    ]
    return (*own, *standing)


def _own(row: Row[Any], worth: Mapping[str, Mapping[str, Any]]) -> RuleRow:
    try:
        told: Proposal | None = parse_proposal(row.toml)
    except Refused:
        told = None
    return RuleRow(
        rule=row.rule,
        proposal=row.proposal,
        state=row.state,
        told=told,
        toml=row.toml,
        proposed_by=row.proposed_by,
        confirmed_by=row.confirmed_by,
        reason=row.reason,
        replay=replay_of(json.loads(row.replay)).say,
        **(worth.get(row.rule, {}) if row.state == "confirmed" else {}),
    )


def replay_of(told: Mapping[str, Any]) -> Replay:
    """A replay as it was kept with its proposal."""
    rates = {name: Rate(**told[name]) for name in ("inspected", "control")}
    return Replay(**{**told, **rates})


def _worth(group: Group) -> dict[str, Any]:
    if not group.rate.of:
        return {}
    above = None
    if group.above_random is not None and group.low is not None and group.high is not None:
        above = Amount(group.above_random, group.low, group.high)
    return {"rate": group.rate, "above": above}


def _tallies(conn: Connection) -> dict[str, CampaignTally]:
    """What each campaign came to, by its id."""
    query = (
        select(screening_table.c.campaigns, outcome_table.c.result, func.count())
        .outerjoin(outcome_table, SAME)
        .where(screening_table.c.campaigns != "")
        .group_by(screening_table.c.campaigns, outcome_table.c.result)
    )
    told: dict[str, CampaignTally] = {}
    for names, result, count in conn.execute(query):
        for name in names.split("|"):
            was = told.get(name, CampaignTally())
            opened, found = count * (result is not None), count * (result == "found")
            told[name] = CampaignTally(was.in_scope + count, was.opened + opened, was.found + found)
    return told
