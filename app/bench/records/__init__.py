"""The tables of an inspection: what was opened, scanned, counted, photographed and ticked, and how it ended."""

from __future__ import annotations

from app.bench.records import comparing, counting, findings, inspections, recounts, samplings
from app.bench.records.counting import found_lines, scans
from app.bench.records.findings import clues, photos
from app.bench.records.inspections import (
    inspection,
    inspections_of,
    queue,
    queue_counts,
    work_of,
    work_table,
)
from app.journal.applying import Applies

APPLIES: Applies = {
    **inspections.APPLIES,
    **findings.APPLIES,
    **counting.APPLIES,
    **samplings.APPLIES,
    **recounts.APPLIES,
    **comparing.APPLIES,
}

__all__ = [
    "APPLIES",
    "clues",
    "found_lines",
    "inspection",
    "inspections_of",
    "photos",
    "queue",
    "queue_counts",
    "scans",
    "work_of",
    "work_table",
]
