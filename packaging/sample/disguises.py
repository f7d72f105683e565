"""How counterfeiters write a mark so that a plain comparison misses it."""

from __future__ import annotations

import random
from collections.abc import Callable

from opencc import OpenCC
from pypinyin import lazy_pinyin

Disguise = Callable[[str, random.Random], str]

_LEET = str.maketrans("aeiosAEIOS", "4310543105")
_CYRILLIC = str.maketrans("aeopcxyAEOPCXKMTBH", "аеорсхуАЕОРСХКМТВН")
_MARKS = str.maketrans("aeiouAEIOU", "àéîöüÀÉÎÖÜ")
_SOUNDS = str.maketrans(
    "维莫拉希喀德奥菲伦米洛斯格林黛娜泽雅岚普艾芭布", "唯漠啦晞咔得澳霏仑迷络丝阁霖代那择亚兰谱爱吧步"
)
_LOOKS = str.maketrans("维莫拉希凯德奥法斯米朵佩雅岚睿泽优如", "淮莫啦希凱徳粵法斯米朶珮稚嵐睿泽忧茹")


def _spaced(text: str, draw: random.Random) -> str:
    return draw.choice((" ", ".", "-", "·")).join(text)


def _hidden(text: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(text))
    return text[:place] + "\u200b" + text[place:]


def _swapped(text: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(text) - 2)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _doubled(text: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(text))
    return text[:place] + text[place - 1] + text[place:]


LATIN: dict[str, Disguise] = {
    "case": lambda text, _: text.swapcase(),
    "spacing": _spaced,
    "leet": lambda text, _: text.translate(_LEET),
    "homoglyph": lambda text, _: text.translate(_CYRILLIC),
    "diacritics": lambda text, _: text.translate(_MARKS),
    "zero_width": _hidden,
    "typing": _swapped,
    "doubled": _doubled,
    "full_width": lambda text, _: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
}

CHINESE: dict[str, Disguise] = {
    "spacing": _spaced,
    "traditional": lambda text, _: OpenCC("s2t").convert(text),
    "pinyin": lambda text, _: "".join(lazy_pinyin(text)).upper(),
    "sound_alike": lambda text, _: text.translate(_SOUNDS),
    "look_alike": lambda text, _: text.translate(_LOOKS),
    "zero_width": _hidden,
}


def disguised(text: str, draw: random.Random) -> tuple[str, str]:
    """A mark in a disguise that changes it, and the disguise's name."""
    known = LATIN if text.isascii() else CHINESE
    for kind in draw.sample(sorted(known), len(known)):
        other = known[kind](text, draw)
        if other != text:
            return other, kind
    return text, "plain"
