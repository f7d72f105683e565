"""What the screens of risk show: how targeting stands, and the traders of a shipment."""

from __future__ import annotations

from app.risk.view.targeting import Amount, CampaignRow, RuleRow, ShipmentRow, TargetingView, targeting_view
from app.risk.view.trader import (
    Named,
    TraderFact,
    TraderProfile,
    Traders,
    facts_of,
    seen_words,
    traders_json,
    traders_view,
)

__all__ = [
    "Amount",
    "CampaignRow",
    "Named",
    "RuleRow",
    "ShipmentRow",
    "TargetingView",
    "TraderFact",
    "TraderProfile",
    "Traders",
    "facts_of",
    "seen_words",
    "targeting_view",
    "traders_json",
    "traders_view",
]
