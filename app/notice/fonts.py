"""The embedded fonts: which character is drawn by which, how wide text runs, and where it may break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from app.core import places
from app.core.errors import Refused, Say
from app.deadlines.reading import Both

REGULAR: Final = "NotoSansSC-Regular"
BOLD: Final = "NotoSansSC-Bold"
# a run of Latin letters and digits stays together; every other sign may begin a line unless NOT_FIRST forbids it
PIECES: Final = re.compile(r"\n|[ \u00a0]+|[!-~\u00a1-\u024f]+|.", re.DOTALL)
NOT_LAST: Final = frozenset("（《「『【〔“‘([")
NOT_FIRST: Final = frozenset("，。、；：？！）》」』】〕％…”’,.;:?!)%")


@dataclass(frozen=True)
class Face:
    """One registered font: its name, and the width of each character it can draw in thousandths of the size."""

    name: str
    widths: dict[int, float]


def _face(name: str, path: Path) -> Face:
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode
    try:
        font: Any = ttfonts.TTFont(name, str(path))
    except (ttfonts.TTFError, OSError) as error:
        raise Refused("notice.no_font", field="font", font=path.name) from error
    pdfmetrics.registerFont(font)
    drawn = font.face.charToGlyph
    return Face(name, {code: width for code, width in font.face.charWidths.items() if code in drawn})


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """The map from a font subset's codes back to text, so that words can be found and copied.

    Stands in for reportlab's own, which writes signs above U+FFFF in a form that readers refuse.
    """
    pairs = [f"<{place:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for place, code in enumerate(subset)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]  # the format's limit
    chars = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    system = f"<< /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def"
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo {system}\n/CMapName /{fontname} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{chars}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def face(bold: bool = False) -> Face:
    """The Chinese font that draws nearly everything."""
    name = BOLD if bold else REGULAR
    return _face(name, places.resources("fonts", f"{name}.ttf"))


@cache
def others() -> tuple[Face, ...]:
    """The fonts asked for what the Chinese one lacks: every other one that lies beside it, by name."""
    own = {REGULAR, BOLD}
    return tuple(
        _face(path.stem, path) for path in sorted(places.resources("fonts").glob("*.ttf")) if path.stem not in own
    )


def faces(bold: bool = False) -> tuple[Face, ...]:
    """The fonts in the order they are tried."""
    return (face(bold), *((face(),) if bold else ()), *others())


def clean(text: str, where: Both | str) -> str:
    """Text as it can be printed: no control characters; one no font can draw is refused by name, never a box."""
    if text.isascii() and text.isprintable():
        return text
    kept, lost = _sorted_out(text)
    if lost:
        char = lost if lost.isprintable() else "?"
        raise Refused("notice.undrawable", field="fields", where=_said(where), char=char, code=f"U+{ord(lost):04X}")
    return kept


def _said(where: Both | str) -> Say | str:
    return where.say if isinstance(where, Both) else where


@lru_cache(maxsize=50_000)
def _sorted_out(text: str) -> tuple[str, str]:
    """What can be printed, and the first sign that can't; invisible marks of layout are simply left out."""
    kept = []
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")):
        if sign == "\n" or drawable(sign):
            kept.append(sign)
        elif unicodedata.category(sign) != "Cf":
            return "", sign
    return "".join(kept), ""


def drawable(sign: str) -> bool:
    """Whether a font has the sign and it needs no shaping beyond us: joined, stacked or right-to-left script."""
    if ord(sign) in face().widths:
        return True
    plain = unicodedata.bidirectional(sign) not in ("R", "AL", "NSM") and not unicodedata.combining(sign)
    return plain and any(ord(sign) in other.widths for other in others())


@lru_cache(maxsize=50_000)
def runs(text: str, bold: bool = False) -> tuple[tuple[str, str], ...]:
    """The text cut into (font name, piece) so that each piece is drawn by a font that has it."""
    first = face(bold)
    if all(ord(sign) in first.widths for sign in text):
        return ((first.name, text),)
    cut: list[tuple[str, str]] = []
    for sign in text:
        name = _drawer(sign, bold).name
        if cut and cut[-1][0] == name:
            cut[-1] = (name, cut[-1][1] + sign)
        else:
            cut.append((name, sign))
    return tuple(cut)


def _drawer(sign: str, bold: bool) -> Face:
    return next((found for found in faces(bold) if ord(sign) in found.widths), face(bold))


@lru_cache(maxsize=20_000)
def _sign_width(sign: str, bold: bool) -> float:
    return _drawer(sign, bold).widths.get(ord(sign), 1000.0)


@lru_cache(maxsize=200_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide one line of text runs, in points."""
    return sum(_sign_width(sign, bold) for sign in text) * size / 1000


@lru_cache(maxsize=50_000)
def wrap(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room` points; Latin words stay whole where they fit."""
    if "\n" not in text and width(text, size, bold) <= room:
        return (text,)
    lines, line, used = [], "", 0.0
    for piece in PIECES.findall(text):
        if piece == "\n":
            lines.append(line)
            line, used = "", 0.0
            continue
        wide = width(piece, size, bold)
        if line and used + wide > room and piece not in NOT_FIRST:
            if piece.isspace():
                lines.append(line)
                line, used = "", 0.0
                continue
            held = line[-1] if len(line) > 1 and line[-1] in NOT_LAST else ""
            lines.append(line[: len(line) - len(held)].rstrip())
            line, used = held, width(held, size, bold)
        for part in (piece,) if wide <= room else _broken(piece, size, room - used, room, bold):
            if line and used + width(part, size, bold) > room and part not in NOT_FIRST:
                lines.append(line)
                line, used = "", 0.0
            line += part
            used += width(part, size, bold)
    return (*lines, line)


def _broken(word: str, size: float, first: float, room: float, bold: bool) -> list[str]:
    """A word too long for a line, cut where it must be."""
    parts, part, space = [], "", max(first, 0.0)
    for sign in word:
        if part and width(part + sign, size, bold) > space:
            parts.append(part)
            part, space = "", room
        part += sign
    return [*parts, part]
