"""Judges stretches of lines against names: what was done to the mark, and how unlikely that is to be chance.

The cost of a disguise is -log of the chance that this very change was made to the mark (natural units); it is what the
stretch must stand out by, beyond what the number of marks alone asks for.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from app.register.matching.answers import Method
from app.register.matching.candidates import SHORTEST_FUZZY, Pairs, Route, Windows
from app.register.matching.fold import confusable, is_syllabic, simplified
from app.register.matching.names import Kind, Names
from app.register.matching.ordinary import Ordinary
from app.register.matching.spelling import F32, F64
from app.register.matching.units import I64, SHAPES, Places, Sums, Units, han

SWAPPED: Final = 2.5
LATIN_MISSING: Final = 0.6
HAN_MISSING: Final = 1.7
TYPICAL: Final = 6
"""Letters of a name from which one is left out for LATIN_MISSING; of longer ones more could be."""
LATIN_CHANGED: Final = 5.5
LATIN_ADDED: Final = 7.0
HAN_ADDED: Final = 9.0
HAN_LOOKS: Final = 4.0
HAN_SOUNDS: Final = 6.0
HAN_BLURRED: Final = 8.0
HAN_OTHER: Final = 14.0
HAN_NEXT: Final = 2.5
"""Each further character that only sounds alike."""
LEET: Final = 0.0
PINYIN: Final = 4.0
SHAPED: Final = 2.5
GLUED: Final = 1.8
HEAD: Final = 7.0
COMMON_CORE: Final = 2.5
"""Where what is left of the mark is an ordinary word: many a text and many a mark hold it."""
WEAK: Final = 3.0
"""A likeness never acted on alone asks for less doubt before it is shown."""
ALIKE: Final = 0.6
"""Likeness of two glyphs from which they look alike (1 in 500 random pairs)."""
IMPOSSIBLE: Final = np.float32(1e6)
LEAST: Final = {
    Route.WHOLE: 0.0,
    Route.FUZZY: LATIN_MISSING + math.log(SHORTEST_FUZZY / TYPICAL),
    Route.SOUND: HAN_SOUNDS,
    Route.HALF: HAN_LOOKS,
    Route.GLUED: GLUED,
    Route.HEAD: HEAD,
    Route.OPENING: 0.0,
}
"""The least a disguise found by a route can cost."""


@dataclass(frozen=True)
class Disguise:
    """What was done, what it costs, and whether it is too weak a likeness to act on."""

    method: Method
    cost: float
    weak: bool = False


@dataclass(frozen=True)
class Exchanges:
    """For pairs of Han stretches and names of one length: what exchanging characters costs, and how it was done."""

    cost: F32
    """NaN where this isn't such a pair."""
    method: NDArray[np.uint8]
    """Into METHODS."""


_EXCHANGED: Final = np.array([route not in (Route.HEAD, Route.WHOLE, Route.OPENING) for route in Route])
"""By which routes stretches are found that may be a name with characters exchanged."""
METHODS: Final = (Method.CHANGED, Method.LOOKS, Method.SOUNDS, Method.SWAPPED)


def exchange_costs(look: F32, sound: NDArray[np.int8]) -> tuple[F32, NDArray[np.uint8]]:
    """What it costs that one character stands for another, by look and sound, and the method as a place in METHODS."""
    cost = HAN_OTHER - (HAN_OTHER - HAN_LOOKS) * look.clip(0, ALIKE) / ALIKE
    heard = _HEARD.take(sound)
    return np.minimum(heard, cost), np.where(heard < cost, np.uint8(2), look > 0.4)


_HEARD: Final = np.array([IMPOSSIBLE, HAN_BLURRED, HAN_SOUNDS], dtype=np.float32)


def exchanges(units: Units, names: Names, found: Windows, pairs: Pairs) -> Exchanges:
    """Judge all pairs of Han stretches and names of the same length at once."""
    start, begin = found.start.take(pairs.window), names.begins.take(pairs.name)
    size = found.end.take(pairs.window) - start
    same = names.han.take(pairs.name) & found.han.take(pairs.window) & _EXCHANGED.take(pairs.route)
    same &= size == names.begins.take(pairs.name + 1) - begin
    cost = np.full(len(size), np.nan, dtype=np.float32)
    method = np.zeros(len(size), dtype=np.uint8)
    at = same.nonzero()[0]
    if len(at):
        size = size.take(at)
        places = np.minimum(np.arange(size.max()), size[:, None] - 1)  # the last one over and over, to one length
        ours = units.chars.take(start.take(at)[:, None] + places)
        theirs = names.chars.take(begin.take(at)[:, None] + places)
        cost[at], method[at] = _exchanged(ours, theirs, size)
    return Exchanges(cost, method)


def _exchanged(ours: NDArray[np.uint32], theirs: NDArray[np.uint32], size: Places) -> tuple[F32, NDArray[np.uint8]]:
    pair, place = ((ours != theirs) & (np.arange(ours.shape[1]) < size[:, None])).nonzero()
    count = np.bincount(pair, minlength=len(size))
    cost = np.full(len(size), IMPOSSIBLE)  # the same word is found as a whole
    method = np.zeros(len(cost), dtype=np.uint8)
    one, other = ours[pair, place], theirs[pair, place]
    sound = han().sounding(one, other)
    lone = (count.take(pair) == 1).nonzero()[0]
    if len(lone):
        at, look = pair.take(lone), han().likeness(one.take(lone), other.take(lone))
        cost[at], method[at] = exchange_costs(look, sound.take(lone))
    if len(lone) < len(pair):
        price = _price_of_many(pair, count, sound)
        heard = ((count > 1) & (price < IMPOSSIBLE)).nonzero()[0]
        cost[heard], method[heard] = price.take(heard), 2
        turned = (place[:-1] + 1 == place[1:]) & (one[:-1] == other[1:]) & (one[1:] == other[:-1])
        at = pair[:-1][turned & (pair[:-1] == pair[1:])]
        at = at[(count.take(at) == 2) & (size.take(at) >= 3)]
        cost[at], method[at] = SWAPPED, 3
    return cost, method


def _price_of_many(pair: I64, count: I64, sound: NDArray[np.int8]) -> F64:
    """What it costs that several characters are exchanged: possible only where all sound alike."""
    unheard = np.bincount(pair, weights=sound == 0, minlength=len(count))
    blurred = np.bincount(pair, weights=sound == 1, minlength=len(count))
    price = HAN_SOUNDS + HAN_NEXT * (count - 1) + (HAN_BLURRED - HAN_SOUNDS) * blurred
    return np.where(unheard > 0, IMPOSSIBLE, price)


def common_core(
    units: Units, names: Names, ordinary: Ordinary, sums: Sums, found: Windows, pairs: Pairs
) -> NDArray[np.bool_]:
    """Which pairs of Han stretch and name of one length share but one end, and that is an ordinary word."""
    start, end = found.start.take(pairs.window), found.end.take(pairs.window)
    begin, stop = names.begins.take(pairs.name), names.begins.take(pairs.name + 1)
    fits = (pairs.route == Route.FUZZY) & (end - start == stop - begin)
    fits &= found.han.take(pairs.window) & names.han.take(pairs.name)
    core = np.zeros(len(fits), dtype=np.bool_)
    at = fits.nonzero()[0]
    if not len(at):
        return core
    start, end, begin, stop = start.take(at), end.take(at), begin.take(at), stop.take(at)
    steps = np.arange(3)
    heads = units.chars.take(start[:, None] + steps) == names.chars.take(begin[:, None] + steps)
    tails = units.chars.take(end[:, None] - 1 - steps) == names.chars.take(stop[:, None] - 1 - steps)
    shared, first, size = [], [], []
    for length in (2, 3):
        for alike, from_ in ((heads, start), (tails, end - length)):
            chosen = (alike[:, :length].all(axis=1) & (end - start > length)).nonzero()[0]
            shared.append(at.take(chosen))
            first.append(from_.take(chosen))
            size.append(np.full(len(chosen), length))
    begins = np.concatenate(first)
    listed, _ = ordinary.words.find(sums.number(begins, begins + np.concatenate(size)))
    core[np.concatenate(shared).take(listed)] = True
    return core


def undone(word: str) -> str:
    """A folded word with digits and signs read as the letters they pass for."""
    return word.translate(_UNDONE)


_UNDONE: Final = str.maketrans(SHAPES)


def judged(stretch: str, name: str, route: Route, kind: Kind) -> Disguise | None:
    """What turned a name into a stretch of a line, or None where that isn't one disguise."""
    if route is Route.HEAD:
        return Disguise(Method.SHORTENED, HEAD, weak=True)
    if route is Route.OPENING:
        return Disguise(Method.EXACT, 0.0, weak=True) if stretch == name else None
    if stretch == name or undone(stretch) == undone(name):
        return _whole(stretch, name, route, kind)
    if route is Route.GLUED or kind > Kind.ALIAS:
        return None
    if is_syllabic(ord(name[0])) and is_syllabic(ord(name[-1])):
        return _han(stretch, name)
    if not stretch.isalpha() and _digits(stretch) > _digits(name) + 1:
        return None
    return _latin(undone(stretch), undone(name))


def _whole(stretch: str, name: str, route: Route, kind: Kind) -> Disguise | None:
    if kind in (Kind.PINYIN, Kind.SHORT_PINYIN):
        short = kind is Kind.SHORT_PINYIN
        return Disguise(Method.PINYIN, PINYIN + WEAK * short, weak=short) if stretch == name else None
    if route is Route.GLUED:
        return Disguise(Method.GLUED, GLUED)
    if kind is Kind.SHAPED:
        return Disguise(Method.LOOKS, SHAPED)
    if stretch == name:
        return Disguise(Method.EXACT, 0.0)
    exchanged = sum(one != other for one, other in zip(stretch, name, strict=True))
    return Disguise(Method.LEET, LEET) if exchanged * 2 <= len(name) else None


def _digits(word: str) -> int:
    return sum(letter.isdigit() for letter in word)


def _latin(stretch: str, name: str) -> Disguise | None:
    if len(name) < SHORTEST_FUZZY or OSA.distance(stretch, name, score_cutoff=1) > 1:
        return None
    if len(stretch) < len(name):
        return Disguise(Method.MISSING, LATIN_MISSING + math.log(len(name) / TYPICAL))
    if len(stretch) > len(name):
        return Disguise(Method.ADDED, LATIN_ADDED)
    swapped = sum(one != other for one, other in zip(stretch, name, strict=True)) == 2
    return Disguise(Method.SWAPPED, SWAPPED) if swapped else Disguise(Method.CHANGED, LATIN_CHANGED)


def _han(stretch: str, name: str) -> Disguise | None:
    if OSA.distance(stretch, name, score_cutoff=1) > 1 or min(len(stretch), len(name)) < 3:
        return None
    return Disguise(Method.MISSING, HAN_MISSING) if len(stretch) < len(name) else Disguise(Method.ADDED, HAN_ADDED)


def worn(raw: str, name: str) -> Method:
    """What was done to a mark whose folded characters are all there: how the words in the line differ from it."""
    if raw == name:
        return Method.EXACT
    if any(unicodedata.category(letter) in {"Cf", "Cc", "Mn"} and not letter.isspace() for letter in raw):
        return Method.ACCENT if any(unicodedata.combining(letter) for letter in raw) else Method.HIDDEN
    wide = unicodedata.normalize("NFKC", raw)
    if wide != raw:
        return Method.WIDTH
    if _letters(raw) != _letters(name):
        return _rewritten(raw, name)
    return Method.SPACED if sum(map(str.isalnum, raw)) != len(raw) else Method.CASE


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _rewritten(raw: str, name: str) -> Method:
    if any(letter in simplified() or is_syllabic(ord(letter)) for letter in raw):
        return Method.SCRIPT
    strange = set(raw) - set(name)
    return Method.HOMOGLYPH if any(letter in confusable() for letter in strange) else Method.ACCENT
