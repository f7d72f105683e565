"""Custody on screen: the tabs that it brings to a case, and the stores over all cases."""

from __future__ import annotations

from app.custody.screen.beyond import BeyondPanel
from app.custody.screen.held import CustodyPanel
from app.custody.screen.shown import ShownPanel
from app.custody.screen.store import StorePage
from app.notice.screen.cases.panel import CasePanel
from app.seat import Seat

__all__ = ["StorePage", "panels"]


def panels(seat: Seat) -> tuple[CasePanel, ...]:
    """The tabs of custody, in their order."""
    return (CustodyPanel(seat), BeyondPanel(seat), ShownPanel(seat))
