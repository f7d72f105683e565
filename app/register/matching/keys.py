"""A set of 64-bit numbers with what each stands for, asked about in bulk: a bit table first, then a sorted array."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.register.matching.units import I32, U64, well_mixed

_BITS_A_KEY: Final = 8
_NONE: Final = np.zeros(0, dtype=np.int32)
_MOST: Final = 400
"""A number that stands for more names than this says nothing; only the first ones are looked at."""


@dataclass(frozen=True)
class Keys:
    """Numbers (sorted, once each) and the ids each stands for, side by side in `ids`."""

    numbers: U64
    begins: I32
    ids: I32
    bits: NDArray[np.uint8]
    shift: int

    @classmethod
    def build(cls, numbers: U64, ids: I32) -> Keys:
        """From pairs of number and id, in any order."""
        order = np.argsort(numbers, kind="stable")
        numbers, ids = numbers[order], ids[order]
        fresh = np.ones(len(numbers), dtype=np.bool_)
        fresh[1:] = numbers[1:] != numbers[:-1]
        begins = np.append(fresh.nonzero()[0], len(numbers)).astype(np.int32)
        unique = numbers[fresh]
        power = max(10, (len(unique) * _BITS_A_KEY).bit_length())
        slots = well_mixed(unique) >> np.uint64(64 - power)
        flags = np.zeros(1 << power, dtype=np.bool_)
        flags[slots] = True
        return cls(unique, begins, ids.astype(np.int32), np.packbits(flags, bitorder="little"), 64 - power)

    def might(self, asked: U64) -> NDArray[np.bool_]:
        """Which numbers may be in the set (one in eight that aren't passes)."""
        slots = well_mixed(asked) >> np.uint64(self.shift)
        found = self.bits[slots >> np.uint64(3)] >> (slots & np.uint64(7)).astype(np.uint8)
        return np.asarray(found & np.uint8(1), dtype=np.bool_)

    def find(self, asked: U64) -> tuple[I32, I32]:
        """Which of the asked numbers are in the set, and at which place."""
        if not len(self.numbers) or not len(asked):
            return _NONE, _NONE
        at = self.might(asked).nonzero()[0]
        if not len(at):
            return _NONE, _NONE
        wanted = asked[at]
        place = np.minimum(self.numbers.searchsorted(wanted), len(self.numbers) - 1)
        there = self.numbers[place] == wanted
        return at[there].astype(np.int32), place[there].astype(np.int32)

    def pairs(self, asked: U64) -> tuple[I32, I32]:
        """Every pair of an asked number's place in `asked` and an id it stands for."""
        at, place = self.find(asked)
        if not len(at):
            return _NONE, _NONE
        counts = np.minimum(self.begins[place + 1] - self.begins[place], _MOST)
        spread = np.repeat(np.arange(len(at)), counts)
        within = np.arange(len(spread)) - np.repeat(np.cumsum(counts) - counts, counts)
        return at[spread], self.ids[self.begins[place][spread] + within]

    def expanded(self) -> tuple[U64, I32]:
        """The pairs of number and id it was built from."""
        return np.repeat(self.numbers, np.diff(self.begins)), self.ids

    def changed(self, new_ids: I32, more: Keys, offset: int) -> Keys:
        """With ids renumbered (-1: gone) and another set's added, its ids counted on from an offset."""
        numbers, ids = self.expanded()
        renumbered = new_ids[ids]
        kept = renumbered >= 0
        fresh, fresh_ids = more.expanded()
        return Keys.build(
            np.concatenate((numbers[kept], fresh)), np.concatenate((renumbered[kept], fresh_ids + np.int32(offset)))
        )

    def stored(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays to save, each under a name of its own."""
        parts: dict[str, NDArray[Any]] = {
            "numbers": self.numbers,
            "begins": self.begins,
            "ids": self.ids,
            "bits": self.bits,
        }
        return {f"{name}.{part}": array for part, array in parts.items()}

    @classmethod
    def restored(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> Keys:
        """From the arrays of `stored`."""
        numbers, begins, ids, bits = (arrays[f"{name}.{part}"] for part in ("numbers", "begins", "ids", "bits"))
        return cls(numbers, begins, ids, bits, 64 - (len(bits) * 8 - 1).bit_length())
