"""Renders a document as a bilingual PDF from its data, its template and the pack: equal data give equal bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from app.core.wording import in_words
from app.deadlines.reading import Both
from app.detention.procedure.law import DocumentRule, Procedure
from app.notice import fonts
from app.notice.grid import PAD, Cell, Grid
from app.notice.paper import (
    BLACK,
    FOOT,
    GREY,
    MARGIN,
    MM,
    PALE_RED,
    RED,
    About,
    Sheets,
    code_squares,
    drawn,
    picture,
)
from app.notice.rules import (
    Block,
    NoticeData,
    Template,
    Value,
    case_code,
    completed,
    facts_digest,
    filled,
    load_template,
    shown,
)

BODY: Final = 9.5
SMALL: Final = 7.2
CODE_SIDE: Final = 23 * MM
LABEL: Final = 38 * MM
MOST_PARTS: Final = 1_000
SIGN_BOX: Final = 19 * MM
SEAL: Final = 40 * MM


def render(
    data: NoticeData, procedure: Procedure, template: Template | None = None, *, copy: bool = False, void: bool = False
) -> bytes:
    """The PDF of a document; a missing required field or a sign no font can draw is refused by name.

    Without a template of the office's the one that comes with the program is used.
    """
    template = template or load_template(data.kind, procedure)
    full = completed(data, procedure)
    layout = _Layout(full, procedure, template, copy=copy, void=void)
    sheets = layout.laid_out()
    rule = procedure.document(data.kind)
    about = About(
        title=f"{rule.title.zh} {rule.title.en} {data.number}",
        author=layout.both_in_line(full.fields["agency"]),
        subject=f"{data.kind} {data.number}",
        keywords=layout.code,
        made=data.issued_at,
        codes=(code_squares(layout.code),),
    )
    return drawn(sheets, about)


def word(key: str, **gaps: object) -> str:
    """A fixed small word in both languages."""
    return f"{in_words(f'notice.{key}', 'zh', **gaps)} {in_words(f'notice.{key}', 'en', **gaps)}"


class _Layout(Grid):
    """Puts one document on sheets, from the head to the foot."""

    def __init__(self, data: NoticeData, procedure: Procedure, template: Template, *, copy: bool, void: bool) -> None:
        super().__init__(Sheets(template.landscape))
        self.data, self.procedure, self.template = data, procedure, template
        self.copy, self.void = copy, void
        self.rule: DocumentRule = procedure.document(data.kind)
        self.code = case_code(data.case_id, data.number, data.kind)
        self.digest = facts_digest(data, template)[:16]
        self._beside_seal = (0, 0.0)
        self._closing = 0.0

    # ---- words
    def label(self, name: str) -> Both:
        """A field's name in both languages."""
        return self.procedure.fields[name]

    def says(self, name: str, value: Value, lang: str = "zh") -> str:
        """A value as printable text."""
        return fonts.clean(shown(value, "en" if lang == "en" else "zh"), self.label(name))

    def both_in_line(self, value: Value) -> str:
        """Both languages on one line, once where they are the same."""
        zh, en = self.says("agency", value), self.says("agency", value, "en")
        return zh if zh == en else f"{zh} {en}"

    # ---- the whole
    def laid_out(self) -> Sheets:
        """All sheets, with the feet that need to know how many there are."""
        self._head()
        self.sheets.new_page_head = self._short_head
        draw = {
            "fields": self._fields,
            "text": self._paragraph,
            "lines": self._list,
            "pictures": self._pictures,
            "signatures": self._signatures,
            "seal": self._seal,
        }
        for place, block in enumerate(self.template.blocks):
            self._closing = self._height_of_closing(self.template.blocks[place + 1 :])
            draw[block.type](block)
        self._feet()
        return self.sheets

    def _height_of_closing(self, rest: Sequence[Block]) -> float:
        """The height of seal and signatures if nothing else follows: the last words go with them to their sheet."""
        if any(block.type not in ("seal", "signatures") for block in rest):
            return 0.0
        sealed = any(block.type == "seal" for block in rest)
        boxes = [-(-len(block.fields) // self._across(block)) for block in rest if block.type == "signatures"]
        beside = sealed and boxes == [1] and any(len(block.fields) == 1 for block in rest)
        return sealed * (SEAL + 18) + (0 if beside else sum(rows * SIGN_BOX + 30 for rows in boxes))

    def _head(self) -> None:
        s, rule = self.sheets, self.rule
        agency = self.data.fields["agency"]
        top = s.y
        s.page.squares.append((s.right - CODE_SIDE, top - CODE_SIDE, CODE_SIDE))
        s.centred(top - 14, self.says("agency", agency), 13.5, bold=True)
        s.centred(top - 25, self.says("agency", agency, "en"), 8.2, colour=GREY)
        s.centred(top - 50, rule.title.zh, 19, bold=True, tag="H1")
        s.centred(top - 65, rule.title.en, 10.5, tag="H1")
        s.y = top - CODE_SIDE - 8
        number = f"{word('number')}  {fonts.clean(self.data.number, 'number')}"
        s.text(s.left, s.y - 9, number, BODY, bold=True, tag=self.next_tag())
        s.centred(s.y - 9, f"{word('case')}  {fonts.clean(self.data.case_id, 'case')}", BODY, tag=self.next_tag())
        day = f"{word('date')}  {self.data.issued_at.date().isoformat()}"
        s.flush_right(s.right, s.y - 9, day, BODY, tag=self.next_tag())
        s.y -= 15
        s.line(s.left, s.y, s.right, s.y)
        s.line(s.left, s.y - 1.6, s.right, s.y - 1.6)
        s.y -= 8
        self._marks()

    def _short_head(self) -> None:
        s = self.sheets
        s.text(s.left, s.y - 8, f"{self.rule.title.zh}  {self.rule.title.en}", 8, colour=GREY, tag="Artifact")
        s.flush_right(s.right, s.y - 8, f"{word('number')}  {self.data.number}", 8, colour=GREY, tag="Artifact")
        s.y -= 13
        s.line(s.left, s.y, s.right, s.y)
        s.y -= 7
        self._marks()

    def _marks(self) -> None:
        """COPY and VOID, seen at a glance on every sheet."""
        s = self.sheets
        words = [word(name) for name, on in (("copy", self.copy), ("void", self.void)) if on]
        for place, mark in enumerate(words):
            wide = fonts.width(mark, 12, True) + 12
            x, y = s.left, s.height - MARGIN - 18 - 24 * place if len(s.pages) == 1 else s.height - 13 * place - 15
            s.page.frames.append((x, y - 5, wide, 18, RED))
            s.text(x + 6, y, mark, 12, bold=True, colour=RED, tag="Artifact")
        if self.void and self.data.void_reason and len(s.pages) == 1:
            reason = self.data.void_reason
            said = f"{in_words('notice.void_reason', 'zh', reason=reason.zh)} "
            said += in_words("notice.void_reason", "en", reason=reason.en)
            for line in fonts.wrap(fonts.clean(said, self.rule.title), 9, s.right - s.left, True):
                s.text(s.left, s.y - 9, line, 9, bold=True, colour=RED, tag=self.next_tag())
                s.y -= 12
            s.y -= 4
        if self.void:
            s.page.turned.append((word("void"), PALE_RED))

    def _feet(self) -> None:
        s = self.sheets
        pages = len(s.pages)
        for number, page in enumerate(s.pages, 1):
            base = FOOT - 15
            page.lines.append((s.left, base + 9, s.right, base + 9))
            code = f"{self.code}    {word('digest')} {self.digest}"
            page.texts.append((s.left, base, 6.3, False, GREY, code, "Artifact"))
            count = word("page_of", page=number, pages=pages)
            x = s.right - fonts.width(count, 7.2)
            page.texts.append((x, base, 7.2, False, GREY, count, "Artifact"))
            if self.copy:
                checked = f"{word('copy')}: {word('copy_checked')} ____________________"
                page.texts.append((s.left, base - 9, 6.8, False, RED, checked, "Artifact"))

    # ---- parts
    def _heading(self, block: Block, keep: float = 30) -> None:
        if block.heading is None:
            self.sheets.y -= 3
            return
        s = self.sheets
        s.need(22 + keep)
        s.y -= 15
        tag = f"H2#{self.next_tag()}"
        s.text(s.left, s.y, block.heading.zh, 10.5, bold=True, tag=tag)
        s.text(s.left + fonts.width(block.heading.zh, 10.5, True) + 6, s.y, block.heading.en, 8, colour=GREY, tag=tag)
        s.y -= 5

    def _fields(self, block: Block) -> None:
        """A grid of label and value; a value with two languages stands in both, side by side."""
        self._heading(block)
        names = [name for name in block.fields if name in self.rule.required or self.data.fields.get(name) is not None]
        for start in range(0, len(names), block.across):
            self._field_row(names[start : start + block.across], block.across)
        self.sheets.y -= 4

    def _field_row(self, names: Sequence[str], across: int) -> None:
        s = self.sheets
        each = (s.right - s.left) / across
        label_room = LABEL if across == 1 else 27 * MM
        cells: list[Cell] = []
        edges = []
        for place, name in enumerate(names):
            x = s.left + place * each
            wide = each if place < len(names) - 1 else s.right - x
            edges += [x, x + label_room]
            cells += self._label_cell(name, x, label_room)
            cells += self._value_cells(name, x + label_room, wide - label_room, edges)
        self.row(cells, edges, shaded=[(s.left + place * each, label_room) for place in range(len(names))])

    def _label_cell(self, name: str, x: float, room: float) -> list[Cell]:
        label = self.label(name)
        zh = fonts.wrap(label.zh, 8.6, room - 2 * PAD, True)
        en = fonts.wrap(label.en, 6.8, room - 2 * PAD)
        blank = ("",) * len(zh)
        return [Cell(zh, x + PAD, 8.6, bold=True), Cell((*blank, *en), x + PAD, 6.8, grey=True)]

    def _value_cells(self, name: str, x: float, room: float, edges: list[float]) -> list[Cell]:
        value = self.data.fields.get(name)
        zh = self.says(name, value)
        if not isinstance(value, Both) or value.zh == value.en:
            return [Cell(fonts.wrap(zh, BODY, room - 2 * PAD), x + PAD, BODY)]
        half = room / 2
        edges.append(x + half)
        en = self.says(name, value, "en")
        return [
            Cell(fonts.wrap(zh, BODY, half - 2 * PAD), x + PAD, BODY),
            Cell(fonts.wrap(en, 8.4, half - 2 * PAD), x + half + PAD, 8.4),
        ]

    def _paragraph(self, block: Block) -> None:
        """The document's own sentences: Chinese on the left, English on the right."""
        s = self.sheets
        text = block.text or Both("", "")
        middle = (s.left + s.right) / 2
        room = middle - s.left - 3 * PAD
        zh = fonts.clean(filled(text.zh, self.data, "zh"), self.rule.title)
        en = fonts.clean(filled(text.en, self.data, "en"), self.rule.title)
        cells = [
            Cell(fonts.wrap(zh, 10, room), s.left, 10),
            Cell(fonts.wrap(en, 8.8, room), middle + 2 * PAD, 8.8),
        ]
        tall = min(max(len(cell.lines) for cell in cells), 12) * 13.6
        if self._closing and self._closing + tall + 40 < s.top - FOOT:
            s.need(tall + 40 + self._closing)
        self._heading(block, keep=tall)
        self.row(cells, (), boxed=False, leading=13.6)
        s.y -= 2

    def _list(self, block: Block) -> None:
        """The goods, a row a line, the head again on every sheet, the totals at the end."""
        s = self.sheets
        self._heading(block, keep=60)
        size = 7.6 if len(block.columns) > 8 else 8.6
        whole = sum(column.width for column in block.columns)
        edges = [s.left]
        for column in block.columns:
            edges.append(edges[-1] + (s.right - s.left) * column.width / whole)
        self._list_head(block, edges)
        pages, huge = len(s.pages), len(self.data.lines) > MOST_PARTS
        for number, line in enumerate(self.data.lines, 1):
            cells = self._list_cells(block, line, edges, size, number)
            if s.room < max(len(cell.lines) for cell in cells) * (size + 2.4) + 2 * PAD:
                s.turn()
            if len(s.pages) != pages:
                pages = len(s.pages)
                self._list_head(block, edges)
            # a list of thousands is heard a sheet at a time: ten thousand parts would weigh more than they help
            self.row(cells, edges, leading=size + 2.4, tag=f"P#sheet{pages}" if huge else None)
        self._list_totals(block)

    def _list_head(self, block: Block, edges: Sequence[float]) -> None:
        s = self.sheets
        cells = []
        for column, x, end in zip(block.columns, edges, edges[1:], strict=False):
            label = self.label(column.field)
            zh = fonts.wrap(label.zh, 7.6, end - x - 2 * PAD, True)
            en = fonts.wrap(label.en, 6, end - x - 2 * PAD)
            cells += [Cell(zh, x + PAD, 7.6, bold=True), Cell((*[""] * len(zh), *en), x + PAD, 6, grey=True)]
        self.row(cells, edges, shaded=[(s.left, s.right - s.left)], leading=9)

    def _list_cells(
        self, block: Block, line: Mapping[str, Value], edges: Sequence[float], size: float, number: int
    ) -> list[Cell]:
        cells = []
        for place, column in enumerate(block.columns):
            x, end = edges[place], edges[place + 1]
            value = line.get(column.field)
            if value is None and column.field == "line_no":
                value = number
            text = self.says(column.field, value)
            if isinstance(value, Both) and value.zh != value.en:
                text = f"{text}\n{self.says(column.field, value, 'en')}"
            right = end - PAD if column.number else None
            cells.append(Cell(fonts.wrap(text, size, end - x - 2 * PAD), x + PAD, size, right=right))
        return cells

    def _list_totals(self, block: Block) -> None:
        s = self.sheets
        parts = [f"{word('total')}  {word('total_lines', lines=len(self.data.lines))}"]
        for name in block.totals:
            label = self.label(name)
            parts.append(f"{label.zh} {label.en}  {self.says(name, self.data.fields.get(name))}")
        lines = fonts.wrap("    ".join(parts), 9, s.right - s.left - 2 * PAD, True)
        self.row([Cell(lines, s.left + PAD, 9, bold=True)], (), shaded=[(s.left, s.right - s.left)])
        s.y -= 4

    def _pictures(self, block: Block) -> None:
        """Photos, two in a row, each with its caption."""
        if not self.data.pictures:
            elsewhere = any("photos" in other.fields for other in self.template.blocks)
            if not elsewhere and self.data.fields.get("photos") is not None:
                self._field_row(["photos"], 1)
            return
        s = self.sheets
        self._heading(block, keep=70 * MM)
        each, tall = (s.right - s.left - 6 * MM) / 2, 58 * MM
        for start in range(0, len(self.data.pictures), 2):
            s.need(tall + 20)
            for place, photo in enumerate(self.data.pictures[start : start + 2]):
                image, wide, high = picture(photo.data, photo.caption)
                scale = min(each / wide, tall / high)
                x = s.left + place * (each + 6 * MM)
                s.page.pictures.append((x, s.y - high * scale, wide * scale, high * scale, image))
                caption = fonts.clean(f"{start + place + 1}. {photo.caption}", self.label("photos"))
                s.text(x, s.y - tall - 10, fonts.wrap(caption, SMALL, each)[0], SMALL, tag=self.next_tag())
            s.y -= tall + 18

    def _signatures(self, block: Block) -> None:
        """Boxes to sign in: two in a row, four on a wide sheet, three where that fills the rows."""
        s = self.sheets
        if len(block.fields) == 1 and self._beside_seal[0] == len(s.pages):
            self._sign_beside_seal(block)
            return
        across = self._across(block)
        rows = -(-len(block.fields) // across)
        s.need(min(rows, 2) * SIGN_BOX + 24)
        self._heading(block, keep=SIGN_BOX)
        each = (s.right - s.left) / across
        for start in range(0, len(block.fields), across):
            s.need(SIGN_BOX + 4)
            for place, name in enumerate(block.fields[start : start + across]):
                self._sign_box(name, s.left + place * each, each)
            s.y -= SIGN_BOX
        s.y -= 6

    def _across(self, block: Block) -> int:
        return 3 if len(block.fields) in (3, 5, 6) else 4 if self.template.landscape else 2

    def _sign_beside_seal(self, block: Block) -> None:
        """A receipt alone stands at the left of the seal."""
        s = self.sheets
        low, s.y = s.y, self._beside_seal[1]
        self._heading(block, keep=0)
        s.y -= 4
        self._sign_box(block.fields[0], s.left, (s.right - s.left) / 2)
        s.y = low

    def _sign_box(self, name: str, x: float, wide: float) -> None:
        s, label = self.sheets, self.label(name)
        tag = self.next_tag()
        for x0, y0, x1, y1 in (
            (x, s.y, x + wide, s.y),
            (x, s.y - SIGN_BOX, x + wide, s.y - SIGN_BOX),
            (x, s.y, x, s.y - SIGN_BOX),
            (x + wide, s.y, x + wide, s.y - SIGN_BOX),
        ):
            s.line(x0, y0, x1, y1)
        s.text(x + PAD, s.y - 10, label.zh, 8.4, bold=True, tag=tag)
        s.text(x + PAD, s.y - 18, label.en, 6.6, colour=GREY, tag=tag)
        if name == "officer_signatures":
            self._scanned(x, wide)
        date = f"{word('sign_date')}"
        s.flush_right(x + wide - PAD, s.y - SIGN_BOX + 4, date, 6.8, colour=GREY, tag=tag)

    def _scanned(self, x: float, wide: float) -> None:
        """Scanned signatures where officers gave them; otherwise room for the pen."""
        s = self.sheets
        signed = [officer for officer in self.data.officers if officer.signature]
        for place, officer in enumerate(signed[:2]):
            caption = Both(officer.name, officer.name)
            image, w, h = picture(officer.signature or b"", caption)
            scale = min((wide / 2 - 8) / w, 20 / h)
            s.page.pictures.append((x + PAD + place * wide / 2, s.y - SIGN_BOX + 13, w * scale, h * scale, image))

    def _seal(self, block: Block) -> None:
        s = self.sheets
        s.need(SEAL + 10)
        self._heading(block, keep=SEAL)
        x = s.right - SEAL / 2 - 10 * MM
        y = s.y - SEAL / 2 - 2
        s.page.circles.append((x, y, SEAL / 2 - 2))
        tag = self.next_tag()
        label = self.label("agency_seal")
        lines = [
            *(
                (part, 8.8, BLACK)
                for part in fonts.wrap(self.says("agency", self.data.fields["agency"]), 8.0, SEAL - 8)
            ),
            (self.data.issued_at.date().isoformat(), 8.8, BLACK),
            (word("seal"), 7.4, GREY),
            (f"{label.zh} {label.en}", 6.6, GREY),
        ]
        at = y + 14
        for words, size, colour in lines:
            s.text(x - fonts.width(words, size) / 2, at, words, size, colour=colour, tag=tag)
            at -= size + 4
        self._beside_seal = (len(s.pages), s.y)
        s.y -= SEAL + 8
