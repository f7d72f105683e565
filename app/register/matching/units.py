"""Cuts a batch of texts into units (a word, or one Han character) and gives any stretch of them a 64-bit number.

A stretch's number is (P[end] - P[start]) * B**-start, where P sums each character's random value times B**place modulo
2**64; so a stretch, and a stretch with one character left out, cost two array look-ups however long they are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
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
SEPARATOR, WORD, HAN = 0, 1, 2
NO_GAP, TIGHT, SOFT, HARD, FIELD = 0, 1, 2, 3, 4
SOFT_MARKS: Final = frozenset(" &.-_·•*~'’`+/|=^\u200b‧∙⋅")
SHAPES: Final = {"0": "o", "1": "l", "i": "l", "!": "l", "5": "s", "$": "s", "3": "e", "4": "a", "@": "a", "7": "t",
                 "8": "b", "9": "g"}  # fmt: skip


@dataclass
class _Tables:
    """What each code point becomes, filled in as characters are met: 1.1 million places each, most never touched."""

    first: NDArray[np.uint32]
    length: NDArray[np.int8]
    kind: NDArray[np.uint8]
    soft: NDArray[np.bool_]
    upper: NDArray[np.bool_]
    borrowed: NDArray[np.bool_]
    shape: NDArray[np.uint32]
    sound: NDArray[np.uint16]


@cache
def _tables() -> _Tables:
    shape = np.arange(_CODES, dtype=np.uint32)
    for source, target in SHAPES.items():
        shape[ord(source)] = ord(target)
    sound = np.zeros(_CODES, dtype=np.uint16)
    alphabet = han()
    sound[alphabet.chars] = alphabet.coarse[alphabet.sound[:, 0]]
    soft = np.zeros(_CODES, dtype=np.bool_)
    soft[[ord(mark) for mark in SOFT_MARKS]] = True
    return _Tables(
        first=np.zeros(_CODES, dtype=np.uint32),
        length=np.full(_CODES, -1, dtype=np.int8),
        kind=np.zeros(_CODES, dtype=np.uint8),
        soft=soft,
        upper=np.zeros(_CODES, dtype=np.bool_),
        borrowed=np.zeros(_CODES, dtype=np.bool_),
        shape=shape,
        sound=sound,
    )


@dataclass(frozen=True)
class Alphabet:
    """The computed look-alike and sound-alike table of Han characters (see looks.py)."""

    chars: NDArray[np.uint32]
    look: NDArray[np.float32]
    sound: NDArray[np.uint16]
    syllables: tuple[str, ...]
    near: NDArray[np.uint16]
    """Syllable to its class where -n and -ng are one sound."""
    coarse: NDArray[np.uint16]
    """Syllable to its class for a careless ear."""
    place: I32

    def likeness(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How alike two characters' glyph pictures are, -1 to 1; 0 where one isn't in the table."""
        rows, others = self.place[one], self.place[other]
        dots = (self.look[rows] * self.look[others]).sum(axis=-1)
        return np.where((rows < 0) | (others < 0), np.float32(0), dots)

    def sounding(self, one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.int8]:
        """2 where two characters share a reading (-n and -ng taken as one), 1 where a careless ear says so, else 0."""
        rows, others = self.place[one], self.place[other]
        known = (rows >= 0) & (others >= 0)
        ours, theirs = self.sound[rows][..., :, None], self.sound[others][..., None, :]
        both = (ours > 0) & (theirs > 0)
        near = (both & (self.near[ours] == self.near[theirs])).any(axis=(-1, -2))
        coarse = (both & (self.coarse[ours] == self.coarse[theirs])).any(axis=(-1, -2))
        return np.where(known, near.astype(np.int8) + (near | coarse), 0).astype(np.int8)


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
    return Alphabet(chars, look, sound, syllables, near, coarse, place)


def _learn_codes(codes: NDArray[np.uint32], tables: _Tables) -> None:
    for code in np.unique(codes[tables.length[codes] < 0]).tolist():
        folded = LETTERS[code]
        for letter in folded:
            one = ord(letter)
            tables.kind[one] = HAN if is_syllabic(one) else WORD if letter.isalnum() else SEPARATOR
        tables.first[code] = ord(folded[0]) if folded else 0
        tables.upper[code] = chr(code).isupper()
        tables.borrowed[code] = chr(code) in confusable() or unicodedata.category(chr(code)) == "Cf"
        tables.length[code] = len(folded)  # last: another thread takes the rest as known from here on


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


def _sums(codes: NDArray[np.uint32]) -> Sums:
    forward, inverse = _power_tables(len(codes) + 2)
    running = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(_values(codes) * forward[: len(codes)], out=running[1:])
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
    upper: NDArray[np.bool_]
    borrowed: NDArray[np.bool_]
    """Characters that pass for a Latin letter but aren't one."""
    older: NDArray[np.bool_]
    """Han characters that the text writes in their traditional form."""
    start: I32
    """Unit to its first character, in `chars`; `end` likewise, exclusive."""
    end: I32
    line: I32
    """Unit to its line."""
    field: I32
    gap: NDArray[np.uint8]
    """What stands before a unit: nothing, one sign (a hyphen), a space or the like, a comma or the like, a border."""
    han: NDArray[np.bool_]
    spaced: NDArray[np.bool_]
    """Words spelt letter by letter."""
    first: I32
    """Line to its first unit; one more at the end."""

    def exact(self) -> Sums:
        """Characters as folded."""
        return _sums(self.chars)

    def shapes(self) -> Sums:
        """Characters by what they pass for: 0 as o, 5 as s."""
        return self.shapes_of(self.chars)

    @staticmethod
    def shapes_of(chars: NDArray[np.uint32]) -> Sums:
        """The same of other folded characters."""
        return _sums(_tables().shape[chars])

    def sounds(self) -> Sums:
        """Han characters by their (blurred) sound, others as they are."""
        heard = _tables().sound[self.chars].astype(np.uint32)
        return _sums(np.where(heard > 0, heard + np.uint32(_CODES), self.chars))

    def spelt(self, start: int, end: int) -> str:
        """The folded characters of a stretch."""
        return self.chars[start:end].astype("<u4").tobytes().decode("utf-32-le")


def _folded(codes: NDArray[np.uint32], tables: _Tables) -> tuple[NDArray[np.uint32], I32]:
    lengths = tables.length[codes]
    folded = tables.first[codes]
    whole = np.arange(len(codes), dtype=np.int32)
    if not (lengths > 1).any():
        kept = lengths > 0
        return folded[kept], whole[kept]
    origin = np.repeat(whole, lengths)
    spread = folded[origin]
    ends = np.cumsum(lengths, dtype=np.int64)
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


def _changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Which values differ from the one before; the first always does."""
    changed = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed


def cut(lines: Sequence[Sequence[str]]) -> Units:
    """Cut lines, each a sequence of fields, into units."""
    tables = _tables()
    fields = [field for line in lines for field in line]
    lengths = np.array([len(field) for field in fields], dtype=np.int64)
    text = "".join(fields)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    _learn_codes(codes, tables)
    per_line = np.array([len(line) for line in lines], dtype=np.int64)
    field_line = np.repeat(np.arange(len(lines), dtype=np.int32), per_line)
    field_of = np.repeat(np.arange(len(fields), dtype=np.int32), lengths)
    field_from = running(lengths).astype(np.int32)
    first_field = running(per_line)[:-1]
    field_no = (np.arange(len(fields)) - np.repeat(first_field, per_line)).astype(np.int32)
    line_from = field_from[np.minimum(first_field, len(fields))]

    folded, origin = _folded(codes, tables)
    kind = tables.kind[folded]
    soft = tables.soft[folded]
    kept = kind != SEPARATOR
    at = kept.nonzero()[0]
    chars, place = folded[at], origin[at]
    kinds, owner = kind[at], field_of[place] if len(at) else np.zeros(0, np.int32)
    hard_before = np.cumsum(~kept & ~soft)
    gap_chars = at.copy()
    gap_chars[1:] -= at[:-1] + 1
    hard = _changes(hard_before[at])
    hard[:1] = hard_before[at[:1]] > 0
    tight = np.zeros(len(at), dtype=np.bool_)
    tight[1:] = (gap_chars[1:] == 1) & (folded[at[1:] - 1] != ord(" "))
    gap = np.where(gap_chars == 0, NO_GAP, np.where(hard | (gap_chars > 3), HARD, np.where(tight, TIGHT, SOFT)))
    gap = gap.astype(np.uint8)
    border = _changes(owner)
    gap[border] = FIELD
    begins = border | (gap > 0) | (kinds == HAN) | _changes(kinds)
    start = begins.nonzero()[0].astype(np.int32)
    end = np.append(start[1:], len(chars)).astype(np.int32)
    owned = (gap[start] == TIGHT) & _apostrophes()[folded[at[start] - 1]]  # Fuller's a: no run of letters
    single = (end - start == 1) & (kinds[start] == WORD) & ~owned
    joined = _runs_of_letters(single, gap[start])
    spaced = np.append(joined[1:], [False] * min(1, len(joined)))[~joined]
    start = start[~joined]
    end = np.append(start[1:], len(chars)).astype(np.int32)
    line = field_line[owner[start]] if len(start) else np.zeros(0, np.int32)
    return Units(
        text=text,
        line_from=line_from.astype(np.int32),
        chars=chars,
        origin=place,
        upper=tables.upper[codes[place]] if len(at) else np.zeros(0, np.bool_),
        start=start,
        end=end,
        line=line,
        field=field_no[owner[start]] if len(start) else np.zeros(0, np.int32),
        gap=gap[start],
        han=kinds[start] == HAN,
        spaced=spaced,
        borrowed=tables.borrowed[codes[place]] if len(at) else np.zeros(0, np.bool_),
        older=(kinds == HAN) & (codes[place] != chars) if len(at) else np.zeros(0, np.bool_),
        first=np.searchsorted(line, np.arange(len(lines) + 1)).astype(np.int32),
    )
