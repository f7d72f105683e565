"""The acts of risk: weighing declarations, and what supervisors set (rules, capacity, lanes, credit, models)."""

from __future__ import annotations

from app.risk.work.screening import BATCH, Screened, cases_of, line_matches, line_text, screen, weigh_case
from app.risk.work.standing import InForce, Screener, in_force, pack_in_force, proposed

__all__ = [
    "BATCH",
    "InForce",
    "Screened",
    "Screener",
    "cases_of",
    "in_force",
    "line_matches",
    "line_text",
    "pack_in_force",
    "proposed",
    "screen",
    "weigh_case",
]
