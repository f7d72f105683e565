"""The pages of a shift and how one leads to the next: queue to bench, bench to detention, detention to its case."""

from __future__ import annotations

from app.bench.screen.queue import QueuePage
from app.desk.window import MainWindow
from app.risk.work import Screener
from app.seat import Seat


class Pages:
    """Builds each page when it is first gone to and leads from page to page."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        self._seat, self._screener = seat, screener
        self._window: MainWindow | None = None

    def add_to(self, window: MainWindow) -> None:
        """Say to the window how its pages are built."""
        self._window = window
        window.add_page("queue", self._queue)

    def _queue(self) -> QueuePage:
        return QueuePage(self._seat, self._screener)

    def found(self, text: str) -> None:
        """Go where a scanned or searched text belongs."""
