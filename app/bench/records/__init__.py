"""The tables of an inspection: what was opened, scanned, counted, photographed and ticked, and how it ended."""

from __future__ import annotations

from app.bench.records import findings, inspections
from app.bench.records.findings import clues, found_lines, photos, scans
from app.bench.records.inspections import (
    inspection,
    inspections_of,
    queue,
    queue_counts,
    work_of,
    work_table,
)
from app.journal.applying import Applies

APPLIES: Applies = {**inspections.APPLIES, **findings.APPLIES}

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
