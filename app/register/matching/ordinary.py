"""What ordinary goods text looks like, and so how much a stretch of a line stands out from it.

The text of a line is explained as a row of ordinary words, each costing -log of its probability (natural units). The
cheapest row through the whole line, less the cheapest that leaves a stretch out, is what explaining the stretch as
ordinary text costs: a word of everyday use costs little, an invented word or two stray characters a lot, and a stretch
that cuts a word in two costs nothing at all. This one figure does the work of stop lists, of dictionaries and of rules
about cutting words. Chinese words come from jieba's list; both languages are learned from cleared shipments.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.core import places
from app.register.matching.fold import package_file
from app.register.matching.keys import Keys
from app.register.matching.spelling import (
    F32,
    F64,
    LONGEST_UNLISTED,
    bookish,
    spelling_costs,
    unknown_costs,
    unlisted_costs,
)
from app.register.matching.stretches import HAN, MOST_UNITS, WORDS, Stretches
from app.register.matching.units import I64, U64, Places, Sums, Units, cut, running

LONGEST: Final = 5
"""Units in the longest word or phrase."""
_FAR: Final = np.float32(1e6)
_FOREIGN: Final = 5.0
"""Extra cost of a Chinese word in a line of another script, and of the other way round where nothing is learned."""
_RAREST: Final = 12.5
"""The most a listed word costs: rare in newspapers isn't rare in trade."""
_RAREST_NAME: Final = 15.0
_NAMES: Final = ("nr", "nrt", "nt", "nz")
"""How the list marks names of people, houses and things: rare ones are more likely a mark than goods."""
_TRADE_WORD: Final = 8.5
"""What an everyday English word of trade costs before anything is learned."""
_TRADE_WORD_ZH: Final = 9.5
_UNKNOWN_WORD: Final = 4.0
"""What it costs to meet a word for the first time, before its letters, where much has been learned."""
_UNLEARNED: Final = 2.0
_LEARNED_BY: Final = 5_000
"""The less has been learned (counted in words, falling off by this many), the less a new word says."""
_OTHER_SIDE: Final = 0.005
"""What a word's use in lines of the other script counts for in this one."""


@dataclass(frozen=True)
class Counts:
    """How often each word and phrase stood in cleared lines: in lines of Chinese, in lines of other scripts."""

    numbers: U64
    seen: NDArray[np.int32]
    """Two columns."""
    size: NDArray[np.uint8]
    """Units in the word or phrase."""
    total: tuple[int, int]

    @classmethod
    def none(cls) -> Counts:
        """Nothing learned yet."""
        return cls(np.zeros(0, np.uint64), np.zeros((0, 2), np.int32), np.zeros(0, np.uint8), (0, 0))

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        numbers = np.concatenate((self.numbers, other.numbers))
        unique, first, back = np.unique(numbers, return_index=True, return_inverse=True)
        seen = np.zeros((len(unique), 2), dtype=np.int32)
        np.add.at(seen, back, np.concatenate((self.seen, other.seen)))
        size = np.concatenate((self.size, other.size))[first]
        return Counts(unique, seen, size, (self.total[0] + other.total[0], self.total[1] + other.total[1]))

    @classmethod
    def of(cls, lines: Iterable[str]) -> Counts:
        """Counted from cleared lines; a line said many times counts once."""
        texts = sorted({line.strip() for line in lines if line.strip()})
        counted = cls.none()
        for at in range(0, len(texts), 20_000):
            counted = counted.plus(_counted(texts[at : at + 20_000]))
        return counted


def chinese_lines(units: Units) -> NDArray[np.bool_]:
    """Which lines are Chinese text: at least a third of their units are Han characters."""
    lines = len(units.first) - 1
    han = np.bincount(units.line[units.han], minlength=lines)
    return np.asarray(han * 3 >= units.first[1:] - units.first[:-1], dtype=np.bool_)


def _counted(texts: Sequence[str]) -> Counts:
    units = cut([(text,) for text in texts])
    sums, side = units.exact(), np.where(chinese_lines(units), 0, 1)
    begin, stop, _ = Stretches.of(units).phrases(LONGEST - 1)
    numbers = sums.number(units.start[begin], units.end[stop - 1])
    unique, first, back = np.unique(numbers, return_index=True, return_inverse=True)
    seen = np.zeros((len(unique), 2), dtype=np.int32)
    np.add.at(seen, (back, side[units.line[begin]]), 1)
    total = np.bincount(side[units.line], minlength=2)
    return Counts(unique, seen, (stop - begin)[first].astype(np.uint8), (int(total[0]), int(total[1])))


@cache
def _word_list() -> tuple[U64, F32, NDArray[np.bool_]]:
    """Numbers and costs of jieba's words (a corpus of 60 million) and of English trade words; which are the latter."""
    raw = package_file("jieba", "dict.txt").read_text(encoding="utf-8")
    entries = raw.split()
    english, chinese = (
        places.resources("register", name).read_text(encoding="utf-8").split() for name in ("words.txt", "words_zh.txt")
    )
    counts = np.array(entries[1::3], dtype=np.float64)
    costs = -np.log(np.maximum(counts, 1) / counts.sum())
    costs = np.minimum(costs, np.where(np.isin(entries[2::3], _NAMES), _RAREST_NAME, _RAREST))
    costs = np.concatenate((costs, [_TRADE_WORD_ZH] * len(chinese), [_TRADE_WORD] * len(english)))
    words = [*entries[0::3], *chinese, *english]
    units = cut([(word,) for word in words])
    sizes = np.diff(units.first)
    fits = ((sizes > 0) & (sizes <= LONGEST)).nonzero()[0]
    numbers = units.exact().number(units.start[units.first[fits]], units.end[units.first[fits + 1] - 1])
    return numbers, costs[fits].astype(np.float32), fits >= len(words) - len(english)


@dataclass(frozen=True)
class Ordinary:
    """The costs of words in Chinese lines and in others, with the counts they come from."""

    words: Keys
    costs: F32
    """Word, by its place in `words`, to its cost in Chinese lines and in others."""
    counts: Counts

    @classmethod
    def build(cls, counts: Counts) -> Ordinary:
        """From the word list and what was learned."""
        listed, list_costs, latin = _word_list()
        known = (counts.size == 1) | (counts.seen.sum(axis=1) >= 2)
        numbers = np.concatenate((listed, counts.numbers[known]))
        unique, back = np.unique(numbers, return_inverse=True)
        chance = np.zeros((len(unique), 2))
        base = np.exp(-list_costs.astype(np.float64))
        foreign = np.where(latin, math.exp(-_FOREIGN / 2), 1.0)
        np.maximum.at(chance[:, 0], back[: len(listed)], base * foreign)
        foreign = np.where(latin, 1.0, math.exp(-_FOREIGN))
        np.maximum.at(chance[:, 1], back[: len(listed)], base * foreign)
        chance[back[len(listed) :]] += _chances(counts, known)
        costs = -np.log(np.maximum(chance, 1e-12)).astype(np.float32)
        words = Keys.build(unique, np.arange(len(unique), dtype=np.int32))
        return cls(words, costs[words.ids], counts)

    def seen(self, numbers: U64) -> NDArray[np.int32]:
        """In how many cleared lines stretches stood."""
        known = self.counts.numbers
        if not len(known):
            return np.zeros(len(numbers), dtype=np.int32)
        place = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
        return np.where(known[place] == numbers, self.counts.seen[place].sum(axis=-1), 0).astype(np.int32)

    def stretch_costs(self, spelling: F64, side: I64, start: Places, end: Places, sums: Sums) -> F32:
        """What stretches of characters cost as one word each, known or not, in lines of a side; nothing if empty."""
        spelt = self._newness()[side] + spelling[end] - spelling[start]
        costs = np.where(end > start, spelt, 0).astype(np.float32)
        at, place = self.words.find(sums.number(start, end))
        costs[at] = np.where(end[at] > start[at], np.minimum(costs[at], self.costs[place, side[at]]), 0)
        return costs

    def gains(self, units: Units, found: Stretches, side: I64, sums: Sums) -> Gains:
        """How much every stretch of a batch stands out; `side` is 0 for lines of Chinese, 1 for others."""
        begin, stop, traits = found.phrases(LONGEST)
        numbers = sums.number(units.start.take(begin), units.end.take(stop - 1))
        at, place = self.words.find(numbers)
        count = stop - begin
        costs = _unlisted(units, begin, count, traits)
        sides = side.take(units.line)
        costs[at] = np.minimum(costs.take(at), self.costs[place, sides.take(begin.take(at))])
        spelling = spelling_costs(units)
        unknown = unknown_costs(units, self._newness().take(sides), spelling)
        unlisted = np.ones(len(begin), dtype=np.bool_)
        unlisted[at] = False
        unlisted &= (count == 1) & ((traits & WORDS) > 0)
        less = bookish(unknown, begin[unlisted], numbers[unlisted])
        some = (costs < _FAR).nonzero()[0]
        before, after, whole = _explained(units, unknown, begin.take(some), count.take(some), costs.take(some))
        return Gains.of(units, before, after, whole, running(less), spelling)

    def _newness(self) -> F64:
        """What a new word costs in lines of Chinese and in others."""
        return _UNKNOWN_WORD - _UNLEARNED * self.innocence

    @cached_property
    def innocence(self) -> F64:
        """How little is known of lines of Chinese and of others: 1 before anything is learned, falling to 0."""
        return np.asarray(np.exp(-np.array(self.counts.total) / _LEARNED_BY))

    def stored(self) -> dict[str, NDArray[Any]]:
        """The arrays to save."""
        arrays = self.words.stored("words")
        arrays |= {"costs": self.costs, "learned.numbers": self.counts.numbers, "learned.seen": self.counts.seen}
        arrays |= {"learned.size": self.counts.size, "learned.total": np.array(self.counts.total, dtype=np.int64)}
        return arrays

    @classmethod
    def restored(cls, arrays: Mapping[str, NDArray[Any]]) -> Ordinary:
        """From the arrays of `stored`."""
        total = arrays["learned.total"]
        seen = (arrays["learned.numbers"], arrays["learned.seen"], arrays["learned.size"])
        counts = Counts(*seen, (int(total[0]), int(total[1])))
        return cls(Keys.restored("words", arrays), arrays["costs"], counts)


def _chances(counts: Counts, known: NDArray[np.bool_]) -> NDArray[np.float64]:
    seen = counts.seen[known].astype(np.float64)
    chance = np.zeros_like(seen)
    for side in (0, 1):
        if not counts.total[side]:
            continue
        chance[:, side] += 0.5 * seen[:, side] / counts.total[side]
        if counts.total[1 - side]:
            chance[:, side] += 0.5 * _OTHER_SIDE * seen[:, 1 - side] / counts.total[1 - side]
    return chance


@dataclass(frozen=True)
class Gains:
    """How much stretches stand out: what it costs more to explain them as ordinary text.

    That is the cost of the whole line less all before the stretch and less all after it: `left` at its first unit and
    `right` (with room for the longest stretch at the end) at the place one past its last.
    """

    left: F64
    right: F64
    bookish: F64
    """Running sums of what units would cost less if they were known from the list of English words."""
    spelling: F64
    """Running sums of what the letters cost."""

    @classmethod
    def of(cls, units: Units, before: F32, after: F32, whole: F32, bookish: F64, spelling: F64) -> Gains:
        """From the cost of all before a unit and of all from a unit on, in its line; and of whole lines."""
        right = np.zeros(len(before) + MOST_UNITS)
        np.negative(after, out=right[: len(after)])
        right[units.first] = 0
        left = whole.take(units.line).astype(np.float64) - before
        return cls(left, right, bookish, spelling)

    def plus(self, extra: F32) -> Gains:
        """With more for each unit."""
        more, right = running(extra), self.right.copy()
        right[: len(more)] += more
        return Gains(self.left - more[:-1], right, self.bookish, self.spelling)


def _unlisted(units: Units, begin: I64, count: I64, traits: NDArray[np.uint8]) -> F32:
    """What stretches cost as Chinese words or names that are in no list; _FAR where they can't be."""
    costs = np.full(len(begin), _FAR, dtype=np.float32)
    at = (((traits & HAN) > 0) & (count >= 2) & (count <= LONGEST_UNLISTED)).nonzero()[0]
    if len(at):
        costs[at] = unlisted_costs(units, begin.take(at), count.take(at))
    return costs


def _explained(units: Units, unknown: F32, begin: I64, count: I64, costs: F32) -> tuple[F32, F32, F32]:
    """The cost of all before a unit, of all from it on, and of whole lines, by where words stand and what they cost."""
    if len(units.first) == 2:
        return _explained_alone(unknown, begin, count, costs)
    lines, sizes = len(units.first) - 1, np.diff(units.first)
    width = int(sizes.max(initial=0))
    place = np.arange(len(units.line)) - units.first[units.line]
    ahead = np.full((width + 1, LONGEST, lines), _FAR, dtype=np.float32)
    behind = np.full((width + 1, LONGEST, lines), _FAR, dtype=np.float32)
    ahead[place, 0, units.line] = unknown
    behind[place + 1, 0, units.line] = unknown
    row, line = place[begin], units.line[begin]
    cheap = np.where(count == 1, np.minimum(costs, unknown[begin]), costs)
    ahead[row, count - 1, line] = cheap
    behind[row + count, count - 1, line] = cheap
    forward = np.full((width + LONGEST + 1, lines), _FAR, dtype=np.float32)
    forward[LONGEST] = 0
    for step in range(1, width + 1):
        at = step + LONGEST
        np.min(forward[at - LONGEST : at][::-1] + behind[step], axis=0, out=forward[at])
    backward = np.full((width + LONGEST + 1, lines), _FAR, dtype=np.float32)
    backward[sizes, np.arange(lines)] = 0
    for step in range(width - 1, -1, -1):
        best = np.min(backward[step + 1 : step + 1 + LONGEST] + ahead[step], axis=0)
        np.minimum(backward[step], best, out=backward[step])
    whole = forward[sizes + LONGEST, np.arange(lines)]
    return forward[place + LONGEST, units.line], backward[place, units.line], whole


def _explained_alone(unknown: F32, begin: I64, count: I64, costs: F32) -> tuple[F32, F32, F32]:
    """The same for one line, where a plain loop beats arrays."""
    width = len(unknown)
    ahead = [[(at + 1, cost)] for at, cost in enumerate(unknown.tolist())]
    behind = [[], *([(at, cost)] for at, [(_, cost)] in enumerate(ahead))]
    for at, size, cost in zip(begin.tolist(), count.tolist(), costs.tolist(), strict=True):
        ahead[at].append((at + size, cost))
        behind[at + size].append((at, cost))
    before, after = [0.0] * (width + 1), [0.0] * (width + 1)
    for at in range(1, width + 1):
        before[at] = min([before[start] + cost for start, cost in behind[at]])
    for at in range(width - 1, -1, -1):
        after[at] = min([after[stop] + cost for stop, cost in ahead[at]])
    costs_before = np.array(before, np.float32)
    return costs_before[:-1], np.array(after[:-1], np.float32), costs_before[-1:]
