"""What this desk knows around each shipment: its traders, earlier finds it shares something with, usual prices.

Read in batches: a handful of queries for any number of shipments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, func, select

from app.intake.records import declaration_table, goods_line_table
from app.intake.rules import Declaration
from app.risk.records.seen import CARGO, CHUNK, PARTIES, FoundBefore, found_by, keys_of
from app.risk.records.steering import credit_table
from app.risk.records.weighed import outcome_table
from app.risk.rules import Context, CreditClass, Infringement, Link, TraderHistory
from app.risk.rules.subject import CNY_ONLY

MEMORY_DAYS: Final = 366
PRICED_LINES: Final = 50_000
FEWEST_PRICES: Final = 20
"""Fewer declared prices than this are no usual price."""
PARTS: Final = ("consignor", "consignee")
NO_PRICES: Final[Mapping[str, float]] = MappingProxyType({})


def _days(name: str) -> Select[Any]:
    """On which days the parties of a column declared goods, and how often."""
    column, day = declaration_table.c[name], declaration_table.c.declared_on
    chosen = select(column, day, func.count()).where(column.in_(bindparam("names", expanding=True)))
    return chosen.group_by(column, day).order_by(column, day)


def _ended(name: str) -> Select[Any]:
    """How the inspections of the parties of a column ended."""
    column, end = declaration_table.c[name], outcome_table.c
    same = (end.stream == declaration_table.c.stream) & (end.declaration_no == declaration_table.c.declaration_no)
    return (
        select(column, end.decided_at, end.result, end.recordations)
        .join(outcome_table, same)
        .where(column.in_(bindparam("names", expanding=True)))
        .order_by(end.decided_at, end.declaration_no)
    )


# Built once: making a statement costs more than running it on a small answer.
COLUMNS: Final = ("consignor_id", "consignor", "consignee_id", "consignee")
BEGAN: Final = select(func.min(declaration_table.c.declared_on))
DAYS: Final = {name: _days(name) for name in COLUMNS}
ENDED: Final = {name: _ended(name) for name in COLUMNS}
CREDITS: Final = select(credit_table).where(credit_table.c.party.in_(bindparam("names", expanding=True)))

Party = tuple[str, str]
"""A trader's id ("" where none was declared) and name; with an id the name does not matter."""


@dataclass(frozen=True)
class Ended:
    """How one inspection of a trader's goods ended."""

    on: date
    found: bool
    recordation: str


@dataclass
class Traders:
    """What is known of many parties in one part (consignor or consignee): days they came, and how inspections ended."""

    days: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    ended: dict[str, list[Ended]] = field(default_factory=dict)


def contexts_of(
    conn: Connection,
    batch: Iterable[Declaration],
    *,
    known: Mapping[str, date] | None = None,
    prices: Mapping[str, float] = NO_PRICES,
) -> dict[str, Context]:
    """What this desk knows around each shipment; `known`: by number, only what was known before that day.

    A rule that is replayed must not be praised for knowing how the shipment, or a later one, ended.
    """
    some = list(batch)
    began = _began(conn)
    traders = {part: _traders(conn, part, {_party(each, part) for each in some}) for part in PARTS}
    credits_ = _credits(conn, {name for each in some for part in PARTS for name in _party(each, part)})
    keys = {each.declaration_no: keys_of(each) for each in some}
    found = found_by(conn, (value for pairs in keys.values() for _, value in pairs), outcome_table)
    contexts: dict[str, Context] = {}
    for each in some:
        until = known[each.declaration_no] if known is not None else None
        before = _finds(each, keys[each.declaration_no], found, until)
        ties = [one for one in before if one.earlier.kind not in PARTIES | {CARGO}]
        contexts[each.declaration_no] = Context(
            consignor=_history(_party(each, "consignor"), traders["consignor"], credits_, began, until),
            consignee=_history(_party(each, "consignee"), traders["consignee"], credits_, began, until),
            links=_links(ties),
            repeats_found=len({one.earlier.declaration_no for one in before if one.earlier.kind == CARGO}),
            usual_unit_value=prices,
        )
    return contexts


def usual_unit_values(conn: Connection) -> Mapping[str, float]:
    """The median declared unit value in CNY by "HS4|unit" of the newest lines; only where there are enough of them."""
    lines, shipments = goods_line_table.c, declaration_table.c
    rows = conn.execute(
        select(lines.hs_code, lines.unit, lines.value, lines.quantity)
        .join(
            declaration_table,
            (shipments.stream == lines.stream) & (shipments.declaration_no == lines.declaration_no),
        )
        .where(lines.value > 0, lines.quantity > 0, lines.currency.in_(["", *CNY_ONLY]))
        .order_by(shipments.declared_on.desc(), lines.declaration_no, lines.line_no)
        .limit(PRICED_LINES)
    )
    priced: dict[str, list[float]] = {}
    for hs_code, unit, value, quantity in rows:
        if len(hs_code) >= 4:
            priced.setdefault(f"{hs_code[:4]}|{unit}", []).append(float(value / quantity))
    return {key: median(values) for key, values in priced.items() if len(values) >= FEWEST_PRICES}


def first_declared(conn: Connection, declaration: Declaration, part: str) -> date | None:
    """The first day on which a party of a shipment declared goods here, in that part."""
    party_id, name = _party(declaration, part)
    column = declaration_table.c[f"{part}_id" if party_id else part]
    query = select(func.min(declaration_table.c.declared_on)).where(column == (party_id or name))
    first = conn.execute(query).scalar() if party_id or name else None
    return date.fromisoformat(first) if first else None


def _party(declaration: Declaration, part: str) -> Party:
    party_id = getattr(declaration, f"{part}_id")
    return (party_id, "") if party_id else ("", getattr(declaration, part))


def _began(conn: Connection) -> date | None:
    first = conn.execute(BEGAN).scalar()
    return date.fromisoformat(first) if first else None


def _traders(conn: Connection, part: str, parties: Iterable[Party]) -> Traders:
    told = Traders()
    some = list(parties)
    for name, wanted in (
        (f"{part}_id", [one[0] for one in some if one[0]]),
        (part, [one[1] for one in some if one[1]]),
    ):
        for start in range(0, len(wanted), CHUNK):
            _read_days(conn, name, wanted[start : start + CHUNK], told)
            _read_ended(conn, name, wanted[start : start + CHUNK], told)
    return told


def _read_days(conn: Connection, name: str, wanted: list[str], told: Traders) -> None:
    for key, on, count in conn.execute(DAYS[name], {"names": wanted}):
        told.days.setdefault(key, []).append((on, count))


def _read_ended(conn: Connection, name: str, wanted: list[str], told: Traders) -> None:
    for key, decided_at, result, recordations in conn.execute(ENDED[name], {"names": wanted}):
        ended = Ended(date.fromisoformat(decided_at[:10]), result == "found", recordations.split("|")[0])
        told.ended.setdefault(key, []).append(ended)


def _credits(conn: Connection, names: Iterable[str]) -> dict[str, Any]:
    wanted = [name for name in names if name]
    return {
        row.party: row
        for start in range(0, len(wanted), CHUNK)
        for row in conn.execute(CREDITS, {"names": wanted[start : start + CHUNK]})
    }


def _history(
    party: Party, traders: Traders, credits_: Mapping[str, Any], began: date | None, until: date | None
) -> TraderHistory:
    """What is known of a party; one who has come before is as old as the desk's own memory allows to say."""
    key = party[0] or party[1]
    if not key:
        return _unweighed(began)
    days = [(on, count) for on, count in traders.days.get(key, []) if until is None or on <= until.isoformat()]
    ended = [each for each in traders.ended.get(key, []) if until is None or each.on < until]
    found = [each for each in ended if each.found]
    count = sum(many for _, many in days)
    credit = credits_.get(key)
    return TraderHistory(
        party_id=party[0],
        name=party[1],
        first_seen=_first_seen(days[0][0] if days else None, count, began),
        consignments=count,
        inspected=len(ended),
        found=len(found),
        infringements=tuple(Infringement(each.on, each.recordation) for each in found),
        credit=CreditClass(credit.credit) if credit else CreditClass.UNKNOWN,
        credit_source=credit.source if credit else "",
        restored_on=date.fromisoformat(credit.restored_on) if credit and credit.restored_on else None,
    )


def _unweighed(began: date | None) -> TraderHistory:
    """A party that was not declared: neither new nor known, so it adds nothing."""
    return TraderHistory(first_seen=_long_before(began))


def _long_before(began: date | None) -> date | None:
    return began - timedelta(days=MEMORY_DAYS) if began else None


def _first_seen(first: str | None, count: int, began: date | None) -> date | None:
    """A desk younger than its rules' memory can't tell new traders by date: only a first time is new."""
    if first is None or count <= 1:
        return None
    day = date.fromisoformat(first)
    young = began is not None and day - began < timedelta(days=MEMORY_DAYS)
    return _long_before(began) if young else day


def _finds(
    declaration: Declaration,
    keys: Iterable[tuple[str, str]],
    found: Mapping[tuple[str, str], Sequence[FoundBefore]],
    until: date | None,
) -> list[FoundBefore]:
    """The finds that share something with a shipment, without itself and without what was not known yet."""
    return [
        one
        for key in keys
        for one in found.get(key, ())
        if one.earlier.declaration_no != declaration.declaration_no and (until is None or one.decided_on < until)
    ]


def _links(found: Iterable[FoundBefore]) -> tuple[Link, ...]:
    """Each find once, newest first."""
    return tuple(sorted(_once(found), key=lambda link: (-link.on.toordinal(), link.declaration_no)))


def _once(found: Iterable[FoundBefore]) -> Iterator[Link]:
    seen: set[str] = set()
    for each in (one.earlier for one in found):
        if each.declaration_no not in seen:
            seen.add(each.declaration_no)
            yield Link(each.kind, each.value, each.declaration_no, each.on, each.irregular)
