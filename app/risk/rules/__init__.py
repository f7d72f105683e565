"""The rules of risk: what is asked of a shipment, how the answers add up, and what the lanes mean."""

from __future__ import annotations

from app.risk.rules.assessment import Assessment, assess
from app.risk.rules.campaigns import Campaign, CampaignTally, load_campaigns
from app.risk.rules.changes import Change, as_if
from app.risk.rules.draw import Round, Ticket, draw, open_round, wrong_draws
from app.risk.rules.lanes import Capacity, Lane, LaneRules, fitted
from app.risk.rules.packs import Fact, Indicator, Pack, Words, load_pack, parse_pack, shipped, with_indicator
from app.risk.rules.subject import (
    Case,
    Context,
    CreditClass,
    Infringement,
    LineMatch,
    Link,
    TraderHistory,
    Tuning,
)
from app.risk.rules.weighing import Model, ModelTerm, Priors, Term, Weights, lane_of, weigh

__all__ = [
    "Assessment",
    "Campaign",
    "CampaignTally",
    "Capacity",
    "Case",
    "Change",
    "Context",
    "CreditClass",
    "Fact",
    "Indicator",
    "Infringement",
    "Lane",
    "LaneRules",
    "LineMatch",
    "Link",
    "Model",
    "ModelTerm",
    "Pack",
    "Priors",
    "Round",
    "Term",
    "Ticket",
    "TraderHistory",
    "Tuning",
    "Weights",
    "Words",
    "as_if",
    "assess",
    "draw",
    "fitted",
    "lane_of",
    "load_campaigns",
    "load_pack",
    "open_round",
    "parse_pack",
    "shipped",
    "weigh",
    "with_indicator",
    "wrong_draws",
]
