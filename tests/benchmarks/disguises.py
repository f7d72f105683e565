"""Makes goods lines with recorded marks hidden in them, from a seed: the bench's guard against fitting one file."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.register.matching.fold import confusable, simplified
from app.register.matching.units import han


@dataclass(frozen=True)
class Made:
    """One line: its text, its class, the recordation hidden in it (None: none) and how."""

    goods: str
    nice: int
    expect: str | None
    kind: str


@dataclass(frozen=True)
class Marked:
    """A recordation as the generator needs it."""

    recordation_no: str
    mark: str
    aliases: tuple[str, ...]
    classes: tuple[int, ...]

    @property
    def is_han(self) -> bool:
        """Whether the mark is Han characters only."""
        return all("\u4e00" <= letter <= "\u9fff" for letter in self.mark)

    @property
    def is_latin(self) -> bool:
        """Whether the mark is of Latin letters, at least five."""
        plain = unicodedata.normalize("NFD", self.mark)
        return sum(letter.isascii() and letter.isalpha() for letter in plain) >= 5 and plain[0].isalpha()


class Disguiser:
    """Applies one disguise to a mark."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a bench, not a secret
        self.alphabet = han()
        self.letters: dict[str, list[str]] = {}
        for strange, plain in confusable().items():
            self.letters.setdefault(plain, []).append(strange)
        self.traditional = {plain: old for old, plain in simplified().items() if plain != old}
        self.syllables: dict[int, list[str]] = {}
        for code, row in zip(self.alphabet.chars.tolist(), self.alphabet.sound.tolist(), strict=True):
            self.syllables.setdefault(row[0], []).append(chr(code))

    def place(self, mark: str, fits: Callable[[str], bool]) -> int:
        """Where a letter that fits stands, or -1."""
        places = [at for at, letter in enumerate(mark) if fits(letter)]
        return self.random.choice(places) if places else -1

    def exchanged(self, mark: str, at: int, letter: str) -> str:
        """A mark with one letter put in another's place."""
        return mark[:at] + letter + mark[at + 1 :]

    def letter(self) -> str:
        """Some small letter."""
        return self.random.choice("abcdefghijklmnopqrstuvwxyz")

    def homoglyph(self, mark: str) -> str:
        """Some letters from another script."""
        return "".join(
            self.random.choice(self.letters[one]) if one in self.letters and self.random.random() < 0.4 else one
            for one in mark
        )

    def leet(self, mark: str) -> str:
        """One or two letters as digits."""
        digits = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5"}
        at = self.place(mark, lambda one: one in digits)
        return mark if at < 0 else self.exchanged(mark, at, digits[mark[at]])

    def looking(self, mark: str, nearest: int, farthest: int) -> str:
        """One Han character as one whose picture is among the nearest."""
        at = self.random.randrange(len(mark))
        row = int(self.alphabet.place[ord(mark[at])])
        if row < 0:
            return mark
        order = np.argsort(-(self.alphabet.look @ self.alphabet.look[row]))[1 + nearest : 1 + farthest]
        common = [chr(int(self.alphabet.chars[one])) for one in order]
        return self.exchanged(mark, at, self.random.choice(common))

    def sounding(self, mark: str) -> str:
        """One Han character as another of the same sound."""
        at = self.random.randrange(len(mark))
        row = int(self.alphabet.place[ord(mark[at])])
        others = [one for one in self.syllables.get(int(self.alphabet.sound[row][0]), ()) if one != mark[at]]
        return self.exchanged(mark, at, self.random.choice(others)) if row >= 0 and others else mark

    def pinyin(self, mark: str) -> str:
        """The mark in pinyin."""
        from pypinyin import lazy_pinyin

        sounds = lazy_pinyin(mark)
        return self.random.choice((" ", "")).join(sounds).upper()


def _latin(make: Disguiser) -> dict[str, Callable[[str], str]]:
    some = make.random

    def at(mark: str) -> int:
        return max(make.place(mark, str.isalpha), 0)

    def inserted(mark: str) -> str:
        place = at(mark)
        return mark[:place] + make.letter() + mark[place:]

    def swapped(mark: str) -> str:
        place = min(at(mark), len(mark) - 2)
        return mark[:place] + mark[place + 1] + mark[place] + mark[place + 2 :]

    def deleted(mark: str) -> str:
        place = at(mark)
        return mark[:place] + mark[place + 1 :]

    def accented(mark: str) -> str:
        place = make.place(mark, lambda one: one in "aeiou")
        return mark if place < 0 else unicodedata.normalize("NFC", mark[: place + 1] + "\u0302" + mark[place + 1 :])

    def hidden(mark: str) -> str:
        place = some.randrange(1, len(mark))
        return mark[:place] + some.choice("\u200b-_") + mark[place:]

    def glued(mark: str) -> str:
        before, after = some.choice(("new", "hot", "genuine", "best")), some.choice(("shoes", "bag", "style"))
        return before + mark.replace(" ", "") + after

    return {
        "case": str.swapcase,
        "fullwidth": lambda mark: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in mark),
        "zerowidth": hidden,
        "homoglyph": make.homoglyph,
        "leet": lambda mark: make.leet(mark.lower()),
        "diacritic": accented,
        "sub": lambda mark: make.exchanged(mark, at(mark), make.letter()),
        "del": deleted,
        "ins": inserted,
        "swap": swapped,
        "glue": glued,
    }


def _han(make: Disguiser) -> dict[str, tuple[int, Callable[[str], str]]]:
    """Kinds for Han marks with the fewest characters each needs."""
    some = make.random

    def swapped(mark: str) -> str:
        at = some.randrange(len(mark) - 1)
        return mark[:at] + mark[at + 1] + mark[at] + mark[at + 2 :]

    def deleted(mark: str) -> str:
        at = some.randrange(len(mark))
        return mark[:at] + mark[at + 1 :]

    return {
        "trad": (2, lambda mark: "".join(make.traditional.get(one, one) for one in mark)),
        "shape": (3, lambda mark: make.looking(mark, 0, 20)),
        "shapecv": (3, lambda mark: make.looking(mark, 20, 400)),
        "sound": (3, make.sounding),
        "shape2": (2, lambda mark: make.looking(mark, 0, 40)),
        "sound2": (2, make.sounding),
        "zhswap": (4, swapped),
        "zhdel": (4, deleted),
        "zhext": (2, lambda mark: mark + some.choice(("之家", "优选", "旗舰", "国际"))),
        "pinyin": (3, make.pinyin),
    }


def made_lines(marks: Sequence[Marked], carriers: Sequence[str], seed: int, each: int) -> list[Made]:
    """So many lines of each of the 24 kinds, and all carriers once without a mark, each of some registered class."""
    make = Disguiser(seed)
    some = make.random
    latin = [one for one in marks if one.is_latin]
    chinese = [one for one in marks if one.is_han]
    aliased = [one for one in marks if one.is_latin and one.aliases]
    kinds: list[tuple[str, list[Marked], Callable[[str], str]]] = [
        (kind, latin, change) for kind, change in _latin(make).items()
    ]
    for kind, (least, change) in _han(make).items():
        exactly = kind.endswith("2")
        fitting = [one for one in chinese if len(one.mark) >= least and (not exactly or len(one.mark) == 2)]
        kinds.append((kind, fitting, change))
    kinds += [("exact", [*latin, *chinese], str), ("spaced", [*latin, *chinese], " ".join)]
    lines = []
    for kind, pool, change in kinds:
        for _ in range(each):
            one, text = _hidden(some, pool, change, kind)
            goods = _carried(some, some.choice(carriers), text)
            lines.append(Made(goods, some.choice(one.classes), one.recordation_no, kind))
    for _ in range(each if aliased else 0):
        one = some.choice(aliased)
        goods = _carried(some, some.choice(carriers), some.choice(one.aliases))
        lines.append(Made(goods, some.choice(one.classes), one.recordation_no, "alias"))
    classes = [number for one in marks for number in one.classes]
    return lines + [Made(text, some.choice(classes), None, "clean") for text in carriers]


def _hidden(some: random.Random, pool: Sequence[Marked], change: Callable[[str], str], kind: str) -> tuple[Marked, str]:
    one = some.choice(pool)
    text = change(one.mark)
    for _ in range(200):
        if text != one.mark or kind == "exact":
            break
        one = some.choice(pool)
        text = change(one.mark)
    return one, text


def _carried(some: random.Random, carrier: str, text: str) -> str:
    """A mark put into a goods text between two of its words."""
    import jieba

    words = list(jieba.cut(carrier))
    at = some.randrange(len(words) + 1)
    spelt = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    apart = "" if spelt and some.random() < 0.7 else " "
    return "".join(words[:at]) + apart + text + apart + "".join(words[at:])
