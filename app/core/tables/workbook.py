"""The first sheet of an XLSX workbook as rows of text, within limits that a zip bomb can't pass."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from app.core.errors import Refused
from app.core.tables.files import DIGITS_LOST, FORMULA_ERROR, MEBI, Limits

_MOST_PARTS = 5_000
_EXCEL_EXACT = 10**15
# What openpyxl and zipfile raise on damaged or hostile parts; LookupError covers KeyError and IndexError, SyntaxError
# the parse errors of ElementTree, ValueError those of defusedxml.
_BROKEN = (
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
)


def sheet_rows(data: bytes, file: str, limits: Limits) -> tuple[Iterator[tuple[int, list[str]]], int]:
    """The first sheet's rows with their numbers, and about how many there are."""
    _no_bomb(data, file, limits)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles it does not know; they say nothing of the goods
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        about = sheet.max_row or 0
        sheet.reset_dimensions()  # a workbook may claim a million columns that it does not have
    except _BROKEN as error:
        raise Refused("tables.broken_workbook", file=file) from error
    return _rows(sheet, file, limits), min(about, limits.rows)


def _no_bomb(data: bytes, file: str, limits: Limits) -> None:
    """zipfile never unpacks more than the directory says, so the directory's sum is a true limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Refused("tables.broken_workbook", file=file) from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Refused("tables.too_large_unpacked", file=file, most=limits.unpacked_bytes // MEBI)
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("tables.old_or_locked_excel", file=file)


def _rows(sheet: Any, file: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    width = 0  # a sheet leaves out the empty cells at a row's end; they are put back up to the width of its first row
    try:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            if len(cells) > limits.columns * 4:
                raise Refused("tables.too_many_columns", file=file, most=limits.columns)
            texts = [_text(cell) for cell in cells]
            width = width or len(texts)
            yield number, texts + [""] * (width - len(texts))
    except _BROKEN as error:
        raise Refused("tables.broken_workbook", file=file) from error


def _text(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return FORMULA_ERROR + value if cell.data_type == "e" else value
        case bool():
            return "1" if value else "0"
        case int() | float():
            return _number_text(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number_text(value: float) -> str:
    """As Excel shows it: fifteen significant digits and no exponent."""
    if abs(value) >= _EXCEL_EXACT:
        return f"{DIGITS_LOST}{value}"
    return format(Decimal(format(value, ".15g")), "f")
