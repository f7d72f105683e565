"""The bench page: what is declared, what lies here, and the right that matters; answered with one key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.bench import work
from app.bench.codes.commands import TIMES, Command, command_of
from app.bench.codes.meaning import Kind, meaning
from app.bench.judging import Judged, judge
from app.bench.pictures import open_picture
from app.bench.screen.card import RightPanel
from app.bench.screen.words import channel_text, direction_text, lane_word
from app.bench.seeing import Eyes
from app.bench.view.bench import BenchLine, BenchView, ScanLine, bench_view
from app.core.errors import Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.cells import Share
from app.desk.fields import ChoiceField, NumberField, TextField
from app.desk.language import words
from app.desk.layouts import ShortLabel
from app.desk.page import Page
from app.desk.scan import Scan
from app.desk.signs import BigCount, StatePill, Verdict, VerdictBanner, Word
from app.desk.table import Column, RecordTable
from app.desk.theme import State, mark
from app.register.standing import StandingRegister
from app.seat import Seat

COUNTING = frozenset({Kind.GTIN, Kind.GS1, Kind.DIGITAL_LINK})
_SHARES: dict[str, State] = {"short": "yellow", "agrees": "green", "over": "red", "undeclared": "red"}


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
        self._seat, self._register, self._eyes = seat, register, eyes
        self._view: BenchView | None = None
        self._judged: Judged | None = None
        self._times = 1
        self._wanted_line = ""
        self._lane = StatePill()
        self._route, self._why = ShortLabel(), ShortLabel()
        mark(self._route, kind="heading")
        mark(self._why, kind="note")
        self._lines: RecordTable[BenchLine] = RecordTable("bench", self._columns(), same=lambda line: line.key)
        self._lines.chosen.connect(self._on_line)
        self._banner, self._count = VerdictBanner(), BigCount()
        self._number = NumberField("", places=3)
        self._pieces, self._cartons = NumberField(""), NumberField("")
        self._stream: RecordTable[ScanLine] = RecordTable(
            "scans", self._stream_columns(), same=lambda scan: scan.entry_id
        )
        self._card = RightPanel()
        self._card.ticked.connect(self._on_ticked)
        self._undeclared = TextField("")
        self._unit = ChoiceField("", [(unit, unit) for unit in ("个", "件", "双", "套", "千克", "箱")])
        self._make_acts()
        self._lay_out()
        self.setFocusProxy(self._lines)
        self._show_empty()
        self.retranslate()

    def _make_acts(self) -> None:
        self._nothing = self._act("N", "check", self._on_nothing)
        self._documents = self._act("O", "file-text", self._on_documents)
        self._widen = self._act("W", "arrows-maximize", self._on_widen)
        self._photo = self._act("P", "camera", self._on_photo)
        self._carton = self._act("C", "packages", self._on_carton)
        self._add = ActButton("", key="U", icon="plus", kind="link")
        self._add.clicked.connect(self._on_add)
        self._undo = self._act("Z", "arrow-back-up", self._on_undo)
        self._detain = ActButton("", key="D", icon="hand-stop", kind="main")
        self._detain.clicked.connect(self._on_detain)
        for field in (self._number, self._pieces, self._cartons, self._undeclared):
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(partial(self._on_entered, field))

    def _act(self, key: str, icon: str, slot: Any) -> ActButton:
        act = ActButton("", key=key, icon=icon, kind="bench")
        act.clicked.connect(slot)
        return act

    def _lay_out(self) -> None:
        self.head.addWidget(self._lane)
        self.body.addWidget(self._route)
        self.body.addWidget(self._why)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._lines, 1)
        add = QHBoxLayout()
        add.addWidget(self._undeclared, 3)
        add.addWidget(self._unit, 1)
        self._add_row = _widget(add)
        self._add_row.hide()
        left.addWidget(self._add_row)
        left.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(12)
        middle.addWidget(self._banner)
        middle.addWidget(self._count)
        entry = QHBoxLayout()
        entry.addWidget(self._number, 1)
        cartons = QHBoxLayout()
        cartons.addWidget(self._pieces, 1)
        cartons.addWidget(self._cartons, 1)
        self._carton_row = _widget(cartons)
        self._carton_row.hide()
        middle.addLayout(entry)
        middle.addWidget(self._carton_row)
        middle.addWidget(self._stream, 1)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        for layout in (left, middle):
            columns.addWidget(_widget(layout))
        columns.addWidget(self._card)
        for at, share in enumerate((5, 4, 3)):
            columns.setStretchFactor(at, share)
        columns.setSizes([480, 400, 330])
        self.body.addWidget(columns, 1)
        acts = [self._nothing, self._documents, self._widen, self._photo, self._carton, self._undo]
        self.set_acts(acts, main=self._detain)

    def _columns(self) -> Sequence[Column[BenchLine]]:
        return (
            Column("n", "#", lambda line: int(line.key) if line.key.isdigit() else None, width=32),
            Column("goods", self.tr("goods"), self._goods, stretch=True),
            Column("declared", self.tr("declared"), lambda line: _whole(line.declared), width=80),
            Column("found", self.tr("found"), _share, width=84),
        )

    def _goods(self, line: BenchLine) -> object:
        if line.declared is None:
            return self.tr("{goods} (undeclared)").format(goods=line.goods)
        return f"⚑ {line.goods}" if line.alert else line.goods

    def _stream_columns(self) -> Sequence[Column[ScanLine]]:
        return (
            Column("state", self.tr("scan"), self._scan_word, width=150),
            Column("text", self.tr("text"), lambda scan: scan.text, stretch=True),
            Column("times", "×", lambda scan: _whole(scan.quantity), width=56),
        )

    def _scan_word(self, scan: ScanLine) -> Word:
        if scan.undone:
            return Word("muted", self.tr("undone"))
        state: State = "blue"
        for known in ("green", "red", "yellow"):
            if scan.state == known:
                state = known
        return Word(state, words(scan.headline))

    def retranslate(self) -> None:
        self.set_title(self.tr("Bench"))
        self._lines.set_words(self._columns(), self.tr("The goods lines of the declaration stand here."))
        self._stream.set_words(self._stream_columns(), self.tr("Scan a code, drop a picture here, or type a count."))
        self._nothing.set_text(self.tr("nothing found"))
        self._documents.set_text(self.tr("documents"))
        self._widen.set_text(self.tr("widen"))
        self._photo.set_text(self.tr("photo"))
        self._carton.set_text(self.tr("cartons"))
        self._add.set_text(self.tr("add undeclared goods"))
        self._undo.set_text(self.tr("undo"))
        self._detain.set_text(self.tr("DETAIN"))
        self._number.set_title(self.tr("Count of the chosen line"))
        self._pieces.set_title(self.tr("Pieces in a carton"))
        self._cartons.set_title(self.tr("Cartons"))
        self._undeclared.set_title(self.tr("Goods that the declaration lacks"))
        self._unit.set_title(self.tr("Unit"))
        self._card.retranslate()
        if self._view is not None:
            self._show_judged()
            self._show()
        else:
            self._show_empty()

    # what is on show

    @property
    def lines(self) -> tuple[BenchLine, ...]:
        """The goods lines, declared and found."""
        return self._lines.rows

    @property
    def verdict(self) -> str:
        """The state of the verdict banner."""
        return self._banner.verdict.state if self._banner.verdict else ""

    @property
    def widened(self) -> bool:
        """Whether the whole shipment is being inspected."""
        return self._view is not None and self._view.widened

    @property
    def chosen(self) -> str:
        """The key of the line that counts go to."""
        return self._lines.row.key if self._lines.row is not None else ""

    def found(self, key: str) -> int | None:
        """What was counted on a line."""
        line = next((line for line in self._lines.rows if line.key == key), None)
        return int(line.found) if line is not None and line.found is not None else None

    # showing

    def open(self, declaration_no: str) -> None:
        """Put a shipment on the bench: its open inspection, or a new one."""
        seat = self._seat
        seat.jobs.change(
            lambda: work.open_inspection(seat.station, seat.officer, declaration_no), self._on_inspection, owner=self
        )

    def _on_inspection(self, inspection_id: str) -> None:
        self._view = None
        self._judged = None
        self._show_judged()
        self._load(inspection_id)

    def arrive(self) -> None:
        if self._view is not None:
            self._load(self._view.inspection)

    def _load(self, inspection_id: str) -> None:
        self._seat.jobs.read(lambda: bench_view(self._seat.station, self._register, inspection_id), self.render_view)

    def render_view(self, view: BenchView | None) -> None:
        """Show a bench as it stands."""
        self._view = view
        self._show()

    def _show_empty(self) -> None:
        self._lane.hide()
        self._route.setText(self.tr("No shipment on the bench."))
        self._why.setText(self.tr("Open one from the queue (Ctrl+1), or scan a declaration number."))
        self._lines.set_rows(())
        self._stream.set_rows(())
        self._card.clear()
        self._banner.hide()
        self._count.hide()
        self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        acts = (self._nothing, self._documents, self._widen, self._photo, self._carton, self._add, self._undo)
        for widget in (*acts, self._detain, self._number):
            widget.setEnabled(on)
        self._number.setVisible(on)

    def _show(self) -> None:
        view = self._view
        if view is None:
            self._show_empty()
            return
        shipment = view.shipment
        self._lane.show()
        word = lane_word(view.lane, control=view.control)
        self._lane.set_word(Word(word.state, f"{word.text} {round(view.score)}", word.icon))
        way = (
            f"{direction_text(shipment.direction.value)} · {channel_text(shipment.channel.value)} {shipment.trade_mode}"
        )
        parties = f"{shipment.consignor} → {shipment.consignee}"
        self._route.setText(f"{shipment.declaration_no}   {way}   {parties}")
        self._why.setText(" · ".join(words(reason.say) for reason in view.reasons[:3]))
        self._lines.set_rows(view.lines)
        self._stream.set_rows(view.scans)
        self._card.show_cards(view.cards)
        self._photo.set_text(self.tr("photo ({count})").format(count=view.photos))
        self._widen.setEnabled(not view.widened)
        self._banner.show()
        self._count.show()
        self._enable(on=not view.closed)
        self._widen.setEnabled(not view.closed and not view.widened)
        chosen = (
            view.line(self._wanted_line) or self._lines.row or next((line for line in view.lines if line.alert), None)
        )
        self._wanted_line = ""
        self._lines.choose(chosen or view.lines[0])
        self._show_line(self._lines.row)
        if view.closed:
            state: State = "red" if view.result == "found" else "green"
            self._banner.set_verdict(Verdict(state, words(Say(f"inspection.result_{view.result}"))))

    @Slot(object)
    def _on_line(self, line: BenchLine | None) -> None:
        self._show_line(line)
        if line is not None and line.marks:
            self._card.show_right(line.marks[0])

    def _show_line(self, line: BenchLine | None) -> None:
        if line is None:
            return
        declared = (
            self.tr("declared {count}").format(count=grouped(_whole(line.declared) or 0))
            if line.declared is not None
            else ""
        )
        times = self.tr("next scan ×{times}").format(times=self._times) if self._times > 1 else ""
        self._count.set_count(
            int(line.found or 0), f"{line.goods} ({line.unit})", " · ".join(filter(None, (declared, times)))
        )

    # scans

    def scanned(self, scan: Scan) -> bool:
        return self._take(scan.text, scan.source)

    def searched(self, text: str) -> bool:
        return self._take(text, "keys")

    def _take(self, text: str, source: str) -> bool:
        command = command_of(text)
        if command is not None:
            self._obey(command)
            return True
        found = meaning(text)
        if self._view is None or self._view.closed or found.kind in (Kind.DECLARATION, Kind.CASE, Kind.NOTICE):
            self.found_elsewhere.emit(text)
            return True
        self._judge(text, source)
        return True

    def _judge(self, text: str, source: str, symbology: str = "") -> None:
        view, line, times = self._view, self._lines.row, self._times
        if view is None:
            return
        self._times = 1
        seat, register, eyes = self._seat, self._register, self._eyes

        def op() -> Judged:
            now = seat.station.clock.now()
            rights = [card.right for card in view.cards if card.in_force]
            in_hand = next((each for each in view.shipment.lines if line and str(each.line_no) == line.key), None)
            clone = eyes.look(text, symbology, now, view.inspection)
            owners = _owners(register, text, symbology)
            judged = judge(text, view.shipment, rights, owners, symbology, line=in_hand, clone=clone)
            counts = judged.meaning.kind in COUNTING
            key = judged.line_key or (line.key if line is not None and counts else "")
            # A photograph is evidence: the goods in it are counted by hand or by the scanner, not a second time.
            quantity = Decimal(times) if counts and key and source != "picture" else Decimal(0)
            scanned = work.Scanned(text, symbology, source, key, quantity, judged.as_json())
            work.record_scan(seat.station, seat.officer, view.inspection, scanned)
            eyes.remember(text, symbology, now)
            return replace(judged, line_key=key)

        seat.jobs.change(op, self._on_judged, self._on_failed)

    def _on_judged(self, judged: Judged) -> None:
        self._judged = judged
        self._show_judged()
        self._wanted_line = judged.line_key
        self.arrive()

    def _show_judged(self) -> None:
        judged = self._judged
        if judged is None:
            self._banner.set_verdict(Verdict("blue", self.tr("READY TO SCAN")))
            return
        reasons = tuple(words(reason) for reason in judged.reasons[:2])
        self._banner.set_verdict(Verdict(judged.state, words(judged.headline), reasons))

    def _on_failed(self, failure: Any) -> None:
        self._seat.messages.tell(failure)
        self.arrive()

    def _obey(self, command: Command) -> None:
        if command in TIMES:
            self._times = TIMES[command]
            self._show_line(self._lines.row)
            return
        acts = {
            Command.NOTHING_FOUND: self._nothing,
            Command.UNDO: self._undo,
            Command.DETAIN: self._detain,
            Command.WIDEN: self._widen,
            Command.PHOTO: self._photo,
            Command.CARTON: self._carton,
        }
        if command in acts:
            acts[command].click()
        elif command in (Command.NEXT_LINE, Command.PREVIOUS_LINE):
            self._step(1 if command is Command.NEXT_LINE else -1)
        elif command is Command.CONFIRM:
            self.confirm.answer(yes=True)
        elif command is Command.CANCEL:
            self.confirm.answer(yes=False)
        elif command is Command.NEXT_SHIPMENT:
            self.found_elsewhere.emit("")

    def _step(self, by: int) -> None:
        rows, row = self._lines.rows, self._lines.row
        if rows and row is not None:
            self._lines.choose(rows[(rows.index(row) + by) % len(rows)])

    # counts

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Digits typed anywhere on the page are a count: the officer's eyes are on the goods.
        if self._view is not None and not self._view.closed and event.text().isdigit():
            self._number.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(self._number.editor, QLineEdit):
                self._number.editor.setText(event.text())
            return
        super().keyPressEvent(event)

    def _on_entered(self, field: Any) -> None:
        if field is self._number:
            self._set_count(self._number.value(), "counted")
        elif field is self._pieces:
            self._cartons.editor.setFocus(Qt.FocusReason.TabFocusReason)
        elif field is self._cartons:
            pieces, cartons = self._pieces.value(), self._cartons.value()
            if pieces is not None and cartons is not None:
                self._carton_row.hide()
                self._set_count(Decimal(pieces) * Decimal(cartons), "carton")
        elif field is self._undeclared and self._undeclared.value():
            self._record_undeclared(str(self._undeclared.value()), str(self._unit.value()))

    def _set_count(self, value: Any, how: str) -> None:
        view, line = self._view, self._lines.row
        if view is None or line is None or value is None:
            return
        self._number.set_value(None)
        self._lines.setFocus(Qt.FocusReason.OtherFocusReason)
        seat = self._seat
        counted = partial(work.count, seat.station, seat.officer, view.inspection, line.key, Decimal(value))
        seat.jobs.change(
            lambda: counted(how=how, goods=line.goods, unit=line.unit),
            lambda _done: self._counted(line.key),
            self._on_failed,
            owner=self,
        )

    def _counted(self, key: str) -> None:
        self._wanted_line = key
        self.arrive()

    @Slot()
    def _on_carton(self) -> None:
        self._carton_row.setVisible(not self._carton_row.isVisible())
        self._pieces.set_value(None)
        self._cartons.set_value(None)
        self._pieces.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_add(self) -> None:
        self._add_row.setVisible(not self._add_row.isVisible())
        self._undeclared.set_value("")
        self._undeclared.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _record_undeclared(self, goods: str, unit: str) -> None:
        view, seat = self._view, self._seat
        if view is None:
            return
        self._lines.setFocus(Qt.FocusReason.OtherFocusReason)
        self._add_row.hide()

        def op() -> str:
            with seat.station.read() as conn:
                key = work.next_undeclared(conn, view.inspection)
            marks = [view.cards[0].right.recordation_no] if view.cards else []
            work.count(
                seat.station, seat.officer, view.inspection, key, Decimal(0), goods=goods, unit=unit, recordations=marks
            )
            return key

        seat.jobs.change(op, self._counted, self._on_failed)

    # acts

    @Slot()
    def _on_nothing(self) -> None:
        view = self._view
        if view is not None and any(clue.seen and not clue.genuine for card in view.cards for clue in card.clues):
            question = self.tr("You ticked signs of a fake. Close with nothing found all the same?")
            self.confirm.ask(
                question, self.tr("nothing found"), partial(self._close, work.Result.NOTHING_FOUND), key="Y"
            )
            return
        self._close(work.Result.NOTHING_FOUND)

    @Slot()
    def _on_documents(self) -> None:
        question = self.tr("Close this inspection: the documents are wrong, no right is touched?")
        self.confirm.ask(
            question, self.tr("documents wrong"), partial(self._close, work.Result.DOCUMENTS_WRONG), key="Y"
        )

    def _close(self, result: work.Result) -> None:
        view, seat = self._view, self._seat
        if view is None:
            return
        number = view.shipment.declaration_no
        seat.jobs.change(
            lambda: work.close(seat.station, seat.officer, view.inspection, result),
            lambda _done: self._on_closed(number),
            self._on_failed,
            owner=self,
        )

    def _on_closed(self, number: str) -> None:
        self._view = None
        self._show_empty()
        self.closed.emit(number)

    @Slot()
    def _on_widen(self) -> None:
        view, seat = self._view, self._seat
        if view is not None:
            seat.jobs.change(
                lambda: work.widen(seat.station, seat.officer, view.inspection), self._on_changed, self._on_failed
            )

    def _on_changed(self, _answer: object) -> None:
        self.arrive()

    @Slot()
    def _on_undo(self) -> None:
        view, seat = self._view, self._seat
        if view is None:
            return
        seat.jobs.change(
            lambda: work.undo_scan(seat.station, seat.officer, view.inspection), self._on_undone, self._on_failed
        )

    def _on_undone(self, row: Any) -> None:
        self._banner.set_verdict(Verdict("blue", self.tr("UNDONE"), (str(row.text),)))
        self.arrive()

    @Slot()
    def _on_detain(self) -> None:
        if self._view is not None:
            self.detain_asked.emit(self._view.inspection)

    @Slot(object)
    def _on_ticked(self, ticked: tuple[str, str, bool, bool]) -> None:
        view, seat = self._view, self._seat
        if view is None:
            return
        number, clue, genuine, seen = ticked
        seat.jobs.change(
            lambda: work.mark_clue(
                seat.station, seat.officer, view.inspection, number, clue, genuine=genuine, seen=seen
            ),
            self._on_changed,
            self._on_failed,
        )

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
        view, line, seat = self._view, self._lines.row, self._seat
        if view is None:
            return
        for name in names:
            seat.jobs.change(
                partial(_keep_picture, seat, self._eyes, view.inspection, Path(name), line.key if line else ""),
                self._on_picture,
                self._on_failed,
            )

    def _on_picture(self, codes: list[tuple[str, str]]) -> None:
        for text, symbology in codes:
            self._judge(text, "picture", symbology)
        self.arrive()

    def draft(self) -> dict[str, object]:
        """The shipment on the bench; its counts and scans are on disk already."""
        return {} if self._view is None or self._view.closed else {"inspection": self._view.inspection}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        self._load(str(draft["inspection"]))


def _keep_picture(seat: Seat, eyes: Eyes, inspection_id: str, path: Path, line_key: str) -> list[tuple[str, str]]:
    """A picture through the one decoder with limits, kept as it was taken, and the sure codes in it."""
    picture = open_picture(path)
    media_type = f"image/{picture.format.lower()}"
    work.photograph(seat.station, seat.officer, inspection_id, picture.data, media_type, path.name, line_key=line_key)
    return [(code.text, code.symbology) for code in eyes.decoder().decode(picture) if code.sure]


def _owners(register: StandingRegister, text: str, symbology: str) -> tuple[Any, ...]:
    found = meaning(text, symbology)
    return tuple(register.owners(found.gtin))


def _whole(value: Decimal | None) -> int | Decimal | None:
    return int(value) if value is not None and value % 1 == 0 else value


def _share(line: BenchLine) -> Share:
    return Share(
        None if line.found is None else int(line.found),
        None if line.declared is None else int(line.declared),
        _SHARES.get(line.state, "muted"),
    )


def _widget(layout: Any) -> QWidget:
    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made
