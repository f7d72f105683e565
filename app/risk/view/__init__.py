"""What the screens of risk show: how targeting stands, and the traders of a shipment."""

from __future__ import annotations

from app.risk.view.models import KeyRow, ModelRow, ModelsView
from app.risk.view.shipments import ShipmentRow, chance_text
from app.risk.view.targeting import Amount, RuleRow, TargetingView, campaign_words, targeting_view
from app.risk.view.trader import (
    Named,
    TraderFact,
    TraderProfile,
    TraderRow,
    Traders,
    facts_of,
    traders_json,
    traders_named,
    traders_view,
)

__all__ = [
    "Amount",
    "KeyRow",
    "ModelRow",
    "ModelsView",
    "Named",
    "RuleRow",
    "ShipmentRow",
    "TargetingView",
    "TraderFact",
    "TraderProfile",
    "TraderRow",
    "Traders",
    "campaign_words",
    "chance_text",
    "facts_of",
    "targeting_view",
    "traders_json",
    "traders_named",
    "traders_view",
]
