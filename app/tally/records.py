"""The queries of a tally, one form for a station's own file and for the centre; and the days that were closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    and_,
    func,
    literal,
    select,
)

from app.core.canonical import canonical
from app.detention.records import campaign_table, case_table, line_table, right_table
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata
from app.store.writing import put
from app.tally.rules import (
    BY_LINE,
    BY_RIGHT,
    FIXED,
    WHOLE,
    Closing,
    Cut,
    Figures,
    Group,
    Period,
    Restated,
    Sheet,
    figures_from_json,
    restated,
)

closing_table = Table(
    "tally_closing",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("closed_at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    info=READING,
)

closed_figure_table = Table(
    "tally_closed_figure",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("cut", String(20), primary_key=True),
    Column("value", String(60), primary_key=True),
    Column("batches", BigInteger, nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("amounts", Text, nullable=False),
    info=READING,
)

Only = Sequence[tuple[Cut, str]]
"""What some cuts must say: the row of a table, the bar of a chart."""


def figures(conn: Connection, period: Period, *, only: Only = ()) -> Figures:
    """The headline figures of a period, of everything or of what some cuts say."""
    groups = grouped(conn, period, (), only=only)
    return groups[0].figures if groups else Figures()


def grouped(conn: Connection, period: Period, cuts: Sequence[Cut], *, only: Only = ()) -> list[Group]:
    """The figures by cuts, largest number of batches first."""
    units = _units(period, cuts, only).subquery("unit")
    found = _summed(conn, units, [units.c[f"cut_{place}"] for place in range(len(cuts))])
    groups = [Group(key, each) for key, each in found.items()]
    return sorted(groups, key=lambda group: (-group.figures.batches, -group.figures.items, group.cuts))


def _summed(conn: Connection, units: Any, keys: Sequence[ColumnElement[Any]]) -> dict[tuple[str, ...], Figures]:
    batches = func.count(func.distinct(units.c.stream + literal("/") + units.c.case_id))
    columns = (*keys, units.c.currency)
    sums = (
        batches.label("batch_sum"),
        func.sum(units.c.item_count).label("item_sum"),
        func.sum(units.c.value).label("paid"),
    )
    found: dict[tuple[str, ...], Figures] = {}
    for row in conn.execute(select(*columns, *sums).group_by(*columns).order_by(*columns)):
        key = tuple(str(part or "") for part in tuple(row)[: len(keys)])
        so_far = found.get(key, Figures())
        amounts = (*so_far.values, (row.currency, Decimal(row.paid)))
        found[key] = Figures(so_far.batches + row.batch_sum, so_far.items + int(row.item_sum), amounts)
    return found


def cases_behind(conn: Connection, period: Period, only: Only = (), limit: int | None = None) -> list[Row[Any]]:
    """The cases that a figure counts, newest first, with the items and the value it counts of each."""
    units = _units(period, (), only).subquery("unit")
    counted = (
        select(
            units.c.stream,
            units.c.case_id,
            func.sum(units.c.item_count).label("counted_items"),
            func.sum(units.c.value).label("counted_value"),
        )
        .group_by(units.c.stream, units.c.case_id)
        .subquery("counted")
    )
    query = (
        select(*case_table.c, counted.c.counted_items, counted.c.counted_value)
        .select_from(case_table.join(counted, _same_case(counted)))
        .order_by(case_table.c.detained_at.desc(), case_table.c.stream, case_table.c.case_id)
    )
    return list(conn.execute(query.limit(limit) if limit else query))


def marks_of(conn: Connection, period: Period) -> dict[tuple[str, str], tuple[str, ...]]:
    """The marks of each case of a period, by stream and case."""
    query = (
        select(right_table.c.stream, right_table.c.case_id, right_table.c.mark, right_table.c.recordation_no)
        .select_from(right_table.join(case_table, _same_case(right_table)))
        .where(_in(period))
        .order_by(right_table.c.recordation_no)
    )
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in conn.execute(query):
        key = (row.stream, row.case_id)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), row.mark or row.recordation_no)))
    return found


def by_day(conn: Connection, period: Period) -> list[Group]:
    """The figures day by day, in order; days without detentions are left out."""
    return sorted(grouped(conn, period, (Cut.DAY,)), key=lambda group: group.cuts)


def _units(period: Period, cuts: Sequence[Cut], only: Only) -> Select[*tuple[Any, ...]]:
    """What is added up, each once for each row it falls in: whole cases, or lines where a cut falls within a case.

    Distinct, because two rights of one holder on one line must not count its goods twice in that holder's row.
    """
    wanted = {*cuts, *(cut for cut, _value in only)}
    by_line = bool(wanted & BY_LINE)
    counted = line_table if by_line else case_table
    query = select(
        case_table.c.stream,
        case_table.c.case_id,
        case_table.c.currency,
        *(_column(cut).label(f"cut_{place}") for place, cut in enumerate(cuts)),
        (line_table.c.n if by_line else literal(0)).label("n"),
        counted.c.item_count,
        counted.c.value,
    )
    conditions = [_column(cut) == value for cut, value in only]
    return query.select_from(_joined(wanted, by_line=by_line)).where(_in(period), *conditions).distinct()


def _joined(wanted: set[Cut], *, by_line: bool) -> FromClause:
    source: FromClause = case_table
    if Cut.CAMPAIGN in wanted:
        source = source.outerjoin(campaign_table, _same_case(campaign_table))
    if by_line:
        source = source.join(line_table, _same_case(line_table))
    if wanted & BY_RIGHT:
        source = source.join(right_table, and_(_same_case(right_table), _line_has_right()))
    return source


def _line_has_right() -> ColumnElement[bool]:
    """Whether a line names a right; by `replace`, which both databases have and which knows no wildcards."""
    named = literal("|") + line_table.c.recordations + literal("|")
    sought = literal("|") + right_table.c.recordation_no + literal("|")
    return func.replace(named, sought, "") != named


def _in(period: Period) -> ColumnElement[bool]:
    return case_table.c.day.between(period.first.isoformat(), period.last.isoformat())


def _same_case(table: Any) -> ColumnElement[bool]:
    return and_(table.c.stream == case_table.c.stream, table.c.case_id == case_table.c.case_id)


def _column(cut: Cut) -> ColumnElement[str]:
    match cut:
        case Cut.CAMPAIGN:
            return func.coalesce(campaign_table.c.campaign, "")
        case Cut.RIGHT:
            return right_table.c.recordation_no
        case Cut.RIGHT_TYPE | Cut.HOLDER | Cut.HOLDER_SIZE:
            return right_table.c[cut.value]
        case Cut.HS_CHAPTER:
            return func.substr(line_table.c.hs_code, 1, 2)
        case _:
            return case_table.c[cut.value]


# closed days


def sheets(conn: Connection, period: Period) -> Mapping[tuple[str, str], Sheet]:
    """The figures of each stream's days by the fixed cuts, as they stand now, by stream and ISO day."""
    found: dict[tuple[str, str], dict[tuple[str, str], Figures]] = {}
    for cut in (None, *FIXED):
        cuts = (Cut.DAY,) if cut is None else (Cut.DAY, cut)
        units = _units(period, cuts, ()).subquery("unit")
        keys = [units.c.stream, *(units.c[f"cut_{place}"] for place in range(len(cuts)))]
        for (stream, day, *value), each in _summed(conn, units, keys).items():
            found.setdefault((stream, day), {})[str(cut or WHOLE), value[0] if value else ""] = each
    return found


def closings(conn: Connection, period: Period, stream: str | None = None) -> list[Closing]:
    """The closings of a period's days, of every stream or of one, each day's in order."""
    inside = closing_table.c.day.between(period.first.isoformat(), period.last.isoformat())
    own = [closing_table.c.stream == stream] if stream is not None else []
    query = select(closing_table).where(inside, *own).order_by(*closing_table.primary_key.columns)
    rows = list(conn.execute(query))
    signed = _signed(conn, period) if rows else {}
    return [
        Closing(
            row.stream, date.fromisoformat(row.day), row.n, row.closed_at, row.officer, row.digest,
            signed.get((row.stream, row.day, row.n), {}),
        )
        for row in rows
    ]  # fmt: skip


def _signed(conn: Connection, period: Period) -> Mapping[tuple[str, str, int], Sheet]:
    inside = closed_figure_table.c.day.between(period.first.isoformat(), period.last.isoformat())
    found: dict[tuple[str, str, int], dict[tuple[str, str], Figures]] = {}
    for row in conn.execute(select(closed_figure_table).where(inside)):
        plain = {"batches": row.batches, "items": row.item_count, "values": json.loads(row.amounts)}
        found.setdefault((row.stream, row.day, row.n), {})[row.cut, row.value] = figures_from_json(plain)
    return found


def restatements(conn: Connection, period: Period) -> list[Restated]:
    """Every figure of a closed day that is not what was signed: against the next closing, and against now."""
    signed = closings(conn, period)
    if not signed:
        return []
    now = sheets(conn, period)
    later: list[Closing | None] = [*signed[1:], None]
    pairs = zip(signed, later, strict=True)
    return [each for closing, after in pairs for each in _changes(closing, after, now)]


def _changes(closing: Closing, after: Closing | None, now: Mapping[tuple[str, str], Sheet]) -> Iterable[Restated]:
    if after is not None and (after.stream, after.day) == (closing.stream, closing.day):
        return restated(closing, after.sheet, after.closed_at)
    return restated(closing, now.get((closing.stream, closing.day.isoformat()), {}))


def _closed(to: Applying, entry: Entry) -> None:
    own = {"stream": entry.stream, "day": entry.body["day"], "n": entry.body["n"]}
    signed = {"closed_at": entry.occurred_at, "officer": entry.officer, "digest": entry.body["digest"]}
    put(to.conn, closing_table, {**own, **signed})
    put(
        to.conn,
        closed_figure_table,
        (
            {
                **own,
                "cut": figure["cut"],
                "value": figure["value"],
                "batches": figure["batches"],
                "item_count": figure["items"],
                "amounts": canonical(figure["values"]).decode(),
            }
            for figure in entry.body["figures"]
        ),
    )


APPLIES: Applies = {("tally.closed", 1): _closed}
