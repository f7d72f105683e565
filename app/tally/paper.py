"""A tally on paper: both figures against other days, a bar by station, a line over days, tables by cuts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from app.core.wording import grouped
from app.notice import fonts
from app.tally.naming import title_of
from app.tally.report import Report, amounts, both, change, days, heading
from app.tally.rules import Cut, Figures, axis
from app.tally.view import GroupRow

MM: Final = 72 / 25.4
INK: Final = "#16202C"
MUTED: Final = "#51606F"
ACCENT: Final = "#0B5CAD"
RULE: Final = "#D5DAE1"
SHADE: Final = "#F5F6F8"
EDGE: Final = 16 * MM
WIDTH: Final = 178 * MM
FRAME_PADDING: Final = 6
"""What a frame of the library keeps free inside of itself."""
MOST_ROWS: Final = 200
"""Rows of one table on paper; the workbook has them all."""
MOST_BARS: Final = 12
LONGEST_NAME: Final = 14


def paper(report: Report) -> bytes:
    """The PDF's bytes, A4 upright, with its fonts embedded."""
    from reportlab.platypus import SimpleDocTemplate

    fonts.faces(bold=True)  # registers them
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=(210 * MM, 297 * MM),
        leftMargin=EDGE - FRAME_PADDING,
        rightMargin=EDGE - FRAME_PADDING,
        topMargin=15 * MM,
        bottomMargin=17 * MM,
        title=f"{both('tally')} {report.station} {days(report.view.asked.period)}",
        author=report.station,
        lang="zh-CN" if report.lang == "zh" else "en",
        initialFontName=fonts.REGULAR,
    )

    def foot(canvas: Any, _document: Any) -> None:
        _foot(canvas, report)

    document.build(_story(report), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _story(report: Report) -> list[Any]:
    from reportlab.platypus import Spacer

    story = [
        _line(both("tally"), 17, bold=True),
        _line(f"{report.station} · {days(report.view.asked.period)}", 10.5, colour=MUTED),
        Spacer(1, 8),
        _headline(report),
        Spacer(1, 8),
        _line(f"{both('value')}: {amounts(report.view.now)}", 10.5),
    ]
    if not report.view.now.batches:
        story += [Spacer(1, 10), _line(both("nothing"), 10.5, colour=MUTED)]
    if report.view.stations:
        story += [_title(both("by_station")), _bars(report.view.stations, report)]
    story += [_title(both("over_days")), _lines(report.view.line)]
    for cuts, rows in report.tables.items():
        if rows:
            story += [_title(heading(cuts)), _table(cuts, rows, report)]
    return story + _signed(report)


# words


def _marked(text: str, *, bold: bool = False) -> str:
    """Text as paragraph markup: each run in the font that has it, a sign that no font has as a question mark."""
    safe = "".join(sign if fonts.drawable(sign) else "?" for sign in text)
    return "".join(f'<font name="{name}">{escape(run)}</font>' for name, run in fonts.runs(safe, bold))


def _line(text: str, size: float, *, bold: bool = False, colour: str = INK, right: bool = False) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_LEFT, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "line",
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        fontSize=size,
        leading=size * 1.4,
        textColor=HexColor(colour),
        alignment=TA_RIGHT if right else TA_LEFT,
        wordWrap="CJK" if not text.isascii() else None,
    )
    return Paragraph(_marked(text, bold=bold), style)


def _title(text: str) -> Any:
    from reportlab.platypus import CondPageBreak, KeepTogether, Spacer

    return KeepTogether([CondPageBreak(50 * MM), Spacer(1, 12), _line(text, 11.5, bold=True), Spacer(1, 4)])


# the two figures


def _headline(report: Report) -> Any:
    from reportlab.platypus import Table

    now = report.view.now
    batches = _figure(both("batches"), now.batches, [(words, each.batches) for words, _p, each in report.compared[1:]])
    items = _figure(both("items"), now.items, [(words, each.items) for words, _p, each in report.compared[1:]])
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # or the library names a font that is not embedded
        ("BOX", (0, 0), (0, 0), 0.7, RULE),
        ("BOX", (2, 0), (2, 0), 0.7, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
    ]
    gap = 6 * MM
    return Table([[batches, [], items]], colWidths=[(WIDTH - gap) / 2, gap, (WIDTH - gap) / 2], style=style)


def _figure(title: str, value: int, compared: Sequence[tuple[str, int]]) -> list[Any]:
    lines = [_line(title, 10, colour=MUTED), _line(grouped(value), 28, bold=True)]
    for words, before in compared:
        rise = change(value, before)
        lines.append(_line(f"{rise + ' · ' if rise else ''}{words}: {grouped(before)}", 9, colour=MUTED))
    return lines


# charts


def _bars(rows: Sequence[GroupRow], report: Report) -> Any:
    """Batches and items by station, side by side: each has its own scale, for they tell opposite stories."""
    names = [_short(report.name(row.names[0])) for row in rows[:MOST_BARS]]
    drawing = _drawing(46 * MM)
    half = WIDTH / 2
    for place, (title, values) in enumerate(_both_series(rows[:MOST_BARS])):
        _panel_title(drawing, title, place * half, 43 * MM)
        drawing.add(_bar_chart(names, values, place * half + 11 * MM, half - 17 * MM))
    return drawing


def _drawing(height: float) -> Any:
    from reportlab.graphics.shapes import Drawing

    made: Any = Drawing(WIDTH, height)
    made.initialFontName = fonts.REGULAR  # or the library names a font that is not embedded
    return made


def _both_series(rows: Sequence[GroupRow]) -> tuple[tuple[str, list[int]], tuple[str, list[int]]]:
    return (
        (both("batches"), [row.figures.batches for row in rows]),
        (both("items"), [row.figures.items for row in rows]),
    )


def _bar_chart(names: Sequence[str], values: Sequence[int], x: float, width: float) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.lib.colors import HexColor

    chart: Any = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = x, 9 * MM, width, 31 * MM
    chart.data = [tuple(values)]
    chart.categoryAxis.categoryNames = list(names)
    chart.bars[0].fillColor = HexColor(ACCENT)
    chart.bars[0].strokeColor = None
    chart.barWidth, chart.groupSpacing = 10, max(6, 40 / len(names))
    chart.barLabelFormat = grouped
    chart.barLabels.fontName, chart.barLabels.fontSize, chart.barLabels.nudge = fonts.REGULAR, 7.5, 6
    if len(names) > 4:
        chart.categoryAxis.labels.angle, chart.categoryAxis.labels.boxAnchor = 20, "ne"
    _dress(chart.categoryAxis, chart.valueAxis, values)
    return chart


def _dress(across: Any, up: Any, values: Sequence[float]) -> None:
    from reportlab.lib.colors import HexColor

    for each in (across, up):
        each.labels.fontName, each.labels.fontSize, each.labels.fillColor = fonts.REGULAR, 7, HexColor(MUTED)
        each.strokeColor = HexColor(MUTED)
        each.strokeWidth = 0.5
    up.valueMin, up.valueMax, up.valueStep = 0, *axis(max([*values, 1]))
    up.visibleGrid, up.gridStrokeColor, up.gridStrokeWidth = True, HexColor(RULE), 0.4
    up.labelTextFormat = _count


def _count(value: float) -> str:
    return grouped(round(value))


def _lines(rows: Sequence[GroupRow]) -> Any:
    drawing = _drawing(42 * MM)
    half = WIDTH / 2
    names = [str(row.names[0]) for row in rows]
    for place, (title, values) in enumerate(_both_series(rows)):
        _panel_title(drawing, title, place * half, 39 * MM)
        drawing.add(_line_chart(names, values, place * half + 11 * MM, half - 17 * MM))
    return drawing


def _line_chart(names: Sequence[str], values: Sequence[int], x: float, width: float) -> Any:
    from reportlab.graphics.charts.lineplots import LinePlot
    from reportlab.graphics.widgets.markers import makeMarker
    from reportlab.lib.colors import HexColor

    chart: Any = LinePlot()
    chart.x, chart.y, chart.width, chart.height = x, 7 * MM, width, 29 * MM
    chart.data = [list(enumerate(values))]
    chart.lines[0].strokeColor, chart.lines[0].strokeWidth = HexColor(ACCENT), 1.4
    if len(values) <= 62:
        chart.lines[0].symbol = makeMarker("FilledCircle", size=2.2)  # type: ignore[no-untyped-call]  # the stubs lack it
    last = len(names) - 1
    chart.xValueAxis.valueMin, chart.xValueAxis.valueMax = 0, max(last, 1)
    chart.xValueAxis.valueSteps = sorted({0, last // 3, 2 * last // 3, last})

    def day(place: float) -> str:
        return names[min(round(place), last)][5:] if last < 360 else names[min(round(place), last)]

    chart.xValueAxis.labelTextFormat = day
    _dress(chart.xValueAxis, chart.yValueAxis, values)
    return chart


def _panel_title(drawing: Any, title: str, x: float, y: float) -> None:
    from reportlab.graphics.shapes import String
    from reportlab.lib.colors import HexColor

    drawing.add(String(x, y, title, fontName=fonts.REGULAR, fontSize=8.5, fillColor=HexColor(MUTED)))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


# tables


def _table(cuts: Sequence[Cut], rows: Sequence[GroupRow], report: Report) -> Any:
    heads = [both(title_of(cut), "\n") for cut in cuts]
    body = [[*map(report.name, row.names), *_counts(row.figures)] for row in rows[:MOST_ROWS]]
    numbers = (both(name, "\n") for name in ("batches", "items", "value"))
    return _grid([*heads, *numbers], body, words=len(cuts))


def _counts(figures: Figures) -> list[str]:
    return [grouped(figures.batches), grouped(figures.items), amounts(figures, "\n")]


def _grid(heads: Sequence[str], body: Sequence[Sequence[str]], *, words: int) -> Any:
    """A ruled table: the first `words` columns are words, the others numbers, flush right."""
    from reportlab.platypus import Table

    def shown(row: Sequence[str], *, bold: bool = False) -> list[Any]:
        colour = MUTED if bold else INK
        return [
            [_line(part, 8.5, bold=bold, right=place >= words, colour=colour) for part in text.split("\n")]
            for place, text in enumerate(row)
        ]

    numbers = len(heads) - words
    narrow = 27 * MM
    wide = (WIDTH - narrow * numbers) / words
    style: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # or the library names a font that is not embedded
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    made = [shown(heads, bold=True), *(shown(row) for row in body)]
    return Table(made, colWidths=[wide] * words + [narrow] * numbers, style=style, repeatRows=1, hAlign="LEFT")


def _signed(report: Report) -> list[Any]:
    """Who signed the day's figures, and every figure that has changed since."""
    story: list[Any] = []
    closing = report.view.closing
    if closing is not None:
        moment = closing.closed_at[:16].replace("T", " ")
        story += [
            _title(both("signed")),
            _line(f"{closing.day.isoformat()} · {closing.officer} · {moment}", 9),
            _line(f"{both('digest')}: {closing.digest}", 8, colour=MUTED),
        ]
    if report.view.restated:
        names = ("day", "cut", "batches_signed", "items_signed", "batches_now", "items_now")
        story += [_title(both("restated")), _grid([both(name, "\n") for name in names], _restated(report), words=2)]
    return story


def _restated(report: Report) -> list[list[str]]:
    found = []
    for row in report.view.restated[:MOST_ROWS]:
        each = row.restated
        what = " · ".join(filter(None, map(report.name, (row.cut, row.value))))
        counts = (each.closed.batches, each.closed.items, each.now.batches, each.now.items)
        found.append([each.day.isoformat(), what, *map(grouped, counts)])
    return found


def _foot(canvas: Any, report: Report) -> None:
    canvas.saveState()
    canvas.setFont(fonts.REGULAR, 8)
    canvas.setFillColor(MUTED)
    canvas.drawString(EDGE, 9 * MM, f"{report.station} · {days(report.view.asked.period)}")
    canvas.drawRightString(EDGE + WIDTH, 9 * MM, f"{both('page')} {canvas.getPageNumber()}")
    canvas.restoreState()
