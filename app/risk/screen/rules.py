"""The rules of the desk with what they are worth, and an editor for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.core.errors import Refused, Say
from app.desk.fields import LongTextField, TextField
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.risk.screen.words import amount_text, rate_text, state_word
from app.risk.view import RuleRow
from app.risk.work.steering import read_rule

EDITOR_LINES = 5


class RulesPart(QWidget):
    """Choose a rule to see its text; change the text to make an own one."""

    chosen = Signal(object)
    """A RuleRow, or None."""
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table: RecordTable[RuleRow] = RecordTable(
            "targeting-rules", self._columns(), same=lambda row: (row.rule, row.proposal)
        )
        self.editor = LongTextField("", lines=EDITOR_LINES)
        self.reason = TextField("")
        self._note = label(kind="note", wrap=True)
        self._fresh = ""
        self.editor.edited.connect(self._on_edited)
        self.table.chosen.connect(self._on_chosen)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self._side())
        halves.setSizes([260, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(halves)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.editor, 1)
        column.addWidget(self._note)
        column.addWidget(self.reason)
        return side

    @Slot()
    def _on_theme(self) -> None:
        self.editor.area.setFont(theme().font(12))
        self.table.setMinimumHeight(theme().px(110))

    def _columns(self) -> Sequence[Column[RuleRow]]:
        return (
            Column("state", self.tr("state"), state_word, width=108),
            Column("weight", self.tr("points"), _weight, width=64),
            Column("rule", self.tr("rule"), _means, stretch=True),
            Column("hits", self.tr("hits, 95 %"), lambda row: rate_text(row.rate), width=160),
            Column("worth", self.tr("above random"), lambda row: amount_text(row.above), width=104),
            Column("valid", self.tr("valid"), _validity, width=186),
            Column("source", self.tr("source"), _source, width=90),
        )

    def retranslate(self) -> None:
        """Say everything in the language on screen."""
        self.table.set_words(
            self._columns(), self.tr("No rules. The shipped pack is missing; set the program up again.")
        )
        self.editor.set_title(self.tr("The rule as text (TOML)"))
        self.reason.set_title(self.tr("Reason for switching it off"))
        self._say(self.table.row)

    def set_rows(self, rows: Sequence[RuleRow]) -> None:
        """Show the rules; what is being edited stays."""
        self.table.set_rows(rows)
        if rows and self.table.row is None:
            self.table.choose(rows[0])
        self._say(self.table.row)

    @property
    def row(self) -> RuleRow | None:
        """The chosen rule."""
        return self.table.row

    @property
    def text(self) -> str:
        """The text in the editor."""
        return self.editor.value()

    @property
    def changed(self) -> bool:
        """Whether a person has changed the text."""
        return self.text != self._fresh

    def check(self) -> bool:
        """Whether the text is a rule; if not, the key and the mend are said at the editor."""
        self.editor.clear_refusal()
        try:
            found = read_rule(self.text)
        except Refused as refused:
            self.editor.refuse(refused.say)
            return False
        self.note(Say("targeting.fits", {"rule": found.id, "weight": found.weight}))
        return True

    def note(self, *said: Say) -> None:
        """Say something under the editor."""
        self._note.setText("\n".join(words(each) for each in said))

    @Slot(object)
    def _on_chosen(self, row: RuleRow | None) -> None:
        self._fresh = row.toml.strip() if row else ""
        self.editor.set_value(self._fresh)
        self.editor.clear_refusal()
        self.reason.set_value("")
        self._say(row)
        self.chosen.emit(row)

    @Slot()
    def _on_edited(self) -> None:
        self.check()
        self.edited.emit()

    def _say(self, row: RuleRow | None) -> None:
        """Who stands for the rule, and what its replay said when it was proposed."""
        told = [words(row.replay)] if row and row.replay else []
        if row and row.proposed_by:
            told.append(self.tr("Proposed by {officer}").format(officer=row.proposed_by))
        if row and row.confirmed_by:
            told.append(self.tr("Confirmed by {officer}").format(officer=row.confirmed_by))
        if row and row.reason:
            told.append(self.tr("Switched off: {reason}").format(reason=row.reason))
        if row and row.indicator is None:
            told.append(words(Say("targeting.confirm_first", {"rule": row.rule})))
        self._note.setText("\n".join(told))


def _weight(row: RuleRow) -> int | None:
    return row.indicator.weight if row.indicator else None


def _means(row: RuleRow) -> str:
    if row.indicator is None:
        return row.rule
    gaps = dict.fromkeys(("lines", "marks", "times"), "…") if row.indicator.means.has_gaps else {}
    return words(row.indicator.means.say(**gaps))


def _validity(row: RuleRow) -> str | None:
    if row.indicator is None or (row.indicator.valid_from, row.indicator.valid_to) == (date.min, date.max):
        return None
    first, last = row.indicator.valid_from, row.indicator.valid_to
    return f"{'' if first == date.min else first} – {'' if last == date.max else last}"


def _source(row: RuleRow) -> str:
    return row.indicator.source if row.indicator else ""
