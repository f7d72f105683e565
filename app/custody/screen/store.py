"""Goods in custody over all cases: places and what lies in them, samples that are out, counts, and disposal of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.custody.case_view import asked_conditions
from app.custody.rules import read_scan
from app.custody.screen import ending, keeping
from app.custody.screen.store_tables import count_columns, out_columns, place_columns, stored_columns
from app.custody.store_view import CountRow, PlaceRow, StoredRow, StoreView, store_view
from app.custody.work.keeping import place_labels
from app.desk.buttons import ActButton
from app.desk.layouts import side_by_side
from app.desk.page import Page
from app.desk.scan import Scan
from app.desk.signs import label
from app.desk.table import RecordTable
from app.desk.theme import theme
from app.detention.procedure.law import Procedure
from app.detention.rulebook import law_in_force
from app.identity.records import officers
from app.identity.rules import Officer, Power
from app.notice.screen.asking import AskForm, Question, from_draft
from app.notice.screen.paper import Printing
from app.seat import Seat

VIEWS = (("stored", "L"), ("out", "O"), ("counts", "H"))


@dataclass(frozen=True)
class Ground:
    """What the page's questions choose from."""

    store: StoreView
    procedure: Procedure
    colleagues: tuple[Officer, ...]


def ground(seat: Seat) -> Ground:
    """The stores, the ladder in force today, and who can be the second officer."""
    with seat.station.read() as conn:
        people = [each for each in officers(conn, seat.station.stream) if each.active and each.may(Power.DETAIN)]
    procedure = law_in_force(seat.station)
    others = tuple(each for each in people if each.officer_id != seat.officer.officer_id)
    return Ground(store_view(seat.station), procedure, others)


class StorePage(Page):
    """The stores; `left` goes back to the cases, `case_asked` to one of them."""

    left = Signal()
    case_asked = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._ground: Ground | None = None
        self._view = StoreView()
        self._scanned = ""
        self._draft: Mapping[str, Any] = {}
        self._printing = Printing(self)
        self._printing.failed.connect(seat.messages.tell)
        self.form = AskForm(seat)
        self.form.recorded.connect(self._on_recorded)
        self.form.ready.connect(self._show_acts)
        self.places: RecordTable[PlaceRow] = RecordTable("store_places", place_columns(), same=lambda row: row.place)
        self.places.chosen.connect(lambda _row: self._show_rows())
        self.places.opened.connect(lambda _row: self._ask("place"))
        self.stored: RecordTable[StoredRow] = RecordTable(
            "store_stored", stored_columns(), same=lambda row: row.parcel, many=True
        )
        self.out: RecordTable[StoredRow] = RecordTable("store_out", out_columns(), same=lambda row: row.parcel)
        for table in (self.stored, self.out):
            table.opened.connect(lambda row: self.case_asked.emit(row.case_id))
            table.chosen.connect(lambda _row: self._show_acts())
        self.counts: RecordTable[CountRow] = RecordTable("store_counts", count_columns(), same=lambda row: row.at)
        self._hint = label(kind="note", wrap=True)
        self._tabs = {name: ActButton("", key=key) for name, key in VIEWS}
        self._make_acts()
        self._lay_out()
        self.setFocusProxy(self.places)
        self._go(0, "stored")
        self.retranslate()

    def _make_acts(self) -> None:
        self._back = self._act("Esc", "arrow-back-up", self._on_back)
        self._add = self._act("A", "map-pin", lambda: self._ask("place", new=True))
        self._count = self._act("N", "list-check", lambda: self._ask("stocktake"))
        self._labels = self._act("P", "printer", self._on_labels)
        self._dispose = self._act("Z", "trash", lambda: self._ask("dispose"))
        self._change = self._act("E", "edit", lambda: self._ask("place"))
        self._open = ActButton("", key="Enter", icon="briefcase", kind="main")
        self._open.clicked.connect(self._on_open)
        self._record = ActButton("", key="Ctrl+Return", icon="check", kind="main")
        self._record.clicked.connect(self.form.record)
        self.set_acts([self._back, self._add, self._change, self._count, self._labels, self._dispose], main=self._open)
        self._foot.addWidget(self._record)

    def _act(self, key: str, icon: str, slot: Any) -> ActButton:
        act = ActButton("", key=key, icon=icon)
        act.clicked.connect(slot)
        return act

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        self._stack = QStackedWidget()
        self._tables: tuple[RecordTable[Any], ...] = (self.stored, self.out, self.counts)
        for at, (name, tab) in enumerate(self._tabs.items()):
            tab.setCheckable(True)
            tab.clicked.connect(partial(self._go, at, name))
            tabs.addWidget(tab)
        for table in self._tables:
            self._stack.addWidget(table)
        tabs.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)
        self._halves = side_by_side(self.places, right, sizes=(470, 790), shares=(0, 1))
        self._halves.setMinimumHeight(theme().px(300))
        self.body.addWidget(self._hint)
        self.body.addWidget(self.form)
        self.body.addWidget(self._halves, 1)

    def retranslate(self) -> None:
        self.set_title(self.tr("Goods in custody"))
        self._back.set_text(self.tr("back"))
        self._add.set_text(self.tr("add a place"))
        self._change.set_text(self.tr("change the place"))
        self._count.set_text(self.tr("count the place"))
        self._labels.set_text(self.tr("print place labels"))
        self._dispose.set_text(self.tr("dispose of the chosen"))
        self._open.set_text(self.tr("open the case"))
        self._record.set_text(self.tr("RECORD"))
        self._hint.setText(
            self.tr(
                "Scan a parcel's label, then a place's: it is moved. Several parcels are chosen with Shift or Ctrl."
            )
        )
        may = self._seat.officer.may(Power.MOVE_CASE)
        first = (
            self.tr("No places yet. [A] adds the first one.")
            if may
            else self.tr("No places yet. A case officer adds them.")
        )
        self.places.set_words(place_columns(), first)
        self.stored.set_words(
            stored_columns(), self.tr("Nothing lies here. Goods are packed on their case, under custody.")
        )
        self.out.set_words(out_columns(), self.tr("No sample is out."))
        self.counts.set_words(count_columns(), self.tr("No place was counted yet. Choose one, then [N]."))
        self._show_places()
        self._show_titles()
        question = self.form.question
        if question is not None:
            self._ask_id(question.id, self.form.form.values())

    def _show_titles(self) -> None:
        overdue = " · " + self.tr("overdue") + f" {self._view.overdue}" if self._view.overdue else ""
        self._tabs["stored"].set_text(self.tr("in store") + f" {len(self.stored.rows)}")
        self._tabs["out"].set_text(self.tr("samples out") + f" {len(self._view.out)}{overdue}")
        self._tabs["counts"].set_text(self.tr("counts") + f" {len(self._view.counts)}")

    def arrive(self) -> None:
        self._seat.jobs.read(lambda: ground(self._seat), self._on_read, owner=self)

    def _on_read(self, found: Ground) -> None:
        self._ground, self._view = found, found.store
        self._show_places()
        self.out.set_rows(found.store.out)
        self.counts.set_rows(found.store.counts)
        self._show_rows()
        draft, self._draft = self._draft, {}
        if draft:
            self._ask_id(str(draft.get("id", "")), draft=draft.get("values"))

    def _show_places(self) -> None:
        every = self._view.stored
        cases = len({row.case_id for row in every})
        whole = PlaceRow("", self.tr("all places"), "", True, len(every), cases, None, False)
        self.places.set_rows((whole, *self._view.places) if self._view.places else ())
        if self._view.places and self.places.row is None:
            self.places.choose(whole)

    @property
    def _place(self) -> PlaceRow | None:
        """The chosen place; None for all of them."""
        return self.places.row if self.places.row is not None and self.places.row.place else None

    def _show_rows(self) -> None:
        self.stored.set_rows(self._view.in_place(self._place.place if self._place else ""))
        self._show_titles()
        self._show_acts()

    @Slot()
    def _show_acts(self) -> None:
        asking, place = self.form.isVisibleTo(self), self._place
        may = self._seat.officer.may(Power.MOVE_CASE) and not asking
        self._add.setVisible(may)
        self._change.setVisible(may and place is not None)
        self._count.setVisible(not asking and place is not None and place.open)
        self._labels.setVisible(not asking and any(each.open for each in self._view.places))
        self._dispose.setVisible(may and bool(self.stored.selected) and self._stack.currentIndex() == 0)
        self._open.setVisible(not asking and self._case() != "")
        self._record.setVisible(asking)
        self._record.setEnabled(not self.form.busy)

    def _case(self) -> str:
        at = self._stack.currentIndex()
        row = (self.stored.row, self.out.row)[at] if at < 2 else None
        return row.case_id if row is not None else ""

    def _go(self, at: int, name: str) -> None:
        self._stack.setCurrentIndex(at)
        for each, tab in self._tabs.items():
            tab.setChecked(each == name)
        table = self._tables[at]
        if table.rows and table.row is None:
            table.choose(table.rows[0])
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_acts()

    @Slot()
    def _on_open(self) -> None:
        if self._case():
            self.case_asked.emit(self._case())

    @Slot()
    def _on_back(self) -> None:
        if self.form.isVisibleTo(self):
            self.form.leave()
            self._show_acts()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    @Slot()
    def _on_labels(self) -> None:
        station = self._seat.station
        self._seat.jobs.read(lambda: place_labels(station), lambda pdf: self._printing.ask((pdf,)), owner=self)

    # asking

    def _ask(self, name: str, *, new: bool = False) -> None:
        row = self._place
        about = row.place if row is not None and name != "dispose" and not new else ""
        self._ask_id(f"{name}:{about}")

    def _ask_id(self, name: str, values: Mapping[str, Any] | None = None, draft: Any = None) -> None:
        question = self._question(name)
        if question is None:
            return
        if isinstance(draft, Mapping):
            values = from_draft(question, draft)
        self.form.ask(question, values)
        self._show_acts()

    def _question(self, name: str) -> Question | None:
        found, (what, _, about) = self._ground, name.partition(":")
        if found is None:
            return None
        if what == "place":
            row = next((each for each in found.store.places if each.place == about), None)
            known = [(row.place, row.name, row.kind, row.open)] if row is not None else []
            return keeping.place(self._seat, *known)
        if what == "stocktake":
            return keeping.stocktake(self._seat, about, found.colleagues)
        if what == "dispose":
            chosen = keeping.weights([(row.parcel, row.weight_kg) for row in self.stored.selected])
            conditions = asked_conditions(found.procedure)
            return ending.disposal(self._seat, chosen, found.procedure.disposal, conditions, found.colleagues)
        return None

    @Slot(object, object)
    def _on_recorded(self, question: Question, done: Any) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_acts()
        self.arrive()
        if pdfs := question.pdfs(done):
            self._printing.ask(pdfs)

    def draft(self) -> dict[str, object]:
        return self.form.draft() or dict(self._draft)

    def take_draft(self, draft: Mapping[str, object]) -> None:
        self._draft = draft
        self.arrive()

    # scanning

    def scanned(self, scan: Scan) -> bool:
        try:
            read = read_scan(scan.text)
        except Refused:
            return False
        if self.form.isVisibleTo(self) and self.form.take_scan(read.code):
            return True
        if read.kind in ("item", "sample"):
            return self._choose_parcel(read.code)
        if read.kind != "place":
            return False
        if self._scanned:
            self._carry(read.code)
        else:
            self._choose_place(read.code)
        return True

    def _choose_parcel(self, code: str) -> bool:
        """Show where a scanned parcel should lie; the place that is scanned next gets it."""
        row = next((each for each in self._view.stored if each.parcel == code), None)
        if row is None:
            return False
        self._scanned = code
        self._choose_place(row.place)
        self._go(0, "stored")
        self.stored.choose(row)
        return True

    def _choose_place(self, code: str) -> None:
        found = next((each for each in self._view.places if each.place == code), None)
        if found is not None:
            self.places.choose(found)

    def _carry(self, place: str) -> None:
        seat, parcel, self._scanned = self._seat, self._scanned, ""
        seat.jobs.change(lambda: keeping.carried(seat, parcel, place), self._on_carried, owner=self)

    def _on_carried(self, told: Any) -> None:
        self._seat.messages.tell(told)
        self.arrive()
