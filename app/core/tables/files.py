"""A file from outside: its bytes within a limit, and what kind it truly is, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.core.errors import Refused, Trouble

Kind = Literal["csv", "xlsx", "json", "xml"]

MEBI = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one file may ask of the machine; bytes, counts and characters."""

    file_bytes: int = 256 * MEBI
    unpacked_bytes: int = 512 * MEBI
    rows: int = 1_000_000
    columns: int = 300
    cell_chars: int = 20_000


LIMITS = Limits()

DIGITS_LOST = "\x01"
"""Put before a spreadsheet's number of more than 15 digits: Excel has already replaced its last digits by zeros."""
FORMULA_ERROR = "\x02"
"""Put before what a formula left where it failed (#REF!, #N/A …)."""

_NAMED: dict[str, Kind] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".json": "json",
    ".xml": "xml",
}
_OTHER_FORMATS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BM", b"II*\0")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def bytes_of(path: Path, limits: Limits = LIMITS) -> bytes:
    """The file's bytes; Refused where there is none, it is empty, or it is larger than the limit."""
    if not path.is_file():
        raise Refused("tables.not_a_file" if path.exists() else "tables.not_found", file=path.name)
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise Trouble("tables.cannot_read", file=path.name) from error
    if len(data) > limits.file_bytes:
        raise Refused("tables.too_large", file=path.name, most=limits.file_bytes // MEBI)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused("tables.empty", file=path.name)
    return data


def kind_of(path: Path, data: bytes, wanted: Collection[Kind]) -> Kind:
    """The kind by content, which must be one that is wanted and agree with the file's name."""
    found = _by_content(path.name, data)
    named = _NAMED.get(path.suffix.lower())
    if named == "csv" and found == "json":
        found = "csv"  # a header may begin with a bracket
    if found and named and named != found:
        raise Refused("tables.name_and_content_differ", file=path.name, found=found.upper(), named=path.suffix)
    if found is None or found not in wanted:
        raise Refused("tables.wrong_type", file=path.name, wanted=" / ".join(wanted).upper())
    return found


def _by_content(name: str, data: bytes) -> Kind | None:
    if data.startswith(_OLD_OFFICE):
        raise Refused("tables.old_or_locked_excel", file=name)
    if data.startswith(_ZIP):
        return _zip_kind(name, data)
    if data.startswith(_OTHER_FORMATS) or _binary(data):
        return None
    start = data[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        return "xml"
    return "json" if start.startswith((b"[", b"{")) else "csv"


def _zip_kind(name: str, data: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xlsx" if "xl/workbook.xml" in archive.namelist() else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise Refused("tables.broken_workbook", file=name) from error


def _binary(data: bytes) -> bool:
    """Text holds no zero byte, unless it is UTF-16."""
    return b"\0" in data[:65536] and not data.startswith(_UTF16) and _zero_share(data[:4096]) < 0.2


def _zero_share(start: bytes) -> float:
    halves = start[::2].count(0), start[1::2].count(0)
    return max(halves) / max(1, len(start) // 2) if min(halves) == 0 else 0.0
