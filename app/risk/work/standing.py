"""What a desk weighs with today: the shipped rules with the office's own, fitted lanes, quotas, prices, the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.core.canonical import sha256
from app.core.errors import Refused
from app.journal.work import Station
from app.register.standing import StandingRegister
from app.risk.records import outcome_table, screening_table
from app.risk.records.contexts import usual_unit_values
from app.risk.records.steering import capacity_set, models_taken, rules_in_force, rules_kept, trusted_keys
from app.risk.rules import Campaign, Indicator, Model, Pack, with_indicator
from app.risk.rules.packs import parse_indicator

OUTCOMES = select(func.count(), func.max(outcome_table.c.decided_at)).select_from(outcome_table)


@dataclass(frozen=True)
class Screener:
    """What a desk screens with: the register, the shipped rule pack, running campaigns, and a model where one is set.

    `kept` holds what is dear to read and rarely changes, under what it was read for.
    """

    register: StandingRegister
    pack: Pack
    campaigns: tuple[Campaign, ...] = ()
    model: Model | None = None
    kept: dict[str, tuple[object, Any]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class InForce:
    """Everything one screening weighs with, as it stands on that day."""

    pack: Pack
    campaigns: tuple[Campaign, ...]
    used: Mapping[str, int]
    model: Model | None
    prices: Mapping[str, float]


def in_force(station: Station, screener: Screener) -> InForce:
    """What is in force now: two supervisors' rules count from their confirmation on, without a restart."""
    with station.read() as conn:
        rules = rules_in_force(conn)
        capacity = capacity_set(conn)
        merged = _kept(
            screener, "pack", ([row.proposal for row in rules], capacity), lambda: _pack(screener.pack, rules, capacity)
        )
        prices = _kept(screener, "prices", station.today(), lambda: usual_unit_values(conn))
        used = (
            _kept(screener, "used", _outcomes_stamp(conn), lambda: campaigns_used(conn)) if screener.campaigns else {}
        )
        taken, trusted = models_taken(conn, 1), trusted_keys(conn)
    model = screener.model
    if model is None and taken:
        stamp = (taken[0].sha256, trusted)
        model = _kept(screener, "model", stamp, lambda: model_of(station, taken[0], trusted))
    return InForce(merged, screener.campaigns, used, model, prices)


def pack_in_force(conn: Connection, shipped: Pack) -> Pack:
    """The shipped pack with the office's own confirmed rules and its fitted lanes; its version names them."""
    return _pack(shipped, rules_in_force(conn), capacity_set(conn))


def proposed_indicators(conn: Connection) -> tuple[Indicator, ...]:
    """The office's own rules that wait for a second supervisor, the newest first."""
    found = []
    for row in reversed(rules_kept(conn)):
        if row.state == "proposed":
            with suppress(Refused):
                found.append(parse_indicator(row.toml.encode(), row.rule))
    return tuple(found)


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


def _kept(screener: Screener, name: str, stamp: object, read: Any) -> Any:
    """What was read under the same stamp, or a fresh reading."""
    before = screener.kept.get(name)
    if before is not None and before[0] == stamp:
        return before[1]
    fresh = read()
    screener.kept[name] = (stamp, fresh)
    return fresh


def _pack(shipped: Pack, rules: Sequence[Row[Any]], capacity: Row[Any] | None) -> Pack:
    merged = shipped
    for row in rules:
        try:
            merged = with_indicator(merged, parse_indicator(row.toml.encode(), row.rule))
        except Refused:
            continue  # written for another version of the program: shown as such on the Targeting page
    if capacity is not None:
        shares = {name: getattr(capacity, name) for name in ("red", "yellow", "red_share", "yellow_share")}
        merged = replace(merged, lanes=replace(merged.lanes, **shares))
    if merged is shipped:
        return shipped
    own = sha256("\n".join([*(row.toml for row in rules), repr(merged.lanes)]).encode())
    return replace(merged, version=f"{shipped.version}+{own[:8]}")
