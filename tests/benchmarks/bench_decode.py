"""Measures decoding, GS1 verdicts, the clone store and bad input against the engines alone, in one run.

`python tests/benchmarks/bench_decode.py [DATA] [--fuzz N]`; DATA is the folder that holds `barcodes` and `gs1`.
Run it by itself on an idle machine: both cores are used, and the times are wall times.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

RETAIL = {"EAN-13", "EAN-8", "UPC-A", "UPC-E"}
UNSUPPORTED = {"2of5-std", "Pharmacode"}
NOT_TRADE = {"MaxiCode"}
Answer = list[tuple[str, str, bool]]
"""Symbology, text, sure."""


@dataclass
class Tried:
    """What one way of decoding made of every picture."""

    name: str
    answers: list[Answer]
    seconds: list[float]


def main() -> int:
    """Print every table; 0 where every goal was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=Path(__file__).resolve().parents[3] / "shared" / "data")
    parser.add_argument("--fuzz", type=int, default=2_000, help="random and mutated pictures and texts")
    parser.add_argument("--misses", action="store_true", help="name what was not read")
    args = parser.parse_args()
    if not (args.data / "barcodes" / "expected.json").exists():
        print(f"skipped: {args.data} holds no barcodes/expected.json; give the data folder as argument")
        return 0
    warnings.simplefilter("ignore")
    goals = [*pictures(args.data / "barcodes", misses=args.misses), *frames(), *gs1(args.data / "gs1")]
    goals += [*clones(), *fuzz(args.data / "barcodes", args.fuzz)]
    missed = [name for name, met in goals if not met]
    print("\nall goals met" if not missed else "\nnot met: " + "; ".join(missed))
    return 1 if missed else 0


def pictures(folder: Path, *, misses: bool) -> Iterable[tuple[str, bool]]:
    """Every picture by our decoder, by both engines alone and together."""
    from app.bench.codes.decoding import Decoder

    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    decoder = Decoder()
    decoder.warm_up()
    alone = Decoder(second=False)
    ours = _tried("ours", expected, folder, lambda path: _ours(decoder, path))
    without = _tried("ours without libzbar", expected, folder, lambda path: _ours(alone, path))
    decoder.close()
    zxing = _tried("zxing-cpp alone", expected, folder, _zxing)
    zbar = _tried("pyzbar alone", expected, folder, _zbar)
    both = Tried("both engines", [a or b for a, b in zip(zxing.answers, zbar.answers, strict=True)], zxing.seconds)
    both.seconds = [
        a + (b if not found else 0) for a, b, found in zip(zxing.seconds, zbar.seconds, zxing.answers, strict=True)
    ]
    everything = (ours, without, both, zxing, zbar)
    _print_rates(expected, everything)
    if misses:
        _print_misses(expected, ours)
    yield from _picture_goals(expected, ours)
    yield from _large(folder)


def _picture_goals(expected: Sequence[dict[str, Any]], ours: Tried) -> Iterable[tuple[str, bool]]:
    first = _rate(expected, ours, lambda one: _corpus(one) == "zxing" and one["symbology"] not in NOT_TRADE)
    phone = _rate(expected, ours, lambda one: _corpus(one) == "quagga2" and one["symbology"] not in UNSUPPORTED)
    wrong, retail = _wrong_sure(expected, ours)
    outputs = sum(bool(found) for one, found in zip(expected, ours.answers, strict=True) if one["text"] is None)
    spent = sorted(ours.seconds)
    p95 = spent[int(len(spent) * 0.95)]
    yield from (
        _goal("first corpus, trade symbologies", f"{first:.1f} %", ">= 92 %", met=first >= 92),
        _goal("phone photographs, supported", f"{phone:.1f} %", ">= 94 %", met=phone >= 94),
        _goal("retail: wrong value as sure", f"{wrong} of {retail}", "<= 0.5 %", met=wrong <= 0.005 * retail),
        _goal("output on code-free pictures", str(outputs), "none", met=outputs == 0),
        _goal("mean a picture", f"{1000 * mean(spent):.0f} ms", "<= 120 ms", met=mean(spent) <= 0.12),
        _goal("p95 a picture", f"{1000 * p95:.0f} ms", "<= 800 ms", met=p95 <= 0.8),
    )


def _tried(name: str, expected: Sequence[dict[str, Any]], folder: Path, way: Callable[[Path], Answer]) -> Tried:
    answers, seconds = [], []
    for one in expected:
        began = time.perf_counter()
        answers.append(way(folder / one["file"]))
        seconds.append(time.perf_counter() - began)
    return Tried(name, answers, seconds)


def _ours(decoder: Any, path: Path) -> Answer:
    return [(code.symbology, code.text, code.sure) for code in decoder.decode(path)]


def _grey(path: Path) -> Any:
    from app.bench.pictures import open_picture

    return open_picture(path).grey()


def _zxing(path: Path) -> Answer:
    from app.bench.codes import zxing

    return [(read.symbology, read.text, True) for read in zxing.read(_grey(path), "plain")]


def _zbar(path: Path) -> Answer:
    try:
        from pyzbar import pyzbar
    except ImportError:
        return []
    from app.bench.codes import retail
    from app.bench.codes.zbar import _NAMES as NAMES  # the engine's own names, to compare like with like

    grey = _grey(path)
    kinds = [getattr(pyzbar.ZBarSymbol, name) for name in NAMES]
    try:
        found = pyzbar.decode((grey.tobytes(), grey.shape[1], grey.shape[0]), symbols=kinds)
    except Exception:  # noqa: BLE001 - what the engine does alone is what is measured
        return []
    return [(*retail.as_printed(NAMES[one.type], one.data.decode("utf-8", "replace")), True) for one in found]


def _corpus(one: dict[str, Any]) -> str:
    return str(one["file"]).partition("-")[0]


def _hit(one: dict[str, Any], found: Answer) -> bool:
    wanted = same_form(one["symbology"], one["text"])
    return any(same_form(one["symbology"], text) == wanted for _, text, _ in found)


def same_form(symbology: str, text: str) -> str:
    """A text without what the corpora write differently: brackets, leading zeros, start signs, add-ons."""
    from app.bench.codes.retail import lengthened

    text = text.strip()
    if symbology in RETAIL:
        longer = lengthened(text) if symbology == "UPC-E" else ""
        return (longer or (text[:13] if symbology == "EAN-13" else text)).lstrip("0")
    if symbology == "Codabar":
        return text.strip("ABCDabcdTN*E")
    if symbology.startswith("DataBar"):
        bare = text.replace("(", "").replace(")", "").replace("\x1d", "")
        return bare[2:] if symbology == "DataBar" and len(bare) == 16 else bare
    return text


def _rate(expected: Sequence[dict[str, Any]], tried: Tried, which: Callable[[dict[str, Any]], bool]) -> float:
    chosen = [
        _hit(one, found)
        for one, found in zip(expected, tried.answers, strict=True)
        if one["text"] is not None and which(one)
    ]
    return 100 * sum(chosen) / max(len(chosen), 1)


def _wrong_sure(expected: Sequence[dict[str, Any]], tried: Tried) -> tuple[int, int]:
    """Retail pictures with a sure value that is another; values of another code of the same set are not counted."""
    texts = {same_form(one["symbology"], one["text"]) for one in expected if one["symbology"] in RETAIL}
    wrong = retail = 0
    for one, found in zip(expected, tried.answers, strict=True):
        if one["symbology"] not in RETAIL:
            continue
        retail += 1
        values = {same_form(one["symbology"], text) for kind, text, sure in found if sure and kind in RETAIL}
        wrong += bool(values - texts)
    return wrong, retail


def _print_rates(expected: Sequence[dict[str, Any]], everything: Sequence[Tried]) -> None:
    print(f"{'% with the expected text':28}{'n':>5}" + "".join(f"{one.name:>22}" for one in everything))
    kinds = sorted({one["symbology"] for one in expected if one["text"] is not None})
    rows: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
        ("first corpus, trade", lambda one: _corpus(one) == "zxing" and one["symbology"] not in NOT_TRADE),
        ("phone photographs", lambda one: _corpus(one) == "quagga2" and one["symbology"] not in UNSUPPORTED),
        ("retail", lambda one: one["symbology"] in RETAIL),
    ]
    rows += [(f"  {kind}", lambda one, kind=kind: one["symbology"] == kind) for kind in kinds]  # type: ignore[misc]
    for name, which in rows:
        count = sum(one["text"] is not None and which(one) for one in expected)
        print(f"{name:28}{count:5}" + "".join(f"{_rate(expected, one, which):22.1f}" for one in everything))
    wrong = [_wrong_sure(expected, one) for one in everything]
    print(f"{'retail: wrong as sure':28}{wrong[0][1]:5}" + "".join(f"{one[0]:22}" for one in wrong))
    nothing = [one["text"] is None for one in expected]
    free = [sum(bool(a) for a, none in zip(one.answers, nothing, strict=True) if none) for one in everything]
    print(f"{'code-free: output':28}{sum(nothing):5}" + "".join(f"{one:22}" for one in free))
    print(f"{'mean ms':33}" + "".join(f"{1000 * mean(one.seconds):22.0f}" for one in everything))
    print(f"{'median ms':33}" + "".join(f"{1000 * median(one.seconds):22.0f}" for one in everything) + "\n")


def _print_misses(expected: Sequence[dict[str, Any]], tried: Tried) -> None:
    for one, found in zip(expected, tried.answers, strict=True):
        if one["text"] is not None and one["symbology"] not in UNSUPPORTED and not _hit(one, found):
            print(f"  missed {one['file']}: {one['text'][:40]!r}, read {found}")


def _goal(name: str, figure: str, wanted: str, *, met: bool) -> tuple[str, bool]:
    print(f"{name:45}{figure:>14}   goal {wanted:12}{'' if met else '   MISSED'}")
    return name, met


def _large(folder: Path) -> Iterable[tuple[str, bool]]:
    """A photograph of twelve megapixels: one of the corpus's own, small on a large table."""
    import io

    import numpy as np
    from PIL import Image

    from app.bench.codes.decoding import Decoder

    noise = np.random.default_rng(7).normal(128, 6, (3000, 4000)).clip(0, 255).astype(np.uint8)
    table = Image.fromarray(noise)
    some = sorted(folder.glob("zxing-ean13-1-*.png"))
    decoder = Decoder()
    decoder.warm_up()
    spent = []
    for path in [*some[:3], None]:
        sheet = table.copy()
        if path is not None:
            sheet.paste(Image.open(path).convert("L").resize((1600, 1200)), (900, 700))
        out = io.BytesIO()
        sheet.convert("RGB").save(out, "JPEG", quality=90)
        began = time.perf_counter()
        decoder.decode(out.getvalue())
        spent.append(time.perf_counter() - began)
    decoder.close()
    yield _goal("12 MP photo, slowest of 4", f"{max(spent):.2f} s", "<= 1.5 s", met=max(spent) <= 1.5)


def frames() -> Iterable[tuple[str, bool]]:
    """Camera frames without a code: the slowest kind."""
    import numpy as np
    from PIL import Image, ImageFilter, ImageOps

    from app.bench.codes.decoding import Decoder

    noise = Image.fromarray(np.random.default_rng(3).integers(0, 255, (720, 1280), dtype=np.uint8))
    # a grain of a few pixels in full contrast, like cloth or chipboard: edges everywhere, codes nowhere
    frame = np.asarray(ImageOps.autocontrast(noise.filter(ImageFilter.GaussianBlur(2))), dtype=np.uint8)
    decoder = Decoder(second=False)
    spent = []
    for _ in range(21):
        began = time.perf_counter()
        decoder.preview(frame)
        spent.append(time.perf_counter() - began)
    yield _goal(
        "empty 1280x720 preview frame, median", f"{1000 * median(spent):.0f} ms", "<= 45 ms", met=median(spent) <= 0.045
    )


def gs1(folder: Path) -> Iterable[tuple[str, bool]]:
    """The syntax engine's own vectors, ours against biip alone."""
    from app.bench.codes import gs1 as ours
    from app.bench.codes.numbers import has_gs1_check

    if not (folder / "vectors.json").exists():
        print(f"skipped: {folder} holds no vectors.json")
        return
    vectors = json.loads((folder / "vectors.json").read_text(encoding="utf-8"))
    settings = [
        {"aliases": a, "short_gtins": s, "unknown": u} for a, s, u in itertools.product((True, False), repeat=3)
    ]

    def linked(text: str, wanted: bool) -> bool:
        # the engine's vectors were written under changing settings, and some texts stand there with both verdicts
        return any(ours.digital_link(text, **setting).valid == wanted for setting in settings)

    kinds: dict[str, Callable[[str, bool], bool]] = {
        "ai_element_strings": lambda text, wanted: ours.element_string(text).valid == wanted,
        "bracketed": lambda text, wanted: ours.bracketed(text).valid == wanted,
        "digital_link": linked,
        "check_digits": lambda text, wanted: has_gs1_check(text) == wanted,
    }
    for kind, right in kinds.items():
        cases = vectors.get(kind, [])
        good = sum(right(case["data"], case["valid"]) for case in cases)
        biip = sum(_biip(kind, case["data"]) == case["valid"] for case in cases)
        yield _goal(f"GS1 {kind} (biip alone {biip})", f"{good} of {len(cases)}", "100 %", met=good == len(cases))
    plain = sum(ours.digital_link(case["data"]).valid == case["valid"] for case in vectors.get("digital_link", []))
    print(f"  Digital Link under our one setting: {plain} of {len(vectors.get('digital_link', []))}")


def _biip(kind: str, text: str) -> bool:
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI
    from biip.gs1_messages import GS1Message
    from biip.gtin import Gtin

    try:
        match kind:
            case "ai_element_strings":
                GS1Message.parse(text.removeprefix("^").replace("^", "\x1d"))
            case "bracketed":
                GS1Message.parse_hri(text)
            case "digital_link":
                GS1DigitalLinkURI.parse(text)
            case _:
                Gtin.parse(text)
    except (ParseError, ValueError, TypeError, IndexError, KeyError):
        return False
    return True


def clones(count: int = 10_000_000) -> Iterable[tuple[str, bool]]:
    """Ten million sightings on disk; known ones must all be found, strangers never, each within a millisecond."""
    from app.bench.records.sightings import Page
    from app.bench.sightings import Sightings, digest_of, packed

    chance, a_page = random.Random(5), 4096  # noqa: S311 - strangers, not secrets
    with tempfile.TemporaryDirectory() as folder:
        store = Sightings(Path(folder))
        began = time.perf_counter()
        for seq in range(1, count // a_page + 1):
            store.take(Page("a", seq, "a", chance.randbytes(28 * a_page)))
        taken = time.perf_counter() - began
        known = [f"serial {number}" for number in range(20_000)]
        store.take(Page("b", 1, "b", packed((digest_of(name).hex(), 0) for name in known)))
        store.flush()
        before = _anonymous_mb()
        forgotten = sum(not store.earlier(name) for name in known)
        spent, invented = [], 0
        for number in range(20_000):
            began = time.perf_counter()
            invented += bool(store.earlier(f"never {number}"))
            spent.append(time.perf_counter() - began)
        total = len(store)
        store.close()
    yield _goal(f"{total:,} sightings: taken in", f"{taken:.0f} s", "<= 120 s", met=taken <= 120)
    yield _goal(f"{total:,} sightings: memory", f"{before} MB", "<= 200 MB", met=before <= 200)
    yield _goal("  look-up, median", f"{1000 * median(spent):.3f} ms", "<= 1 ms", met=median(spent) <= 0.001)
    yield _goal("  known ones not found", str(forgotten), "none", met=forgotten == 0)
    yield _goal("  strangers called seen", str(invented), "none", met=invented == 0)


def _anonymous_mb() -> int:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) // 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fuzz(folder: Path, count: int) -> Iterable[tuple[str, bool]]:
    """Random and mutated pictures and texts; the worker is killed in the middle."""
    from app.bench.codes.decoding import Decoder
    from app.bench.codes.meaning import meaning
    from app.core.errors import Refused

    chance = random.Random(11)  # noqa: S311 - bad input, not secrets
    seeds = [path.read_bytes() for path in sorted(folder.glob("*.[pj]*g"))[:40]]
    told: list[str] = []
    decoder = Decoder(lambda say: told.append(say.key))
    decoder.warm_up()
    slowest, crashes = 0.0, 0
    for number in range(count):
        began = time.perf_counter()
        try:
            if number % 2:
                meaning(_mutated_text(chance))
            else:
                decoder.decode(_mutated(chance, seeds), budget_s=0.05)
        except Refused:
            pass
        except Exception as crash:  # noqa: BLE001 - counting crashes is the point
            crashes += 1
            print(f"  crash: {type(crash).__name__}: {crash}")
        slowest = max(slowest, time.perf_counter() - began)
        if number == count // 2:
            _kill(decoder.worker)
    decoder.close()
    yield _goal(f"{count:,} bad inputs: crashes", str(crashes), "none", met=crashes == 0)
    yield _goal("  slowest", f"{slowest:.2f} s", "<= 2 s", met=slowest <= 2)
    yield _goal("  worker killed: lines said", str(len(told)), "one", met=len(told) <= 1)


def _kill(worker: int | None) -> None:
    import os
    import signal

    if worker is not None:
        os.kill(worker, signal.SIGTERM)


def _mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(2000))
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randrange(1, len(data))] if chance.random() < 0.3 else data)


def _mutated_text(chance: random.Random) -> str:
    start = chance.choice(["^01", "(01)", "https://a/01/", "]C1", "TW:", "RR", "", "0123456789012", "\x1d10", "TW1:"])
    signs = "0123456789()^/?=&%\x00\x1dABC:-é中\ud800"
    return start + "".join(chance.choice(signs) for _ in range(chance.randrange(80)))


if __name__ == "__main__":
    raise SystemExit(main())
