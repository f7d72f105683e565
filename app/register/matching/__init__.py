"""The matching engine: goods text and brand fields against every recordation, however the mark is disguised."""

from __future__ import annotations

from app.register.matching.answers import Field, LineText, Match, Matches, Method
from app.register.matching.fold import fold
from app.register.matching.index import MatchIndex

__all__ = ["Field", "LineText", "Match", "MatchIndex", "Matches", "Method", "fold"]
