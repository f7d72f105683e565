"""The three tables of the tallies page: rows by the chosen cuts, what was restated, and the cases behind a figure."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import Say
from app.core.wording import grouped
from app.desk.language import words
from app.desk.table import Column
from app.tally.naming import title_of
from app.tally.report import amounts, money
from app.tally.rules import Cut
from app.tally.view import CaseRow, GroupRow, RestatedRow


def head(name: str) -> str:
    """A heading in the language on screen, the same as in the files."""
    return words(Say(f"tally.head_{name}"))


def group_columns(cuts: Sequence[Cut]) -> Sequence[Column[GroupRow]]:
    """The cuts, both figures, and the value."""
    return (
        *(_cut_column(place, cut) for place, cut in enumerate(cuts)),
        Column("batches", head("batches"), lambda row: row.figures.batches, width=84),
        Column("items", head("items"), lambda row: row.figures.items, width=112),
        Column("value", head("value"), lambda row: amounts(row.figures), width=124, align="right"),
    )


def _cut_column(place: int, cut: Cut) -> Column[GroupRow]:
    return Column(f"cut{place}", words(title_of(cut)), lambda row: words(row.names[place]), width=120, stretch=True)


def case_columns() -> Sequence[Column[CaseRow]]:
    """What tells one detention from another; `items` and value are what the figure counts of it."""
    return (
        Column("case", head("case"), lambda row: row.case_id, width=164),
        Column("when", head("when"), lambda row: row.detained_at, width=136),
        Column("marks", head("marks"), lambda row: row.marks, width=96, stretch=True),
        Column("items", head("items"), lambda row: row.items, width=112),
        Column("value", head("value"), lambda row: money(row.currency, row.value), width=112, align="right"),
        Column("way", head("channel"), _way, width=104),
        Column("declaration", head("declaration"), lambda row: row.declaration_no, width=164),
    )


def _way(row: CaseRow) -> str:
    return f"{words(row.direction)} · {words(row.channel)}"


def restated_columns() -> Sequence[Column[RestatedRow]]:
    """The signed figure beside the one that stands."""
    return (
        Column("day", head("day"), lambda row: row.restated.day, width=100),
        Column("what", head("figure"), _what, width=170),
        Column("batches", head("batches"), _batches, width=84, align="right"),
        Column("items", head("items"), _items, width=132, align="right"),
        Column("signed", head("signed"), lambda row: row.restated.closed_at[:16].replace("T", " "), width=136),
    )


def _what(row: RestatedRow) -> str:
    return " · ".join(part for part in (words(row.cut), words(row.value)) if part)


def _batches(row: RestatedRow) -> str:
    return _from_to(row.restated.closed.batches, row.restated.now.batches)


def _items(row: RestatedRow) -> str:
    return _from_to(row.restated.closed.items, row.restated.now.items)


def _from_to(closed: int, now: int) -> str:
    return f"{grouped(closed)} → {grouped(now)}"
