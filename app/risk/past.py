"""The desk's own past as cases: each screened shipment as it was weighed, with how its inspection ended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from app.intake.records import declarations
from app.risk.records import matches_of, outcome_table, screening_table
from app.risk.rules import Case, Context, Tuning
from app.risk.rules.feedback import Chosen, Closed, Result
from app.risk.rules.replay import Past
from app.risk.work import contexts_of

BATCH = 500


def past_cases(conn: Connection, tuning: Tuning) -> Iterator[Past]:
    """Every screened shipment, oldest first, with its traders' infringements as they were known before that day."""
    rows = conn.execute(
        select(screening_table, outcome_table.c.result, outcome_table.c.chosen_by)
        .outerjoin(outcome_table, screening_table.c.declaration_no == outcome_table.c.declaration_no)
        .order_by(screening_table.c.screened_at, screening_table.c.declaration_no)
    ).all()
    for start in range(0, len(rows), BATCH):
        some = {row.declaration_no: row for row in rows[start : start + BATCH]}
        found = list(declarations(conn, list(some)))
        contexts = contexts_of(conn, found)
        for each in found:
            number = each.declaration_no
            row = some[number]
            matches = tuple(matches_of(conn, number))
            on = date.fromisoformat(row.screened_at[:10])
            case = Case(each, matches, _as_known(contexts[number], on), on, tuning)
            yield Past(case, result_of(row.result), chosen_of(row.chosen_by, control=row.control))


def _as_known(context: Context, on: date) -> Context:
    """Without what was found on that day or later: a rule must not be praised for knowing how the shipment ended."""
    earlier = tuple(each for each in context.consignor.infringements if each.on < on)
    return replace(context, consignor=replace(context.consignor, infringements=earlier))


def closed(conn: Connection) -> Iterator[Closed]:
    """Every closed inspection with what had led to it, for the feedback report."""
    rows = conn.execute(
        select(outcome_table, screening_table.c.reasons, screening_table.c.likelihood, screening_table.c.control).join(
            screening_table, screening_table.c.declaration_no == outcome_table.c.declaration_no
        )
    )
    for row in rows:
        terms = tuple(term["id"] for term in json.loads(row.reasons)["terms"])
        yield Closed(
            row.declaration_no,
            date.fromisoformat(row.decided_at[:10]),
            chosen_of(row.chosen_by, control=row.control) or Chosen.RULE,
            result_of(row.result) or Result.INCONCLUSIVE,
            terms,
            row.likelihood,
        )


def result_of(text: str | None) -> Result | None:
    """The result of an inspection as it stands in the table; a word that is not known counts as inconclusive."""
    if text is None:
        return None
    return Result(text) if text in set(Result) else Result.INCONCLUSIVE


def chosen_of(text: str | None, *, control: bool) -> Chosen | None:
    """Why it was inspected: a control draw stays a control draw, whatever else spoke for opening it."""
    if control:
        return Chosen.RANDOM
    return Chosen(text) if text in set(Chosen) else None if text is None else Chosen.RULE
