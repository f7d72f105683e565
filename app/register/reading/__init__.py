"""Register files read into recordations with their pictures, and written back in the native form."""

from __future__ import annotations

from app.register.reading.native import COLUMNS, REQUIRED, recordation_row, write_recordations
from app.register.reading.pictures import Picture, picture_beside
from app.register.reading.recordations import read_recordations

__all__ = [
    "COLUMNS",
    "REQUIRED",
    "Picture",
    "picture_beside",
    "read_recordations",
    "recordation_row",
    "write_recordations",
]
