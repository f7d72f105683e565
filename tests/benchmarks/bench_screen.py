"""Measures screening on a real station file: 10,000 made-up declarations matched, weighed, explained and recorded."""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from app import bootstrap
from app.core.clock import CHINA, SetClock
from app.identity.home import make_home
from app.identity.keyslots import Cost
from app.identity.rules import Officer, Role
from app.intake.reading import write_declarations
from app.intake.rules import Declaration
from app.intake.work import receive_declarations
from app.journal.work import Station, StationIdentity
from app.register.work import import_register
from app.risk.work import Screener, cases_of, in_force, screen, weigh_case
from tests.benchmarks.risk_trade import shipments

COUNT = 10_000
RIGHTS = 20_000
ALONE = 300
MATCHED = 5_000
ON = date(2026, 5, 4)
OFFICER = Officer("B1", "关员", "Officer", frozenset(Role))
HEADER = (
    "recordation_no", "right_type", "right_no", "mark", "holder", "nice_classes", "hs_codes", "goods", "valid_from",
    "valid_to", "status",
)  # fmt: skip
SYLLABLES = "ba be bo da de do fa ga ka ki ko la le lo ma mi mo na ne no pa ra re ri ro sa se so ta te to va vi za zo"


def main() -> int:
    """Prints one table; 1 where a goal is missed."""
    rng = random.Random(4)  # noqa: S311 - made-up trade, no secret
    with tempfile.TemporaryDirectory() as folder:
        station, _key = make_home(
            Path(folder, "home"),
            StationIdentity("B-1", "B-1", "3104", "cn"),
            OFFICER,
            "a bench pass phrase",
            bootstrap.appliers(),
            SetClock(datetime(2026, 5, 4, 9, 0, tzinfo=CHINA)),
            cost=Cost(1, 64, 1),
        )
        try:
            return measured(station, Path(folder), rng)
        finally:
            station.engine.dispose()


def measured(station: Station, folder: Path, rng: random.Random) -> int:
    """Everything received, then weighed together, then one by one."""
    marks = register(folder / "register.csv", rng)
    import_register(station, OFFICER, folder / "register.csv")
    trade = list(declared(rng, marks))
    write_declarations(folder / "declarations.csv", trade)
    received = receive_declarations(station, OFFICER, folder / "declarations.csv")
    screener = bootstrap.screener(station)
    screener.register.index()
    screen(station, OFFICER, screener, [trade[0].declaration_no])
    lines = sum(len(each.lines) for each in trade)
    explained, together = weighed(station, screener, trade)
    start = time.perf_counter()
    done = screen(station, OFFICER, screener, processes=2)
    recorded = time.perf_counter() - start
    some = rng.sample(trade, ALONE)
    alone = sorted(weighed(station, screener, [each])[1] * 1000 for each in some)
    kept = sorted(timed_record(station, screener, each) * 1000 for each in some)
    matched = sum(bool(each.matches) for each in done)
    print(f"{received.added:,} declarations, {lines:,} lines, {RIGHTS:,} rights; {matched:,} with matches")
    print(f"{explained:,} with reasons and what would change their lane\n")
    rows = (
        (f"{len(trade):,} matched, weighed, explained, s", together, 10.0),
        (f"{len(done):,} the same, drawn and recorded, s", recorded, None),
        ("one matched, weighed, explained: median, ms", statistics.median(alone), None),
        ("one matched, weighed, explained: p99, ms", statistics.quantiles(alone, n=100)[98], 20.0),
        ("one drawn and recorded too: median, ms", statistics.median(kept), None),
        ("one drawn and recorded too: p99, ms", statistics.quantiles(kept, n=100)[98], None),
    )
    for what, figure, most in rows:
        goal = "" if most is None else f"   at most {most:g}  {'ok' if figure <= most else 'MISSED'}"
        print(f"{what:<48}{figure:>9.2f}{goal}")
    return int(any(most is not None and figure > most for _, figure, most in rows))


def weighed(station: Station, screener: Screener, trade: list[Declaration]) -> tuple[int, float]:
    """How many have reasons, and the seconds from the declarations to their explained assessments."""
    start = time.perf_counter()
    force = in_force(station, screener)
    told = 0
    for begin in range(0, len(trade), MATCHED):
        cases = cases_of(station, screener, force, trade[begin : begin + MATCHED], processes=2)
        told += sum(bool(weigh_case(case, force).terms) for case in cases)
    return told, time.perf_counter() - start


def timed_record(station: Station, screener: Screener, each: Declaration) -> float:
    """The seconds of one screening with its draw, its entry, its blob and its tables."""
    start = time.perf_counter()
    screen(station, OFFICER, screener, [each.declaration_no])
    return time.perf_counter() - start


def register(path: Path, rng: random.Random) -> list[str]:
    """A made-up register, and its marks."""
    parts = SYLLABLES.split()
    marks = sorted({"".join(rng.choices(parts, k=rng.randint(3, 5))) for _ in range(RIGHTS)})
    rng.shuffle(marks)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number, mark in enumerate(marks):
            hs = rng.choice(("6403|6404", "9503", "3926", "8482", "7318", "6205"))
            rows.writerow(
                (f"T2024-{number:06d}", "trademark", f"M{number:08d}", mark.upper(), f"Holder {number}", "25", hs,
                 "goods", "2022-01-01", "2032-01-01", "active")
            )  # fmt: skip
    return marks


def declared(rng: random.Random, marks: list[str]) -> list[Declaration]:
    """Made-up trade; one line in ten names a mark of the register, some of them disguised."""
    told = []
    for declaration, _matches, _context in shipments(COUNT):
        lines = tuple(
            replace(line, goods=f"{line.goods} {disguised(rng, rng.choice(marks))}") if rng.random() < 0.1 else line
            for line in declaration.lines
        )
        item = f"ITEM{rng.randrange(8_000):05d}"
        told.append(
            replace(declaration, declared_on=ON, lines=lines, container_or_item_no=item, consignee=f"Buyer {item}")
        )
    return told


def disguised(rng: random.Random, mark: str) -> str:
    """The mark as it is, or spelt around."""
    return rng.choice((mark.upper(), mark.capitalize(), mark.replace("o", "0"), "-".join(mark)))


if __name__ == "__main__":
    sys.exit(main())
