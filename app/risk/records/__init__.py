"""The tables of risk: how shipments were weighed and ended, by what they are found again, and what steers the desk."""

from __future__ import annotations

from app.journal.applying import Applies
from app.risk.records import seen, steering, weighed
from app.risk.records.weighed import (
    changes_of,
    chosen_by,
    drawn_in,
    line_match_table,
    matches_of,
    matches_of_many,
    note_outcome,
    open_round_of,
    outcome_table,
    round_table,
    rounds_closed,
    screened_line,
    screening,
    screening_table,
    terms_of,
    unscreened,
)

APPLIES: Applies = {**weighed.APPLIES, **steering.APPLIES}

__all__ = [
    "APPLIES",
    "changes_of",
    "chosen_by",
    "drawn_in",
    "line_match_table",
    "matches_of",
    "matches_of_many",
    "note_outcome",
    "open_round_of",
    "outcome_table",
    "round_table",
    "rounds_closed",
    "screened_line",
    "screening",
    "screening_table",
    "seen",
    "terms_of",
    "unscreened",
]
