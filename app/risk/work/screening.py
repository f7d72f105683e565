"""Screening: each declaration against the register and the rule pack, drawn for control, one act a batch."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlalchemy import Row, delete, select

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
from app.risk.records import drawn_in, open_round_of, screened_line, unscreened
from app.risk.records.contexts import contexts_of
from app.risk.records.seen import keys_of
from app.risk.rules import (
    Assessment,
    Case,
    LineMatch,
    Round,
    Ticket,
    assess,
    draw,
    open_round,
)
from app.risk.rules.draw import SEED_BYTES
from app.risk.work.standing import InForce, Screener, in_force
from app.store.writing import put

Progress = Callable[[int, int], None]
BATCH: Final = 2_000
SEED: Final = "draw_seed"


@dataclass(frozen=True)
class Screened:
    """One shipment as it was weighed."""

    declaration: Declaration
    assessment: Assessment
    matches: tuple[LineMatch, ...]
    control: bool


def screen(
    station: Station,
    officer: Officer,
    screener: Screener,
    numbers: Sequence[str] | None = None,
    *,
    progress: Progress | None = None,
    processes: int = 1,
) -> list[Screened]:
    """Weigh the declarations named, or all that wait to be weighed; the draw and every reason are recorded.

    `processes`: how many the register match of a large batch may use (a command's business, not a window's).
    """
    require(officer, Power.INSPECT)
    with station.read() as conn:
        wanted = list(numbers) if numbers is not None else unscreened(conn, declaration_table)
        found = list(declarations(conn, wanted))
    missing = set(wanted) - {each.declaration_no for each in found}
    if missing:
        raise Refused("risk.no_declaration", field="declaration_no", number=min(missing))
    force = in_force(station, screener)
    done: list[Screened] = []
    remaining = iter(found)
    while batch := list(islice(remaining, BATCH)):
        done += _screen_batch(station, officer, screener, force, batch, processes)
        if progress:
            progress(len(done), len(found))
    return done


def _screen_batch(
    station: Station, officer: Officer, screener: Screener, force: InForce, batch: list[Declaration], processes: int
) -> list[Screened]:
    cases = cases_of(station, screener, force, batch, processes)
    with station.act(officer.officer_id) as act:
        opened, seed = _round(act, station, force.pack.lanes.random_share)
        before = drawn_in(act.conn, station.stream, [each.declaration_no for each in batch])
        done, lines = [], []
        for case in cases:
            number = case.declaration.declaration_no
            screened, line = _weighed(case, force, _ticket(opened, seed, number, before.get(number)))
            done.append(screened)
            lines.append(line)
        rows = station.blobs.put(pack_lines(lines), MEDIA_TYPE, "screening")
        act.record(
            "risk.screened",
            opened.round_id,
            {
                "round_id": opened.round_id,
                "pack": f"{force.pack.id} {force.pack.version}",
                "model": force.model.version if force.model else "",
                "edition": screener.register.edition,
                "count": len(batch),
                "rows": rows.sha256,
            },
            blobs=[rows],
        )
    return done


def _ticket(opened: Round, seed: bytes, number: str, before: Row[Any] | None) -> Ticket:
    """A shipment's ticket: the one it was given first, since weighing it again must not draw it again."""
    if before is None or not before.seed:
        return draw(opened, seed, number)
    return draw(Round(before.round_id, before.share, before.commitment), bytes.fromhex(before.seed), number)


def cases_of(
    station: Station, screener: Screener, force: InForce, batch: Sequence[Declaration], processes: int = 1
) -> list[Case]:
    """Shipments with their register matches and what this desk knows around them, as they are weighed today."""
    on = station.today()
    matches = line_matches(screener.register, batch, on, processes)
    with station.read() as conn:
        contexts = contexts_of(conn, batch, prices=force.prices)
    return [
        Case(each, matches[each.declaration_no], contexts[each.declaration_no], on, force.pack.tuning) for each in batch
    ]


def weigh_case(case: Case, force: InForce, *, coin: bool = False) -> Assessment:
    """One shipment weighed and explained with everything in force; `coin`: by the challenger, where there is one."""
    return assess(
        case.declaration,
        case.matches,
        case.context,
        force.pack,
        on=case.on,
        model=force.challenger if coin and force.challenger else force.model,
        campaigns=force.campaigns,
        used=force.used,
        priors=force.priors,
    )


def _weighed(case: Case, force: InForce, ticket: Ticket) -> tuple[Screened, dict[str, Any]]:
    """One shipment weighed, and its line of the batch's blob."""
    assessment = weigh_case(case, force, coin=ticket.coin)
    joined = [each.id for each in force.campaigns if each.counts(case, force.used.get(each.id, 0))]
    line = screened_line(assessment, case.matches, ticket, joined, keys_of(case.declaration))
    return Screened(case.declaration, assessment, case.matches, ticket.drawn), line


def line_matches(
    register: StandingRegister, batch: Sequence[Declaration], on: date, processes: int = 1
) -> dict[str, tuple[LineMatch, ...]]:
    """The register matches of every goods line of a batch, of rights in force on the day of decision."""
    index = register.index()
    lines = [(each, line) for each in batch for line in each.lines]
    found: dict[str, list[LineMatch]] = {each.declaration_no: [] for each in batch}
    asked = [line_text(each, line) for each, line in lines]
    answers = list(index.match_many(asked, processes))
    named = {match.recordation_no for each in answers for match in (*each.alerts, *each.passed, *each.review)}
    rights = {right.recordation_no: right for right in register.rights(sorted(named)) if right.in_force(on)}
    for (each, line), answer in zip(lines, answers, strict=True):
        found[each.declaration_no] += _line_matches(rights, each, line, answer)
    return {number: tuple(matches) for number, matches in found.items()}


def line_text(declaration: Declaration, line: GoodsLine) -> LineText:
    """What of a goods line the register is asked about; the brand type is no text, the other declared elements are."""
    spec = line.spec[1:] if line.brand_type is not None else line.spec
    traders = ((declaration.consignor, declaration.consignor_id), (declaration.consignee, declaration.consignee_id))
    parties = tuple(f"{name}; id={number}" if number else name for name, number in traders if name)
    return LineText(line.goods, line.brand, line.hs_code, None, spec, parties, declaration.declared_on)


def _line_matches(
    rights: Mapping[str, Recordation], declaration: Declaration, line: GoodsLine, answer: Matches
) -> Iterator[LineMatch]:
    seen: set[str] = set()
    for match, alert, licensed in (
        *((match, True, False) for match in answer.alerts),
        *((match, True, True) for match in answer.passed),
        *((match, False, False) for match in answer.review),
    ):
        right = rights.get(match.recordation_no)
        if right is None or match.recordation_no in seen:
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
