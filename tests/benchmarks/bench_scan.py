"""Measures a scan on the bench, from its text to the verdict on disk, and goods text to alerts, with 100,000 marks.

Run `python -m tests.benchmarks.bench_scan [DATA]`; DATA is the folder of measuring data, default ../shared/data (its
`matching` part). Goal: p95 at most 50 ms for each.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from app.bench.codes.meaning import meaning
from app.bench.judging import judge
from app.bench.work import Scanned, open_inspection, record_scan
from app.intake.records import declaration
from app.intake.work import receive_declarations
from app.journal.work import Station
from app.register.matching import LineText
from app.register.reading import read_recordations, write_recordations
from app.register.standing import StandingRegister
from app.register.work import import_register
from tests.benchmarks.bench_search import ME, new_station, timed

SCANS = 300
HEAD = "declaration_no,declared_on,direction,channel,trade_mode,consignor,line_no,hs_code,goods,spec,quantity,unit,gtin"


def main(data: Path) -> int:
    """Run everything; 0 also where the data is absent."""
    folder = data / "matching" if (data / "matching").is_dir() else data
    if not (folder / "register-100k.csv").exists():
        print(f"bench-scan skipped: no measuring data at {folder}")
        return 0
    with tempfile.TemporaryDirectory() as made:
        station = new_station(Path(made, "home"))
        try:
            register = loaded(station, folder, Path(made))
            inspection = opened(station, Path(made))
            show("scan text to verdict, recorded", list(scans(station, register, inspection)))
            show("goods text to alerts", list(texts(register, folder)))
        finally:
            station.engine.dispose()
    return 0


def loaded(station: Station, folder: Path, made: Path) -> StandingRegister:
    """The measuring register with a GS1 prefix for every second right: the data itself has none."""
    rights = read_recordations(folder / "register-100k.csv").items
    owned = [
        replace(one, gtin_prefixes=(f"{6_900_000 + at // 2}",) if at % 2 == 0 else ()) for at, one in enumerate(rights)
    ]
    write_recordations(made / "register.csv", owned)
    took, _ = timed(lambda: import_register(station, ME, made / "register.csv"))
    built, _ = timed(lambda: StandingRegister(station).index())
    register = StandingRegister(station)
    again, _ = timed(register.index)
    print(f"{len(owned):,} marks: import {took / 1000:.1f} s, build and keep {built / 1000:.1f} s, load {again:.0f} ms")
    return register


def opened(station: Station, made: Path) -> str:
    """One shipment on the bench."""
    row = "B1,2026-11-20,E,freight,0110,甲公司,1,640399,运动鞋,0,1000,双,6901234567892"
    path = made / "declarations.csv"
    path.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    receive_declarations(station, ME, path)
    return open_inspection(station, ME, "B1")


def scans(station: Station, register: StandingRegister, inspection: str) -> Iterator[float]:
    """Milliseconds of each scan: read, judged against declaration and prefix owners, recorded durably."""
    with station.read() as conn:
        shipment = declaration(conn, "B1")
    assert shipment is not None
    for at in range(SCANS):
        code = f"69{at * 97 % 50_000:05}{at:05}"
        text = code + str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(code)) % 10)

        def one(text: str = text) -> Decimal:
            found = meaning(text)
            judged = judge(text, shipment, (), register.owners(found.gtin))
            said = Scanned(text, "EAN13", line_key="1", quantity=Decimal(1), verdict=judged.as_json())
            return record_scan(station, ME, inspection, said)

        yield timed(one)[0]


def texts(register: StandingRegister, folder: Path) -> Iterator[float]:
    """Milliseconds of each goods text, asked one at a time."""
    with (folder / "lines.jsonl").open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    index = register.index()
    index.match(LineText("运动鞋"))
    for line in lines[:: max(1, len(lines) // 1000)]:
        yield timed(lambda line=line: index.match(LineText(line["goods"], nice=line.get("nice"))))[0]  # type: ignore[misc]


def show(what: str, took: list[float]) -> None:
    """Print one row against the goal."""
    p50, p95, p99 = np.percentile(took, [50, 95, 99])
    load = Path("/proc/loadavg").read_text().split()[0] if Path("/proc/loadavg").exists() else "?"
    verdict = "met" if p95 <= 50 else "MISSED"
    print(
        f"  {what:<32} p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:6.1f} ms on the clock"
        f"   goal p95 <= 50: {verdict}  ({len(took)} times, load {load})"
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")))
