"""The acts of risk: weighing declarations, and what supervisors set (rules, capacity, lanes, credit, models)."""

from __future__ import annotations

from app.risk.work.screening import BATCH, Screened, line_matches, line_text, screen
from app.risk.work.standing import InForce, Screener, in_force, pack_in_force, proposed_indicators

__all__ = [
    "BATCH",
    "InForce",
    "Screened",
    "Screener",
    "in_force",
    "line_matches",
    "line_text",
    "pack_in_force",
    "proposed_indicators",
    "screen",
]
