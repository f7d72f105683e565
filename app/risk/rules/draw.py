"""The random control share: a draw that nobody can predict or redo, and that anybody can check afterwards.

A round fixes a secret seed and publishes its SHA-256 before any shipment is scored (commit). A shipment's ticket is
HMAC-SHA256 of its number under the seed: the same shipment always gets the same ticket in a round, so asking again
changes nothing, and without the seed it can't be foretold. When the round closes the seed is revealed, and every ticket
can be worked out again. Inclusion probability is kept on each ticket for the statistics (risk.md 5.3).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

SEED_BYTES = 32
_RANGE = 1 << 64


@dataclass(frozen=True)
class Round:
    """One round of draws, as recorded before its first ticket: `commitment` is the SHA-256 of its seed, in hex."""

    round_id: str
    share: float
    commitment: str


@dataclass(frozen=True)
class Ticket:
    """One shipment's draw: `number` in [0, 2^64), drawn when it is below share x 2^64; it keeps it for good."""

    round_id: str
    declaration_no: str
    number: int
    share: float
    drawn: bool

    @property
    def coin(self) -> bool:
        """A fair coin beside the draw (the number's last bit): which of two models weighs the shipment."""
        return bool(self.number & 1)


def open_round(round_id: str, share: float, seed: bytes) -> Round:
    """The public half of a round; the seed is 32 secret random bytes and stays secret until the round closes."""
    if len(seed) != SEED_BYTES or not 0 <= share <= 1:
        raise ValueError("a round takes 32 bytes and a share from 0 to 1")
    return Round(round_id, share, _commitment(round_id, share, seed))


def draw(opened: Round, seed: bytes, declaration_no: str) -> Ticket:
    """A shipment's ticket in a round."""
    if not hmac.compare_digest(_commitment(opened.round_id, opened.share, seed), opened.commitment):
        raise ValueError("this seed is not the one that was committed to")
    return _ticket(opened, seed, declaration_no)


def wrong_draws(opened: Round, seed: bytes, drawn: Mapping[str, bool]) -> tuple[str, ...]:
    """After the reveal: the shipments whose draw is not what the seed gives; all of them if the seed is another one."""
    if not hmac.compare_digest(_commitment(opened.round_id, opened.share, seed), opened.commitment):
        return tuple(drawn)
    return tuple(number for number, kept in drawn.items() if kept != _ticket(opened, seed, number).drawn)


def _ticket(opened: Round, seed: bytes, declaration_no: str) -> Ticket:
    told = hmac.new(seed, f"{opened.round_id}\n{declaration_no}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(told[:8], "big")
    return Ticket(opened.round_id, declaration_no, number, opened.share, number < opened.share * _RANGE)


def _commitment(round_id: str, share: float, seed: bytes) -> str:
    return hashlib.sha256(seed + f"\n{round_id}\n{share!r}".encode()).hexdigest()
