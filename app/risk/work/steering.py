"""What supervisors set: the desk's capacity, another lane, a trader's credit, the weight of published figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from app.core.errors import Refused
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.risk.records import outcome_table, screening, screening_table
from app.risk.rules import Capacity, CreditClass, Lane, LaneRules, Pack, fitted
from app.risk.work.proposing import said_why
from app.risk.work.standing import pack_in_force

RECENT_DAYS = 28
MAX_A_DAY = 100_000
MOST_PRIOR = 20
"""A published figure may double the odds at most."""


def lanes_for(conn: Connection, pack: Pack, capacity: Capacity, today: date) -> tuple[LaneRules, int]:
    """The lanes that fit a day's capacity, from the shipments weighed lately; and on how many of them that rests.

    Shipments that a mandatory control opens are counted off the capacity, as the draw is.
    """
    mandatory_ids = {each.id for each in pack_in_force(conn, pack).indicators if each.lane is Lane.RED}
    since = (today - timedelta(days=RECENT_DAYS)).isoformat()
    query = select(screening_table.c.screened_at, screening_table.c.score, screening_table.c.reasons)
    rows = conn.execute(query.where(screening_table.c.screened_at >= since)).all()
    days = len({row.screened_at[:10] for row in rows})
    must = [any(f'"{name}"' in _mandatory_part(row.reasons) for name in mandatory_ids) for row in rows]
    scores = [row.score for row, forced in zip(rows, must, strict=True) if not forced]
    many = Capacity(capacity.opened * max(days, 1), capacity.documents * max(days, 1))
    return fitted(pack.lanes, scores, many, mandatory=sum(must)), len(rows)


def _mandatory_part(reasons: str) -> str:
    """The list of mandatory indicators in the kept reasons; cheaper than reading all of them."""
    start = reasons.find('"mandatory": [')
    return reasons[start : reasons.find("]", start)] if start >= 0 else ""


def set_capacity(station: Station, officer: Officer, shipped: Pack, capacity: Capacity) -> LaneRules:
    """Fit the lanes to what the desk can open and read a day; from now on they decide."""
    require(officer, Power.EDIT_RULES)
    for field in ("opened", "documents"):
        if not 0 <= getattr(capacity, field) <= MAX_A_DAY or capacity.opened == 0:
            raise Refused("targeting.capacity_bad", field=field, most=MAX_A_DAY)
    with station.act(officer.officer_id) as act:
        lanes, seen = lanes_for(act.conn, shipped, capacity, act.at.date())
        if not seen:
            raise Refused("targeting.nothing_weighed", field="opened", days=RECENT_DAYS)
        told = {name: getattr(lanes, name) for name in ("red", "yellow", "red_share", "yellow_share")}
        body = {"opened": capacity.opened, "documents": capacity.documents, "shipments": seen, **told}
        act.record("risk.capacity_set", station.stream, body)
    return lanes


def reroute(station: Station, officer: Officer, number: str, lane: Lane, *, authority: str, reason: str) -> None:
    """Move a shipment to another lane under somebody's authority and for a reason; what was weighed stays beside it."""
    require(officer, Power.REROUTE)
    by, why = said_why(authority, "authority"), said_why(reason, "reason")
    if len(by) > 300:
        raise Refused("targeting.say_why", field="authority")
    with station.act(officer.officer_id) as act:
        row = screening(act.conn, number)
        if row is None:
            raise Refused("risk.no_declaration", field="declaration_no", number=number)
        if row.lane == lane.value:
            raise Refused("targeting.same_lane", field="lane", number=number)
        ended = select(outcome_table.c.result).where(outcome_table.c.declaration_no == number)
        if act.conn.execute(ended).first() is not None:
            raise Refused("targeting.already_ended", field="declaration_no", number=number)
        body = {"from": row.lane, "lane": lane.value, "authority": by, "reason": why}
        act.record("risk.rerouted", number, body)


def note_credit(
    station: Station,
    officer: Officer,
    party: str,
    credit: CreditClass,
    *,
    source: str,
    restored_on: date | None = None,
) -> None:
    """Note a trader's credit class (S15), by the id or name that declarations carry, with where that is written."""
    require(officer, Power.EDIT_RULES)
    named = party.strip()
    if not named or len(named) > 300:
        raise Refused("targeting.no_party", field="party")
    body = {
        "credit": credit.value,
        "source": said_why(source, "source")[:300],
        "restored_on": restored_on.isoformat() if restored_on else "",
    }
    with station.act(officer.officer_id) as act:
        act.record("risk.credit_noted", named, body)


def set_prior_points(station: Station, officer: Officer, most: int) -> None:
    """How many points one published figure may add from now on; 0 switches them off."""
    require(officer, Power.EDIT_RULES)
    if not 0 <= most <= MOST_PRIOR:
        raise Refused("targeting.prior_bad", field="most", most=MOST_PRIOR)
    with station.act(officer.officer_id) as act:
        act.record("risk.prior_set", station.stream, {"most": most})


def lanes_open_to(row_lane: str) -> Sequence[Lane]:
    """The lanes a shipment can be moved to."""
    return [lane for lane in (Lane.RED, Lane.YELLOW, Lane.GREEN, Lane.BLUE) if lane.value != row_lane]
