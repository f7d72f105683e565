"""The tables of the stores: their columns, and what a cell says of a place, a sample or a count."""

from __future__ import annotations

from collections.abc import Sequence

from app.custody.screen.words import finding_text, kind_text
from app.custody.store_view import CountRow, PlaceRow, StoredRow
from app.desk.signs import Word
from app.desk.table import Column
from app.notice.screen.asking import tr
from app.notice.screen.cases.words import plain


def place_columns() -> Sequence[Column[PlaceRow]]:
    """Places, what lies in them, and when they were counted."""
    return (
        Column("place", tr("place"), lambda row: row.place, width=84),
        Column("name", tr("name"), _named, stretch=True),
        Column("parcels", tr("parcels"), lambda row: row.parcels, width=64),
        Column("counted", tr("last count"), _counted, width=124),
    )


def _counted(row: PlaceRow) -> Word | str:
    if not row.place:
        return ""
    if not row.open:
        return Word("muted", tr("closed"), "lock")
    if row.counted_at is None:
        return Word("yellow", tr("never"), "clock")
    day = f"{row.counted_at:%Y-%m-%d}"
    return Word("green", day, "check") if row.agreed else Word("red", day, "alert-triangle-filled")


def stored_columns() -> Sequence[Column[StoredRow]]:
    """Parcels and samples in store."""
    return (
        Column("parcel", tr("parcel"), lambda row: row.parcel, width=210),
        Column("goods", tr("goods"), lambda row: row.goods, stretch=True),
        Column("quantity", tr("quantity"), lambda row: plain(row.quantity), width=84),
        Column("unit", tr("unit"), lambda row: row.unit, width=50),
        Column("weight", tr("weight"), lambda row: row.weight_kg, unit="kg", width=90),
        Column("place", tr("lies in"), lambda row: row.place, width=90),
        Column("seal", tr("seal"), lambda row: row.seal, width=100),
    )


def out_columns() -> Sequence[Column[StoredRow]]:
    """Samples that are out."""
    return (
        Column("due", tr("due back"), _due, width=190),
        Column("parcel", tr("sample"), lambda row: row.parcel, width=210),
        Column("goods", tr("goods"), lambda row: row.goods, stretch=True),
        Column("holder", tr("held by"), lambda row: row.held_by, width=200),
    )


def _due(row: StoredRow) -> Word:
    day = row.due.isoformat() if row.due else ""
    if row.overdue:
        return Word("red", tr("overdue since {day}").format(day=day), "alert-triangle-filled")
    return Word("blue", day, "clock")


def count_columns() -> Sequence[Column[CountRow]]:
    """Counts of places and what did not agree."""
    return (
        Column("at", tr("when"), lambda row: row.at, width=136),
        Column("place", tr("place"), lambda row: row.place, width=90),
        Column("agrees", tr("result"), _result, width=140),
        Column("findings", tr("what did not agree"), _differences, stretch=True),
        Column("who", tr("officers"), lambda row: f"{row.officer}、{row.second_officer}", width=130),
    )


def _result(row: CountRow) -> Word:
    if row.agrees:
        return Word("green", tr("agrees"), "check")
    return Word("red", tr("differs"), "alert-triangle-filled")


def _named(row: PlaceRow) -> str:
    return f"{row.name} · {kind_text(row.kind)}" if row.kind else row.name


def _differences(row: CountRow) -> str:
    return "; ".join(f"{code} {finding_text(found)}" for code, found in row.findings)
