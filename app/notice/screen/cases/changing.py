"""What is done to a case beside its moves, as questions: corrected lines, clocks, facts, links, another station."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from app.core.errors import Refused, Say
from app.deadlines.rules import Due
from app.desk.fields import CheckField, ChoiceField, DateField, LongTextField, NumberField, TextField
from app.detention.amending import amend_line, value_line
from app.detention.moves import Step, act, change_clock, hand_over, restart_clock
from app.detention.procedure.money import Revenue
from app.detention.rules import PriceBasis
from app.detention.settling import link_cases
from app.notice.cases_view import ClockShown, LineShown
from app.notice.screen.asking import Asked, Question, Values, lines_of, needed, number, text, tr
from app.notice.screen.cases.panel import At
from app.notice.screen.cases.words import basis_text, both, plain, sourced

PAUSE_DAYS: Final = 30
"""What stands in the form for the end of a suspension; letting the clock run again ends it earlier."""


def amend(at: At, about: str) -> Question | None:
    """Correct what was counted or valued in a line, with the reason."""
    line = _line(at, about)
    if line is None:
        return None

    def do(values: Values) -> None:
        amend_line(
            at.seat.station,
            at.seat.officer,
            at.view.case_id,
            line.n,
            quantity=needed(values, "quantity"),
            value=needed(values, "value"),
            basis=PriceBasis(str(values["basis"])),
            evidence=lines_of(text(values, "evidence")),
            reason=text(values, "reason"),
        )

    return Question(
        id=f"amend:{about}",
        title=tr("Correct line {n}: {goods}").format(n=line.n, goods=line.goods),
        note=tr("The first figures stay in the journal; totals and the security due follow the new ones."),
        fields=(
            Asked("quantity", NumberField(tr("Counted"), unit=line.unit, places=3), plain(line.quantity)),
            Asked("value", NumberField(tr("Value"), unit=at.view.currency, places=2), line.value),
            Asked(
                "basis", ChoiceField(tr("Rests on"), [(b.value, basis_text(b)) for b in PriceBasis]), line.price_basis
            ),
            Asked("evidence", TextField(tr("Evidence of the value"), longest=2000), line.evidence),
            _reason(),
        ),
        do=do,
        told=lambda _done: Say("case.line_amended", {"line": line.n}),
    )


def worth(at: At, about: str) -> Question | None:
    """Value a line by what is known of its prices: the first that the illegal-revenue rules allow counts."""
    line, bases = _line(at, about), at.shown.money.price_bases
    if line is None or not bases:
        return None
    unit = f"{at.view.currency} / {line.unit}"

    return Question(
        id=f"worth:{about}",
        title=tr("Value line {n} by the rules: {goods}").format(n=line.n, goods=line.goods),
        note=tr("Enter the prices that are known; the first one that the rule allows counts. {source}").format(
            source=sourced(bases[0].source)
        ),
        fields=(
            Asked("sold", CheckField(tr("These goods were sold")), wide=True),
            *(Asked(basis.id, NumberField(both(basis.name), unit=unit, places=2)) for basis in bases),
            Asked("evidence", TextField(tr("Evidence of the prices"), longest=2000), line.evidence, wide=True),
            _reason(),
        ),
        do=lambda values: _valued(at, line.n, values),
        told=lambda found: Say("case.line_valued", {"line": line.n, "amount": found.amount, "why": found.why}),
    )


def _valued(at: At, line: int, values: Values) -> Revenue:
    bases = at.shown.money.price_bases
    known = {basis.id: number(values, basis.id) for basis in bases}
    try:
        return value_line(
            at.seat.station,
            at.seat.officer,
            at.view.case_id,
            line,
            sold=bool(values["sold"]),
            prices={name: price for name, price in known.items() if price is not None},
            evidence=lines_of(text(values, "evidence")),
            reason=text(values, "reason"),
        )
    except Refused as refused:
        if refused.field != "prices":
            raise
        first = next(basis.id for basis in bases if (basis.sold if values["sold"] else basis.unsold))
        raise Refused(refused.say.key, field=first, **refused.say.params) from refused


def pause(at: At, about: str) -> Question | None:
    """Suspend a clock for some days."""
    clock, today = _clock(at, about), at.seat.station.today()
    if clock is None:
        return None

    def do(values: Values) -> object:
        days = (values["begin"], values["end"])
        if days[1] < days[0]:
            raise Refused("case.ends_before", field="end", day=days[0])
        return _changed(at, about, values, suspended=[days])

    return Question(
        id=f"pause:{about}",
        title=tr("Suspend: {clock}").format(clock=both(clock.name)),
        note=tr("Both days belong to the suspension. If it ends earlier, let the clock run again."),
        fields=(
            Asked("begin", DateField(tr("First day")), today),
            Asked("end", DateField(tr("Last day")), today + timedelta(days=PAUSE_DAYS)),
            _reason(),
        ),
        do=do,
        told=partial(_clock_now, clock),
    )


def restart(at: At, about: str) -> Question | None:
    """Let a suspended clock run again."""
    clock = _clock(at, about)
    if clock is None:
        return None

    def do(values: Values) -> object:
        who, reason = (at.seat.station, at.seat.officer), text(values, "reason")
        return restart_clock(*who, at.view.case_id, at.shown.n, about, on=values["on"], reason=reason)

    return Question(
        id=f"restart:{about}",
        title=tr("Let it run again: {clock}").format(clock=both(clock.name)),
        note=sourced(clock.source, unverified=clock.unverified),
        fields=(
            Asked("on", DateField(tr("Runs again from")), at.seat.station.today()),
            _reason(),
        ),
        do=do,
        told=partial(_clock_now, clock),
    )


def extend(at: At, about: str) -> Question | None:
    """Extend a clock, as far as its rule allows."""
    clock = _clock(at, about)
    if clock is None:
        return None
    unit = {"wd": tr("working days"), "cd": tr("days"), "months": tr("months"), "years": tr("years")}[clock.due.unit]
    title = tr("Extend by (at most {most})").format(most=clock.extensible)
    return Question(
        id=f"extend:{about}",
        title=tr("Extend: {clock}").format(clock=both(clock.name)),
        note=sourced(clock.source, unverified=clock.unverified),
        fields=(
            Asked("extended", NumberField(title, unit=unit), clock.extensible),
            _reason(),
        ),
        do=lambda values: _changed(at, about, values, extended=int(needed(values, "extended"))),
        told=partial(_clock_now, clock),
    )


def _line(at: At, about: str) -> LineShown | None:
    return next((each for each in at.view.lines if str(each.n) == about), None)


def _clock(at: At, about: str) -> ClockShown | None:
    return next((each for each in at.shown.clocks if each.due.id == about), None)


def _changed(at: At, clock: str, values: Values, **change: object) -> object:
    return change_clock(
        at.seat.station,
        at.seat.officer,
        at.view.case_id,
        at.shown.n,
        clock,
        reason=text(values, "reason"),
        **change,  # type: ignore[arg-type]  # suspended or extended
    )


def _clock_now(clock: ClockShown, due: Due) -> Say:
    return Say("case.clock_now", {"clock": clock.name.say, "day": due.day, "hour": due.at})


def _reason() -> Asked:
    return Asked("reason", LongTextField(tr("Reason"), lines=2), wide=True)


def note_fact(at: At, _about: str) -> Question:
    """Record a fact that belongs to no move now, or correct the day of one."""

    def do(values: Values) -> object:
        step = Step("", at.shown.n, {str(values["fact"]): values["day"]}, remark=text(values, "remark"))
        return act(at.seat.station, at.seat.officer, at.view.case_id, step)

    return Question(
        id="note:",
        title=tr("Note a fact"),
        note=tr("A fact that stands recorded gets another day only with a reason in the remark."),
        fields=(
            Asked("fact", ChoiceField(tr("Fact"), [(name, both(title)) for name, title in at.view.fact_names])),
            Asked("day", DateField(tr("on")), at.seat.station.today()),
            Asked("remark", TextField(tr("Remark"), longest=2000), wide=True),
        ),
        do=do,
        told=lambda _done: Say("case.fact_noted"),
    )


def link(at: At, _about: str) -> Question:
    """Note that another case belongs with this one."""

    def do(values: Values) -> None:
        who = (at.seat.station, at.seat.officer)
        link_cases(*who, at.view.case_id, text(values, "other"), text(values, "reason"))

    return Question(
        id="link:",
        title=tr("Link with another case"),
        note=tr("The same parties, goods or shop; the other case may be another station's."),
        fields=(
            Asked("other", TextField(tr("Number of the other case"), latin=True, longest=60)),
            _reason(),
        ),
        do=do,
        told=lambda _done: Say("case.linked"),
        scan="other",
    )


def give_over(at: At, _about: str) -> Question:
    """Hand the case over to another station."""

    def do(values: Values) -> None:
        who = (at.seat.station, at.seat.officer)
        hand_over(*who, at.view.case_id, text(values, "to_stream"), text(values, "reason"))

    return Question(
        id="hand_over:",
        title=tr("Hand over to another station"),
        note=tr("From then on only that station acts on the case; it stays readable here."),
        fields=(
            Asked("to_stream", TextField(tr("Code of that station"), latin=True, longest=40)),
            _reason(),
        ),
        do=do,
        told=lambda _done: Say("case.given_over"),
    )


CHANGES: Final[Mapping[str, Callable[[At, str], Question | None]]] = {
    "amend": amend,
    "worth": worth,
    "pause": pause,
    "restart": restart,
    "extend": extend,
    "note": note_fact,
    "link": link,
    "hand_over": give_over,
}
"""The question of each act by its name."""
