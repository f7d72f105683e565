"""The lawful moves of a case: facts that arrive, steps of the procedure, clocks that pause, and a supervisor's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from app.core.errors import Refused, Say
from app.deadlines.rules import DAY, Due, Period
from app.detention.procedure.engine import Moment, Standing, Taken, recounted, take
from app.detention.procedure.law import Move, Procedure
from app.detention.procedure.loading import with_word
from app.detention.records import case as find_case
from app.detention.rules import MOST_VALUE
from app.detention.standing import CaseFile, case_file, procedure_json
from app.identity.records import officer as find_officer
from app.identity.rules import Officer, Power, Role, require
from app.journal.records import about
from app.journal.work import Act, Station

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Step:
    """What an officer does to a case: a move with the facts and money that came with it; no move only records them.

    Facts handed in `by_hand` count until the office closes: what came later came on the next day (IM 41).
    """

    move: str = ""
    n: int = 1
    facts: Mapping[str, Moment] = field(default_factory=lambda: NOTHING)
    security: Decimal | None = None
    counter_security: Decimal | None = None
    second_officer: str = ""
    confirmed_by: str = ""
    remark: str = ""
    texts: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    by_hand: bool = False


@dataclass(frozen=True)
class Acted:
    """What a step did: where the procedure stands now, clocks, and the documents that belong to it."""

    case_id: str
    n: int
    move: str
    state: str
    started: Mapping[str, Due]
    stopped: tuple[str, ...]
    issues: tuple[str, ...]
    receives: tuple[str, ...]
    ended: bool
    at: datetime


def act(station: Station, officer: Officer, case_id: str, step: Step) -> Acted:
    """Take one step of a case by itself; its documents follow in the same act with notice.acts.take_step."""
    with station.act(officer.officer_id) as doing:
        return record_step(doing, station, officer, case_id, step)


def record_step(doing: Act, station: Station, officer: Officer, case_id: str, step: Step) -> Acted:
    """Record a step inside an act: one entry that carries the procedure as it stands from then on."""
    file = case_file(doing.conn, station, case_id)
    ours(file, station)
    standing = _informed(file, step, doing.at)
    step = _in_hours(step, file)
    if not step.move:
        return _record_facts(doing, officer, file, step, standing)
    move = file.procedure.move(step.move)
    _may(officer, move)
    check_second(doing, officer, step.second_officer, wanted=move.two_officers, what=move.name.say)
    _once(doing, file, step, move)
    confirmed = _word(doing, station, file, step, move)
    _not_redated(file, step, {start.fact for start in move.starts})
    taken = take(
        standing,
        step.move,
        with_word(file.procedure, move.unverified if confirmed else ()),
        doing.at,
        file.calendar,
        given=step.facts,
        confirmed=confirmed,
    )
    return _record_move(doing, file, step, taken)


def _record_move(doing: Act, file: CaseFile, step: Step, taken: Taken) -> Acted:
    after = _with_older_clocks(file.standing(step.n), taken)
    stopped = (*taken.stopped, *(_outlived(file, after, taken) if taken.ended else ()))
    after = replace(after, clocks={name: found for name, found in after.clocks.items() if name not in stopped})
    started = {name: found for name, found in after.clocks.items() if name in taken.started}
    when = doing.at.isoformat(timespec="milliseconds")
    doing.record(
        "detention.moved",
        file.case_id,
        {
            "case_stream": file.row.stream,
            "n": step.n,
            "move": step.move,
            "from": file.standing(step.n).state,
            "given": {fact: when.isoformat() for fact, when in step.facts.items()},
            "second_officer": step.second_officer,
            "confirmed_by": step.confirmed_by,
            "remark": step.remark,
            "source": taken.move.source.text,
            "started": sorted(started),
            "stopped": list(stopped),
            "issues": list(taken.issues),
            "receives": list(taken.receives),
            **({"held": True} if _holds(file, after) else {}),
            "procedure": procedure_json(file, step.n, after, dict.fromkeys(stopped, when), doing.at),
        },
    )
    return Acted(
        file.case_id,
        step.n,
        step.move,
        after.state,
        MappingProxyType(started),
        stopped,
        taken.issues,
        taken.receives,
        taken.ended,
        doing.at,
    )


def _holds(file: CaseFile, after: Standing) -> bool:
    """Whether the goods of a case that was only opened are held from this move on."""
    state = file.procedure.states[after.state]
    return not file.row.day and not state.before and not state.end


def _record_facts(doing: Act, officer: Officer, file: CaseFile, step: Step, standing: Standing) -> Acted:
    require(officer, Power.DETAIN)
    if file.ended(step.n):
        raise Refused("case.ended", field="act", state=file.procedure.states[standing.state].name.say)
    _not_redated(file, step, set())
    unknown = sorted(set(step.facts) - set(file.procedure.facts))
    if unknown:
        raise Refused("procedure.unknown_fact", field=unknown[0], fact=unknown[0], known=sorted(file.procedure.facts))
    if not step.facts and step.security is None and step.counter_security is None:
        raise Refused("case.nothing_told", field="facts")
    after = replace(standing, facts=MappingProxyType({**standing.facts, **step.facts}))
    doing.record(
        "detention.fact_recorded",
        file.case_id,
        {
            "case_stream": file.row.stream,
            "n": step.n,
            "given": {fact: when.isoformat() for fact, when in step.facts.items()},
            "remark": step.remark,
            "procedure": procedure_json(file, step.n, after, {}, doing.at),
        },
    )
    return Acted(file.case_id, step.n, "", after.state, NOTHING, (), (), (), False, doing.at)


def _informed(file: CaseFile, step: Step, now: datetime) -> Standing:
    """The standing with the money that was lodged; facts from the future and sums that are none are refused."""
    standing = file.standing(step.n)
    for fact, when in step.facts.items():
        told = when.replace(tzinfo=None) if isinstance(when, datetime) else when
        if told > (now.replace(tzinfo=None) if isinstance(told, datetime) else now.date()):
            raise Refused("case.future_fact", field=fact, day=when)
    money: dict[str, Any] = {}
    for name in ("security", "counter_security"):
        amount = getattr(step, name)
        if amount is not None:
            if not amount.is_finite() or not 0 <= amount <= MOST_VALUE:
                raise Refused("case.bad_amount", field=name)
            money[name] = amount
    return replace(standing, **money)


def _in_hours(step: Step, file: CaseFile) -> Step:
    """The step with what was handed in after hours put to the day after."""
    if not step.by_hand:
        return step
    closes = file.calendar.closes
    facts = {
        fact: day_of(when) + DAY if isinstance(when, datetime) and when.time() > closes else when
        for fact, when in step.facts.items()
    }
    return replace(step, facts=facts)


def _with_older_clocks(before: Standing, taken: Taken) -> Standing:
    """A clock that counts from the move itself and runs already keeps its earlier start.

    The goods are held from the day the detention was recorded, and its decision has told the party those days.
    """
    kept = {
        start.clock: before.clocks[start.clock]
        for start in taken.move.starts
        if start.fact is None and start.clock in before.clocks and start.clock not in taken.stopped
    }
    return replace(taken.standing, clocks=MappingProxyType({**taken.standing.clocks, **kept}))


def _outlived(file: CaseFile, after: Standing, taken: Taken) -> tuple[str, ...]:
    """At an end, the clocks that some move would have stopped; those no move stops (review, fine, refund) run on."""
    guarding = {clock for move in file.procedure.moves.values() for clock in move.stops}
    return tuple(clock for clock in after.clocks if clock in guarding and clock not in taken.started)


# ---- who may, and with whom


def ours(file: CaseFile, station: Station) -> None:
    """Refuse an act on a case that another station has now."""
    if file.row.owner != station.stream:
        raise Refused("case.not_ours", field="case", case=file.case_id, owner=file.row.owner)


def _may(officer: Officer, move: Move) -> None:
    """The roles that the pack gives to a move, and an active officer."""
    if not officer.active:
        raise Refused("identity.inactive", officer=officer.officer_id)
    if not {Role(role) for role in move.roles} & officer.roles:
        roles = [Say(f"identity.role_{role}") for role in move.roles]
        raise Refused("case.role", field="act", move=move.name.say, roles=roles, source=move.source.text)


def check_second(doing: Act, officer: Officer, second_id: str, *, wanted: bool, what: Say) -> None:
    """Refuse one officer where two are wanted, and a second who is the first, unknown or gone."""
    if not wanted and not second_id:
        return
    if not second_id:
        raise Refused("case.two_officers", field="second_officer", move=what)
    if second_id == officer.officer_id:
        raise Refused("identity.second_is_first", field="second_officer")
    second = find_officer(doing.conn, doing.stream, second_id)
    if second is None or not second.active:
        raise Refused("detention.unknown_second", field="second_officer", officer=second_id)


def _once(doing: Act, file: CaseFile, step: Step, move: Move) -> None:
    """A move that leaves the state as it was (proof of service) is made once; a second would set its clock back."""
    if file.standing(step.n).state != move.target:
        return
    for entry in about(doing.conn, file.case_id):
        if entry.kind == "detention.moved" and (entry.body["n"], entry.body["move"]) == (step.n, step.move):
            raise Refused("case.once", field="act", move=move.name.say, source=move.source.text)


def _not_redated(file: CaseFile, step: Step, counted: set[str | None]) -> None:
    """A recorded fact gets another day only with a reason, unless the move is there to prove that day."""
    known = file.standing(step.n).facts
    for fact, when in step.facts.items():
        if fact in known and fact not in counted and known[fact] != when and not step.remark.strip():
            raise Refused("case.redated", field="remark", fact=file.procedure.facts[fact].say, day=known[fact])


# ---- unverified rules


def _word(doing: Act, station: Station, file: CaseFile, step: Step, move: Move) -> bool:
    """A supervisor's word on what is unverified under a move, recorded once for the office; True where given now."""
    if not move.needs_word or not step.confirmed_by:
        return False
    supervisor = find_officer(doing.conn, doing.stream, step.confirmed_by)
    if supervisor is None:
        raise Refused("identity.inactive", field="confirmed_by", officer=step.confirmed_by)
    require(supervisor, Power.CONFIRM_RULE)
    for rule in move.unverified:
        _record_word(doing, station, file.procedure.pack.edition, rule, supervisor.officer_id, step.remark)
    return True


def _record_word(doing: Act, station: Station, edition: str, rule: str, supervisor: str, reason: str) -> None:
    # Its subject is the office's own: two stations that confirm the same rule never meet in one case.
    doing.record(
        "detention.rule_confirmed",
        f"{station.stream}:{edition}:{rule}"[:120],
        {"edition": edition, "rule": rule, "officer": supervisor, "reason": reason},
    )


def confirm_rule(station: Station, supervisor: Officer, case_id: str, rule: str, reason: str = "") -> None:
    """A supervisor's word, once for this office, that an unverified rule of the case's edition binds here."""
    with station.read() as conn:
        procedure = case_file(conn, station, case_id).procedure
    confirm_rules(station, supervisor, procedure, [rule], reason)


def confirm_rules(
    station: Station, supervisor: Officer, procedure: Procedure, rules: Sequence[str], reason: str = ""
) -> None:
    """A supervisor's word on several unverified rules of an edition, in one act."""
    require(supervisor, Power.CONFIRM_RULE)
    known = {each.id for each in procedure.defaults()}
    with station.act(supervisor.officer_id) as doing:
        for rule in rules:
            if rule not in known:
                raise Refused("case.no_such_rule", field="rule", rule=rule)
            _record_word(doing, station, procedure.pack.edition, rule, supervisor.officer_id, reason)


# ---- clocks and owners


def change_clock(
    station: Station,
    officer: Officer,
    case_id: str,
    n: int,
    clock: str,
    *,
    suspended: Sequence[Period] = (),
    extended: int = 0,
    reason: str,
) -> Due:
    """Suspend a running clock for some days, or extend it in its own unit, with the reason; gives its new end."""
    require(officer, Power.MOVE_CASE)
    _reason(reason)
    with station.act(officer.officer_id) as doing:
        file = case_file(doing.conn, station, case_id)
        ours(file, station)
        after = recounted(
            file.standing(n), clock, file.procedure, file.calendar, suspended=suspended, extended=extended
        )
        told = [[begin.isoformat(), end.isoformat()] for begin, end in suspended]
        _record_clock(doing, file, n, clock, after, {"suspended": told, "extended": extended, "reason": reason})
    return after.clocks[clock]


def _record_clock(doing: Act, file: CaseFile, n: int, clock: str, after: Standing, told: Mapping[str, Any]) -> None:
    procedure = procedure_json(file, n, after, {}, doing.at)
    body = {"case_stream": file.row.stream, "n": n, "clock": clock, **told, "procedure": procedure}
    doing.record("detention.clock_changed", file.case_id, body)


def restart_clock(
    station: Station, officer: Officer, case_id: str, n: int, clock: str, *, on: date, reason: str
) -> Due:
    """Let a suspended clock run again from a day on, earlier than was thought; gives its new end."""
    require(officer, Power.MOVE_CASE)
    _reason(reason)
    with station.act(officer.officer_id) as doing:
        file = case_file(doing.conn, station, case_id)
        ours(file, station)
        standing = file.standing(n)
        was = standing.clocks.get(clock)
        if was is None or not any(begin <= on <= end for begin, end in was.suspended):
            raise Refused("case.not_paused", field="on", day=on)
        kept = tuple((begin, min(end, on - DAY)) for begin, end in was.suspended if begin < on)
        shorter = replace(standing, clocks=MappingProxyType({**standing.clocks, clock: replace(was, suspended=kept)}))
        after = recounted(shorter, clock, file.procedure, file.calendar)
        _record_clock(doing, file, n, clock, after, {"restarted": on.isoformat(), "reason": reason})
    return after.clocks[clock]


def hand_over(station: Station, officer: Officer, case_id: str, to_stream: str, reason: str) -> None:
    """Give a case to another station's stream: from then on only that station may act on it."""
    require(officer, Power.MOVE_CASE)
    _reason(reason)
    if not to_stream.strip() or len(to_stream) > 40 or to_stream == station.stream:
        raise Refused("case.bad_stream", field="to_stream", to=to_stream[:40])
    with station.act(officer.officer_id) as doing:
        row = find_case(doing.conn, case_id)
        if row is None:
            raise Refused("detention.no_case", field="case", case=case_id)
        if row.owner != station.stream:
            raise Refused("case.not_ours", field="case", case=case_id, owner=row.owner)
        doing.record(
            "detention.case_handed_over",
            case_id,
            {"case_stream": row.stream, "to_stream": to_stream, "reason": reason},
        )


def _reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("case.no_reason", field="reason")


def day_of(when: Moment) -> date:
    """The day of a fact."""
    return when.date() if isinstance(when, datetime) else when
