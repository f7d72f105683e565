"""Works out, at development time, what English words and Chinese names are made of, from public lists of words.

Run `python -m app.register.matching.lexicon` after a change of how stretches are numbered or of the lists; it needs
the libraries of the benches. It writes `resources/register/lexicon.npz`: `english`, the numbers of the words of
symspellpy's list, with `english_costs`, and what the characters of Chinese words (`coined`), surnames (`surname`) and
given names (`given`) of jieba's list cost. Costs are -log of a chance, in eighths.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.core import places
from app.register.matching.fold import fold, is_syllabic, package_file
from app.register.matching.keys import Keys
from app.register.matching.units import cut

F32 = NDArray[np.float32]

EIGHTHS: Final = 8
HAN_FROM, HAN_TO = 0x3000, 0xA000
_PERSON: Final = "nr"
_RAREST_SURNAME: Final = 40
"""Characters that begin fewer listed names are no surnames (the names of foreigners are written with any character)."""


@dataclass(frozen=True)
class Lexicon:
    """What words and names are made of."""

    english: Keys
    english_costs: F32
    coined: F32
    """Character (from HAN_FROM on) to what it costs in a word that is in no list; `surname`, `given` likewise."""
    surname: F32
    given: F32

    def places(self, codes: NDArray[np.uint32]) -> NDArray[np.int64]:
        """The places of characters in `coined` and the like; those of other scripts at one that no word has."""
        return np.where((codes >= HAN_FROM) & (codes < HAN_TO), codes.astype(np.int64) - HAN_FROM, 0)


@cache
def lexicon() -> Lexicon:
    """The table of resources/register/lexicon.npz, read once."""
    with np.load(places.resources("register", "lexicon.npz")) as stored:
        costs = {name: stored[name].astype(np.float32) / EIGHTHS for name in stored.files if name != "english"}
        english = stored["english"]
    keys = Keys.build(english, np.arange(len(english), dtype=np.int32))
    return Lexicon(keys, costs["english_costs"], costs["coined"], costs["surname"], costs["given"])


def _english() -> Mapping[str, int]:
    raw = package_file("symspellpy", "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    rows = (line.split() for line in raw.splitlines())
    return {word: int(count) for word, count in rows if word.isascii() and word.isalpha()}


def _character_costs(counts: Counter[str]) -> F32:
    total = sum(counts.values())
    costs = np.full(HAN_TO - HAN_FROM, math.log(2 * total), dtype=np.float32)
    for letter, count in counts.items():
        costs[ord(letter) - HAN_FROM] = -math.log(count / total)
    return costs


def _words() -> list[tuple[str, str]]:
    """jieba's words in Han characters, folded, and what kind of word each is."""
    rows = (line.split() for line in package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines())
    words = ((fold(row[0]), row[2]) for row in rows if len(row) == 3)
    return [
        (word, kind)
        for word, kind in words
        if all(HAN_FROM <= ord(one) < HAN_TO and is_syllabic(ord(one)) for one in word)
    ]


def main() -> None:
    """Compute the table and write it to its place."""
    english = _english()
    total = sum(english.values())
    units = cut([(word,) for word in english])
    words = _words()
    people = [word for word, kind in words if kind == _PERSON and len(word) in (2, 3)]
    surnames = Counter(word[0] for word in people if len(word) == 3)
    surnames = Counter({one: count for one, count in surnames.items() if count >= _RAREST_SURNAME})
    given = Counter(letter for word in people if word[0] in surnames for letter in word[1:])
    coined = Counter(letter for word, _ in words if 2 <= len(word) <= 4 for letter in word)
    tables = {
        "english_costs": np.array([-math.log(count / total) for count in english.values()]),
        "coined": _character_costs(coined),
        "surname": _character_costs(surnames),
        "given": _character_costs(given),
    }
    stored: dict[str, Any] = {
        name: np.minimum(np.round(costs * EIGHTHS), 255).astype(np.uint8) for name, costs in tables.items()
    }
    stored["english"] = units.exact().number(units.start, units.end)
    np.savez_compressed(places.resources("register", "lexicon.npz"), **stored)


if __name__ == "__main__":
    main()
