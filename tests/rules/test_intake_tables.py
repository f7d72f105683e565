"""Workbooks from outside, hostile or damaged: refused in one line, never unpacked past the limit, never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.tables import Limits, Table, open_table, write_xlsx

COLUMNS = ("a", "b")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_xlsx(path, COLUMNS, [{"a": "=1+1", "b": "乙"}, {"a": "@x"}, {}, {"b": "z"}])
    return path


def opened(path: Path, **limits: int) -> Table:
    return open_table(path, COLUMNS, {"a"}, limits=Limits(**limits))


def replaced(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one part changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    path.write_bytes(packed.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_rows_keep_their_spreadsheet_numbers_and_text_stays_text(book: Path) -> None:
    assert [(row.number, row.cells) for row in opened(book).rows] == [
        (2, {"a": "=1+1", "b": "乙"}),
        (3, {"a": "@x", "b": ""}),
        (5, {"a": "", "b": "z"}),
    ]


def test_no_cell_is_written_as_a_formula(book: Path) -> None:
    from openpyxl import load_workbook

    cells = [cell for row in load_workbook(book)["data"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_formula_that_failed_is_a_fault_of_its_row(tmp_path: Path) -> None:
    from openpyxl import Workbook

    made = Workbook()
    assert made.active is not None
    made.active.append(COLUMNS)
    made.active.append(["#REF!", "x"])
    made.active["A2"].data_type = "e"
    made.save(tmp_path / "e.xlsx")
    (row,) = opened(tmp_path / "e.xlsx").rows
    assert [(fault.column, fault.reason.key) for fault in row.faults] == [("a", "tables.formula_error")]


def test_entities_are_refused(book: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    replaced(book, SHEET, lambda old: bomb + old.split(b"?>", 1)[-1].replace("乙".encode(), b"&b;"))
    with pytest.raises(Refused, match="broken_workbook"):
        list(opened(book).rows)


def test_a_file_from_outside_is_not_read(book: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    replaced(book, "xl/workbook.xml", lambda old: bomb + old.split(b"?>", 1)[-1])
    with pytest.raises(Refused, match="broken_workbook"):
        list(opened(book).rows)


def test_a_part_that_unpacks_to_too_much(book: Path) -> None:
    replaced(book, SHEET, lambda old: old + b" " * 4_000_000)
    with pytest.raises(Refused, match="too_large_unpacked"):
        opened(book, unpacked_bytes=1_000_000)


def test_a_sheet_that_claims_a_million_columns_is_read_as_it_is(book: Path) -> None:
    replaced(book, SHEET, lambda old: old.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'))
    assert len(list(opened(book).rows)) == 3


def test_a_row_far_below_counts_against_the_limit(book: Path) -> None:
    replaced(book, SHEET, lambda old: old.replace(b'r="5"', b'r="99000000"'))
    with pytest.raises(Refused, match="too_many_rows"):
        list(opened(book, rows=1000).rows)


def test_a_cell_far_to_the_right_is_refused(book: Path) -> None:
    replaced(book, SHEET, lambda old: old.replace(b'r="B5"', b'r="XFD5"'))
    with pytest.raises(Refused, match="too_many_columns"):
        list(opened(book).rows)


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "[Content_Types].xml"])
def test_a_part_that_is_rubbish(book: Path, part: str) -> None:
    replaced(book, part, lambda old: old[: len(old) // 2])
    with pytest.raises(Refused):
        list(opened(book).rows)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_anywhere_it_is_read_or_refused(book: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - damage, not secrets
    data = bytearray(book.read_bytes())
    for _ in range(draw.randint(1, 30)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    book.write_bytes(bytes(data[: draw.choice((len(data), draw.randrange(1, len(data))))]))
    outcome = "read"
    try:
        list(opened(book).rows)
    except Refused as refused:
        outcome = refused.say.key.split(".")[0]
    assert outcome in {"read", "tables"}
