"""The queries of a tally: one form for a station's own file and for the centre."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, and_, func, literal, select

from app.detention.records import campaign_table, case_table, line_table, right_table
from app.tally.rules import Cut, Figures, Group, Period


def figures(conn: Connection, period: Period, *, only: Sequence[tuple[Cut, str]] = ()) -> Figures:
    """The headline figures of a period, of everything or of what some cuts say."""
    groups = grouped(conn, period, (), only=only)
    return groups[0].figures if groups else Figures()


def grouped(
    conn: Connection, period: Period, cuts: Sequence[Cut], *, only: Sequence[tuple[Cut, str]] = ()
) -> list[Group]:
    """The figures by cuts, largest number of batches first."""
    wanted = dict.fromkeys((*cuts, *(cut for cut, _value in only)))
    source, item_count, value = _source(wanted)
    columns = [_column(cut).label(f"cut_{place}") for place, cut in enumerate(cuts)]
    query = _within(
        select(
            *columns,
            case_table.c.currency.label("currency"),
            func.count(func.distinct(case_table.c.stream + literal("/") + case_table.c.case_id)).label("batches"),
            func.coalesce(func.sum(item_count), 0).label("item_sum"),
            func.coalesce(func.sum(value), 0).label("value_sum"),
        ).select_from(source),
        period,
        only,
    ).group_by(*columns, case_table.c.currency)
    return _gathered(conn.execute(query), len(cuts))


def _gathered(rows: Any, width: int) -> list[Group]:
    found: dict[tuple[str, ...], Figures] = {}
    for row in rows:
        key = tuple(str(part or "") for part in tuple(row)[:width])
        so_far = found.get(key, Figures())
        values = (*so_far.values, (row.currency, Decimal(row.value_sum)))
        found[key] = Figures(so_far.batches + row.batches, so_far.items + int(row.item_sum), values)
    groups = [Group(key, each) for key, each in found.items()]
    return sorted(groups, key=lambda group: (-group.figures.batches, -group.figures.items, group.cuts))


def cases_behind(conn: Connection, period: Period, only: Sequence[tuple[Cut, str]] = ()) -> list[Row[Any]]:
    """The cases that a figure counts, newest first."""
    source, _items, _value = _source({cut: None for cut, _value in only})
    query = _within(select(*case_table.c).distinct().select_from(source), period, only)
    return list(conn.execute(query.order_by(case_table.c.detained_at.desc(), case_table.c.case_id)))


def by_day(conn: Connection, period: Period) -> list[Group]:
    """The figures day by day, in order; days without detentions are left out."""
    return sorted(grouped(conn, period, (Cut.DAY,)), key=lambda group: group.cuts)


def _source(cuts: dict[Cut, None]) -> tuple[FromClause, ColumnElement[int], ColumnElement[Any]]:
    """What to select from, and which columns hold items and value: the case's own, its rights', or its lines'."""
    source: FromClause = case_table
    item_count: ColumnElement[int] = case_table.c.item_count
    value: ColumnElement[Any] = case_table.c.value
    if Cut.CAMPAIGN in cuts:
        source = source.outerjoin(campaign_table, _same_case(campaign_table))
    if cuts.keys() & {Cut.RIGHT, Cut.RIGHT_TYPE, Cut.HOLDER, Cut.HOLDER_SIZE}:
        source = source.join(right_table, _same_case(right_table))
        item_count, value = right_table.c.item_count, right_table.c.value
    elif Cut.HS_CHAPTER in cuts:
        source = source.join(line_table, _same_case(line_table))
        item_count, value = line_table.c.item_count, line_table.c.value
    return source, item_count, value


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


def _within(
    query: Select[*tuple[Any, ...]], period: Period, only: Sequence[tuple[Cut, str]]
) -> Select[*tuple[Any, ...]]:
    query = query.where(case_table.c.day.between(period.first.isoformat(), period.last.isoformat()))
    for cut, value in only:
        query = query.where(_column(cut) == value)
    return query
