"""Measures documents: decision and list of fifty lines, a list of ten thousand, beside reportlab's own long table."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from datetime import date

from app.detention.procedure.loading import load_procedure
from app.notice import fonts
from app.notice.render import render
from tests.rules.notice_samples import goods, toys


def main() -> int:
    """Prints the table; needs no data."""
    law = load_procedure("cn", date(2026, 1, 1))
    loading = _seconds(lambda: (fonts.face(), fonts.face(bold=True)))
    render(toys("D08", 2), law)
    decision, listing, huge = toys("D08", 50), toys("D09", 50), toys("D09", 10_000)
    pair = _median(lambda: (render(decision, law), render(listing, law)), 9)
    small_peer = _median(lambda: long_table(50), 3)
    big = _seconds(lambda: render(huge, law))
    big_peer = _seconds(lambda: long_table(2_000)) * 5
    print(f"{'what (processor seconds)':44}{'ours':>10}{'LongTable':>12}{'ratio':>8}{'limit':>9}")
    print(f"{'fonts, once a start':44}{loading:9.2f}s")
    _row("D08 + D09 of 50 lines (median of 9)", pair, small_peer, 0.3)
    _row("D09 of 10,000 lines (LongTable: 2,000 x 5)", big, big_peer, 10)
    return 0 if pair <= 0.3 and big <= 10 else 1


def _row(what: str, ours: float, peer: float, limit: float) -> None:
    print(f"{what:44}{ours:9.3f}s{peer:11.3f}s{peer / ours:7.1f}x{limit:8}s")


def long_table(lines: int) -> None:
    """The same list by reportlab's LongTable, its cells plain strings that do not even wrap."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import LongTable, SimpleDocTemplate

    rows = [[str(value) for value in list(line.values())[:14]] for line in goods(lines)]
    table = LongTable(
        rows, style=[("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR), ("GRID", (0, 0), (-1, -1), 0.5, "grey")]
    )
    SimpleDocTemplate(io.BytesIO(), pagesize=landscape(A4)).build([table])


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _median(work: Callable[[], object], times: int) -> float:
    return statistics.median(_seconds(work) for _ in range(times))


if __name__ == "__main__":
    raise SystemExit(main())
