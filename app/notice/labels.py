"""Labels for parcels, samples and seals: a code that scans back to the case, and what a person needs to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from app.core.errors import Refused
from app.deadlines.reading import Both
from app.notice import fonts
from app.notice.paper import GREY, MM, About, Sheets, code_squares, drawn
from app.notice.render import word
from app.notice.rules import case_code

Kind = Literal["item", "sample", "seal", "place"]
WIDE: Final = 100 * MM
HIGH: Final = 60 * MM


@dataclass(frozen=True)
class Label:
    """One label: what it is stuck on, its own number, the case (of a place: the station), the office, a few lines."""

    kind: Kind
    number: str
    case_id: str
    agency: Both
    made: datetime
    lines: tuple[str, ...] = ()


def label_code(label: Label) -> str:
    """The text of a label's code; it is read like a document's."""
    return case_code(label.case_id, label.number, label.kind)


def render_labels(labels: Sequence[Label]) -> bytes:
    """A PDF with one label of 100 x 60 mm a page; equal labels give equal bytes."""
    if not labels:
        raise Refused("notice.no_labels", field="labels")
    sheets = Sheets(landscape=False)
    sheets.width, sheets.height = WIDE, HIGH
    codes = []
    for place, label in enumerate(labels):
        if place:
            sheets.turn()
        _draw(sheets, label)
        codes.append(code_squares(label_code(label)))
    first = labels[0]
    about = About(
        title=f"{word('label_' + first.kind)} {first.case_id}",
        author=f"{first.agency.zh} {first.agency.en}",
        subject=first.case_id,
        keywords=label_code(first),
        made=first.made,
        codes=tuple(codes),
    )
    return drawn(sheets, about)


def _draw(sheets: Sheets, label: Label) -> None:
    side = 34 * MM
    left, top = 4 * MM, HIGH - 4 * MM
    sheets.page.squares.append((WIDE - side - 3 * MM, HIGH - side - 6 * MM, side))
    room = WIDE - side - 9 * MM
    y = top
    for text, size, bold in (
        (label.agency.zh, 10.0, True),
        (label.agency.en, 6.5, False),
        (f"{word('label_' + label.kind)} {label.number}", 12.0, True),
        (f"{word('case')} {label.case_id}", 8.5, False),
        (f"{word('date')} {label.made.date().isoformat()}", 8.5, False),
        *((line, 8.0, False) for line in label.lines[:5]),
    ):
        for line in fonts.wrap(fonts.clean(text, label.kind), size, room, bold)[:2]:
            y -= size + 3
            sheets.text(left, y, line, size, bold=bold, tag=f"P#{y:.0f}")
    if label.kind != "sample":
        sheets.text(left, 5 * MM, word("label_detained"), 9, bold=True, tag="P#warning")
    sheets.flush_right(WIDE - 3 * MM, 5 * MM, label_code(label)[-6:], 7, colour=GREY, tag="Artifact")
