"""What the surroundings of a stretch are worth as a sign of a brand name, beside how rare its words are.

All figures are log odds in natural units, set on lines made from marks and cleared shipments (tests/benchmarks).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.register.concordance import compatible_mask
from app.register.matching import candidates as find
from app.register.matching.answers import LineText
from app.register.matching.candidates import Windows
from app.register.matching.ordinary import F32
from app.register.matching.units import I32, Units

IN_SCOPE: Final = 2.0
"""A class fits one mark in eight by chance; weighing crowded classes less did not help (measured)."""
UNKNOWN_SCOPE: Final = 0.0
OUT_OF_SCOPE: Final = -6.0
CAPITAL: Final = 2.0
"""A word with a capital inside a line of small letters is more likely a name."""
DISGUISED: Final = 6.0
"""Nobody spells an ordinary word letter by letter, or in letters of two scripts."""
OLDER: Final = 2.0
"""A character in traditional form among simplified ones."""
APART: Final = 3.0
"""Chinese characters written one by one with something between."""
SPLIT: Final = -4.0
"""Words of two fields taken together."""
EDGES: Final = (-2.0, 0.0, 2.5)
"""By how many edges of a stretch of Han characters stand free."""
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


def of_units(units: Units, side: I32) -> F32:
    """What each unit is worth by itself."""
    return _capitals(units, side) + _oddities(units) + _declared(units)


def _capitals(units: Units, side: I32) -> F32:
    lines = len(side)
    running = np.concatenate(([0], np.cumsum(units.upper)))
    size = units.end - units.start
    upper = running[units.end] - running[units.start]
    big = np.bincount(units.line, weights=upper, minlength=lines)
    letters = np.bincount(units.line, weights=np.where(units.han, 0, size), minlength=lines)
    quiet = big * 5 <= letters
    opening = np.zeros(len(units.start), dtype=np.bool_)
    opening[units.first[:-1][np.diff(units.first) > 0]] = True
    worth = units.upper[units.start] & ~opening & quiet[units.line] & (side[units.line] == 1)
    return np.where(worth, np.float32(CAPITAL), np.float32(0)).astype(np.float32)


def _oddities(units: Units) -> F32:
    borrowed = np.concatenate(([0], np.cumsum(units.borrowed)))
    plain = np.concatenate(([0], np.cumsum((units.chars < 128) & ~units.borrowed)))
    mixed = (borrowed[units.end] > borrowed[units.start]) & (plain[units.end] > plain[units.start])
    lettered = np.concatenate(([0], np.cumsum((units.chars < 48) | (units.chars > 57))))
    spaced = units.spaced & (lettered[units.end] - lettered[units.start] >= 3)
    lines = len(units.first) - 1
    older = units.older[units.start]
    few = np.bincount(units.line, weights=older, minlength=lines) * 3
    among = few < np.bincount(units.line[units.han], minlength=lines)
    worth = np.where(mixed | spaced, DISGUISED, 0) + np.where(older & among[units.line], OLDER, 0)
    return worth.astype(np.float32)


def _declared(units: Units) -> F32:
    brand = (units.field == BRAND_FIELDS[0]) | (units.field == BRAND_FIELDS[1])
    if not brand.any():
        return np.zeros(len(units.start), dtype=np.float32)
    whole = units.line * 4 + units.field
    size = np.bincount(whole[brand])
    share = np.zeros(len(units.start), dtype=np.float32)
    share[brand] = DECLARED / size[whole[brand]]
    return share


def of_stretches(units: Units, found: Windows) -> F32:
    """What stretches are worth for what is around and between their units."""
    edges = np.array(EDGES, dtype=np.float32)[find.free_edges(units, found)]
    apart = (found.count > 1) & (found.gaps == found.count - 1) & ~found.crosses
    worth = np.where(found.han, edges + np.float32(APART) * apart, np.float32(0))
    return (worth + np.float32(SPLIT) * found.crosses).astype(np.float32)
