"""What an engine read, what several reads add up to, and when a value may drive a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Box = tuple[tuple[int, int], ...]

RETAIL = frozenset({"EAN-13", "EAN-8", "UPC-A", "UPC-E"})
CORRECTED = frozenset({"QR", "MicroQR", "rMQR", "DataMatrix", "PDF417", "Aztec", "MaxiCode"})
"""Symbologies with error correction: one read is proof enough (no misread among 400 such pictures, barcodes.md 2)."""
UNCHECKED = frozenset({"Code39", "ITF", "Codabar"})
"""No check digit of their own: noise gives short ones (barcodes.md: ITF 901985, Code 39 T)."""
RETAIL_NEEDS = 3
"""Two engines agreed on a wrong retail number 4 times in 616 (barcodes.md 2): it takes a third witness, or a fit."""
SHORTEST = {"ITF": 6, "Code39": 4, "Codabar": 4, "Code128": 2, "Code93": 3}


@dataclass(frozen=True)
class Read:
    """One engine's answer on one variant of a picture."""

    symbology: str
    text: str
    raw: bytes
    encoding: str
    engine: str
    variant: str
    box: Box = ()
    proof: float = 0.0
    """How well the value explains the picture's own bars, 0 to 1 (only for retail codes; see barfit)."""


@dataclass(frozen=True)
class Code:
    """A code found in a picture; only a `sure` one may drive a decision, any other is shown as doubtful."""

    symbology: str
    text: str
    raw: bytes
    encoding: str
    engine: str
    sure: bool
    box: Box = ()
    seen: int = 1
    """How many engines and variants of the picture gave this very value."""


def plausible(read: Read) -> bool:
    """Whether it may be a code at all: empty and too short ones come from noise."""
    return len(read.text.strip("\x00 ")) >= SHORTEST.get(read.symbology, 1)


def agreed(reads: Iterable[Read], *, alone: bool = False) -> tuple[Code, ...]:
    """The reads of one picture as codes, best first; disagreeing values at the same place are all doubtful.

    `alone` also shows what a symbology without a check digit said once (a camera's next frame will tell).
    """
    groups: dict[tuple[str, str], list[Read]] = {}
    for read in filter(plausible, reads):
        groups.setdefault((read.symbology, read.text), []).append(read)
    votes = {key: _votes(group) for key, group in groups.items()}
    codes = [
        _code(group, sure=_sure(key, groups, votes))
        for key, group in groups.items()
        if alone or _shown(key[0], votes[key], group)
    ]
    return tuple(sorted(codes, key=lambda code: (not code.sure, -code.seen, code.symbology, code.text)))


def _votes(group: Sequence[Read]) -> int:
    """Independent witnesses: an engine on the same pixels says nothing new; a fit of the bars counts twice."""
    witnesses = {(read.engine, read.variant) for read in group}
    fitted = any(engine == "fit" for engine, _ in witnesses)
    return len({one for one in witnesses if one[0] != "fit"}) + 2 * fitted


def _shown(symbology: str, votes: int, group: Sequence[Read]) -> bool:
    """A symbology without a check of its own must be read twice to be more than noise."""
    return symbology not in UNCHECKED or votes >= 2 or group[0].variant == "plain"


def _sure(key: tuple[str, str], groups: dict[tuple[str, str], list[Read]], votes: dict[tuple[str, str], int]) -> bool:
    symbology, _ = key
    if symbology in CORRECTED:
        return True
    if votes[key] < (RETAIL_NEEDS if symbology in RETAIL else 2):
        return False
    rivals = [other for other in groups if other != key and _same_place(groups[key], groups[other])]
    return all(votes[rival] * 3 <= votes[key] for rival in rivals)


def _same_place(group: Sequence[Read], other: Sequence[Read]) -> bool:
    """Whether two values were read from the same bars; without boxes, the careful answer is yes."""
    if group[0].symbology in CORRECTED or other[0].symbology in CORRECTED:
        return False
    return any(_overlap(a.box, b.box) for a in group for b in other)


def _overlap(a: Box, b: Box) -> bool:
    if not a or not b:
        return True
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = _around(a), _around(b)
    return min(ax1, bx1) >= max(ax0, bx0) and min(ay1, by1) >= max(ay0, by0)


def _around(box: Box) -> tuple[int, int, int, int]:
    xs, ys = [x for x, _ in box], [y for _, y in box]
    return min(xs), min(ys), max(xs), max(ys)


def _code(group: Sequence[Read], *, sure: bool) -> Code:
    first = next((read for read in group if read.box), group[0])
    engines = "+".join(sorted({read.engine for read in group}))
    return Code(first.symbology, first.text, first.raw, first.encoding, engines, sure, first.box, _votes(group))
