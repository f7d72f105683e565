"""The Cases page: cases by their next deadline; a chosen case with its facts, its clocks and its lawful next acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from app.core.errors import Refused, Say
from app.desk.buttons import ActButton
from app.desk.files import ask_target
from app.desk.language import language
from app.desk.page import Page
from app.desk.scan import Scan
from app.detention.view import CaseRow, CasesView, cases_view, clocks_ics
from app.notice.cases_view import CaseView, ProcedureShown, case_view
from app.notice.rules import parse_case_code
from app.notice.screen.asking import AskForm, Question, from_draft
from app.notice.screen.cases.acts import ActsPanel
from app.notice.screen.cases.case import CaseSide
from app.notice.screen.cases.clock import ClockCard
from app.notice.screen.cases.listing import CaseList
from app.notice.screen.cases.panel import CasePanel
from app.notice.screen.cases.tabs import CaseTabs
from app.seat import Seat
from app.store.blobs import write_durably

LIST, CASE = 0, 1


class CasesPage(Page):
    """The list, and in its place the case that was opened; Esc goes back. `panels` are tabs of later steps."""

    changed = Signal(str)
    """The case in which something was recorded."""
    store_asked = Signal()
    """The places of custody, over all cases."""

    def __init__(self, seat: Seat, panels: Sequence[CasePanel] = ()) -> None:
        super().__init__()
        self._seat = seat
        self._wanted = ""
        self._draft: Mapping[str, Any] = {}
        self._after_scan = ""
        self._list, self._side = CaseList(), CaseSide(seat, panels)
        self._list.opened.connect(self.open)
        self._list.chosen.connect(self._show_open)
        self._side.sided.connect(self._show_side)
        self._side.linked.connect(self.open)
        self._side.refresh.connect(self._refresh)
        self._side.form.recorded.connect(self._on_recorded)
        self._side.form.ready.connect(self._show_side)
        self.papers.read.connect(self._put_draft_back)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._side)
        self._stack.setMinimumHeight(1)  # both sides scroll by themselves; the page need not scroll round them
        self.body.addWidget(self._stack, 1)
        self._back = ActButton("", key="Esc", icon="arrow-back-up")
        self._back.clicked.connect(self._on_back)
        self._store = ActButton("", key="K", icon="building-warehouse")
        self._store.clicked.connect(self.store_asked)
        self._export = ActButton("", key="X", icon="calendar")
        self._export.clicked.connect(self._on_export)
        self._open = ActButton("", key="Enter", icon="briefcase", kind="main")
        self._open.clicked.connect(self._on_open)
        self._record = ActButton("", key="Ctrl+Return", icon="check", kind="main")
        self._record.clicked.connect(self._side.form.record)
        self.set_acts([self._back, self._store, self._export], main=self._open)
        self._foot.addWidget(self._record)  # one main act at a time: opening in the list, recording in a form
        self.retranslate()

    def retranslate(self) -> None:
        self.set_title(self.tr("Cases"))
        self._back.set_text(self.tr("back"))
        self._store.set_text(self.tr("goods in custody"))
        self._export.set_text(self.tr("export the clocks"))
        self._open.set_text(self.tr("open the case"))
        self._record.set_text(self.tr("RECORD"))
        self._list.retranslate()
        self._side.retranslate()
        self._show_side()

    # the list

    def arrive(self) -> None:
        self._seat.jobs.read(lambda: cases_view(self._seat.station), self.render_view)
        if self._side.view is not None and not self._side.asking:
            self._read_case(self._side.view.case_id)

    def render_view(self, view: CasesView) -> None:
        """Show the list."""
        self._list.show_cases(view)

    @Slot()
    def _show_open(self) -> None:
        self._open.setEnabled(self._list.row is not None)

    @property
    def listed(self) -> tuple[CaseRow, ...]:
        """The cases on show, in their order."""
        return self._list.rows

    # the case

    @property
    def case(self) -> str:
        """The case on show; empty while the list is."""
        view = self._side.view
        return view.case_id if view and self._stack.currentIndex() == CASE else ""

    @property
    def procedure(self) -> ProcedureShown | None:
        """The procedure on show."""
        return self._side.procedure

    @property
    def act_form(self) -> AskForm:
        """The form of an act."""
        return self._side.form

    @property
    def acts(self) -> ActsPanel:
        """The next acts."""
        return self._side.acts

    @property
    def clock(self) -> ClockCard:
        """The next clock."""
        return self._side.clock

    @property
    def papers(self) -> CaseTabs:
        """All that the case holds."""
        return self._side.tabs

    @Slot(str)
    def open(self, case_id: str) -> None:
        """Open a case."""
        if self._draft.get("case") != case_id:
            self._draft = {}
        self._side.begin()
        self._stack.setCurrentIndex(CASE)
        self._show_side()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_case(case_id)

    @Slot()
    def _refresh(self) -> None:
        if self.case:
            self._read_case(self.case)

    def _read_case(self, case_id: str) -> None:
        seat, self._wanted = self._seat, case_id
        seat.jobs.read(
            lambda: case_view(seat.station, seat.officer, case_id), self._show_fresh, self._on_lost, owner=self
        )

    def _on_lost(self, failure: Any) -> None:
        self._side.view = None
        self._to_list()
        self._seat.messages.tell(failure)

    def _show_fresh(self, view: CaseView) -> None:
        if view.case_id != self._wanted:
            return  # another case was opened while this one was read
        self._side.show_case(view)
        self._put_draft_back()
        if self._after_scan:
            text, self._after_scan = self._after_scan, ""
            self._scanned_in_case(text)
        self._show_side()

    @Slot()
    def _show_side(self) -> None:
        case, asking = self._stack.currentIndex() == CASE, self._side.asking
        self._back.setVisible(case)
        self._store.setVisible(not case)
        self._export.setVisible(not case)
        self._open.setVisible(not case)
        self._record.setVisible(case and asking)
        self._record.setEnabled(not self._side.form.busy)

    @Slot()
    def _on_open(self) -> None:
        if self._list.row is not None:
            self.open(self._list.row.case_id)

    @Slot()
    def _on_back(self) -> None:
        if self._side.asking:
            self._side.leave_form()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._side.view, self._draft = None, {}
        self._to_list()

    def _to_list(self) -> None:
        self._stack.setCurrentIndex(LIST)
        self._show_side()
        self._list.take_focus()
        self.arrive()

    @Slot(object, object)
    def _on_recorded(self, question: Question, done: Any) -> None:
        view = self._side.view
        self._side.leave_form()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if view is None:
            return
        self._read_case(view.case_id)
        self.changed.emit(view.case_id)
        if pdfs := question.pdfs(done):
            self.papers.documents.print_new(pdfs)

    # drafts

    def draft(self) -> dict[str, object]:
        entered = self._side.form.draft()
        if not entered or self._side.view is None:
            return dict(self._draft)  # one that waits for its case to be read is still a draft
        n = self._side.procedure.n if self._side.procedure else 1
        return {"case": self._side.view.case_id, "n": n, **entered}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        self._draft = draft
        self.open(str(draft["case"]))

    @Slot()
    def _put_draft_back(self) -> None:
        """Ask again what was being asked; a tab's own question waits until the tab has been read."""
        draft, values = self._draft, self._draft.get("values")
        if not draft or draft.get("case") != self.case:
            return
        if self.procedure is not None and self.procedure.n != draft.get("n"):
            self._side.choose_procedure(int(draft.get("n", 1)))
        question = self._side.question(str(draft.get("id", "")))
        if question is not None and isinstance(values, Mapping):
            self._draft = {}
            self._side.ask(question.id, from_draft(question, values))

    # the calendar

    @Slot()
    def _on_export(self) -> None:
        ask_target(self, self.tr("Export the clocks"), self.export_to, self.tr("Calendar"), "ics")

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
        if self.case and self._scanned_in_case(scan.text):
            return True
        found = self.searched(scan.text)
        self._after_scan = scan.text if found else ""
        return found

    def _scanned_in_case(self, text: str) -> bool:
        """A code on goods or a place: to the field that waits for one, or to the panel that knows what it means."""
        if self._side.asking and self._side.form.take_scan(code_of(text)):
            return True
        return any(panel.scanned(text) for panel in self.papers.panels)

    def searched(self, text: str) -> bool:
        found = case_of_code(text) or self._list.named(text)
        if found and found != self.case:
            self.open(found)
        return bool(found)


def case_of_code(text: str) -> str:
    """The case that the code of a document names; empty for any other text."""
    try:
        return parse_case_code(text)[0]
    except Refused:
        return ""


def code_of(text: str) -> str:
    """What a scanned label names: a parcel, a place, a document's number; any other text as it is."""
    try:
        return parse_case_code(text)[1]
    except Refused:
        return text.strip()
