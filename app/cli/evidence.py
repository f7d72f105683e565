"""`evidence pack|check`: a case as a sealed bundle, and whether a bundle is as it was sealed."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command

SAID = {"archive": "custody.pack_none", "key": "custody.pack_other_key"}
"""What the check finds wrong with a pack as a whole; everything else it finds is the name of one file in it."""


def add_to(commands: Commands) -> None:
    """Add the `evidence` commands."""
    whole = commands.add_parser("evidence", help="a sealed case bundle: make one, check one")
    inner = whole.add_subparsers(dest="what", metavar="pack|check", required=True)
    packing = command(inner, "pack", pack_case, "a case as a sealed bundle that anyone can check")
    packing.add_argument("case", metavar="CASE")
    packing.add_argument("file", type=Path, metavar="FILE.zip")
    packing.add_argument("--for", dest="addressee", default="", metavar="ADDRESSEE", help="mask what it may not see")
    packing.add_argument("--photos", action="store_true", default=None, help="photographs too, though masked otherwise")
    checking = command(inner, "check", check_bundle, "whether a bundle is as it was sealed; needs no station")
    checking.add_argument("file", type=Path, metavar="FILE.zip")
    checking.add_argument("--key", default="", metavar="HEX", help="demand that this station's key sealed it")


def pack_case(args: argparse.Namespace, call: Call) -> Answer:
    """Write the bundle and log what its addressee is shown."""
    from app.custody.evidence.pack import pack_to

    with call.open() as (station, officer):
        done = pack_to(station, officer, args.case, args.file, addressee=args.addressee, photos=args.photos)
        key = station.public_key
    return Answer(
        {
            "files": done.files,
            "ok": True,
            "first_bad": None,
            "file": str(args.file),
            "sha256": done.sha256,
            "entries": done.entries,
            "key": key,
            "hides": list(done.hides),
            "withheld": list(done.withheld),
        }
    )


def check_bundle(args: argparse.Namespace, call: Call) -> Answer:
    """Exit 1 where something is not as it was sealed, with the first of it."""
    from app.custody.evidence.checking import check_file

    found = check_file(args.file, args.key)
    if found["ok"]:
        told = call.say("custody.pack_ok", files=found["files"], entries=found["entries"], sealed_by=found["key"])
        return Answer(found, DONE, [told])
    said = SAID.get(str(found["first_bad"]), "custody.pack_bad")
    return Answer(found, SOMETHING_FOUND, [call.say(said, file=args.file.name, first_bad=found["first_bad"])])
