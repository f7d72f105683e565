"""The money of one right holder's procedure as its page shows it: securities, fine tiers, costs and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from app.core.errors import Refused
from app.deadlines.reading import Both
from app.detention.costs import Cost, CostKind, Settlement, settled
from app.detention.parties import SumKind, sums_of
from app.detention.procedure.law import PriceBasis
from app.detention.procedure.money import FineAdvice, SecurityDue, counter_security_due, fine_advice, security_due
from app.detention.settled import costs_of, fines_of
from app.detention.standing import CaseFile

COST_CAP: Final = ".COST.CAP"
"""How the clock's id ends after which the right holder pays nothing more (IM 34)."""


@dataclass(frozen=True)
class FineShown:
    """A fine that was decided on."""

    tier: Both
    goods_value: Decimal
    amount: Decimal
    reason: str
    at: datetime
    officer: str


@dataclass(frozen=True)
class CostShown:
    """One cost, and whether the holder bears it."""

    cost: Cost
    note: str
    borne: bool


@dataclass(frozen=True)
class SumShown:
    """A sum that ended a procedure: gains confiscated, a settlement, a refund."""

    kind: SumKind
    amount: Decimal
    on: date
    basis: str


@dataclass(frozen=True)
class MoneyShown:
    """All the money of one procedure, in the case's currency."""

    currency: str
    value: Decimal
    due: SecurityDue | None
    lodged: Decimal | None
    counter: SecurityDue | None
    counter_lodged: Decimal | None
    tiers: tuple[FineAdvice, ...]
    fines: tuple[FineShown, ...]
    costs: tuple[CostShown, ...]
    sums: tuple[SumShown, ...]
    settlement: Settlement
    borne_until: date | None
    price_bases: tuple[PriceBasis, ...] = ()
    """The prices by which the law values goods, in the order they are tried; none where it has no such rule."""


def money_of(conn: Connection, file: CaseFile, n: int) -> MoneyShown:
    """The money of a procedure as it stands."""
    standing, row = file.standings[n], file.rows[n]
    borne_until = next((clock.day for name, clock in standing.clocks.items() if name.endswith(COST_CAP)), None)
    costs = tuple(_costs(conn, file, n, borne_until))
    return MoneyShown(
        currency=file.row.currency,
        value=row.value,
        due=_security(file, n),
        lodged=standing.security,
        counter=_counter(file, n),
        counter_lodged=standing.counter_security,
        tiers=tuple(_tiers(file, row.value)),
        fines=tuple(_fines(conn, file, n)),
        costs=costs,
        sums=tuple(
            SumShown(SumKind(each.kind), each.amount, date.fromisoformat(each.day), each.basis)
            for each in sums_of(conn, file.case_id)
            if each.procedure == n
        ),
        settlement=settled(standing.security, [each.cost for each in costs], borne_until),
        borne_until=borne_until,
        price_bases=tuple(sorted(file.procedure.price_bases, key=lambda basis: basis.rung)),
    )


def _security(file: CaseFile, n: int) -> SecurityDue | None:
    standing, value = file.standings[n], file.rows[n].value
    try:
        return security_due(
            value, file.procedure, standing.track, standing.right_type, general=standing.general_security
        )
    except Refused:
        return None  # a law without securities


def _counter(file: CaseFile, n: int) -> SecurityDue | None:
    rule, standing = file.procedure.counter_security, file.standings[n]
    if rule is None or standing.right_type not in rule.rights:
        return None
    return counter_security_due(file.rows[n].value, file.procedure, standing.right_type)


def _tiers(file: CaseFile, value: Decimal) -> Iterator[FineAdvice]:
    for offence in dict.fromkeys(tier.offence for tier in file.procedure.fines):
        yield from fine_advice(offence, value, file.procedure)


def _fines(conn: Connection, file: CaseFile, n: int) -> Iterator[FineShown]:
    names = {tier.id: tier.name for tier in file.procedure.fines}
    for row in fines_of(conn, file.case_id):
        if row.n == n:
            name = names.get(row.tier) or Both(row.tier, row.tier)
            when = datetime.fromisoformat(row.at)
            yield FineShown(name, row.goods_value, row.amount, row.reason, when, row.officer)


def _costs(conn: Connection, file: CaseFile, n: int, borne_until: date | None) -> Iterator[CostShown]:
    for row in costs_of(conn, file.case_id):
        if row.n == n:
            cost = Cost(CostKind(row.kind), row.amount, date.fromisoformat(row.day), row.direct)
            yield CostShown(cost, row.note, borne_until is None or cost.on <= borne_until)
