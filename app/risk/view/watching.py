"""Whether the world has moved: finds against forecasts, the spread of trade, the model's age, the desk's own index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from app.core.clock import day_of
from app.core.errors import Say
from app.intake.records import declaration_table, goods_line_table
from app.risk.past import SAME
from app.risk.priors import Heat, counterfeiting_factors, gtric, heat
from app.risk.records import outcome_table, screening_table
from app.risk.records.steering import models_taken
from app.risk.rules import Model
from app.risk.scorecard.drift import PSI_ALARM, SPANS_IN_WEEKS, Alarm, Opened, Watch, stability_index

WEEK = 7
RECENT = timedelta(days=28)
MODEL_DAYS = 35
FEWEST_SPREAD = 100
FEWEST_FINDS = 10
OWN_PRODUCTS = 12
OWN_ECONOMIES = 12
SHIPMENT = (declaration_table.c.stream == screening_table.c.stream) & (
    declaration_table.c.declaration_no == screening_table.c.declaration_no
)
CHAPTER = (
    select(func.min(func.substr(goods_line_table.c.hs_code, 1, 2)))
    .where(
        goods_line_table.c.stream == declaration_table.c.stream,
        goods_line_table.c.declaration_no == declaration_table.c.declaration_no,
    )
    .scalar_subquery()
    .label("chapter")
)


def drift_words(conn: Connection, today: date) -> tuple[Say, ...]:
    """Each watch in words: alarms of the last four weeks, then how steady the spread of trade is."""
    return (*_finds(conn, today), *_spreads(conn, today))


def _finds(conn: Connection, today: date) -> Iterator[Say]:
    weeks = _opened_by_week(conn)
    if not weeks:
        yield Say("targeting.drift_unknown")
        return
    watch, now = Watch(), _week(today)
    alarms: dict[str, Alarm] = {}
    for number in range(min(weeks), now + 1):
        told = watch.week(number, weeks.get(number, []))
        if number > now - max(SPANS_IN_WEEKS):
            alarms.update({alarm.cell: alarm for alarm in told})
    yield from (alarm.say for alarm in alarms.values())
    if not alarms:
        recent = [each for number, some in weeks.items() if number > now - max(SPANS_IN_WEEKS) for each in some]
        foretold = f"{sum(each.foretold for each in recent):.1f}"
        found = sum(each.found for each in recent)
        gaps = {"weeks": max(SPANS_IN_WEEKS), "found": found, "foretold": foretold, "lines": len(recent)}
        yield Say("targeting.drift_none", gaps)


def _opened_by_week(conn: Connection) -> dict[int, list[Opened]]:
    weeks: dict[int, list[Opened]] = {}
    query = (
        select(outcome_table.c.decided_at, outcome_table.c.result, screening_table.c.likelihood, *_CELLS)
        .join(screening_table, SAME)
        .join(declaration_table, SHIPMENT)
    )
    for row in conn.execute(query):
        cells = tuple(cell for cell in (f"HS {row.chapter}" if row.chapter else "", row.origin, row.channel) if cell)
        opened = Opened(cells, row.likelihood, row.result == "found")
        weeks.setdefault(_week(day_of(row.decided_at)), []).append(opened)
    return weeks


_CELLS = (declaration_table.c.origin, declaration_table.c.channel, CHAPTER)


def _week(day: date) -> int:
    return day.toordinal() // WEEK


def _spreads(conn: Connection, today: date) -> Iterator[Say]:
    """How the trade of the last four weeks is spread against that before."""
    since = (today - RECENT).isoformat()
    for name, column in zip(("origin", "channel", "chapter"), _CELLS, strict=True):
        query = select(column, declaration_table.c.declared_on >= since, func.count()).group_by(
            column, declaration_table.c.declared_on >= since
        )
        before: Counter[str] = Counter()
        now: Counter[str] = Counter()
        for value, recent, count in conn.execute(query):
            (now if recent else before)[value or ""] += count
        what = Say(f"targeting.spread_{name}")
        if min(before.total(), now.total()) < FEWEST_SPREAD:
            yield Say("targeting.too_short", {"what": what})
            continue
        index = stability_index(before, now)
        key = "targeting.moved" if index > PSI_ALARM else "targeting.steady"
        yield Say(key, {"what": what, "index": f"{index:.2f}"})


def model_words(conn: Connection, model: Model | None, today: date) -> Say:
    """Which learned model is in use, and since when; one that has grown old is said to be."""
    if model is None:
        return Say("targeting.model_none")
    taken = models_taken(conn, 1)
    since = day_of(taken[0].at) if taken else today
    days = (today - since).days
    gaps: dict[str, Any] = {"version": model.version, "day": since, "days": days}
    return Say("targeting.model_old" if days > MODEL_DAYS else "targeting.model_used", gaps)


def own_index(conn: Connection) -> tuple[Heat | None, Say]:
    """This desk's own GTRIC by chapter and origin, from its finds and the declared value of all its trade."""
    trade_products, trade_economies = _declared_values(conn)
    found_products: Counter[str] = Counter()
    found_economies: Counter[str] = Counter()
    for row in _found(conn):
        found_products[row.chapter or ""] += 1
        found_economies[row.origin] += 1
    finds = found_products.total()
    total = sum(trade_economies.values())
    if finds < FEWEST_FINDS or not total:
        return None, Say("targeting.own_index_none")
    products = gtric(counterfeiting_factors({"own": found_products}, {"own": total}, trade_products))
    economies = gtric(counterfeiting_factors({"own": found_economies}, {"own": total}, trade_economies))
    told = heat(_top(economies, OWN_ECONOMIES), _top(products, OWN_PRODUCTS))
    gaps = {"found": finds, "products": len(told.products), "economies": len(told.economies)}
    return told, Say("targeting.own_index", gaps)


def _top(index: Any, most: int) -> dict[str, float]:
    return dict(sorted(index.items(), key=lambda each: (-each[1], each[0]))[:most])


def _found(conn: Connection) -> Iterator[Any]:
    yield from conn.execute(
        select(declaration_table.c.origin, CHAPTER)
        .select_from(outcome_table)
        .join(screening_table, SAME)
        .join(declaration_table, SHIPMENT)
        .where(outcome_table.c.result == "found")
    )


def _declared_values(conn: Connection) -> tuple[dict[str, float], dict[str, float]]:
    """The declared value (smallest steps; only shares count) by chapter and by origin."""
    line, shipment = goods_line_table.c, declaration_table.c
    chapter = func.substr(line.hs_code, 1, 2)
    amount = func.sum(func.coalesce(line.value, 0))
    joined = (shipment.stream == line.stream) & (shipment.declaration_no == line.declaration_no)
    products = conn.execute(select(chapter, amount).group_by(chapter))
    economies = conn.execute(
        select(shipment.origin, amount)
        .select_from(goods_line_table)
        .join(declaration_table, joined)
        .group_by(shipment.origin)
    )
    return (
        {key: float(value) for key, value in products if key and value},
        {key: float(value) for key, value in economies if key and value},
    )
