"""What a word costs that was never met: by its letters, by a dictionary, by its characters as a Chinese name."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.register.matching.lexicon import lexicon
from app.register.matching.units import U64, Places, Units, running

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_UNKNOWN_HAN: Final = 13.0
_COINED: Final = 2.5
"""What it costs to meet a Chinese word that is in no list, before its characters."""
_PERSON: Final = 4.0
"""The same for a person's name, before surname and given name."""
LONGEST_UNLISTED: Final = 4
_LONGEST_PERSON: Final = 3
_LISTED: Final = 10.0
"""The least that a word of the English list costs: it lists the better known brands too."""
_LETTER_COSTS: Final = {
    **dict(zip("etaoinsrhldcumfpgwybvkxjqz", (2.2, 2.5, 2.4, 2.5, 2.6, 2.6, 2.7, 2.6, 3.0, 3.0, 3.2, 3.3, 3.5, 3.4, 3.8,
                                              3.7, 3.7, 4.0, 3.8, 3.8, 4.2, 4.2, 5.0, 5.5, 6.0, 5.2), strict=True)),
    **dict.fromkeys("0123456789", 2.0),
}  # fmt: skip


@cache
def _letter_costs() -> F32:
    costs = np.full(0x110000, 3.5, dtype=np.float32)
    for letter, cost in _LETTER_COSTS.items():
        costs[ord(letter)] = cost
    return costs


def spelling_costs(units: Units) -> F64:
    """Running sums of what each character costs in a word met for the first time."""
    return running(_letter_costs()[units.chars])


def unknown_costs(units: Units, newness: F64, spelling: F64) -> F32:
    """What a unit that isn't a known word costs: by its letters; a stray Han character a fixed sum."""
    costs = np.where(units.han, _UNKNOWN_HAN, newness + spelling[units.end] - spelling[units.start])
    return costs.astype(np.float32)


def unlisted_costs(units: Units, begin: Places, count: Places) -> F32:
    """What stretches of Han characters cost as words that are in no list or, where short enough, as people's names."""
    table = lexicon()
    places_ = table.places(units.chars[units.start])
    coined, given = running(table.coined[places_]), running(table.given[places_])
    word = _COINED + coined[begin + count] - coined[begin]
    person = _PERSON + table.surname[places_[begin]] + given[begin + count] - given[begin + 1]
    return np.asarray(np.where(count <= _LONGEST_PERSON, np.minimum(word, person), word), dtype=np.float32)


def bookish(unknown: F32, units: Places, numbers: U64) -> F32:
    """What units would cost less than `unknown` by the list of English words.

    Asked about are `units`, those that no other list has, with the numbers of their words; others cost nothing less.
    """
    less = np.zeros(len(unknown), dtype=np.float32)
    if len(units):
        table = lexicon()
        found, place = table.english.find(numbers)
        at = units[found]
        cost = np.maximum(table.english_costs[table.english.ids[place]], _LISTED)
        less[at] = np.maximum(unknown[at] - cost, 0)
    return less
