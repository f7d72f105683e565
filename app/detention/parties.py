"""Who else is in a case, in which role and where, and sums that ended it: parties, shops, settlements (S6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, String, Table, Text, func, select

from app.core.errors import Refused
from app.core.plain import decimal_text
from app.detention.moves import ours
from app.detention.rules import MOST_VALUE, TEXT
from app.detention.standing import case_file
from app.identity.rules import Officer, Power, require
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.journal.work import Station
from app.store.base import READING, metadata, money
from app.store.writing import put


class PartyRole(StrEnum):
    """What somebody is in a case."""

    CONSIGNOR = "consignor"
    CONSIGNEE = "consignee"
    BROKER = "broker"
    CARRIER = "carrier"
    MAKER = "maker"
    SELLER = "seller"
    SHOP = "shop"
    WAREHOUSE = "warehouse"


class SumKind(StrEnum):
    """What a sum of money was."""

    GAINS_CONFISCATED = "gains_confiscated"
    SETTLEMENT = "settlement"
    REFUND = "refund"


@dataclass(frozen=True)
class Party:
    """One company, person or online shop of a case; `platform` where a shop sells, `region` where it sits."""

    role: str
    party_name: str
    party_id: str = ""
    party_address: str = ""
    region: str = ""
    platform: str = ""


party_table = Table(
    "case_party",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("role", String(12), nullable=False),
    Column("party_name", String(300), nullable=False),
    Column("party_id", String(80), nullable=False),
    Column("party_address", Text, nullable=False),
    Column("region", String(120), nullable=False),
    Column("platform", String(120), nullable=False),
    info=READING,
)

sum_table = Table(
    "case_sum",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("entry_id", String(36), primary_key=True),
    Column("procedure", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("amount", money(), nullable=False),
    Column("day", String(10), nullable=False),
    Column("basis", Text, nullable=False),
    info=READING,
)


def parties_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The parties that were added to a case, in that order."""
    c = party_table.c
    return list(conn.execute(select(party_table).where(c.case_id == case_id).order_by(c.stream, c.n)))


def sums_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The sums of a case, by day."""
    c = sum_table.c
    return list(conn.execute(select(sum_table).where(c.case_id == case_id).order_by(c.day, c.entry_id)))


def add_parties(station: Station, officer: Officer, case_id: str, parties: Sequence[Party]) -> None:
    """Add companies, people or shops to a case, all or none."""
    require(officer, Power.DETAIN)
    for party in parties:
        if party.role not in set(PartyRole):
            raise Refused("detention.bad_choice", field="role", value=party.role[:60], known=", ".join(PartyRole))
        if not party.party_name.strip():
            raise Refused("case.no_party_name", field="party_name")
    with station.act(officer.officer_id) as doing:
        file = case_file(doing.conn, station, case_id)
        ours(file, station)
        last = doing.conn.execute(select(func.max(party_table.c.n)).where(party_table.c.case_id == case_id)).scalar()
        for n, party in enumerate(parties, start=(last or 0) + 1):
            plain = {name: text.strip()[:300] for name, text in asdict(party).items()}
            doing.record("detention.party_added", case_id, {"case_stream": file.row.stream, "n": n, **plain})


def record_sum(
    station: Station, officer: Officer, case_id: str, n: int, kind: SumKind, amount: Decimal, on: date, basis: str
) -> None:
    """Record a sum that ended a procedure, with the document or rule it rests on."""
    require(officer, Power.MOVE_CASE)
    if not amount.is_finite() or not 0 < amount <= MOST_VALUE or amount != amount.quantize(Decimal("0.01")):
        raise Refused("case.bad_sum", field="amount")
    if not basis.strip():
        raise Refused("case.no_reason", field="basis")
    with station.act(officer.officer_id) as doing:
        file = case_file(doing.conn, station, case_id)
        ours(file, station)
        file.standing(n)
        if on > doing.at.date():
            raise Refused("case.future_fact", field="on", day=on)
        told = {"kind": kind.value, "amount": decimal_text(amount), "on": on.isoformat(), "basis": basis.strip()[:TEXT]}
        doing.record("detention.sum_recorded", case_id, {"case_stream": file.row.stream, "n": n, **told})


def _party_added(to: Applying, entry: Entry) -> None:
    own = {"stream": entry.body["case_stream"], "case_id": entry.subject}
    names = [column.name for column in party_table.columns if column.name not in own]
    put(to.conn, party_table, {**own, **{name: entry.body[name] for name in names}})


def _sum_recorded(to: Applying, entry: Entry) -> None:
    body = entry.body
    own = {"stream": body["case_stream"], "case_id": entry.subject, "entry_id": entry.entry_id, "procedure": body["n"]}
    told = {"kind": body["kind"], "day": body["on"], "basis": body["basis"], "amount": Decimal(body["amount"])}
    put(to.conn, sum_table, {**own, **told})


APPLIES: Applies = {
    ("detention.party_added", 1): _party_added,
    ("detention.sum_recorded", 1): _sum_recorded,
}
