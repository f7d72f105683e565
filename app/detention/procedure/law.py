"""The procedure of a jurisdiction as values: tracks, states, facts, moves, documents and money rules of one pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from app.core.errors import Refused
from app.deadlines.pack import Pack
from app.deadlines.reading import Both, Source

RIGHTS: Final = ("trademark", "copyright", "patent", "design", "gi", "olympic")
CHANNELS: Final = ("freight", "post", "express", "ecommerce", "passenger")


@dataclass(frozen=True)
class Held:
    """Where a procedure stands once goods were held at the bench: its state, clocks, facts known and documents."""

    state: str
    clocks: tuple[str, ...]
    facts: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """One way a procedure can go from its start to an end; `channels` are those it is for, none for all."""

    id: str
    name: Both
    start: str
    held: Held
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """Where a procedure can stand; nothing leaves an end, and `before` it the goods are not held yet."""

    id: str
    name: Both
    end: bool
    before: bool = False


@dataclass(frozen=True)
class ClockStart:
    """A deadline that a move starts, counted from a recorded fact or, without one, from the move itself."""

    clock: str
    fact: str | None


@dataclass(frozen=True)
class Within:
    """The facts must have come, or the move be made, before the clock ran out."""

    clock: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class After:
    """The clock must have run out, unless all `unless` facts came in time; any `instead` fact opens the way too."""

    clock: str
    unless: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True)
class Move:
    """One lawful step: from where to where, who makes it, what it needs, what it starts, stops and issues.

    `unverified` are the rules under it (itself, clocks it waits for) that still want a supervisor's word.
    """

    id: str
    row: str
    name: Both
    tracks: tuple[str, ...]
    origins: tuple[str, ...]
    target: str
    who: str
    roles: tuple[str, ...]
    source: Source
    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    within: tuple[Within, ...] = ()
    after: tuple[After, ...] = ()
    secured: str = ""
    starts: tuple[ClockStart, ...] = ()
    stops: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    two_officers: bool = False
    anywhere: bool = False
    unverified: tuple[str, ...] = ()

    @property
    def needs_word(self) -> bool:
        """Whether a supervisor must confirm a rule under it before it binds here."""
        return bool(self.unverified)


@dataclass(frozen=True)
class DocumentRule:
    """One kind of document: its titles, its way, its legal basis and the fields it must carry."""

    id: str
    title: Both
    title_verified: str
    sender: str
    addressee: str
    source: Source
    issued: bool
    two_officers: bool
    copies: int
    required: tuple[str, ...]
    line_fields: tuple[str, ...]
    line_required: tuple[str, ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True)
class Disclosure:
    """What one kind of addressee may not see; `demanded`: hidden fields that a document must say all the same."""

    addressee: str
    hides: tuple[str, ...]
    source: Source
    demanded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def hidden_in(self, kind: str) -> tuple[str, ...]:
        """What is hidden in a kind of document: all but what the law demands that it says."""
        shown = self.demanded.get(kind, ())
        return tuple(name for name in self.hides if name not in shown)


@dataclass(frozen=True)
class SecurityBracket:
    """Security for goods worth from `low` to `high` (None: without end); `flat`, or rate times value with a floor."""

    track: str
    low: Decimal
    low_included: bool
    high: Decimal | None
    high_included: bool
    rate: Decimal
    floor: Decimal
    flat: Decimal | None
    source: Source

    def holds(self, value: Decimal) -> bool:
        """Whether goods of that value fall into this bracket."""
        above = value > self.low or (self.low_included and value == self.low)
        below = self.high is None or value < self.high or (self.high_included and value == self.high)
        return above and below


@dataclass(frozen=True)
class GeneralSecurity:
    """One guarantee for a year's applications: which rights and tracks, its least amount, when it ends."""

    name: Both
    tracks: tuple[str, ...]
    rights: tuple[str, ...]
    least: Decimal
    source: Source


@dataclass(frozen=True)
class CounterSecurity:
    """What a party deposits to have its goods back, as a share of their value."""

    name: Both
    rights: tuple[str, ...]
    rate: Decimal
    source: Source


@dataclass(frozen=True)
class FineTier:
    """One tier of discretion; `low` and `high` are shares of the goods value or amounts, None where open."""

    offence: str
    id: str
    name: Both
    per_value: bool
    low: Decimal | None
    low_included: bool
    high: Decimal | None
    high_included: bool
    confiscates: bool
    usual: bool
    source: Source


@dataclass(frozen=True)
class DisposalWay:
    """One rung of the disposal ladder, in order; a lower rung is open only when the higher ones are closed."""

    id: str
    name: Both
    rung: int
    needs: tuple[str, ...]
    bars: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class PriceBasis:
    """A price by which goods are valued, in the order they are to be tried, for sold or unsold goods."""

    id: str
    name: Both
    rung: int
    sold: bool
    unsold: bool
    source: Source


@dataclass(frozen=True)
class Threshold:
    """A figure from which a crime is to be suspected, in force between two dates; a warning, never a decision."""

    id: str
    name: Both
    article: str
    measure: str
    least: Decimal
    condition: str
    valid_from: date
    valid_to: date | None
    source: Source


@dataclass(frozen=True)
class Default:
    """A rule that was not verified: what kind it is, its id, its name and where it is said to stand."""

    kind: str
    id: str
    name: Both
    source: Source


@dataclass(frozen=True)
class Procedure:
    """All of one pack edition that the case engine needs."""

    pack: Pack
    tracks: Mapping[str, Track]
    states: Mapping[str, State]
    facts: Mapping[str, Both]
    conditions: Mapping[str, Both]
    moves: Mapping[str, Move]
    documents: Mapping[str, DocumentRule]
    fields: Mapping[str, Both]
    disclosures: Mapping[str, Disclosure]
    securities: tuple[SecurityBracket, ...]
    general_security: GeneralSecurity | None
    counter_security: CounterSecurity | None
    fines: tuple[FineTier, ...]
    disposal: tuple[DisposalWay, ...]
    thresholds: tuple[Threshold, ...]
    price_bases: tuple[PriceBasis, ...]

    def move(self, name: str) -> Move:
        """A move by its id; an unknown one is refused with those there are."""
        if name not in self.moves:
            raise Refused("procedure.unknown_move", field="act", move=name, known=sorted(self.moves))
        return self.moves[name]

    def document(self, name: str) -> DocumentRule:
        """A document rule by its id."""
        if name not in self.documents:
            raise Refused("procedure.unknown_document", field="kind", kind=name, known=sorted(self.documents))
        return self.documents[name]

    def track(self, name: str) -> Track:
        """A track by its id; the pack's first where none is named."""
        if not name:
            return next(iter(self.tracks.values()))
        if name not in self.tracks:
            raise Refused("procedure.unknown_track", field="track", track=name, known=sorted(self.tracks))
        return self.tracks[name]

    def defaults(self) -> tuple[Default, ...]:
        """Every rule tagged U, for the supervisor's list."""
        named = [Default("move", move.id, move.name, move.source) for move in self.moves.values()]
        named += [Default("clock", rule.id, rule.name, rule.source) for rule in self.pack.deadlines.values()]
        named += [
            Default("document", rule.id, rule.title, Source(rule.source.text, rule.title_verified))
            for rule in self.documents.values()
        ]
        named += [
            Default("disclosure", f"disclosure.{rule.addressee}", _whose(rule, self.fields), rule.source)
            for rule in self.disclosures.values()
        ]
        named += [Default("fine", rule.id, rule.name, rule.source) for rule in self.fines]
        named += [Default("disposal", rule.id, rule.name, rule.source) for rule in self.disposal]
        named += [Default("threshold", rule.id, rule.name, rule.source) for rule in self.thresholds]
        named += [Default("price", rule.id, rule.name, rule.source) for rule in self.price_bases]
        return tuple(rule for rule in named if rule.source.needs_word)


def _whose(rule: Disclosure, fields: Mapping[str, Both]) -> Both:
    hidden = [fields[name] for name in rule.hides]
    zh, en = "、".join(each.zh for each in hidden), ", ".join(each.en for each in hidden)
    return Both(f"不向{rule.addressee}披露：{zh}", f"withheld from the {rule.addressee}: {en}")
