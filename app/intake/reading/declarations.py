"""Declaration files of any known format, checked field by field into declarations and a list of what was refused.

A declaration is taken whole or not at all: with a goods line missing, the goods of that line would later look
undeclared. Every format gives rows of the native columns, so that all are held to the same checks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from app.core.errors import Refused, Say
from app.core.tables import LIMITS, Cells, Kind, Limits, Reading, Reject, Row, Table, bytes_of, kind_of, open_table
from app.intake.reading import checks
from app.intake.reading.native import COLUMNS, HEADER, REQUIRED
from app.intake.rules import Declaration, GoodsLine

Format = Literal["auto", "csv", "xlsx", "wco-xml", "asycuda-xml", "itmatt"]
FORMATS: tuple[Format, ...] = get_args(Format)

_KINDS: dict[Format, tuple[Kind, ...]] = {"auto": ("csv", "xlsx", "xml"), "csv": ("csv",), "xlsx": ("xlsx",)}

Progress = Callable[[int, int], None]
PROGRESS_EVERY = 1_000


def read_declarations(
    path: Path,
    *,
    format: Format = "auto",  # noqa: A002 - the command's own word
    progress: Progress | None = None,
    limits: Limits = LIMITS,
) -> Reading[Declaration]:
    """The declarations of a file; Refused where the whole file can't be used, rejects where a declaration can't."""
    table = _table(path, format, limits)
    drafts = _drafts(table, progress)
    items = tuple(made for draft in drafts if (made := draft.declaration()))
    rejects = sorted((told for draft in drafts for told in draft.rejects), key=lambda told: told.row)
    remarks = sorted((told for draft in drafts for told in draft.remarks), key=lambda told: told.row)
    return Reading(items, tuple(rejects), len(drafts), table.unknown, tuple(remarks))


def _table(path: Path, wanted: Format, limits: Limits) -> Table:
    if wanted not in FORMATS:
        raise Refused("intake.unknown_format", format=wanted, formats=FORMATS)
    data = bytes_of(path, limits)
    if kind_of(path, data, _KINDS.get(wanted, ("xml",))) != "xml":
        return open_table(path, COLUMNS, REQUIRED, limits=limits)
    from app.intake.reading.messages import message_table

    return message_table(data, path.name, wanted, limits)


@dataclass
class _Draft:
    """The rows of one declaration number as they are met, until all are there."""

    table: Table
    first: Cells
    lines: list[GoodsLine] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    remarks: list[Reject] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    extra: dict[str, str] = field(default_factory=dict)

    def take(self, cells: Cells) -> None:
        """One more row: its header fields must not contradict the first row's; its line must be new."""
        if self.rows:
            self._same_header(cells)
        line = checks.goods_line(cells, len(self.rows) + 1)
        if line and line.line_no in self.numbers:
            cells.refuse("line_no", "intake.line_twice", line=line.line_no)
        elif line:
            self.numbers.add(line.line_no)
            self.lines.append(line)
        self._keep_extra(cells, line)
        self.rows.append(cells.row)
        if cells is not self.first:
            self._collect(cells)

    def _same_header(self, cells: Cells) -> None:
        for name in HEADER:
            here, there = cells.raw(name), self.first.raw(name)
            if here and here != there:
                cells.refuse(name, "intake.contradiction", row=self.first.row, first=there)

    def _keep_extra(self, cells: Cells, line: GoodsLine | None) -> None:
        for name in self.table.unknown:
            value = cells.raw(name)
            if not value or self.extra.get(name) == value:
                continue
            own = f"{name}[{line.line_no if line else cells.row}]"
            self.extra[own if self.rows else name] = value

    def _collect(self, cells: Cells) -> None:
        self.rejects += cells.rejects
        self.remarks += cells.remarks

    def declaration(self) -> Declaration | None:
        """The whole declaration, or None with one more reject that tells why its good rows stay out too."""
        made = checks.declaration(self.first, tuple(self.lines), tuple(self.extra.items()))
        self._collect(self.first)
        if not self.rejects:
            return made
        bad = {told.row for told in self.rejects}
        if good := next((row for row in self.rows if row not in bad), None):
            reason = Say("intake.left_out", {"rows": tuple(sorted(bad))[:10]})
            number = self.first.raw("declaration_no")
            self.rejects.append(Reject(self.table.file, good, "declaration_no", number, reason))
        return None


def _drafts(table: Table, progress: Progress | None) -> Sequence[_Draft]:
    drafts: dict[str, _Draft] = {}
    count = 0
    for count, row in enumerate(table.rows, start=1):
        cells = Cells(table.file, row)
        number = _declaration_key(row)
        if number not in drafts:
            drafts[number] = _Draft(table, cells)
        drafts[number].take(cells)
        if progress and count % PROGRESS_EVERY == 0:
            progress(count, max(count, table.about))
    if progress:
        progress(count, count)
    return tuple(drafts.values())


def _declaration_key(row: Row) -> str:
    """Rows without a number belong to no declaration: each stands alone and is refused."""
    return row.cells.get("declaration_no", "").upper() or f"\0{row.number}"
