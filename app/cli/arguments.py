"""What stands behind a command's name: days, numbers and shares, and words for arguments that can't be used."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from app.core.days import day_said
from app.core.errors import Refused, Say

# argparse speaks English only, and to programmers; each of its complaints has a sentence of ours.
_COMPLAINTS: Final = tuple(
    (re.compile(complaint), f"cli.argument_{key}")
    for complaint, key in (
        (r"argument (?P<name>[^:]+): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)", "choice"),
        (r"the following arguments are required: (?P<names>.+)", "missing"),
        (r"one of the arguments (?P<names>.+) is required", "one_of"),
        (r"unrecognized arguments: (?P<names>.+)", "unknown"),
        (r"argument (?P<name>[^:]+): not allowed with argument (?P<other>.+)", "not_both"),
        (r"argument (?P<name>[^:]+): expected .+", "empty"),
        (r"argument (?P<name>[^:]+): invalid \w+ value: (?P<value>.+)", "value"),
        (r"ambiguous option: (?P<name>\S+) could match (?P<names>.+)", "ambiguous"),
    )
)


def complaint(message: str) -> Say:
    """What argparse found wrong with a call, in words for the person who typed it."""
    for pattern, key in _COMPLAINTS:
        if found := pattern.fullmatch(message):
            return Say(key, {name: text.replace("'", "") for name, text in found.groupdict().items()})
    return Say("cli.unusable", {"what": message})


def day(text: str) -> date:
    """A day, as ISO 8601."""
    try:
        return day_said(text)
    except ValueError:
        raise Refused("cli.not_a_day", value=text) from None


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds, both included."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
            raise Refused("cli.not_a_number", value=text, least=least, most=most)
        return int(text)

    return read


def share(text: str) -> float:
    """A share above 0 and up to 1."""
    try:
        given = float(text)
    except ValueError:
        given = 0.0
    if not 0 < given <= 1:
        raise Refused("cli.not_a_share", value=text)
    return given
