"""Corrections of what was counted or valued: an amendment with its reason, never a second writing over the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from app.core.errors import Refused
from app.core.plain import decimal_text
from app.detention.procedure.money import Priced, Revenue, illegal_revenue, security_due
from app.detention.records import line_table, parts, right_table
from app.detention.rules import DetainedLine, PriceBasis, check_line
from app.detention.standing import CaseFile, case_file
from app.identity.rules import Officer, Power, require
from app.journal.work import Act, Station


def amend_line(
    station: Station,
    officer: Officer,
    case_id: str,
    line: int,
    *,
    quantity: Decimal | None = None,
    value: Decimal | None = None,
    basis: PriceBasis | None = None,
    evidence: Sequence[str] | None = None,
    reason: str,
) -> None:
    """Correct a line's count, value, or what the value rests on; totals, rights and the security due follow."""
    require(officer, Power.DETAIN)
    if not reason.strip():
        raise Refused("case.no_reason", field="reason")
    with station.act(officer.officer_id) as doing:
        file = case_file(doing.conn, station, case_id)
        if file.row.owner != station.stream:
            raise Refused("case.not_ours", field="case", case=case_id, owner=file.row.owner)
        told = {"quantity": quantity, "value": value, "price_basis": basis, "evidence": evidence}
        _amend(doing, file, line, {name: new for name, new in told.items() if new is not None}, reason)


def value_line(
    station: Station,
    officer: Officer,
    case_id: str,
    line: int,
    *,
    sold: bool,
    prices: Mapping[str, Decimal],
    evidence: Sequence[str],
    reason: str,
) -> Revenue:
    """Value a line by the first of its prices that the illegal-revenue rules allow, and correct it to that value."""
    with station.read() as conn:
        file = case_file(conn, station, case_id)
        row = _row(parts(conn, line_table, case_id), line)
    (found,) = illegal_revenue([Priced(row.quantity, sold, prices)], file.procedure)
    basis = PriceBasis(found.basis)
    amend_line(station, officer, case_id, line, value=found.amount, basis=basis, evidence=evidence, reason=reason)
    return found


def _row(rows: Sequence[Row[Any]], line: int) -> Row[Any]:
    """A line by its place in the case; Refused where there is none."""
    found = next((row for row in rows if row.n == line), None)
    if found is None:
        raise Refused("case.no_line", field="line", line=line, most=len(rows))
    return found


def _amend(doing: Act, file: CaseFile, n: int, changed: Mapping[str, Any], reason: str) -> None:
    rows = parts(doing.conn, line_table, file.case_id)
    before = _line(_row(rows, n))
    after = replace(before, **{**changed, "evidence": tuple(changed.get("evidence", before.evidence))})
    if after == before:
        raise Refused("case.nothing_told", field="quantity")
    check_line(n, after)
    values = {each.n: after.value if each.n == n else each.value for each in rows}
    doing.record(
        "detention.amended",
        file.case_id,
        {
            "case_stream": file.row.stream,
            "n": n,
            "before": _figures(before),
            "after": _figures(after),
            "reason": reason,
            "procedures": list(_procedures(doing, file, rows, values)),
        },
    )


def _line(row: Row[Any]) -> DetainedLine:
    return DetainedLine(
        row.line_no,
        tuple(row.recordations.split("|")),
        row.goods,
        row.quantity,
        row.unit,
        row.value,
        row.currency,
        PriceBasis(row.price_basis),
        tuple(text for text in row.evidence.split("|") if text),
    )


def _figures(line: DetainedLine) -> dict[str, Any]:
    return {
        "quantity": decimal_text(line.quantity),
        "items": line.items,
        "value": decimal_text(line.value),
        "price_basis": line.price_basis.value,
        "evidence": list(line.evidence),
    }


def _procedures(
    doing: Act, file: CaseFile, rows: list[Row[Any]], values: dict[int, Decimal]
) -> Iterator[dict[str, Any]]:
    """Each procedure's value and security anew: the lines that touch its holder's rights."""
    rights = parts(doing.conn, right_table, file.case_id)
    for n, procedure in file.rows.items():
        own = {right.recordation_no for right in rights if right.holder == procedure.holder}
        value = sum((values[row.n] for row in rows if own & set(row.recordations.split("|"))), Decimal(0))
        secured = security_due(
            value, file.procedure, procedure.track, procedure.right_type, general=procedure.general_security
        )
        yield {"n": n, "value": decimal_text(value), "security_due": decimal_text(secured.amount)}
