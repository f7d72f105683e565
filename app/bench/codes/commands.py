"""Commands printed as codes on a sheet, so that an officer with a scanner needs no keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

PREFIX = "TW:"


class Command(StrEnum):
    """What a command code asks for; the value is what its code holds after the prefix."""

    NOTHING_FOUND = "NF"
    NEXT_LINE = "NEXT"
    PREVIOUS_LINE = "PREV"
    UNDO = "UNDO"
    DETAIN = "DETAIN"
    WIDEN = "WIDEN"
    PHOTO = "PHOTO"
    CONFIRM = "OK"
    CANCEL = "NO"
    NEXT_SHIPMENT = "SHIPMENT"
    CARTON = "CARTON"
    AS_DECLARED = "SAME"
    CLUE = "CLUE"
    TICK = "TICK"
    QUANTITY_10 = "X10"
    QUANTITY_100 = "X100"
    DIGIT_0 = "0"
    DIGIT_1 = "1"
    DIGIT_2 = "2"
    DIGIT_3 = "3"
    DIGIT_4 = "4"
    DIGIT_5 = "5"
    DIGIT_6 = "6"
    DIGIT_7 = "7"
    DIGIT_8 = "8"
    DIGIT_9 = "9"


TIMES: Mapping[Command, int] = MappingProxyType({Command.QUANTITY_10: 10, Command.QUANTITY_100: 100})
"""Codes that multiply the next scan."""
DIGITS: Mapping[Command, str] = MappingProxyType({each: each.value for each in Command if each.value.isdigit()})
"""Codes that write a count, digit by digit; CONFIRM enters it."""


def code_text(command: Command) -> str:
    """What is printed on the command sheet as Code 128 or QR: capitals and digits, right on most keyboard layouts."""
    return PREFIX + command.value


def command_of(text: str) -> Command | None:
    """The command of a scanned text, or None."""
    body = text.strip().upper()
    if not body.startswith(PREFIX):
        return None
    return next((command for command in Command if body == code_text(command)), None)
