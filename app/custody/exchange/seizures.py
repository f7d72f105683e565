"""The facts that every seizure format is cut from: one goods line of one case, with its route, rights and end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, select

from app.custody.records.ending import disposals_of
from app.detention.records import campaign_table, case_table, line_table, parts, procedure_table, right_table
from app.intake.records import declaration
from app.intake.rules import Declaration


@dataclass(frozen=True)
class Days:
    """A period; both days belong to it."""

    first: date
    last: date


@dataclass(frozen=True)
class Seizure:
    """One goods line of one case; `result` is the way its goods ended, or where its procedure stands."""

    case: Row[Any]
    line: Row[Any]
    rights: tuple[Row[Any], ...]
    shipment: Declaration | None
    campaigns: tuple[str, ...]
    result: str

    @property
    def items(self) -> int:
        """Pieces of the line."""
        return int(self.line.item_count)

    @property
    def value(self) -> Decimal:
        """Value of the line in its currency."""
        return Decimal(self.line.value)

    def of_shipment(self, name: str) -> str:
        """A field of the declaration, empty where it is not here."""
        return str(getattr(self.shipment, name)) if self.shipment is not None else ""

    @property
    def provenance(self) -> str:
        """The economy the goods came from: the declared origin."""
        return str(self.case.origin)


def seizures(conn: Connection, days: Days) -> Iterator[Seizure]:
    """Every goods line detained in a period, in the order of the cases."""
    c = case_table.c
    first, last = days.first.isoformat(), days.last.isoformat()
    found = select(case_table).where(c.day >= first, c.day <= last).order_by(c.day, c.stream, c.case_id)
    for case in conn.execute(found).all():
        shipment = declaration(conn, case.declaration_no)
        rights = {row.recordation_no: row for row in parts(conn, right_table, case.case_id)}
        campaigns = tuple(row.campaign for row in parts(conn, campaign_table, case.case_id))
        result = _result(conn, case.case_id)
        for line in parts(conn, line_table, case.case_id):
            touched = tuple(rights[number] for number in line.recordations.split("|") if number in rights)
            yield Seizure(case, line, touched, shipment, campaigns, result)


def _result(conn: Connection, case_id: str) -> str:
    ended = {row.way for row in disposals_of(conn, case_id)}
    states = {row.state for row in parts(conn, procedure_table, case_id)}
    return "|".join(sorted(ended or states))
