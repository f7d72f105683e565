"""What a declaration's fields must hold: refused where the record could not be worked with, remarked where odd.

Numbers that carry a form or a check digit are held to it softly, because goods must be screened even where a trader
mistyped; only a UPU item number is refused, since its wrong digit means another parcel.
"""

from __future__ import annotations

from datetime import date

from app.core import numbers
from app.core.tables import Cells
from app.intake.rules import BrandType, Channel, Declaration, Direction, GoodsLine

_BRAND_TYPES = frozenset(BrandType)
_NUMBER_CHARS = 35


def declaration(cells: Cells, lines: tuple[GoodsLine, ...], extra: tuple[tuple[str, str], ...]) -> Declaration | None:
    """The declaration from its first row and its lines, or None with the reasons collected in the cells."""
    number = _declaration_no(cells)
    declared_on = cells.day("declared_on", required=True)
    direction = cells.choice("direction", Direction)
    channel = cells.choice("channel", Channel)
    made = {name: cells.text(name, most) for name, most in _TEXTS.items()}
    made["container_or_item_no"] = _item_no(cells, channel)
    if declared_on is None or direction is None or channel is None or cells.rejects:
        return None
    _number_agrees(cells, number, declared_on, direction, made["customs_code"])
    return Declaration(number, declared_on, direction, channel, lines, **made, extra=extra)


_TEXTS = {
    "trade_mode": 10, "customs_code": 10, "consignor": 300, "consignor_id": 40, "consignee": 300, "consignee_id": 40,
    "broker": 300, "origin": 60, "departure": 60, "transit": 200, "destination": 60, "transport_mode": 20,
}  # fmt: skip


def _declaration_no(cells: Cells) -> str:
    number = cells.text("declaration_no", _NUMBER_CHARS, required=True)
    if any(sign.isspace() for sign in number):
        cells.refuse("declaration_no", "intake.number_with_spaces")
    return number


def _number_agrees(cells: Cells, number: str, declared_on: date, direction: Direction, customs_code: str) -> None:
    said = numbers.customs_number(number)
    if said is None:
        if len(number) == 18 and number.isdecimal():
            cells.remark("declaration_no", "intake.number_form")
        return
    if said.year != declared_on.year:
        cells.remark("declaration_no", "intake.number_year", said=str(said.year), declared=str(declared_on.year))
    if direction is not Direction.TRANSIT and said.direction != direction:
        cells.remark("declaration_no", "intake.number_direction", said=said.direction, declared=str(direction))
    if customs_code and said.customs_code != customs_code:
        cells.remark("declaration_no", "intake.number_office", said=said.customs_code, declared=customs_code)


def _item_no(cells: Cells, channel: Channel | None) -> str:
    value = cells.text("container_or_item_no", 60)
    compact = value.replace(" ", "").upper()
    if numbers.S10.fullmatch(compact):
        if digit := numbers.s10_wrong_digit(compact):
            cells.refuse("container_or_item_no", "intake.s10_digit", expected=digit)
        return compact
    if value and channel is Channel.POST:
        cells.remark("container_or_item_no", "intake.not_s10")
    if numbers.CONTAINER.fullmatch(compact) and compact[10] != numbers.container_check_digit(compact[:10]):
        cells.remark("container_or_item_no", "intake.container_digit")
    return value


def goods_line(cells: Cells, place: int) -> GoodsLine | None:
    """The goods line of a row; `place` numbers it where the file has no line numbers."""
    before = len(cells.rejects)
    line_no = _line_no(cells, place)
    made = GoodsLine(
        line_no=line_no,
        goods=cells.text("goods", 2000, required=True),
        hs_code=_hs_code(cells),
        spec=_spec(cells),
        brand=cells.text("brand", 300),
        quantity=cells.number("quantity"),
        unit=cells.text("unit", 30),
        net_kg=cells.number("net_kg"),
        value=cells.number("value"),
        currency=_currency(cells),
        gtin=_gtin(cells),
    )
    return made if len(cells.rejects) == before else None


def _line_no(cells: Cells, place: int) -> int:
    value = cells.raw("line_no")
    if not value:
        return place
    number = cells.number("line_no", whole=5, places=0)
    if number == 0:
        cells.refuse("line_no", "intake.line_zero")
    return int(number or 0)


def _hs_code(cells: Cells) -> str:
    value = cells.digits("hs_code", 2, 13)
    if value.startswith("00"):
        cells.refuse("hs_code", "intake.hs_chapter")
    return value


def _spec(cells: Cells) -> tuple[str, ...]:
    value = cells.text("spec", 4000)
    if not value:
        return ()
    parts = tuple(part.strip() for part in value.split("|"))
    if parts[0] not in _BRAND_TYPES:
        cells.remark("spec", "intake.brand_type")
    return parts


def _currency(cells: Cells) -> str:
    value = cells.text("currency", 20).upper()
    if value and value not in numbers.CURRENCIES:
        cells.refuse("currency", "intake.currency")
    if not value and cells.raw("value"):
        cells.remark("currency", "intake.no_currency")
    return value


def _gtin(cells: Cells) -> str:
    value = cells.digits("gtin", 1, 14)
    if value and not numbers.gtin_holds(value):
        cells.remark("gtin", "intake.gtin_digit")
    return value
