"""The only file that knows everything: it gathers the steps and gives the plugs, jobs and screens to each other."""

from __future__ import annotations

from app.journal.applying import Appliers


def appliers() -> Appliers:
    """Every apply function of every step; importing a step's records also tells the metadata its tables."""
    from app.bench import records as bench
    from app.detention import records as detention
    from app.identity import records as identity
    from app.intake import records as intake
    from app.register import records as register
    from app.risk import records as risk

    return Appliers(identity.APPLIES, intake.APPLIES, register.APPLIES, risk.APPLIES, bench.APPLIES, detention.APPLIES)
