"""What supervisors write themselves: a rule or a campaign as text, told apart by its table's name."""

from __future__ import annotations

from app.core.errors import Refused
from app.risk.rules.campaigns import Campaign, parse_campaign
from app.risk.rules.packs import Indicator, parse_indicator, parsed_toml

LONGEST_ID = 80

Proposal = Indicator | Campaign


def parse_proposal(text: str) -> Proposal:
    """The rule ([[indicator]]) or campaign ([[campaign]]) of an editor's text; Refused names the key and the mend."""
    data = text.encode()
    found: Proposal = parse_campaign(data) if "campaign" in parsed_toml(data) else parse_indicator(data)
    if len(found.id) > LONGEST_ID:
        raise Refused("targeting.id_long", field="id", most=LONGEST_ID)
    return found
