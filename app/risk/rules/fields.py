"""The facts that a rule may ask about: each by name, with its kind, how it is read, and how it would be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from app.core.errors import Say
from app.intake.rules import BrandType, Channel, Direction, GoodsLine
from app.risk.rules.subject import (
    Case,
    CreditClass,
    Infringement,
    LineMatch,
    TraderHistory,
    credit_now,
    faded,
    is_new,
    otherwise,
)

Value = str | float | bool | None
Kind = Literal["text", "number", "flag"]
Scope = Literal["shipment", "line", "match"]
Read = Callable[[Case, GoodsLine | None, LineMatch | None], Value]
Write = Callable[[Case, Value], Case]


@dataclass(frozen=True)
class Field:
    """One fact: `read` gives its value (None: not known), `write` gives the case as if it were otherwise."""

    name: str
    kind: Kind
    scope: Scope
    read: Read
    write: Write | None = None
    values: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other facts that change when this one is written."""


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def in_cny(line: GoodsLine, case: Case) -> float | None:
    """A line's declared value in CNY; None where it has no value or the currency has no rate."""
    rate = case.context.rates.get(line.currency or "CNY")
    return None if line.value is None or rate is None else float(line.value) * float(rate)


def total_value(case: Case) -> float:
    """The declared value of all lines in CNY; lines without a value or rate count nothing."""
    return sum(in_cny(line, case) or 0.0 for line in case.declaration.lines)


_BRAND_TYPES = frozenset(each.value for each in BrandType)


def _brand_type(line: GoodsLine, _case: Case) -> str | None:
    """As GoodsLine.brand_type, without making the enumeration anew: asked of every line by several rules."""
    first = line.spec[0].strip() if line.spec else ""
    return first if first in _BRAND_TYPES else None


def _unit_value(line: GoodsLine, case: Case) -> float | None:
    value = in_cny(line, case)
    return value / float(line.quantity) if value is not None and line.quantity else None


def value_ratio(line: GoodsLine, case: Case) -> float | None:
    """A line's unit value against the usual one of its heading and unit; None where either is not known."""
    if not case.context.usual_unit_value:  # most desks know few usual prices: don't work out what can't be compared
        return None
    usual = case.context.usual_unit_value.get(f"{line.hs_code[:4]}|{line.unit}")
    unit_value = _unit_value(line, case) if usual else None
    return unit_value / usual if usual and unit_value is not None else None


def _postal(name: str) -> Read:
    """One of the three postal checks of S16: yes, no (or left empty), or None where the file has no such column."""

    def read(case: Case, _line: GoodsLine | None, _match: LineMatch | None) -> Value:
        said = next((value for key, value in case.declaration.extra if key == name), None)
        return None if said is None else said.strip().lower() in _YES

    return read


_YES = frozenset({"1", "y", "yes", "true", "是", "已"})


def _of_shipment(name: str) -> Field:
    def read(case: Case, _line: GoodsLine | None, _match: LineMatch | None) -> Value:
        value: Value = getattr(case.declaration, name)
        return value

    def write(case: Case, value: Value) -> Case:
        return otherwise(case, declaration=otherwise(case.declaration, **{name: value}))

    also = ("shipment.route_differs",) if name in {"origin", "departure"} else ()
    return Field(f"shipment.{name}", "text", "shipment", read, write, also=also)


def _of_line(
    name: str,
    kind: Kind,
    get: Callable[[GoodsLine, Case], Value],
    write: Write | None = None,
    also: tuple[str, ...] = (),
) -> Field:
    def read(case: Case, line: GoodsLine | None, _match: LineMatch | None) -> Value:
        return None if line is None else get(line, case)

    return Field(f"line.{name}", kind, "line", read, write, also=also)


def _of_match(name: str, kind: Kind, *, writable: bool = False) -> Field:
    def read(_case: Case, _line: GoodsLine | None, match: LineMatch | None) -> Value:
        value: Value = None if match is None else getattr(match, name)
        return value

    def write(case: Case, value: Value) -> Case:
        return otherwise(case, matches=tuple(otherwise(match, **{name: value}) for match in case.matches))

    return Field(f"match.{name}", kind, "match", read, write if writable else None)


def _lines(case: Case, change: Callable[[GoodsLine], GoodsLine]) -> Case:
    return otherwise(case, declaration=otherwise(case.declaration, lines=tuple(map(change, case.declaration.lines))))


def _write_brand_type(case: Case, value: Value) -> Case:
    """As if the brand type were declared so on every line; a foreign brand is then named as well."""

    def declared(line: GoodsLine) -> GoodsLine:
        brand = line.brand if line.brand not in ("", "无") or value not in ("3", "4") else "?"
        return otherwise(line, spec=(str(value), *line.spec[1:]), brand=brand)

    return _lines(case, declared)


def _write_brand(case: Case, value: Value) -> Case:
    return _lines(case, lambda line: otherwise(line, brand=str(value)))


def _write_goods(case: Case, value: Value) -> Case:
    return _lines(case, lambda line: otherwise(line, goods=str(value)))


def _write_ratio(case: Case, value: Value) -> Case:
    """Every line that has a usual price declared at `value` times that price."""

    def priced(line: GoodsLine) -> GoodsLine:
        usual = case.context.usual_unit_value.get(f"{line.hs_code[:4]}|{line.unit}")
        if not usual or not line.quantity:
            return line
        rate = float(case.context.rates.get(line.currency or "CNY", 1))
        return otherwise(line, value=Decimal(repr(float(value or 0) * usual * float(line.quantity) / rate)))

    return _lines(case, priced)


def _write_mark_found(case: Case, value: Value) -> Case:
    """As if the goods bore a recorded mark without a licence (True), or none of the recorded marks (False)."""
    if not value:
        return otherwise(case, matches=())
    if not case.declaration.lines:
        return case
    line_no = case.declaration.lines[0].line_no
    seen = LineMatch(line_no, "?", "?", "", "goods", "seen", 1.0, True, False, True, False, Say("risk.mark_seen"))
    return otherwise(case, matches=(*case.matches, seen))


def _trader(role: Literal["consignor", "consignee"]) -> tuple[Field, ...]:
    def of(case: Case) -> TraderHistory:
        trader: TraderHistory = getattr(case.context, role)
        return trader

    def put(case: Case, **facts: object) -> Case:
        changed = otherwise(of(case), **facts)
        return otherwise(case, context=otherwise(case.context, **{role: changed}))

    def write_new(case: Case, value: Value) -> Case:
        since = None if value else case.on - timedelta(days=case.tuning.new_trader_days)
        return put(case, first_seen=since)

    def write_infringements(case: Case, value: Value) -> Case:
        return put(case, infringements=(Infringement(case.on),) * int(value or 0))

    def write_credit(case: Case, value: Value) -> Case:
        return put(case, credit=CreditClass(str(value)), restored_on=None)

    return (
        Field(f"{role}.new", "flag", "shipment", lambda c, _l, _m: is_new(of(c), c.on, c.tuning), write_new),
        Field(
            f"{role}.infringements",
            "number",
            "shipment",
            lambda c, _l, _m: faded(of(c), c.on, c.tuning),
            write_infringements,
        ),
        Field(
            f"{role}.credit",
            "text",
            "shipment",
            lambda c, _l, _m: credit_now(of(c), c.on).value,
            write_credit,
            tuple(CreditClass),
            (f"{role}.infringements",),  # restored credit goes with it, and so do the infringements it had made fade
        ),
        Field(f"{role}.inspected", "number", "shipment", lambda c, _l, _m: of(c).inspected),
        Field(f"{role}.found", "number", "shipment", lambda c, _l, _m: of(c).found),
    )


def _write_links(case: Case, value: Value) -> Case:
    kept = tuple(link for link in case.context.links if not link.irregular)
    return case if value else otherwise(case, context=otherwise(case.context, links=kept))


def _write_repeats(case: Case, value: Value) -> Case:
    return otherwise(case, context=otherwise(case.context, repeats_found=int(value or 0)))


def _route_differs(case: Case, _line: GoodsLine | None, _match: LineMatch | None) -> Value:
    origin, departure = case.declaration.origin, case.declaration.departure
    return bool(origin and departure and origin != departure)


_ALL: tuple[Field, ...] = (
    Field("shipment.direction", "text", "shipment", lambda c, _l, _m: c.declaration.direction, None, tuple(Direction)),
    Field("shipment.channel", "text", "shipment", lambda c, _l, _m: c.declaration.channel, None, tuple(Channel)),
    *(
        _of_shipment(name)
        for name in (
            "trade_mode",
            "customs_code",
            "origin",
            "departure",
            "transit",
            "destination",
            "transport_mode",
            "consignor",
            "consignee",
            "broker",
        )
    ),
    Field("shipment.lines", "number", "shipment", lambda c, _l, _m: float(len(c.declaration.lines))),
    Field("shipment.value", "number", "shipment", lambda c, _l, _m: total_value(c)),
    Field("shipment.route_differs", "flag", "shipment", _route_differs),
    Field("shipment.real_name", "flag", "shipment", _postal("real_name")),
    Field("shipment.acceptance_check", "flag", "shipment", _postal("acceptance_check")),
    Field("shipment.xray", "flag", "shipment", _postal("xray")),
    Field("shipment.mark_found", "flag", "shipment", lambda c, _l, _m: bool(c.matches), _write_mark_found),
    Field(
        "links.irregular",
        "number",
        "shipment",
        lambda c, _l, _m: float(sum(link.irregular for link in c.context.links)),
        _write_links,
    ),
    Field("repeats.found", "number", "shipment", lambda c, _l, _m: float(c.context.repeats_found), _write_repeats),
    *_trader("consignor"),
    *_trader("consignee"),
    _of_line("goods", "text", lambda line, _c: line.goods, _write_goods, ("line.goods_length",)),
    _of_line("goods_length", "number", lambda line, _c: float(len(line.goods.strip()))),
    _of_line("brand", "text", lambda line, _c: line.brand, _write_brand),
    _of_line("brand_type", "text", _brand_type, _write_brand_type, ("line.brand",)),
    _of_line("hs_code", "text", lambda line, _c: line.hs_code),
    _of_line("unit", "text", lambda line, _c: line.unit),
    _of_line("quantity", "number", lambda line, _c: _number(line.quantity)),
    _of_line("net_kg", "number", lambda line, _c: _number(line.net_kg)),
    _of_line("value", "number", in_cny),
    _of_line("value_ratio", "number", value_ratio, _write_ratio, ("line.value", "shipment.value")),
    _of_match("mark", "text"),
    _of_match("field", "text"),
    _of_match("method", "text"),
    _of_match("similarity", "number"),
    _of_match("in_scope", "flag", writable=True),
    _of_match("licensed", "flag", writable=True),
    _of_match("alert", "flag", writable=True),
    _of_match("safety", "flag"),
    _of_match("known_infringer", "flag", writable=True),
)

FIELDS: Mapping[str, Field] = {field.name: field for field in _ALL}
