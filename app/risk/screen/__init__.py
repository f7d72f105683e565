"""The Targeting page: which rules are worth their work, what each shipment's traders are, which lane it goes."""

from __future__ import annotations

from app.risk.screen.page import TargetingPage

__all__ = ["TargetingPage"]
