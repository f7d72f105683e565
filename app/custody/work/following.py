"""One act for the officer: the move of the procedure that goes with a disposal, a referral or its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from app.detention.moves import Step
from app.detention.standing import CaseFile, NextAct, case_file, next_acts
from app.identity.rules import Officer
from app.journal.work import Act, Station
from app.notice.acts import step_inside
from app.notice.work import Issued


def follow(
    act: Act,
    station: Station,
    officer: Officer,
    case_id: str,
    fact: str,
    on: date,
    *,
    second: str = "",
    texts: Mapping[str, str] | None = None,
) -> tuple[Issued, ...]:
    """Take, inside an act, the move that waits for this fact alone in each procedure of a case; gives its documents.

    Where no such move is lawful now nothing follows; where the officer may not make it, all of the act is refused.
    """
    issued: list[Issued] = []
    for n, name in list(_waiting(case_file(act.conn, station, case_id), fact, act)):
        step = Step(name, n, {fact: on}, second_officer=second, texts=texts or {})
        issued += step_inside(act, station, officer, case_id, step).issued
    return tuple(issued)


def _waiting(file: CaseFile, fact: str, act: Act) -> Iterator[tuple[int, str]]:
    for n in file.rows:
        found = next((each for each in next_acts(file, n, act.at) if _only_wants(each, fact)), None)
        if found is not None:
            yield n, found.offer.move.id


def _only_wants(act: NextAct, fact: str) -> bool:
    """Whether a move is open once this fact is told; an unverified one waits for the supervisor's own act."""
    move, asked = act.offer.move, set(act.asked.facts)
    return act.open and fact in move.needs and asked <= {fact} and not act.asked.amount and not move.needs_word
