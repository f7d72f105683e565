"""The Cases page: cases by their next deadline; a chosen case with its facts, its clocks and its lawful next acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import Refused, Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, TextField
from app.desk.language import language, words
from app.desk.page import Page
from app.desk.scan import Scan
from app.desk.signs import StatePill, Word, label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.desk.timeline import Fact, Timeline
from app.detention.moves import Step
from app.detention.view import CaseRow, CasesView, cases_view, clocks_ics
from app.identity.work import confirm_second, slots_of
from app.notice.acts import Stepped, take_step
from app.notice.cases_view import ActShown, CaseView, ProcedureShown, case_view
from app.notice.rules import parse_case_code
from app.notice.screen.case_papers import CasePapers
from app.notice.screen.case_parts import ActForm, ActsPanel, ClockCard, both, urgency_word, when_text
from app.seat import Seat
from app.store.blobs import write_durably

CHIPS = ("", "overdue", "today", "week", "later", "none")
LIST, CASE = 0, 1


class CasesPage(Page):
    """The list, and in its place the case that was opened; Esc goes back."""

    changed = Signal(str)
    """The case in which something was recorded."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._list = CasesView()
        self._urgency = ""
        self._view: CaseView | None = None
        self._wanted = ""
        self._n = 0
        self._filter = TextField("")
        self._filter.edited.connect(self._show_rows)
        self._chips = {name: ActButton("") for name in CHIPS}
        for name, chip in self._chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._on_chip, name))
        self._chips[""].setChecked(True)
        self._table: RecordTable[CaseRow] = RecordTable("cases", self._columns(), same=lambda row: row.case_id)
        self._table.opened.connect(lambda row: self.open(row.case_id))
        self._where, self._state = StatePill(), StatePill()
        self._head = label(kind="heading")
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._holder = ChoiceField("")
        self._holder.edited.connect(self._on_holder)
        self._line = Timeline()
        self._line.opened.connect(self._on_document)
        theme().changed.connect(self._fit)
        self.clock, self.acts, self.act_form = ClockCard(), ActsPanel(), ActForm()
        self.acts.chosen.connect(self._on_act)
        self.papers = CasePapers(seat)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_side())
        self._stack.addWidget(self._case_side())
        self._stack.setMinimumHeight(1)  # both sides scroll by themselves; the page need not scroll round them
        self.body.addWidget(self._stack, 1)
        self._back = ActButton("", key="Esc", icon="arrow-back-up")
        self._back.clicked.connect(self._on_back)
        self._copy = ActButton("", key="P", icon="printer")
        self._copy.clicked.connect(self.papers.print_copy)
        self._export = ActButton("", key="X", icon="calendar")
        self._export.clicked.connect(self._on_export)
        self._open = ActButton("", key="Enter", icon="briefcase", kind="main")
        self._open.clicked.connect(self._on_open)
        self._record = ActButton("", key="Ctrl+Return", icon="check", kind="main")
        self._record.clicked.connect(self._on_record)
        self.set_acts([self._back, self._copy, self._export], main=self._open)
        self._foot.addWidget(self._record)  # one main act at a time: opening in the list, recording in a form
        self._fit()
        self.retranslate()

    @Slot()
    def _fit(self) -> None:
        self._line.setMinimumWidth(theme().px(270))

    def _list_side(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(8)
        for chip in self._chips.values():
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self._filter, 1)
        return _column(head, self._table)

    def _case_side(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._head, 1)
        head.addWidget(self._holder)
        for pill in (self._state, self._where):
            head.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        right = _column(self.act_form, self.clock, self.acts, self.papers)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(right)
        self._area = area
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._line)
        halves.addWidget(area)
        halves.setSizes([360, 880])
        halves.setStretchFactor(1, 1)
        return _column(head, halves)

    def _columns(self) -> Sequence[Column[CaseRow]]:
        return (
            Column("when", self.tr("urgency"), lambda row: urgency_word(row.urgency, row.due, row.left), width=176),
            Column("due", self.tr("due"), _due, width=146),
            Column("clock", self.tr("waits for"), lambda row: both(row.clock) if row.clock else "", width=170),
            Column("case", self.tr("case"), lambda row: row.case_id, width=176),
            Column("state", self.tr("stands at"), lambda row: " / ".join(map(both, row.states)), width=150),
            Column("party", self.tr("party"), lambda row: row.party, stretch=True),
            Column("items", self.tr("items"), lambda row: row.item_count, width=76),
            Column("where", self.tr("record"), self._proof_word, width=126),
        )

    def _proof_word(self, row: CaseRow | CaseView) -> Word:
        if row.proved:
            return Word("green", self.tr("proved at the centre"), "cloud-check")
        return Word("yellow", self.tr("only here"), "device-floppy")

    def retranslate(self) -> None:
        self.set_title(self.tr("Cases"))
        self._filter.set_title(self.tr("Filter"))
        self._holder.set_title(self.tr("Right holder"))
        self._back.set_text(self.tr("back"))
        self._copy.set_text(self.tr("print a copy"))
        self._export.set_text(self.tr("export the clocks"))
        self._open.set_text(self.tr("open the case"))
        self._record.set_text(self.tr("RECORD"))
        self._show_counts()
        self._table.set_words(self._columns(), self._empty())
        self.papers.retranslate()
        if self._view is not None:
            self._show_case(self._view)
        self._show_side()

    def _empty(self) -> str:
        if self._list.rows:
            return self.tr("No case fits the filter. Clear it to see all.")
        return self.tr("No cases yet. A detention on the bench opens one.")

    # the list

    def arrive(self) -> None:
        self._seat.jobs.read(lambda: cases_view(self._seat.station), self.render_view)
        if self._view is not None and not self.act_form.isVisible():
            self._read_case(self._view.case_id)

    def render_view(self, view: CasesView) -> None:
        """Show the list."""
        self._list = view
        self._table.set_words(self._columns(), self._empty())
        self._show_counts()
        self._show_rows()

    def _show_counts(self) -> None:
        for name, chip in self._chips.items():
            count = self._list.count(name) if name else len(self._list.rows)
            chip.set_text(f"{when_text(name)}  {count}")

    @Slot()
    def _show_rows(self) -> None:
        rows = self._list.only(self._urgency, self._filter.value())
        self._table.set_rows(rows)
        if rows and self._table.row is None:
            self._table.choose(rows[0])
        self._open.setEnabled(self._table.row is not None)

    def _on_chip(self, name: str) -> None:
        self._urgency = name
        for each, chip in self._chips.items():
            chip.setChecked(each == name)
        self._show_rows()

    @property
    def listed(self) -> tuple[CaseRow, ...]:
        """The cases on show, in their order."""
        return self._table.rows

    # the case

    @property
    def case(self) -> str:
        """The case on show; empty while the list is."""
        return self._view.case_id if self._view and self._stack.currentIndex() == CASE else ""

    @property
    def procedure(self) -> ProcedureShown | None:
        """The procedure on show."""
        if self._view is None or not self._view.procedures:
            return None
        return self._view.procedures[min(self._n, len(self._view.procedures) - 1)]

    def open(self, case_id: str) -> None:
        """Open a case."""
        self._n = 0
        self.act_form.hide()
        self._stack.setCurrentIndex(CASE)
        self._show_side()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_case(case_id)

    def _read_case(self, case_id: str) -> None:
        seat, self._wanted = self._seat, case_id
        seat.jobs.read(
            lambda: case_view(seat.station, seat.officer, case_id), self._show_fresh, self._on_lost, owner=self
        )

    def _on_lost(self, failure: Any) -> None:
        self._view = None
        self._to_list()
        self._seat.messages.tell(failure)

    def _show_fresh(self, view: CaseView) -> None:
        if view.case_id != self._wanted:
            return  # another case was opened while this one was read
        self._show_case(view)
        self.papers.show_case(view)

    def _show_case(self, view: CaseView) -> None:
        self._view = view
        shown = self.procedure
        self._head.setToolTip(view.party)
        self._head.setText(
            f"{view.case_id} · {view.party}\n{both(view.track)} · {grouped(view.item_count)} · "
            f"{view.currency} {grouped(view.value)} · {view.declaration_no}"
        )
        self._holder.set_choices([(each.n, each.holder) for each in view.procedures])
        if shown is not None:
            self._holder.set_value(shown.n)
            state = "muted" if shown.ended else "blue"
            self._state.set_word(Word(state, both(shown.state), "check" if shown.ended else "gavel"))  # type: ignore[arg-type]  # one of the states
            self.clock.set_clocks(shown.clocks)
            self.acts.set_acts(shown.acts, owned=view.owned)
        self._holder.setVisible(len(view.procedures) > 1)
        self._where.set_word(self._proof_word(view))
        self._line.set_facts(
            [
                Fact(each.document or each.id, each.at, words(each.what), each.who, each.note, each.icon,
                     opens=bool(each.document))
                for each in view.facts
            ]
        )  # fmt: skip
        self._show_side()

    def _show_side(self) -> None:
        case, asking = self._stack.currentIndex() == CASE, self.act_form.isVisibleTo(self)
        self._back.setVisible(case)
        self._copy.setVisible(case and not asking)
        self._export.setVisible(not case)
        self._open.setVisible(not case)
        self._record.setVisible(case and asking)
        self.acts.setVisible(not asking)

    @Slot()
    def _on_open(self) -> None:
        if self._table.row is not None:
            self.open(self._table.row.case_id)

    @Slot()
    def _on_holder(self) -> None:
        if self._view is not None:
            numbers = [each.n for each in self._view.procedures]
            self._n = numbers.index(int(str(self._holder.value())))
            self.act_form.hide()
            self._show_case(self._view)

    @Slot()
    def _on_back(self) -> None:
        if self.act_form.isVisibleTo(self):
            self.act_form.hide()
            self._show_side()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._view = None
        self._to_list()

    def _to_list(self) -> None:
        self._stack.setCurrentIndex(LIST)
        self._show_side()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arrive()

    @Slot(str)
    def _on_document(self, number: str) -> None:
        self.papers.show_document(number)
        self._area.ensureWidgetVisible(self.papers)

    # acts

    @Slot(object)
    def _on_act(self, act: ActShown) -> None:
        shown, view = self.procedure, self._view
        if shown is None or view is None:
            return
        self.act_form.ask(act, shown, view, self._seat.officer, self._seat.station.today())
        self._area.verticalScrollBar().setValue(0)
        last = self.act_form.last_line()
        if last is not None:
            last.returnPressed.connect(self._on_record)
        self._show_side()

    @Slot()
    def _on_record(self) -> None:
        seat, view = self._seat, self._view
        if view is None or not self._record.isEnabled():
            return
        step, secrets = self.act_form.step(seat.officer), self.act_form.secrets
        self.act_form.form.clear_refusals()
        self._record.setEnabled(False)
        case_id = view.case_id
        seat.jobs.change(
            lambda: _confirmed_step(seat, case_id, step, secrets), self._on_done, self._on_refused, owner=self
        )

    def _on_done(self, done: Stepped) -> None:
        act = self.act_form.act
        self._record.setEnabled(True)
        self.act_form.hide()
        self._show_side()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if act is not None:
            self._seat.messages.tell(
                Say("case.recorded_documents", {"move": act.act.offer.move.name.say, "documents": len(done.issued)})
            )
        self._read_case(done.acted.case_id)
        self.changed.emit(done.acted.case_id)
        if done.issued:
            self.papers.print_new(tuple(each.pdf for each in done.issued))

    def _on_refused(self, failure: Any) -> None:
        self._record.setEnabled(True)
        self._seat.messages.tell(failure, self.act_form.form)

    @Slot()
    def _on_export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export the clocks"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.setNameFilter(self.tr("Calendar") + " (*.ics)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write every running clock as a calendar file."""
        seat, lang = self._seat, language().lang

        def op() -> str:
            write_durably(Path(name), clocks_ics(seat.station, lang))
            return Path(name).name

        seat.jobs.read(op, lambda file: seat.messages.tell(Say("case.exported", {"file": file})), owner=self)

    # scan and search

    def scanned(self, scan: Scan) -> bool:
        return self.searched(scan.text)

    def searched(self, text: str) -> bool:
        found = case_of_code(text)
        known = next((r for r in self._list.rows if text.strip() in (r.case_id, r.declaration_no)), None)
        if found or known is not None:
            self.open(found or (known.case_id if known else ""))
            return True
        return False


def case_of_code(text: str) -> str:
    """The case that the code of a document names; empty for any other text."""
    try:
        return parse_case_code(text)[0]
    except Refused:
        return ""


def _confirmed_step(seat: Seat, case_id: str, step: Step, secrets: tuple[str, str]) -> Stepped:
    """The step with the word of those it names, each by their own passphrase."""
    slots = slots_of(seat.home)
    people = ((step.second_officer, secrets[0], "passphrase"), (step.confirmed_by, secrets[1], "confirmed_by"))
    for person, secret, field in people:
        if person and not (field == "confirmed_by" and person == seat.officer.officer_id):
            confirm_second(seat.station, slots, seat.officer, person, secret, seat.station.clock)
    return take_step(seat.station, seat.officer, case_id, step)


def _due(row: CaseRow) -> str:
    if row.due is None:
        return ""
    guess = "≈ " if row.due.provisional else ""
    return f"{guess}{row.due.day.isoformat()} {row.due.at}"


def _column(*parts: Any) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part, 1 if isinstance(part, RecordTable | QSplitter) else 0)
        else:
            column.addLayout(part)
    return inside
