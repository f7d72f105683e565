"""The embedded fonts: which character is drawn by which, how wide text runs, and where it may break."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from app.core import places
from app.core.errors import Refused, Say

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
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        font: Any = TTFont(name, str(path))
    except (TTFError, OSError) as error:
        raise Refused("notice.no_font", field="font", font=path.name) from error
    pdfmetrics.registerFont(font)
    drawn = font.face.charToGlyph
    return Face(name, {code: width for code, width in font.face.charWidths.items() if code in drawn})


@cache
def faces(bold: bool = False) -> tuple[Face, ...]:
    """The fonts in the order they are tried: the Chinese one, any other the office put beside it, a Latin one."""
    folder = places.resources("fonts")
    first = BOLD if bold else REGULAR
    others = [path for path in sorted(folder.glob("*.ttf")) if path.stem not in (REGULAR, BOLD)]
    import reportlab

    latin = Path(reportlab.__file__).parent / "fonts" / ("VeraBd.ttf" if bold else "Vera.ttf")
    found = [_face(first, folder / f"{first}.ttf")]
    found += [_face(path.stem + ("-b" if bold else ""), path) for path in others]
    if latin.is_file():
        found.append(_face(f"Latin{'-Bold' if bold else ''}", latin))
    return tuple(found)


def clean(text: str, where: Say | str) -> str:
    """Text as it can be printed: no control characters; one no font can draw is refused by name, never a box."""
    if text.isascii() and text.isprintable():
        return text
    kept, lost = _sorted_out(text)
    if lost:
        char = lost if lost.isprintable() else "?"
        raise Refused("notice.undrawable", field="fields", where=where, char=char, code=f"U+{ord(lost):04X}")
    return kept


@lru_cache(maxsize=50_000)
def _sorted_out(text: str) -> tuple[str, str]:
    """What can be printed, and the first sign that can't; invisible marks of layout are simply left out."""
    known = drawable()
    kept = []
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")):
        if sign == "\n" or ord(sign) in known:
            kept.append(sign)
        elif unicodedata.category(sign) != "Cf":
            return "", sign
    return "".join(kept), ""


@cache
def drawable() -> frozenset[int]:
    """Every character that the regular fonts can draw between them."""
    return frozenset().union(*(face.widths for face in faces()))


@lru_cache(maxsize=50_000)
def runs(text: str, bold: bool = False) -> tuple[tuple[str, str], ...]:
    """The text cut into (font name, piece) so that each piece is drawn by a font that has it."""
    first, *others = faces(bold)
    if all(ord(sign) in first.widths for sign in text):
        return ((first.name, text),)
    cut: list[tuple[str, str]] = []
    for sign in text:
        face = next((face for face in (first, *others, *faces()) if ord(sign) in face.widths), first)
        if cut and cut[-1][0] == face.name:
            cut[-1] = (face.name, cut[-1][1] + sign)
        else:
            cut.append((face.name, sign))
    return tuple(cut)


@cache
def _table(bold: bool) -> dict[int, float]:
    """The width of each drawable character, by the first font that has it."""
    widths: dict[int, float] = {}
    for face in reversed((*faces(bold), *(faces() if bold else ()))):
        widths.update(face.widths)
    widths.update(faces(bold)[0].widths)
    return widths


@lru_cache(maxsize=200_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide one line of text runs, in points."""
    table = _table(bold)
    return sum(table.get(ord(sign), 1000.0) for sign in text) * size / 1000


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
