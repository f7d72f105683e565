"""Declaration files, format by format, read into declarations; and written back in the native form."""

from __future__ import annotations

from app.intake.reading.declarations import FORMATS, Format, read_declarations
from app.intake.reading.native import COLUMNS, REQUIRED, declaration_rows, write_declarations

__all__ = ["COLUMNS", "FORMATS", "REQUIRED", "Format", "declaration_rows", "read_declarations", "write_declarations"]
