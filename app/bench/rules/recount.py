"""The blind recount: which lots a second officer counts again, and where the two counts differ."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.bench.rules.counts import Count, in_unit
from app.core.errors import Refused


class Kept(StrEnum):
    """Which count stands after a recount; waived: the officer went on without one."""

    FIRST = "first"
    SECOND = "second"
    WAIVED = "waived"


@dataclass(frozen=True)
class Recount:
    """A line's two counts; `second` is None where the recount was waived, `kept` None while they differ unsettled."""

    line_key: str
    first: Count
    second: Count | None = None
    kept: Kept | None = None
    second_officer: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the counts are the same; estimates agree where they lie within their errors together."""
        if self.second is None:
            return False
        again = in_unit(self.second, self.first.unit)
        return again is not None and abs(again.quantity - self.first.quantity) <= again.error + self.first.error

    def covers(self, now: Count) -> bool:
        """Whether this recount is done and still speaks of what the line comes to now."""
        stands = self.second if self.kept is Kept.SECOND else self.first
        return (
            self.kept is not None and stands is not None and (stands.quantity, stands.unit) == (now.quantity, now.unit)
        )


def needs_recount(pieces: Decimal, threshold: int) -> bool:
    """Whether a lot is so large that a second officer has to count it blind."""
    return pieces >= threshold


def check_officers(first: Collection[str], second: str) -> None:
    """Refuse a recount by one who counted first."""
    if second in first:
        raise Refused("inspection.recount_other_officer", field="second_officer")
