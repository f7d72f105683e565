"""What keeping detained goods cost, and how it is settled with the holder's security (Reg 14, 25; IM 34)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)


class CostKind(StrEnum):
    """What was paid for (Reg 25)."""

    STORAGE = "storage"
    KEEPING = "keeping"
    DISPOSAL = "disposal"
    OTHER = "other"


@dataclass(frozen=True)
class Cost:
    """One cost of a procedure, in its case's currency; `direct`: the holder paid the warehouse itself."""

    kind: CostKind
    amount: Decimal
    on: date
    direct: bool = False


@dataclass(frozen=True)
class Settlement:
    """How costs and security come out: what the holder bears, what is deducted, given back or still claimed.

    `not_borne` are costs of days after which the holder pays nothing more (IM 34).
    """

    borne: Decimal
    not_borne: Decimal
    deducted: Decimal
    balance: Decimal
    claim: Decimal


def settled(security: Decimal | None, costs: Iterable[Cost], borne_until: date | None = None) -> Settlement:
    """The settlement of one procedure; what the holder paid directly is neither deducted nor claimed."""
    every = list(costs)
    borne = [cost for cost in every if borne_until is None or cost.on <= borne_until]
    owed = sum((cost.amount for cost in borne if not cost.direct), NOTHING)
    deducted = min(owed, security or NOTHING)
    return Settlement(
        borne=sum((cost.amount for cost in borne), NOTHING),
        not_borne=sum((cost.amount for cost in every if cost not in borne), NOTHING),
        deducted=deducted,
        balance=(security or NOTHING) - deducted,
        claim=owed - deducted,
    )
