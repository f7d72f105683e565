"""An officer's acts at the bench: open, widen, scan, count, photograph, tick, undo, and close with a result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.bench.records import found_lines, inspection, scans, work_of
from app.core.errors import Refused
from app.core.ids import new_id
from app.core.plain import decimal_text
from app.identity.rules import Officer, Power, require
from app.intake.records import declaration
from app.journal.work import Act, Station
from app.risk.records import screening

MOST: Final = Decimal(10_000_000)
"""The largest count of one line: ten million pieces, five times the largest batch seen in a year's report."""


class Result(StrEnum):
    """How an inspection ends; null results are recorded too, or hit rates are not honest."""

    NOTHING_FOUND = "nothing_found"
    FOUND = "found"
    DOCUMENTS_WRONG = "documents_wrong"
    OTHER_OFFENCE = "other_offence"


@dataclass(frozen=True)
class Scanned:
    """One accepted scan as it is recorded: which line it counts to, how many, and what was said of it."""

    text: str
    symbology: str = ""
    source: str = "wedge"
    line_key: str = ""
    quantity: Decimal = Decimal(0)
    verdict: dict[str, Any] = field(default_factory=dict)


def open_inspection(station: Station, officer: Officer, declaration_no: str) -> str:
    """Open a shipment on the bench, or go on with the inspection that is open; gives the inspection's id."""
    require(officer, Power.INSPECT)
    with station.read() as conn:
        if declaration(conn, declaration_no) is None:
            raise Refused("inspection.no_declaration", field="declaration_no", number=declaration_no)
        work = work_of(conn, declaration_no)
        weighed = screening(conn, declaration_no)
    if work is not None and work.state == "open":
        return str(work.inspection)
    chosen_by = "officer" if weighed is None else "random" if weighed.control else "rules"
    if weighed is not None and not weighed.control and "green" in (weighed.lane, weighed.weighed_lane):
        chosen_by = "officer"  # also where a supervisor moved it to another lane: no rule's hit
    inspection_id = new_id()
    with station.act(officer.officer_id) as act:
        act.record("bench.opened", declaration_no, {"inspection": inspection_id, "chosen_by": chosen_by})
    return inspection_id


def widen(station: Station, officer: Officer, inspection_id: str) -> None:
    """Widen the inspection from the lines that were noticed to the whole shipment (S5)."""
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        if not row.widened:
            act.record("bench.widened", row.declaration_no, {"inspection": inspection_id})


def record_scan(station: Station, officer: Officer, inspection_id: str, scanned: Scanned) -> str:
    """Record a scan and count it; gives the entry's id, by which it can be undone."""
    check_quantity(scanned.quantity)
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        entry = act.record(
            "bench.scanned",
            row.declaration_no,
            {
                "inspection": inspection_id,
                "text": scanned.text,
                "symbology": scanned.symbology,
                "source": scanned.source,
                "line_key": scanned.line_key,
                "quantity": decimal_text(scanned.quantity),
                "verdict": scanned.verdict,
            },
        )
    return entry.entry_id


def undo_scan(station: Station, officer: Officer, inspection_id: str) -> Row[Any]:
    """Undo the last scan that stands; it stays in the record, struck out. Refused where there is none."""
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        last = next((scan for scan in scans(act.conn, inspection_id) if not scan.undone), None)
        if last is None:
            raise Refused("inspection.nothing_to_undo")
        act.record("bench.scan_undone", row.declaration_no, {"inspection": inspection_id, "scan": last.entry_id})
    return last


def count(
    station: Station,
    officer: Officer,
    inspection_id: str,
    line_key: str,
    quantity: Decimal,
    *,
    how: str = "counted",
    goods: str = "",
    unit: str = "",
    recordations: Sequence[str] | None = None,
) -> None:
    """Set what was counted on a line; an undeclared line has a key that begins with u and says its goods."""
    with station.act(officer.officer_id) as act:
        record_count(act, inspection_id, line_key, quantity, how=how, goods=goods, unit=unit, recordations=recordations)


def record_count(
    act: Act,
    inspection_id: str,
    line_key: str,
    quantity: Decimal,
    *,
    how: str = "counted",
    goods: str = "",
    unit: str = "",
    recordations: Sequence[str] | None = None,
) -> None:
    """The same inside an act that does more."""
    check_quantity(quantity)
    row = open_row(act.conn, inspection_id)
    body: dict[str, Any] = {
        "inspection": inspection_id,
        "line_key": line_key,
        "quantity": decimal_text(quantity),
        "how": how,
        "goods": goods,
        "unit": unit,
    }
    if recordations is not None:
        body["recordations"] = list(recordations)
    _check_line(act.conn, row.declaration_no, line_key, goods)
    act.record("bench.counted", row.declaration_no, body)


def _check_line(conn: Connection, declaration_no: str, line_key: str, goods: str) -> None:
    if not line_key.isdigit():
        if not line_key.startswith("u"):
            raise Refused("inspection.no_line", field="line_no", line=line_key)
        return
    shipment = declaration(conn, declaration_no)
    if shipment is None or int(line_key) not in {line.line_no for line in shipment.lines}:
        raise Refused("inspection.no_line", field="line_no", line=line_key)


def check_quantity(quantity: Decimal) -> None:
    """Refuse a count that can't be: below zero, above ten million, or finer than a thousandth."""
    if not quantity.is_finite() or quantity < 0:
        raise Refused("inspection.count_negative", field="quantity", value=str(quantity))
    if quantity > MOST:
        raise Refused("inspection.count_too_large", field="quantity", most=int(MOST))
    if quantity != quantity.quantize(Decimal("0.001")):
        raise Refused("inspection.count_too_fine", field="quantity", value=str(quantity))


def next_undeclared(conn: Connection, inspection_id: str) -> str:
    """The key of the next line of goods that the declaration lacks."""
    taken = [row.line_key for row in found_lines(conn, inspection_id) if row.line_key.startswith("u")]
    return f"u{len(taken) + 1}"


def photograph(
    station: Station,
    officer: Officer,
    inspection_id: str,
    data: bytes,
    media_type: str,
    name: str,
    *,
    line_key: str = "",
    clue: str = "",
) -> str:
    """Keep a photograph as evidence, tied to its line and clue; gives its SHA-256. `data` has passed the decoder."""
    blob = station.blobs.put(data, media_type, name)
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        act.record(
            "bench.photographed",
            row.declaration_no,
            {"inspection": inspection_id, "line_key": line_key, "clue": clue},
            blobs=[blob],
        )
    return blob.sha256


def mark_clue(
    station: Station,
    officer: Officer,
    inspection_id: str,
    recordation_no: str,
    clue: str,
    *,
    genuine: bool,
    seen: bool,
) -> None:
    """Tick or untick a clue of a right: one that genuine goods show, or one that known fakes show."""
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        act.record(
            "bench.clue_marked",
            row.declaration_no,
            {
                "inspection": inspection_id,
                "recordation_no": recordation_no,
                "clue": clue,
                "genuine": genuine,
                "seen": seen,
            },
        )


def close(station: Station, officer: Officer, inspection_id: str, result: Result, *, remark: str = "") -> None:
    """Close an inspection that led to no detention, with its result; a detention closes its inspection itself."""
    if result is Result.FOUND:
        raise Refused("inspection.found_is_detained", field="result")
    with station.act(officer.officer_id) as act:
        record_close(act, inspection_id, result, remark=remark)


def record_close(
    act: Act, inspection_id: str, result: Result, *, remark: str = "", recordations: Iterable[str] = ()
) -> None:
    """The same inside an act that does more."""
    row = open_row(act.conn, inspection_id)
    act.record(
        "bench.closed",
        row.declaration_no,
        {
            "inspection": inspection_id,
            "result": result.value,
            "remark": remark,
            "chosen_by": row.chosen_by,
            "recordations": sorted(set(recordations)),
        },
    )


def open_row(conn: Connection, inspection_id: str) -> Row[Any]:
    """The inspection, which must still be open."""
    row = inspection(conn, inspection_id)
    if row is None:
        raise Refused("inspection.no_inspection", inspection=inspection_id)
    if row.closed_at:
        raise Refused("inspection.closed_already", number=row.declaration_no)
    return row


def release(station: Station, officer: Officer, numbers: Sequence[str], authority: str) -> int:
    """Release green shipments in bulk under an authority that is named; controls and other lanes stay."""
    require(officer, Power.RELEASE_GREEN)
    if not authority.strip():
        raise Refused("inspection.no_authority", field="authority")
    with station.act(officer.officer_id) as act:
        for number in numbers:
            weighed, work = screening(act.conn, number), work_of(act.conn, number)
            if weighed is None or weighed.lane != "green" or weighed.control or work is not None:
                raise Refused("inspection.not_green", number=number)
        if numbers:
            act.record("bench.released", officer.officer_id, {"declarations": list(numbers), "authority": authority})
    return len(numbers)
