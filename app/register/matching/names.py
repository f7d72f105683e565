"""Every way a recordation may be named, as arrays: mark, other names, pinyin of Chinese ones, look-alike spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache, cached_property
from itertools import islice, product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.register.matching.fold import fold
from app.register.matching.units import I32, Units, cut, han
from app.register.rules import Recordation

READINGS_AT_MOST: Final = 4
FIRST_UNITS: Final = 8
"""A longer name is found by its first units and then compared whole."""
PASSES_FOR: Final = (("m", "rn"), ("w", "vv"), ("rn", "m"), ("vv", "w"))


class Kind(IntEnum):
    """What a name is to its recordation."""

    MARK = 0
    ALIAS = 1
    PINYIN = 2
    SHORT_PINYIN = 3
    """Of a mark of two characters."""
    SHAPED = 4


@dataclass(frozen=True)
class Entry:
    """What a match needs to know of a recordation."""

    recordation_no: str
    names: tuple[str, ...]
    nice_classes: tuple[int, ...]
    hs_codes: tuple[str, ...]
    licensees: tuple[str, ...]
    known_infringers: tuple[str, ...]
    holder: str

    @classmethod
    def of(cls, one: Recordation) -> Entry:
        """The part of a recordation that matching uses."""
        return cls(
            one.recordation_no,
            one.names,
            one.nice_classes,
            one.hs_codes,
            one.licensees,
            one.known_infringers,
            one.holder,
        )


_FIELD: Final = "\x1f"
_VALUE: Final = "\x1e"


def _written(entry: Entry) -> bytes:
    values = (
        (entry.recordation_no,),
        (entry.holder,),
        entry.names,
        (" ".join(map(str, entry.nice_classes)),),
        entry.hs_codes,
        entry.licensees,
        entry.known_infringers,
    )
    row = _FIELD.join([_VALUE.join(value) for value in values])
    if row.count(_FIELD) + 1 != len(values):  # a value holds our own separator
        clean = [[one.replace(_FIELD, " ").replace(_VALUE, " ") for one in value] for value in values]
        row = _FIELD.join([_VALUE.join(value) for value in clean])
    return row.encode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Entries:
    """Recordations by number, kept as text and read when a match needs them."""

    blob: bytes
    begins: NDArray[np.int64]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Entries:
        """Written down one after the other."""
        rows = [_written(entry) for entry in entries]
        return cls(b"".join(rows), np.cumsum([0, *map(len, rows)], dtype=np.int64))

    def __len__(self) -> int:
        return len(self.begins) - 1

    def __getitem__(self, at: int) -> Entry:
        row = self.blob[self.begins[at] : self.begins[at + 1]].decode("utf-8", "surrogatepass")
        number, holder, names, nice, hs_codes, licensees, infringers = row.split(_FIELD)
        return Entry(
            number,
            tuple(names.split(_VALUE)),
            tuple(map(int, nice.split())),
            tuple(hs_codes.split(_VALUE)) if hs_codes else (),
            tuple(licensees.split(_VALUE)) if licensees else (),
            tuple(infringers.split(_VALUE)) if infringers else (),
            holder,
        )

    def number(self, at: int) -> str:
        """One recordation's number."""
        return bytes(self.blob[self.begins[at] : self.begins[at + 1]]).split(_FIELD.encode(), 1)[0].decode()

    def changed(self, kept: NDArray[np.bool_], more: Entries) -> Entries:
        """With some left out and others added."""
        rows = [self.blob[self.begins[at] : self.begins[at + 1]] for at in np.flatnonzero(kept).tolist()]
        sizes = np.concatenate((np.diff(self.begins)[kept], np.diff(more.begins)))
        return Entries(b"".join([*rows, more.blob]), np.concatenate(([0], np.cumsum(sizes))).astype(np.int64))

    def __iter__(self) -> Iterator[Entry]:
        return (self[at] for at in range(len(self)))


@dataclass(frozen=True)
class Names:
    """All names of all recordations, their folded characters one after the other."""

    chars: NDArray[np.uint32]
    begins: I32
    head: I32
    """Characters in a name's first eight units."""
    entry: I32
    kind: NDArray[np.uint8]
    which: NDArray[np.uint8]
    """Place of the name (or of the name it was made from) among its recordation's names."""
    han: NDArray[np.bool_]
    """Whether a name is written in Han characters only."""

    @cached_property
    def letters(self) -> str:
        """All folded characters."""
        return self.chars.astype("<u4").tobytes().decode("utf-32-le")

    def spelt(self, name: int) -> str:
        """A name's folded characters."""
        return self.letters[self.begins[name] : self.begins[name + 1]]

    def changed(self, new_entries: I32, more: Names, offset: int) -> tuple[Names, I32]:
        """With entries renumbered (-1: gone) and other names added; and what each name's place has become."""
        kept = new_entries[self.entry] >= 0
        sizes = np.diff(self.begins)
        lengths = np.concatenate((sizes[kept], np.diff(more.begins)))
        names = Names(
            chars=np.concatenate((self.chars[np.repeat(kept, sizes)], more.chars)),
            begins=np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
            head=np.concatenate((self.head[kept], more.head)),
            entry=np.concatenate((new_entries[self.entry[kept]], more.entry + np.int32(offset))),
            kind=np.concatenate((self.kind[kept], more.kind)),
            which=np.concatenate((self.which[kept], more.which)),
            han=np.concatenate((self.han[kept], more.han)),
        )
        places = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        return names, places

    def stored(self) -> dict[str, NDArray[Any]]:
        """The arrays to save."""
        return {f"names.{key}": getattr(self, key) for key in self.__dataclass_fields__}

    @classmethod
    def restored(cls, arrays: Mapping[str, NDArray[Any]]) -> Names:
        """From the arrays of `stored`."""
        return cls(**{key: arrays[f"names.{key}"] for key in cls.__dataclass_fields__})


def readings(name: str, sounds: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The pinyin of a name in Han characters, with its commonest other readings; empty where a character has none."""
    try:
        heard = [sounds[letter] for letter in name]
    except KeyError:
        return []
    spelt = "".join([one[0] for one in heard])
    if not heard:
        return []
    if max(map(len, heard)) == 1:
        return [spelt]
    if len(name) > FIRST_UNITS:
        return [spelt]
    if len(set(name)) == len(name):
        return list(dict.fromkeys(["".join(way) for way in islice(product(*heard), READINGS_AT_MOST)]))
    distinct = dict(zip(name, heard, strict=True))
    ways = (dict(zip(distinct, way, strict=True)) for way in islice(product(*distinct.values()), READINGS_AT_MOST))
    return list({"".join([way[letter] for letter in name]): None for way in ways})


@cache
def syllable_table() -> dict[str, tuple[str, ...]]:
    """Each Han character's readings."""
    table = han()
    return {
        chr(code): tuple(table.syllables[sound] for sound in row if sound)
        for code, row in zip(table.chars.tolist(), table.sound.tolist(), strict=True)
        if row[0]
    }


def shaped(name: str) -> list[str]:
    """Spellings that pass for a Latin name at a glance: rn for m, vv for w, once each."""
    made = []
    for letters, look in PASSES_FOR:
        at = name.find(letters)
        while at >= 0:
            made.append(name[:at] + look + name[at + len(letters) :])
            at = name.find(letters, at + 1)
    return made


def gather(entries: Iterable[Entry]) -> tuple[Names, Units]:
    """The names of recordations, and the units they are cut into."""
    texts: list[str] = []
    owner: list[tuple[int, Kind, int]] = []
    for at, entry in enumerate(entries):
        for which, name in enumerate(entry.names):
            texts.append(name)
            owner.append((at, Kind.ALIAS if which else Kind.MARK, min(which, 255)))
    sounds = syllable_table()
    for at in range(len(texts)):
        for text, kind in _made(fold(texts[at]), sounds):
            texts.append(text)
            owner.append((owner[at][0], kind, owner[at][2]))
    return _laid_out(texts, owner)


def _made(folded: str, sounds: Mapping[str, tuple[str, ...]]) -> list[tuple[str, Kind]]:
    if folded.isascii():
        return [(text, Kind.SHAPED) for text in shaped(folded)] if len(folded) >= 4 else []
    if len(folded) > 1 and folded[0] in sounds:
        kind = Kind.SHORT_PINYIN if len(folded) == 2 else Kind.PINYIN
        return [(text, kind) for text in readings(folded, sounds)]
    return []


def _laid_out(texts: list[str], owner: list[tuple[int, Kind, int]]) -> tuple[Names, Units]:
    units = cut([(text,) for text in texts])
    counts = np.diff(units.first)
    there = np.flatnonzero(counts > 0)
    begins = units.start[units.first[there]]
    columns = np.array(owner, dtype=np.int32).reshape(-1, 3)[there]
    running = np.concatenate(([0], np.cumsum(units.han)))
    han_units = (running[units.first[1:]] - running[units.first[:-1]])[there]
    names = Names(
        chars=units.chars,
        begins=np.append(begins, len(units.chars)).astype(np.int32),
        head=(units.end[units.first[there] + np.minimum(counts[there], FIRST_UNITS) - 1] - begins).astype(np.int32),
        entry=columns[:, 0].copy(),
        kind=columns[:, 1].astype(np.uint8),
        which=columns[:, 2].astype(np.uint8),
        han=han_units == counts[there],
    )
    first = np.append(units.first[there], len(units.start))
    return names, replace(units, first=first)
