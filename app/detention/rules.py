"""What a detention is: goods lines with counts and values, the rights they touch, and how they are held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from app.core.errors import Refused
from app.core.numbers import CURRENCIES

MOST_LINES: Final = 20_000
MOST_QUANTITY: Final = Decimal(10_000_000)
MOST_VALUE: Final = Decimal(10) ** 12
TEXT: Final = 2_000

# Units that are measured, not counted (units of the Chinese declaration, procedure 1.13): one line of them is one item.
MEASURES: Final = frozenset(
    {
        "千克",
        "公斤",
        "035",
        "KG",
        "克",
        "036",
        "G",
        "吨",
        "070",
        "T",
        "米",
        "030",
        "M",
        "平方米",
        "032",
        "升",
        "095",
        "L",
    }
)
MANY: Final[Mapping[str, int]] = {"打": 12, "127": 12, "DZN": 12, "DOZEN": 12, "双": 1, "025": 1, "对": 1, "026": 1}


EX_OFFICIO: Final = "ex_officio"
ON_APPLICATION: Final = "on_application"
"""The two ways to a detention in China (S25; Reg 16 and Reg 12-15); other packs name their own tracks."""


class PriceBasis(StrEnum):
    """What a value rests on: the order of the illegal-revenue rules (procedure section 5), or customs' own."""

    DECLARED = "declared"
    CUSTOMS = "customs_estimate"
    ACTUAL = "actual"
    AVERAGE_SALE = "average_sale"
    LIST = "list"
    MEDIAN = "median"
    COST = "cost"
    GENUINE = "genuine"


@dataclass(frozen=True)
class DetainedLine:
    """Goods as they were counted; `line_no` is None for goods that the declaration lacks."""

    line_no: int | None
    recordation_nos: tuple[str, ...]
    goods: str
    quantity: Decimal
    unit: str
    value: Decimal
    currency: str
    price_basis: PriceBasis = PriceBasis.CUSTOMS
    evidence: tuple[str, ...] = ()
    error: Decimal = Decimal(0)
    """The error of an estimated quantity (the true one lies within it at 95 %); 0 where all was counted."""

    @property
    def items(self) -> int:
        """Pieces, as the headline figure counts them (S2)."""
        unit = self.unit.strip().upper()
        if unit in MEASURES:
            return 1
        return int(self.quantity * MANY.get(unit, 1))


def goods_told(goods: str, error: Decimal) -> str:
    """Goods as papers and pages name them: where their quantity is an estimate, it is called one."""
    return f"{goods} 〔估算 estimate ±{error.normalize():f}〕" if error else goods


@dataclass(frozen=True)
class Detention:
    """One detention as an officer records it; quantities are what was counted, not what was declared."""

    declaration_no: str
    track: str
    officer: str
    second_officer: str
    place: str
    lines: tuple[DetainedLine, ...]
    storage: str = ""
    seals: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    found_by: str = ""
    remark: str = ""
    party_address: str = ""

    @property
    def items(self) -> int:
        """All pieces of the batch."""
        return sum(line.items for line in self.lines)

    @property
    def currency(self) -> str:
        """The one currency of the batch's value."""
        return self.lines[0].currency

    @property
    def value(self) -> Decimal:
        """The value of the batch, in its currency."""
        return sum((line.value for line in self.lines), Decimal(0))

    @property
    def recordation_nos(self) -> tuple[str, ...]:
        """The rights of the batch, each once, in the order of the lines."""
        return tuple(dict.fromkeys(number for line in self.lines for number in line.recordation_nos))


def check(detention: Detention, *, held: bool = True) -> None:
    """Refuse a detention that can't stand: nothing counted, no right, one officer for two, several currencies.

    Goods that are not `held` yet need no second officer.
    """
    if not detention.lines:
        raise Refused("detention.no_lines", field="lines")
    if len(detention.lines) > MOST_LINES:
        raise Refused("detention.too_many_lines", field="lines", most=MOST_LINES)
    if held and not detention.second_officer:
        raise Refused("detention.two_officers", field="second_officer")
    if held and detention.second_officer == detention.officer:
        raise Refused("identity.second_is_first", field="second_officer")
    for place, line in enumerate(detention.lines, start=1):
        check_line(place, line)
    declared = [line.line_no for line in detention.lines if line.line_no is not None]
    if len(declared) != len(set(declared)):
        raise Refused("detention.line_twice", field="lines")
    if len({line.currency for line in detention.lines}) > 1:
        raise Refused("detention.one_currency", field="currency")


def check_line(place: int, line: DetainedLine) -> None:
    """Refuse a line that cannot stand: nothing counted, no unit, a value below nothing."""
    if not line.recordation_nos:
        raise Refused("detention.no_right", field=f"lines[{place - 1}].recordation_nos", line=place)
    if not line.goods.strip():
        raise Refused("detention.no_goods", field=f"lines[{place - 1}].goods", line=place)
    if not line.unit.strip():
        raise Refused("detention.no_unit", field=f"lines[{place - 1}].unit", line=place)
    if not 0 < line.quantity <= MOST_QUANTITY or line.quantity != line.quantity.quantize(Decimal("0.001")):
        raise Refused(
            "detention.bad_quantity", field=f"lines[{place - 1}].quantity", line=place, most=int(MOST_QUANTITY)
        )
    if not 0 <= line.value <= MOST_VALUE or line.value != line.value.quantize(Decimal("0.01")):
        raise Refused("detention.bad_value", field=f"lines[{place - 1}].value", line=place)
    if not 0 <= line.error <= line.quantity or line.error != line.error.quantize(Decimal("0.001")):
        raise Refused("detention.bad_error", field=f"lines[{place - 1}].error", line=place)
    if line.currency not in CURRENCIES:
        raise Refused("detention.bad_currency", field=f"lines[{place - 1}].currency", line=place, value=line.currency)


def detention_from_json(plain: object, *, held: bool = True, currency: str = "CNY") -> Detention:
    """A detention from the document of interfaces.md; Refused names the field that does not fit.

    Lines that name no currency are valued in that of the law.
    """
    table = _object(plain, "detain")
    lines = table.get("lines")
    if not isinstance(lines, list):
        raise _bad_field("lines")
    made = Detention(
        declaration_no=_text(table, "declaration_no", required=True),
        track=_text(table, "track"),
        officer=_text(table, "officer"),
        second_officer=_text(table, "second_officer"),
        place=_text(table, "place"),
        lines=tuple(_line(place, line, currency) for place, line in enumerate(lines)),
        storage=_text(table, "storage"),
        seals=_texts(table, "seals"),
        photos=_texts(table, "photos"),
        found_by=_text(table, "found_by"),
        remark=_text(table, "remark"),
        party_address=_text(table, "party_address"),
    )
    check(made, held=held)
    return made


def _line(place: int, plain: object, currency: str) -> DetainedLine:
    table = _object(plain, f"lines[{place}]")
    number = table.get("line_no")
    if number is not None and (not isinstance(number, int) or isinstance(number, bool) or number < 1):
        raise _bad_field(f"lines[{place}].line_no")
    return DetainedLine(
        line_no=number,
        recordation_nos=_texts(table, "recordation_nos"),
        goods=_text(table, "goods"),
        quantity=_number(table, "quantity", place),
        unit=_text(table, "unit"),
        value=_number(table, "value", place),
        currency=_text(table, "currency") or currency,
        price_basis=_choice(PriceBasis, table, "price_basis", PriceBasis.CUSTOMS),
        evidence=_texts(table, "evidence"),
        error=_number(table, "error", place) if "error" in table else Decimal(0),
    )


def _bad_field(name: str) -> Refused:
    return Refused("detention.bad_field", field=name, name=name)


def _object(plain: object, field: str) -> Mapping[str, Any]:
    if not isinstance(plain, dict):
        raise _bad_field(field)
    return plain


def _text(table: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = table.get(name) or ""
    if not isinstance(value, str) or len(value) > TEXT or (required and not value.strip()):
        raise _bad_field(name)
    return value.strip()


def _texts(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name) or []
    if not isinstance(value, list) or not all(isinstance(part, str) and len(part) <= TEXT for part in value):
        raise _bad_field(name)
    return tuple(part.strip() for part in value if part.strip())


def _number(table: Mapping[str, Any], name: str, place: int) -> Decimal:
    value = table.get(name)
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise InvalidOperation
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise _bad_field(f"lines[{place}].{name}")
    return found


def _choice(kind: Any, table: Mapping[str, Any], name: str, default: Any) -> Any:
    value = table.get(name, default)
    if value not in tuple(kind):
        raise Refused("detention.bad_choice", field=name, value=str(value)[:60], known=", ".join(kind))
    return kind(value)
