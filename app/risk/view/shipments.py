"""The weighed shipments that wait: their lane now, likelihood and value apart, and which of them to open today."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from app.intake.records import declaration_table
from app.risk.past import SAME
from app.risk.records import outcome_table, screening_table
from app.risk.records.trade import SHIPMENT
from app.risk.rules.policy import STATED, picked

WAITING = 500


@dataclass(frozen=True)
class ShipmentRow:
    """A weighed shipment that has not been inspected: its lane now, and what the weighing itself came to."""

    number: str
    lane: str
    weighed_lane: str
    control: bool
    mandatory: bool
    score: float
    likelihood: float
    value: float
    """Declared value at stake, in CNY."""
    parties: str
    rerouted_by: str = ""
    authority: str = ""
    reason: str = ""
    today: str = ""
    """Why it is among what the desk opens today: mandatory, random, value or likelihood; empty: it waits."""


def chance_text(likelihood: float) -> str:
    """A likelihood in per cent; never a certainty."""
    return "> 99%" if likelihood > 0.99 else f"{likelihood:.0%}"


def shipments_of(conn: Connection, capacity: int | None) -> tuple[ShipmentRow, ...]:
    """The shipments that wait, the strongest first; `capacity`: how many the desk opens a day, once that is set."""
    names = (declaration_table.c.consignor, declaration_table.c.consignee)
    query = (
        select(screening_table, *names)
        .join(declaration_table, SHIPMENT)
        .outerjoin(outcome_table, SAME)
        .where(outcome_table.c.result.is_(None))
        .order_by(screening_table.c.score.desc(), screening_table.c.declaration_no)
        .limit(WAITING)
    )
    rows = tuple(
        ShipmentRow(
            number=row.declaration_no,
            lane=row.lane,
            weighed_lane=row.weighed_lane,
            control=row.control,
            mandatory=bool(json.loads(row.reasons)["mandatory"]) and row.lane == "red",
            score=row.score,
            likelihood=row.likelihood,
            value=row.value_at_stake,
            parties=" → ".join(part for part in (row.consignor, row.consignee) if part),
            rerouted_by=row.rerouted_by,
            authority=row.authority,
            reason=row.reroute_reason,
        )
        for row in conn.execute(query)
    )
    reasons = planned(rows, capacity)
    return tuple(replace(row, today=reasons.get(row.number, "")) for row in rows)


def planned(rows: Sequence[ShipmentRow], capacity: int | None) -> Mapping[str, str]:
    """What a day's capacity opens and why: mandatory controls first, then draw and red ones by the stated policy."""
    told = {row.number: "mandatory" for row in rows if row.mandatory}
    rest = [row for row in rows if not row.mandatory and (row.control or row.lane == "red")]
    drawn = [place for place, row in enumerate(rest) if row.control]
    left = max((capacity or 0) - len(told), 0)
    for each in picked([row.likelihood for row in rest], [row.value for row in rest], left, STATED, drawn):
        told[rest[each.row].number] = "random" if rest[each.row].control else each.reason
    return told
