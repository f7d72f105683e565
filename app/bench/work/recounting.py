"""The blind recount of large lots: a second officer's own acts, and which count stands where the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Connection, Row

from app.bench.records.counting import count_acts, count_of, found_lines
from app.bench.records.recounts import recount_of, recount_rows
from app.bench.rules.counts import check_count, in_unit
from app.bench.rules.recount import Kept, check_officers, needs_recount
from app.bench.work.counting import PIECE, TYPED, How
from app.bench.work.inspecting import open_row
from app.core.errors import Refused
from app.core.plain import decimal_text
from app.identity.rules import Officer, Power, require
from app.journal.work import Station


def due_lines(conn: Connection, inspection_id: str, threshold: int) -> tuple[str, ...]:
    """The lines that hold so many pieces that a second officer has to count them, and has not yet."""
    done = {row.line_key: recount_of(row) for row in recount_rows(conn, inspection_id)}
    due = []
    for row in found_lines(conn, inspection_id):
        now = count_of(row)
        pieces = in_unit(now, PIECE) or now
        counted_twice = row.line_key in done and done[row.line_key].covers(now)
        if needs_recount(pieces.quantity, threshold) and not counted_twice:
            due.append(row.line_key)
    return tuple(due)


def recount(
    station: Station,
    first: Officer,
    second: Officer,
    inspection_id: str,
    line_key: str,
    quantity: Decimal,
    unit: str,
    how: How = TYPED,
) -> None:
    """Record a second officer's count of a line, in their own name; it was made without sight of the first."""
    require(second, Power.INSPECT)
    check_count(quantity)
    with station.act(second.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        line_of(act.conn, inspection_id, line_key)
        check_officers(_counted_by(act.conn, inspection_id, line_key) | {first.officer_id}, second.officer_id)
        act.record(
            "bench.recounted",
            row.declaration_no,
            {
                "inspection": inspection_id,
                "line_key": line_key,
                "first_officer": first.officer_id,
                "quantity": decimal_text(quantity),
                "unit": unit,
                "method": how.method.value,
                "error": decimal_text(how.error),
                "working": dict(how.working),
            },
        )


def line_of(conn: Connection, inspection_id: str, line_key: str) -> Row[tuple[object, ...]]:
    """A line that was counted once. Refused for one that was not: there is nothing to count again."""
    row = next((row for row in found_lines(conn, inspection_id) if row.line_key == line_key), None)
    if row is None:
        raise Refused("inspection.no_first_count", field="line_no", line=line_key)
    return row


def _counted_by(conn: Connection, inspection_id: str, line_key: str) -> set[str]:
    acts = count_acts(conn, inspection_id)
    return {row.officer for row in acts if row.line_key == line_key and not row.undone and row.method != "recount"}


def settle_recount(
    station: Station, officer: Officer, inspection_id: str, line_key: str, kept: Kept, reason: str
) -> None:
    """Say which of two different counts stands, and why; the other stays in the record."""
    if not reason.strip():
        raise Refused("inspection.recount_reason", field="reason")
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        rows = {each.line_key: recount_of(each) for each in recount_rows(act.conn, inspection_id)}
        found = rows.get(line_key)
        if found is None or found.kept is not None or kept is Kept.WAIVED:
            raise Refused("inspection.nothing_to_settle", field="line_no", line=line_key)
        body = {"inspection": inspection_id, "line_key": line_key, "kept": kept.value, "reason": reason.strip()}
        act.record("bench.recount_settled", row.declaration_no, body)


def waive_recount(station: Station, officer: Officer, inspection_id: str, lines: Sequence[str]) -> None:
    """Go on without a recount that was due; it is recorded who did, and for which lines."""
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        for line_key in lines:
            line_of(act.conn, inspection_id, line_key)
        body = {"inspection": inspection_id, "lines": list(lines)}
        act.record("bench.recount_waived", row.declaration_no, body)
