"""Counting at the bench: by scans and in every other way, each kept with its method and error, each to be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection

from app.bench.codes.meaning import meaning
from app.bench.records.counting import count_of, found_lines, last_act, standing_scan
from app.bench.rules.counts import Counting, Method, after, check_count
from app.bench.rules.units import unit_of
from app.bench.sightings import digest_of
from app.bench.work.inspecting import open_row
from app.core.errors import Refused
from app.core.plain import decimal_text
from app.identity.rules import Officer
from app.intake.records import declaration
from app.intake.rules import GoodsLine
from app.journal.work import Act, Station

PIECE: Final = "个"


@dataclass(frozen=True)
class Scanned:
    """One accepted scan as it is recorded: which line it counts to, how many, and what was said of it."""

    text: str
    symbology: str = ""
    source: str = "wedge"
    line_key: str = ""
    quantity: Decimal = Decimal(0)
    verdict: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class How:
    """How a count was made: its method, its error, the figures it was worked out from; whether it replaces or adds."""

    method: Method = Method.TYPED
    error: Decimal = Decimal(0)
    working: Mapping[str, Any] = field(default_factory=dict)
    replaces: bool = True


TYPED: Final = How()


@dataclass(frozen=True)
class Undone:
    """What was taken back: a scan's text, or a count."""

    line_key: str
    text: str
    quantity: Decimal
    method: Method


def record_scan(station: Station, officer: Officer, inspection_id: str, scanned: Scanned) -> Decimal:
    """Record a scan and count it; gives the quantity it counted.

    A number that names one piece counts once, and a piece can't be added to kilograms: such a scan counts nothing.
    """
    check_count(scanned.quantity)
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        unit, quantity = _scan_counts(act.conn, row.declaration_no, inspection_id, scanned)
        act.record(
            "bench.scanned",
            row.declaration_no,
            {
                "inspection": inspection_id,
                "text": scanned.text,
                "symbology": scanned.symbology,
                "source": scanned.source,
                "line_key": scanned.line_key,
                "quantity": decimal_text(quantity),
                "unit": unit,
                "verdict": scanned.verdict,
                "sighting": _sighting(scanned),
            },
        )
    return quantity


def _sighting(scanned: Scanned) -> str:
    """The hash of a number that names one piece only, by which other stations know it again; empty for any other."""
    number = meaning(scanned.text, scanned.symbology).one_of_a_kind if scanned.source != "words" else ""
    return digest_of(number).hex() if number else ""


def _scan_counts(conn: Connection, declaration_no: str, inspection_id: str, scanned: Scanned) -> tuple[str, Decimal]:
    """The unit in which a scan counts, and how much of it."""
    if not scanned.line_key:
        return "", Decimal(0)
    declared = _declared(conn, declaration_no, scanned.line_key)
    unit = scan_unit(declared.unit if declared else "")
    once = meaning(scanned.text, scanned.symbology).one_of_a_kind
    if once and standing_scan(conn, inspection_id, scanned.text) is not None:
        return unit, Decimal(0)
    try:
        _check_sum(conn, inspection_id, scanned.line_key, Counting(scanned.quantity, unit, Method.SCAN))
    except Refused as refused:
        if refused.say.key != "inspection.other_unit":
            raise
        return unit, Decimal(0)
    return unit, scanned.quantity


def scan_unit(declared: str) -> str:
    """What one scanned code stands for: a pair where pairs are declared, one piece where dozens or kilograms are."""
    known = unit_of(declared)
    return PIECE if known is not None and (known[0] != "pieces" or known[1] > 2) else declared


def _check_sum(conn: Connection, inspection_id: str, line_key: str, counting: Counting) -> None:
    row = next((row for row in found_lines(conn, inspection_id) if row.line_key == line_key), None)
    check_count(after(count_of(row) if row else None, counting).quantity)


def undo_last(station: Station, officer: Officer, inspection_id: str) -> Undone:
    """Undo the last scan or count that stands; it stays in the record, struck out. Refused where there is none."""
    with station.act(officer.officer_id) as act:
        row, last = open_row(act.conn, inspection_id), last_act(act.conn, inspection_id)
        if last is None:
            raise Refused("inspection.nothing_to_undo")
        scanned = "text" in last._mapping
        kind, name = ("bench.scan_undone", "scan") if scanned else ("bench.count_undone", "count")
        act.record(kind, row.declaration_no, {"inspection": inspection_id, name: last.entry_id})
    method = Method.SCAN if scanned else Method(last.method)
    return Undone(last.line_key, last.text if scanned else "", last.quantity, method)


def count(
    station: Station,
    officer: Officer,
    inspection_id: str,
    line_key: str,
    quantity: Decimal,
    *,
    how: How = TYPED,
    goods: str = "",
    unit: str = "",
    recordations: Sequence[str] | None = None,
) -> None:
    """Count a line; an undeclared line has a key that begins with u and says its goods."""
    with station.act(officer.officer_id) as act:
        record_count(act, inspection_id, line_key, quantity, how=how, goods=goods, unit=unit, recordations=recordations)


def record_count(
    act: Act,
    inspection_id: str,
    line_key: str,
    quantity: Decimal,
    *,
    how: How = TYPED,
    goods: str = "",
    unit: str = "",
    recordations: Sequence[str] | None = None,
) -> None:
    """The same inside an act that does more."""
    check_count(quantity)
    row = open_row(act.conn, inspection_id)
    _check_sum(act.conn, inspection_id, line_key, Counting(quantity, unit, how.method, how.error, how.replaces))
    body: dict[str, Any] = {
        "inspection": inspection_id,
        "line_key": line_key,
        "quantity": decimal_text(quantity),
        "unit": unit,
        "method": how.method.value,
        "error": decimal_text(how.error),
        "replaces": how.replaces,
        "working": dict(how.working),
        "goods": goods,
    }
    if recordations is not None:
        body["recordations"] = list(recordations)
    check_line(act.conn, row.declaration_no, line_key)
    act.record("bench.counted", row.declaration_no, body, version=2)


def check_line(conn: Connection, declaration_no: str, line_key: str) -> None:
    """Refuse a line that neither the declaration has nor the officer added."""
    if not line_key.startswith("u") and _declared(conn, declaration_no, line_key) is None:
        raise Refused("inspection.no_line", field="line_no", line=line_key)


def _declared(conn: Connection, declaration_no: str, line_key: str) -> GoodsLine | None:
    shipment = declaration(conn, declaration_no)
    lines = shipment.lines if shipment is not None else ()
    return next((line for line in lines if str(line.line_no) == line_key), None)


def next_undeclared(conn: Connection, inspection_id: str) -> str:
    """The key of the next line of goods that the declaration lacks."""
    taken = {row.line_key for row in found_lines(conn, inspection_id)}
    return next(key for key in (f"u{n}" for n in range(1, len(taken) + 2)) if key not in taken)
