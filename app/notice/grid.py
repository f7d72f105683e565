"""Rows of cells over a sheet's width: boxed or plain, running on over sheets where one is too short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.notice import fonts
from app.notice.paper import BLACK, FOOT, GREY, SHADE, Sheets

PAD: Final = 3.2


@dataclass(frozen=True)
class Cell:
    """Lines of text in one box of a row."""

    lines: tuple[str, ...]
    x: float
    size: float
    bold: bool = False
    grey: bool = False
    right: float | None = None


class Grid:
    """Draws rows on sheets and numbers the parts for those who hear the document."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self._tag = 0

    def next_tag(self) -> str:
        """The role and number of the next part."""
        self._tag += 1
        return f"P#{self._tag}"

    def row(
        self,
        cells: Sequence[Cell],
        edges: Iterable[float],
        *,
        shaded: Sequence[tuple[float, float]] = (),
        boxed: bool = True,
        leading: float = 11.2,
        tag: str | None = None,
    ) -> None:
        """One row over the sheet's width; one too long for a sheet goes on at the next."""
        s = self.sheets
        tall = max(len(cell.lines) for cell in cells)
        if tall * leading + 2 * PAD > s.room and tall * leading < s.top - FOOT - 60:
            s.turn()
        tag = tag or self.next_tag()
        done = 0
        while done < tall:
            fit = max(1, int((s.room - 2 * PAD) / leading))
            if s.room < leading + 2 * PAD:
                s.turn()
                continue
            part = min(fit, tall - done)
            self._row_part(cells, done, part, leading, tag)
            if boxed:
                self._box(part * leading + 2 * PAD, edges, shaded)
            s.y -= part * leading + 2 * PAD
            done += part

    def _row_part(self, cells: Sequence[Cell], done: int, part: int, leading: float, tag: str) -> None:
        s = self.sheets
        for cell in cells:
            colour = GREY if cell.grey else BLACK
            for place, line in enumerate(cell.lines[done : done + part]):
                x = cell.x if cell.right is None else cell.right - fonts.width(line, cell.size, cell.bold)
                y = s.y - PAD - leading * place - leading * 0.76
                s.text(x, y, line, cell.size, bold=cell.bold, colour=colour, tag=tag)

    def _box(self, height: float, edges: Iterable[float], shaded: Sequence[tuple[float, float]]) -> None:
        s = self.sheets
        low = s.y - height
        for x, wide in shaded:
            s.page.fills.append((x, low, wide, height, SHADE))
        s.page.boxes.append((s.y, low, (s.left, *edges, s.right)))
