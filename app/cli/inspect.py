"""`inspect`: record an inspection from a file: counts, scans, sampling, recount, clues, photos, and its result."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call, Commands, command, read_object
from app.core.errors import Bug, Refused
from app.core.plain import to_json
from app.core.wording import in_words

if TYPE_CHECKING:
    from decimal import Decimal

    from app.bench.judging import Judged
    from app.bench.view.bench import BenchLine, Sampling
    from app.cli.inspection_file import InspectionFile, Told, ToldScan
    from app.identity.rules import Officer
    from app.journal.work import Station


def add_to(commands: Commands) -> None:
    """Add the `inspect` command."""
    inspecting = command(commands, "inspect", inspect_shipment, "record an inspection")
    inspecting.add_argument("number", metavar="NUMBER")
    inspecting.add_argument("--result", type=Path, required=True, metavar="FILE.json")
    inspecting.add_argument("--second", default="", metavar="OFFICER", help="the officer of the blind recount")


def inspect_shipment(args: argparse.Namespace, call: Call) -> Answer:
    """Open the shipment, record what the file says, and close it where a result is given.

    FILE.json: `{widen?, sampling?: {lot, plan?, opened?, findings?}, scans?: [text | {text, symbology?, line?,
    times?}], counts?: [{line_no | goods, unit?, recordation_nos?} with quantity, or {cartons, pieces, loose?}, or
    {samples_g, pieces, whole_kg}, or as_declared], recounts?: [{line_no, …as in counts}], settle?: [{line_no, kept,
    reason}], clues?: [{recordation_no, clue, genuine, seen}], comparisons?: [{recordation_no, genuine_clue?,
    fake_clue?, answer: genuine | fake | unsure}], photos?: [file], result?, remark?}`. A scan counts as at the bench:
    for its own line, else for the one it names; a count replaces what was scanned. The recount's officer confirms with
    TIDEWAITER_SECOND_PASSPHRASE; the result is nothing_found, documents_wrong or other_offence; goods that are found
    are detained with `detain`.
    """
    from app.bench.settings import counting_settings
    from app.bench.work import open_inspection
    from app.cli.inspection_file import inspection_file

    plain = read_object(args.result)
    with call.open() as (station, officer):
        before = station.only_here()
        tuning = counting_settings(call.home)
        told = inspection_file(plain, args.result.parent, _declared(station, args.number), tuning)
        second = _second(call, station, officer, args.second) if told.recounts else None
        inspection = open_inspection(station, officer, args.number)
        judged = _record(call, station, officer, inspection, told)
        _end(station, officer, second, inspection, told)
        entries = station.only_here() - before
        found = _found(call, station, args.number, inspection)
    scans = [_scan_json(one, scan, call) for one, scan in zip(judged, told.scans, strict=True)]
    return Answer({"inspection": inspection, "entries": entries, "scans": scans, **found})


def _second(call: Call, station: Station, officer: Officer, second: str) -> Officer:
    from app.identity.work import confirm_second, slots_of

    passphrase = call.environment.get("TIDEWAITER_SECOND_PASSPHRASE")
    if not second or passphrase is None:
        raise Refused("cli.inspect_second", field="second")
    return confirm_second(station, slots_of(call.home), officer, second, passphrase, call.clock)


def _declared(station: Station, number: str) -> dict[str, tuple[Decimal, str]]:
    """What each line declares: how many, of which unit."""
    from decimal import Decimal

    from app.intake.records import declaration

    with station.read() as conn:
        shipment = declaration(conn, number)
    lines = shipment.lines if shipment is not None else ()
    return {str(line.line_no): (line.quantity or Decimal(0), line.unit) for line in lines}


def _record(call: Call, station: Station, officer: Officer, inspection: str, told: InspectionFile) -> list[Judged]:
    from app.bench import work

    if told.widen:
        work.widen(station, officer, inspection)
    if told.sampling is not None:
        work.plan_sampling(station, officer, inspection, told.sampling.plan)
        if told.sampling.opened is not None:
            work.cartons_opened(station, officer, inspection, told.sampling.opened, told.sampling.findings)
    judged = _scan(call, station, officer, inspection, told.scans) if told.scans else []
    for count in told.counts:
        _count(station, officer, inspection, count)
    for clue in told.clues:
        work.mark_clue(
            station, officer, inspection, clue.recordation_no, clue.clue, genuine=clue.genuine, seen=clue.seen
        )
    for data, media_type, name in told.pictures:
        work.photograph(station, officer, inspection, data, media_type, name)
    return judged


def _scan(call: Call, station: Station, officer: Officer, inspection: str, scans: tuple[ToldScan, ...]) -> list[Judged]:
    """Each scan judged, recorded and counted as at the bench."""
    from app import bootstrap
    from app.bench.scanning import Scanning
    from app.bench.seeing import Eyes
    from app.bench.view.bench import bench_view

    register = bootstrap.screener(station).register
    eyes = Eyes(call.home, station, lambda _said: None)
    view = bench_view(station, register, inspection)
    if view is None:
        raise Bug(f"the inspection {inspection} was lost")
    scanning = Scanning(station, register, eyes)
    try:
        return [scanning.take(officer, view, one.scan, view.line(one.line)) for one in scans]
    finally:
        eyes.close()


def _count(station: Station, officer: Officer, inspection: str, told: Told) -> None:
    from app.bench import work

    key = told.key
    if not key:
        with station.read() as conn:
            key = work.next_undeclared(conn, inspection)
    work.count(
        station,
        officer,
        inspection,
        key,
        told.quantity,
        how=told.how,
        goods=told.goods,
        unit=told.unit,
        recordations=told.recordations,
    )


def _end(station: Station, officer: Officer, second: Officer | None, inspection: str, told: InspectionFile) -> None:
    """What follows the counting: comparisons, the recount and which count stands, and the result."""
    from app.bench import work
    from app.bench.work.comparing import compare

    for comparison in told.comparisons:
        compare(station, officer, inspection, comparison)
    if second is not None:
        for again in told.recounts:
            work.recount(station, officer, second, inspection, again.key, again.quantity, again.unit, again.how)
    for settled in told.settled:
        work.settle_recount(station, officer, inspection, settled.line, settled.kept, settled.reason)
    if told.result is not None:
        work.close(station, officer, inspection, told.result, remark=told.remark)


def _found(call: Call, station: Station, number: str, inspection: str) -> dict[str, Any]:
    """What was found against what was declared, and how long each step took."""
    from app.bench.settings import counting_settings
    from app.bench.view.bench import Again, lines_and_sampling
    from app.bench.view.steps import steps_of

    lines, sampling = lines_and_sampling(station, inspection, counting_settings(call.home))
    with station.read() as conn:
        steps = steps_of(conn, number, inspection)
    return {
        "lines": [_line(line) for line in lines],
        "sampling": _sampling(sampling),
        "recount_due": [line.key for line in lines if line.again is Again.DUE],
        "steps": [{"step": step.name, "at": step.at.isoformat(), "seconds": step.seconds} for step in steps],
    }


def _scan_json(judged: Judged, told: ToldScan, call: Call) -> dict[str, Any]:
    """What was said of a scan: its state, its line, and why."""
    return {
        "text": told.scan.text,
        "state": judged.state,
        "line": judged.line_key or None,
        "said": [in_words(say, call.lang) for say in (judged.headline, *judged.reasons)],
    }


def _line(line: BenchLine) -> dict[str, Any]:
    return {
        "line": line.key,
        "goods": line.goods,
        "declared": to_json(line.declared),
        "declared_unit": line.declared_unit,
        "found": to_json(line.found),
        "unit": line.unit,
        "standing": line.standing.value,
        "methods": list(line.count.methods) if line.count is not None else [],
        "error": to_json(line.error),
        "recount": line.again.value,
    }


def _sampling(made: Sampling | None) -> dict[str, Any] | None:
    if made is None:
        return None
    plan = made.plan
    return {
        "lot": plan.lot,
        "sample": plan.sample,
        "accept": plan.accept,
        "source": plan.source.value,
        "share": plan.share,
        "chance": plan.chance,
        "opened": made.opened,
        "findings": made.findings,
    }
