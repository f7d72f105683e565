"""The pages of a shift and how one leads to the next: queue to bench, bench to detention, detention to its case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from app.bench.screen.bench import BenchPage
from app.bench.screen.queue import QueuePage
from app.bench.seeing import Eyes
from app.desk.page import Page
from app.desk.window import MainWindow
from app.risk.work import Screener
from app.seat import Seat

if TYPE_CHECKING:
    from app.notice.screen.cases import CasesPage
    from app.notice.screen.detain import DetainPage
    from app.risk.screen import TargetingPage

CASE_LIKE: Final = re.compile(r"^TW1:|-\d{4}-\d{5}\s*$")
"""How the code of a document, its number or a case's number look; everything else is a shipment's."""


class Pages:
    """Builds each page when it is first gone to, loading only then what it needs, and leads from page to page."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        self._seat, self._screener = seat, screener
        self.eyes = Eyes(seat.home, seat.station, seat.messages.said.emit)
        self._window: MainWindow | None = None
        self._detain_page: DetainPage | None = None
        self._cases_page: CasesPage | None = None

    def add_to(self, window: MainWindow) -> None:
        """Say to the window how its pages are built."""
        self._window = window
        window.add_page("queue", self._queue)
        window.add_page("bench", self._bench)
        window.add_page("detain", self._detain, under="bench")
        window.add_page("cases", self._cases)
        window.add_page("custody", self._custody, under="cases")
        window.add_page("tallies", self._tallies)
        window.add_page("register", self._register)
        window.add_page("sync", self._sync)
        window.add_page("targeting", self._targeting, under="queue")
        window.add_page("settings", self._settings)

    def _queue(self) -> QueuePage:
        page = QueuePage(self._seat, self._screener)
        page.open_asked.connect(self.put_on_bench)
        page.targeting_asked.connect(self._on_targeting)
        return page

    def _targeting(self) -> TargetingPage:
        from app.risk.screen import TargetingPage

        page = TargetingPage(self._seat, self._screener)
        page.left.connect(self._on_targeting_left)
        return page

    def _on_targeting_left(self) -> None:
        if self._window is not None:
            self._window.go("queue")

    def _on_targeting(self) -> None:
        if self._window is not None:
            self._window.go("targeting")

    def _bench(self) -> BenchPage:
        page = BenchPage(self._seat, self._screener.register, self.eyes)
        self._catch_up()
        page.found_elsewhere.connect(self.found)
        page.closed.connect(self._on_closed)
        page.detain_asked.connect(self._on_detain)
        if self._window is not None:
            page.offered.connect(self._window.bus.offer)
        return page

    def _detain(self) -> DetainPage:
        from app.notice.screen.detain import DetainPage

        self._detain_page = page = DetainPage(self._seat, self._screener.register)
        page.left.connect(self._on_left)
        page.recorded.connect(self.open_case)
        return page

    def _cases(self) -> Page:
        from app.custody.screen import panels
        from app.notice.screen.cases import CasesPage

        self._cases_page = page = CasesPage(self._seat, panels(self._seat))
        page.store_asked.connect(self._on_store)
        return page

    def _custody(self) -> Page:
        from app.custody.screen import StorePage

        page = StorePage(self._seat)
        page.left.connect(self._on_store_left)
        page.case_asked.connect(self.open_case)
        return page

    def _on_store(self) -> None:
        if self._window is not None:
            self._window.go("custody")

    def _on_store_left(self) -> None:
        if self._window is not None:
            self._window.go("cases")

    def _register(self) -> Page:
        from app.detention.touched import open_cases
        from app.register.screen import RegisterPage

        page = RegisterPage(self._seat, self._screener.register, open_cases)
        page.case_opened.connect(self.open_case)
        return page

    def _tallies(self) -> Page:
        from app.tally.screen.page import TalliesPage

        page = TalliesPage(self._seat)
        page.case_opened.connect(self.open_case)
        return page

    def _sync(self) -> Page:
        from app.sync.screen import SyncPage

        page = SyncPage(self._seat)
        page.shared.connect(self._catch_up)
        return page

    def _catch_up(self) -> None:
        """Know what other stations saw before the next scan asks."""
        self._seat.jobs.read(self.eyes.catch_up, lambda _none: None)

    def _settings(self) -> Page:
        from app.shift.settings import SettingsPage

        assert self._window is not None  # noqa: S101 - pages are built by the window
        return SettingsPage(self._seat, self._window.bus)

    def _on_detain(self, inspection: str) -> None:
        if self._window is not None:
            self._window.go("detain")
        if self._detain_page is not None:
            self._detain_page.open(inspection)

    def _on_left(self) -> None:
        if self._window is not None:
            self._window.go("bench")

    def put_on_bench(self, number: str) -> None:
        """Open a shipment on the bench."""
        if self._window is None:
            return
        self._window.go("bench")
        page = self._window.page("bench")
        if isinstance(page, BenchPage):
            page.open(number)

    def _on_closed(self, _number: str) -> None:
        if self._window is not None:
            self._window.go("queue")

    def open_case(self, case_id: str) -> None:
        """Show a case with its clocks and its next acts."""
        if self._window is not None:
            self._window.go("cases")
        if self._cases_page is not None:
            self._cases_page.open(case_id)

    def found(self, text: str) -> None:
        """Go where a scanned or searched text belongs: a document's or a case's number to its case, else the bench."""
        if CASE_LIKE.search(text):
            self._seat.jobs.read(lambda: self._case_named(text), lambda case: self._found(text, case))
        else:
            self._found(text, "")

    def _case_named(self, text: str) -> str:
        from app.notice.cases_view import case_named

        return case_named(self._seat.station, text)

    def _found(self, text: str, case: str) -> None:
        if case:
            self.open_case(case)
        elif text:
            self.put_on_bench(text)
        elif self._window is not None:
            self._window.go("queue")
