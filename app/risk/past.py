"""The desk's own past as cases: each screened shipment as it was weighed, with how its inspection ended."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from app.core.errors import Refused, Trouble
from app.intake.records import declarations
from app.risk.records import matches_of_many, outcome_table, screening_table
from app.risk.records.contexts import contexts_of, usual_unit_values
from app.risk.rules import Case, Tuning
from app.risk.rules.feedback import Chosen, Closed, Result
from app.risk.rules.modelled import features
from app.risk.rules.replay import Past
from app.risk.rules.subject import USUAL

BATCH = 500
SAME = (screening_table.c.stream == outcome_table.c.stream) & (
    screening_table.c.declaration_no == outcome_table.c.declaration_no
)


def past_cases(conn: Connection, tuning: Tuning) -> Iterator[Past]:
    """Every screened shipment, oldest first, with its surroundings as they were known before that day.

    Usual prices are today's: they say nothing of how a shipment ended.
    """
    rows = conn.execute(
        select(screening_table, outcome_table.c.result, outcome_table.c.chosen_by)
        .outerjoin(outcome_table, SAME)
        .order_by(screening_table.c.screened_at, screening_table.c.declaration_no)
    ).all()
    prices = usual_unit_values(conn)
    for start in range(0, len(rows), BATCH):
        some = {row.declaration_no: row for row in rows[start : start + BATCH]}
        days = {number: date.fromisoformat(row.screened_at[:10]) for number, row in some.items()}
        found = list(declarations(conn, list(some)))
        contexts = contexts_of(conn, found, known=days, prices=prices)
        matches = matches_of_many(conn, some)
        for each in found:
            number = each.declaration_no
            case = Case(each, matches[number], contexts[number], days[number], tuning)
            yield Past(
                case,
                result_of(some[number].result),
                chosen_of(some[number].chosen_by, control=some[number].control),
            )


def closed(conn: Connection) -> Iterator[Closed]:
    """Every closed inspection with what had led to it, for the feedback report."""
    rows = conn.execute(
        select(outcome_table, screening_table.c.reasons, screening_table.c.likelihood, screening_table.c.control).join(
            screening_table, SAME
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


def write_outcomes(conn: Connection, path: Path) -> int:
    """This desk's inspected lines as a CSV that `risk fit` reads; gives how many.

    A shipment's result stands on each of its lines: which line was irregular is not recorded for every find.
    """
    rows = list(_outcome_rows(conn))
    if not rows:
        raise Refused("targeting.outcomes_none", field="file")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Trouble("risk.model_unwritten", file=path.name) from error
    return len(rows)


def _outcome_rows(conn: Connection) -> Iterator[dict[str, str]]:
    for past in past_cases(conn, USUAL):
        if past.result in (None, Result.INCONCLUSIVE):
            continue
        head = {"declaration_no": past.case.declaration.declaration_no, "declared_on": past.case.on.isoformat()}
        end = {
            "chosen": past.chosen.value if past.chosen else "",
            "found": str(int(past.result is Result.FOUND)),
        }
        for row in features(past.case):
            yield {**head, **row, **end}


def result_of(text: str | None) -> Result | None:
    """The result of an inspection as it stands in the table; a word that is not known counts as inconclusive."""
    if text is None:
        return None
    return Result(text) if text in set(Result) else Result.INCONCLUSIVE


def chosen_of(text: str | None, *, control: bool) -> Chosen | None:
    """Why it was inspected: a control draw stays a control draw, whatever else spoke for opening it."""
    if text is None:
        return None
    if control:
        return Chosen.RANDOM
    return Chosen(text) if text in set(Chosen) else Chosen.RULE
