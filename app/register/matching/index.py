"""The matching index: every name of every recordation in force, ready to be asked about a line or a million."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, BinaryIO, Final
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from app.core.errors import Trouble
from app.register.matching.answers import LineText, Matches
from app.register.matching.candidates import halves_of, keys_of
from app.register.matching.garbage import uncollected
from app.register.matching.keys import Bits, Keys
from app.register.matching.names import Entries, Entry, Kind, Names, gather
from app.register.matching.ordinary import Counts, Ordinary
from app.register.rules import Recordation

FORMAT: Final = 4


@cache
def _untaught() -> Ordinary:
    """What a desk that has cleared nothing yet takes for ordinary: alike everywhere, so worked out once."""
    return Ordinary.build(Counts.none())


def class_mask(classes: Iterable[int]) -> int:
    """Nice classes as one number, a bit a class; 0 means unknown."""
    return sum(1 << number for number in set(classes) if 0 < number <= 45)


@dataclass(frozen=True)
class MatchIndex:
    """Never changes once built, so any number of threads may ask it; a changed register makes a new one."""

    entries: Entries
    names: Names
    keys: Keys
    halves: Bits
    ordinary: Ordinary
    classes: NDArray[np.uint64]
    """Entry to the Nice classes it covers, a bit each."""
    guarded: NDArray[np.bool_]
    """Entries once found infringing: ordinary text never silences them."""
    in_two_scripts: NDArray[np.bool_]
    """Entries with a name in Han characters and one in another script."""

    @classmethod
    def build(
        cls, recordations: Iterable[Recordation], *, cleared: Iterable[str] = (), infringed: Iterable[str] = ()
    ) -> MatchIndex:
        """From recordations in force, texts of cleared shipments, and numbers of recordations once found infringed."""
        texts = list(cleared)
        with uncollected():
            ordinary = Ordinary.build(Counts.of(texts)) if texts else _untaught()
            return cls.of((Entry.of(one) for one in recordations), ordinary, set(infringed))

    @classmethod
    def of(cls, entries: Iterable[Entry], ordinary: Ordinary, infringed: set[str]) -> MatchIndex:
        """From what matching needs of each recordation."""
        listed = list(entries)
        names, units = gather(listed)
        classes = np.array([class_mask(entry.nice_classes) for entry in listed], dtype=np.uint64)
        guarded = np.array([entry.recordation_no in infringed for entry in listed], dtype=np.bool_)
        own = names.kind <= Kind.ALIAS
        scripts = (np.bincount(names.entry[own & (names.han == han)], minlength=len(listed)) for han in (True, False))
        two = np.logical_and.reduce([count > 0 for count in scripts])
        return cls(Entries.of(listed), names, keys_of(names, units), halves_of(names), ordinary, classes, guarded, two)

    @cached_property
    def any_guarded(self) -> bool:
        """Whether any entry is guarded."""
        return bool(self.guarded.any())

    @property
    def burden(self) -> float:
        """What the number of names alone asks a stretch to stand out by: more marks, more chance likeness."""
        return math.log(max(len(self.names.entry), 1000))

    def match(self, line: LineText) -> Matches:
        """The alerts and reviews of one goods line."""
        from app.register.matching.screening import screened

        return screened(self, [line])[0]

    def match_many(self, lines: Sequence[LineText], processes: int = 1) -> Iterator[Matches]:
        """The same of many lines, in their order; with several processes each takes a share."""
        from app.register.matching.batches import in_batches

        return in_batches(self, lines, processes)

    def updated(self, changed: Iterable[Recordation], removed: Iterable[str] = ()) -> MatchIndex:
        """With recordations added or changed and others gone."""
        fresh = {one.recordation_no: Entry.of(one) for one in changed}
        gone = {*removed, *fresh}
        numbers = [self.entries.number(at) for at in range(len(self.entries))]
        infringed = {numbers[at] for at in np.flatnonzero(self.guarded).tolist()}
        kept = np.array([number not in gone for number in numbers], dtype=np.bool_)
        places = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        more = MatchIndex.of(fresh.values(), self.ordinary, infringed)
        names, name_places = self.names.changed(places, more.names, int(kept.sum()))
        offset = int((name_places >= 0).sum())
        return MatchIndex(
            entries=self.entries.changed(kept, more.entries),
            names=names,
            keys=self.keys.changed(name_places, more.keys, offset),
            halves=halves_of(names),
            ordinary=self.ordinary,
            classes=np.concatenate((self.classes[kept], more.classes)),
            guarded=np.concatenate((self.guarded[kept], more.guarded)),
            in_two_scripts=np.concatenate((self.in_two_scripts[kept], more.in_two_scripts)),
        )

    def learn(self, cleared: Iterable[str]) -> MatchIndex:
        """With more cleared texts known as ordinary."""
        counts = self.ordinary.counts.plus(Counts.of(cleared))
        return replace(self, ordinary=Ordinary.build(counts))

    def guard(self, infringed: Iterable[str]) -> MatchIndex:
        """With recordations that were found infringed, whose marks no ordinary text may silence."""
        numbers = set(infringed)
        guarded = [self.entries.number(at) in numbers for at in range(len(self.entries))]
        return replace(self, guarded=self.guarded | np.array(guarded, dtype=np.bool_))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        with path.open("wb") as file:
            self.write(file)

    def write(self, file: BinaryIO) -> None:
        """Write the index to an open file or into memory."""
        arrays: dict[str, NDArray[Any]] = {
            "format": np.array([FORMAT]),
            "halves": self.halves.bits,
            "classes": self.classes,
            "guarded": self.guarded,
            "in_two_scripts": self.in_two_scripts,
            "entries.blob": np.frombuffer(self.entries.blob, dtype=np.uint8),
            "entries.begins": self.entries.begins,
        }
        arrays |= self.names.stored() | self.ordinary.stored() | self.keys.stored("keys")
        np.savez(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> MatchIndex:
        """Read an index that `save` wrote; one that is damaged or of another version is Trouble: build it anew."""
        try:
            with path.open("rb") as file:
                return cls.read(file)
        except OSError as failure:
            raise Trouble("register_matching.index_unreadable") from failure

    @classmethod
    def read(cls, file: BinaryIO) -> MatchIndex:
        """The same from an open file or from memory."""
        try:
            with np.load(file, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            if int(arrays["format"][0]) != FORMAT:
                raise Trouble("register_matching.index_other_version")
            return cls._restored(arrays)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as failure:
            raise Trouble("register_matching.index_unreadable") from failure

    @classmethod
    def _restored(cls, arrays: dict[str, NDArray[Any]]) -> MatchIndex:
        return cls(
            entries=Entries(arrays["entries.blob"].tobytes(), arrays["entries.begins"]),
            names=Names.restored(arrays),
            keys=Keys.restored("keys", arrays),
            halves=Bits.restored(arrays["halves"]),
            ordinary=Ordinary.restored(arrays),
            classes=arrays["classes"],
            guarded=arrays["guarded"],
            in_two_scripts=arrays["in_two_scripts"],
        )
