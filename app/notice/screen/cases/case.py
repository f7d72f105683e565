"""One case: its facts in time at the left; at the right its next clock, its next acts and all that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from app.core.errors import Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField
from app.desk.language import words
from app.desk.layouts import scrolling
from app.desk.signs import StatePill, Word, label
from app.desk.theme import theme
from app.desk.timeline import Fact, Timeline
from app.identity.rules import Power
from app.notice.cases_view import ActShown, CaseView, ProcedureShown
from app.notice.screen.asking import AskForm, Question
from app.notice.screen.cases.acts import ActsPanel
from app.notice.screen.cases.changing import CHANGES
from app.notice.screen.cases.clock import ClockCard
from app.notice.screen.cases.listing import proof_word
from app.notice.screen.cases.moving import move
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.tabs import CaseTabs
from app.notice.screen.cases.words import both
from app.seat import Seat


class CaseSide(QWidget):
    """A case on show, and the questions that can be asked about it."""

    sided = Signal()
    """A form came or went: other buttons stand at the foot."""
    linked = Signal(str)
    """Another case that this one belongs with is to be opened."""
    refresh = Signal()
    """Something was recorded beside a question: read the case anew."""

    def __init__(self, seat: Seat, panels: Sequence[CasePanel]) -> None:
        super().__init__()
        self._seat = seat
        self.view: CaseView | None = None
        self._n = 0
        self._head = label(kind="heading")
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._where, self._state, self._touched = StatePill(), StatePill(), StatePill()
        self._holder = ChoiceField("")
        self._holder.edited.connect(self._on_holder)
        self._line = Timeline()
        self._line.opened.connect(self._on_document)
        self.form = AskForm(seat)
        self.clock, self.acts = ClockCard(), ActsPanel()
        self.tabs = CaseTabs(seat, panels)
        self.acts.chosen.connect(self._on_act)
        for part in (self.clock, self.acts, self.tabs):
            part.asked.connect(self.ask)
        self.tabs.gone.connect(self._show_tabs)
        self._links = QHBoxLayout()  # no row that wraps: its height by width would make the whole page scroll
        self._links.setSpacing(16)
        self._links.addStretch(1)
        self._link_buttons: list[ActButton] = []
        self._lay_out()
        self._fit()
        theme().changed.connect(self._fit)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._head, 1)
        head.addWidget(self._holder)
        for pill in (self._touched, self._state, self._where):
            head.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        right = QWidget()
        inside = _column(right)
        for part in (self.form, self.clock, self.acts, self.tabs):
            inside.addWidget(part)
        self._area = scrolling(right)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._line)
        halves.addWidget(self._area)
        halves.setSizes([360, 880])
        halves.setStretchFactor(1, 1)
        whole = _column(self)
        whole.addLayout(head)
        whole.addLayout(self._links)
        whole.addWidget(halves, 1)

    @Slot()
    def _fit(self) -> None:
        self._line.setMinimumWidth(theme().px(290))

    @property
    def procedure(self) -> ProcedureShown | None:
        """The procedure on show."""
        if self.view is None or not self.view.procedures:
            return None
        return self.view.procedures[min(self._n, len(self.view.procedures) - 1)]

    @property
    def at(self) -> At | None:
        """Where a question is asked now."""
        shown = self.procedure
        return At(self._seat, self.view, shown) if self.view is not None and shown is not None else None

    @property
    def asking(self) -> bool:
        """Whether a form is on show."""
        return self.form.isVisibleTo(self)

    def begin(self) -> None:
        """Another case is coming: no form and no procedure of the last one."""
        self._n = 0
        self.form.leave()

    # showing

    def show_case(self, view: CaseView) -> None:
        """Show a case."""
        self.view = view
        at = self.at
        self._head.setToolTip(view.party)
        self._head.setText(
            f"{view.case_id} · {view.party}\n{both(view.track)} · {grouped(view.item_count)} · "
            f"{view.currency} {grouped(view.value)} · {view.declaration_no}"
        )
        self._holder.set_choices([(each.n, each.holder) for each in view.procedures])
        self._holder.setVisible(len(view.procedures) > 1)
        self._where.set_word(proof_word(proved=view.proved))
        self._touched.setVisible(bool(view.touched))
        self._touched.set_word(Word("yellow", self.tr("right changed"), "bell"))
        self._touched.setToolTip("\n".join(words(each.say) for each in view.touched))
        self._show_links(view)
        self._show_facts(view)
        if at is not None:
            self._show_procedure(at)

    def _show_procedure(self, at: At) -> None:
        shown, view = at.shown, at.view
        self._holder.set_value(shown.n)
        state = Word("muted" if shown.ended else "blue", both(shown.state), "check" if shown.ended else "gavel")
        self._state.set_word(state)
        may = view.owned and self._seat.officer.may(Power.MOVE_CASE)
        self.clock.set_clocks(shown.clocks, may=may)
        self.acts.set_acts(shown.acts, owned=view.owned, may=may)
        self.acts.setVisible(not self.asking)
        self.tabs.show_case(at)

    def _show_facts(self, view: CaseView) -> None:
        self._line.set_facts(
            [
                Fact(each.document or each.id, each.at, words(each.what), each.who, each.note, each.icon,
                     opens=bool(each.document))
                for each in view.facts
            ]
        )  # fmt: skip

    def _show_links(self, view: CaseView) -> None:
        for old in self._link_buttons:
            self._links.removeWidget(old)
            old.deleteLater()
        self._link_buttons = []
        for link in view.links:
            button = ActButton(self.tr("linked: {case}").format(case=link.case_id), icon="link", kind="link")
            button.setToolTip(link.reason)
            button.setEnabled(link.here)
            button.clicked.connect(partial(self.linked.emit, link.case_id))
            self._link_buttons.append(button)
            self._links.insertWidget(len(self._link_buttons) - 1, button)

    def retranslate(self) -> None:
        """Say it again in the language on screen; a form that is open keeps what was entered."""
        self._holder.set_title(self.tr("Right holder"))
        self.tabs.retranslate()
        if self.view is not None:
            self.show_case(self.view)
        question, values = self.form.question, self.form.form.values()
        if question is not None:
            self.ask(question.id, values)

    @Slot()
    def _on_holder(self) -> None:
        self.choose_procedure(int(str(self._holder.value())))

    def choose_procedure(self, n: int) -> None:
        """Show another right holder's procedure of the case."""
        if self.view is None:
            return
        numbers = [each.n for each in self.view.procedures]
        self._n = numbers.index(n) if n in numbers else 0
        self.form.leave()
        self.show_case(self.view)
        self.sided.emit()

    @Slot(str)
    def _on_document(self, number: str) -> None:
        self.tabs.go_to(self.tabs.documents)
        self.tabs.documents.show_document(number)

    @Slot()
    def _show_tabs(self) -> None:
        # Another panel may be longer or shorter: look once it is laid out.
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(self.tabs.y()))

    # asking

    @Slot(object)
    def _on_act(self, act: ActShown) -> None:
        instead = (panel.instead_of(act) for panel in self.tabs.panels)
        self.ask(next((name for name in instead if name), f"move:{act.id}"))

    def question(self, name: str) -> Question | None:
        """A question by its id, as things stand now; None where it can't be asked any more."""
        at = self.at
        if at is None:
            return None
        what, _, about = name.partition(":")
        if what == "move":
            act = next((each for each in at.shown.acts if each.id == about and each.act.open), None)
            return move(at, act) if act is not None else None
        if what in CHANGES:
            return CHANGES[what](at, about)
        asked = (panel.question(what, about, at) for panel in self.tabs.panels)
        return next((question for question in asked if question is not None), None)

    @Slot(str)
    def ask(self, name: str, values: dict[str, object] | None = None) -> None:
        """Ask a question by its id."""
        if name == "refresh":
            self.refresh.emit()
            return
        if self.asking and self.form.question is not None and self.form.question.id != name:
            self._seat.messages.tell(Say("case.form_open", {"title": self.form.question.title}))
            return
        question = self.question(name)
        if question is None:
            return
        self.form.ask(question, values)
        self.acts.hide()
        self._area.verticalScrollBar().setValue(0)
        self.sided.emit()

    def leave_form(self) -> None:
        """Leave the form; nothing is recorded."""
        self.form.leave()
        self.acts.show()
        self.sided.emit()


def _column(of: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(of)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column
