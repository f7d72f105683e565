"""`read-text`: the text on packaging and labels, and what the register says of it (needs the extra `ocr`)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command
from app.core.errors import Refused, Trouble
from app.core.wording import in_words

if TYPE_CHECKING:
    from app.bench.reading import Reader
    from app.register.matching import Match, MatchIndex


def add_to(commands: Commands) -> None:
    """Add the `read-text` command."""
    reading = command(commands, "read-text", read_text, "text on packaging, matched to the register")
    reading.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    reading.add_argument("--register", type=Path, default=None, metavar="FILE", help="match against this file instead")


def read_text(args: argparse.Namespace, call: Call) -> Answer:
    """Read every picture, and match its text against the station's register or a register file."""
    from app.bench.reading import Reader, installed

    if not installed():
        raise Refused("bench.reader_absent")
    index = _index(args.register, call)
    reader = Reader()
    try:
        images = [_picture(reader, path, index, call) for path in args.images]
    finally:
        reader.close()
    found = any(image["matches"] or "error" in image for image in images)
    return Answer({"images": images}, SOMETHING_FOUND if found else DONE, _lines(images, call))


def _index(register: Path | None, call: Call) -> MatchIndex | None:
    """The register's index; None where there is neither a file nor a station, for text alone is of use too."""
    from app.identity.work import slots_of
    from app.register.matching import MatchIndex
    from app.register.reading.recordations import read_recordations
    from app.register.standing import StandingRegister

    if register is not None:
        return MatchIndex.build(read_recordations(register).items)
    if not slots_of(call.home).exists():
        return None

    with call.open() as (station, _officer):
        return StandingRegister(station).index()


def _picture(reader: Reader, path: Path, index: MatchIndex | None, call: Call) -> dict[str, Any]:
    from app.bench.reading import matched

    try:
        lines = reader.read(path)
    except (Refused, Trouble) as told:
        return {"file": str(path), "lines": [], "matches": [], "error": in_words(told.say, call.lang)}
    found = matched(lines, index) if index else None
    matches = (*found.alerts, *found.review) if found else ()
    return {
        "file": str(path),
        "lines": [{"text": line.text, "confidence": round(line.confidence, 3)} for line in lines],
        "matches": [_match_json(match, call) for match in matches],
    }


def _match_json(match: Match, call: Call) -> dict[str, Any]:
    return {
        "recordation_no": match.recordation_no,
        "mark": match.mark,
        "matched": match.matched,
        "method": match.method.value,
        "similarity": round(match.similarity, 3),
        "in_scope": match.in_scope,
        "text": " ".join(in_words(say, call.lang) for say in match.evidence),
    }


def _lines(images: list[dict[str, Any]], call: Call) -> list[str]:
    lines = []
    for image in images:
        file = Path(image["file"]).name
        if "error" in image:
            lines.append(image["error"])
        for line in image["lines"]:
            percent = round(100 * line["confidence"])
            lines.append(call.say("bench.read_line", file=file, text=line["text"], percent=percent))
        for match in image["matches"]:
            words = {"matched": match["matched"], "mark": match["mark"], "number": match["recordation_no"]}
            lines.append(call.say("bench.read_match", file=file, **words))
    return lines
