"""The few words that queue and bench share, and those of counts, in the language on screen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.bench.rules.counts import Count, Method, Standing
from app.bench.view.steps import Step
from app.core.wording import grouped
from app.desk.signs import Word
from app.desk.theme import State

_STATES: dict[str, State] = {"red": "red", "yellow": "yellow", "green": "green", "blue": "blue"}


def lane_word(lane: str, *, control: bool = False, opened: bool = False) -> Word:
    """A lane as a pill; a shipment drawn at random says so instead of its lane."""
    if opened:
        return Word("blue", QCoreApplication.translate("Lanes", "on the bench"), "scan")
    if control and lane != "red":
        return Word("blue", QCoreApplication.translate("Lanes", "random"), "circle-dot")
    return Word(_STATES.get(lane, "muted"), lane_text(lane))


def lane_text(lane: str) -> str:
    """A lane's name."""
    return {
        "red": QCoreApplication.translate("Lanes", "red"),
        "yellow": QCoreApplication.translate("Lanes", "yellow"),
        "green": QCoreApplication.translate("Lanes", "green"),
        "blue": QCoreApplication.translate("Lanes", "blue"),
        "control": QCoreApplication.translate("Lanes", "random"),
    }.get(lane, lane)


def unit_text(unit: str) -> str:
    """A unit of the declaration, with its word in the language on screen where that is another."""
    word = {
        "个": QCoreApplication.translate("Units", "pieces"),
        "双": QCoreApplication.translate("Units", "pairs"),
        "打": QCoreApplication.translate("Units", "dozens"),
        "罗": QCoreApplication.translate("Units", "gross"),
        "套": QCoreApplication.translate("Units", "sets"),
        "千克": QCoreApplication.translate("Units", "kg"),
    }.get(unit, unit)
    return unit if word == unit else f"{unit} {word}"


def standing_text(standing: Standing) -> str:
    """How a line stands, in a word or two."""
    return {
        Standing.UNTOUCHED: "",
        Standing.AGREES: QCoreApplication.translate("Standing", "agrees"),
        Standing.SHORT: QCoreApplication.translate("Standing", "short"),
        Standing.OVER: QCoreApplication.translate("Standing", "over"),
        Standing.UNDECLARED: QCoreApplication.translate("Standing", "undeclared"),
        Standing.OTHER_UNIT: QCoreApplication.translate("Standing", "another unit"),
    }[standing]


def method_text(method: Method) -> str:
    """How goods were counted."""
    return {
        Method.SCAN: QCoreApplication.translate("Methods", "scanned"),
        Method.TYPED: QCoreApplication.translate("Methods", "counted by hand"),
        Method.CARTONS: QCoreApplication.translate("Methods", "by carton"),
        Method.WEIGHT: QCoreApplication.translate("Methods", "estimated by weight"),
        Method.AS_DECLARED: QCoreApplication.translate("Methods", "counted, as declared"),
        Method.RECOUNT: QCoreApplication.translate("Methods", "counted again"),
    }[method]


def count_text(count: Count) -> str:
    """How a count was made, and its error where it is an estimate."""
    how = ", ".join(method_text(method) for method in count.methods)
    return f"{how} ± {grouped(whole(count.error))}" if count.error else how


def steps_text(steps: Sequence[Step]) -> str:
    """How long an inspection took in all and each of its steps, the first of which is its opening."""
    names = {
        "first_scan": QCoreApplication.translate("Steps", "first scan"),
        "first_count": QCoreApplication.translate("Steps", "first count"),
        "first_photo": QCoreApplication.translate("Steps", "first photo"),
        "widened": QCoreApplication.translate("Steps", "widened"),
        "recounted": QCoreApplication.translate("Steps", "counted again"),
        "closed": QCoreApplication.translate("Steps", "end"),
    }
    each = " · ".join(f"{names[step.name]} +{_time_text(step.seconds)}".replace(" ", "\u00a0") for step in steps[1:])
    said = QCoreApplication.translate("Steps", "Took {time}: {steps}")
    return said.format(time=_time_text(sum(step.seconds for step in steps)), steps=each)


def _time_text(seconds: float) -> str:
    """A time as an inspection takes it: seconds below a minute, then minutes and seconds, then hours and minutes."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours:
        said = QCoreApplication.translate("Steps", "{hours} h {minutes} min")
    elif minutes:
        said = QCoreApplication.translate("Steps", "{minutes} min {seconds} s")
    else:
        said = QCoreApplication.translate("Steps", "{seconds} s")
    return said.format(hours=hours, minutes=minutes_left, seconds=rest)


def whole(value: Decimal) -> int | Decimal:
    """A count without needless decimals."""
    return int(value) if value % 1 == 0 else value
