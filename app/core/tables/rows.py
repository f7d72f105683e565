"""A table file as rows of text under named columns, with what is wrong with a row kept beside it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import Refused, Say
from app.core.tables.files import DIGITS_LOST, FORMULA_ERROR, LIMITS, Kind, Limits, bytes_of, kind_of
from app.core.tables.text import decoded

DELIMITERS = ",;\t"
MOST_CELL_CHARS = 4 * 1024 * 1024
"""How long a cell may be for its row alone to be refused; csv keeps 4 bytes of each, so a longer one ends the file."""

csv.field_size_limit(MOST_CELL_CHARS)  # the library's own 131,072 would refuse the whole file for one cell

# C0 controls other than tab and line ends, lone surrogates and non-characters: no name or number holds them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell before anybody asks what it means."""

    column: str
    value: str
    reason: Say


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is 1) and its stripped cells by column."""

    number: int
    cells: dict[str, str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file opened as a table; `about` is how many rows to expect, for progress."""

    file: str
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: Iterator[Row]
    about: int


def open_table(
    path: Path,
    known: Sequence[str],
    required: Collection[str],
    *,
    kinds: Collection[Kind] = ("csv", "xlsx"),
    limits: Limits = LIMITS,
) -> Table:
    """Open a table file; Refused where the whole file can't be used, one clear line each."""
    data = bytes_of(path, limits)
    kind = kind_of(path, data, kinds)
    if kind == "xlsx":
        from app.core.tables.workbook import sheet_rows

        raw, about = sheet_rows(data, path.name, limits)
    elif kind == "json":
        return _json_table(decoded(data, path.name), path.name, known, required, limits)
    else:
        text = decoded(data, path.name)
        raw, about = _csv_rows(text, path.name, known), text.count("\n")
    return _headed(raw, about, path.name, known, required, limits)


def _csv_rows(text: str, file: str, known: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    stream = io.StringIO(text, newline="")
    head = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(stream, delimiter=_delimiter(head, known), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        raise Refused("tables.quotes", file=file, row=number + 1) from error


def _delimiter(head: str, known: Collection[str]) -> str:
    """The sign that splits the first line into the most columns that we know."""
    return max(DELIMITERS, key=lambda sign: sum(_column(name) in known for name in head.split(sign)))


def _column(name: str) -> str:
    return name.strip().strip('"').strip().lower()


def _headed(
    raw: Iterator[tuple[int, list[str]]],
    about: int,
    file: str,
    known: Sequence[str],
    required: Collection[str],
    limits: Limits,
) -> Table:
    """The first row that is not blank names the columns."""
    header = next((cells for _, cells in raw if any(cell.strip() for cell in cells)), [])
    while header and not header[-1].strip():
        header.pop()
    if len(header) > limits.columns:
        raise Refused("tables.too_many_columns", file=file, most=limits.columns)
    columns = tuple(_column(name) or f"column_{place}" for place, name in enumerate(header, start=1))
    unknown = _checked_columns(columns, file, known, required)
    return Table(file, columns, unknown, _rows(raw, columns, file, limits), about)


def _checked_columns(
    columns: Sequence[str], file: str, known: Sequence[str], required: Collection[str]
) -> tuple[str, ...]:
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        raise Refused("tables.column_twice", file=file, column=twice)
    if missing := [name for name in known if name in required and name not in columns]:
        raise Refused("tables.missing_columns", file=file, columns=tuple(missing))
    return tuple(name for name in columns if name not in known)


def _rows(raw: Iterable[tuple[int, list[str]]], columns: tuple[str, ...], file: str, limits: Limits) -> Iterator[Row]:
    found = 0
    for number, cells in raw:
        if number > limits.rows + 1:
            raise Refused("tables.too_many_rows", file=file, most=limits.rows)
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        found += 1
        yield _row(number, stripped, columns, limits)
    if not found:
        raise Refused("tables.no_rows", file=file)


def _row(number: int, cells: list[str], columns: tuple[str, ...], limits: Limits) -> Row:
    while len(cells) > len(columns) and not cells[-1]:
        cells.pop()
    named = dict(zip(columns, cells, strict=False))
    if len(cells) != len(columns):
        said = Say("tables.cell_count", {"found": len(cells), "columns": len(columns)})
        return Row(number, named, (Fault("", "", said),))
    joined = "".join(cells)
    if len(joined) <= limits.cell_chars and not _UNPRINTABLE.search(joined):
        return Row(number, named)
    return Row(number, named, tuple(_cell_faults(named, limits)))


def _cell_faults(cells: dict[str, str], limits: Limits) -> Iterator[Fault]:
    for column, value in cells.items():
        if len(value) > limits.cell_chars:
            yield Fault(column, value, Say("tables.too_long", {"most": limits.cell_chars}))
        elif damage := _UNPRINTABLE.search(value):
            reason = _marked(damage.group(), value)
            yield Fault(column, value, reason)


def _marked(sign: str, value: str) -> Say:
    """A number that a spreadsheet has already damaged comes marked by its reader; the rest is plain rubbish."""
    if sign == DIGITS_LOST and value.startswith(DIGITS_LOST):
        return Say("tables.digits_lost")
    if sign == FORMULA_ERROR and value.startswith(FORMULA_ERROR):
        return Say("tables.formula_error")
    return Say("tables.unprintable")


def table_of(
    records: Sequence[Mapping[str, object]], file: str, known: Sequence[str], limits: Limits = LIMITS
) -> Table:
    """Records that are in memory already as a table; their rows are numbered from 1, as there is no header."""
    if len(records) > limits.rows:
        raise Refused("tables.too_many_rows", file=file, most=limits.rows)
    names: dict[str, None] = dict.fromkeys(known)
    for record in records:
        names.update(dict.fromkeys(record))
    if len(names) > limits.columns:
        raise Refused("tables.too_many_columns", file=file, most=limits.columns)
    unknown = tuple(name for name in names if name not in known)
    columns = tuple(names)
    raw = ((number, [_json_text(record.get(name)) for name in columns]) for number, record in enumerate(records, 1))
    return Table(file, columns, unknown, _rows(raw, columns, file, limits), len(records))


def _json_table(text: str, file: str, known: Sequence[str], required: Collection[str], limits: Limits) -> Table:
    records = _json_records(text, file)
    missing = [name for name in known if name in required and not any(name in record for record in records)]
    if missing:
        raise Refused("tables.missing_columns", file=file, columns=tuple(missing))
    return table_of(records, file, known, limits)


def _json_records(text: str, file: str) -> list[dict[str, Any]]:
    """A list of objects, bare or as the only list of an object; numbers stay as they are written."""
    try:
        found = json.loads(text.lstrip("\ufeff"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise Refused("tables.broken_json", file=file) from error
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else None
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise Refused("tables.json_shape", file=file)
    if not found:
        raise Refused("tables.no_rows", file=file)
    return found


def _json_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case list():
            return "|".join(_json_text(part) for part in value)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
