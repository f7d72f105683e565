"""Small pictures of the sample's marks: invented emblems, figures and drawings, each fixed by its number."""

from __future__ import annotations

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from sample.draws import seeded

from app.register.rules import Recordation, RightType

SIZE = 200
SCALE = 3
"""Drawn larger and scaled down: Pillow's shapes have no smooth edges."""
COLOURS = 24

Point = tuple[float, float]

_PALETTES = (
    ("#0B5CAD", "#E4F0FC", "#F2BE5C"),
    ("#1B6B3A", "#E3F4E8", "#D9822B"),
    ("#8A1C4A", "#FBE9F0", "#3C4A9A"),
    ("#3B2F7A", "#ECEAFB", "#E0567A"),
    ("#16202C", "#F5F6F8", "#C99A2E"),
    ("#A6401B", "#FDEEE6", "#1F6F78"),
    ("#20606B", "#E2F3F5", "#B5453A"),
    ("#5A4A1F", "#F7F1DF", "#2F6B52"),
)


def draw_mark(item: Recordation, fonts: Path, target: Path) -> None:
    """Draw the picture of one right as a PNG of few colours."""
    colours, draw = figure_colours(item.recordation_no)
    image = Image.new("RGB", (SIZE * SCALE, SIZE * SCALE), "white")
    pen = ImageDraw.Draw(image)
    match item.right_type:
        case RightType.COPYRIGHT:
            draw_figure(pen, draw, colours, SIZE * SCALE, ears=item.mark == "LABUBU")
        case RightType.PATENT | RightType.DESIGN:
            _drawing(pen, draw)
        case _:
            _emblem(pen, draw, colours)
    if item.right_type not in {RightType.PATENT, RightType.DESIGN}:
        _word(pen, item.mark, fonts, colours[0])
    small = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).quantize(COLOURS)
    small.save(target, optimize=True)


def figure_colours(number: str) -> tuple[tuple[str, str, str], random.Random]:
    """The three colours of a right's picture, and the draw that goes on with its shape."""
    draw = seeded(number)
    return draw.choice(_PALETTES), draw


def _word(pen: ImageDraw.ImageDraw, text: str, fonts: Path, colour: str) -> None:
    width, height = SIZE * SCALE, SIZE * SCALE
    size = 84
    while True:
        font = ImageFont.truetype(str(fonts / "NotoSansSC-Bold.ttf"), size)
        if pen.textlength(text, font) <= width * 0.92 or size <= 30:
            break
        size -= 3
    pen.text((width / 2, height * 0.86), text, colour, font, anchor="mm")


def _ring(centre: Point, radius: float, count: int, turn: float = 0.0, inner: float = 1.0) -> list[Point]:
    """Points on a circle; with `inner` below 1 every other one lies nearer the centre (a star)."""
    return [
        (
            centre[0] + radius * (inner if place % 2 and inner != 1 else 1) * math.sin(turn + math.tau * place / count),
            centre[1] - radius * (inner if place % 2 and inner != 1 else 1) * math.cos(turn + math.tau * place / count),
        )
        for place in range(count)
    ]


def _emblem(pen: ImageDraw.ImageDraw, draw: random.Random, colours: tuple[str, str, str]) -> None:
    full = SIZE * SCALE
    centre, radius = (full / 2, full * 0.38), full * 0.3
    dark, pale, warm = colours
    ground = draw.randrange(3)
    if ground == 0:
        pen.ellipse(_box(centre, radius), pale, dark, 9)
    elif ground == 1:
        pen.polygon(_ring(centre, radius, 6, draw.choice((0.0, math.pi / 6))), pale, dark, 9)
    else:
        pen.rounded_rectangle(_box(centre, radius * 0.92), 60, pale, dark, 9)
    _device(pen, draw, centre, radius * 0.62, dark, warm)


def _device(pen: ImageDraw.ImageDraw, draw: random.Random, centre: Point, radius: float, dark: str, warm: str) -> None:
    kind, count = draw.randrange(5), draw.randint(4, 8)
    if kind == 0:
        pen.polygon(_ring(centre, radius, count * 2, 0, draw.uniform(0.35, 0.6)), dark)
        pen.ellipse(_box(centre, radius * 0.28), warm)
    elif kind == 1:
        for place, point in enumerate(_ring(centre, radius * 0.55, count)):
            pen.ellipse(_box(point, radius * 0.36), dark if place % 2 else warm)
    elif kind == 2:
        for place in range(3):
            height = centre[1] - radius * 0.5 + place * radius * 0.5
            pen.arc(_box((centre[0], height), radius * 0.8), 20, 160, dark if place % 2 else warm, 30)
    elif kind == 3:
        pen.polygon(_ring(centre, radius, 3, draw.choice((0.0, math.pi))), dark)
        pen.polygon(_ring((centre[0], centre[1] + radius * 0.12), radius * 0.5, 3, math.pi), warm)
    else:
        for place in range(count):
            turn = math.tau * place / count
            start = (centre[0] + radius * 0.25 * math.sin(turn), centre[1] - radius * 0.25 * math.cos(turn))
            end = (centre[0] + radius * math.sin(turn + 0.4), centre[1] - radius * math.cos(turn + 0.4))
            pen.line((start, end), dark if place % 2 else warm, 34)


def draw_figure(
    pen: ImageDraw.ImageDraw, draw: random.Random, colours: tuple[str, str, str], full: float, *, ears: bool
) -> None:
    """An invented creature: a head with ears, eyes and a grin (the S5 case's own figure is not drawn after)."""
    dark, pale, warm = colours
    centre, radius = (full / 2, full * 0.45), full * 0.24
    tall = radius * (1.5 if ears else draw.uniform(0.5, 1.0))
    apart = radius * (0.5 if ears else draw.uniform(0.4, 0.8))
    for side in (-1, 1):
        tip = centre[0] + side * apart, centre[1] - radius * 0.6
        pen.ellipse((tip[0] - radius * 0.26, tip[1] - tall, tip[0] + radius * 0.26, tip[1] + radius * 0.2), dark)
        pen.ellipse((tip[0] - radius * 0.12, tip[1] - tall * 0.8, tip[0] + radius * 0.12, tip[1]), warm)
    pen.ellipse(_box(centre, radius), dark)
    pen.ellipse(_box((centre[0], centre[1] + radius * 0.12), radius * 0.76), pale)
    look = draw.uniform(0.28, 0.42)
    for side in (-1, 1):
        eye = centre[0] + side * radius * look, centre[1] - radius * 0.08
        pen.ellipse(_box(eye, radius * 0.17), "#16202C")
        pen.ellipse(_box((eye[0] - radius * 0.05, eye[1] - radius * 0.05), radius * 0.05), "white")
    _grin(pen, centre, radius, teeth=draw.choice((0, 0, 2)))


def _grin(pen: ImageDraw.ImageDraw, centre: Point, radius: float, teeth: int) -> None:
    top, wide = centre[1] + radius * 0.3, radius * 0.5
    pen.chord((centre[0] - wide, top - radius * 0.3, centre[0] + wide, top + radius * 0.35), 0, 180, "#5B1F2B")
    step = 2 * wide / max(1, teeth)
    for place in range(teeth):
        left = centre[0] - wide + place * step
        pen.polygon([(left, top), (left + step, top), (left + step / 2, top + radius * 0.15)], "white")


def _drawing(pen: ImageDraw.ImageDraw, draw: random.Random) -> None:
    """A line drawing as patents have them."""
    full = SIZE * SCALE
    left, top = full * 0.2, full * 0.2
    wide, high, deep = (full * draw.uniform(0.25, 0.45) for _ in range(3))
    shift = deep * 0.35
    front = [
        (left, top + shift),
        (left + wide, top + shift),
        (left + wide, top + shift + high),
        (left, top + shift + high),
    ]
    back = [(x + shift, y - shift) for x, y in front]
    for one, other in zip(front, back, strict=True):
        pen.line((one, other), "#51606F", 6)
    pen.polygon(back, None, "#51606F", 6)
    pen.polygon(front, "white", "#16202C", 8)
    pen.ellipse(
        _box((left + wide / 2, top + shift + high / 2), min(wide, high) * draw.uniform(0.2, 0.4)), None, "#16202C", 8
    )
    for place in range(draw.randint(2, 4)):
        start = (left + wide * draw.random(), top + shift + high * draw.random())
        pen.line((start, (full * 0.86, full * (0.2 + 0.18 * place))), "#0B5CAD", 4)
        pen.ellipse(_box((full * 0.88, full * (0.2 + 0.18 * place)), 16), None, "#0B5CAD", 4)


def _box(centre: Point, radius: float) -> tuple[float, float, float, float]:
    return centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius
