"""Measures a case of ten thousand lines: detaining it, opening it (its data, and in the window), printing its list.

Off-screen, on a real encrypted station. Beside the list stands reportlab's own long table, of 2,000 lines times five.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.core.clock import SetClock
from app.desk.jobs import InlineJobs
from app.desk.messages import Messages
from app.desk.window import MainWindow
from app.detention.rules import EX_OFFICIO, DetainedLine, Detention
from app.identity.home import make_home
from app.identity.rules import Office, Officer, Role
from app.identity.work import keep_office, keep_officer
from app.intake.work import receive_declarations
from app.journal.work import Station, StationIdentity
from app.notice.cases_view import case_view
from app.notice.screen.cases.page import CasesPage
from app.notice.work import Detained, detain, reprint
from app.path import STEPS
from app.register.work import import_register
from app.seat import Seat
from app.shift.pages import Pages
from tests.benchmarks.bench_notice import long_table
from tests.conftest import CHEAP, NOON
from tests.shipment_ground import DECLARATIONS, REGISTER, write

LINES = 10_000
OPENS_S, PRINTS_S = 1.0, 10.0
CHIEF = Officer("chief", "赵磊", "Zhao Lei", frozenset({Role.SUPERVISOR, Role.CASE, Role.BENCH, Role.CLERK,
                                                     Role.ADMINISTRATOR}))  # fmt: skip


def main() -> int:
    """Prints the table; needs no data. Exit 1 where a limit is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        station = _station(Path(folder))
        begun = time.perf_counter()
        done = _detained(station)
        detaining = time.perf_counter() - begun
        data = _median(lambda: case_view(station, CHIEF, done.recorded.case_id), 5)
        window = _window(station, Path(folder), done.recorded.case_id)
        number = next(each.number for each in done.notices if each.kind == "D09")
        printing = _median(lambda: reprint(station, CHIEF, number), 1)
        station.engine.dispose()
    peer = _median(lambda: long_table(2_000), 1) * 5
    print(f"{'a case of 10,000 lines (seconds on the wall)':48}{'ours':>9}{'LongTable':>12}{'limit':>8}")
    _row("detain: three documents, all lines recorded", detaining, None, None)
    _row("open: all the case's data (median of 5)", data, None, OPENS_S)
    _row("open: in the window, painted (median of 5)", window, None, OPENS_S)
    _row("its detention list (D09) as PDF", printing, peer, PRINTS_S)
    return 0 if max(data, window) <= OPENS_S and printing <= PRINTS_S else 1


def _row(what: str, ours: float, peer: float | None, limit: float | None) -> None:
    print(f"{what:48}{ours:8.2f}s{f'{peer:10.2f}s' if peer else '          -'}{f'{limit:6.1f}s' if limit else ''}")


def _station(folder: Path) -> Station:
    identity = StationIdentity("NB-MS-01", "NB-MS-01", "3104", "cn")
    home = folder / "home"
    station, _key = make_home(home, identity, CHIEF, "correct horse battery", bootstrap.appliers(), SetClock(NOON),
                              cost=CHEAP)  # fmt: skip
    keep_officer(station, CHIEF.officer_id, Officer("li", "李明", "Li Ming", frozenset({Role.BENCH})))
    keep_office(station, CHIEF, Office("样例海关", "Sample Customs", "样例路", "0000"))
    import_register(station, CHIEF, write(folder / "register.csv", REGISTER))
    receive_declarations(station, CHIEF, write(folder / "declarations.csv", DECLARATIONS))
    return station


def _detained(station: Station) -> Detained:
    lines = tuple(
        DetainedLine(None, ("R-1",), f"玩具 toy no {n:05d}", Decimal(n % 90 + 10), "个", Decimal(n % 700 + 20), "CNY")
        for n in range(LINES)
    )
    return detain(station, CHIEF, Detention("D-RED", EX_OFFICIO, "chief", "li", "yard 7", lines, storage="A-01"))


def _window(station: Station, home: Path, case_id: str) -> float:
    """From asking for the case to its painted page, as an officer waits for it."""
    application = QApplication.instance() or QApplication([])
    window, jobs = MainWindow(STEPS), InlineJobs()
    seat = Seat(home, station, CHIEF, jobs, Messages(window.message_bar, lambda _error: None, window))
    pages = Pages(seat, bootstrap.screener(station))
    pages.add_to(window)
    window.resize(1400, 900)
    window.show()
    window.go("cases")
    page = window.page("cases")
    assert isinstance(page, CasesPage)

    def opened() -> None:
        page.open(case_id)
        jobs.settle()
        application.processEvents()
        page.grab()

    took = _median(opened, 5)
    assert page.case == case_id
    window.close()
    return took


def _median(work: Callable[[], object], times: int) -> float:
    def once() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return statistics.median(once() for _ in range(times))


if __name__ == "__main__":
    raise SystemExit(main())
