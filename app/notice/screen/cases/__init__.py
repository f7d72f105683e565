"""The Cases page: the list by the next deadline, and a case with its clocks, its next acts and all that it holds."""

from __future__ import annotations

from app.notice.screen.cases.page import CasesPage

__all__ = ["CasesPage"]
