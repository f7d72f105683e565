"""The bench page: what is declared, what lies here, and the right that matters; answered with one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from app.bench.codes.commands import TIMES, Command, command_of
from app.bench.codes.meaning import Kind, meaning
from app.bench.judging import Judged
from app.bench.screen.answer import AnswerPane, ScanStream
from app.bench.screen.card import RightPanel
from app.bench.screen.counting import CountPane
from app.bench.screen.goods import GoodsPane
from app.bench.screen.heading import ShipmentHead
from app.bench.screen.sitting import Sitting
from app.bench.seeing import Eyes
from app.bench.view.bench import BenchLine, BenchView
from app.bench.work import Result
from app.desk.buttons import ActButton
from app.desk.page import Page
from app.desk.scan import Scan
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

    def __init__(self, seat: Seat, register: StandingRegister, eyes: Eyes) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._times = 1
        self._wanted_line = ""
        self.sitting = Sitting(seat, register, eyes, self)
        self.heading, self.goods, self.answer = ShipmentHead(), GoodsPane(), AnswerPane()
        self.counts, self.stream, self.card = CountPane(), ScanStream(), RightPanel()
        self._make_acts()
        self._listen()
        self._lay_out()
        self.setFocusProxy(self.goods)
        self._show()
        self.retranslate()

    def _make_acts(self) -> None:
        self._nothing = self._act("N", "check", self._on_nothing)
        self._documents = self._act("O", "file-text", self._on_documents)
        self._widen = self._act("W", "arrows-maximize", self.sitting.widen)
        self._photo = self._act("P", "camera", self._on_photo)
        self._carton = self._act("C", "packages", self.counts.ask_cartons)
        self._undo = self._act("Z", "arrow-back-up", self.sitting.undo)
        self._detain = ActButton("", key="D", icon="hand-stop", kind="main")
        self._detain.clicked.connect(self._on_detain)

    def _act(self, key: str, icon: str, slot: Callable[[], None]) -> ActButton:
        act = ActButton("", key=key, icon=icon, kind="bench")
        act.clicked.connect(slot)
        return act

    def _listen(self) -> None:
        self.sitting.loaded.connect(self._show)
        self.sitting.judged.connect(self._on_judged)
        self.sitting.undone.connect(self.answer.show_undone)
        self.sitting.counted.connect(self._on_line_wanted)
        self.sitting.closed.connect(self.closed)
        self.goods.chosen.connect(self._on_line)
        self.goods.added.connect(self.sitting.add_undeclared)
        self.counts.counted.connect(self._on_counted)
        self.card.ticked.connect(lambda ticked: self.sitting.tick(*ticked))

    def _lay_out(self) -> None:
        self.head.addWidget(self.heading.lane)
        self.body.addWidget(self.heading)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.answer)
        column.addWidget(self.counts)
        column.addWidget(self.stream, 1)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        for at, (widget, share) in enumerate(((self.goods, 5), (middle, 4), (self.card, 3))):
            columns.addWidget(widget)
            columns.setStretchFactor(at, share)
        columns.setSizes([480, 400, 330])
        self.body.addWidget(columns, 1)
        acts = [self._nothing, self._documents, self._widen, self._photo, self._carton, self._undo]
        self.set_acts(acts, main=self._detain)

    def retranslate(self) -> None:
        self.set_title(self.tr("Bench"))
        for act, text in (
            (self._nothing, self.tr("nothing found")),
            (self._documents, self.tr("documents")),
            (self._widen, self.tr("widen")),
            (self._photo, self.tr("photo")),
            (self._carton, self.tr("cartons")),
            (self._undo, self.tr("undo")),
            (self._detain, self.tr("DETAIN")),
        ):
            act.set_text(text)
        for part in (self.goods, self.answer, self.counts, self.stream, self.card):
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
        self.goods.show_lines(view.lines if view else (), self._wanted_line)
        self._wanted_line = ""
        self.answer.setVisible(view is not None)
        self._enable(on=self.sitting.at_work)
        if view is None:
            self.card.clear()
            return
        self.card.show_cards(view.cards)
        self._photo.set_text(self.tr("photo ({count})").format(count=view.photos))
        self._show_line(self.goods.line)
        if view.closed:
            self.answer.show_ended(view)

    def _enable(self, *, on: bool) -> None:
        acts = (self._nothing, self._documents, self._photo, self._carton, self._undo, self._detain, self.counts)
        for widget in acts:
            widget.setEnabled(on)
        self._widen.setEnabled(on and not self.widened)
        self.goods.enable(on=on)
        self.counts.setVisible(on)

    @Slot(object)
    def _on_line(self, line: BenchLine | None) -> None:
        self._show_line(line)
        if line is not None and line.marks:
            self.card.show_right(line.marks[0])

    def _show_line(self, line: BenchLine | None) -> None:
        if line is not None:
            self.answer.show_line(line, self._times)

    @Slot(str)
    def _on_line_wanted(self, key: str) -> None:
        self._wanted_line = key

    # scans

    def scanned(self, scan: Scan) -> bool:
        return self._take(scan.text, scan.source)

    def searched(self, text: str) -> bool:
        return self._take(text, "keys")

    def _take(self, text: str, source: str) -> bool:
        command = command_of(text)
        if command is not None:
            self._obey(command)
        elif not self.sitting.at_work or meaning(text).kind in (Kind.DECLARATION, Kind.CASE, Kind.NOTICE):
            self.found_elsewhere.emit(text)
        else:
            times, self._times = self._times, 1
            self.sitting.scan(text, source, self.goods.line, times)
        return True

    @Slot(object)
    def _on_judged(self, judged: Judged | None) -> None:
        self.answer.show_judged(judged)
        if judged is not None:
            self._wanted_line = judged.line_key

    def _obey(self, command: Command) -> None:
        if command in TIMES:
            self._times = TIMES[command]
            self._show_line(self.goods.line)
            return
        does: Mapping[Command, Callable[[], object]] = {
            Command.NOTHING_FOUND: self._nothing.click,
            Command.UNDO: self._undo.click,
            Command.DETAIN: self._detain.click,
            Command.WIDEN: self._widen.click,
            Command.PHOTO: self._photo.click,
            Command.CARTON: self._carton.click,
            Command.NEXT_LINE: partial(self.goods.step, 1),
            Command.PREVIOUS_LINE: partial(self.goods.step, -1),
            Command.CONFIRM: partial(self.confirm.answer, yes=True),
            Command.CANCEL: partial(self.confirm.answer, yes=False),
            Command.NEXT_SHIPMENT: partial(self.found_elsewhere.emit, ""),
        }
        if command in does:
            does[command]()

    # counts

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.sitting.at_work and event.text().isdigit():
            self.counts.begin(event.text())
        else:
            super().keyPressEvent(event)

    @Slot(object, str)
    def _on_counted(self, quantity: Decimal, how: str) -> None:
        self.goods.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.goods.line is not None:
            self.sitting.count(self.goods.line, quantity, how)

    # acts

    @Slot()
    def _on_nothing(self) -> None:
        view = self.view
        if view is not None and any(clue.seen and not clue.genuine for card in view.cards for clue in card.clues):
            question = self.tr("You ticked signs of a fake. Close with nothing found all the same?")
            close = partial(self.sitting.close, Result.NOTHING_FOUND)
            self.confirm.ask(question, self.tr("nothing found"), close, key="Y")
            return
        self.sitting.close(Result.NOTHING_FOUND)

    @Slot()
    def _on_documents(self) -> None:
        question = self.tr("Close this inspection: the documents are wrong, no right is touched?")
        close = partial(self.sitting.close, Result.DOCUMENTS_WRONG)
        self.confirm.ask(question, self.tr("documents wrong"), close, key="Y")

    @Slot()
    def _on_detain(self) -> None:
        if self.view is not None:
            self.detain_asked.emit(self.view.inspection)

    # pictures

    @Slot()
    def _on_photo(self) -> None:
        dialog = QFileDialog(self, self.tr("Photos of the goods"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Pictures") + " (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take_pictures)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_pictures([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    @Slot(list)
    def take_pictures(self, names: list[str]) -> None:
        """Keep pictures as evidence of the chosen line, and take the codes in them as scans."""
        self.sitting.take_pictures(names, self.goods.line)

    def draft(self) -> dict[str, object]:
        """The shipment on the bench; its counts and scans are on disk already."""
        return {"inspection": self.view.inspection} if self.view is not None and self.sitting.at_work else {}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        self.sitting.load(str(draft["inspection"]))
