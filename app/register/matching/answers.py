"""What is asked of the engine and what it answers: a line of goods in, alerts and reviews with their evidence out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import Say


class Method(StrEnum):
    """What was done to the mark, by the most telling thing."""

    EXACT = "exact"
    CASE = "case"
    WIDTH = "width"
    SPACED = "spaced"
    HIDDEN = "hidden"
    HOMOGLYPH = "homoglyph"
    ACCENT = "accent"
    SCRIPT = "script"
    LEET = "leet"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    SWAPPED = "swapped"
    LOOKS = "looks"
    SOUNDS = "sounds"
    PINYIN = "pinyin"
    GLUED = "glued"
    SHORTENED = "shortened"
    SPLIT = "split"


class Field(StrEnum):
    """Where in a line a match was found."""

    GOODS = "goods"
    BRAND = "brand"
    SPEC = "spec"


@dataclass(frozen=True)
class LineText:
    """The words of one goods line, with what says which class of goods it is and who trades it."""

    goods: str
    brand: str = ""
    hs_code: str = ""
    nice: int | None = None
    spec: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    """Consignor, consignee and others, by name (`Name; id=…` where known): a licensee among them explains a match."""
    on: date | None = None
    """The day of the declaration; without one no licence that ends some day is taken as good."""


@dataclass(frozen=True)
class Match:
    """One recordation that a line may concern, with the evidence in words."""

    recordation_no: str
    mark: str
    matched: str
    """The words of the line, as they stand there."""
    field: Field
    span: tuple[int, int]
    """First and one past the last character of `matched` in its field."""
    method: Method
    similarity: float
    """How alike the folded words and the mark are, 0 to 1."""
    in_scope: bool | None
    """Whether the goods are of a class the mark is recorded for; None where either is unknown."""
    score: float
    """0 to 1, rising with the odds that the mark is meant; comparable within one register only."""
    evidence: tuple[Say, ...]


@dataclass(frozen=True)
class Matches:
    """The two answers of a line, best first, and what a licence explains."""

    alerts: tuple[Match, ...] = ()
    review: tuple[Match, ...] = ()
    passed: tuple[Match, ...] = ()
