"""The few words that queue and bench share, and those of counts, in the language on screen."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.bench.rules.counts import Count, Method, Standing
from app.core.wording import grouped
from app.desk.language import language
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


def direction_text(direction: str) -> str:
    """Import, export or transit."""
    return {
        "I": QCoreApplication.translate("Shipment", "import"),
        "E": QCoreApplication.translate("Shipment", "export"),
        "T": QCoreApplication.translate("Shipment", "transit"),
    }.get(direction, direction)


def channel_text(channel: str) -> str:
    """How goods travel."""
    return {
        "freight": QCoreApplication.translate("Shipment", "freight"),
        "post": QCoreApplication.translate("Shipment", "post"),
        "express": QCoreApplication.translate("Shipment", "express"),
        "ecommerce": QCoreApplication.translate("Shipment", "e-commerce"),
        "passenger": QCoreApplication.translate("Shipment", "passenger"),
    }.get(channel, channel)


def right_type_text(right_type: str) -> str:
    """A kind of right."""
    return {
        "trademark": QCoreApplication.translate("Rights", "trademark"),
        "copyright": QCoreApplication.translate("Rights", "copyright"),
        "patent": QCoreApplication.translate("Rights", "patent"),
        "design": QCoreApplication.translate("Rights", "design"),
        "gi": QCoreApplication.translate("Rights", "geographical indication"),
        "olympic": QCoreApplication.translate("Rights", "Olympic sign"),
    }.get(right_type, right_type)


def in_lang(text: str) -> str:
    """The half of a text that holds both languages as `中文 / English`; all of it where it holds one."""
    zh, slash, en = text.partition(" / ")
    return text if not slash else (zh if language().lang == "zh" else en)


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
        Method.TYPED: QCoreApplication.translate("Methods", "counted"),
        Method.CARTONS: QCoreApplication.translate("Methods", "by carton"),
        Method.WEIGHT: QCoreApplication.translate("Methods", "estimated by weight"),
        Method.AS_DECLARED: QCoreApplication.translate("Methods", "counted, as declared"),
        Method.RECOUNT: QCoreApplication.translate("Methods", "counted again"),
    }[method]


def count_text(count: Count) -> str:
    """How a count was made, and its error where it is an estimate."""
    how = ", ".join(method_text(method) for method in count.methods)
    return f"{how} ± {grouped(whole(count.error))}" if count.error else how


def whole(value: Decimal) -> int | Decimal:
    """A count without needless decimals."""
    return int(value) if value % 1 == 0 else value
