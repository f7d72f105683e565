"""What a desk weighs with today: shipped and own rules and campaigns, lanes, quotas, prices, figures, models."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, select

from app.core.canonical import sha256
from app.core.errors import Refused
from app.journal.work import Station
from app.register.standing import StandingRegister
from app.risk.priors import MOST_POINTS, PublishedPriors, head_starts, published
from app.risk.records import outcome_table, screening_table
from app.risk.records.contexts import usual_unit_values
from app.risk.records.steering import (
    capacity_set,
    challenger,
    champions,
    models_taken,
    prior_points,
    rules_in_force,
    rules_kept,
    trusted_keys,
)
from app.risk.records.trade import Trade, finds_of, trade_of
from app.risk.rules import Campaign, Indicator, Model, Pack, Priors, with_indicator
from app.risk.rules.proposals import Proposal, parse_proposal

T = TypeVar("T")
FEWEST_TRADED = 100
"""Below this many shipments a desk's trade says nothing, so no published figure is held against it."""
OUTCOMES = select(func.count(), func.max(outcome_table.c.decided_at)).select_from(outcome_table)


@dataclass(frozen=True)
class Screener:
    """What a desk screens with: the register, the shipped rule pack, running campaigns, and a model where one is set.

    What is dear to read and rarely changes is kept under what it was read for.
    """

    register: StandingRegister
    pack: Pack
    campaigns: tuple[Campaign, ...] = ()
    model: Model | None = None
    _kept: dict[str, tuple[object, Any]] = field(default_factory=dict, compare=False, repr=False)

    def keep(self, name: str, stamp: object, read: Callable[[], T]) -> T:
        """What was read under the same stamp, or a fresh reading."""
        before = self._kept.get(name)
        if before is None or before[0] != stamp:
            before = self._kept[name] = (stamp, read())
        told: T = before[1]
        return told


@dataclass(frozen=True)
class InForce:
    """Everything one screening weighs with, as it stands on that day."""

    pack: Pack
    campaigns: tuple[Campaign, ...]
    used: Mapping[str, int]
    model: Model | None
    prices: Mapping[str, float]
    priors: Priors | None = None
    challenger: Model | None = None
    """The model that weighs every second shipment, so that outcomes can say which of the two is better."""


def in_force(station: Station, screener: Screener) -> InForce:
    """What is in force now: two supervisors' rules count from their confirmation on, without a restart."""
    with station.read() as conn:
        rules = rules_in_force(conn)
        capacity = capacity_set(conn)
        stamp = ([row.proposal for row in rules], capacity)
        merged = screener.keep("pack", stamp, lambda: _pack(screener.pack, rules, capacity))
        campaigns = screener.keep("campaigns", stamp, lambda: _campaigns(screener.campaigns, rules))
        prices = screener.keep("prices", station.today(), lambda: usual_unit_values(conn))
        ended = _outcomes_stamp(conn)
        used = screener.keep("used", ended, lambda: campaigns_used(conn)) if campaigns else {}
        trade = screener.keep("trade", station.today(), lambda: trade_of(conn))
        most = prior_points(conn)
        priors = screener.keep("priors", (station.today(), ended, most), lambda: priors_of(conn, trade, most))
        taken, trusted = models_taken(conn), trusted_keys(conn)
    first, rival = next(iter(champions(taken)), None), challenger(taken)
    model = screener.model or _model_kept(station, screener, "model", first, trusted)
    beside = _model_kept(station, screener, "challenger", rival, trusted)
    return InForce(merged, campaigns, used, model, prices, priors, beside)


def _model_kept(
    station: Station, screener: Screener, name: str, row: Row[Any] | None, trusted: frozenset[str]
) -> Model | None:
    if row is None:
        return None
    return screener.keep(name, (row.sha256, trusted), lambda: model_of(station, row, trusted))


def pack_in_force(conn: Connection, shipped: Pack) -> Pack:
    """The shipped pack with the office's own confirmed rules and its fitted lanes; its version names them."""
    return _pack(shipped, rules_in_force(conn), capacity_set(conn))


def proposed(conn: Connection) -> tuple[Proposal, ...]:
    """The office's own rules and campaigns that wait for a second supervisor, the newest first."""
    kept = [*rules_kept(conn), *rules_kept(conn, "campaign")]
    return tuple(_readable(row for row in reversed(kept) if row.state == "proposed"))


def _readable(rows: Iterable[Row[Any]]) -> Iterator[Proposal]:
    """The proposals that this program can read: one of another version is shown as such on the Targeting page."""
    for row in rows:
        with suppress(Refused):
            yield parse_proposal(row.toml)


def _campaigns(shipped: tuple[Campaign, ...], rules: Sequence[Row[Any]]) -> tuple[Campaign, ...]:
    """The shipped campaigns with the office's own; one of the same id takes its namesake's place."""
    told = {each.id: each for each in shipped}
    told |= {each.id: each for each in _readable(rules) if isinstance(each, Campaign)}
    return tuple(told.values())


def priors_of(conn: Connection, trade: Trade, most: int | None) -> PublishedPriors | None:
    """The published figures held against this desk's trade and finds; none where it is young."""
    points = MOST_POINTS if most is None else most
    if trade.shipments < FEWEST_TRADED:
        return None
    figures, finds = published(), finds_of(conn)
    return PublishedPriors(
        head_starts((each for each in figures if each.weighs == "chapter"), finds.chapters, trade.chapters, points),
        head_starts((each for each in figures if each.weighs == "channel"), finds.channels, trade.channels, points),
    )


def model_of(station: Station, row: Row[Any], trusted: frozenset[str]) -> Model | None:
    """A taken model, if its signature holds under a key that is still trusted; else the rules work without one."""
    from app.risk.scorecard.signed import opened

    try:
        return opened(station.blobs.get(row.sha256), row.version, trusted).model
    except Refused:
        return None


def campaigns_used(conn: Connection) -> dict[str, int]:
    """How many inspections were made under each campaign."""
    used: dict[str, int] = {}
    query = (
        select(screening_table.c.campaigns, func.count())
        .join(
            outcome_table,
            (outcome_table.c.stream == screening_table.c.stream)
            & (outcome_table.c.declaration_no == screening_table.c.declaration_no),
        )
        .where(screening_table.c.campaigns != "")
        .group_by(screening_table.c.campaigns)
    )
    for names, count in conn.execute(query):
        for name in names.split("|"):
            used[name] = used.get(name, 0) + count
    return used


def _outcomes_stamp(conn: Connection) -> tuple[Any, ...]:
    return tuple(conn.execute(OUTCOMES).one())


def _pack(shipped: Pack, rules: Sequence[Row[Any]], capacity: Row[Any] | None) -> Pack:
    merged = shipped
    for each in _readable(rules):
        if isinstance(each, Indicator):
            merged = with_indicator(merged, each)
    if capacity is not None:
        shares = {name: getattr(capacity, name) for name in ("red", "yellow", "red_share", "yellow_share")}
        merged = replace(merged, lanes=replace(merged.lanes, **shares))
    if merged is shipped:
        return shipped
    own = sha256("\n".join([*(row.toml for row in rules), repr(merged.lanes)]).encode())
    return replace(merged, version=f"{shipped.version}+{own[:8]}")
