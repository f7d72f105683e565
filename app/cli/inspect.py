"""`inspect`: record an inspection from a file: counts, scans, clues, photos, and its result."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call, Commands, command, read_json
from app.core.errors import Refused

if TYPE_CHECKING:
    from app.identity.rules import Officer
    from app.journal.work import Station


def add_to(commands: Commands) -> None:
    """Add the `inspect` command."""
    inspecting = command(commands, "inspect", inspect_shipment, "record an inspection")
    inspecting.add_argument("number", metavar="NUMBER")
    inspecting.add_argument("--result", type=Path, required=True, metavar="FILE.json")


def inspect_shipment(args: argparse.Namespace, call: Call) -> Answer:
    """Open the shipment, record what the file says, and close it where a result is given.

    FILE.json: `{widen?, scans?: [text | {text, symbology?, line?}], counts?: [{line_no | goods, quantity, unit?,
    recordation_nos?}], clues?: [{recordation_no, clue, genuine, seen}], photos?: [file], result?, remark?}`; the result
    is nothing_found, documents_wrong or other_offence; goods that are found are detained with `detain`.
    """
    from app.bench.work import Result, close, open_inspection

    plain = read_json(args.result)
    if not isinstance(plain, dict):
        raise Refused("cli.inspect_field", field="result", name=args.result.name)
    result = plain.get("result")
    if result is not None and result not in set(Result):
        raise Refused("cli.inspect_field", field="result", name="result")
    with call.open() as (station, officer):
        before = station.only_here()
        # Everything is checked before the first act, so that a bad file leaves nothing behind.
        counts = [_count(each, place) for place, each in enumerate(_list(plain, "counts"))]
        pictures = [_picture(args.result.parent / str(name)) for name in _list(plain, "photos")]
        inspection = open_inspection(station, officer, args.number)
        _record(station, officer, inspection, plain, counts, pictures)
        if result is not None:
            close(station, officer, inspection, Result(result), remark=str(plain.get("remark") or ""))
        entries = station.only_here() - before
    return Answer({"inspection": inspection, "entries": entries})


def _record(
    station: Station,
    officer: Officer,
    inspection: str,
    plain: Mapping[str, Any],
    counts: list[dict[str, Any]],
    pictures: list[tuple[bytes, str, str]],
) -> None:
    from app.bench import work

    if plain.get("widen"):
        work.widen(station, officer, inspection)
    for each in _list(plain, "scans"):
        scan = {"text": each} if isinstance(each, str) else each
        work.record_scan(
            station,
            officer,
            inspection,
            work.Scanned(str(scan.get("text", "")), str(scan.get("symbology", "")), "file"),
        )
    for count in counts:
        key = count.pop("key")
        if not key:
            with station.read() as conn:
                key = work.next_undeclared(conn, inspection)
        work.count(station, officer, inspection, key, count.pop("quantity"), **count)
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


def _list(plain: Mapping[str, Any], name: str) -> list[Any]:
    found = plain.get(name) or []
    if not isinstance(found, list) or len(found) > 100_000:
        raise Refused("cli.inspect_field", field=name, name=name)
    return found


def _count(plain: Any, place: int) -> dict[str, Any]:
    from app.bench.work import check_quantity

    name = f"counts[{place}]"
    if not isinstance(plain, dict):
        raise Refused("cli.inspect_field", field=name, name=name)
    try:
        quantity = Decimal(str(plain.get("quantity")))
    except InvalidOperation:
        raise Refused("cli.inspect_field", field=name, name=f"{name}.quantity") from None
    check_quantity(quantity)
    line = plain.get("line_no")
    made: dict[str, Any] = {
        "key": str(line) if line is not None else "",
        "quantity": quantity,
        "goods": str(plain.get("goods") or ""),
        "unit": str(plain.get("unit") or ""),
    }
    if not made["key"] and not made["goods"]:
        raise Refused("cli.inspect_field", field=name, name=f"{name}.goods")
    if plain.get("recordation_nos"):
        made["recordations"] = [str(number) for number in plain["recordation_nos"]]
    return made


def _picture(path: Path) -> tuple[bytes, str, str]:
    from app.bench.pictures import open_picture

    picture = open_picture(path)
    return picture.data, f"image/{picture.format.lower()}", path.name
