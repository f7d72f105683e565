"""Rules and campaigns as a table over an editor: replay on the past, propose, confirm by four eyes, switch off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.core.errors import Refused, Say
from app.desk.fields import Field, LongTextField, TextField
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.identity.rules import Power
from app.risk.rules.proposals import parse_proposal
from app.risk.rules.replay import Replay
from app.risk.screen.part import Part, act, give_way
from app.risk.view import RuleRow
from app.risk.work import Screener
from app.risk.work.proposing import confirm, propose, replayed, retire
from app.seat import Seat

EDITOR_LINES = 5


class EditorPart(Part):
    """Choose a row to see its text; change the text to make an own one."""

    asked = Signal(str, str, object)
    """A question, the words of its yes, and what to do on yes."""

    def __init__(self, seat: Seat, screener: Screener, name: str) -> None:
        super().__init__(seat, screener)
        self.table: RecordTable[RuleRow] = RecordTable(name, self.columns(), same=lambda row: (row.rule, row.proposal))
        self.editor = LongTextField("", lines=EDITOR_LINES)
        self.reason = TextField("")
        self._note = label(kind="note", wrap=True)
        self._replay = act("R", "history", self._on_replay)
        self._confirm = act("C", "circle-check-filled", self._on_confirm)
        self._retire = act("X", "x", self._on_retire)
        self.main = act("P", "writing", self._on_propose, main=True)
        self.acts = (self._replay, self._confirm, self._retire)
        self.editor.edited.connect(self.check)
        self.table.chosen.connect(self._on_chosen)
        self._lay_out()
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _lay_out(self) -> None:
        side = QWidget()
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.editor, 1)
        below.addWidget(self._note)
        below.addWidget(self.reason)
        self._halves = halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(side)
        halves.setSizes([260, 260])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(halves)

    @Slot()
    def _on_theme(self) -> None:
        self.editor.area.setFont(theme().font(12))
        give_way(self.table)
        give_way(self._halves, height=390)

    def columns(self) -> Sequence[Column[RuleRow]]:
        """The columns of the table."""
        return ()

    def retranslate(self) -> None:
        self.reason.set_title(self.tr("Reason for switching it off"))
        self._replay.set_text(self.tr("replay on the past"))
        self._confirm.set_text(self.tr("confirm"))
        self._retire.set_text(self.tr("switch off"))
        if self.main is not None:
            self.main.set_text(self.tr("propose"))
        self._say(self.table.row)

    def fields(self) -> Mapping[str, Field]:
        return {"reason": self.reason}

    def set_rows(self, rows: Sequence[RuleRow]) -> None:
        """Show the rows; what is being edited stays."""
        self.table.set_rows(rows)
        if rows and self.table.row is None:
            self.table.choose(rows[0])
        self._say(self.table.row)

    @property
    def row(self) -> RuleRow | None:
        """The chosen row."""
        return self.table.row

    @property
    def text(self) -> str:
        """The text in the editor."""
        return self.editor.value()

    @Slot()
    def check(self) -> bool:
        """Whether the text can be used; if not, the key and the mend are said at the editor."""
        self.editor.clear_refusal()
        try:
            told = parse_proposal(self.text)
        except Refused as refused:
            self.editor.refuse(refused.say)
            return False
        self.note(Say("targeting.fits", {"rule": told.id, "weight": told.weight}))
        return True

    def note(self, *said: Say) -> None:
        """Say something under the editor."""
        self._note.setText("\n".join(words(each) for each in said))

    @Slot(object)
    def _on_chosen(self, row: RuleRow | None) -> None:
        self.editor.set_value(row.toml.strip() if row else "")
        self.editor.clear_refusal()
        self.reason.set_value("")
        self._say(row)

    def _say(self, row: RuleRow | None) -> None:
        """Who stands for the row, what its replay said when it was proposed, and what can be done with it."""
        told = [words(row.replay)] if row and row.replay else []
        if row and row.proposed_by:
            by = [self.tr("Proposed by {officer}").format(officer=row.proposed_by)]
            by += [self.tr("Confirmed by {officer}").format(officer=row.confirmed_by)] if row.confirmed_by else []
            by += [self.tr("Switched off: {reason}").format(reason=row.reason)] if row.reason else []
            told.append(" · ".join(by))
        if row and row.told is None:
            told.append(words(Say("targeting.confirm_first", {"rule": row.rule})))
        self._note.setText("\n".join(told))
        state = row.state if row and row.proposal else ""
        self._confirm.setEnabled(state == "proposed")
        self._retire.setEnabled(state in ("proposed", "confirmed"))
        self.reason.setVisible(state in ("proposed", "confirmed") and self._seat.officer.may(Power.EDIT_RULES))

    def _on_replay(self) -> None:
        if not self.check():
            return
        station, pack, told = self._seat.station, self._screener.pack, parse_proposal(self.text)
        self._seat.jobs.read(lambda: replayed(station, pack, told), self._on_replayed, self.on_failed)

    def _on_replayed(self, told: Replay) -> None:
        self.note(told.say)

    def _on_propose(self) -> None:
        if not self.check():
            return
        seat, pack, text = self._seat, self._screener.pack, self.text
        said = Say("targeting.proposed", {"rule": parse_proposal(text).id})
        self.change(lambda: propose(seat.station, seat.officer, pack, text), lambda _proposal: said)

    def _on_confirm(self) -> None:
        row = self.row
        if row is not None:
            question = self.tr('Switch "{rule}" on?').format(rule=row.rule)
            self.asked.emit(question, self.tr("switch on"), partial(self._confirm_now, row.proposal))

    def _confirm_now(self, proposal: str) -> None:
        seat = self._seat
        self.change(
            lambda: confirm(seat.station, seat.officer, proposal),
            lambda rule: Say("targeting.confirmed", {"rule": rule}),
        )

    def _on_retire(self) -> None:
        row, reason, seat = self.row, self.reason.value(), self._seat
        if row is not None:
            self.change(
                lambda: retire(seat.station, seat.officer, row.proposal, reason),
                lambda rule: Say("targeting.retired", {"rule": rule}),
            )
