"""Stretches of up to eight units: what stands inside each, packed into sixteen bits and read from one table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.register.matching.units import FIELD, HARD, I32, I64, Units

MOST_UNITS: Final = 8
"""Units in the longest stretch that is looked at."""
HAN, WORDS, CROSSES, APART, FINE, PHRASE = (1 << bit for bit in range(6))
"""What may be true of a stretch: Han characters only; none; it runs over a border of fields; its Han characters are
written one by one with something between; a name may be written so; it may be one word or phrase of ordinary text."""

_HARD, _BORDER, _HAN, _COUNT = 3, 6, 9, 13
"""First bits of a shape's parts. Below: units after the first that stand after any gap, after a hard gap, after a
border of fields; then the units that are Han characters, and the units less one."""


@cache
def _traits_table() -> NDArray[np.uint8]:
    """Shape of a stretch to what is true of it."""
    shape = np.arange(1 << 16)
    gaps, hard, borders = shape & 7, (shape >> _HARD) & 7, (shape >> _BORDER) & 7
    han, count = (shape >> _HAN) & 15, (shape >> _COUNT) + 1
    only_han = han == count
    even = ~only_han | (gaps == 0) | (gaps == count - 1) | (gaps == borders)
    true = {
        HAN: only_han,
        WORDS: han == 0,
        CROSSES: borders > 0,
        APART: only_han & (count > 1) & (gaps == count - 1) & (borders == 0),
        FINE: even & (borders <= 1) & (hard - borders <= np.where(only_han, 0, 2)),
        PHRASE: (hard == 0) & ((gaps == 0) | (han == 0)),
    }
    table = np.zeros(len(shape), dtype=np.uint8)
    for bit, holds in true.items():
        table[holds] |= bit
    return table


def _unit_shapes() -> I32:
    """What a unit adds to the shape of a stretch, by the gap before it and, five places on, as a Han character."""
    gap = np.arange(FIELD + 1)
    apart = (gap > 0) + ((gap >= HARD) << _HARD) + ((gap >= FIELD) << _BORDER)
    return np.concatenate((apart, apart + (1 << _HAN))).astype(np.int32)


_UNIT_SHAPES: Final = _unit_shapes()


def ahead(values: NDArray[Any], width: int) -> NDArray[Any]:
    """A row for each place but the last `width`, of the values at the next `width` places; a view."""
    step = values.itemsize
    return np.ndarray((len(values) - width, width), values.dtype, values, step, (step, step))


@dataclass(frozen=True)
class Stretches:
    """Every stretch of a batch, none over the end of a line: a row a first unit, a column a length."""

    before: I32
    """Running sums of the units' shapes (modulo 2**32, which is harmless), the last of them eight times."""
    own: I32
    """Unit to what is taken off for all before it and for the gap it stands after."""
    inside: NDArray[np.bool_]
    """Whether a stretch ends in its line."""

    @classmethod
    def of(cls, units: Units) -> Stretches:
        """All stretches of a batch."""
        total = len(units.start)
        sums = np.zeros(total + MOST_UNITS, dtype=np.int32)
        shapes = _UNIT_SHAPES.take(units.gap + units.han * np.uint8(FIELD + 1))
        shapes.cumsum(dtype=np.int32, out=sums[1 : total + 1])
        sums[total + 1 :] = sums[total]
        room = units.first.take(units.line + 1) - np.arange(total, dtype=np.int32)
        own = sums[1 : total + 1] - (units.han * np.int32(1 << _HAN))
        return cls(sums, own, room[:, None] > np.arange(MOST_UNITS, dtype=np.int32))

    def traits(self, begin: I64, stop: I64) -> NDArray[np.uint8]:
        """What is true of stretches, from their first unit and one past their last."""
        shapes = self.before.take(stop) - self.own.take(begin) + ((stop - begin - 1) << _COUNT)
        return _traits_table().take(shapes)

    def phrases(self, longest: int) -> tuple[I64, I64, NDArray[np.uint8]]:
        """The stretches that may be a word or a phrase: first unit, one past the last, what is true of them."""
        rows = ahead(self.before, MOST_UNITS)[:, :longest]
        shapes = rows - self.own[:, None] + (np.arange(longest, dtype=np.int32) << np.int32(_COUNT))
        traits = _traits_table().take(shapes)
        begin, further = (((traits & PHRASE) > 0) & self.inside[:, :longest]).nonzero()
        return begin, begin + further + 1, traits[begin, further]
