"""Cuts a batch of texts into units (a word, or one Han character) and gives any stretch of them a 64-bit number.

A stretch's number is (P[end] - P[start]) * B**-start, where P sums each character's random value times B**place modulo
2**64; so a stretch, and a stretch with one character left out, cost two array look-ups however long they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.core import places
from app.register.matching.fold import LETTERS, confusable, is_syllabic

U64 = NDArray[np.uint64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
Places = NDArray[np.integer[Any]]

_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = np.uint64(pow(_BASE, -1, 1 << 64))
_CODES: Final = 0x110000
NO_GAP, TIGHT, SOFT, HARD, FIELD = 0, 1, 2, 3, 4
SOFT_MARKS: Final = frozenset(" &.-_·•*~'’`+/|=^\u200b‧∙⋅")
_TIGHT_SIGN, _SPACE, _HARD_SIGN = 8, 9, 32
_GAPS: Final = np.array([NO_GAP] * 8 + [TIGHT] + [SOFT] * 23 + [HARD], dtype=np.uint8)
"""The signs before a unit, summed up, to its gap: tight is one sign alone, four soft ones or a hard one are hard."""
CAPITALS, BORROWED, PLAIN, NO_DIGITS = 0, 16, 32, 48
"""First bits of the numbers packed in Units.counts."""
_CAPITAL, _BORROWED, _ASCII, _NO_DIGIT = 1, 2, 4, 8
_OF_ASCII: Final = np.array(
    [_ASCII if chr(code).isdigit() else _ASCII | _NO_DIGIT for code in range(128)] + [_NO_DIGIT], np.uint8
)


def _counted(mark: int) -> int:
    """A one in each of the packed numbers that count a character of such marks."""
    plain = mark & _ASCII and not mark & _BORROWED
    counted = ((mark & _CAPITAL, CAPITALS), (mark & _BORROWED, BORROWED), (plain, PLAIN), (mark & _NO_DIGIT, NO_DIGITS))
    return sum(1 << first for counts, first in counted if counts)


_COUNTED: Final = np.array([_counted(mark) for mark in range(16)], dtype=np.int64)
SHAPES: Final = {"0": "o", "1": "l", "i": "l", "!": "l", "5": "s", "$": "s", "3": "e", "4": "a", "@": "a", "7": "t",
                 "8": "b", "9": "g"}  # fmt: skip


@dataclass
class _Tables:
    """What each code point becomes, filled in as characters are met: 1.1 million places each, most never touched."""

    first: NDArray[np.uint32]
    length: NDArray[np.int8]
    marks: NDArray[np.uint8]
    """_CAPITAL and _BORROWED, of characters as they stand in a text; the rest is of folded ones."""
    sign: NDArray[np.uint8]
    """How far a separator keeps words apart (0: it is none)."""
    han: NDArray[np.bool_]
    values: U64
    """A fixed random value under each reading."""


@cache
def _tables() -> _Tables:
    return _Tables(
        first=np.zeros(_CODES, dtype=np.uint32),
        length=np.full(_CODES, -1, dtype=np.int8),
        marks=np.zeros(_CODES, dtype=np.uint8),
        sign=np.zeros(_CODES, dtype=np.uint8),
        han=np.zeros(_CODES, dtype=np.bool_),
        values=np.zeros((3, _CODES), dtype=np.uint64),
    )


@dataclass(frozen=True)
class Alphabet:
    """The computed look-alike and sound-alike table of Han characters (see looks.py)."""

    chars: NDArray[np.uint32]
    look: NDArray[np.float32]
    sound: NDArray[np.uint16]
    syllables: tuple[str, ...]
    heard: NDArray[np.uint16]
    """The classes of each character's readings where -n and -ng are one sound, then those for a careless ear (0: none);
    after the last character a row without any."""
    place: I32

    def likeness(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How alike two characters' glyph pictures are, -1 to 1; 0 where one isn't in the table."""
        rows, others = self.place.take(one), self.place.take(other)
        dots: NDArray[np.float32] = np.einsum("...i,...i", self.look.take(rows, axis=0), self.look.take(others, axis=0))
        dots[(rows < 0) | (others < 0)] = 0
        return dots

    def sounding(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.int8]:
        """2 where two characters share a reading (-n and -ng taken as one), 1 where a careless ear says so, else 0."""
        ours = self.heard.take(self.place.take(one), axis=0)[..., :, None]
        theirs = self.heard.take(self.place.take(other), axis=0)[..., None, :]
        alike = ((ours == theirs) & (ours > 0)).any(axis=(-1, -2))
        near, coarse = alike[..., 0], alike[..., 1]
        heard: NDArray[np.int8] = near.astype(np.int8) + (near | coarse)
        return heard


def blurred_sound(syllable: str) -> str:
    """A syllable as a careless ear has it: zh/z, ch/c, sh/s, l/n/r, f/h, -ng/-n not told apart."""
    if not syllable:
        return ""
    heard = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    if heard[0] in "lnr":
        heard = "n" + heard[1:]
    return heard[:-1] if heard.endswith("ng") else heard


@cache
def han() -> Alphabet:
    """The table of resources/register/han.npz, read once."""
    with np.load(places.resources("register", "han.npz")) as stored:
        chars, look, sound = stored["chars"], stored["look"].astype(np.float32), stored["sound"]
        syllables = tuple(str(one) for one in stored["syllables"])
    look /= np.linalg.norm(look, axis=1, keepdims=True)
    heard: dict[str, int] = {"": 0}
    soft: dict[str, int] = {}
    near = np.array([soft.setdefault(one.removesuffix("g"), len(soft)) for one in syllables], dtype=np.uint16)
    coarse = np.array([heard.setdefault(blurred_sound(one), len(heard)) for one in syllables], dtype=np.uint16)
    place = np.full(_CODES, -1, dtype=np.int32)
    place[chars] = np.arange(len(chars))
    classes = np.zeros((len(chars) + 1, 2, sound.shape[1]), dtype=np.uint16)
    classes[:-1, 0], classes[:-1, 1] = near[sound], coarse[sound]
    return Alphabet(chars, look, sound, syllables, classes, place)


def _learn_codes(codes: NDArray[np.uint32], tables: _Tables) -> None:
    fresh = {code: LETTERS[code] for code in np.unique(codes).tolist()}
    _learn_letters(sorted({letter for folded in fresh.values() for letter in folded}), tables)
    for code, folded in fresh.items():
        tables.first[code] = ord(folded[0]) if folded else 0
        borrowed = chr(code) in confusable() or unicodedata.category(chr(code)) == "Cf"
        tables.marks[code] = _CAPITAL * chr(code).isupper() | _BORROWED * borrowed
        tables.length[code] = len(folded)  # last: another thread takes the rest as known from here on


def _learn_letters(letters: list[str], tables: _Tables) -> None:
    for letter in letters:
        one = ord(letter)
        tables.han[one] = is_syllabic(one)
        if not is_syllabic(one) and not letter.isalnum():
            tables.sign[one] = _HARD_SIGN if letter not in SOFT_MARKS else _SPACE if letter == " " else _TIGHT_SIGN
    exact = np.array([ord(letter) for letter in letters], dtype=np.uint32)
    shapes = np.array([ord(SHAPES.get(letter, letter)) for letter in letters], dtype=np.uint32)
    heard = han().heard[han().place[exact], 1, 0]
    sounds = np.where(heard > 0, heard + np.uint32(_CODES), exact)
    for reading, values in enumerate((exact, shapes, sounds)):
        tables.values[reading, exact] = _values(values)


def _values(codes: NDArray[np.uint32]) -> U64:
    """A fixed random 64-bit value a code (splitmix64)."""
    mixed = codes.astype(np.uint64) * np.uint64(_BASE) + np.uint64(0xD1B54A32D192ED03)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


_powers: list[U64] = []


def _power_tables(size: int) -> tuple[U64, U64]:
    if not _powers or len(_powers[0]) < size:
        room = max(size, 1 << 16)
        both = []
        for base in (_BASE, int(_INVERSE)):
            steps = np.full(room, base, dtype=np.uint64)
            steps[0] = 1
            both.append(np.multiply.accumulate(steps))
        _powers[:] = both
    return _powers[0], _powers[1]


def running(values: NDArray[Any]) -> NDArray[Any]:
    """Sums of all values before each place and, at the end, of all: floats of floats, whole numbers of others."""
    sums = np.zeros(len(values) + 1, dtype=np.float64 if values.dtype.kind == "f" else np.int64)
    np.add.accumulate(values, out=sums[1:], dtype=sums.dtype)
    return sums


def counted(counts: I64, first: int) -> I64:
    """One of the numbers packed in differences of Units.counts."""
    one: I64 = (counts >> first) & 0xFFFF
    return one


@dataclass(frozen=True)
class Sums:
    """Running sums over the characters of a batch under one reading (as written, by shape, by sound)."""

    running: U64
    inverse: U64

    def number(self, start: Places, end: Places) -> U64:
        """The numbers of stretches of characters."""
        return (self.running.take(end) - self.running.take(start)) * self.inverse.take(start)

    def each_without(self, start: Places, end: Places) -> U64:
        """For stretches, one after the other, the numbers of each with each of its characters left out."""
        size = end - start
        gone = np.arange(int(size.sum())) + (start - size.cumsum() + size).repeat(size)
        split = self.running[:-1] - self.running[1:] * _INVERSE  # what is left out moves all behind it by one place
        whole = self.running.take(end) * _INVERSE - self.running.take(start)
        numbers: U64 = (split.take(gone) + whole.repeat(size)) * self.inverse.take(start).repeat(size)
        return numbers


def _sums(chars: NDArray[np.uint32], reading: int) -> Sums:
    forward, inverse = _power_tables(len(chars) + 2)
    running = np.zeros(len(chars) + 1, dtype=np.uint64)
    (_tables().values[reading].take(chars) * forward[: len(chars)]).cumsum(out=running[1:])
    return Sums(running, inverse)


def well_mixed(numbers: U64) -> U64:
    """Numbers whose high bits may index a table."""
    return (numbers ^ (numbers >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True)
class Units:
    """A batch of texts: `chars` are the folded characters that aren't separators, `origin` their place in `text`."""

    text: str
    line_from: I32
    """Where each line begins in `text`."""
    chars: NDArray[np.uint32]
    origin: I32
    counts: I64
    """Running sums of characters: capitals, those that pass for a Latin letter but aren't one, plain ones, others than
    digits; each in sixteen bits, right for the difference over any stretch (of fewer than 65,536 characters)."""
    older: NDArray[np.bool_]
    """Han characters that the text writes in their traditional form."""
    start: I64
    """Unit to its first character, in `chars`; `end` likewise, exclusive."""
    end: I64
    line: I64
    """Unit to its line."""
    field: I32
    gap: NDArray[np.uint8]
    """What stands before a unit: nothing, one sign (a hyphen), a space or the like, a comma or the like, a border."""
    han: NDArray[np.bool_]
    spaced: NDArray[np.bool_]
    """Words spelt letter by letter."""
    capital: NDArray[np.bool_]
    """Units that begin with a capital."""
    first: I64
    """Line to its first unit; one more at the end."""

    def exact(self) -> Sums:
        """Characters as folded."""
        return _sums(self.chars, 0)

    def shapes(self) -> Sums:
        """Characters by what they pass for: 0 as o, 5 as s."""
        return self.shapes_of(self.chars)

    @staticmethod
    def shapes_of(chars: NDArray[np.uint32]) -> Sums:
        """The same of other folded characters."""
        return _sums(chars, 1)

    def sounds(self) -> Sums:
        """Han characters by their (blurred) sound, others as they are."""
        return _sums(self.chars, 2)

    @cached_property
    def letters(self) -> str:
        """All folded characters."""
        return self.chars.astype("<u4").tobytes().decode("utf-32-le")

    def spelt(self, start: int, end: int) -> str:
        """The folded characters of a stretch."""
        return self.letters[start:end]


def _folded(codes: NDArray[np.uint32], tables: _Tables) -> tuple[NDArray[np.uint32], I64]:
    lengths = tables.length.take(codes)
    if lengths.min(initial=1) < 0:
        _learn_codes(codes[lengths < 0], tables)
        lengths = tables.length.take(codes)
    folded, whole = tables.first.take(codes), np.arange(len(codes))
    if lengths.max(initial=1) <= 1:
        kept = lengths.nonzero()[0]
        return (folded, whole) if len(kept) == len(codes) else (folded.take(kept), kept)
    origin = whole.repeat(lengths)
    spread = folded.take(origin)
    ends = lengths.cumsum(dtype=np.int64)
    for place in (lengths > 1).nonzero()[0].tolist():
        piece = LETTERS[int(codes[place])]
        spread[ends[place] - len(piece) : ends[place]] = [ord(letter) for letter in piece]
    return spread, origin


@cache
def _apostrophes() -> NDArray[np.bool_]:
    table = np.zeros(_CODES, dtype=np.bool_)
    table[[ord(mark) for mark in "'’`ʼ"]] = True
    return table


def _runs_of_letters(single: NDArray[np.bool_], gap: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which units continue a word spelt letter by letter (N I K E, N.I.K.E)."""
    before = np.zeros(len(single), dtype=np.bool_)
    before[1:] = single[1:] & single[:-1] & ((gap[1:] == SOFT) | (gap[1:] == TIGHT))
    return before


def _bounds(begins: I64, size: int) -> I64:
    """Where units begin and, at the end, where the last one ends."""
    bounds = np.empty(len(begins) + 1, dtype=np.int64)
    bounds[:-1], bounds[-1] = begins, size
    return bounds


def cut(lines: Sequence[Sequence[str]]) -> Units:
    """Cut lines, each a sequence of fields, into units."""
    tables = _tables()
    fields = [field for line in lines for field in line]
    text = "".join(fields)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    lengths = np.array([len(field) for field in fields], dtype=np.int64)
    per_line = np.array([len(line) for line in lines], dtype=np.int64)
    first_field = running(per_line)
    field_line = np.arange(len(lines)).repeat(per_line)
    field_no = (np.arange(len(fields)) - first_field.take(field_line)).astype(np.int32)

    folded, origin = _folded(codes, tables)
    sign = tables.sign.take(folded)
    at = (sign == 0).nonzero()[0]
    chars, place = folded.take(at), origin.take(at)
    raw, owner = codes.take(place), np.arange(len(fields)).repeat(lengths).take(place)
    gap = _gap(sign.cumsum(dtype=np.int32).take(at), owner)
    is_han = tables.han.take(chars)
    begins = gap > NO_GAP
    begins |= is_han
    begins[1:] |= is_han[:-1]
    bounds = _bounds(begins.nonzero()[0], len(chars))
    bounds, spaced = _spelt_out(bounds, gap, is_han, folded, at)
    start = bounds[:-1]
    marks = tables.marks.take(raw) | _OF_ASCII.take(np.minimum(chars, 128))
    line = field_line.take(owner.take(start))
    return Units(
        text=text,
        line_from=running(lengths).take(first_field[:-1]),
        chars=chars,
        origin=place,
        counts=running(_COUNTED.take(marks)),
        older=is_han & (raw != chars),
        start=start,
        end=bounds[1:],
        line=line,
        field=field_no.take(owner.take(start)),
        gap=gap.take(start),
        han=is_han.take(start),
        spaced=spaced,
        capital=(marks.take(start) & _CAPITAL) > 0,
        first=line.searchsorted(np.arange(len(lines) + 1)),
    )


def _gap(signs: I32, owner: I64) -> NDArray[np.uint8]:
    """What stands before each character, from the signs before it, summed up, and its field."""
    gap = np.full(len(signs), FIELD, dtype=np.uint8)
    _GAPS.take(signs[1:] - signs[:-1], mode="clip", out=gap[1:])
    gap[1:][owner[1:] != owner[:-1]] = FIELD
    return gap


def _spelt_out(
    bounds: I64, gap: NDArray[np.uint8], is_han: NDArray[np.bool_], folded: NDArray[np.uint32], at: I64
) -> tuple[I64, NDArray[np.bool_]]:
    """Takes words spelt letter by letter as one unit each: the bounds of units, and which of them are such words."""
    start = bounds[:-1]
    single = (bounds[1:] - start == 1) & ~is_han.take(start)
    if not (single[1:] & single[:-1]).any():
        return bounds, np.zeros(len(start), dtype=np.bool_)
    gaps = gap.take(start)
    owned = (gaps == TIGHT) & _apostrophes()[folded[at[start] - 1]]  # Fuller's a: no run of letters
    joined = _runs_of_letters(single & ~owned, gaps)
    spaced = np.append(joined[1:], False)[~joined]
    return _bounds(start[~joined], len(is_han)), spaced
