"""The sheet of printed command codes: an officer with a scanner in one hand needs no keyboard."""

from __future__ import annotations

import io
from typing import Final

from app.bench.codes.commands import Command, code_text
from app.core import places
from app.core.errors import Say
from app.core.wording import in_words

COLUMNS: Final = 5
MM: Final = 72 / 25.4
CELL_WIDTH: Final = 37 * MM
CELL_HEIGHT: Final = 44 * MM
CODE: Final = 26 * MM
MARGIN: Final = 13 * MM


def command_sheet() -> bytes:
    """One A4 page as PDF: each command's QR code over its words in Chinese and English."""
    import segno
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Sheet", str(places.resources("fonts", "NotoSansSC-Regular.ttf"))))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, lang="zh-CN", initialFontName="Sheet")  # type: ignore[arg-type]
    canvas.setTitle("Tidewaiter 指令码 command codes")
    _width, height = A4
    for at, command in enumerate(Command):
        x = MARGIN + at % COLUMNS * CELL_WIDTH
        y = height - MARGIN - (at // COLUMNS + 1) * CELL_HEIGHT
        squares = tuple(segno.make_qr(code_text(command), error="m", boost_error=False).matrix)
        side = CODE / len(squares)
        for row, cells in enumerate(squares):
            for column, dark in enumerate(cells):
                if dark:
                    top = y + CELL_HEIGHT - 4 * MM - (row + 1) * side
                    canvas.rect(x + column * side, top, side, side, stroke=0, fill=1)
        said = Say(f"inspection.command_{command.name.lower()}")
        canvas.setFont("Sheet", 13)
        canvas.drawString(x, y + 8 * MM, in_words(said, "zh"))
        canvas.setFont("Sheet", 9)
        canvas.drawString(x, y + 4 * MM, in_words(said, "en"))
    canvas.showPage()
    canvas.save()
    return out.getvalue()
