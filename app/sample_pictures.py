"""Pictures of the sample's clues, drawn here: the label of genuine goods beside that of known fakes."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from app.bench.pictures import open_picture
from app.bench.records import queue
from app.bench.work.comparing import picture_clue
from app.core import places
from app.identity.rules import Officer
from app.journal.work import Station
from app.register.records import image_of, recordations
from app.register.rules import Recordation
from app.risk.records import matches_of

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

RIGHTS: Final = 6
"""So many rights get pictures, those of the first shipments on the queue: more would hold up the first start."""
SIZE: Final = (640, 480)
CLOTH: Final = ("#C9D3DF", "#E3D6C6", "#D5E0D2", "#DAD0E2")
LABEL, INK, GENUINE, FAKE = "#FFFFFF", "#16202C", "#1B6B3A", "#B3261E"
EDGE: Final = (56, 48, 584, 432)
FOIL, CODE, STITCH = (296, 236, 416, 356), (432, 236, 552, 356), (216, 392, 424, 448)
SPOTS: Final = (
    (("激光", "hologram", "偏色", "print", "colour"), FOIL),
    (("码", "code", "chip", "number", "serial", "编号"), CODE),
)
"""Which part of the label shows a clue, by a word of it; the stitching where none fits."""


def picture_clues(station: Station, clerk: Officer) -> int:
    """Give the clues of the rights that a new user meets first their pictures, by the real act; says how many."""
    drawn = 0
    for right, mark in _first_met(station):
        for genuine, clues in ((True, right.genuine_clues), (False, right.fake_clues)):
            label = label_of(right, mark, genuine=genuine)
            for clue in clues:
                picture = open_picture(ringed(label, clue, genuine=genuine), f"{right.recordation_no}.jpg")
                picture_clue(station, clerk, right.recordation_no, clue, picture, genuine=genuine)
                drawn += 1
    return drawn


def _first_met(station: Station) -> Iterable[tuple[Recordation, bytes]]:
    with station.read() as conn:
        matches = (match for row in queue(conn, limit=4 * RIGHTS) for match in matches_of(conn, row.declaration_no))
        numbers = list(dict.fromkeys(match.recordation_no for match in matches if match.alert))[:RIGHTS]
        pictured = {number: image_of(conn, number) for number in numbers}
        rights = list(recordations(conn, numbers))
    return [
        (right, station.blobs.get(digest)) for right in rights if (digest := pictured[right.recordation_no]) is not None
    ]


def label_of(right: Recordation, mark: bytes, *, genuine: bool) -> Image.Image:
    """A label with the mark: well made, or made as known fakes are."""
    from PIL import Image, ImageDraw

    draw = random.Random(right.recordation_no)  # noqa: S311 - the same label each time, nothing secret
    image = Image.new("RGB", SIZE, draw.choice(CLOTH))
    pen = ImageDraw.Draw(image)
    for x in range(0, SIZE[0], 8):
        pen.line((x, 0, x, SIZE[1]), fill="#BFC6CE")
    pen.rounded_rectangle(EDGE, 14, fill=LABEL, outline="#9AA6B2", width=2)
    _stitch(pen, draw, genuine=genuine)
    _print_mark(image, mark, right.mark, genuine=genuine)
    _foil(pen, genuine=genuine)
    _code(image, pen, right, genuine=genuine)
    return image


def ringed(label: Image.Image, clue: str, *, genuine: bool) -> bytes:
    """A label as a JPEG with a ring around the place that shows a clue."""
    from PIL import ImageDraw

    image, out = label.copy(), io.BytesIO()
    _ring(ImageDraw.Draw(image), clue, genuine=genuine)
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def _stitch(pen: ImageDraw.ImageDraw, draw: random.Random, *, genuine: bool) -> None:
    """Straight and even, or crooked with stitches left out."""
    left, top, right, bottom = EDGE[0] + 12, EDGE[1] + 12, EDGE[2] - 12, EDGE[3] - 12
    slip = 0 if genuine else 6
    for at in range(left, right, 18):
        for y in (top, bottom):
            if genuine or draw.random() > 0.2:
                pen.line((at, y + draw.randint(-slip, slip), at + 11, y + draw.randint(-slip, slip)), INK, 3)
    for at in range(top, bottom, 18):
        for x in (left, right):
            if genuine or draw.random() > 0.2:
                pen.line((x + draw.randint(-slip, slip), at, x + draw.randint(-slip, slip), at + 11), INK, 3)


def _print_mark(image: Image.Image, mark: bytes, name: str, *, genuine: bool) -> None:
    """The recorded picture and the name; of fakes pale, squeezed and in slanted letters."""
    from PIL import Image, ImageDraw, ImageEnhance, ImageFont

    with Image.open(io.BytesIO(mark)) as drawn:
        figure = drawn.convert("RGB").resize((190, 190) if genuine else (190, 160))
    word = Image.new("RGB", (270, 70), LABEL)
    size = max(18, min(46, 460 // max(len(name), 1)))
    font = ImageFont.truetype(str(places.resources("fonts", "NotoSansSC-Bold.ttf")), size)
    ImageDraw.Draw(word).text((4, 35), name, INK if genuine else "#54422E", font, anchor="lm")
    if not genuine:
        figure = ImageEnhance.Color(figure).enhance(0.35)
        word = word.transform(word.size, Image.Transform.AFFINE, (1, 0.35, -12, 0, 1, 0), fillcolor=LABEL)
    image.paste(figure, (84, 92 if genuine else 118))
    image.paste(word, (292, 100))


def _foil(pen: ImageDraw.ImageDraw, *, genuine: bool) -> None:
    """A seal that shimmers in all colours, or a flat print of one."""
    if genuine:
        for at in range(0, 360, 15):
            pen.pieslice(FOIL, at, at + 15, fill=f"hsl({(at * 3) % 360}, 70%, {62 + at % 30}%)")
    else:
        pen.ellipse(FOIL, fill="#B9B4A8")
    pen.ellipse(FOIL, outline="#6B7683", width=2)


def _code(image: Image.Image, pen: ImageDraw.ImageDraw, right: Recordation, *, genuine: bool) -> None:
    """A code that leads to the holder, or a place where none was printed."""
    from PIL import Image

    if genuine:
        import zxingcpp

        host = right.domains[0] if right.domains else "example.com"
        made = zxingcpp.create_barcode(f"https://{host}/{right.recordation_no}", zxingcpp.BarcodeFormat.QRCode)
        code = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=4)).convert("RGB")
        image.paste(code.resize((120, 120), Image.Resampling.NEAREST), CODE[:2])
    else:
        pen.rectangle(CODE, fill="#EFECE4", outline="#C5BFB2")


def _ring(pen: ImageDraw.ImageDraw, clue: str, *, genuine: bool) -> None:
    """Where to look, with a tick or a cross: never by colour alone."""
    words, colour = clue.casefold(), GENUINE if genuine else FAKE
    left, top, right, bottom = next((spot for keys, spot in SPOTS if any(key in words for key in keys)), STITCH)
    pen.ellipse((left - 14, top - 14, right + 14, bottom + 14), outline=colour, width=6)
    x, y = right + 10, top - 8
    if genuine:
        pen.line((x, y + 12, x + 10, y + 24, x + 30, y - 4), colour, 7, joint="curve")
    else:
        pen.line((x, y, x + 26, y + 26), colour, 7)
        pen.line((x, y + 26, x + 26, y), colour, 7)
