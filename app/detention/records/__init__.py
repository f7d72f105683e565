"""The tables of detentions: what stands in them, and how the journal's facts come in."""

from __future__ import annotations

from app.detention.records.tables import (
    campaign_table,
    case,
    case_of_declaration,
    case_table,
    cases,
    clock_table,
    columns,
    last_number,
    line_table,
    parts,
    photo_table,
    procedure_table,
    right_table,
    rule_words,
    running_clocks,
)
from app.detention.records.taking import APPLIES

__all__ = [
    "APPLIES",
    "campaign_table",
    "case",
    "case_of_declaration",
    "case_table",
    "cases",
    "clock_table",
    "columns",
    "last_number",
    "line_table",
    "parts",
    "photo_table",
    "procedure_table",
    "right_table",
    "rule_words",
    "running_clocks",
]
