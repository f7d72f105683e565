"""Make resources/fonts/ from the static Noto Sans SC files: add the few signs this program prints and they lack.

    python packaging/fonts.py NotoSansSC_400Regular.ttf resources/fonts/NotoSansSC-Regular.ttf

Noto Sans SC (SIL OFL 1.1, no reserved name but 'Source') has every character of GB 18030's basic plane, but not the
thin space that groups our counts, nor the ticked box, the heavy cross and the small triangle of our lists.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SPACES = {0x2007: None, 0x2008: 200, 0x2009: 200, 0x200A: 100, 0x202F: 200}  # None: as wide as a digit
EM = 1000


def add_signs(font: TTFont) -> list[int]:
    """Add the missing signs to `font` in place and return their code points."""
    cmap = font.getBestCmap()
    added: list[int] = []
    for code, width in SPACES.items():
        if code not in cmap:
            digit = font["hmtx"][cmap[ord("0")]][0]
            _put(font, code, TTGlyphPen(None), digit if width is None else width)
            added.append(code)
    for code, draw in (
        (0x2610, _box),
        (0x2611, _ticked_box),
        (0x2612, _crossed_box),
        (0x2716, _cross),
        (0x25B8, _small),
    ):
        if code not in cmap:
            _put(font, code, draw(font), EM)
            added.append(code)
    return added


def _put(font: TTFont, code: int, pen: TTGlyphPen, width: int) -> None:
    name = f"uni{code:04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = pen.glyph()
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (width, getattr(glyph, "xMin", 0))
    font["vmtx"].metrics[name] = (EM, max(0, 880 - getattr(glyph, "yMax", 880)))
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[code] = name


def _ring(pen: TTGlyphPen, low: int, high: int, base: int, stroke: int) -> None:
    _square(pen, low, high, base, clockwise=True)
    _square(pen, low + stroke, high - stroke, base + stroke, clockwise=False)


def _square(pen: TTGlyphPen, low: int, high: int, base: int, *, clockwise: bool) -> None:
    top = base + high - low
    corners = [(low, base), (low, top), (high, top), (high, base)]
    _polygon(pen, corners if clockwise else corners[::-1])


def _polygon(pen: TTGlyphPen, points: list[tuple[float, float]]) -> None:
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def _box(_font: TTFont) -> TTGlyphPen:
    pen = TTGlyphPen(None)
    _ring(pen, 120, 880, 0, 70)
    return pen


def _ticked_box(font: TTFont) -> TTGlyphPen:
    pen = _box(font)
    glyphs, tick = font.getGlyphSet(), font.getBestCmap()[0x2713]
    glyphs[tick].draw(TransformPen(pen, Transform(0.62, 0, 0, 0.62, 190, 145)))
    return pen


def _bars(pen: TTGlyphPen, middle: float, centre: float, reach: float, half: float) -> None:
    for sign in (1, -1):
        bar = [(-reach, -half), (-reach, half), (reach, half), (reach, -half)]
        _polygon(pen, [(middle + (x - sign * y) * 0.7071, centre + (sign * x + y) * 0.7071) for x, y in bar])


def _crossed_box(font: TTFont) -> TTGlyphPen:
    pen = _box(font)
    _bars(pen, 500, 380, 320, 38)
    return pen


def _cross(_font: TTFont) -> TTGlyphPen:
    pen = TTGlyphPen(None)
    _bars(pen, 500, 380, 480, 85)
    return pen


def _small(_font: TTFont) -> TTGlyphPen:
    pen = TTGlyphPen(None)
    _polygon(pen, [(280, 120), (280, 640), (740, 380)])
    return pen


def main(arguments: list[str]) -> int:
    """Read the first file, write the second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    asked = parser.parse_args(arguments)
    font = TTFont(asked.source)
    font.ensureDecompiled()
    added = add_signs(font)
    font.save(asked.target)
    sys.stdout.write(f"{asked.target}: added {', '.join(f'U+{code:04X}' for code in added)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
