"""What an officer decides and notes about a case beside its moves: a fine, costs, and the cases it belongs with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Final

from app.core.errors import Refused
from app.core.plain import decimal_text
from app.detention.costs import CostKind
from app.detention.moves import ours
from app.detention.procedure.money import FineAdvice, fine_advice, fine_allowed
from app.detention.rules import MOST_VALUE, TEXT
from app.detention.settled import links_of
from app.detention.standing import CaseFile, case_file
from app.identity.rules import Officer, Power, require
from app.journal.work import Act, Station

LONGEST_CASE_ID: Final = 60


def decide_fine(
    station: Station, officer: Officer, case_id: str, n: int, tier: str, goods_value: Decimal, amount: Decimal, why: str
) -> FineAdvice:
    """Record the fine an officer decides on, within a tier of discretion, with the reason; gives the tier in money."""
    _amount(goods_value, "goods_value")
    _amount(amount, "amount")
    reason = _reason(why)
    with _deciding(station, officer, case_id, n) as (doing, file):
        advice = _advice(file, tier, goods_value)
        if not fine_allowed(advice, amount):
            raise Refused(
                "case.outside_tier", field="amount", tier=advice.tier.name.say, source=advice.tier.source.text
            )
        body = {
            "case_stream": file.row.stream,
            "n": n,
            "offence": advice.tier.offence,
            "tier": tier,
            "goods_value": decimal_text(goods_value),
            "amount": decimal_text(amount),
            "reason": reason,
            "source": advice.tier.source.text,
        }
        doing.record("detention.fine_decided", case_id, body)
    return advice


def _advice(file: CaseFile, tier: str, goods_value: Decimal) -> FineAdvice:
    found = next((each for each in file.procedure.fines if each.id == tier), None)
    if found is None:
        known = ", ".join(each.id for each in file.procedure.fines)
        raise Refused("detention.bad_choice", field="tier", value=tier[:60], known=known)
    return next(each for each in fine_advice(found.offence, goods_value, file.procedure) if each.tier == found)


def record_cost(
    station: Station,
    officer: Officer,
    case_id: str,
    n: int,
    kind: CostKind,
    amount: Decimal,
    on: date,
    note: str = "",
    *,
    direct: bool = False,
) -> None:
    """Record what keeping the goods cost on a day; `direct` where the holder paid it without customs."""
    _amount(amount, "amount")
    with _deciding(station, officer, case_id, n) as (doing, file):
        if on > doing.at.date():
            raise Refused("case.future_fact", field="on", day=on)
        body = {
            "case_stream": file.row.stream,
            "n": n,
            "kind": kind.value,
            "amount": decimal_text(amount),
            "on": on.isoformat(),
            "direct": direct,
            "note": note[:TEXT],
        }
        doing.record("detention.cost_recorded", case_id, body)


def link_cases(station: Station, officer: Officer, case_id: str, other: str, why: str) -> None:
    """Note that a case belongs with another, of this station or any other (S6), with the reason."""
    number, reason = other.strip(), _reason(why)
    with _deciding(station, officer, case_id, None) as (doing, _file):
        if not number or len(number) > LONGEST_CASE_ID or number == case_id:
            raise Refused("case.bad_link", field="other", case=number[:LONGEST_CASE_ID])
        if number in {row.other for row in links_of(doing.conn, case_id)}:
            raise Refused("case.linked_already", field="other", case=number)
        doing.record("detention.cases_linked", case_id, {"other": number, "reason": reason})


@contextmanager
def _deciding(station: Station, officer: Officer, case_id: str, n: int | None) -> Iterator[tuple[Act, CaseFile]]:
    require(officer, Power.MOVE_CASE)
    with station.act(officer.officer_id) as doing:
        file = case_file(doing.conn, station, case_id)
        ours(file, station)
        if n is not None:
            file.standing(n)
        yield doing, file


def _amount(amount: Decimal, field: str) -> None:
    if not amount.is_finite() or not 0 <= amount <= MOST_VALUE or amount != amount.quantize(Decimal("0.01")):
        raise Refused("case.bad_sum", field=field)


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("case.no_reason", field="reason")
    return text.strip()[:TEXT]
