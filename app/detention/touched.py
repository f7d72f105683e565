"""What the register asks of detentions: the open cases that rest on rights, and the rights once found infringed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, select

from app.detention.records import procedure_table, right_table
from app.journal.records import about_many
from app.register.difference import differences
from app.register.editions import Touched, touched_by
from app.register.records import recordations, recordations_under, standing_editions

MOST_ASKED = 500
BEGINNINGS = ("detention.recorded", "detention.opened")
"""The entries that begin a case."""


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


def touched_cases(conn: Connection, today: date, case_id: str = "") -> Mapping[str, Sequence[Touched]]:
    """What later editions, imported here or come from elsewhere, changed in the rights that open cases rest on.

    A case names the editions that it was begun under; one that names none is not judged. One case, or all of them.
    """
    resting, now = _resting(conn, case_id), standing_editions(conn)
    under: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for entry in about_many(conn, list(resting), BEGINNINGS):
        editions = entry.body.get("register", now)
        if editions != now:
            under.setdefault(tuple(sorted(editions.items())), []).append(entry.subject)
    found: dict[str, list[Touched]] = {}
    for known, cases in under.items():
        for each in _changed_since(conn, dict(known), {case: resting[case] for case in cases}, today):
            found.setdefault(each.case, []).append(each)
    return found


def _changed_since(
    conn: Connection, editions: Mapping[str, int], resting: Mapping[str, Sequence[str]], today: date
) -> Sequence[Touched]:
    """What came after these editions for the cases that were begun under them."""
    on: dict[str, list[str]] = {}
    for case, numbers in resting.items():
        for number in numbers:
            on.setdefault(number, []).append(case)
    was = recordations_under(conn, editions, on)
    stands = {each.recordation_no: each for each in recordations(conn, was)}
    return touched_by(differences(was, stands, today), on)


def _resting(conn: Connection, case_id: str) -> dict[str, list[str]]:
    """Each open case with the recordations of its procedures that have not ended."""
    query = (
        select(right_table.c.case_id, right_table.c.recordation_no)
        .join(procedure_table, _same_procedure())
        .where(procedure_table.c.ended_at == "", *([right_table.c.case_id == case_id] if case_id else []))
        .distinct()
        .order_by(right_table.c.case_id, right_table.c.recordation_no)
    )
    found: dict[str, list[str]] = {}
    for case, number in conn.execute(query):
        found.setdefault(case, []).append(number)
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
