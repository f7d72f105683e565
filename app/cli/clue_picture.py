"""`clue-picture`: a picture of what genuine goods or known fakes of a right show, to compare with on the bench."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.arguments import whole
from app.cli.call import Answer, Call, Commands, command


def add_to(commands: Commands) -> None:
    """Add the `clue-picture` command."""
    keeping = command(commands, "clue-picture", keep, "a picture of a right's clue, to compare with on the bench")
    keeping.add_argument("number", metavar="RECORDATION")
    keeping.add_argument("file", type=Path, metavar="IMAGE")
    which = keeping.add_mutually_exclusive_group(required=True)
    which.add_argument("--genuine", type=whole(1, 100), metavar="N", help="of the right's nth genuine clue")
    which.add_argument("--fake", type=whole(1, 100), metavar="N", help="of its nth clue of known fakes")


def keep(args: argparse.Namespace, call: Call) -> Answer:
    """Keep the picture without its place; at headquarters it goes to every station with the next sync."""
    from app.bench.pictures import open_picture
    from app.bench.work.comparing import clue_of, picture_clue

    picture, genuine = open_picture(args.file), args.genuine is not None
    with call.open() as (station, officer):
        clue = clue_of(station, args.number, args.genuine if genuine else args.fake, genuine=genuine)
        digest = picture_clue(station, officer, args.number, clue, picture, genuine=genuine)
    return Answer({"recordation_no": args.number, "clue": clue, "genuine": genuine, "sha256": digest})
