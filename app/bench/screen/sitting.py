"""One shipment's time on the bench: each act of the officer done off the GUI thread, and what came of it told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.bench import work
from app.bench.judging import Judged
from app.bench.records.inspections import finished
from app.bench.scanning import Scan, Scanning
from app.bench.seeing import Eyes
from app.bench.settings import counting_settings
from app.bench.view.bench import BenchLine, BenchView, bench_view
from app.register.standing import StandingRegister
from app.seat import Seat


class Sitting(QObject):
    """The shipment on the bench and what is done to it; the page shows `view` and hears what happened."""

    loaded = Signal()
    """`view` stands anew."""
    judged = Signal(object)
    """A scan was recorded: its Judged."""
    undone = Signal(object)
    """What was taken back: Undone."""
    carton_met = Signal(str)
    """The code of a carton whose content nobody has said yet."""
    counted = Signal(str)
    """The key of the line that was counted or added."""
    closed = Signal(str)
    """The declaration number of a shipment whose inspection was closed."""

    def __init__(self, seat: Seat, register: StandingRegister, eyes: Eyes, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._register = seat, register
        self._scanning = Scanning(seat.station, register, eyes)
        self.view: BenchView | None = None
        self._wanted, self._reading, self._stale = "", False, False
        self.settings = counting_settings(seat.home)

    @property
    def at_work(self) -> bool:
        """Whether a shipment lies here whose inspection is open."""
        return self.view is not None and not self.view.closed

    def open(self, declaration_no: str) -> None:
        """Put a shipment on the bench: its open inspection or a new one; a finished one is shown first as it ended."""
        view = self.view
        seen = view is not None and view.closed and view.shipment.declaration_no == declaration_no
        self._seat.jobs.change(partial(self._inspection_of, declaration_no, anew=seen), self._on_opened, owner=self)

    def _inspection_of(self, declaration_no: str, *, anew: bool) -> str:
        seat = self._seat
        with seat.station.read() as conn:
            ended = "" if anew else finished(conn, declaration_no)
        return ended or work.open_inspection(seat.station, seat.officer, declaration_no)

    def _on_opened(self, inspection_id: str) -> None:
        self.view = None
        self.judged.emit(None)
        self.load(inspection_id)

    def load(self, inspection_id: str) -> None:
        """Show an inspection as it stands; what is asked for meanwhile is read once more, not each time."""
        self._wanted = inspection_id
        if self._reading:
            self._stale = True
        else:
            self._read()

    def _read(self) -> None:
        self._reading, self._stale = True, False
        view = partial(bench_view, self._seat.station, self._register, self._wanted, self.settings)
        self._seat.jobs.read(view, self._on_view, self._on_unread, owner=self)

    def reload(self) -> None:
        """Read again what lies here."""
        if self.view is not None:
            self.load(self.view.inspection)

    def _on_view(self, view: BenchView | None) -> None:
        self._reading = False
        if view is None or view.inspection == self._wanted:  # else it has left the bench meanwhile
            self.view = view
            self.loaded.emit()
        if self._stale:
            self._read()

    def _on_unread(self, failure: Any) -> None:
        self._reading = False
        self._seat.messages.tell(failure)

    def act(self, op: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        """Do something to the shipment, then show what stands; a failure is told and what stands is shown again."""
        self._seat.jobs.change(op, done or self._on_changed, self._on_failed, owner=self)

    def _on_changed(self, _answer: object) -> None:
        self.reload()

    def _on_failed(self, failure: Any) -> None:
        self._seat.messages.tell(failure)
        self.reload()

    def scan(self, text: str, source: str, line: BenchLine | None, times: int = 1, symbology: str = "") -> None:
        """Judge and record a scan; a trade number counts `times` pieces of its own line, else of the line in hand."""
        if self.view is not None:
            scan = Scan(text, source, symbology, times)
            taken = partial(self._scanning.take, self._seat.officer, self.view, scan, line)
            self.act(taken, self._on_judged if source != "picture" else self._on_pictured)

    def _on_pictured(self, judged: Judged) -> None:
        self.judged.emit(judged)
        self.reload()

    def _on_judged(self, judged: Judged) -> None:
        self.judged.emit(judged)
        found = judged.meaning
        if found.carton and not found.pieces and self.view is not None and found.carton not in self.view.cartons:
            self.carton_met.emit(found.carton)
        self.reload()

    def undo(self) -> None:
        """Take the last scan or count back."""
        seat, view = self._seat, self.view
        if view is not None:
            self.act(lambda: work.undo_last(seat.station, seat.officer, view.inspection), self._on_undone)

    def _on_undone(self, undone: work.Undone) -> None:
        self.undone.emit(undone)
        self.reload()

    def count(self, line: BenchLine, quantity: Decimal, unit: str, how: work.How) -> None:
        """Count a line."""
        view = self.view
        if view is not None:
            count = partial(work.count, self._seat.station, self._seat.officer, view.inspection, line.key, quantity)
            self.act(
                lambda: count(how=how, goods=line.goods, unit=unit or line.unit),
                lambda _done: self.was_counted(line.key),
            )

    def was_counted(self, key: str) -> None:
        """A line was counted by somebody: show it."""
        self.counted.emit(key)
        self.reload()

    def waive_recount(self, lines: Sequence[str]) -> None:
        """Go on without the second count of these lines."""
        seat, view = self._seat, self.view
        if view is not None:
            self.act(partial(work.waive_recount, seat.station, seat.officer, view.inspection, lines))

    def add_undeclared(self, goods: str, unit: str) -> None:
        """Open a line for goods that the declaration lacks; the right that matters here is proposed for it."""
        if self.view is not None:
            self.act(partial(self._add, self.view, goods, unit), self.was_counted)

    def _add(self, view: BenchView, goods: str, unit: str) -> str:
        station, officer = self._seat.station, self._seat.officer
        with station.read() as conn:
            key = work.next_undeclared(conn, view.inspection)
        marks = [view.cards[0].right.recordation_no] if view.cards else []
        work.count(station, officer, view.inspection, key, Decimal(0), goods=goods, unit=unit, recordations=marks)
        return key

    def widen(self) -> None:
        """Widen the inspection to the whole shipment."""
        seat, view = self._seat, self.view
        if view is not None:
            self.act(lambda: work.widen(seat.station, seat.officer, view.inspection))

    def tick(self, number: str, clue: str, genuine: bool, seen: bool) -> None:
        """Tick or untick a clue of a right."""
        seat, view = self._seat, self.view
        if view is not None:
            mark = partial(work.mark_clue, seat.station, seat.officer, view.inspection, number, clue)
            self.act(lambda: mark(genuine=genuine, seen=seen))

    def close(self, result: work.Result) -> None:
        """Close the inspection with a result that is no detention."""
        seat, view = self._seat, self.view
        if view is not None:
            self.act(
                lambda: work.close(seat.station, seat.officer, view.inspection, result),
                lambda _done: self._on_closed(view.shipment.declaration_no),
            )

    def _on_closed(self, number: str) -> None:
        self.view, self._wanted, self._stale = None, "", False
        self.loaded.emit()
        self.closed.emit(number)
