"""A set of 64-bit numbers with what each stands for, asked about in bulk: a bit table first, then buckets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.register.matching.units import I32, I64, U64, well_mixed

_BITS_A_KEY: Final = 8
_NONE: Final = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32)
_MOST: Final = 400
"""A number that stands for more names than this says nothing; only the first ones are looked at."""
_BYTE: Final = np.uint64(3)
_BIT: Final = np.uint64(7)
_BITS: Final = (1 << np.arange(8)).astype(np.uint8)


@dataclass(frozen=True)
class Bits:
    """A bit for each of a set of well mixed numbers: says surely what isn't in the set, wrongly of one in eight."""

    bits: NDArray[np.uint8]
    shift: np.uint64

    @classmethod
    def of(cls, mixed: U64) -> Bits:
        """From the numbers, in any order and as often as may be."""
        power = max(10, (len(mixed) * _BITS_A_KEY).bit_length())
        flags = np.zeros(1 << power, dtype=np.bool_)
        flags[mixed >> np.uint64(64 - power)] = True
        return cls(np.packbits(flags, bitorder="little"), np.uint64(64 - power))

    @classmethod
    def restored(cls, bits: NDArray[np.uint8]) -> Bits:
        """From its array."""
        return cls(bits, np.uint64(64 - (len(bits) * 8 - 1).bit_length()))

    def might(self, mixed: U64) -> NDArray[np.uint8]:
        """Which numbers may be in the set: not 0. Places are taken as signed: unsigned ones take half as long again."""
        slots = mixed >> self.shift
        found = self.bits.take((slots >> _BYTE).view(np.int64))
        found &= _BITS.take((slots & _BIT).view(np.int64))
        return found


@dataclass(frozen=True)
class Keys:
    """Numbers (well mixed, sorted, once each) and the ids each stands for, side by side in `ids`."""

    mixed: U64
    begins: I32
    ids: I32
    bits: Bits
    low: I32
    """Bucket (the first bits of a mixed number) to a place from which `steps` reach all its numbers."""
    shift: np.uint64
    steps: I32

    @classmethod
    def build(cls, numbers: U64, ids: I32) -> Keys:
        """From pairs of number and id, in any order."""
        return cls._of_mixed(well_mixed(numbers), ids)

    @classmethod
    def _of_mixed(cls, mixed: U64, ids: I32) -> Keys:
        order = np.argsort(mixed, kind="stable")
        mixed, ids = mixed[order], ids[order]
        fresh = np.ones(len(mixed), dtype=np.bool_)
        fresh[1:] = mixed[1:] != mixed[:-1]
        begins = np.append(fresh.nonzero()[0], len(mixed)).astype(np.int32)
        unique = mixed[fresh]
        return cls._laid_out(unique, begins, ids.astype(np.int32), Bits.of(unique))

    @classmethod
    def _laid_out(cls, mixed: U64, begins: I32, ids: I32, bits: Bits) -> Keys:
        power = max(1, len(mixed).bit_length())
        shift = np.uint64(64 - power)
        counts = np.bincount((mixed >> shift).view(np.int64), minlength=1 << power)
        steps = np.arange(counts.max(initial=0), dtype=np.int32)
        low = np.minimum(np.cumsum(counts) - counts, len(mixed) - len(steps)).astype(np.int32)
        return cls(mixed, begins, ids, bits, low, shift, steps)

    def find(self, asked: U64) -> tuple[I64, I32]:
        """Which of the asked numbers are in the set, and at which place.

        Looking along a bucket costs one or two misses of the cache where bisection of the numbers costs ten.
        """
        if not len(self.mixed) or not len(asked):
            return _NONE
        mixed = well_mixed(asked)
        at = self.bits.might(mixed).nonzero()[0]
        if not len(at):
            return _NONE
        wanted = mixed.take(at)
        places = self.low.take((wanted >> self.shift).view(np.int64))[:, None] + self.steps
        which, step = (self.mixed.take(places) == wanted[:, None]).nonzero()
        return at.take(which), places[which, step]

    def pairs(self, asked: U64) -> tuple[I64, I32]:
        """Every pair of an asked number's place in `asked` and an id it stands for."""
        at, place = self.find(asked)
        if not len(at):
            return _NONE
        first = self.begins.take(place)
        counts = np.minimum(self.begins.take(place + 1) - first, _MOST)
        before = counts.cumsum() - counts
        spread = np.arange(int(counts.sum())) + (first - before).repeat(counts)
        return at.repeat(counts), self.ids.take(spread)

    def changed(self, new_ids: I32, more: Keys, offset: int) -> Keys:
        """With ids renumbered (-1: gone) and another set's added, its ids counted on from an offset."""
        mixed, renumbered = self.mixed.repeat(np.diff(self.begins)), new_ids[self.ids]
        kept = renumbered >= 0
        fresh = more.mixed.repeat(np.diff(more.begins))
        return Keys._of_mixed(
            np.concatenate((mixed[kept], fresh)), np.concatenate((renumbered[kept], more.ids + np.int32(offset)))
        )

    def stored(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays to save, each under a name of its own."""
        parts: dict[str, NDArray[Any]] = {
            "mixed": self.mixed,
            "begins": self.begins,
            "ids": self.ids,
            "bits": self.bits.bits,
        }
        return {f"{name}.{part}": array for part, array in parts.items()}

    @classmethod
    def restored(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> Keys:
        """From the arrays of `stored`."""
        mixed, begins, ids, bits = (arrays[f"{name}.{part}"] for part in ("mixed", "begins", "ids", "bits"))
        return cls._laid_out(mixed, begins, ids, Bits.restored(bits))
