"""Has the world moved on: inputs against the training window, finds against what was foretold, patterns by cell.

Watches that each miss what the others see: the population stability index and the share of new traders see trade change
before any outcome; calibration by tenths sees forecasts that have grown too high or too low; the pattern watch sees a
small corner (a chapter, an origin, both) where more is found than was foretold, long before an overall figure moves.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.core.errors import Say
from app.risk.rules.rates import Rate, rate

PSI_ALARM = 0.2
SPANS_IN_WEEKS = (1, 4)
NEW_TRADERS_ALARM = 0.10
"""How far the share of new traders may rise before it is reported (risk.md 5.6)."""
TENTHS = 10
FEWEST_IN_TENTH = 10
FALSE_ALARMS_A_YEAR = 0.5
"""How many false pattern alarms a year are put up with; the bar for one cell follows from the number of cells."""


def stability_index(before: Mapping[str, int], now: Mapping[str, int]) -> float:
    """Population stability index between two counts of the same values; below 0.1 steady, above 0.2 moved.

    For values with few kinds only (chapter, origin, channel, bands): with many it grows by churn alone.
    """
    kinds = before.keys() | now.keys()
    one, two = sum(before.values()) + 0.5 * len(kinds), sum(now.values()) + 0.5 * len(kinds)
    told = 0.0
    for kind in kinds:
        was, is_ = (before.get(kind, 0) + 0.5) / one, (now.get(kind, 0) + 0.5) / two
        told += (is_ - was) * math.log(is_ / was)
    return told


@dataclass(frozen=True)
class Opened:
    """One opened line as the watches see it: its cells, what the model foretold, and what was found."""

    cells: tuple[str, ...]
    foretold: float
    found: bool


@dataclass(frozen=True)
class Tenth:
    """One tenth of what was opened, by what was foretold: the mean forecast, and what was found."""

    low: float
    high: float
    foretold: float
    found: Rate

    @property
    def off(self) -> bool:
        """Whether the forecast lies outside the 95 % interval of what was found."""
        return not self.found.low <= self.foretold <= self.found.high


def calibration(opened: Iterable[Opened]) -> tuple[Tenth, ...]:
    """Foretold against found by tenths of the forecast; nothing where a tenth would hold too few to say anything."""
    ordered = sorted(opened, key=lambda each: each.foretold)
    if len(ordered) < TENTHS * FEWEST_IN_TENTH:
        return ()
    cuts = [round(len(ordered) * place / TENTHS) for place in range(TENTHS + 1)]
    parts = [ordered[start:stop] for start, stop in pairwise(cuts)]
    return tuple(
        Tenth(
            part[0].foretold,
            part[-1].foretold,
            sum(each.foretold for each in part) / len(part),
            rate(sum(each.found for each in part), len(part)),
        )
        for part in parts
    )


@dataclass(frozen=True)
class Alarm:
    """A watch that went off: in which week, about what, how much was found and how much foretold."""

    week: int
    cell: str
    found: int
    foretold: float
    lines: int

    @property
    def say(self) -> Say:
        """The alarm in words."""
        where = {"cell": self.cell, "found": self.found, "foretold": f"{self.foretold:.1f}", "lines": self.lines}
        return Say("risk.drift_overall" if self.cell == "all" else "risk.drift_pattern", where)


@dataclass
class Watch:
    """Watches opened lines week by week, over the last week alone and over the last month.

    A sudden pattern shows in a week, a slow one only over several. The bar rises with the number of cells and spans
    looked at, so that false alarms stay as rare as `false_alarms` says.
    """

    spans: tuple[int, ...] = SPANS_IN_WEEKS
    false_alarms: float = FALSE_ALARMS_A_YEAR
    _recent: deque[Sequence[Opened]] = field(default_factory=deque)

    def week(self, number: int, opened: Sequence[Opened]) -> list[Alarm]:
        """The alarms after one more week, strongest first; each cell once."""
        self._recent.append(opened)
        while len(self._recent) > max(self.spans):
            self._recent.popleft()
        strongest: dict[str, tuple[float, Alarm]] = {}
        for span in self.spans:
            for tail, alarm in self._alarms(number, list(self._recent)[-span:]):
                if tail < strongest.get(alarm.cell, (1.0, alarm))[0]:
                    strongest[alarm.cell] = (tail, alarm)
        return [alarm for _, alarm in sorted(strongest.values(), key=lambda each: each[0])]

    def _alarms(self, number: int, weeks: Sequence[Sequence[Opened]]) -> Iterator[tuple[float, Alarm]]:
        cells = _by_cell(line for lines in weeks for line in lines)
        bar = self.false_alarms / 52 / len(self.spans) / max(len(cells), 1)
        for cell, (found, foretold, lines) in cells.items():
            tail = poisson_tail(found, foretold)
            if tail < bar:
                yield tail, Alarm(number, cell, found, foretold, lines)


def _by_cell(lines: Iterable[Opened]) -> dict[str, tuple[int, float, int]]:
    found: Counter[str] = Counter()
    foretold: dict[str, float] = {}
    count: Counter[str] = Counter()
    for line in lines:
        for cell in ("all", *line.cells):
            found[cell] += line.found
            foretold[cell] = foretold.get(cell, 0.0) + line.foretold
            count[cell] += 1
    return {cell: (found[cell], foretold[cell], count[cell]) for cell in count}


def poisson_tail(found: int, foretold: float) -> float:
    """The chance of at least so many finds if the forecast were right."""
    if found <= foretold:
        return 1.0
    term = math.exp(-foretold)
    below = 0.0
    for k in range(found):
        below += term
        term *= foretold / (k + 1)
    return max(1.0 - below, 0.0) if foretold < 600 else 0.0
