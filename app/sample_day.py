"""A day at the sample's three stations through an officer's own acts: screen, inspect, detain, share, tally."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from app import bootstrap
from app.bench import work
from app.bench.pictures import open_picture
from app.bench.rules.counts import Method, by_cartons
from app.bench.scanning import Scan, Scanning
from app.bench.seeing import Eyes
from app.bench.view.bench import bench_view
from app.bench.view.queue import QueueRow, queue_view
from app.core import places
from app.core.clock import SetClock
from app.core.errors import Bug, Say
from app.detention.rules import EX_OFFICIO, DetainedLine, Detention, detention_from_json
from app.identity.keyslots import Cost
from app.identity.rules import Officer, Role
from app.intake.records import declaration
from app.intake.rules import Declaration
from app.journal.records import entry_table
from app.journal.work import Station
from app.notice.view import photos_of
from app.notice.work import Detained, detain, save
from app.register.standing import StandingRegister
from app.risk.records import matches_of
from app.sample import SampleStation, make_sample, sample_station, stations
from app.store.engine import reading
from app.sync.central import enrol, initialise, open_centre
from app.sync.checking import check_centre
from app.sync.embedded import Embedded
from app.sync.projector import Projector
from app.sync.work import card_of, join, sync_round
from app.tally.records import figures
from app.tally.rules import Figures, Period

THROW_AWAY: Final = Cost(passes=1, memory_kib=8 * 1024, lanes=1)
MAIN_CASE: Final = "310120240000012345"
CASES_ELSEWHERE: Final = 3
NULLS: Final = 2
Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Desk:
    """One sample station at work."""

    sample: SampleStation
    station: Station
    register: StandingRegister
    scanning: Scanning

    def officer(self, role: Role = Role.BENCH) -> Officer:
        """An officer of the desk with a role."""
        return self.sample.with_role(role)

    def second(self) -> Officer:
        """A colleague who confirms."""
        return next(each for each in self.sample.officers if each != self.officer())


@dataclass(frozen=True)
class SampleDay:
    """What the day came to at the stations and, replicated, at the centre."""

    home: Path
    declarations: int
    lanes: dict[str, int]
    detentions: int
    here: Figures
    notices: tuple[str, ...]
    synced: bool
    errors: tuple[Say, ...]
    central: Figures
    central_entries: int
    central_ok: bool


def run_day(home: Path, clock: SetClock, told: Told) -> SampleDay:
    """Live through the day in a throw-away home, with a central PostgreSQL that the program starts itself."""
    with ExitStack() as open_things:
        desks = [
            _open(open_things, home if place == 0 else home / "stations" / sample.code, sample.code, clock, told)
            for place, sample in enumerate(stations())
        ]
        done = [each for place, desk in enumerate(desks) for each in _work(desk, home, clock, told, place)]
        server = open_things.enter_context(Embedded(home / "central", durable=False))
        return _share(home, desks, done, server, clock.now().date())


def _open(open_things: ExitStack, home: Path, code: str, clock: SetClock, told: Told) -> Desk:
    station = make_sample(home, clock, code=code, cost=THROW_AWAY, told=told)
    open_things.callback(station.engine.dispose)
    register, eyes = StandingRegister(station), Eyes(home, station, lambda _said: None)
    open_things.callback(eyes.close)
    return Desk(sample_station(code), station, register, Scanning(station, register, eyes))


def _work(desk: Desk, home: Path, clock: SetClock, told: Told, place: int) -> Iterator[Detained]:
    rows = queue_view(desk.station).rows
    reds = [row for row in rows if row.lane == "red" and row.number != MAIN_CASE]
    if any(row.number == MAIN_CASE for row in rows):
        yield _main_case(desk)
    for row in reds[:CASES_ELSEWHERE]:
        clock.advance(timedelta(minutes=11))
        made = _plain_case(desk, row)
        if made is not None:
            yield made
    for row in [row for row in rows if row.control and row.lane != "red"][:NULLS]:
        inspection = work.open_inspection(desk.station, desk.officer(), row.number)
        work.close(desk.station, desk.officer(), inspection, work.Result.NOTHING_FOUND)
    green = [row.number for row in rows if row.lane == "green" and not row.control][:50]
    work.release(desk.station, desk.officer(Role.SUPERVISOR), green, "sample day")
    told("bench", place + 1, len(stations()))


def _main_case(desk: Desk) -> Detained:
    """S5: two lines noticed, widened to the shipment, five lines counted by carton, photographed, detained."""
    station, officer = desk.station, desk.officer()
    folder = places.resources("sample", "s5")
    script = json.loads((folder / "scans.json").read_text(encoding="utf-8"))
    inspection = work.open_inspection(station, officer, MAIN_CASE)
    for line in script["lines"]:
        if line["line_no"] in script["noticed_lines"]:
            _scan(desk, inspection, line["gtin"])
    work.widen(station, officer, inspection)
    for line in script["lines"]:
        carton = {name: str(line["carton"][name]) for name in ("pieces", "cartons")}
        counted = by_cartons(Decimal(carton["cartons"]), Decimal(carton["pieces"]))
        how = work.How(Method.CARTONS, working=carton)
        work.count(station, officer, inspection, str(line["line_no"]), counted, how=how, unit="个")
    for photo in sorted(folder.glob("*.jpg")):
        picture = open_picture(photo)
        work.photograph(station, officer, inspection, picture.data, "image/jpeg", photo.name)
    right = desk.register.right(script["recordation_no"])
    for at in script["fake_clues_seen"]:
        clue = right.fake_clues[at] if right else ""
        work.mark_clue(station, officer, inspection, script["recordation_no"], clue, genuine=False, seen=True)
    detention = detention_from_json(json.loads((folder / "detain.json").read_text(encoding="utf-8")))
    return detain(station, officer, detention, photos_of(station, inspection))


def _shipment(desk: Desk, number: str) -> Declaration:
    with desk.station.read() as conn:
        found = declaration(conn, number)
    if found is None:
        raise Bug(f"the sample lost declaration {number}")
    return found


def _scan(desk: Desk, inspection: str, text: str) -> None:
    view = bench_view(desk.station, desk.register, inspection)
    if view is None:
        raise Bug(f"the sample lost inspection {inspection}")
    desk.scanning.take(desk.officer(), view, Scan(text, "wedge"), None)


def _plain_case(desk: Desk, row: QueueRow) -> Detained | None:
    """An ordinary hit: the lines with an unlicensed alert, counted as declared."""
    with desk.station.read() as conn:
        alerts = {
            match.line_no: match.recordation_no
            for match in reversed(matches_of(conn, row.number))
            if match.alert and not match.licensed
        }
    shipment = _shipment(desk, row.number)
    lines = [line for line in shipment.lines if line.line_no in alerts and line.quantity]
    if not lines:
        return None
    inspection = work.open_inspection(desk.station, desk.officer(), row.number)
    for line in lines:
        work.count(desk.station, desk.officer(), inspection, str(line.line_no), line.quantity or Decimal(0))
    detention = Detention(
        declaration_no=row.number,
        track=EX_OFFICIO,
        officer=desk.officer().officer_id,
        second_officer=desk.second().officer_id,
        place=desk.sample.office.address,
        lines=tuple(
            DetainedLine(
                line.line_no,
                (alerts[line.line_no],),
                line.goods,
                line.quantity or Decimal(0),
                line.unit or "个",
                (line.value or Decimal(0)).quantize(Decimal("0.01")),
                "CNY",
            )
            for line in lines
        ),
        storage="B-01",
    )
    return detain(desk.station, desk.officer(), detention)


def _share(home: Path, desks: Sequence[Desk], done: Sequence[Detained], server: Embedded, today: date) -> SampleDay:
    paths = [path.as_posix() for each in done for path in save(each.notices, home / "notices")]
    period = Period.day(today)
    errors: list[Say] = []
    with _centre(server) as engine:
        projector = Projector(engine, bootstrap.appliers())
        for desk in desks:
            join(desk.station, enrol(engine, card_of(desk.station), server.database()), allow_plain=True)
            errors += sync_round(desk.station, wait_s=0).errors
            errors += projector.catch_up().stopped
            errors += sync_round(desk.station, wait_s=0).errors
        checked = check_centre(engine, bootstrap.appliers())
        with reading(engine) as conn:
            central = figures(conn, period)
            entries = conn.execute(select(func.count()).select_from(entry_table)).scalar_one()
    lanes = Counter(row.lane for desk in desks for row in _all_rows(desk))
    return SampleDay(
        home=home,
        declarations=sum(lanes.values()),
        lanes={lane: lanes[lane] for lane in ("red", "yellow", "green")},
        detentions=len(done),
        here=_sum(_figures(desk, period) for desk in desks),
        notices=tuple(paths),
        synced=not errors and all(desk.station.only_here() == 0 for desk in desks),
        errors=tuple(errors),
        central=central,
        central_entries=entries,
        central_ok=checked.ok,
    )


@contextmanager
def _centre(server: Embedded) -> Iterator[Any]:
    engine = open_centre(server.database(), allow_plain=True)
    try:
        initialise(engine)
        yield engine
    finally:
        engine.dispose()


def _all_rows(desk: Desk) -> Sequence[Any]:
    from app.risk.records import screening_table

    with desk.station.read() as conn:
        return conn.execute(select(screening_table.c.lane)).all()


def _figures(desk: Desk, period: Period) -> Figures:
    with desk.station.read() as conn:
        return figures(conn, period)


def _sum(parts: Iterator[Figures]) -> Figures:
    total = Figures()
    for part in parts:
        total = replace(total, batches=total.batches + part.batches, items=total.items + part.items)
    return total
