"""Folding: one plain form of a text, so that case, width, accents, script variants and look-alike letters vanish."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from app.core.errors import Bug

INVISIBLE: Final = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Mn", "Me"})
_ROUNDS: Final = 8


def is_syllabic(code: int) -> bool:
    """Whether a character is written without spaces between words: Han, kana, bopomofo, Hangul."""
    return (
        0x3400 <= code <= 0x9FFF
        or 0x20000 <= code <= 0x323AF
        or 0x3041 <= code <= 0x31BF
        or 0xAC00 <= code <= 0xD7A3
        or code == 0x3007
    )


def package_file(package: str, *parts: str) -> Path:
    """A data file of an installed package, without importing the package."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Bug(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0]).joinpath(*parts)


@cache
def simplified() -> Mapping[str, str]:
    """Traditional character to simplified, one to one (OpenCC's character table)."""
    table = package_file("opencc", "dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {source: targets.split(" ")[0] for source, targets in pairs if len(source) == 1}


@cache
def confusable() -> Mapping[str, str]:
    """Look-alike letter of another script to the plain Latin letter or digit it passes for (UTS #39)."""
    raw = package_file("confusable_homoglyphs", "confusables.json").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for source, looks in json.loads(raw).items():
        if len(source) != 1 or source.isascii() or is_syllabic(ord(source)):
            continue
        plain = [look["c"] for look in looks if len(look["c"]) == 1 and look["c"].isascii() and look["c"].isalnum()]
        if plain:
            best = min(plain, key=lambda letter: (letter.isdigit(), letter.isupper() != source.isupper(), letter))
            table[source] = "i" if best == "l" and source.isupper() else best  # a bare upright stroke is a capital I
    return table


def _step(text: str) -> str:
    latin, han = confusable(), simplified()
    text = unicodedata.normalize("NFKC", text)
    text = "".join(latin.get(letter, letter) for letter in text).casefold()
    text = unicodedata.normalize("NFD", "".join(latin.get(letter, letter) for letter in text))
    kept = (letter for letter in text if unicodedata.category(letter) not in INVISIBLE)
    return "".join(" " if letter.isspace() else han.get(letter, letter) for letter in kept)


def _settled(letter: str) -> str:
    if letter.isspace():
        return " "
    if 0xAC00 <= ord(letter) <= 0xD7A3:
        return letter
    for _ in range(_ROUNDS):
        once = _step(letter)
        if once == letter:
            break
        letter = once
    return letter


class _Letters(dict[int, str]):
    """Every character's folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = _settled(chr(code))
        self[code] = folded
        return folded


LETTERS: Final = _Letters()


def fold(text: str) -> str:
    """The plain form of a text, character by character; folding twice changes nothing."""
    return text.translate(LETTERS)
