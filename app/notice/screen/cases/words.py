"""Words and small parts that the Cases page uses everywhere: a rule's own text, urgency, a plain count."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.deadlines.agenda import When
from app.deadlines.reading import Both, Source
from app.deadlines.rules import Due
from app.desk.language import language
from app.desk.signs import Word
from app.desk.theme import State

STATES: dict[str, State] = {"overdue": "red", "today": "yellow", "week": "yellow", "later": "blue", "none": "muted"}
ICONS = {"overdue": "circle-x-filled", "today": "bell", "week": "clock", "later": "clock", "none": "check"}


def both(text: Both) -> str:
    """A rule's own text in the language on screen."""
    return text.in_lang(language().lang)


def sourced(source: Source, *, unverified: bool | None = None) -> str:
    """A rule's source, marked where nobody has verified the rule."""
    if not (source.needs_word if unverified is None else unverified):
        return source.text
    return f"{source.text} ({unverified_text()})"


def unverified_text() -> str:
    """How a rule is marked that nobody has verified."""
    return QCoreApplication.translate("Cases", "unverified default")


def urgency_word(urgency: str, due: Due | None, left: int | None, *, paused: bool = False) -> Word:
    """How urgent a clock is, as colour, sign and word; a suspended one has a word and a look of its own."""
    if paused:
        return Word("muted", QCoreApplication.translate("Cases", "suspended"), "hourglass")
    return Word(STATES[urgency], urgency_text(urgency, due, left), ICONS[urgency])


def urgency_text(urgency: str, due: Due | None, left: int | None) -> str:
    """The same in words alone."""
    if due is None or left is None:
        return QCoreApplication.translate("Cases", "no clock")
    if urgency == "overdue":
        return QCoreApplication.translate("Cases", "overdue")
    if urgency == "today":
        return QCoreApplication.translate("Cases", "due today")
    if due.unit == "wd":
        return QCoreApplication.translate("Cases", "{count} working days left").format(count=left)
    return QCoreApplication.translate("Cases", "{count} days left").format(count=left)


def when_text(when: When | str) -> str:
    """The name of a part of the agenda."""
    return {
        "": QCoreApplication.translate("Cases", "all"),
        "overdue": QCoreApplication.translate("Cases", "overdue"),
        "today": QCoreApplication.translate("Cases", "due today"),
        "week": QCoreApplication.translate("Cases", "this week"),
        "later": QCoreApplication.translate("Cases", "later"),
        "none": QCoreApplication.translate("Cases", "no clock"),
        "touched": QCoreApplication.translate("Cases", "right changed"),
    }[when]


def basis_text(basis: str) -> str:
    """What a value rests on."""
    return {
        "declared": QCoreApplication.translate("Cases", "declared"),
        "customs_estimate": QCoreApplication.translate("Cases", "customs estimate"),
        "actual": QCoreApplication.translate("Cases", "actual sale price"),
        "average_sale": QCoreApplication.translate("Cases", "average sale price"),
        "list": QCoreApplication.translate("Cases", "list price"),
        "median": QCoreApplication.translate("Cases", "market median"),
        "cost": QCoreApplication.translate("Cases", "cost"),
        "genuine": QCoreApplication.translate("Cases", "genuine goods' price"),
    }.get(basis, basis)


def plain(value: Decimal) -> int | Decimal:
    """A count without its empty decimals."""
    return int(value) if value % 1 == 0 else value
