"""What the register's codes are called on screen, in the language in force."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desk.language import language
from app.desk.signs import Word
from app.desk.theme import State
from app.register.concordance import classes
from app.register.difference import Turn
from app.register.rules import Guarantee, HolderSize, RightType, Status

_STATES: dict[Status, State] = {
    Status.ACTIVE: "green",
    Status.RENEWAL: "yellow",
    Status.CHALLENGED: "yellow",
    Status.PENDING: "blue",
    Status.EXPIRED: "red",
    Status.CANCELLED: "red",
    Status.REVOKED: "red",
}


def status_word(status: Status) -> Word:
    """A status as a pill."""
    return Word(_STATES[status], status_text(status))


def status_text(status: Status) -> str:
    """A status by name."""
    return {
        Status.ACTIVE: QCoreApplication.translate("RegisterWords", "in force"),
        Status.RENEWAL: QCoreApplication.translate("RegisterWords", "to be renewed"),
        Status.CHALLENGED: QCoreApplication.translate("RegisterWords", "challenged"),
        Status.PENDING: QCoreApplication.translate("RegisterWords", "pending"),
        Status.EXPIRED: QCoreApplication.translate("RegisterWords", "expired"),
        Status.CANCELLED: QCoreApplication.translate("RegisterWords", "cancelled"),
        Status.REVOKED: QCoreApplication.translate("RegisterWords", "revoked"),
    }[status]


def type_text(kind: RightType) -> str:
    """A kind of right by name."""
    return {
        RightType.TRADEMARK: QCoreApplication.translate("Rights", "trademark"),
        RightType.COPYRIGHT: QCoreApplication.translate("Rights", "copyright"),
        RightType.PATENT: QCoreApplication.translate("Rights", "patent"),
        RightType.DESIGN: QCoreApplication.translate("Rights", "design"),
        RightType.GI: QCoreApplication.translate("Rights", "geographical indication"),
        RightType.OLYMPIC: QCoreApplication.translate("Rights", "Olympic sign"),
    }[kind]


def why_text(why: str) -> str:
    """What of a right answered a search."""
    return {
        "number": QCoreApplication.translate("RegisterWords", "recordation"),
        "mark": QCoreApplication.translate("RegisterWords", "mark"),
        "alias": QCoreApplication.translate("RegisterWords", "other name"),
        "holder": QCoreApplication.translate("RegisterWords", "holder"),
        "pinyin": QCoreApplication.translate("RegisterWords", "sound"),
        "class": QCoreApplication.translate("RegisterWords", "class"),
    }.get(why, why)


def turn_text(turn: Turn) -> str:
    """What an edition did to a right."""
    return {
        Turn.ADDED: QCoreApplication.translate("RegisterWords", "recorded"),
        Turn.CHANGED: QCoreApplication.translate("RegisterWords", "changed"),
        Turn.LAPSED: QCoreApplication.translate("RegisterWords", "lapsed"),
        Turn.RESTORED: QCoreApplication.translate("RegisterWords", "in force again"),
        Turn.GONE: QCoreApplication.translate("RegisterWords", "gone"),
    }[turn]


def guarantee_text(guarantee: Guarantee) -> str:
    """How a holder secures its applications."""
    return {
        Guarantee.NONE: QCoreApplication.translate("RegisterWords", "none on file"),
        Guarantee.GENERAL: QCoreApplication.translate("RegisterWords", "general security on file"),
        Guarantee.PER_CASE: QCoreApplication.translate("RegisterWords", "case by case"),
    }[guarantee]


def size_text(size: HolderSize) -> str:
    """How large a holder is; nothing where it is unknown."""
    return {
        HolderSize.SME: QCoreApplication.translate("RegisterWords", "small or medium-sized"),
        HolderSize.LARGE: QCoreApplication.translate("RegisterWords", "large"),
        HolderSize.UNKNOWN: "",
    }[size]


def field_text(name: str) -> str:
    """A field of the record by name, as the record's panel and the list of refused rows call it."""
    return {
        "recordation_no": QCoreApplication.translate("RegisterWords", "recordation"),
        "right_type": QCoreApplication.translate("RegisterWords", "kind of right"),
        "right_no": QCoreApplication.translate("RegisterWords", "right number"),
        "mark": QCoreApplication.translate("RegisterWords", "mark"),
        "mark_alt": QCoreApplication.translate("RegisterWords", "other names"),
        "holder": QCoreApplication.translate("RegisterWords", "holder"),
        "holder_alt": QCoreApplication.translate("RegisterWords", "holder's other names"),
        "holder_country": QCoreApplication.translate("RegisterWords", "holder's country"),
        "holder_size": QCoreApplication.translate("RegisterWords", "holder's size"),
        "nice_classes": QCoreApplication.translate("RegisterWords", "classes"),
        "hs_codes": QCoreApplication.translate("RegisterWords", "HS codes"),
        "goods": QCoreApplication.translate("RegisterWords", "goods"),
        "valid_from": QCoreApplication.translate("RegisterWords", "valid from"),
        "valid_to": QCoreApplication.translate("RegisterWords", "valid to"),
        "status": QCoreApplication.translate("RegisterWords", "status"),
        "licensees": QCoreApplication.translate("RegisterWords", "licensees"),
        "known_infringers": QCoreApplication.translate("RegisterWords", "known infringers"),
        "gtin_prefixes": QCoreApplication.translate("RegisterWords", "GS1 prefixes"),
        "domains": QCoreApplication.translate("RegisterWords", "web domains"),
        "contact_name": QCoreApplication.translate("RegisterWords", "contact"),
        "contact_phone": QCoreApplication.translate("RegisterWords", "contact's telephone"),
        "contact_email": QCoreApplication.translate("RegisterWords", "contact's e-mail"),
        "contact_confirmed_on": QCoreApplication.translate("RegisterWords", "contact confirmed"),
        "genuine_clues": QCoreApplication.translate("RegisterWords", "genuine goods show"),
        "fake_clues": QCoreApplication.translate("RegisterWords", "known fakes show"),
        "guarantee": QCoreApplication.translate("RegisterWords", "security"),
        "safety_flag": QCoreApplication.translate("RegisterWords", "safety"),
        "image": QCoreApplication.translate("RegisterWords", "picture"),
    }.get(name, name)


def class_text(number: int) -> str:
    """A Nice class with its name."""
    named = classes().get(number)
    return f"{number} {named.name(language().lang)}" if named else str(number)


def in_lang(text: str) -> str:
    """The half of a text that holds both languages as `中文 / English`; all of it where it holds one."""
    zh, slash, en = text.partition(" / ")
    return text if not slash else (zh if language().lang == "zh" else en)
