"""Sheets of paper as lists of marks: layout fills them, so the number of pages is known before a byte is drawn."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from app.core.errors import Refused
from app.deadlines.reading import Both
from app.notice import fonts
from app.notice.tagging import Tags

MM: Final = 72 / 25.4
A4: Final = (210 * MM, 297 * MM)
MARGIN: Final = 16 * MM
FOOT: Final = 17 * MM
BLACK: Final = (0.0, 0.0, 0.0)
GREY: Final = (0.36, 0.36, 0.36)
LINE: Final = (0.62, 0.62, 0.62)
SHADE: Final = (0.955, 0.955, 0.945)
RED: Final = (0.72, 0.08, 0.08)
PALE_RED: Final = (0.97, 0.86, 0.86)
MOST_PIXELS: Final = 80_000_000
DARK: Final = re.compile(rb"\x01+")
EDGE: Final = 1400  # pixels; enough for a photo of 85 mm at 400 dpi

Colour = tuple[float, float, float]
Codes = Iterator[tuple[bytes, ...]]
Text = tuple[float, float, float, bool, Colour, str, str]


@dataclass
class Page:
    """What is on one sheet: shaded boxes first, then lines, pictures, codes, turned words and text."""

    fills: list[tuple[float, float, float, float, Colour]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, tuple[float, ...]]] = field(default_factory=list)
    frames: list[tuple[float, float, float, float, Colour]] = field(default_factory=list)
    circles: list[tuple[float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float, Any]] = field(default_factory=list)
    squares: list[tuple[float, float, float]] = field(default_factory=list)
    turned: list[tuple[str, Colour]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


class Sheets:
    """The sheets being filled from the top down; `y` is the lowest point used so far."""

    def __init__(self, landscape: bool) -> None:
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.left, self.right = MARGIN, self.width - MARGIN
        self.pages: list[Page] = [Page()]
        self.y = self.height - MARGIN
        self.top = self.y
        self.new_page_head: Any = None

    @property
    def page(self) -> Page:
        """The sheet being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """Points left above the foot."""
        return self.y - FOOT

    def turn(self) -> None:
        """A new sheet with the short head."""
        self.pages.append(Page())
        self.y = self.height - MARGIN
        if self.new_page_head:
            self.new_page_head()

    def need(self, height: float) -> None:
        """Turns the page unless that much room is left."""
        if self.room < height:
            self.turn()

    def text(
        self, x: float, y: float, words: str, size: float, *, bold: bool = False, colour: Colour = BLACK, tag: str = "P"
    ) -> None:
        """One line of text with its baseline at y."""
        if words:
            self.page.texts.append((x, y, size, bold, colour, words, tag))

    def centred(
        self, y: float, words: str, size: float, *, bold: bool = False, colour: Colour = BLACK, tag: str = "P"
    ) -> None:
        """One line of text in the middle of the sheet."""
        x = (self.width - fonts.width(words, size, bold)) / 2
        self.text(x, y, words, size, bold=bold, colour=colour, tag=tag)

    def flush_right(
        self, x: float, y: float, words: str, size: float, *, colour: Colour = BLACK, tag: str = "P"
    ) -> None:
        """One line of text that ends at x."""
        self.text(x - fonts.width(words, size), y, words, size, colour=colour, tag=tag)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A hairline."""
        self.page.lines.append((x0, y0, x1, y1))


def picture(data: bytes, caption: Both) -> tuple[Any, int, int]:
    """A photo made small enough for paper, with its size in pixels; what is no picture is refused."""
    from PIL import Image, UnidentifiedImageError
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused("notice.bad_picture", field="photos", caption=caption.say)
            small = found.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("notice.bad_picture", field="photos", caption=caption.say) from error
    small.thumbnail((EDGE, EDGE))
    return ImageReader(small), small.width, small.height


@dataclass(frozen=True)
class About:
    """What the file says of itself, and the codes on its sheets in order."""

    title: str
    author: str
    subject: str
    keywords: str
    made: datetime
    codes: tuple[tuple[bytes, ...], ...]


def drawn(sheets: Sheets, about: About) -> bytes:
    """The PDF: equal sheets give equal bytes."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # streams as bytes, not as text a quarter longer
    out = io.BytesIO()
    fonts.face()
    fonts.face(bold=True)
    canvas = Canvas(
        out,
        pagesize=(sheets.width, sheets.height),
        invariant=1,
        pageCompression=1,
        lang="zh-CN",
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stubs take it for a number
    )
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setKeywords(about.keywords)
    canvas.setCreator("Tidewaiter")
    _dated(canvas, about.made)
    tags, writer = Tags(canvas), _Writer(canvas)
    codes = iter(about.codes)
    for page in sheets.pages:
        _draw_page(canvas, page, sheets, codes, tags, writer)
        canvas.showPage()
    tags.finish()
    canvas.save()
    return out.getvalue()


def _dated(canvas: Any, made: datetime) -> None:
    """Puts the date of issue into the file in place of the present moment, so that a reprint is the same file."""
    stamp = canvas._doc._timeStamp  # reportlab has no public way to say when a document was made
    offset = made.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    stamp.YMDhms = made.timetuple()[:6]
    stamp.dhh, stamp.dmm = minutes // 60, minutes % 60


class _Writer:
    """Writes text straight into a page's stream, each distinct text encoded once: ten thousand lines stay quick."""

    def __init__(self, canvas: Any) -> None:
        self._document = canvas._doc
        self._known: dict[tuple[str, bool], tuple[tuple[str, str], ...]] = {}

    def pieces(self, words: str, bold: bool) -> tuple[tuple[str, str], ...]:
        """The text as (font subset, hexadecimal codes)."""
        found = self._known.get((words, bold))
        if found is None:
            found = self._known[words, bold] = tuple(self._encoded(words, bold))
        return found

    def _encoded(self, words: str, bold: bool) -> Iterator[tuple[str, str]]:
        from reportlab.pdfbase import pdfmetrics

        for name, part in fonts.runs(words, bold):
            font: Any = pdfmetrics.getFont(name)
            for subset, codes in font.splitString(part, self._document):
                yield font.getSubsetInternalName(subset, self._document), codes.hex()


def _draw_page(canvas: Any, page: Page, sheets: Sheets, codes: Codes, tags: Tags, writer: _Writer) -> None:
    tags.open_page()
    _draw_ground(canvas, page, sheets, codes)
    out: list[str] = ["BT"]
    now: Colour | None = None
    for x, y, size, bold, colour, words, tag in page.texts:
        tags.mark(out, tag)
        if colour != now:
            out.append("{:.3f} {:.3f} {:.3f} rg".format(*colour))
            now = colour
        out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for font, glyphs in writer.pieces(words, bold):
            out.append(f"{font} {size:g} Tf <{glyphs}> Tj")
    tags.close(out)
    out.append("ET")
    canvas._code.append("\n".join(out))


def _draw_ground(canvas: Any, page: Page, sheets: Sheets, codes: Codes) -> None:
    """Everything but the text, as decoration that a reader for the blind passes over."""
    canvas._code.append("/Artifact BMC")
    for words, colour in page.turned:
        _turned(canvas, words, colour, sheets)
    for x, y, w, h, colour in page.fills:
        canvas.setFillColorRGB(*colour)
        canvas.rect(x, y, w, h, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*LINE)
    canvas.setLineWidth(0.5)
    canvas._code.extend(f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l" for x0, y0, x1, y1 in (*page.lines, *_ruled(page)))
    canvas._code.append("S")
    for x, y, w, h, colour in page.frames:
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(1.2)
        canvas.rect(x, y, w, h, stroke=1, fill=0)
    _draw_shapes(canvas, page, codes)
    canvas._code.append("EMC")


def _ruled(page: Page) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a sheet's rows: rows that touch and share their columns are ruled down in one stroke."""
    begun: float | None = None
    for place, (top, low, edges) in enumerate(page.boxes):
        begun = top if begun is None else begun
        if begun == top:
            yield edges[0], top, edges[-1], top
        yield edges[0], low, edges[-1], low
        after = page.boxes[place + 1] if place + 1 < len(page.boxes) else None
        if after is None or after[2] != edges or abs(after[0] - low) > 0.01:
            yield from ((x, low, x, begun) for x in dict.fromkeys(edges))
            begun = None


def _draw_shapes(canvas: Any, page: Page, codes: Codes) -> None:
    """Places for the seal, photos and the code."""
    for x, y, radius in page.circles:
        canvas.setStrokeColorRGB(*LINE)
        canvas.setLineWidth(0.7)
        canvas.setDash(3, 2)
        canvas.circle(x, y, radius)
        canvas.setDash()
    for x, y, w, h, image in page.pictures:
        canvas.drawImage(image, x, y, w, h)
    for x, y, side in page.squares:
        _draw_code(canvas, next(codes), x, y, side)


def _turned(canvas: Any, words: str, colour: Colour, sheets: Sheets) -> None:
    canvas.saveState()
    canvas.translate(sheets.width / 2, sheets.height / 2)
    canvas.rotate(40)
    canvas.setFillColorRGB(*colour)
    canvas.setFont(fonts.BOLD, 96)
    canvas.drawCentredString(0, -30, words)
    canvas.restoreState()


def _draw_code(canvas: Any, rows: tuple[bytes, ...], x: float, y: float, side: float) -> None:
    """The QR code's dark squares, each run of them as one box."""
    step = side / len(rows)
    boxes = ["0 0 0 rg"]
    for place, row in enumerate(rows):
        low = y + side - (place + 1) * step
        for run in DARK.finditer(row):
            begin, end = run.span()
            boxes.append(f"{x + begin * step:.3f} {low:.3f} {(end - begin) * step:.3f} {step:.3f} re")
    canvas._code.append("\n".join([*boxes, "f"]))


@lru_cache(maxsize=64)
def code_squares(text: str) -> tuple[bytes, ...]:
    """The QR code of a text (error correction M, quiet zone of two squares) as rows of 0 and 1."""
    import segno

    return tuple(
        bytes(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix_iter(border=2)
    )
