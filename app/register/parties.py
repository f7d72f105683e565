"""Whether two names of companies are the same party: scripts, company forms, abbreviations and slips of the pen aside.

Two names are compared word by word, best partners first. A word counts by what it says: a company form next to nothing,
a word of every other company's name (group, international) less than the name proper. Where both names hold a word the
other has no partner for, and both words are plain, they are two parties (Systems and Industries, Chile and Mexico).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from app.core import places
from app.register.matching.fold import fold, is_syllabic

SAME: Final = 0.8
"""From this likeness on two names are taken for one party (best F1 on the public pairs of company names)."""

_PHRASES: Final = (
    ("gesellschaft mit beschrankter haftung", "gmbh"),
    ("societatea cu raspundere limitata", "srl"),
    ("obshchestvo s ogranichennoi otvetstvennostiu", "llc"),
    ("aktsionernoe obshchestvo", "jsc"),
    ("open joint stock company", "jsc"),
    ("public joint stock company", "jsc"),
    ("closed joint stock company", "jsc"),
    ("joint stock company", "jsc"),
    ("joint stock compan", "jsc"),
    ("joynt stock company", "jsc"),
    ("limited liability company", "llc"),
    ("public limited company", "plc"),
    ("sp z o o", "spzoo"),
    ("s a de c v", "sadecv"),
    ("united states", "us"),
    ("united kingdom", "uk"),
    ("股份有限公司", " jsc "),
    ("有限责任公司", " ltd "),
    ("有限公司", " ltd "),
    ("株式会社", " jsc "),
    ("集团", " group "),
    ("公司", " company "),
)
_FORMS: Final = {
    **dict.fromkeys(("ltd", "limited", "pty", "pte", "lte"), "ltd"),
    **dict.fromkeys(("ag", "aktiengesellschaft", "aktiengeselschaft", "akg"), "ag"),
    **dict.fromkeys(("jsc", "ojsc", "pjsc", "cjsc", "oao", "pao", "zao", "ao"), "jsc"),
    **dict.fromkeys(("llc", "ooo"), "llc"),
    **dict.fromkeys(("inc", "incorporated"), "inc"),
    **dict.fromkeys(("corp", "corporation"), "corp"),
    **dict.fromkeys(("co", "company", "cie", "compan"), "co"),
    **{form: form for form in ("gmbh", "plc", "llp", "lp", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "oy")},
    **{form: form for form in ("as", "se", "kk", "kg", "sl", "spzoo", "sadecv")},
    **{form: form for form in ("bvba", "na", "ano", "aps")},
}
_LOOSE_FORMS: Final = frozenset({"co", "corp", "inc", "ltd"})
_EMPTY: Final = frozenset({"the", "and", "of", "de", "for", "a"})


@cache
def _listed(which: str) -> tuple[str, ...]:
    """A list of words of resources/register/party_words.toml."""
    text = places.resources("register", "party_words.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)[which].split())


_COMMON: Final = frozenset(_listed("common"))
_SHORTHAND: Final = {
    "intl": "international", "natl": "national", "mfg": "manufacturing", "tech": "technology", "grp": "group",
    "hldgs": "holdings", "bros": "brothers", "dept": "department", "labour": "labor", "organisation": "organization",
    "1st": "first", "2nd": "second", "3rd": "third",
}  # fmt: skip
_NUMBERS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twenty": "20", "thirty": "30", "forty": "40", "fourty": "40", "fifty": "50",
}  # fmt: skip
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {
        "х": "kh",
        "ц": "ts",
        "ж": "zh",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "iu",
        "я": "ia",
        "ь": "",
        "ъ": "",
        "ё": "e",
    }
)


@dataclass(frozen=True)
class PartyName:
    """A company's name taken apart: the words that name it, and its company form."""

    words: tuple[str, ...]
    forms: frozenset[str]

    @property
    def joined(self) -> str:
        """The naming words without spaces."""
        return "".join(self.words)


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    if any("\u0400" <= letter <= "\u04ff" for letter in text):
        text = text.translate(_CYRILLIC)
    text = re.sub(r"[’'`´]", "", fold(text)).replace("&", " and ")
    text = re.sub(r"\b((?:\w\.){1,}\w)\b\.?", lambda found: found.group().replace(".", ""), text)
    text = re.sub(r"[^\w]+", " ", text).strip()
    for phrase, form in _PHRASES:
        text = text.replace(phrase, form)
    return re.sub(r"\bs a\b", "sa", text)


def _numbers(words: list[str]) -> list[str]:
    said: list[str] = []
    for word in words:
        digits = _NUMBERS.get(word, word)
        if said and said[-1] in {"20", "30", "40", "50"} and digits.isdigit() and len(digits) == 1:
            said[-1] = said[-1][0] + digits
        else:
            said.append(digits)
    return said


_TOWNS: Final = _listed("towns")
_TRADES: Final = _listed("trades")


def _towns(name: str) -> set[str]:
    return {town for town in _TOWNS if town in name}


def _han_core(word: str) -> str:
    """A Chinese company's naming word: without the place before it and the trades after it."""
    word = re.sub(r"^.{2,3}?(省|市|区|县)", "", word)
    for town in ("中国", *_TOWNS):
        word = word.removeprefix(town).removeprefix("市") or word
    shorter = True
    while shorter:
        ending = next((trade for trade in _TRADES if word.endswith(trade) and len(word) - len(trade) >= 2), "")
        word, shorter = word.removesuffix(ending), bool(ending)
    return word


@lru_cache(maxsize=65_536)
def _pinyin(word: str) -> str:
    from app.register.matching.names import readings, syllable_table

    return next(iter(readings(word, syllable_table())), "")


@lru_cache(maxsize=65_536)
def taken_apart(name: str) -> PartyName:
    """The parts of a company's name."""
    words = [_SHORTHAND.get(word, word) for word in _numbers(_plain(name).split())]
    forms = frozenset(_FORMS[word] for word in words if word in _FORMS)
    naming = [word for word in words if word not in _FORMS and word not in _EMPTY]
    naming = [form for word in naming for form in _parted(word)]
    if not naming:
        naming = [word for word in words if word not in _EMPTY] or words
    return PartyName(tuple(naming), forms)


def _parted(word: str) -> list[str]:
    """A word with its company form cut off where it is written on to it (SiemensAG); of a Han word its core."""
    if is_syllabic(ord(word[0])):
        return [_han_core(word)]
    if len(word) >= 8 and word.endswith("ag"):
        return [word[:-2]]
    return [word]


def _weight(word: str) -> float:
    if word in _COMMON:
        return 0.5
    return 0.35 if _ordinal(word) else 1.0


def _ordinal(word: str) -> bool:
    return word.isdigit() or bool(re.fullmatch(r"[ivx]{1,5}", word)) or any(letter.isdigit() for letter in word)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _ordinal(one) and _ordinal(other):
        return 0.6
    longest = max(len(one), len(other))
    slips = OSA.distance(one, other)
    if min(len(one), len(other)) <= 2 or slips > max(1, longest // 4):
        return 0.0
    near = 1 - slips / longest
    return near if one[0] == other[0] else near - 0.05


def _paired(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, list[str], list[str]]:
    """What the partnered words weigh, and the words without partner on either side."""
    grades = sorted(
        ((_alike(one, other), at, to) for at, one in enumerate(ours) for to, other in enumerate(theirs)),
        key=lambda grade: (-grade[0], abs(grade[1] - grade[2])),
    )
    left, right, weight = set(range(len(ours))), set(range(len(theirs))), 0.0
    for grade, at, to in grades:
        if grade >= 0.5 and at in left and to in right:
            left.discard(at)
            right.discard(to)
            weight += grade * (_weight(ours[at]) + _weight(theirs[to])) / 2
    return weight, [ours[at] for at in sorted(left)], [theirs[to] for to in sorted(right)]


def likeness(one: str, other: str) -> float:
    """How likely two names are one party's, 0 to 1."""
    ours, theirs = taken_apart(one), taken_apart(other)
    if not ours.words or not theirs.words:
        return 0.0
    ways = (_by_words, _by_letters, _by_initials, _by_sound)
    grade = max(way(ours, theirs) for way in ways)
    ours_form, theirs_form = ours.forms - _LOOSE_FORMS, theirs.forms - _LOOSE_FORMS
    apart = ours_form and theirs_form and not ours_form & theirs_form
    elsewhere = _towns(one) and _towns(other) and not _towns(one) & _towns(other)
    return max(0.0, grade - (0.27 if apart or elsewhere else 0.0))


def _by_words(ours: PartyName, theirs: PartyName) -> float:
    weight, left, right = _paired(ours.words, theirs.words)
    total = (sum(map(_weight, ours.words)) + sum(map(_weight, theirs.words))) / 2
    grade = weight / total if total else 0.0
    if left and right:
        return grade * 0.75
    extra = left or right
    plain = [word for word in extra if word not in _COMMON]
    return grade * (0.9 if plain else 0.96) if extra else grade


def _by_letters(ours: PartyName, theirs: PartyName) -> float:
    one, other = ours.joined, theirs.joined
    if len(ours.words) == len(theirs.words) > 1 and one != other:
        return 0.0
    if one == other:
        return 1.0
    if min(len(one), len(other)) <= 3 or OSA.distance(one, other) > max(1, min(len(one), len(other)) // 6):
        return 0.0
    return float(JaroWinkler.similarity(one, other)) * 0.95


def _by_initials(ours: PartyName, theirs: PartyName) -> float:
    for short, long in ((ours, theirs), (theirs, ours)):
        initials = "".join(word[0] for word in long.words)
        if len(long.words) >= 3 and short.words[0] == initials:
            return 0.85
    return 0.0


def _by_sound(ours: PartyName, theirs: PartyName) -> float:
    """A Chinese name and the same in Latin letters."""
    for han, latin in ((ours, theirs), (theirs, ours)):
        if all(is_syllabic(ord(word[0])) for word in han.words) and latin.joined.isascii():
            spelt = "".join(_pinyin(word) for word in han.words)
            naming = [word for word in latin.words if word not in _COMMON]
            if len(spelt) >= 4 and spelt in {*naming, "".join(naming), latin.joined}:
                return 0.85
    return 0.0


def same_party(one: str, other: str) -> bool:
    """Whether two names are taken for one party's."""
    return likeness(one, other) >= SAME
