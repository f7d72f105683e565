"""Judges one stretch of a line against one name: what was done to the mark, and how unlikely that is to be chance.

The cost of a disguise is -log of the chance that this very change was made to the mark (natural units); it is what the
stretch must stand out by, beyond what the number of marks alone asks for.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA

from app.register.matching.answers import Method
from app.register.matching.candidates import Route
from app.register.matching.fold import confusable, is_syllabic, simplified
from app.register.matching.names import Kind
from app.register.matching.units import SHAPES, han

SWAPPED: Final = 3.0
MISSING: Final = 3.5
LATIN_CHANGED: Final = 6.0
LATIN_ADDED: Final = 5.0
HAN_ADDED: Final = 8.0
HAN_LOOKS: Final = 5.0
HAN_SOUNDS: Final = 4.0
HAN_BLURRED: Final = 6.0
HAN_OTHER: Final = 9.0
LEET: Final = 2.0
PINYIN: Final = 3.0
SHAPED: Final = 2.5
GLUED: Final = 2.0
HEAD: Final = 7.0
ALIKE: Final = 0.6
"""Likeness of two glyphs from which they look alike (1 in 500 random pairs)."""
LEAST: Final = {Route.WHOLE: 0.0, Route.FUZZY: 3.0, Route.SOUND: 4.0, Route.HALF: 4.0, Route.GLUED: 2.0, Route.HEAD: 7.0}
"""The least a disguise found by a route can cost."""


@dataclass(frozen=True)
class Disguise:
    """What was done, what it costs, and whether it is too weak a likeness to act on."""

    method: Method
    cost: float
    weak: bool = False


def undone(word: str) -> str:
    """A folded word with digits and signs read as the letters they pass for."""
    return "".join(SHAPES.get(letter, letter) for letter in word)


def judged(stretch: str, name: str, route: Route, kind: Kind) -> Disguise | None:
    """What turned a name into a stretch of a line, or None where that isn't one disguise."""
    if route is Route.HEAD:
        return Disguise(Method.SHORTENED, HEAD, weak=True)
    if kind is Kind.PINYIN:
        few = sum(1 for _ in name) < 7
        return Disguise(Method.PINYIN, PINYIN, weak=few) if undone(stretch) == undone(name) else None
    if stretch == name or undone(stretch) == undone(name):
        return _whole(stretch, name, route, kind)
    if route is Route.GLUED:
        return None
    if is_syllabic(ord(name[0])) and is_syllabic(ord(name[-1])):
        return _han(stretch, name)
    return _latin(undone(stretch), undone(name))


def _whole(stretch: str, name: str, route: Route, kind: Kind) -> Disguise:
    if route is Route.GLUED:
        return Disguise(Method.GLUED, GLUED)
    if kind is Kind.SHAPED:
        return Disguise(Method.LOOKS, SHAPED)
    return Disguise(Method.EXACT, 0.0) if stretch == name else Disguise(Method.LEET, LEET)


def _latin(stretch: str, name: str) -> Disguise | None:
    if OSA.distance(stretch, name, score_cutoff=1) > 1:
        return None
    size = math.log(len(name))
    if len(stretch) < len(name):
        return Disguise(Method.MISSING, MISSING + size - math.log(6))
    if len(stretch) > len(name):
        return Disguise(Method.ADDED, LATIN_ADDED)
    swapped = sum(one != other for one, other in zip(stretch, name, strict=True)) == 2
    return Disguise(Method.SWAPPED, SWAPPED) if swapped else Disguise(Method.CHANGED, LATIN_CHANGED)


def _han(stretch: str, name: str) -> Disguise | None:
    if len(stretch) == len(name):
        other = [at for at, pair in enumerate(zip(stretch, name, strict=True)) if pair[0] != pair[1]]
        if len(other) == 1:
            return _exchanged(stretch[other[0]], name[other[0]], len(name))
        if len(other) == 2 and OSA.distance(stretch, name) == 1 and len(name) >= 3:
            return Disguise(Method.SWAPPED, SWAPPED)
        return _heard(stretch, name, len(other))
    if OSA.distance(stretch, name, score_cutoff=1) > 1 or min(len(stretch), len(name)) < 3:
        return None
    return Disguise(Method.MISSING, MISSING) if len(stretch) < len(name) else Disguise(Method.ADDED, HAN_ADDED)


def _heard(stretch: str, name: str, others: int) -> Disguise | None:
    grades = [sounding(one, other) for one, other in zip(stretch, name, strict=True) if one != other]
    if min(grades) < 1 or len(name) < 3:
        return None
    return Disguise(Method.SOUNDS, HAN_SOUNDS + 2.5 * (others - 1), weak=others > 2)


def _exchanged(one: str, other: str, size: int) -> Disguise:
    weak = size == 2
    sound = sounding(one, other)
    look = alike(one, other)
    if sound == 2:
        return Disguise(Method.SOUNDS, HAN_SOUNDS, weak)
    if look >= ALIKE:
        return Disguise(Method.LOOKS, HAN_LOOKS, weak)
    cost = HAN_OTHER - (HAN_OTHER - HAN_LOOKS) * max(look, 0.0) / ALIKE
    if sound == 1:
        return Disguise(Method.SOUNDS, min(cost, HAN_BLURRED), weak)
    return Disguise(Method.LOOKS if look > 0.4 else Method.CHANGED, cost, weak)


def alike(one: str, other: str) -> float:
    """How alike two characters' glyph pictures are, -1 to 1 (0 where unknown)."""
    codes = np.array([ord(one), ord(other)], dtype=np.uint32)
    return float(han().likeness(codes[:1], codes[1:])[0])


def sounding(one: str, other: str) -> int:
    """2 where two characters share a reading (-n and -ng taken as one), 1 where a careless ear would say so, else 0."""
    table = han()
    places = table.place[ord(one)], table.place[ord(other)]
    if min(places) < 0:
        return 2 if one == other else 0
    ours, theirs = ({int(sound) for sound in table.sound[place] if sound} for place in places)
    heard = [{table.syllables[sound].removesuffix("g") for sound in sounds} for sounds in (ours, theirs)]
    if heard[0] & heard[1]:
        return 2
    return 1 if {table.coarse[sound] for sound in ours} & {table.coarse[sound] for sound in theirs} else 0


def worn(raw: str, name: str) -> Method:
    """What was done to a mark whose folded characters are all there: how its words in the line differ from the record."""
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
