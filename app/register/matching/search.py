"""Search as you type: recordations by number, by mark in any script however spelt, by holder, within a class.

Every number, name, holder and pinyin is cut into pieces of one to three characters; a query is answered by the names
that share its rarest pieces, the likeliest of which are then compared letter by letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

from app.register.matching.fold import fold
from app.register.matching.index import class_mask
from app.register.matching.keys import Keys
from app.register.matching.names import readings, syllable_table
from app.register.matching.units import I32, U64, Units, cut
from app.register.rules import Recordation

_BUDGET: Final = 60_000
"""Names looked at for a query, over all its pieces."""
_COMPARED: Final = 120
"""Names compared letter by letter."""
_LEAST: Final = 0.5
_SPELT: Final = 0.95
_PARTLY_SPELT: Final = 0.85
"""A name's pinyin says less than the name: only begun or misspelt (nikee: 妮可儿) it stands after a misspelt mark."""
_LONGEST_QUERY: Final = 200
_CLASS: Final = re.compile(r"(?:\b(?:class|cl|nice)[\s:.]*(\d{1,2})\b)|(?:第?(\d{1,2})\s*[类類])", re.IGNORECASE)


class Why(StrEnum):
    """What of a recordation answered a search."""

    NUMBER = "number"
    MARK = "mark"
    ALIAS = "alias"
    HOLDER = "holder"
    PINYIN = "pinyin"
    CLASS = "class"


@dataclass(frozen=True)
class Found:
    """One answer: the recordation's place in the list the index was built from, its number, and why it is here."""

    at: int
    recordation_no: str
    mark: str
    similarity: float
    why: Why


_KINDS: Final = tuple(Why)


@dataclass(frozen=True)
class SearchIndex:
    """Never changes once built; any number of threads may search it."""

    numbers: tuple[str, ...]
    marks: tuple[str, ...]
    classes: NDArray[np.uint64]
    sorted_numbers: tuple[str, ...]
    number_order: I32
    chars: NDArray[np.uint32]
    begins: I32
    owner: I32
    kind: NDArray[np.uint8]
    pieces: Keys

    @classmethod
    def build(cls, recordations: Iterable[Recordation]) -> SearchIndex:
        """From any recordations, in force or not."""
        listed = list(recordations)
        texts, owner, kind = _texts(listed)
        units = cut([(text,) for text in texts])
        counts = np.diff(units.first)
        there = np.flatnonzero(counts > 0)
        begins = np.append(units.start[units.first[there]], len(units.chars)).astype(np.int32)
        plain = [_compact(one.recordation_no) for one in listed]
        order = sorted(range(len(plain)), key=plain.__getitem__)
        name = np.repeat(np.arange(len(there), dtype=np.int32), np.diff(begins))
        return cls(
            numbers=tuple(one.recordation_no for one in listed),
            marks=tuple(one.mark for one in listed),
            classes=np.array([class_mask(one.nice_classes) for one in listed], dtype=np.uint64),
            sorted_numbers=tuple(plain[at] for at in order),
            number_order=np.array(order, dtype=np.int32),
            chars=units.chars,
            begins=begins,
            owner=owner[there],
            kind=kind[there],
            pieces=_pieces(units, name),
        )

    def search(self, text: str, limit: int = 50, nice: int | None = None) -> tuple[Found, ...]:
        """The likeliest recordations, best first; `nice`, or `class 25` in the text, keeps to one class."""
        text = text[:_LONGEST_QUERY]
        if said := _CLASS.search(text):
            nice = int(said.group(1) or said.group(2))
            text = _CLASS.sub(" ", text)
        best: dict[int, Found] = {}
        for found in [*self._by_number(_compact(text), limit), *self._by_pieces(text)]:
            if nice is not None and not int(self.classes[found.at]) >> nice & 1:
                continue
            if found.at not in best or best[found.at].similarity < found.similarity:
                best[found.at] = found
        if nice is not None and not _compact(text):
            inside = np.flatnonzero(self.classes >> np.uint64(nice) & np.uint64(1))[:limit]
            return tuple(self._found(int(at), 1.0, Why.CLASS) for at in inside)
        ordered = sorted(best.values(), key=lambda one: (-one.similarity, one.recordation_no))
        return tuple(ordered[:limit])

    def _found(self, at: int, similarity: float, why: Why) -> Found:
        return Found(at, self.numbers[at], self.marks[at], round(similarity, 3), why)

    def _by_number(self, plain: str, limit: int) -> list[Found]:
        if not plain:
            return []
        found = []
        first = bisect_left(self.sorted_numbers, plain)
        for place in range(first, min(first + limit, len(self.sorted_numbers))):
            number = self.sorted_numbers[place]
            if not number.startswith(plain):
                break
            share = len(plain) / len(number)
            found.append(self._found(int(self.number_order[place]), 0.9 + 0.1 * share, Why.NUMBER))
        return found

    def _by_pieces(self, text: str) -> list[Found]:
        asked = [(text, False)]
        spelt = _spelt(text)
        if spelt:
            asked.append((spelt, True))
        found = []
        for query, by_sound in asked:
            units = cut([(query,)])
            if len(units.chars):
                plain = units.spelt(0, len(units.chars))
                found += self._compared(plain, self._candidates(units), by_sound)
        return found

    def _candidates(self, units: Units) -> I32:
        numbers, weights = _numbers(units.chars, np.zeros(len(units.chars), dtype=np.int32))[:2]
        numbers, first = np.unique(numbers, return_index=True)
        at, place = self.pieces.find(numbers)
        weights = weights[first[at]]
        sizes = self.pieces.begins[place + 1] - self.pieces.begins[place]
        taken, ids, worth = 0, [], []
        for one in np.argsort(sizes / weights**2, kind="stable").tolist():
            size = int(min(sizes[one], _BUDGET - taken))
            if size <= 0:
                break
            begin = int(self.pieces.begins[place[one]])
            ids.append(self.pieces.ids[begin : begin + size])
            worth.append(np.full(size, weights[one], dtype=np.float32))
            taken += size
        if not ids:
            return np.zeros(0, np.int32)
        named, back = np.unique(np.concatenate(ids), return_inverse=True)
        total = np.bincount(back, weights=np.concatenate(worth))
        length = self.begins[named + 1] - self.begins[named]
        total = total / (length + len(units.chars)) ** 0.5
        best = np.argpartition(-total, min(_COMPARED, len(total) - 1))[:_COMPARED]
        return named[best].astype(np.int32)

    def _compared(self, plain: str, named: I32, by_sound: bool) -> list[Found]:
        found = []
        for name in named.tolist():
            kind = _KINDS[self.kind[name]]
            if by_sound and kind is not Why.PINYIN:
                continue
            codes = self.chars[self.begins[name] : self.begins[name + 1]]
            similarity = _likeness(plain, codes.astype("<u4").tobytes().decode("utf-32-le"))
            if kind is Why.PINYIN:
                similarity *= _SPELT if similarity == 1 else _PARTLY_SPELT
            if similarity >= _LEAST:
                found.append(self._found(int(self.owner[name]), similarity, kind))
        return found


def _compact(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _spelt(text: str) -> str:
    """The pinyin of what is asked for, where it is in Han characters."""
    return next(iter(readings(_compact(text), syllable_table())), "") if text.strip() else ""


def _likeness(query: str, name: str) -> float:
    """How well a name answers what was typed so far, 0 to 1: whole, beginning, anywhere, misspelt."""
    if query == name:
        return 1.0
    begun = float(Prefix.normalized_similarity(query, name)) if name.startswith(query) else 0.0
    whole = fuzz.ratio(query, name) / 100
    part = fuzz.partial_ratio(query, name) / 100 if len(query) <= len(name) else 0.0
    return max(0.8 + 0.19 * begun if begun else 0.0, whole * 0.97, part * 0.78)


def _texts(listed: Sequence[Recordation]) -> tuple[list[str], I32, NDArray[np.uint8]]:
    texts: list[str] = []
    owner: list[int] = []
    kinds: list[int] = []
    sounds = syllable_table()
    for at, one in enumerate(listed):
        named = [(Why.MARK, one.mark), *((Why.ALIAS, name) for name in one.mark_alt)]
        spelt = ((Why.PINYIN, sound) for _, name in named for sound in _sound(name, sounds))
        held = ((Why.HOLDER, name) for name in (one.holder, *one.holder_alt))
        for why, text in (*named, *spelt, *held, (Why.NUMBER, one.right_no)):
            texts.append(text)
            owner.append(at)
            kinds.append(_KINDS.index(why))
    return texts, np.array(owner, dtype=np.int32), np.array(kinds, dtype=np.uint8)


def _sound(name: str, sounds: dict[str, tuple[str, ...]]) -> list[str]:
    if not name or name.isascii():
        return []
    return readings(fold(name), sounds)[:1]


def _numbers(chars: NDArray[np.uint32], name: I32) -> tuple[U64, NDArray[np.float32], I32]:
    """The numbers of all pieces of one to three characters, what each is worth, and the names they are of.

    A Latin letter counts alone only where it begins a name.
    """
    codes = chars.astype(np.uint64)
    opens = np.ones(len(name), dtype=np.bool_)
    opens[1:] = name[1:] != name[:-1]
    alone = (chars > 0x2E80) | opens
    parts = [((codes << np.uint64(2)) | (opens.astype(np.uint64) << np.uint64(1)))[alone]]
    weights = [np.ones(int(alone.sum()), dtype=np.float32)]
    names = [name[alone]]
    han = (chars > 0x2E80) & opens
    parts.append((codes << np.uint64(2))[han])
    weights.append(np.ones(int(han.sum()), dtype=np.float32))
    names.append(name[han])
    for size in (2, 3):
        piece = np.zeros(max(len(codes) - size + 1, 0), dtype=np.uint64)
        for step in range(size):
            piece = (piece << np.uint64(21)) | codes[step : len(codes) - size + 1 + step]
        inside = name[: len(piece)] == name[size - 1 :][: len(piece)]
        parts.append(((piece << np.uint64(1)) | np.uint64(1))[inside])
        weights.append(np.full(int(inside.sum()), size, dtype=np.float32))
        names.append(name[: len(piece)][inside])
    return np.concatenate(parts), np.concatenate(weights), np.concatenate(names)


def _pieces(units: Units, name: I32) -> Keys:
    numbers, _, names = _numbers(units.chars, name)
    return Keys.build(numbers, names)
