"""Whether the world has moved: finds against forecasts, the spread of trade, new traders, the draw, the model's age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select

from app.core.clock import day_of
from app.core.errors import Say
from app.intake.records import declaration_table
from app.risk.gtric import OWN, Gtric, counterfeiting_factors, gtric
from app.risk.past import SAME
from app.risk.records import outcome_table, rounds_closed, screening_table
from app.risk.records.steering import champions, models_taken
from app.risk.records.trade import CHAPTER, SHIPMENT, finds_of, trade_of
from app.risk.rules import Model, Round, wrong_draws
from app.risk.scorecard.drift import (
    NEW_TRADERS_ALARM,
    PSI_ALARM,
    SPANS_IN_WEEKS,
    Alarm,
    Opened,
    Tenth,
    Watch,
    calibration,
    stability_index,
)

WEEK = 7
RECENT = timedelta(days=28)
YEAR = timedelta(days=366)
MODEL_DAYS = 35
FEWEST_SPREAD = 100
FEWEST_FINDS = 10
MOST_OFF = 1
"""One tenth in ten lies outside its 95 % interval now and then; two seldom do."""


@dataclass(frozen=True)
class Watched:
    """What the watches say, and the forecasts of a year against its finds, tenth by tenth."""

    says: tuple[Say, ...]
    tenths: tuple[Tenth, ...]


def watched(conn: Connection, today: date, new_days: int) -> Watched:
    """Each watch in words: patterns of the last four weeks, calibration, the spread of trade, new traders."""
    weeks = _opened_by_week(conn)
    since = _week(today - YEAR)
    tenths = calibration(each for number, some in weeks.items() if number >= since for each in some)
    trade = (*_spreads(conn, today), _new_traders(conn, today, new_days))
    if all(each.key == "targeting.too_short" for each in trade):
        trade = (Say("targeting.too_short_all", {"least": FEWEST_SPREAD}),)
    return Watched((*_finds(weeks, today), _calibrated(tenths), *trade), tenths)


def _calibrated(tenths: tuple[Tenth, ...]) -> Say:
    """Whether what was foretold came true, tenth by tenth."""
    if not tenths:
        return Say("targeting.calibration_short")
    off = sum(each.off for each in tenths)
    return Say("targeting.calibration_off" if off > MOST_OFF else "targeting.calibration_holds", {"off": off})


def _new_traders(conn: Connection, today: date, days: int) -> Say:
    """Whether more shipments than before come from consignors who first came less than `days` days earlier."""
    party = _party()
    first = select(party.label("party"), func.min(declaration_table.c.declared_on).label("first"))
    seen = first.where(party != "").group_by(party).subquery()
    query = select(declaration_table.c.declared_on, seen.c.first, func.count()).join(seen, seen.c.party == party)
    counts = [Counter[bool](), Counter[bool]()]
    began = conn.execute(select(func.min(declaration_table.c.declared_on))).scalar()
    known_from = date.fromisoformat(began) + timedelta(days=days) if began else today
    for on, first_on, count in conn.execute(query.group_by(declaration_table.c.declared_on, seen.c.first)):
        day = date.fromisoformat(on)
        if day >= known_from:  # before that everybody is new to this desk
            counts[day >= today - RECENT][(day - date.fromisoformat(first_on)).days < days] += count
    before, now = counts
    if min(before.total(), now.total()) < FEWEST_SPREAD:
        return Say("targeting.too_short", {"what": Say("targeting.new_traders")})
    shares = [each[True] / each.total() for each in (before, now)]
    key = "targeting.new_traders_more" if shares[1] - shares[0] > NEW_TRADERS_ALARM else "targeting.new_traders_steady"
    return Say(key, {"before": f"{shares[0]:.0%}", "now": f"{shares[1]:.0%}"})


def _party() -> Any:
    told = declaration_table.c
    return case((told.consignor_id != "", told.consignor_id), else_=told.consignor)


def _finds(weeks: Mapping[int, list[Opened]], today: date) -> Iterator[Say]:
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
    """How the trade of the last four weeks is spread against that before: what moved, then what is steady."""
    since, steady = (today - RECENT).isoformat(), []
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
        told = {"what": what, "index": f"{index:.2f}"}
        if index > PSI_ALARM:
            yield Say("targeting.moved", told)
        else:
            steady.append(Say("targeting.spread", told))
    if steady:
        yield Say("targeting.steady", {"parts": steady})


def draw_words(conn: Connection) -> Say:
    """Whether every draw of the closed rounds is the one that its seed gives."""
    rounds = drawn = 0
    wrong: list[str] = []
    for row, tickets in rounds_closed(conn):
        rounds, drawn = rounds + 1, drawn + len(tickets)
        wrong += wrong_draws(Round(row.round_id, row.share, row.commitment), bytes.fromhex(row.seed), tickets)
    if wrong:
        return Say("targeting.draws_wrong", {"wrong": len(wrong), "first": wrong[0]})
    return Say("targeting.draws_right" if rounds else "targeting.draws_none", {"rounds": rounds, "drawn": drawn})


def model_words(conn: Connection, model: Model | None, today: date) -> Say:
    """Which learned model is in use, and since when; one that has grown old is said to be."""
    if model is None:
        return Say("targeting.model_none")
    taken = champions(models_taken(conn))
    since = day_of(taken[0].at) if taken else today
    days = (today - since).days
    gaps: dict[str, Any] = {"version": model.version, "day": since, "days": days}
    return Say("targeting.model_old" if days > MODEL_DAYS else "targeting.model_used", gaps)


def own_index(conn: Connection) -> tuple[Gtric | None, Say]:
    """This desk's own GTRIC by chapter and origin, from its finds and the declared value of all its trade."""
    finds, trade = finds_of(conn), trade_of(conn)
    found, total = finds.chapters.total(), sum(trade.origins.values())
    if found < FEWEST_FINDS or not total:
        return None, Say("targeting.own_index_none", {"least": FEWEST_FINDS, "found": found})
    products = counterfeiting_factors({OWN: finds.chapters}, {OWN: total}, trade.chapters)
    economies = counterfeiting_factors({OWN: finds.origins}, {OWN: total}, trade.origins)
    told = Gtric(gtric(products), gtric(economies), products, economies, found)
    return told, index_words(told)


def index_words(told: Gtric) -> Say:
    """What an index rests on."""
    gaps = {"found": round(told.seizures), "products": len(told.products), "economies": len(told.economies)}
    return Say("targeting.own_index", gaps)
