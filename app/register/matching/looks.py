"""Works out, at development time, which Han characters look or sound alike, from the project's font and from pypinyin.

Run `python -m app.register.matching.looks` after a change of font; it writes `resources/register/han.npz`:
`chars` (code points), `look` (unit vectors in 127ths: their dot product is the likeness of two glyph pictures)
and `sound` (up to three readings each, as numbers into `syllables`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import places
from app.register.matching.fold import fold

SIDE = 64
KEPT = 20
DIMENSIONS = 48
READINGS = 3


def alphabet() -> list[str]:
    """The Han characters of the basic block that folding leaves as they are (simplified, or never simplified)."""
    return [chr(code) for code in range(0x4E00, 0xA000) if fold(chr(code)) == chr(code)]


def picture(letter: str, fonts: Iterable[Any]) -> NDArray[np.float32]:
    """A character's blurred picture, its strokes as grey values 0 to 1, flattened."""
    from PIL import Image, ImageDraw, ImageFilter

    views = []
    for font in fonts:
        canvas = Image.new("L", (SIDE, SIDE), 0)
        ImageDraw.Draw(canvas).text((4, -6), letter, font=font, fill=255)
        for blur in (1.5, 4.0):
            soft = canvas.filter(ImageFilter.GaussianBlur(blur)).resize((KEPT, KEPT), Image.Resampling.BOX)
            view = np.asarray(soft, dtype=np.float32).ravel() / 255
            views.append(view / (np.linalg.norm(view) or 1))
    return np.concatenate(views)


def looks(letters: list[str]) -> NDArray[np.int8]:
    """Each character's place among all glyphs: principal components of the pictures, as unit vectors in 127ths."""
    from PIL import ImageFont

    font = places.resources("fonts", "NotoSansSC-Regular.ttf")
    fonts = [ImageFont.truetype(str(font), 56)]
    pictures = np.stack([picture(letter, fonts) for letter in letters])
    pictures -= pictures.mean(axis=0)
    _, _, axes = np.linalg.svd(pictures.T @ pictures)
    places_ = pictures @ axes[:DIMENSIONS].T
    places_ /= np.linalg.norm(places_, axis=1, keepdims=True)
    return np.asarray(np.round(places_ * 127), dtype=np.int8)


def sounds(letters: list[str]) -> tuple[NDArray[np.uint16], list[str]]:
    """Toneless readings of each character, commonest first, as numbers into the list of syllables (0: none)."""
    from pypinyin import Style, pinyin

    syllables: dict[str, int] = {"": 0}
    table = np.zeros((len(letters), READINGS), dtype=np.uint16)
    for row, letter in enumerate(letters):
        read = pinyin(letter, style=Style.NORMAL)[0] + pinyin(letter, style=Style.NORMAL, heteronym=True)[0]
        plain = list(dict.fromkeys(sound.replace("ü", "v") for sound in read if sound.isascii() and sound.isalpha()))
        for place, sound in enumerate(plain[:READINGS]):
            table[row, place] = syllables.setdefault(sound, len(syllables))
    return table, list(syllables)


def main() -> None:
    """Compute the table and write it to its place."""
    letters = alphabet()
    sound, syllables = sounds(letters)
    np.savez_compressed(
        places.resources("register", "han.npz"),
        chars=np.array([ord(letter) for letter in letters], dtype=np.uint32),
        look=looks(letters),
        sound=sound,
        syllables=np.array(syllables),
    )


if __name__ == "__main__":
    main()
