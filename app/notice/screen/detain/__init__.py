"""The Detain page: what was counted becomes a case with its documents, on one page."""

from __future__ import annotations

from app.notice.screen.detain.page import DetainPage

__all__ = ["DetainPage"]
