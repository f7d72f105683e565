"""Text out of a code's raw bytes: UTF-8 where it is, else the Chinese, Japanese or Latin encoding that fits best.

Labels carry GBK without saying so, and both engines then show nonsense (barcodes.md, Chinese QR content); the bytes
are right, so the choice is made here, by how common the characters are that each encoding would give.
"""

from __future__ import annotations

from collections.abc import Callable

Weigh = Callable[[int, int], float]

COMMON, PLAIN, RARE = 1.0, 0.4, 0.05


def text_of(raw: bytes, told: str | None = None) -> tuple[str, str]:
    """`(text, name of the encoding)`; `told` is the library's text where the code itself named its encoding."""
    if told is not None:
        return told, "ECI"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    if _is_half_width_kana(raw):
        return raw.decode("cp932"), "Shift_JIS"
    scored = [(score, name) for name in _ORDER if (score := _score(raw, name)) is not None]
    best = max(scored, key=lambda one: one[0], default=(0.0, "ISO-8859-1"))[1]
    return raw.decode(_CODEC[best]), best


def _is_half_width_kana(raw: bytes) -> bool:
    """Japanese in half-width kana, told from GB 2312 by its sound marks (DE, DF), which follow certain kana only."""
    high = [byte for byte in raw if byte >= 0x80]
    if any(not 0xA1 <= byte <= 0xDF for byte in high):
        return False
    marks = [at for at, byte in enumerate(raw) if byte in {0xDE, 0xDF}]
    placed = [at for at in marks if at and (0xB6 <= raw[at - 1] <= 0xC4 or 0xCA <= raw[at - 1] <= 0xCE)]
    return len(marks) >= 2 and len(placed) == len(marks) and len(marks) * 4 >= len(high)


def _score(raw: bytes, name: str) -> float | None:
    """The mean weight of the non-ASCII characters that this encoding would give, None where it can't be it."""
    try:
        raw.decode(_CODEC[name])
    except UnicodeDecodeError:
        return None
    total, count, at = 0.0, 0, 0
    lead, weigh, single = _LEADS[name], _WEIGHTS[name], _SINGLE[name]
    while at < len(raw):
        byte = raw[at]
        if byte < 0x80:
            at += 1
            continue
        wide = byte in lead and at + 1 < len(raw)
        total += weigh(byte, raw[at + 1]) if wide else single
        count += 1
        at += 2 if wide else 1
    return total / max(count, 1)


def _gb(lead: int, trail: int) -> float:
    """GB 2312 level 1 (rows B0-D7) holds the 3,755 commonest characters; A1-A3 its punctuation and full-width signs."""
    if trail < 0xA1:
        return RARE
    if 0xB0 <= lead <= 0xD7:
        return COMMON
    return 0.7 if lead in {0xA1, 0xA3} else PLAIN if 0xD8 <= lead <= 0xF7 else RARE


def _big5(lead: int, trail: int) -> float:
    """Big5's commoner 5,401 characters stand at A4-C6, its punctuation at A1."""
    del trail
    if 0xA4 <= lead <= 0xC6:
        return COMMON - 0.02
    return 0.7 if lead == 0xA1 else 0.2


def _sjis(lead: int, trail: int) -> float:
    """JIS level 1 at 88-97, kana at 82 and 83, punctuation at 81."""
    del trail
    if lead in {0x82, 0x83} or 0x88 <= lead <= 0x97:
        return COMMON - 0.01
    return 0.7 if lead == 0x81 else PLAIN if lead < 0xA0 else RARE


_ORDER = ("GB18030", "Big5", "Shift_JIS", "ISO-8859-1")
_CODEC = {"GB18030": "gb18030", "Big5": "big5", "Shift_JIS": "cp932", "ISO-8859-1": "latin-1"}
_LEADS = {
    "GB18030": range(0x81, 0xFF),
    "Big5": range(0xA1, 0xFA),
    "Shift_JIS": frozenset((*range(0x81, 0xA0), *range(0xE0, 0xFD))),
    "ISO-8859-1": range(0),
}
_WEIGHTS: dict[str, Weigh] = {"GB18030": _gb, "Big5": _big5, "Shift_JIS": _sjis, "ISO-8859-1": lambda _lead, _trail: 0}
_SINGLE = {"GB18030": RARE, "Big5": RARE, "Shift_JIS": 0.3, "ISO-8859-1": 0.35}
