"""`inspect`: record an inspection from a file: counts, scans, sampling, recount, clues, photos, and its result."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.cli.call import Answer, Call, Commands, command, read_object
from app.core.errors import Refused
from app.core.plain import decimal_text, to_json

if TYPE_CHECKING:
    from app.bench.rules.sampling import SamplingPlan
    from app.bench.view.bench import BenchLine, Sampling
    from app.bench.work import How
    from app.bench.work.comparing import Comparison
    from app.identity.rules import Officer
    from app.journal.work import Station


MOST_FIGURE: Final = 10**9


@dataclass(frozen=True)
class Told:
    """One count as the file tells it; `key` is empty for goods that the declaration lacks."""

    key: str
    quantity: Decimal
    unit: str
    how: How
    goods: str = ""
    recordations: tuple[str, ...] | None = None


def add_to(commands: Commands) -> None:
    """Add the `inspect` command."""
    inspecting = command(commands, "inspect", inspect_shipment, "record an inspection")
    inspecting.add_argument("number", metavar="NUMBER")
    inspecting.add_argument("--result", type=Path, required=True, metavar="FILE.json")
    inspecting.add_argument("--second", default="", metavar="OFFICER", help="the officer of the blind recount")


def inspect_shipment(args: argparse.Namespace, call: Call) -> Answer:
    """Open the shipment, record what the file says, and close it where a result is given.

    FILE.json: `{widen?, sampling?: {lot, plan?, opened?, findings?}, scans?: [text | {text, symbology?, line?}],
    counts?: [{line_no | goods, unit?, recordation_nos?} with quantity, or {cartons, pieces, loose?}, or {samples_g,
    pieces, whole_kg}, or as_declared], recounts?: [{line_no, …as in counts}], settle?: [{line_no, kept, reason}],
    clues?: [{recordation_no, clue, genuine, seen}], comparisons?: [{recordation_no, genuine_clue?, fake_clue?,
    answer: genuine | fake | unsure}], photos?: [file], result?, remark?}`. The recount's officer confirms
    with TIDEWAITER_SECOND_PASSPHRASE; the result is nothing_found, documents_wrong or other_offence; goods that are
    found are detained with `detain`.
    """
    from app.bench.work import Result, close, open_inspection
    from app.bench.work.comparing import compare

    plain = read_object(args.result)
    result = plain.get("result")
    if result is not None and result not in tuple(Result):
        raise Refused("cli.inspect_field", field="result", name="result")
    with call.open() as (station, officer):
        before = station.only_here()
        # Everything is checked before the first act, so that a bad file leaves nothing behind.
        second = _second(call, station, officer, args.second) if plain.get("recounts") else None
        declared = _declared(station, args.number)
        counts = [_count(each, f"counts[{place}]", declared) for place, each in enumerate(_list(plain, "counts"))]
        again = [_count(each, f"recounts[{place}]", declared) for place, each in enumerate(_list(plain, "recounts"))]
        plan = _plan(call, plain["sampling"]) if plain.get("sampling") else None
        pictures = [_picture(args.result.parent / str(name)) for name in _list(plain, "photos")]
        comparisons = [_comparison(each) for each in _list(plain, "comparisons")]
        inspection = open_inspection(station, officer, args.number)
        _record(station, officer, inspection, plain, counts, pictures, plan)
        for comparison in comparisons:
            compare(station, officer, inspection, comparison)
        if second is not None:
            _recount(station, officer, second, inspection, again)
        _settle(station, officer, inspection, plain)
        if result is not None:
            close(station, officer, inspection, Result(result), remark=str(plain.get("remark") or ""))
        entries = station.only_here() - before
        found = _found(call, station, args.number, inspection)
    return Answer({"inspection": inspection, "entries": entries, **found})


def _second(call: Call, station: Station, officer: Officer, second: str) -> Officer:
    from app.identity.work import confirm_second, slots_of

    passphrase = call.environment.get("TIDEWAITER_SECOND_PASSPHRASE")
    if not second or passphrase is None:
        raise Refused("cli.inspect_second", field="second")
    return confirm_second(station, slots_of(call.home), officer, second, passphrase, call.clock)


def _record(
    station: Station,
    officer: Officer,
    inspection: str,
    plain: Mapping[str, Any],
    counts: list[Told],
    pictures: list[tuple[bytes, str, str]],
    plan: SamplingPlan | None,
) -> None:
    from app.bench import work

    if plain.get("widen"):
        work.widen(station, officer, inspection)
    if plan is not None:
        work.plan_sampling(station, officer, inspection, plan)
        _opened(station, officer, inspection, plain["sampling"])
    for each in _list(plain, "scans"):
        scan = {"text": each} if isinstance(each, str) else each
        scanned = work.Scanned(str(scan.get("text", "")), str(scan.get("symbology", "")), "file")
        work.record_scan(station, officer, inspection, scanned)
    for told in counts:
        _record_count(station, officer, inspection, told)
    for each in _list(plain, "clues"):
        work.mark_clue(
            station,
            officer,
            inspection,
            str(each.get("recordation_no", "")),
            str(each.get("clue", ""))[:300],
            genuine=bool(each.get("genuine")),
            seen=bool(each.get("seen", True)),
        )
    for data, media_type, name in pictures:
        work.photograph(station, officer, inspection, data, media_type, name)


def _comparison(plain: Any) -> Comparison:
    from app.bench.work.comparing import Comparison, Likeness

    if not isinstance(plain, dict) or plain.get("answer") not in tuple(Likeness):
        raise Refused("cli.inspect_field", field="comparisons", name="comparisons.answer")
    number, genuine, fake = (
        str(plain.get(each) or "")[:300] for each in ("recordation_no", "genuine_clue", "fake_clue")
    )
    return Comparison(number, genuine, fake, Likeness(plain["answer"]))


def _record_count(station: Station, officer: Officer, inspection: str, told: Told) -> None:
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


def _recount(station: Station, officer: Officer, second: Officer, inspection: str, again: list[Told]) -> None:
    from app.bench.work import recount

    for told in again:
        recount(station, officer, second, inspection, told.key, told.quantity, told.unit, told.how)


def _settle(station: Station, officer: Officer, inspection: str, plain: Mapping[str, Any]) -> None:
    from app.bench.rules.recount import Kept
    from app.bench.work import settle_recount

    for place, each in enumerate(_list(plain, "settle")):
        if not isinstance(each, dict) or each.get("kept") not in (Kept.FIRST, Kept.SECOND):
            raise Refused("cli.inspect_field", field="settle", name=f"settle[{place}].kept")
        reason = str(each.get("reason") or "")
        settle_recount(station, officer, inspection, str(each.get("line_no")), Kept(each["kept"]), reason)


def _list(plain: Mapping[str, Any], name: str) -> list[Any]:
    found = plain.get(name) or []
    if not isinstance(found, list) or len(found) > 100_000:
        raise Refused("cli.inspect_field", field=name, name=name)
    return found


def _declared(station: Station, number: str) -> dict[str, tuple[Decimal, str]]:
    """What each line declares: how many, of which unit."""
    from app.intake.records import declaration

    with station.read() as conn:
        shipment = declaration(conn, number)
    lines = shipment.lines if shipment is not None else ()
    return {str(line.line_no): (line.quantity or Decimal(0), line.unit) for line in lines}


def _count(plain: Any, name: str, declared: Mapping[str, tuple[Decimal, str]]) -> Told:
    if not isinstance(plain, dict):
        raise Refused("cli.inspect_field", field=name, name=name)
    line = plain.get("line_no")
    key, goods = str(line) if line is not None else "", str(plain.get("goods") or "")
    if not key and not goods:
        raise Refused("cli.inspect_field", field=name, name=f"{name}.goods")
    quantity, how = _counted(plain, name, declared.get(key, (Decimal(0), ""))[0])
    numbers = plain.get("recordation_nos")
    return Told(
        key,
        quantity,
        str(plain.get("unit") or declared.get(key, (Decimal(0), ""))[1]),
        how,
        goods,
        tuple(str(number) for number in numbers) if numbers else None,
    )


def _counted(plain: Mapping[str, Any], name: str, declared: Decimal) -> tuple[Decimal, How]:
    """How many, and how they were counted: by cartons, by weight, as declared, or simply so many."""
    from app.bench.rules.counts import Method, by_cartons, check_count
    from app.bench.rules.weighing import Weighing, by_weight
    from app.bench.work import How

    if "cartons" in plain:
        figures = {part: _number(plain, name, part) for part in ("cartons", "pieces")}
        figures["loose"] = _number(plain, name, "loose") if "loose" in plain else Decimal(0)
        pieces = by_cartons(figures["cartons"], figures["pieces"], figures["loose"])
        return pieces, How(Method.CARTONS, working={part: decimal_text(value) for part, value in figures.items()})
    if "whole_kg" in plain:
        samples = tuple(_number({"samples_g": each}, name, "samples_g") for each in _list(plain, "samples_g"))
        found = by_weight(Weighing(int(_number(plain, name, "pieces")), samples, _number(plain, name, "whole_kg")))
        working = {"pieces": str(plain["pieces"]), "whole_kg": str(plain["whole_kg"]), "samples_g": to_json(samples)}
        return found.pieces, How(Method.WEIGHT, found.error, working)
    if plain.get("as_declared"):
        return declared, How(Method.AS_DECLARED)
    quantity = _number(plain, name, "quantity")
    check_count(quantity)
    return quantity, How()


def _number(plain: Mapping[str, Any], name: str, part: str) -> Decimal:
    try:
        found = Decimal(str(plain.get(part)))
    except InvalidOperation:
        found = Decimal("NaN")
    if found.is_nan() or not -MOST_FIGURE <= found <= MOST_FIGURE:
        raise Refused("cli.inspect_field", field=name, name=f"{name}.{part}")
    return found


def _plan(call: Call, plain: Any) -> SamplingPlan:
    """The plan for the file's lot: the office's first one, or the one whose place (from 1) the file names."""
    from app.bench.settings import counting_settings

    if not isinstance(plain, dict):
        raise Refused("cli.inspect_field", field="sampling", name="sampling")
    rules, place = counting_settings(call.home).plans, plain.get("plan", 1)
    if not isinstance(place, int) or not 1 <= place <= len(rules):
        raise Refused("cli.inspect_field", field="sampling", name="sampling.plan")
    return rules[place - 1].plan(int(_number(plain, "sampling", "lot")))


def _opened(station: Station, officer: Officer, inspection: str, plain: Mapping[str, Any]) -> None:
    from app.bench.work import cartons_opened

    if "opened" in plain:
        opened, findings = (int(_number(plain, "sampling", part)) for part in ("opened", "findings"))
        cartons_opened(station, officer, inspection, opened, findings)


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


def _picture(path: Path) -> tuple[bytes, str, str]:
    from app.bench.pictures import open_picture

    picture = open_picture(path)
    return picture.data, f"image/{picture.format.lower()}", path.name
