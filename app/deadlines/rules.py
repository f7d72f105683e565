"""Works out when a statutory period ends, and shows each day of the working-out."""

from __future__ import annotations

import calendar as month_table
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, Protocol

from app.core.errors import Refused, Say
from app.deadlines.reading import Both, Source

Delivery = Literal["post", "hand"]
Unit = Literal["wd", "cd", "months", "years"]
UNITS: Final = ("wd", "cd", "months", "years")
DAY: Final = timedelta(days=1)
MIDNIGHT: Final = "24:00"
LONGEST_WALK: Final = 20_000  # days; a calendar without working days must not hang the program
Period = tuple[date, date]


class WorkingCalendar(Protocol):
    """Knows which days an office works; `published` is false for years whose calendar is still a guess."""

    @property
    def closes(self) -> time: ...
    def is_working(self, day: date) -> bool: ...
    def published(self, year: int) -> bool: ...
    def why(self, day: date) -> Say: ...


@dataclass(frozen=True)
class DeadlineRule:
    """One row of the deadline table: how long, from what, counted how, and what its end means."""

    id: str
    name: Both
    length: int
    unit: Unit
    starts: Both
    expires: Both
    source: Source
    next_day: bool = True
    backwards: bool = False
    rolls: bool = True
    extension: int = 0
    counting_source: str = ""


@dataclass(frozen=True)
class Step:
    """One day of the working-out: whether it counted, the count so far in the rule's unit, and why."""

    day: date
    counted: bool
    count: int
    why: Say


@dataclass(frozen=True)
class Due:
    """When a period ends. `due` is the last second in time; `at` is 24:00 or the office's closing hour."""

    id: str
    starts: date
    day: date
    at: str
    due: datetime
    days: int
    unit: Unit
    steps: tuple[Step, ...]
    provisional: bool
    source: Source
    extended: int = 0
    suspended: tuple[Period, ...] = ()

    @property
    def verified(self) -> str:
        """How well the rule was checked: V, S or U."""
        return self.source.verified

    def missed(self, moment: date | datetime) -> bool:
        """Whether that moment (office time) is too late; a plain date counts as done by its end."""
        if isinstance(moment, datetime):
            return moment.replace(tzinfo=None, microsecond=0) > self.due.replace(tzinfo=None)
        return moment > self.day


def due(
    rule: DeadlineRule,
    start: date | datetime,
    calendar: WorkingCalendar,
    *,
    suspended: Sequence[Period] = (),
    extended: int = 0,
    delivery: Delivery = "post",
    closes: time | None = None,
) -> Due:
    """The end of a period with every step; suspensions are inclusive, `extended` is in the rule's unit."""
    pauses = _checked(suspended)
    if not 0 <= extended <= rule.extension:
        raise Refused("deadlines.extension_too_long", field="extended", id=rule.id, most=rule.extension)
    first_day = start.date() if isinstance(start, datetime) else start
    length = rule.length + extended
    if rule.unit in ("wd", "cd"):
        steps = _counted(rule, first_day, length, calendar, pauses)
    else:
        steps = _by_months(rule, first_day, length, pauses)
    if rule.rolls and rule.unit != "wd" and not rule.backwards:
        steps = _rolled(steps, calendar)
    day = steps[-1].day
    by_hand = delivery == "hand" and calendar.is_working(day)
    hour = (closes or calendar.closes) if by_hand else None
    return Due(
        id=rule.id,
        starts=first_day,
        day=day,
        at=hour.strftime("%H:%M") if hour else MIDNIGHT,
        due=datetime.combine(day, hour or time(23, 59, 59), start.tzinfo if isinstance(start, datetime) else None),
        days=length,
        unit=rule.unit,
        steps=steps,
        provisional=_leans_on_guess(rule, steps, calendar),
        source=rule.source,
        extended=extended,
        suspended=pauses,
    )


def _checked(suspended: Iterable[Period]) -> tuple[Period, ...]:
    pauses = tuple(sorted(suspended))
    for begin, end in pauses:
        if end < begin:
            raise Refused("deadlines.suspension_backwards", field="suspended", begin=begin, end=end)
    return pauses


def _paused(day: date, pauses: Sequence[Period]) -> bool:
    return any(begin <= day <= end for begin, end in pauses)


def _counted(
    rule: DeadlineRule, start: date, length: int, calendar: WorkingCalendar, pauses: Sequence[Period]
) -> tuple[Step, ...]:
    """Day by day until `length` days have counted."""
    move = -DAY if rule.backwards else DAY
    steps, count, day = [], 0, start
    if rule.next_day:
        steps.append(Step(start, False, 0, Say("deadlines.step_start_excluded")))
        day = start + move
    for _ in range(LONGEST_WALK):
        counts, why = _weighed(rule, day, calendar, pauses)
        count += counts
        steps.append(Step(day, counts, count, why))
        if count == length:
            return tuple(steps)
        day += move
    raise Refused("deadlines.never_ends", field="calendar", id=rule.id)


def _weighed(rule: DeadlineRule, day: date, calendar: WorkingCalendar, pauses: Sequence[Period]) -> tuple[bool, Say]:
    """Whether a day counts, and why."""
    if _paused(day, pauses):
        return False, Say("deadlines.step_suspended")
    if rule.unit == "cd":
        return True, Say("deadlines.step_calendar_day")
    return calendar.is_working(day), calendar.why(day)


def _by_months(rule: DeadlineRule, start: date, length: int, pauses: Sequence[Period]) -> tuple[Step, ...]:
    """To the day of the same number `length` months or years on, then the suspended days on top."""
    months = length * (12 if rule.unit == "years" else 1) * (-1 if rule.backwards else 1)
    anchor = same_day_later(start, months)
    if not rule.next_day:
        anchor -= DAY
    steps = [
        Step(start, False, 0, Say("deadlines.step_start_excluded" if rule.next_day else "deadlines.step_start_counts")),
        Step(anchor, True, length, Say(f"deadlines.step_{rule.unit}", {"length": length})),
    ]
    return (*steps, *_lost_days(start, anchor, length, pauses))


def _lost_days(start: date, anchor: date, length: int, pauses: Sequence[Period]) -> Iterable[Step]:
    """One step for each suspended day between start and the moving end, which gives that day back."""
    day, end = start, anchor
    while day < end:
        day += DAY
        if _paused(day, pauses):
            end += DAY
            yield Step(end, False, length, Say("deadlines.step_given_back", {"day": day}))


def _rolled(steps: tuple[Step, ...], calendar: WorkingCalendar) -> tuple[Step, ...]:
    """A last day on a rest day moves to the next working day (CPL 85)."""
    last, more = steps[-1], list[Step]()
    day = last.day
    for _ in range(LONGEST_WALK):
        if calendar.is_working(day):
            return (*steps, *more)
        why = calendar.why(day)
        day += DAY
        more.append(Step(day, False, last.count, Say("deadlines.step_rolled", {"why": why})))
    raise Refused("deadlines.never_ends", field="calendar", id="")


def _leans_on_guess(rule: DeadlineRule, steps: Sequence[Step], calendar: WorkingCalendar) -> bool:
    """Whether a day whose kind mattered lies in a year without a published calendar."""
    days = [step.day for step in steps] if rule.unit == "wd" else [steps[-1].day]
    return any(not calendar.published(year) for year in {day.year for day in days})


def same_day_later(day: date, months: int) -> date:
    """The day of the same number so many months on, or that month's last day where it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = month_table.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def plain_rule(length: int, unit: Unit = "wd") -> DeadlineRule:
    """A rule for the bare question "so many days from this day"; next-day counting, no law behind it."""
    nothing = Both("", "")
    return DeadlineRule(f"{length} {unit}", nothing, length, unit, nothing, nothing, Source("", "V"))
