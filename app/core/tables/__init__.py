"""Tables that come from outside (CSV, XLSX, JSON): read safely into rows, checked cell by cell, and written back."""

from __future__ import annotations

from app.core.tables.cells import Cells, Reading, Reject, is_digits
from app.core.tables.files import LIMITS, Kind, Limits, bytes_of, kind_of
from app.core.tables.rows import Fault, Row, Table, open_table, table_of
from app.core.tables.text import decoded
from app.core.tables.writing import write_csv, write_xlsx

__all__ = [
    "LIMITS",
    "Cells",
    "Fault",
    "Kind",
    "Limits",
    "Reading",
    "Reject",
    "Row",
    "Table",
    "bytes_of",
    "decoded",
    "is_digits",
    "kind_of",
    "open_table",
    "table_of",
    "write_csv",
    "write_xlsx",
]
