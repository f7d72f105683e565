"""What stands behind a shipment besides its reasons: likelihood and value, clues, traders, what was seen before."""

from __future__ import annotations

from dataclasses import dataclass

from app.identity.rules import Officer
from app.intake.records import declaration
from app.journal.work import Station
from app.register.standing import StandingRegister
from app.risk.records import matches_of, screening
from app.risk.rules import Tuning
from app.risk.view import Named, Traders, traders_view

UNNAMED = Named({}, {})
"""Licences stand in the reasons already; gathering every name of the register would be too slow for each arrow key."""
RIGHTS_SHOWN = 3
CLUES_SHOWN = 4


@dataclass(frozen=True)
class RightClues:
    """A recorded right found on the goods, and by what its genuine and its known fake goods are told apart."""

    mark: str
    holder: str
    genuine: tuple[str, ...]
    fake: tuple[str, ...]


@dataclass(frozen=True)
class WhyView:
    """What is shown beside the reasons of a shipment."""

    number: str
    likelihood: float
    value: float
    """Declared value at stake, in CNY."""
    rights: tuple[RightClues, ...]
    traders: Traders


def why_view(
    station: Station, register: StandingRegister, tuning: Tuning, officer: Officer, number: str
) -> WhyView | None:
    """What stands behind a shipment; None where it was not weighed."""
    with station.read() as conn:
        told, row, matches = declaration(conn, number), screening(conn, number), matches_of(conn, number)
        if told is None or row is None:
            return None
        traders = traders_view(conn, told, UNNAMED, officer, on=station.today(), tuning=tuning)
    wanted = dict.fromkeys(match.recordation_no for match in matches if not match.licensed)
    rights = register.rights(list(wanted)[:RIGHTS_SHOWN])
    clues = tuple(
        RightClues(each.mark, each.holder, each.genuine_clues[:CLUES_SHOWN], each.fake_clues[:CLUES_SHOWN])
        for each in rights
    )
    return WhyView(number, row.likelihood, row.value_at_stake, clues, traders)
