"""`decode`: barcodes in pictures, what they mean, and whether they may drive a decision."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.call import DONE, SOMETHING_FOUND, Answer, Call, Commands, command
from app.core.errors import Refused, Say
from app.core.wording import in_words

if TYPE_CHECKING:
    from app.bench.codes.decoding import Code, Decoder
    from app.bench.codes.meaning import Meaning


def add_to(commands: Commands) -> None:
    """Add the `decode` command."""
    decoding = command(commands, "decode", decode, "barcodes in pictures")
    decoding.add_argument("images", nargs="+", type=Path, metavar="IMAGE")
    decoding.add_argument("--budget", type=float, default=None, metavar="S", help="seconds a picture at most")


def decode(args: argparse.Namespace, call: Call) -> Answer:
    """Every code in every picture; a picture that can't be read is said so and the others go on."""
    from app.bench.codes.decoding import BUDGET_S, Decoder

    budget = args.budget if args.budget is not None else BUDGET_S
    if not 0 < budget <= 60:
        raise Refused("bench.budget_range")
    decoder = Decoder(lambda say: _aside(say, call))
    try:
        decoder.warm_up()
        progress = call.progress("decode")
        images = []
        for at, path in enumerate(args.images):
            images.append(_picture(decoder, path, budget, call))
            progress(at + 1, len(args.images))
    finally:
        decoder.close()
    if len(images) == 1 and "error" in images[0]:
        _one_refused(args.images[0])
    wrong = any("error" in image or _unsound(image) for image in images)
    return Answer({"images": images}, SOMETHING_FOUND if wrong else DONE, _lines(images, call))


def _aside(say: Say, call: Call) -> None:
    sys.stderr.write(in_words(say, call.lang) + "\n")


def _one_refused(path: Path) -> None:
    """A single picture that can't be read is a call that can't be used: said as such, exit status 2."""
    from app.bench.pictures import open_picture

    open_picture(path).grey(1_000)


def _picture(decoder: Decoder, path: Path, budget: float, call: Call) -> dict[str, Any]:
    try:
        codes = decoder.decode(path, budget_s=budget)
    except Refused as refused:
        return {"file": str(path), "codes": [], "error": in_words(refused.say, call.lang)}
    return {"file": str(path), "codes": [code_json(code, call) for code in codes]}


def code_json(code: Code, call: Call) -> dict[str, Any]:
    """A code as JSON; `gs1` and `s10` only where the code holds them."""
    from app.bench.codes.meaning import Kind, meaning

    said = meaning(code.text, code.symbology)
    answer: dict[str, Any] = {
        "symbology": code.symbology,
        "text": code.text,
        "engine": code.engine,
        "encoding": code.encoding,
        "sure": code.sure,
        "seen": code.seen,
        "box": [list(corner) for corner in code.box],
        "kind": said.kind.value,
        "checks": _checks(said, call),
    }
    if said.kind in {Kind.GTIN, Kind.GS1, Kind.DIGITAL_LINK, Kind.SSCC}:
        answer["gs1"] = dict(said.fields)
    elif said.kind is Kind.S10:
        answer["s10"] = dict(said.fields)
    elif said.fields:
        answer["fields"] = dict(said.fields)
    return answer


def _checks(said: Meaning, call: Call) -> list[dict[str, Any]]:
    return [{"check": each.check, "ok": each.ok, "text": in_words(each.say, call.lang)} for each in said.checks]


def _unsound(image: dict[str, Any]) -> bool:
    """A pairing may be met by another code of the goods, so it alone is not wrong."""
    return any(
        not check["ok"] and check["check"] != "gs1_pairing" for code in image["codes"] for check in code["checks"]
    )


def _lines(images: list[dict[str, Any]], call: Call) -> list[str]:
    lines = []
    for image in images:
        file = Path(image["file"]).name
        if "error" in image:
            lines.append(image["error"])
        elif not image["codes"]:
            lines.append(call.say("bench.decode_no_code", file=file))
        for code in image["codes"]:
            key = "bench.decode_code" if code["sure"] else "bench.decode_doubtful"
            lines.append(call.say(key, file=file, symbology=code["symbology"], text=code["text"]))
    return lines
