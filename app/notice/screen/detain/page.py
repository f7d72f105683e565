"""The Detain page: one page, pre-filled from scans and declaration; the only typing is what no scan could know."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.bench.codes.commands import Command, command_of
from app.core.errors import Refused, Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.fields import Field
from app.desk.layouts import scrolling
from app.desk.page import Page
from app.desk.scan import Scan
from app.desk.signs import BigCount, StatePill, Word, label
from app.desk.table import RecordTable
from app.desk.theme import theme
from app.detention.rules import Detention
from app.identity.rules import Officer
from app.identity.work import confirm_second, slots_of
from app.notice.preview import preview
from app.notice.screen.cases.words import plain
from app.notice.screen.detain.forms import LINE_FIELDS, TEXTS, CaseForm, LineForm, officer_name
from app.notice.screen.detain.papers import PapersShown
from app.notice.screen.detain.words import columns, due_lines
from app.notice.screen.paper import Printing
from app.notice.view import (
    Consequence,
    DetainView,
    DraftLine,
    consequence,
    detain_view,
    detention_of,
    photos_of,
    shared_out,
)
from app.notice.work import Detained, Issued, detain
from app.register.standing import StandingRegister
from app.seat import Seat

SETTLE_MS = 400


class DetainPage(Page):
    """From counts to printed documents; `recorded` when the detention stands."""

    recorded = Signal(str)
    """The number of the new case."""
    left = Signal()

    def __init__(self, seat: Seat, register: StandingRegister) -> None:
        super().__init__()
        self._seat, self._register = seat, register
        self._view: DetainView | None = None
        self._lines: tuple[DraftLine, ...] = ()
        self._second: Officer | None = None
        self._consequence: Consequence | None = None
        self._issued: tuple[Issued, ...] = ()
        self._done: Detained | None = None
        self._recording = False
        self._editing = False
        self._table: RecordTable[DraftLine] = RecordTable("detain", columns(""), same=lambda line: line.key)
        self._table.chosen.connect(self._on_line)
        self._table.opened.connect(self._on_toggled)
        self._line_form, self.form = LineForm(), CaseForm()
        self._line_form.edited.connect(self._on_line_edited)
        self.form.edited.connect(self._on_edited)
        self.form.passphrase.returnPressed.connect(self._on_confirm)
        self._count, self._due = BigCount(), label(wrap=True)
        self._confirmed = StatePill()
        self._papers, self._printing = PapersShown(), Printing(self)
        self._printing.failed.connect(seat.messages.tell)
        self._record = ActButton("", key="Ctrl+Enter", icon="printer", kind="main")
        self._record.clicked.connect(self._on_record)
        self._print = ActButton("", key="P", icon="printer")
        self._print.clicked.connect(self._on_print)
        self._back = ActButton("", key="Esc", icon="arrow-back-up")
        self._back.clicked.connect(self.left)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._preview)
        self._lay_out()
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        self.head.insertWidget(1, self._confirmed)
        self.head.insertWidget(2, self._due, 9)  # against the stretch of 1 that every head has
        self.head.addWidget(self._count)
        self._table.setMinimumHeight(theme().px(164))
        left.addWidget(self._table, 1)
        left.addWidget(self._line_form)
        left.addWidget(self.form)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        entered = QWidget()
        entered.setLayout(left)
        self._entered = scrolling(entered)
        halves.addWidget(self._entered)
        halves.addWidget(self._papers)
        for at, share in enumerate((5, 3)):
            halves.setStretchFactor(at, share)
        halves.setSizes([770, 460])
        self.body.addWidget(halves, 1)
        self.set_acts([self._back, self._print], main=self._record)

    def _currency(self) -> str:
        return self._view.currency if self._view else ""

    def retranslate(self) -> None:
        self.set_title(self.tr("Detain"))
        self._table.set_words(columns(self._currency()), self.tr("Count goods on the bench first (Esc goes back)."))
        self._line_form.retranslate()
        self.form.retranslate(self._view.tracks if self._view else ())
        self._papers.retranslate()
        self._back.set_text(self.tr("back"))
        self._print.set_text(self.tr("print again"))
        self._show_batch()
        self._show_state()

    def _record_text(self) -> str:
        count = len(self._issued)
        if count:
            return self.tr("RECORD AND PRINT {count}").format(count=count)
        return self.tr("RECORD") if self._consequence is not None else self.tr("RECORD AND PRINT")

    # what is on show

    @property
    def papers(self) -> int:
        """How many documents are ready to be issued or were issued."""
        return len(self._issued)

    @property
    def ready(self) -> bool:
        """Whether the second officer has confirmed and the documents can be issued."""
        return self._second is not None and self._record.isEnabled() and not self._settle.isActive()

    @property
    def case(self) -> str:
        """The number of the case, once it is recorded."""
        return self._done.recorded.case_id if self._done else ""

    # showing

    def open(self, inspection_id: str) -> None:
        """Fill the page from an inspection."""
        seat = self._seat
        self._done = None
        if self._view is None or self._view.inspection != inspection_id:
            # Nothing of another shipment's papers may slip into these: its address, its seals.
            self.form.set_values(dict.fromkeys((*TEXTS, "passphrase"), ""))
            self.form.clear_refusals()
        seat.jobs.read(lambda: detain_view(seat.station, self._register, seat.officer, inspection_id), self.render_view)

    def render_view(self, view: DetainView | None) -> None:
        """Show what is to be detained."""
        self._view = view
        self._consequence = None
        self._issued = ()
        self._lines = view.lines if view else ()
        if view is not None:
            self._line_form.offer_rights(view.rights)
            self.form.offer_colleagues(view.colleagues)
            self.form.retranslate(view.tracks)
            if not self.form["place"].value():
                self.form["place"].set_value(view.place)
        self._table.set_words(columns(self._currency()), self.tr("Count goods on the bench first (Esc goes back)."))
        self._show_lines()
        self._changed()
        if any(line.taken for line in self._lines):
            # All of this is filled in: what is left to type, whatever else may be corrected, is the colleague's word.
            self.form["passphrase"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lines(self) -> None:
        self._table.set_rows(self._lines)
        if self._table.row is None and self._lines:
            self._table.choose(self._lines[0])

    @Slot(object)
    def _on_line(self, line: DraftLine | None) -> None:
        self._line_form.setEnabled(line is not None and self._done is None)
        if line is not None and not self._editing:
            self._line_form.set_values(
                {
                    "quantity": plain(line.quantity),
                    "unit": line.unit,
                    "value": line.value,
                    "recordation_nos": line.recordation_no,
                }
            )

    @Slot(object)
    def _on_toggled(self, line: DraftLine) -> None:
        self._replace(replace(line, taken=not line.taken))

    @Slot(str)
    def _on_line_edited(self, _name: str) -> None:
        line, values = self._table.row, self._line_form.values()
        if line is None:
            return
        quantity = Decimal(str(values["quantity"] or 0))
        # What is being typed stays as it is typed: "1." is on its way to "1.5".
        self._editing = True
        self._replace(
            replace(
                line,
                quantity=quantity,
                error=line.error if quantity == line.quantity else Decimal(0),
                unit=str(values["unit"]),
                value=Decimal(str(values["value"] or 0)),
                recordation_no=str(values["recordation_nos"] or ""),
            )
        )
        self._editing = False

    def _replace(self, changed: DraftLine) -> None:
        self._lines = tuple(changed if line.key == changed.key else line for line in self._lines)
        self._table.set_rows(self._lines)
        self._changed()

    @Slot(str)
    def _on_edited(self, name: str) -> None:
        total = self.form["total"].value()
        if name == "total" and total is not None:
            self._lines = shared_out(self._lines, Decimal(str(total)))
            self._table.set_rows(self._lines)
        if name != "passphrase":
            self._changed(total_typed=name == "total")

    def _changed(self, *, total_typed: bool = False) -> None:
        # The second officer confirmed what stood here; what stands here now has to be confirmed anew.
        self._second = None
        value = self._show_batch()
        if not total_typed:
            self.form["total"].set_value(value)
        self._settle.start()

    def _show_batch(self) -> Decimal:
        taken = [line for line in self._lines if line.taken]
        items = sum(int(line.quantity) for line in taken)
        value = sum((line.value for line in taken), Decimal(0))
        last = f"{self._currency()} {grouped(value)}"
        self._count.set_count(items, self.tr("items · one batch · lines: {count}").format(count=len(taken)), last)
        return value

    @Slot()
    def _preview(self) -> None:
        view, seat = self._view, self._seat
        taken = [line for line in self._lines if line.taken]
        if view is None or not taken or self._done is not None or self._recording:
            self._show_state()
            return
        if not view.colleagues:
            self._on_refused(Refused("detention.no_colleague", field="second_officer"))
            return
        track = str(self.form["track"].value() or "")
        value = sum((line.value for line in taken), Decimal(0))
        right = next((each for each in view.rights if each.recordation_no == taken[0].recordation_no), None)
        detention = self._detention(self._second.officer_id if self._second else view.colleagues[0].officer_id)

        def op() -> tuple[Consequence, tuple[Issued, ...]]:
            photos = photos_of(seat.station, view.inspection)
            return consequence(seat.station, track, value, right), preview(
                seat.station, seat.officer, detention, photos
            )

        seat.jobs.change(op, self._on_preview, self._on_refused)

    def _detention(self, second: str) -> Detention:
        assert self._view is not None  # noqa: S101 - callers have just looked
        entered = {name: str(self.form[name].value() or "") for name in (*TEXTS, "track", "price_basis")}
        return detention_of(self._view, self._lines, self._seat.officer, second, entered)

    def _on_preview(self, made: tuple[Consequence, tuple[Issued, ...]]) -> None:
        self._consequence, self._issued = made
        self.form.clear_refusals()
        self._line_form.clear_refusals()
        self._papers.show_papers(self._issued)
        self._show_state()

    def _show_state(self) -> None:
        found = self._consequence
        if found is not None:
            self._due.setText("\n".join(due_lines(found)[:2]))
        else:
            self._due.clear()
        self._confirmed.setVisible(self._second is not None or self._done is not None)
        if self._done is not None:
            self._confirmed.set_word(
                Word("green", self.tr("recorded as {case}").format(case=self._done.recorded.case_id))
            )
        elif self._second is not None:
            self._confirmed.set_word(
                Word("green", self.tr("{name} has confirmed").format(name=officer_name(self._second)))
            )
        self._record.set_text(self._record_text())
        self._record.setEnabled(self._consequence is not None and self._done is None and not self._recording)
        self._print.setVisible(self._done is not None)
        for form in (self.form, self._line_form):
            form.setEnabled(self._done is None)

    def _on_refused(self, failure: Any) -> None:
        self._consequence, self._issued = None, ()
        self._papers.show_papers(None)
        self._show_state()
        self._tell(failure)

    def _tell(self, failure: Any) -> None:
        """A refusal at its field, and the field in sight; a line's field is that of the line it names."""
        place, _dot, name = str(getattr(failure, "field", "") or "").partition("].")
        taken = [line for line in self._lines if line.taken]
        if isinstance(failure, Refused) and name in LINE_FIELDS and place.removeprefix("lines[").isdigit():
            self._table.choose(taken[int(place.removeprefix("lines["))])
            self._line_form[name].refuse(failure.say)
        else:
            self._seat.messages.tell(failure, self.form)
        refused = next((each for form in (self._line_form, self.form) for each in form.fields if each.refusal), None)
        if refused is not None:
            self._show_field(refused)

    def _show_field(self, field: Field) -> None:
        self._entered.ensureWidgetVisible(field, 0, 8)
        # The line under the field makes the form longer only once Qt has laid it out: look again then.
        QTimer.singleShot(0, self, lambda: self._entered.ensureWidgetVisible(field, 0, 8))

    # acts

    @Slot()
    def _on_confirm(self) -> None:
        seat = self._seat
        second, passphrase = str(self.form["second_officer"].value()), str(self.form["passphrase"].value())
        if not passphrase:  # no word was given: that is no wrong word
            self._tell(Refused("detention.two_officers", field="passphrase"))
            return
        self.form["passphrase"].set_value("")
        slots = slots_of(seat.home)
        seat.jobs.read(
            lambda: confirm_second(seat.station, slots, seat.officer, second, passphrase, seat.station.clock),
            self._on_confirmed,
            self._on_not_confirmed,
            owner=self,
        )

    def _on_confirmed(self, second: Officer) -> None:
        self._second = second
        self.form.clear_refusals()
        self._show_state()
        self._record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_confirmed(self, failure: Any) -> None:
        self._tell(failure)

    def scanned(self, scan: Scan) -> bool:
        """Yes and no on the sheet of command codes; any other command has no meaning here."""
        command = command_of(scan.text)
        if command is Command.CONFIRM:
            self._record.click()
        elif command is Command.CANCEL:
            self.left.emit()
        return command is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The focus stands on the main act once the colleague has confirmed: Enter is then enough.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._record.hasFocus():
            self._record.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_record(self) -> None:
        view, seat = self._view, self._seat
        if view is None or self._done is not None or self._recording:
            return
        if self._second is None:
            self._tell(Refused("detention.two_officers", field="passphrase"))
            return
        detention = self._detention(self._second.officer_id)
        self._recording = True
        self._settle.stop()
        self._show_state()
        seat.jobs.change(
            lambda: detain(seat.station, seat.officer, detention, photos_of(seat.station, view.inspection)),
            self._on_recorded,
            self._on_not_recorded,
            owner=self,
        )

    def _on_not_recorded(self, failure: Any) -> None:
        """Nothing was recorded: the papers stay as they were shown, so that it can be tried again at once."""
        self._recording = False
        self._show_state()
        self._tell(failure)

    def _on_recorded(self, done: Detained) -> None:
        self._recording = False
        self._done, self._issued = done, done.notices
        self._papers.show_papers(self._issued)
        self._papers.go(0)
        self._show_state()
        self.recorded.emit(done.recorded.case_id)
        # After whoever heard of it has changed the page: a message about this page goes with it.
        self._seat.messages.tell(
            Say("issuing.recorded", {"case": done.recorded.case_id, "items": done.recorded.detention.items})
        )
        self._on_print()

    @Slot()
    def _on_print(self) -> None:
        if self._issued:  # under some laws the first papers come with the next act
            self._printing.ask(tuple(each.pdf for each in self._issued))

    def draft(self) -> dict[str, object]:
        if self._view is None or self._done is not None:
            return {}
        entered = {name: str(self.form[name].value() or "") for name in TEXTS}
        return {"inspection": self._view.inspection, **entered}

    def take_draft(self, draft: Any) -> None:
        self.form.set_values({name: draft[name] for name in TEXTS if name in draft})
        self.open(str(draft["inspection"]))
