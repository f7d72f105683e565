"""`inspect` and `detain`: record what was found, and what is detained with its documents."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import Answer, Call, Commands, command, read_object
from app.core.plain import decimal_text

if TYPE_CHECKING:
    from app.notice.work import Detained


def add_to(commands: Commands) -> None:
    """Add the `detain` command."""
    detaining = command(commands, "detain", detain_file, "record a detention and its notices")
    detaining.add_argument("file", type=Path, metavar="FILE.json")
    detaining.add_argument("--print", dest="folder", type=Path, default=None, metavar="DIR")


def detain_file(args: argparse.Namespace, call: Call) -> Answer:
    """Record the detention of a file; its documents are printed into the folder."""
    from dataclasses import replace

    from app.detention.rulebook import law_in_force
    from app.detention.rules import detention_from_json
    from app.notice.work import as_photo, detain, save

    plain = read_object(args.file)
    with call.open() as (station, officer):
        detention = detention_from_json(plain, currency=law_in_force(station).pack.currency)
        photos = [as_photo(args.file.parent / name) for name in detention.photos]
        done = detain(station, officer, replace(detention, officer=officer.officer_id), photos)
    paths = save(done.notices, args.folder) if args.folder else [None] * len(done.notices)
    return Answer(detained_json(done, [str(path) if path else None for path in paths]))


def detained_json(done: Detained, paths: list[str | None]) -> dict[str, Any]:
    """A detention as the contract has it: case, both figures, value, documents and clocks."""
    detention = done.recorded.detention
    return {
        "case": done.recorded.case_id,
        "batches": 1,
        "items": detention.items,
        "value": decimal_text(detention.value),
        "currency": detention.currency,
        "entries": done.entries,
        "notices": [
            {"number": each.number, "kind": each.kind, "pdf": path, "sha256": each.sha256}
            for each, path in zip(done.notices, paths, strict=True)
        ],
        "clocks": [
            {
                "id": clock.id,
                "starts": clock.starts.isoformat(),
                "due": f"{clock.day.isoformat()} {clock.at}",
                "days": clock.days,
                "unit": clock.unit,
                "provisional": clock.provisional,
                "source": clock.source.text,
            }
            for clock in done.recorded.clocks
        ],
        "security": {each["holder"]: decimal_text(Decimal(each["security_due"])) for each in done.recorded.procedures},
    }
