"""The few words of targeting in the language on screen: lanes, states of rules, groups, rates with their intervals."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desk.signs import Word
from app.desk.theme import State
from app.risk.rules.feedback import Group
from app.risk.rules.rates import Rate
from app.risk.scorecard.drift import Tenth
from app.risk.view import Amount, KeyRow, ModelRow, RuleRow

LANE_STATES: dict[str, State] = {"red": "red", "yellow": "yellow", "green": "green", "blue": "blue"}
RULE_STATES: dict[str, State] = {"proposed": "yellow", "confirmed": "green", "shipped": "blue"}


def lane_text(lane: str) -> str:
    """A lane's name."""
    return {
        "red": QCoreApplication.translate("Lanes", "red"),
        "yellow": QCoreApplication.translate("Lanes", "yellow"),
        "green": QCoreApplication.translate("Lanes", "green"),
        "blue": QCoreApplication.translate("Lanes", "blue"),
    }.get(lane, lane)


def lane_word(lane: str) -> Word:
    """A lane as a pill."""
    return Word(LANE_STATES.get(lane, "muted"), lane_text(lane))


def state_word(row: RuleRow) -> Word:
    """Where a rule stands, as a pill."""
    text = {
        "shipped": QCoreApplication.translate("Rules", "shipped"),
        "overridden": QCoreApplication.translate("Rules", "replaced by own"),
        "proposed": QCoreApplication.translate("Rules", "proposed"),
        "confirmed": QCoreApplication.translate("Rules", "own, in force"),
        "retired": QCoreApplication.translate("Rules", "switched off"),
        "replaced": QCoreApplication.translate("Rules", "replaced"),
    }.get(row.state, row.state)
    return Word(RULE_STATES.get(row.state, "muted"), text)


def group_text(group: Group) -> str:
    """What a row of the feedback table stands for."""
    if group.kind == "band":
        return QCoreApplication.translate("Groups", "foretold {band}").format(band=group.name)
    return {
        "rules": QCoreApplication.translate("Groups", "chosen by rules"),
        "model": QCoreApplication.translate("Groups", "chosen by the model"),
        "officer": QCoreApplication.translate("Groups", "chosen by an officer"),
        "random": QCoreApplication.translate("Groups", "drawn at random"),
    }.get(group.name, group.name)


def rate_text(rate: Rate | None) -> str | None:
    """A hit rate with its 95 % interval: 3/14 = 21 % (8 - 48)."""
    if rate is None or not rate.of:
        return None
    return f"{rate.hits}/{rate.of} = {rate.share:.0%} ({rate.low * 100:.0f} – {rate.high * 100:.0f})"


def amount_text(amount: Amount | None) -> str | None:
    """Hits above random with their 95 % interval."""
    if amount is None:
        return None
    return f"{amount.value:+.1f} ({amount.low:+.1f} … {amount.high:+.1f})"


def plan_text(reason: str) -> str | None:
    """Why a shipment is among what is opened today."""
    return {
        "mandatory": QCoreApplication.translate("Plan", "mandatory"),
        "random": QCoreApplication.translate("Plan", "random draw"),
        "likelihood": QCoreApplication.translate("Plan", "likelihood"),
        "value": QCoreApplication.translate("Plan", "value"),
    }.get(reason)


def tenth_text(row: Tenth) -> str:
    """The forecasts of one tenth."""
    return f"{row.low:.1%} – {row.high:.1%}"


def holds_word(row: Tenth) -> Word:
    """Whether the forecast of a tenth holds, as a pill."""
    if row.off:
        return Word("yellow", QCoreApplication.translate("Tenths", "off"))
    return Word("green", QCoreApplication.translate("Tenths", "holds"))


def model_word(row: ModelRow) -> Word:
    """Where a model stands, as a pill."""
    states: dict[str, tuple[State, str]] = {
        "in_use": ("green", QCoreApplication.translate("Models", "in use")),
        "beside": ("blue", QCoreApplication.translate("Models", "being tried")),
        "former": ("muted", QCoreApplication.translate("Models", "former")),
        "untrusted": ("red", QCoreApplication.translate("Models", "key withdrawn")),
    }
    return Word(*states[row.state])


def key_word(row: KeyRow) -> Word:
    """Where a key stands, as a pill."""
    states: dict[str, tuple[State, str]] = {
        "proposed": ("yellow", QCoreApplication.translate("Models", "proposed")),
        "trusted": ("green", QCoreApplication.translate("Models", "trusted")),
        "withdrawn": ("muted", QCoreApplication.translate("Models", "withdrawn")),
    }
    return Word(*states[row.state])
