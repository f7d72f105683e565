"""Which Nice classes goods of a customs heading may fall in, with a confidence; chapters and classes by name.

The tables are the project's own: 97 chapters of the Harmonized System against the 34 goods classes of the Nice
Classification, overruled heading by heading where the heading says more.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from app.core import places

COMPATIBLE: Final = 0.1
"""From this confidence on goods of a heading count as goods of a class."""
MOSTLY: Final = 0.5
"""From this confidence on a chapter's goods are mostly of a class."""
GOODS_CLASSES: Final = range(1, 35)


@dataclass(frozen=True)
class Named:
    """What a chapter or a class is called."""

    en: str
    zh: str

    def name(self, lang: Literal["en", "zh"]) -> str:
        """Its name in a language."""
        return self.en if lang == "en" else self.zh


def _rows(name: str) -> list[dict[str, str]]:
    with places.resources("register", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _confidences(text: str) -> dict[int, float]:
    pairs = (part.split(":") for part in text.split("|"))
    return {int(number): int(percent) / 100 for number, percent in pairs}


@cache
def classes() -> Mapping[int, Named]:
    """The 45 Nice classes."""
    return {int(row["class"]): Named(row["en"], row["zh"]) for row in _rows("classes.csv")}


@cache
def chapters() -> Mapping[str, Named]:
    """The chapters of the Harmonized System, by their two digits (77 is reserved and missing)."""
    return {row["chapter"]: Named(row["en"], row["zh"]) for row in _rows("chapters.csv")}


@cache
def _table() -> Mapping[str, Mapping[int, float]]:
    table = {row["chapter"]: _confidences(row["classes"]) for row in _rows("chapters.csv")}
    return table | {row["heading"]: _confidences(row["classes"]) for row in _rows("headings.csv")}


def nice_classes(hs_code: str) -> Mapping[int, float]:
    """Nice classes that goods of an HS code (two to ten digits, dots allowed) may be of, with a confidence 0 to 1."""
    digits = "".join(digit for digit in hs_code if digit.isdigit())
    table = _table()
    return table.get(digits[:4]) or table.get(digits[:2]) or {}


@cache
def chapters_of(nice_class: int) -> Mapping[str, float]:
    """The chapters whose goods are mostly of a Nice class, surest first, with the confidence."""
    sure = {chapter: _table()[chapter].get(nice_class, 0.0) for chapter in chapters()}
    mostly = sorted((each for each in sure.items() if each[1] >= MOSTLY), key=lambda each: -each[1])
    return dict(mostly)


@cache
def compatible_mask(hs_code: str) -> int:
    """The classes goods of an HS code are compatible with, a bit each; 0 where the code says nothing."""
    return sum(1 << number for number, sure in nice_classes(hs_code).items() if sure >= COMPATIBLE)


def in_hs_scope(hs_code: str, covered: tuple[str, ...]) -> bool | None:
    """Whether an HS code falls under one of the codes a recordation names; None where either is missing."""
    if not hs_code or not covered:
        return None
    digits = "".join(digit for digit in hs_code if digit.isdigit())
    wanted = ["".join(digit for digit in code if digit.isdigit()) for code in covered]
    wanted = [code for code in wanted if code]
    if not digits or not wanted:
        return None
    return any(digits.startswith(code) or code.startswith(digits) for code in wanted)
