"""Tables written out so that they read back the same, and so that no cell turns into a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]], *, encoding: str = "utf-8"
) -> None:
    """A CSV with a header row; a column that a row lacks is left empty."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([row.get(name, "") for name in columns] for row in rows)


def write_xlsx(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]], *, title: str = "data") -> None:
    """A workbook of one sheet in which each cell is text, also one that begins with = + - or @."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    sheet.append([_text_cell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_text_cell(sheet, row.get(name, "")) for name in columns])
    book.save(path)


def _text_cell(sheet: Any, value: str) -> Any:
    if not value:
        return None  # an empty cell is left out: half the file and half the time to read it again
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"  # openpyxl makes a formula of anything that begins with =
    cell.number_format = "@"
    return cell
