"""A tally as files: a workbook and a PDF, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from app.core.wording import Lang
from app.store.blobs import write_durably
from app.tally.report import Report
from app.tally.rules import Cut, Period
from app.tally.view import Asked, Behind, Choice, GroupRow, records_of, rows_by, view_of

USUAL_CUTS: Final = (Cut.STATION, Cut.CHANNEL, Cut.DIRECTION, Cut.CAMPAIGN, Cut.RIGHT)
"""What a file is cut by where nobody chose."""


def export(
    conn: Connection,
    period: Period,
    cuts: Sequence[Cut],
    lang: Lang,
    *,
    xlsx: Path | None,
    pdf: Path | None,
    station: str,
    stream: str = "",
    choice: Choice = Choice.DAYS,
) -> None:
    """Write the tally of a period as a workbook, a PDF, or both; nothing is written until all of it is made.

    `stream` is whose signature under the last day is shown; `choice` says what the days are compared with.
    """
    asked = Asked(choice, period, tuple(dict.fromkeys(cuts)))
    report = gathered(conn, asked, lang, station, stream)
    made: list[tuple[Path, bytes]] = []
    if xlsx is not None:
        from app.tally.workbook import workbook

        made.append((xlsx, workbook(report)))
    if pdf is not None:
        from app.tally.paper import paper

        made.append((pdf, paper(report)))
    for path, data in made:
        write_durably(path, data)


def gathered(conn: Connection, asked: Asked, lang: Lang, station: str, stream: str = "") -> Report:
    """Everything that goes into the files, read in one view of the database."""
    view = view_of(conn, replace(asked, cuts=()), stream or None)
    cuts = asked.cuts or USUAL_CUTS
    tables: dict[tuple[Cut, ...], tuple[GroupRow, ...]] = {(cut,): rows_by(conn, asked.period, (cut,)) for cut in cuts}
    if len(asked.cuts) > 1:
        tables = {asked.cuts: rows_by(conn, asked.period, asked.cuts), **tables}
    records = records_of(conn, Behind(asked.period))
    return Report(station, lang, view, tables, records)
