"""Says which moves are lawful where a procedure stands, and makes one: pure functions over a loaded pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from app.core.errors import Refused, Say
from app.deadlines.reading import Source
from app.deadlines.rules import MIDNIGHT, Due, Period, WorkingCalendar, due
from app.detention.procedure.law import After, Move, Procedure, Within
from app.detention.procedure.money import counter_security_due, security_due

Moment = date | datetime
NOTHING: Mapping[str, Moment] = MappingProxyType({})


@dataclass(frozen=True)
class Standing:
    """Where one procedure (one right holder's in a case) stands: its state, recorded facts, clocks and money."""

    track: str
    state: str
    right_type: str = "trademark"
    channel: str = ""
    facts: Mapping[str, Moment] = field(default_factory=lambda: NOTHING)
    clocks: Mapping[str, Due] = field(default_factory=lambda: MappingProxyType({}))
    value: Decimal | None = None
    security: Decimal | None = None
    general_security: bool = False
    counter_security: Decimal | None = None


@dataclass(frozen=True)
class Offer:
    """One move as the officer sees it: whether it is lawful now, why or why not, and what is still to be recorded."""

    move: Move
    allowed: bool
    reason: Say
    source: Source
    missing: tuple[str, ...] = ()
    unverified: bool = False


@dataclass(frozen=True)
class Taken:
    """What a move did: the new standing, clocks started and stopped, documents to issue and to file, and the end."""

    move: Move
    standing: Standing
    started: Mapping[str, Due]
    stopped: tuple[str, ...]
    issues: tuple[str, ...]
    receives: tuple[str, ...]
    ended: bool


def begin(procedure: Procedure, track: str, **known: object) -> Standing:
    """A procedure at the start of a track."""
    return replace(Standing(track, procedure.track(track).start), **known)  # type: ignore[arg-type]


def lawful(standing: Standing, procedure: Procedure, now: Moment, *, everything: bool = False) -> tuple[Offer, ...]:
    """The moves out of the present state, lawful ones first; `everything` weighs all moves of the pack."""
    moves = [
        move
        for move in procedure.moves.values()
        if everything or (standing.state in move.origins and standing.track in move.tracks)
    ]
    offers = [weigh(standing, move, procedure, now) for move in moves]
    return tuple(sorted(offers, key=lambda offer: not offer.allowed))


def weigh(standing: Standing, move: Move, procedure: Procedure, now: Moment) -> Offer:
    """Whether one move is lawful now, with the reason and the rule behind it."""
    objection = next(_objections(standing, move, procedure, now), None)
    missing = tuple(fact for fact in move.needs if fact not in standing.facts)
    if objection is None and missing:
        objection = Say("procedure.needs_first", {"needs": [procedure.facts[fact].say for fact in missing]})
        objection = _with_rule(objection, move)
    reason = objection or _with_rule(Say("procedure.lawful"), move)
    return Offer(
        move, objection is None, reason, move.source, missing if _only_missing(objection) else (), move.needs_word
    )


def _only_missing(objection: Say | None) -> bool:
    return objection is not None and objection.key == "procedure.needs_first"


def _with_rule(said: Say, move: Move) -> Say:
    """The sentence with the move's name and source in its gaps."""
    return Say(said.key, {**said.params, "move": move.name.say, "source": move.source.text})


def _objections(standing: Standing, move: Move, procedure: Procedure, now: Moment) -> Iterator[Say]:
    """Everything that speaks against a move, most fundamental first."""
    for said in _misplaced(standing, move, procedure):
        yield _with_rule(said, move)
    for said in _untimely(standing, move, procedure, now):
        yield _with_rule(said, move)
    for said in _barred(standing, move, procedure):
        yield _with_rule(said, move)


def _misplaced(standing: Standing, move: Move, procedure: Procedure) -> Iterator[Say]:
    if standing.track not in move.tracks:
        yield Say("procedure.other_track", {"track": procedure.tracks[standing.track].name.say})
    if standing.state not in move.origins:
        yield Say("procedure.not_from_here", {"state": procedure.states[standing.state].name.say})
    if move.rights and standing.right_type not in move.rights:
        yield Say("procedure.other_right", {"rights": [Say(f"procedure.right_{name}") for name in move.rights]})
    if move.channels and standing.channel not in move.channels:
        yield Say("procedure.other_channel", {"channels": [Say(f"procedure.channel_{name}") for name in move.channels]})


def _untimely(standing: Standing, move: Move, procedure: Procedure, now: Moment) -> Iterator[Say]:
    for within in move.within:
        yield from _too_late(standing, within, procedure.pack.deadline(within.clock).name.say, now)
    for after in move.after:
        yield from _too_early(standing, after, procedure.pack.deadline(after.clock).name.say, now)


def _too_late(standing: Standing, within: Within, name: Say, now: Moment) -> Iterator[Say]:
    clock = standing.clocks.get(within.clock)
    if clock is None:
        yield Say("procedure.clock_not_started", {"clock": name})
        return
    moments = [standing.facts.get(fact, now) for fact in within.facts] or [now]
    if any(clock.missed(moment) for moment in moments):
        yield Say("procedure.clock_missed", {"clock": name, "due": clock.day, "at": clock.at})


def _too_early(standing: Standing, after: After, name: Say, now: Moment) -> Iterator[Say]:
    if any(fact in standing.facts for fact in after.instead):
        return
    clock = standing.clocks.get(after.clock)
    if clock is None:
        yield Say("procedure.clock_not_started", {"clock": name})
    elif not clock.missed(now):
        yield Say("procedure.clock_still_runs", {"clock": name, "due": clock.day, "at": clock.at})
    elif after.unless and all(_in_time(standing, fact, clock) for fact in after.unless):
        yield Say("procedure.came_in_time", {"clock": name})


def _in_time(standing: Standing, fact: str, clock: Due) -> bool:
    return fact in standing.facts and not clock.missed(standing.facts[fact])


def _barred(standing: Standing, move: Move, procedure: Procedure) -> Iterator[Say]:
    for fact in move.bars:
        if fact in standing.facts:
            yield Say("procedure.barred", {"fact": procedure.facts[fact].say})
    if move.secured:
        yield from _unsecured(standing, move, procedure)


def _unsecured(standing: Standing, move: Move, procedure: Procedure) -> Iterator[Say]:
    if standing.value is None:
        yield Say("procedure.value_unknown")
        return
    if move.secured == "value":
        wanted, paid = counter_security_due(standing.value, procedure, standing.right_type), standing.counter_security
    else:
        wanted = security_due(
            standing.value, procedure, standing.track, standing.right_type, general=standing.general_security
        )
        paid = standing.security
    if (paid or Decimal(0)) < wanted.amount:
        yield Say("procedure.security_short", {"due": wanted.amount, "paid": paid or Decimal(0)})


def take(
    standing: Standing,
    name: str,
    procedure: Procedure,
    at: Moment,
    calendar: WorkingCalendar,
    *,
    given: Mapping[str, Moment] = NOTHING,
    confirmed: bool = False,
) -> Taken:
    """Makes a move at a moment with the facts given, or refuses it with the rule and its source.

    `confirmed` says that a supervisor has given the word on the unverified rules under it.
    """
    move = procedure.move(name)
    unknown = sorted(set(given) - set(procedure.facts))
    if unknown:
        raise Refused("procedure.unknown_fact", field=unknown[0], fact=unknown[0], known=sorted(procedure.facts))
    informed = replace(standing, facts=MappingProxyType({**standing.facts, **given}))
    offer = weigh(informed, move, procedure, at)
    if not offer.allowed:
        raise Refused(offer.reason.key, field="act", **offer.reason.params)
    if offer.unverified and not confirmed:
        raise Refused("procedure.needs_word", field="act", move=move.name.say, source=move.source.text)
    return _moved(informed, move, procedure, at, calendar)


def _moved(informed: Standing, move: Move, procedure: Procedure, at: Moment, calendar: WorkingCalendar) -> Taken:
    started = {
        start.clock: due(procedure.pack.deadline(start.clock), informed.facts.get(start.fact or "", at), calendar)
        for start in move.starts
    }
    ended = procedure.states[move.target].end
    stopped = tuple(clock for clock in informed.clocks if clock in move.stops)
    kept = {clock: found for clock, found in informed.clocks.items() if clock not in stopped}
    standing = replace(informed, state=move.target, clocks=MappingProxyType({**kept, **started}))
    return Taken(move, standing, MappingProxyType(started), stopped, move.issues, move.receives, ended)


def recounted(
    standing: Standing,
    clock: str,
    procedure: Procedure,
    calendar: WorkingCalendar,
    *,
    suspended: Sequence[Period] = (),
    extended: int = 0,
) -> Standing:
    """The standing after a running clock was suspended for some days, started again or extended."""
    if clock not in standing.clocks:
        raise Refused("procedure.clock_not_running", field="clock", clock=clock, known=sorted(standing.clocks))
    was = standing.clocks[clock]
    found = due(
        procedure.pack.deadline(clock),
        was.starts,
        calendar,
        suspended=(*was.suspended, *suspended),
        extended=was.extended + extended,
        delivery="post" if was.at == MIDNIGHT else "hand",
    )
    return replace(standing, clocks=MappingProxyType({**standing.clocks, clock: found}))
