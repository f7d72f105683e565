"""The register's words on screen: in the language in force, statuses and turns as pills."""

from __future__ import annotations

from app.desk.language import words
from app.desk.signs import Word
from app.desk.theme import State
from app.register.difference import Turn
from app.register.rules import Status
from app.register.words import status_said, turn_said

_STATES: dict[Status, State] = {
    Status.ACTIVE: "green",
    Status.RENEWAL: "yellow",
    Status.CHALLENGED: "yellow",
    Status.PENDING: "blue",
    Status.EXPIRED: "red",
    Status.CANCELLED: "red",
    Status.REVOKED: "red",
}
_TURNS: dict[Turn, State] = {
    Turn.ADDED: "blue",
    Turn.CHANGED: "yellow",
    Turn.LAPSED: "red",
    Turn.RESTORED: "green",
    Turn.GONE: "muted",
}


def status_word(status: Status) -> Word:
    """A status as a pill."""
    return Word(_STATES[status], words(status_said(status)))


def turn_word(turn: Turn) -> Word:
    """What an edition did to a right, as a pill."""
    return Word(_TURNS[turn], words(turn_said(turn)))
