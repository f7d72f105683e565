"""What the surroundings of a stretch are worth as a sign of a brand name, beside how rare its words are.

All figures are log odds in natural units, set on lines made from marks and cleared shipments (tests/benchmarks).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.core import places
from app.register.concordance import compatible_mask
from app.register.matching import candidates as find
from app.register.matching import stretches as traits
from app.register.matching.answers import LineText
from app.register.matching.candidates import Windows
from app.register.matching.spelling import F32, F64
from app.register.matching.units import BORROWED, CAPITALS, I64, NO_DIGITS, PLAIN, U64, Units, counted

IN_SCOPE: Final = 2.0
"""A class fits one mark in eight by chance; weighing crowded classes less did not help (measured)."""
UNKNOWN_SCOPE: Final = 0.0
OUT_OF_SCOPE: Final = -6.0
TWO_SCRIPTS: Final = 1.0
"""A right recorded in two scripts is one that crosses borders, where customs meets it."""
CAPITAL: Final = 2.0
"""A word with a capital inside a line of small letters is more likely a name."""
DISGUISED: Final = 6.0
"""Nobody spells an ordinary word letter by letter, or in letters of two scripts."""
TURNED: Final = 3.0
"""A word with a small letter followed by capitals only (nIKE)."""
OLDER: Final = 3.0
"""A character in traditional form among simplified ones."""
APART: Final = 3.0
"""Chinese characters written one by one with something between."""
SPLIT: Final = -4.0
"""Words of two fields taken together."""
EDGES: Final = (-2.0, 0.0, 2.5)
"""By how many edges of a stretch of Han characters stand free."""
INNOCENT: Final = 0.8
"""What less is sure where nothing is learned."""
PHRASE: Final = -2.0
"""Four Chinese characters or more that are a mark: two words that go together are no chance (上门维修, 阳台花园)."""
NAMED: Final = 4.0
"""A Chinese word that a business-like ending makes a name (极米之家, 极米国际)."""
SEEN: Final = -4.0
"""Chinese text that stood in a cleared shipment as it stands here."""
DECLARED: Final = 8.0
"""A whole brand field is meant as a brand."""
BRAND_FIELDS: Final = (0, 2)


def fields_of(line: LineText) -> tuple[str, ...]:
    """The fields of a line as they are read: the brand on either side of the goods, for marks split over the two."""
    return (line.brand, line.goods, line.brand, *line.spec)


def scopes(lines: Sequence[LineText]) -> NDArray[np.uint64]:
    """The Nice classes each line's goods may be of, a bit each; 0 where nothing says."""
    return np.array([_scope(line) for line in lines], dtype=np.uint64)


def _scope(line: LineText) -> int:
    if line.nice is not None and 0 < line.nice <= 45:
        return 1 << line.nice
    return compatible_mask(line.hs_code) if line.hs_code else 0


def of_units(units: Units, side: I64) -> F32:
    """What each unit is worth by itself."""
    counts = units.counts.take(units.end) - units.counts.take(units.start)
    size = units.end - units.start
    upper = counted(counts, CAPITALS)
    worth = _oddities(units, counts, upper, size) + _declared(units)
    worth[_capitals(units, side, upper, size)] += CAPITAL
    return worth


def _capitals(units: Units, side: I64, upper: I64, size: I64) -> I64:
    """Units that begin with a capital, inside lines of small letters that are no Chinese text."""
    worth = units.capital & (side.take(units.line) == 1)
    worth[units.first[:-1][units.first[1:] > units.first[:-1]]] = False
    if worth.any():
        lines = len(side)
        big = np.bincount(units.line, weights=upper, minlength=lines)
        letters = np.bincount(units.line, weights=np.where(units.han, 0, size), minlength=lines)
        worth &= (big * 5 <= letters).take(units.line)
    at: I64 = worth.nonzero()[0]
    return at


def _oddities(units: Units, counts: I64, upper: I64, size: I64) -> F32:
    turned = ~units.capital & (size >= 3) & (upper == size - 1)
    worth: F32 = turned * np.float32(TURNED)
    mixed = (counted(counts, BORROWED) > 0) & (counted(counts, PLAIN) > 0)
    if units.spaced.any():
        mixed |= units.spaced & (counted(counts, NO_DIGITS) >= 3)
    worth += mixed * np.float32(DISGUISED)
    if units.older.any():
        older = units.older.take(units.start)
        lines = len(units.first) - 1
        few = np.bincount(units.line, weights=older, minlength=lines) * 3
        among = few < np.bincount(units.line[units.han], minlength=lines)
        worth += (older & among.take(units.line)) * np.float32(OLDER)
    return worth


def _declared(units: Units) -> F32:
    brand = (units.field == BRAND_FIELDS[0]) | (units.field == BRAND_FIELDS[1])
    if not brand.any():
        return np.zeros(len(units.start), dtype=np.float32)
    whole = units.line * 4 + units.field
    size = np.bincount(whole[brand])
    share = np.zeros(len(units.start), dtype=np.float32)
    share[brand] = DECLARED / size[whole[brand]]
    return share


def bookish_share(side: I64, innocent: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of what an English word of the dictionary counts less, where it is the whole mark: it lists brands too.

    In lines of Latin script a half, all of it as long as nothing is learned; nothing in lines of Chinese.
    """
    return side * (0.5 + 0.5 * innocent)


_EDGES: Final = np.array(EDGES)
_TRAITS: Final = np.arange(256)
_BY_TRAITS: Final = SPLIT * ((_TRAITS & traits.CROSSES) > 0) + APART * ((_TRAITS & traits.APART) > 0)


def of_stretches(units: Units, found: Windows) -> F64:
    """What stretches are worth for what is around and between their units."""
    worth = _BY_TRAITS.take(found.traits)
    at = found.han.nonzero()[0]
    if len(at):
        begin, stop, free = found.begin.take(at), found.stop.take(at), find.free_edges(units)
        worth[at] += _EDGES.take(free.take(begin) + free.take(stop)) + NAMED * _named(units).take(stop)
    return worth


@cache
def _endings() -> U64:
    text = places.resources("register", "endings.txt").read_text(encoding="utf-8")
    return np.array(sorted(ord(one[0]) << 32 | ord(one[1]) for one in text.split()), dtype=np.uint64)


def _named(units: Units) -> NDArray[np.bool_]:
    """Before which units, or the end, stands what an ending of a business name follows at once."""
    letters = units.chars.take(units.start).astype(np.uint64)
    pairs = letters[:-1] << np.uint64(32) | letters[1:]
    endings = _endings()
    known = endings.take(endings.searchsorted(pairs), mode="clip") == pairs
    ends = np.zeros(len(letters) + 1, dtype=np.bool_)
    ends[: len(pairs)] = known & (units.gap[:-1] == 0) & (units.gap[1:] == 0)
    return ends
