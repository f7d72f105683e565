"""What the register asks of detentions: the open cases that rest on rights, and the rights once found infringed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, select

from app.detention.records import procedure_table, right_table

MOST_ASKED = 500


def open_cases(conn: Connection, numbers: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Recordation number to the cases with a procedure of its holder that has not ended."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(numbers), MOST_ASKED):
        rows = conn.execute(
            select(right_table.c.recordation_no, right_table.c.case_id)
            .join(procedure_table, _same_procedure())
            .where(right_table.c.recordation_no.in_(numbers[start : start + MOST_ASKED]))
            .where(procedure_table.c.ended_at == "")
            .distinct()
            .order_by(right_table.c.recordation_no, right_table.c.case_id)
        )
        for number, case in rows:
            found.setdefault(number, []).append(case)
    return found


def infringed(conn: Connection) -> list[str]:
    """Every recordation that was ever a ground for detaining: no ordinary text may silence its mark."""
    return list(conn.execute(select(right_table.c.recordation_no).distinct()).scalars())


def _same_procedure() -> ColumnElement[bool]:
    return and_(
        procedure_table.c.stream == right_table.c.stream,
        procedure_table.c.case_id == right_table.c.case_id,
        procedure_table.c.holder == right_table.c.holder,
    )
