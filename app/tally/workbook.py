"""A tally as a workbook: headline figures, a sheet by each cut, the days, the records, and what was restated."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from app.tally.report import Report, both, days, heading
from app.tally.rules import Figures
from app.tally.view import CaseRow, RestatedRow

UNSHEETED: Final = re.compile(r"[\[\]:*?/\\]")
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST: Final = 32_000
"""A cell takes 32 767 characters."""
COUNT, MONEY, DAY, MOMENT = "#,##0", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def workbook(report: Report) -> bytes:
    """The workbook's bytes; counts are numbers with their units in the headers, text is never a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, both("tally"), _figure_heads((both("figure"), both("days")), report), _headline(report))
    for cuts, rows in report.tables.items():
        heads = _figure_heads([heading((cut,)) for cut in cuts], report)
        body = ([*map(report.name, row.names), *_figures(row.figures, report)] for row in rows)
        _sheet(book, heading(cuts), heads, body)
    line = ([date.fromisoformat(str(row.names[0])), *_figures(row.figures, report)] for row in report.view.line)
    _sheet(book, both("days"), _figure_heads((both("day"),), report), line)
    _sheet(book, both("records"), _record_heads(), (_record(row, report) for row in report.records))
    if report.view.restated:
        _sheet(book, both("restated"), _restated_heads(), (_restated(row, report) for row in report.view.restated))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _figure_heads(first: Sequence[str], report: Report) -> list[str]:
    return [*first, both("batches"), both("items"), *(f"{both('value')} ({name})" for name in report.currencies)]


def _figures(figures: Figures, report: Report) -> list[object]:
    return [figures.batches, figures.items, *(figures.value(name) for name in report.currencies)]


def _headline(report: Report) -> Iterable[list[object]]:
    for words, period, figures in report.compared:
        yield [words, days(period), *_figures(figures, report)]
    yield []
    yield [both("station"), report.station]
    closing = report.view.closing
    if closing is not None:
        yield [both("signed"), f"{closing.day.isoformat()} · {closing.officer} · {closing.closed_at[:16]}"]
        yield [both("digest"), closing.digest]


def _record_heads() -> list[str]:
    names = ("case", "when", "station", "declaration", "direction", "channel", "track", "party", "marks", "items")
    return [*map(both, names), both("value"), both("currency"), both("officer")]


def _record(row: CaseRow, report: Report) -> list[object]:
    coded = map(report.name, (row.direction, row.channel, row.track))
    when = row.detained_at.replace(tzinfo=None)  # a workbook knows no zones; the office's own time stands
    facts = (row.party, "、".join(row.marks) if report.lang == "zh" else ", ".join(row.marks))
    return [
        row.case_id, when, row.station, row.declaration_no, *coded, *facts, row.items, row.value, row.currency,
        row.officer,
    ]  # fmt: skip


def _restated_heads() -> list[str]:
    names = ("day", "cut", "cut_value", "signed", "batches_signed", "items_signed", "batches_now", "items_now", "until")
    return list(map(both, names))


def _restated(row: RestatedRow, report: Report) -> list[object]:
    each = row.restated
    closed, now = each.closed, each.now
    words = (report.name(row.cut), report.name(row.value), each.closed_at[:16].replace("T", " "))
    counts = (closed.batches, closed.items, now.batches, now.items)
    return [each.day, *words, *counts, each.until[:16].replace("T", " ")]


def _sheet(book: Any, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.utils import get_column_letter

    name = UNSHEETED.sub(" ", title)[:31]
    taken = {sheet.title for sheet in book.worksheets}
    sheet = book.create_sheet(name if name not in taken else f"{name[:27]} {len(taken)}")
    for place, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(14, min(40, 2 * len(head)))
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _head(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Font

    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell: Any = WriteOnlyCell(sheet, CONTROLS.sub("", value)[:LONGEST])
        cell.data_type = "s"  # openpyxl makes a formula of anything that begins with =
        cell.number_format = "@"
        return cell
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = _format(value)
    return cell


def _format(value: object) -> str:
    match value:
        case datetime():
            return MOMENT
        case date():
            return DAY
        case Decimal():
            return MONEY
        case _:
            return COUNT
