"""Screening: each declaration against the register and the rule pack, drawn for control, one act a batch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from app.core.errors import Refused
from app.core.json_lines import MEDIA_TYPE, pack_lines
from app.identity.rules import Officer, Power, require
from app.intake.records import declaration_table, declarations
from app.intake.rules import Declaration, GoodsLine
from app.journal.records import secret_table
from app.journal.work import Act, Station
from app.register.matching import LineText, Match, Matches
from app.register.rules import Recordation
from app.register.standing import StandingRegister
from app.risk.records import open_round_of, outcome_table, screened_line, unscreened
from app.risk.rules import (
    Assessment,
    Campaign,
    Case,
    Context,
    Infringement,
    LineMatch,
    Model,
    Pack,
    Round,
    Ticket,
    TraderHistory,
    assess,
    draw,
    open_round,
)
from app.risk.rules.draw import SEED_BYTES
from app.store.writing import put

Progress = Callable[[int, int], None]
BATCH: Final = 2_000
SEED: Final = "draw_seed"
MEMORY_DAYS: Final = 366


@dataclass(frozen=True)
class Screened:
    """One shipment as it was weighed."""

    declaration: Declaration
    assessment: Assessment
    matches: tuple[LineMatch, ...]
    control: bool


@dataclass(frozen=True)
class Screener:
    """What a desk screens with: the register, the rule pack, running campaigns, and a model where one is set."""

    register: StandingRegister
    pack: Pack
    campaigns: tuple[Campaign, ...] = ()
    model: Model | None = None


def screen(
    station: Station,
    officer: Officer,
    screener: Screener,
    numbers: Sequence[str] | None = None,
    *,
    progress: Progress | None = None,
) -> list[Screened]:
    """Weigh the declarations named, or all that wait to be weighed; the draw and every reason are recorded."""
    require(officer, Power.INSPECT)
    with station.read() as conn:
        wanted = list(numbers) if numbers is not None else unscreened(conn, declaration_table)
        found = list(declarations(conn, wanted))
    missing = set(wanted) - {each.declaration_no for each in found}
    if missing:
        raise Refused("risk.no_declaration", field="declaration_no", number=min(missing))
    done: list[Screened] = []
    remaining = iter(found)
    while batch := list(islice(remaining, BATCH)):
        done += _screen_batch(station, officer, screener, batch)
        if progress:
            progress(len(done), len(found))
    return done


def _screen_batch(station: Station, officer: Officer, screener: Screener, batch: list[Declaration]) -> list[Screened]:
    on = station.today()
    matches = line_matches(screener.register, batch, on)
    with station.read() as conn:
        contexts = contexts_of(conn, batch)
    with station.act(officer.officer_id) as act:
        opened, seed = _round(act, station, screener.pack.lanes.random_share)
        done, lines = [], []
        for each in batch:
            assessment = assess(
                each,
                matches[each.declaration_no],
                contexts[each.declaration_no],
                screener.pack,
                on=on,
                model=screener.model,
                campaigns=screener.campaigns,
            )
            ticket: Ticket = draw(opened, seed, each.declaration_no)
            case = Case(each, matches[each.declaration_no], contexts[each.declaration_no], on, screener.pack.tuning)
            joined = [campaign.id for campaign in screener.campaigns if campaign.counts(case)]
            done.append(Screened(each, assessment, matches[each.declaration_no], ticket.drawn))
            lines.append(screened_line(assessment, matches[each.declaration_no], ticket, joined))
        rows = station.blobs.put(pack_lines(lines), MEDIA_TYPE, "screening")
        act.record(
            "risk.screened",
            opened.round_id,
            {
                "round_id": opened.round_id,
                "pack": f"{screener.pack.id} {screener.pack.version}",
                "model": screener.model.version if screener.model else "",
                "edition": screener.register.edition,
                "count": len(batch),
                "rows": rows.sha256,
            },
            blobs=[rows],
        )
    return done


def line_matches(
    register: StandingRegister, batch: Sequence[Declaration], on: date
) -> dict[str, tuple[LineMatch, ...]]:
    """The register matches of every goods line of a batch, of rights in force on the day of decision."""
    index = register.index()
    lines = [(each, line) for each in batch for line in each.lines]
    found: dict[str, list[LineMatch]] = {each.declaration_no: [] for each in batch}
    asked = [line_text(each, line) for each, line in lines]
    for (each, line), answer in zip(lines, index.match_many(asked), strict=True):
        found[each.declaration_no] += _line_matches(register, each, line, answer, on)
    return {number: tuple(matches) for number, matches in found.items()}


def line_text(declaration: Declaration, line: GoodsLine) -> LineText:
    """What of a goods line the register is asked about; the brand type is no text, the other declared elements are."""
    spec = line.spec[1:] if line.brand_type is not None else line.spec
    traders = ((declaration.consignor, declaration.consignor_id), (declaration.consignee, declaration.consignee_id))
    parties = tuple(f"{name}; id={number}" if number else name for name, number in traders if name)
    return LineText(line.goods, line.brand, line.hs_code, None, spec, parties, declaration.declared_on)


def _line_matches(
    register: StandingRegister, declaration: Declaration, line: GoodsLine, answer: Matches, on: date
) -> Iterator[LineMatch]:
    seen: set[str] = set()
    for match, alert, licensed in (
        *((match, True, False) for match in answer.alerts),
        *((match, True, True) for match in answer.passed),
        *((match, False, False) for match in answer.review),
    ):
        right = register.right(match.recordation_no)
        if right is None or not right.in_force(on) or match.recordation_no in seen:
            continue
        seen.add(match.recordation_no)
        yield _line_match(declaration, line, match, right, alert=alert, licensed=licensed)


def _line_match(
    declaration: Declaration, line: GoodsLine, match: Match, right: Recordation, *, alert: bool, licensed: bool
) -> LineMatch:
    parties = {declaration.consignor, declaration.consignee} - {""}
    return LineMatch(
        line_no=line.line_no,
        recordation_no=match.recordation_no,
        mark=match.mark,
        matched=match.matched,
        field=match.field.value,
        method=match.method.value,
        similarity=match.similarity,
        in_scope=match.in_scope is not False,
        licensed=licensed,
        alert=alert,
        safety=right.safety_flag,
        text=match.evidence[0],
        known_infringer=bool(parties & set(right.known_infringers)),
    )


def contexts_of(conn: Connection, batch: Iterable[Declaration]) -> Mapping[str, Context]:
    """What this desk knows of each shipment's consignor from its own past."""
    histories: dict[tuple[str, str], TraderHistory] = {}
    contexts: dict[str, Context] = {}
    began = _began(conn)
    for each in batch:
        who = (each.consignor_id, each.consignor)
        if who not in histories:
            histories[who] = _history(conn, *who, began)
        contexts[each.declaration_no] = Context(consignor=histories[who], consignee=_unweighed(began))
    return contexts


def _began(conn: Connection) -> date | None:
    first = conn.execute(select(func.min(declaration_table.c.declared_on))).scalar()
    return date.fromisoformat(first) if first else None


def _unweighed(began: date | None) -> TraderHistory:
    """A party of whom this desk keeps no history: neither new nor known, so it adds nothing."""
    return TraderHistory(first_seen=_long_before(began))


def _long_before(began: date | None) -> date | None:
    return began - timedelta(days=MEMORY_DAYS) if began else None


def _history(conn: Connection, party_id: str, name: str, began: date | None) -> TraderHistory:
    """What is known of a consignor; one who has come before is as old as the desk's own memory allows to say."""
    if not party_id and not name:
        return _unweighed(began)

    first, count = conn.execute(
        select(func.min(declaration_table.c.declared_on), func.count()).where(_same(declaration_table, party_id, name))
    ).one()
    outcomes = conn.execute(
        select(outcome_table.c.decided_at, outcome_table.c.result, outcome_table.c.recordations).where(
            _same(outcome_table, party_id, name)
        )
    ).all()
    found = [row for row in outcomes if row.result == "found"]
    return TraderHistory(
        party_id=party_id,
        name=name,
        first_seen=_first_seen(first, count, began),
        consignments=count,
        inspected=len(outcomes),
        found=len(found),
        infringements=tuple(
            Infringement(date.fromisoformat(row.decided_at[:10]), row.recordations.split("|")[0]) for row in found
        ),
    )


def _first_seen(first: str | None, count: int, began: date | None) -> date | None:
    """A desk younger than its rules' memory can't tell new traders by date: only a first time is new."""
    if first is None or count <= 1:
        return None
    day = date.fromisoformat(first)
    young = began is not None and day - began < timedelta(days=MEMORY_DAYS)
    return _long_before(began) if young else day


def _same(table: Table, party_id: str, name: str) -> ColumnElement[bool]:
    return table.c.consignor_id == party_id if party_id else table.c.consignor == name


def _round(act: Act, station: Station, share: float) -> tuple[Round, bytes]:
    """Today's draw round and its secret seed; yesterday's is closed and its seed revealed first."""
    row = open_round_of(act.conn, station.stream)
    seed = act.conn.execute(select(secret_table.c.value).where(secret_table.c.name == SEED)).scalar()
    today = f"{station.stream}/{station.today().isoformat()}"
    if row is not None and seed is not None and row.round_id.startswith(today) and row.share == share:
        return Round(row.round_id, row.share, row.commitment), seed
    if row is not None and seed is not None:
        act.record("risk.round_closed", row.round_id, {"seed": seed.hex()})
        act.conn.execute(delete(secret_table).where(secret_table.c.name == SEED))
    seed = os.urandom(SEED_BYTES)
    opened = open_round(f"{today}/{act.at:%H%M%S%f}", share, seed)
    put(act.conn, secret_table, {"name": SEED, "value": seed})
    act.record("risk.round_opened", opened.round_id, {"share": share, "commitment": opened.commitment})
    return opened, seed
