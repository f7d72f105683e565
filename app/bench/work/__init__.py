"""An officer's acts at the bench, one transaction each."""

from __future__ import annotations

from app.bench.work.counting import (
    TYPED,
    How,
    Scanned,
    Undone,
    count,
    next_undeclared,
    record_count,
    record_scan,
    scan_unit,
    undo_last,
)
from app.bench.work.inspecting import (
    Result,
    close,
    mark_clue,
    open_inspection,
    open_row,
    photograph,
    record_close,
    release,
    widen,
)
from app.bench.work.recounting import due_lines, recount, settle_recount, waive_recount
from app.bench.work.sampling import cartons_opened, plan_sampling

__all__ = [
    "TYPED",
    "How",
    "Result",
    "Scanned",
    "Undone",
    "cartons_opened",
    "close",
    "count",
    "due_lines",
    "mark_clue",
    "next_undeclared",
    "open_inspection",
    "open_row",
    "photograph",
    "plan_sampling",
    "record_close",
    "record_count",
    "record_scan",
    "recount",
    "release",
    "scan_unit",
    "settle_recount",
    "undo_last",
    "waive_recount",
    "widen",
]
