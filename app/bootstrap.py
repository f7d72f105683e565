"""The only file that knows everything: it gathers the steps and gives the plugs, jobs and screens to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.journal.applying import Appliers

if TYPE_CHECKING:
    from app.journal.work import Station
    from app.risk.work import Screener


def appliers() -> Appliers:
    """Every apply function of every step; importing a step's records also tells the metadata its tables."""
    from app.bench import records as bench
    from app.custody import records as custody
    from app.detention import office_days, parties, rulebook, settled
    from app.detention import records as detention
    from app.identity import records as identity
    from app.intake import records as intake
    from app.notice import records as notice
    from app.register import records as register
    from app.risk import records as risk
    from app.tally import records as tally

    steps = (
        identity,
        intake,
        register,
        risk,
        bench,
        detention,
        settled,
        parties,
        rulebook,
        office_days,
        notice,
        custody,
        tally,
    )
    return Appliers(*(step.APPLIES for step in steps))


def screener(station: Station) -> Screener:
    """What this desk screens with: its register, the rule pack, and the campaigns that run today."""
    from app.bench.cleared import cleared
    from app.core import places
    from app.detention.touched import infringed
    from app.register.standing import Experience, StandingRegister
    from app.risk.rules import load_campaigns, shipped
    from app.risk.work import Screener

    campaigns = [
        campaign
        for file in sorted(places.resources("packs", "risk").glob("campaigns-*.toml"))
        for campaign in load_campaigns(file)
        if campaign.valid_from <= station.today() <= campaign.valid_to
    ]
    return Screener(StandingRegister(station, Experience(cleared, infringed)), shipped(), tuple(campaigns))
