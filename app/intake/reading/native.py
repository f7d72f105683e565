"""The native columns of a declaration file, one row a goods line (interfaces.md), and how a declaration fills them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from app.core.plain import decimal_text
from app.core.tables import write_csv, write_xlsx
from app.intake.rules import Declaration, GoodsLine

HEADER = (
    "declaration_no", "declared_on", "direction", "channel", "trade_mode", "customs_code", "consignor", "consignor_id",
    "consignee", "consignee_id", "broker", "origin", "departure", "transit", "destination", "transport_mode",
    "container_or_item_no",
)  # fmt: skip
LINE = (
    "line_no", "hs_code", "goods", "spec", "brand", "quantity", "unit", "net_kg", "value", "currency", "gtin",
)  # fmt: skip
COLUMNS = HEADER + LINE
REQUIRED = frozenset({"declaration_no", "declared_on", "direction", "channel", "goods"})


def declaration_rows(declaration: Declaration) -> Iterator[dict[str, str]]:
    """The rows that read back as this declaration; further columns stand on the row they came from."""
    header = {name: str(getattr(declaration, name)) for name in HEADER}
    extra = dict(declaration.extra)
    for place, line in enumerate(declaration.lines):
        row = header | _line_cells(line)
        for name, value in extra.items():
            plain, _, own = name.partition("[")
            if own == f"{line.line_no}]" or (not own and place == 0):
                row[plain] = value
        yield row


def _line_cells(line: GoodsLine) -> dict[str, str]:
    return {name: _cell(getattr(line, name)) for name in LINE}


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return decimal_text(value)
        case tuple():
            return "|".join(value)
        case _:
            return str(value)


def write_declarations(path: Path, declarations: Iterable[Declaration]) -> None:
    """A native file, CSV or XLSX by its suffix."""
    rows = [row for declaration in declarations for row in declaration_rows(declaration)]
    further = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    write = write_xlsx if path.suffix.lower() == ".xlsx" else write_csv
    write(path, (*COLUMNS, *further), rows)
