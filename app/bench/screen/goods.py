"""The goods on the bench: each declared line with what was found of it, and the goods that no line declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bench.rules.counts import Standing
from app.bench.screen.words import unit_text, whole
from app.bench.view.bench import BenchLine
from app.desk.buttons import ActButton
from app.desk.cells import Share
from app.desk.fields import ChoiceField, TextField
from app.desk.table import Column, RecordTable
from app.desk.theme import State

UNITS = ("个", "件", "双", "套", "千克", "箱")
_SHARES: dict[Standing, State] = {
    Standing.SHORT: "yellow",
    Standing.AGREES: "green",
    Standing.OVER: "red",
    Standing.UNDECLARED: "red",
    Standing.OTHER_UNIT: "yellow",
}
_SIGNS: dict[Standing, str] = {
    Standing.SHORT: "▼",
    Standing.AGREES: "✓",
    Standing.OVER: "▲",
    Standing.UNDECLARED: "!",
    Standing.OTHER_UNIT: "?",
}


class GoodsPane(QWidget):
    """The lines table with a way to add a line; the chosen line is the one that counts go to."""

    chosen = Signal(object)
    """A line was chosen: BenchLine | None."""
    added = Signal(str, str)
    """Goods that the declaration lacks, and their unit."""

    def __init__(self) -> None:
        super().__init__()
        self._table: RecordTable[BenchLine] = RecordTable("bench", self._columns(), same=lambda line: line.key)
        self._table.chosen.connect(self.chosen)
        self.goods = TextField("")
        self._unit = ChoiceField("")
        self._add = ActButton("", key="U", icon="plus", kind="link")
        self._add.clicked.connect(self._on_add)
        self.goods.line.returnPressed.connect(self._on_goods)
        self._lay_out()
        self.setFocusProxy(self._table)

    def _lay_out(self) -> None:
        self._add_row = QWidget()
        entry = QHBoxLayout(self._add_row)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.addWidget(self.goods, 3)
        entry.addWidget(self._unit, 1)
        self._add_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._add_row)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def _columns(self) -> Sequence[Column[BenchLine]]:
        return (
            Column("n", "#", lambda line: int(line.key) if line.key.isdigit() else None, width=28),
            Column("goods", self.tr("goods"), self._goods, width=80, stretch=True),
            Column(
                "declared",
                self.tr("declared"),
                lambda line: whole(line.declared) if line.declared is not None else None,
                width=80,
            ),
            Column("found", self.tr("found"), _share, width=92),
        )

    def _goods(self, line: BenchLine) -> object:
        if line.declared is None:
            return self.tr("{goods} (undeclared)").format(goods=line.goods)
        return f"⚑ {line.goods}" if line.alert else line.goods

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self._table.set_words(self._columns(), self.tr("The goods lines of the declaration stand here."))
        self._add.set_text(self.tr("add undeclared goods"))
        self.goods.set_title(self.tr("Goods that the declaration lacks"))
        self._unit.set_title(self.tr("Unit"))
        self._unit.set_choices([(unit, unit_text(unit)) for unit in UNITS])

    @property
    def lines(self) -> tuple[BenchLine, ...]:
        """The lines on show."""
        return self._table.rows

    @property
    def line(self) -> BenchLine | None:
        """The line that counts go to."""
        return self._table.row

    def show_lines(self, lines: Sequence[BenchLine], wanted: str) -> None:
        """Show the lines; chosen is the one wanted, else the one that was, else the first that is suspected."""
        self._table.set_rows(lines)
        keyed = {line.key: line for line in lines}
        line = keyed.get(wanted) or self._table.row or next((line for line in lines if line.alert), None)
        if lines:
            self._table.choose(line or lines[0])

    def step(self, by: int) -> None:
        """Choose the next or the line before, round and round."""
        rows, row = self._table.rows, self._table.row
        if rows and row is not None:
            self._table.choose(rows[(rows.index(row) + by) % len(rows)])

    def step_uncounted(self) -> None:
        """Choose the next line that nobody has counted, if there is one."""
        rows, row = self._table.rows, self._table.row
        at = rows.index(row) if row in rows else -1
        following = (*rows[at + 1 :], *rows[: at + 1])
        wanted = next((line for line in following if line.standing is Standing.UNTOUCHED), None)
        if wanted is not None:
            self._table.choose(wanted)

    def enable(self, *, on: bool) -> None:
        """Whether goods can be added now."""
        self._add.setEnabled(on)
        if not on:
            self._add_row.hide()

    def draft(self) -> dict[str, object]:
        """The goods that are being added; empty while nothing is."""
        return {} if self._add_row.isHidden() else {"goods": self.goods.value(), "unit": self._unit.value()}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        """Put back what was being added when the program ended."""
        if draft:
            self._add_row.show()
            self.goods.set_value(draft["goods"])
            self._unit.set_value(draft["unit"])

    @Slot()
    def _on_add(self) -> None:
        self._add_row.setVisible(not self._add_row.isVisible())
        self.goods.set_value("")
        self.goods.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_goods(self) -> None:
        if goods := self.goods.value():
            self._add_row.hide()
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.added.emit(goods, str(self._unit.value()))


def _share(line: BenchLine) -> Share:
    """Found against declared: by the bar, by colour and by a sign; ≈ marks an estimate."""
    sign = _SIGNS.get(line.standing, "") + ("≈" if line.error else "")
    declared = line.declared if line.unit == line.declared_unit else None
    return Share(
        None if line.found is None else int(line.found),
        None if declared is None else int(declared),
        _SHARES.get(line.standing, "muted"),
        sign,
    )
