"""Inspected outcomes as columns of text: the customs data set's headers as they are, or this program's own."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.errors import Refused
from app.risk.scorecard.indicators import REPEAT_COLUMNS, number

MAX_ROWS = 5_000_000
HEADERS: Mapping[str, str] = {
    "Declaration ID": "declaration_no",
    "Date": "declared_on",
    "Office ID": "office",
    "Process Type": "process",
    "Import Type": "import_type",
    "Import Use": "import_use",
    "Payment Type": "payment",
    "Mode of Transport": "transport",
    "Declarant ID": "declarant",
    "Importer ID": "importer",
    "Seller ID": "seller",
    "Courier ID": "courier",
    "HS6 Code": "hs6",
    "HS10 Code": "hs6",
    "Country of Departure": "departure",
    "Country of Origin": "origin",
    "Tax Rate": "tax_rate",
    "Tax Type": "tax_type",
    "Country of Origin Indicator": "origin_mark",
    "Net Mass": "mass",
    "Item Price": "price",
    "Fraud": "found",
    "Critical Fraud": "critical",
    "hs_code": "hs6",
    "net_kg": "mass",
    "value": "price",
    "customs_code": "office",
    "broker": "declarant",
    "consignee_id": "importer",
    "consignor_id": "seller",
    "trade_mode": "process",
    "transport_mode": "transport",
}
"""The customs data set's columns, and this program's native ones, by the names the indicators use."""
_YES = {"1", "true", "yes", "found", "是"}
_NO = {"0", "false", "no", "nothing", "否"}


@dataclass(frozen=True)
class Outcomes:
    """Inspected lines: columns of text, `found` (0 or 1), and the day of each as an ordinal (0: no date)."""

    columns: Mapping[str, Sequence[str]]
    found: NDArray[np.int8]
    days: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.found)

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Outcomes:
        """Some of the rows, by index or mask."""
        index = np.flatnonzero(which) if which.dtype == np.bool_ else which
        picked = {name: [column[i] for i in index] for name, column in self.columns.items()}
        return Outcomes(picked, self.found[index], self.days[index])

    def cargo(self) -> list[str]:
        """What makes each row's cargo the same as another's (HS6, route, tax rate and type, net mass)."""
        read = [self.columns.get(name, ("",) * len(self)) for name in REPEAT_COLUMNS]
        return ["|".join(each) for each in zip(*read, strict=True)]

    def at_stake(self) -> NDArray[np.float64]:
        """The duty at stake on each row: price x tax rate (a stand-in where the file has no revenue of its own)."""
        price = [number(text) or 0.0 for text in self.columns.get("price", ("0",) * len(self))]
        rate = [number(text) or 0.0 for text in self.columns.get("tax_rate", ("0",) * len(self))]
        told: NDArray[np.float64] = np.array(price) * np.array(rate) / 100.0
        return told


def joined(first: Outcomes, second: Outcomes) -> Outcomes:
    """Two tables with the same columns as one."""
    names = [name for name in first.columns if name in second.columns]
    return Outcomes(
        {name: [*first.columns[name], *second.columns[name]] for name in names},
        np.concatenate([first.found, second.found]),
        np.concatenate([first.days, second.days]),
    )


def read_outcomes(path: Path) -> Outcomes:
    """The inspected lines of a CSV; Refused names the file, row and column that can't be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(file, path.name)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused("risk.outcomes_unread", file=path.name) from error


def _read(lines: object, file: str) -> Outcomes:
    rows = csv.reader(lines)  # type: ignore[arg-type]
    header = [HEADERS.get(name.strip(), name.strip()) for name in next(rows, [])]
    if "found" not in header:
        raise Refused("risk.outcomes_unlabelled", file=file)
    body: list[list[str]] = []
    for number_, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise Refused("risk.outcomes_ragged", file=file, row=number_, wanted=len(header), got=len(row))
        if len(body) >= MAX_ROWS:
            raise Refused("risk.outcomes_long", file=file, most=MAX_ROWS)
        body.append(row)
    if not body:
        raise Refused("risk.outcomes_empty", file=file)
    columns = {name: list(column) for name, column in zip(header, zip(*body, strict=True), strict=True)}
    if "hs6" in columns:
        columns["hs6"] = [text.strip().zfill(6)[:6] if text.strip() else "" for text in columns["hs6"]]
    found = columns.pop("found")
    return Outcomes(columns, _labels(found, file), _days(columns.get("declared_on", [""] * len(found))))


def _labels(found: Sequence[str], file: str) -> NDArray[np.int8]:
    told = np.zeros(len(found), np.int8)
    for index, text in enumerate(found):
        folded = text.strip().lower()
        if folded not in _YES and folded not in _NO:
            raise Refused("risk.outcomes_label", file=file, row=index + 2, value=text[:20])
        told[index] = folded in _YES
    return told


def _days(texts: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    for text in set(texts):
        try:
            known[text] = date.fromisoformat(text.strip()[:10]).toordinal()
        except ValueError:
            known[text] = 0
    return np.array([known[text] for text in texts], np.int64)
