"""The bench page: what is declared, what lies here, and the right that matters; answered with one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.bench.codes.commands import DIGITS, TIMES, Command, command_of
from app.bench.codes.meaning import Kind, meaning
from app.bench.judging import Judged
from app.bench.rules.counts import Guard, Method
from app.bench.screen.answer import Answer, ScanStream
from app.bench.screen.card import RightPanel
from app.bench.screen.counting import Counted, CountPane
from app.bench.screen.drafting import Drafting
from app.bench.screen.ending import Ending
from app.bench.screen.goods import GoodsPane
from app.bench.screen.heading import ShipmentHead
from app.bench.screen.looking import Looking
from app.bench.screen.recounting import RecountPane
from app.bench.screen.sampling import SamplingPane
from app.bench.screen.sitting import Sitting
from app.bench.screen.sources import brings
from app.bench.seeing import Eyes
from app.bench.view.bench import BenchLine, BenchView
from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.jobs import Job
from app.desk.layouts import Fitted, side_by_side
from app.desk.page import Page
from app.desk.scan import Scan
from app.register.rules import Recordation
from app.register.standing import StandingRegister
from app.seat import Seat


class BenchPage(Page):
    """One shipment on the bench."""

    detain_asked = Signal(str)
    """The inspection whose goods are to be detained."""
    found_elsewhere = Signal(str)
    """A scanned number that is not of this shipment: another declaration, a case, a notice."""
    closed = Signal(str)
    """The declaration number of a shipment whose inspection was closed."""
    offered = Signal(str, str, str)
    """A code that the camera saw or that was pasted, for the scan bus: text, source, symbology."""

    def __init__(self, seat: Seat, register: StandingRegister, eyes: Eyes) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._times = 1
        self._wanted_line = ""
        self._onward = False
        self._seat = seat
        self.sitting = Sitting(seat, register, eyes, self)
        self.heading, self.goods, self.answer = ShipmentHead(), GoodsPane(), Answer()
        self.counts, self.stream, self.card = CountPane(), ScanStream(), RightPanel()
        self.recount = RecountPane(seat, self.sitting)
        self.sampling = SamplingPane(seat, self.sitting, self.sitting.settings.plans, self.counts)
        self._drafting = Drafting(self.sitting, self.goods, self.counts, self.recount)
        self._guard = Guard()
        self.looking = Looking(seat, register, eyes, self.sitting, lambda: self.goods.line, self._right_in_hand, self)
        self._make_acts()
        self._listen()
        self._lay_out()
        self.setFocusProxy(self.goods)
        self._show()
        self.retranslate()

    def _make_acts(self) -> None:
        self.ending = Ending(self.sitting, self.confirm, lambda: self.recount.due)
        self._widen = self._act("W", "arrows-maximize", self.sitting.widen)
        self._undo = self._act("Z", "arrow-back-up", self.sitting.undo)

    def _act(self, key: str, icon: str, slot: Callable[[], None]) -> ActButton:
        act = ActButton("", key=key, icon=icon, kind="bench")
        act.clicked.connect(slot)
        return act

    def _listen(self) -> None:
        self.sitting.loaded.connect(self._show)
        self.sitting.loaded.connect(self._drafting.put_back)
        self.sitting.judged.connect(self._on_judged)
        self.sitting.undone.connect(self.answer.show_undone)
        self.sitting.carton_met.connect(self._on_carton_met)
        self.sitting.counted.connect(self._on_line_wanted)
        self.sitting.closed.connect(self.closed)
        self.ending.detain_asked.connect(self.detain_asked)
        self.goods.chosen.connect(self._on_line)
        self.goods.added.connect(self.sitting.add_undeclared)
        self.counts.counted.connect(self._on_counted)
        for part in (self.counts, self.recount):
            part.left.connect(self._on_left)
        self.recount.turned.connect(self._show)
        self.recount.turned.connect(self._drafting.turn_blind)
        self.counts.turned.connect(self._make_room)
        self.looking.offered.connect(self.offered)
        self.looking.doubted.connect(self.answer.show_doubt)
        self.looking.comparing.connect(self._on_comparing)
        self.looking.reading.connect(self._on_reading)
        self.looking.read.connect(self.busy.finish)
        self.card.ticked.connect(lambda ticked: self.sitting.tick(*ticked))

    def _lay_out(self) -> None:
        self.head.addWidget(self.heading.lane)
        self.body.addWidget(self.heading)
        middle = Fitted()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        counting = (self.answer.count, self.recount, self.counts, self.sampling)
        for part in (self.answer.banner, self.looking.earlier, *counting):
            column.addWidget(part)
        column.addWidget(self.stream, 1)
        left = QWidget()
        shown = QVBoxLayout(left)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.addWidget(self.looking.camera)
        shown.addWidget(self.goods, 1)
        self._columns = side_by_side(left, middle, self.card, sizes=(480, 400, 330), shares=(5, 4, 3))
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(self.looking.compare, 1)
        looking = (*self.looking.compare.answers, *self.looking.acts, *self.looking.compare.ways)
        acts = [self.ending.nothing, self.ending.documents, self._widen, *looking, self._undo]
        self.set_acts(acts, main=self.ending.detain)

    def retranslate(self) -> None:
        self.set_title(self.tr("Bench"))
        self._widen.set_text(self.tr("widen"))
        self._undo.set_text(self.tr("undo"))
        for part in (
            self.ending,
            self.goods,
            self.answer,
            self.counts,
            self.recount,
            self.sampling,
            self.stream,
            self.card,
            self.looking,
        ):
            part.retranslate()
        self._show()

    # what is on show

    @property
    def view(self) -> BenchView | None:
        """The bench as it stands; None where it is empty."""
        return self.sitting.view

    @property
    def lines(self) -> tuple[BenchLine, ...]:
        """The goods lines, declared and found."""
        return self.goods.lines

    @property
    def verdict(self) -> str:
        """The state of the verdict banner."""
        return self.answer.state

    @property
    def widened(self) -> bool:
        """Whether the whole shipment is being inspected."""
        return self.view is not None and self.view.widened

    @property
    def chosen(self) -> str:
        """The key of the line that counts go to."""
        return self.goods.line.key if self.goods.line is not None else ""

    def found(self, key: str) -> int | None:
        """What was counted on a line."""
        line = next((line for line in self.lines if line.key == key), None)
        return int(line.found) if line is not None and line.found is not None else None

    # showing

    def open(self, declaration_no: str) -> None:
        """Put a shipment on the bench: its open inspection, or a new one."""
        self.sitting.open(declaration_no)

    def arrive(self) -> None:
        self.sitting.reload()

    @Slot()
    def _show(self) -> None:
        view = self.view
        self.heading.render_view(view)
        self.stream.set_rows(view.scans if view else ())
        self.recount.render_view(view)
        self.sampling.render_view(view)
        wanted = self._wanted_line or self.recount.differs
        self.goods.show_lines(self.recount.seen_by(view) if view else (), wanted)
        if self._onward:
            self.goods.step_uncounted()
        self._wanted_line, self._onward = "", False
        self._enable(on=self.sitting.at_work)
        if view is None:
            self.card.clear()
            return
        self.card.show_cards(view.cards)
        self.looking.retranslate()
        self._show_line(self.goods.line)
        if view.closed:
            self.answer.show_ended(view)

    def _enable(self, *, on: bool) -> None:
        first = on and self.recount.second is None
        for widget in (*self.ending.acts, *self.looking.acts, self._undo):
            widget.setEnabled(first)
        self._widen.setEnabled(first and not self.widened)
        self.counts.setEnabled(on)
        self.goods.enable(on=first)
        self._make_room()

    @Slot()
    def _make_room(self) -> None:
        """Only what is needed now is shown: where fields are open, the verdict and what lies beside them step back."""
        lies, work, blind = self.view is not None, self.sitting.at_work, self.recount.second is not None
        self.answer.banner.setVisible(lies and not blind and not self.recount.asks and not self.counts.covers)
        self.answer.count.setVisible(lies)
        self.counts.setVisible(work and not self.recount.asks)
        self.counts.set_blind(on=blind)
        self.sampling.setVisible(work and not blind and not self.recount.asks)
        self.stream.setVisible(not blind)

    @Slot(object)
    def _on_line(self, line: BenchLine | None) -> None:
        self._show_line(line)
        if line is not None and line.marks:
            self.card.show_right(line.marks[0])

    def _show_line(self, line: BenchLine | None) -> None:
        self.counts.show_line(line)
        if line is not None:
            self.answer.show_line(line, self._times)

    @Slot(str)
    def _on_line_wanted(self, key: str) -> None:
        self._wanted_line = key

    # scans

    def scanned(self, scan: Scan) -> bool:
        return self._take(scan.text, scan.source, scan.at, scan.symbology)

    def searched(self, text: str) -> bool:
        return self._take(text, "keys", 0.0)

    def _take(self, text: str, source: str, at: float, symbology: str = "") -> bool:
        command = command_of(text)
        if command is not None:
            self._obey(command)
        elif not self.sitting.at_work or meaning(text, symbology).kind in (Kind.DECLARATION, Kind.CASE, Kind.NOTICE):
            self.found_elsewhere.emit(text)
        elif self.recount.second is not None:
            self._seat.messages.tell(Say("inspection.recount_by_hand"))
        elif source == "wedge" and self._guard.again(source, text, at):  # a camera tells by itself what was taken away
            self.answer.show_repeated(text)
        else:
            times, self._times = self._times, 1
            self.sitting.scan(text, source, self.goods.line, times, symbology)
        return True

    @Slot(object)
    def _on_judged(self, judged: Judged | None) -> None:
        self.answer.show_judged(judged)
        self.looking.show_earlier(judged.earlier_photo if judged is not None else "")
        if judged is not None:
            self._wanted_line = judged.line_key

    def _obey(self, command: Command) -> None:
        if command in TIMES:
            self._times = TIMES[command]
            self._show_line(self.goods.line)
        elif command in DIGITS and self.sitting.at_work:
            self.counts.begin(DIGITS[command])
        elif command in self._does:
            self._does[command]()

    @property
    def _does(self) -> Mapping[Command, Callable[[], object]]:
        return {
            Command.NOTHING_FOUND: self.ending.nothing.click,
            Command.UNDO: self._undo.click,
            Command.DETAIN: self.ending.detain.click,
            Command.WIDEN: self._widen.click,
            Command.PHOTO: self.looking.photo.click,
            Command.CARTON: partial(self.counts.toggle, self.counts.cartons),
            Command.AS_DECLARED: self.counts.count_as_declared,
            Command.NEXT_LINE: partial(self.goods.step, 1),
            Command.PREVIOUS_LINE: partial(self.goods.step, -1),
            Command.CLUE: self.card.step_clue,
            Command.TICK: self.card.tick,
            Command.CONFIRM: self._on_yes,
            Command.CANCEL: self._on_no,
            Command.NEXT_SHIPMENT: partial(self.found_elsewhere.emit, ""),
        }

    def _on_yes(self) -> None:
        """The code for yes answers the open question, else enters the count that was begun."""
        if self.confirm.isHidden():
            self.counts.enter()
        else:
            self.confirm.answer(yes=True)

    def _on_no(self) -> None:
        if self.confirm.isHidden():
            self.counts.drop()
        else:
            self.confirm.answer(yes=False)

    # counts

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.sitting.at_work and event.matches(QKeySequence.StandardKey.Paste):
            self.looking.bring(QApplication.clipboard().mimeData())
        elif self.sitting.at_work and event.text().isdigit():
            self.counts.begin(event.text())
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _on_counted(self, counted: Counted) -> None:
        line = self.goods.line
        if line is None:
            return
        if self.recount.second is not None:
            self.recount.count(line, counted)
        else:
            self.sitting.count(line, counted.quantity, counted.unit, counted.how)
        self._onward = counted.how.method is Method.AS_DECLARED or self.recount.second is not None

    @Slot()
    def _on_left(self) -> None:
        self.goods.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_carton_met(self, code: str) -> None:
        self.counts.ask_carton(code)

    # pictures

    def _right_in_hand(self) -> Recordation | None:
        return self.card.card.right if self.card.card is not None else None

    @Slot(bool)
    def _on_comparing(self, on: bool) -> None:
        """The comparison has the room, and of the acts only those with pictures: nothing is closed by accident."""
        self._columns.setVisible(not on)
        self.looking.compare.show_acts(on=on)
        for act in (
            self.ending.nothing,
            self.ending.documents,
            self._widen,
            self.looking.match,
            self._undo,
            self.ending.detain,
        ):
            act.setVisible(not on)

    @Slot(object)
    def _on_reading(self, job: Job) -> None:
        self.busy.start(self.tr("Reading the words on the goods…"), job)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.looking.camera.camera.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.sitting.at_work and brings(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.looking.bring(event.mimeData())

    def draft(self) -> dict[str, object]:
        return self._drafting.draft()

    def take_draft(self, draft: Mapping[str, object]) -> None:
        self._wanted_line = str(draft.get("line", ""))
        self._drafting.take(draft)
