"""Acts on a case that are no moves of its procedure: amendments, clocks, money, parties, links, a supervisor's word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from app.core.days import day_said
from app.core.errors import Refused

if TYPE_CHECKING:
    from app.identity.rules import Officer
    from app.journal.work import Station

MOST_PLACES: Final = 9
"""Digits after the point: more than any currency or weight has, few enough to reckon with."""


def _amend(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.amending import amend_line

    quantity, value = decimal(plain, "quantity"), decimal(plain, "value")
    reason = text(plain, "reason")
    amend_line(station, officer, case, whole(plain, "line", 0), quantity=quantity, value=value, reason=reason)


def _value(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.amending import value_line

    prices = {basis: amount(table(plain, "prices"), basis) for basis in table(plain, "prices")}
    line, sold, reason = whole(plain, "line", 0), plain.get("sold") is True, text(plain, "reason")
    evidence = [text(plain, "evidence")] if text(plain, "evidence") else []
    value_line(station, officer, case, line, sold=sold, prices=prices, evidence=evidence, reason=reason)


def _clock(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.moves import change_clock

    pauses = plain.get("suspended") or []
    try:
        suspended = [(day_said(begin), day_said(end)) for begin, end in pauses]
    except (TypeError, ValueError):
        raise Refused("case.bad_field", field="suspended", name="suspended") from None
    change_clock(
        station,
        officer,
        case,
        whole(plain, "n", 1),
        text(plain, "clock"),
        suspended=suspended,
        extended=whole(plain, "extended", 0),
        reason=text(plain, "reason"),
    )


def _hand_over(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.moves import hand_over

    hand_over(station, officer, case, text(plain, "to_stream"), text(plain, "reason"))


def _confirm(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.moves import confirm_rule

    confirm_rule(station, officer, case, text(plain, "rule"), text(plain, "reason"))


def _restart(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.moves import restart_clock

    on, reason = day(plain, "on"), text(plain, "reason")
    restart_clock(station, officer, case, whole(plain, "n", 1), text(plain, "clock"), on=on, reason=reason)


def _fine(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.settling import decide_fine

    value, fine = amount(plain, "goods_value"), amount(plain, "amount")
    n, tier, reason = whole(plain, "n", 1), text(plain, "tier"), text(plain, "reason")
    decide_fine(station, officer, case, n, tier, value, fine, reason)


def _cost(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.costs import CostKind
    from app.detention.settling import record_cost

    kind, direct = one_of(CostKind, plain, "kind"), plain.get("direct") is True
    n, note = whole(plain, "n", 1), text(plain, "note")
    record_cost(station, officer, case, n, kind, amount(plain, "amount"), day(plain, "on"), note, direct=direct)


def _sum_of(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.parties import SumKind, record_sum

    n, kind, basis = whole(plain, "n", 1), one_of(SumKind, plain, "kind"), text(plain, "basis")
    record_sum(station, officer, case, n, kind, amount(plain, "amount"), day(plain, "on"), basis)


def _link(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.settling import link_cases

    link_cases(station, officer, case, text(plain, "other"), text(plain, "reason"))


def _party(station: Station, officer: Officer, case: str, plain: Mapping[str, Any]) -> None:
    from app.detention.parties import Party, add_parties

    names = ("role", "party_name", "party_id", "party_address", "region", "platform")
    rows = plain.get("parties", [plain])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("case.bad_field", field="parties", name="parties")
    add_parties(station, officer, case, [Party(**{name: text(row, name) for name in names}) for row in rows])


Other = Callable[["Station", "Officer", str, Mapping[str, Any]], None]
OTHERS: Mapping[str, Other] = {
    "amend": _amend,
    "value": _value,
    "clock": _clock,
    "restart": _restart,
    "hand-over": _hand_over,
    "confirm": _confirm,
    "fine": _fine,
    "cost": _cost,
    "sum": _sum_of,
    "link": _link,
    "party": _party,
}


# ---- what a JSON file holds


def table(plain: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A table of a JSON file, empty where it is left out."""
    value = plain.get(name) or {}
    if not isinstance(value, dict):
        raise Refused("case.bad_field", field=name, name=name)
    return value


def text(plain: Mapping[str, Any], name: str) -> str:
    """A text of at most 2,000 characters, empty where it is left out."""
    value = plain.get(name) or ""
    if not isinstance(value, str) or len(value) > 2000:
        raise Refused("case.bad_field", field=name, name=name)
    return value.strip()


def whole(plain: Mapping[str, Any], name: str, default: int) -> int:
    """A whole number."""
    value = plain.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("case.bad_field", field=name, name=name)
    return value


def decimal(plain: Mapping[str, Any], name: str) -> Decimal | None:
    """A number as it was written, None where it is left out."""
    from app.detention.rules import MOST_VALUE

    value = plain.get(name)
    if value is None:
        return None
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise InvalidOperation
        found = Decimal(str(value))
    except InvalidOperation:
        raise Refused("case.bad_field", field=name, name=name) from None
    if not found.is_finite() or abs(found) > MOST_VALUE or int(found.as_tuple().exponent) < -MOST_PLACES:
        raise Refused("case.bad_field", field=name, name=name)
    return found


def amount(plain: Mapping[str, Any], name: str) -> Decimal:
    """A number of zero or more that must be there."""
    found = decimal(plain, name)
    if found is None or found < 0:
        raise Refused("case.bad_field", field=name, name=name)
    return found


def day(plain: Mapping[str, Any], name: str) -> date:
    """A day in ISO 8601."""
    try:
        return day_said(text(plain, name))
    except ValueError:
        raise Refused("case.bad_field", field=name, name=name) from None


def one_of(kind: Any, plain: Mapping[str, Any], name: str) -> Any:
    """One of an enumeration; anything else is refused with what there is."""
    value = text(plain, name)
    if value not in set(kind):
        raise Refused("detention.bad_choice", field=name, value=value[:60], known=", ".join(kind))
    return kind(value)
