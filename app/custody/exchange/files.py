"""Writes an export: a format's records of a period as the kind of file that its name asks for, or nothing at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

from sqlalchemy import Connection

from app.core.errors import Refused
from app.custody.exchange import cen, cn, epcis, eu, oecd
from app.custody.exchange.seizures import Days, seizures
from app.custody.records.keeping import steps_between
from app.store.blobs import write_durably

TABLES: Final[Mapping[str, ModuleType]] = {"cen": cen, "eu": eu, "cn": cn, "oecd": oecd}
FORMATS: Final = (*TABLES, "epcis")
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
Rows = Sequence[Mapping[str, str]]


def export(conn: Connection, name: str, days: Days, path: Path, *, station: str, made_at: str) -> int:
    """Write one format; gives how many records. The ending says the kind: csv, json, xlsx, for CEN also xml."""
    ending = path.suffix.lower()
    if name == "epcis":
        _known(ending, (".json", ".jsonld"))
        found = epcis.events(steps_between(conn, days.first.isoformat(), days.last.isoformat()), station)
        write_durably(path, json.dumps(epcis.document(found, made_at), ensure_ascii=False, indent=1).encode())
        return len(found)
    table = TABLES[name]
    writers: dict[str, Callable[[Rows, Sequence[str]], bytes]] = {".csv": _csv, ".json": _json, ".xlsx": _xlsx}
    if name == "cen":
        writers[".xml"] = lambda rows, _columns: cen.xml(rows)
    _known(ending, tuple(writers))
    rows = table.records(seizures(conn, days))
    write_durably(path, writers[ending](rows, table.COLUMNS))
    return len(rows)


def _known(ending: str, endings: Sequence[str]) -> None:
    if ending not in endings:
        raise Refused("custody.bad_ending", field="file", known=", ".join(endings))


def _csv(rows: Rows, columns: Sequence[str]) -> bytes:
    """UTF-8 with a mark at its head, so that spreadsheets read Chinese; no cell turns into a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain_text(row[name]) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain_text(cell: str) -> str:
    """A spreadsheet takes a cell with such a sign at its head for a formula; an apostrophe keeps it text."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _json(rows: Rows, columns: Sequence[str]) -> bytes:
    return json.dumps([{name: row[name] for name in columns} for row in rows], ensure_ascii=False, indent=1).encode()


def _xlsx(rows: Rows, columns: Sequence[str]) -> bytes:
    from tempfile import TemporaryDirectory

    from app.core.tables.writing import write_xlsx

    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        write_xlsx(path, columns, rows)
        return path.read_bytes()
