"""The count sheet: what was found against what was declared, line by line, and how it was counted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from types import MappingProxyType

from app.bench.rules.units import converted
from app.core.errors import Refused

MOST = Decimal(10_000_000)
GUARD_S = 0.8
"""The same code again sooner than this is one pull of the trigger, not two pieces."""
RECOUNT_FROM = 1_000
"""From this many pieces a second officer counts blind (S5: half of the pieces come in a few large lots)."""


class Outcome(StrEnum):
    """What became of a scan."""

    COUNTED = "counted"
    TOO_SOON = "too_soon"
    SAME_ITEM = "same_item"


class Standing(StrEnum):
    """How a line stands."""

    MATCHES = "matches"
    SHORT = "short"
    OVER = "over"
    UNDECLARED = "undeclared"
    UNCOUNTED = "uncounted"
    OTHER_UNIT = "other_unit"


@dataclass(frozen=True)
class DeclaredLine:
    """A line as declared; `line_no` None is goods found that no line declares."""

    line_key: str
    line_no: int | None
    quantity: Decimal | None
    unit: str = ""


@dataclass(frozen=True)
class Counting:
    """One act of counting: how many pieces, how (scan, cartons, weight, typed), and the code where there was one."""

    line_key: str
    pieces: Decimal
    how: str
    code: str = ""
    item: str = ""
    error: Decimal = Decimal(0)
    replaces: tuple[Counting, ...] = ()


@dataclass(frozen=True)
class LineCount:
    """A line's declared and found quantity in `unit`; `difference` is found minus declared; `error` of estimates."""

    line_key: str
    line_no: int | None
    declared: Decimal | None
    found: Decimal
    unit: str
    difference: Decimal | None
    standing: Standing
    error: Decimal


@dataclass
class CountSheet:
    """Counts one shipment. Each act can be undone, one after the other; what is over is never cut down.

    Scans, cartons and weights add up; a typed count replaces what was counted of its line before.
    """

    declared: Mapping[str, DeclaredLine]
    guard_s: float = GUARD_S
    unit_found: dict[str, str] = field(default_factory=dict)
    _acts: list[Counting] = field(default_factory=list)
    _items: set[str] = field(default_factory=set)
    _last: tuple[str, float] = ("", -math.inf)

    @classmethod
    def of(cls, lines: Iterable[DeclaredLine]) -> CountSheet:
        """An empty sheet for these lines."""
        return cls(MappingProxyType({line.line_key: line for line in lines}))

    @property
    def acts(self) -> Sequence[Counting]:
        """What was counted so far, in order."""
        return tuple(self._acts)

    def scan(self, line_key: str, code: str, at: float, *, pieces: Decimal = Decimal(1), item: str = "") -> Outcome:
        """Count a scanned code at `at` (monotonic seconds); `item` names the very piece and counts only once."""
        if item and item in self._items:
            return Outcome.SAME_ITEM
        last, when = self._last
        self._last = (code, at)
        if not item and code == last and at - when < self.guard_s:
            return Outcome.TOO_SOON
        self._add(Counting(line_key, pieces, "scan", code, item))
        return Outcome.COUNTED

    def cartons(self, line_key: str, cartons: Decimal, pieces_each: Decimal, loose: Decimal = Decimal(0)) -> Decimal:
        """Count full cartons of the same content and loose pieces; gives the pieces."""
        if min(cartons, pieces_each, loose) < 0:
            raise Refused("bench.count_range", field="quantity", most=MOST)
        pieces = cartons * pieces_each + loose
        self._add(Counting(line_key, pieces, "cartons"))
        return pieces

    def weighed(self, line_key: str, estimate: Estimate) -> None:
        """Count by weight; the error stays with the count."""
        self._add(Counting(line_key, estimate.pieces, "weight", error=estimate.error))

    def typed(self, line_key: str, pieces: Decimal) -> None:
        """Set a line's count as a person counted it, in place of what was counted of it before."""
        before = tuple(act for act in self._acts if act.line_key == line_key)
        self._check(pieces)
        self._acts = [act for act in self._acts if act.line_key != line_key]
        self._acts.append(Counting(line_key, pieces, "typed", replaces=before))

    def undo(self) -> Counting | None:
        """Take back the last act; None where there is none."""
        if not self._acts:
            return None
        act = self._acts.pop()
        self._items.discard(act.item)
        self._acts.extend(act.replaces)
        self._last = ("", -math.inf)
        return act

    def found(self, line_key: str) -> Decimal:
        """What was counted of a line."""
        return sum((act.pieces for act in self._acts if act.line_key == line_key), Decimal(0))

    @property
    def total(self) -> Decimal:
        """All pieces counted."""
        return sum((act.pieces for act in self._acts), Decimal(0))

    def lines(self) -> tuple[LineCount, ...]:
        """Every declared line, then what no line declares."""
        found: dict[str, Decimal] = {}
        errors: dict[str, Decimal] = {}
        for act in self._acts:
            found[act.line_key] = found.get(act.line_key, Decimal(0)) + act.pieces
            errors[act.line_key] = errors.get(act.line_key, Decimal(0)) + act.error
        keys = [*self.declared, *(key for key in found if key not in self.declared)]
        return tuple(self._line(key, found.get(key), errors.get(key, Decimal(0))) for key in keys)

    def _line(self, key: str, found: Decimal | None, error: Decimal) -> LineCount:
        line = self.declared.get(key)
        unit = self.unit_found.get(key, line.unit if line else "")
        if line is None or line.line_no is None:
            return LineCount(key, None, None, found or Decimal(0), unit, None, Standing.UNDECLARED, error)
        if found is None:
            return LineCount(key, line.line_no, line.quantity, Decimal(0), unit, None, Standing.UNCOUNTED, error)
        in_unit = found if unit == line.unit else converted(found, unit, line.unit)
        if in_unit is None or line.quantity is None:
            return LineCount(key, line.line_no, line.quantity, found, unit, None, Standing.OTHER_UNIT, error)
        difference = in_unit - line.quantity
        standing = _standing(difference, error)
        return LineCount(key, line.line_no, line.quantity, in_unit, line.unit, difference, standing, error)

    def _add(self, act: Counting) -> None:
        self._check(self.found(act.line_key) + act.pieces)
        if act.pieces < 0:
            raise Refused("bench.count_range", field="quantity", most=MOST)
        self._acts.append(act)
        if act.item:
            self._items.add(act.item)

    @staticmethod
    def _check(pieces: Decimal) -> None:
        if not pieces.is_finite() or not 0 <= pieces <= MOST:
            raise Refused("bench.count_range", field="quantity", most=MOST)


def _standing(difference: Decimal, error: Decimal) -> Standing:
    if abs(difference) <= error:
        return Standing.MATCHES
    return Standing.SHORT if difference < 0 else Standing.OVER


@dataclass(frozen=True)
class Estimate:
    """A number of pieces by weight, and its error at 95 % (the true number lies within pieces ± error)."""

    pieces: Decimal
    error: Decimal


_STUDENT_95 = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11,
               2.10, 2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05, 2.04)  # fmt: skip


def by_weight(total: Decimal, samples: Sequence[Decimal], *, resolution: Decimal = Decimal(0)) -> Estimate:
    """Pieces from a net weight and single pieces weighed, all in one unit; at least two samples.

    Error at 95 %: Student's t on the mean of the samples, and half the scale's `resolution` on each weighing.
    """
    if len(samples) < 2 or total <= 0 or min(samples) <= 0:
        raise Refused("bench.weigh_more", field="samples")
    count = len(samples)
    weights = [float(sample) for sample in samples]
    mean = sum(weights) / count
    spread = math.sqrt(sum((weight - mean) ** 2 for weight in weights) / (count - 1))
    student = _STUDENT_95[count - 2] if count - 2 < len(_STUDENT_95) else 1.96 + 2.5 / count
    relative = math.hypot(student * spread / (mean * math.sqrt(count)), float(resolution) / 2 / mean / math.sqrt(count))
    pieces = float(total) / mean
    error = pieces * relative + float(resolution) / 2 / mean
    return Estimate(
        Decimal(pieces).quantize(Decimal(1), ROUND_HALF_EVEN), Decimal(math.ceil(error)) if error else Decimal(0)
    )


def needs_recount(pieces: Decimal) -> bool:
    """Whether a second officer has to count the lot blind."""
    return pieces >= RECOUNT_FROM


@dataclass(frozen=True)
class Disagreement:
    """A line on which two officers' counts differ."""

    line_key: str
    first: Decimal
    second: Decimal


def recounted(
    first_officer: str, first: Mapping[str, Decimal], second_officer: str, second: Mapping[str, Decimal]
) -> tuple[Disagreement, ...]:
    """Where a blind recount differs from the first count; Refused where both were made by one officer."""
    if first_officer == second_officer:
        raise Refused("bench.recount_other_officer", field="officer")
    keys = [*first, *(key for key in second if key not in first)]
    pairs = [(key, first.get(key, Decimal(0)), second.get(key, Decimal(0))) for key in keys]
    return tuple(Disagreement(key, one, other) for key, one, other in pairs if one != other)
