"""What the register's codes are called, in both languages: the one home of these words for every later step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Final

from app.core.errors import Say
from app.core.wording import Lang
from app.register.concordance import COMPATIBLE, chapters, chapters_of, classes, nice_classes
from app.register.difference import FieldChange, Turn
from app.register.licences import Leave, Licence
from app.register.rules import Guarantee, HolderSize, Recordation, RightType, Status

SHOWN_CHARS: Final = 40
"""So much of a field's old and new text is told in a history; the record shows all of it."""

_FIELDS: Final = frozenset({*(spec.name for spec in fields(Recordation)), "term", "open_cases"})
_CODED: Final = {"status": Status, "right_type": RightType, "holder_size": HolderSize, "guarantee": Guarantee}


def type_said(right_type: str) -> Say:
    """A kind of right."""
    return Say(f"register_words.right_type_{right_type}")


def status_said(status: Status) -> Say:
    """Where a recordation stands."""
    return Say(f"register_words.status_{status.value}")


def size_said(size: HolderSize) -> Say:
    """How large a holder is."""
    return Say(f"register_words.holder_size_{size.value}")


def guarantee_said(guarantee: Guarantee) -> Say:
    """How a holder secures its applications."""
    return Say(f"register_words.guarantee_{guarantee.value}")


def turn_said(turn: Turn) -> Say:
    """What an edition did to a right."""
    return Say(f"register_words.turn_{turn.value}")


def why_said(why: str) -> Say:
    """What of a right answered a search."""
    return Say(f"register_words.why_{why}")


def field_said(name: str) -> Say | str:
    """A field of the record; a column that the register does not know keeps its own name."""
    return Say(f"register_words.field_{name}") if name in _FIELDS else name


def change_said(change: FieldChange) -> Say:
    """One field before and after."""
    before, after = (_value_said(change.name, value) for value in (change.before, change.after))
    return Say("register_words.changed", {"field": field_said(change.name), "before": before, "after": after})


def _value_said(name: str, value: str) -> Say | str:
    if name in _CODED:
        return Say(f"register_words.{name}_{value or next(iter(_CODED[name])).value}")
    return (value if len(value) <= SHOWN_CHARS else value[:SHOWN_CHARS] + "…") or "–"


def class_said(number: int) -> Say:
    """A Nice class by name, with the customs chapters whose goods are mostly of it."""
    named, found = classes()[number], tuple(chapters_of(number))
    gaps = {"number": str(number), "zh": named.zh, "en": named.en, "chapters": found}
    return Say(f"register_words.class{'_in_chapters' if found else ''}", gaps)


def hs_said(code: str) -> Say:
    """A customs code by its chapter's name, with the Nice classes its goods may be of and how sure that is."""
    named = chapters().get(code[:2])
    if named is None:
        return Say("register_words.hs_unknown", {"code": code})
    sure = sorted((each for each in nice_classes(code).items() if each[1] >= COMPATIBLE), key=lambda each: -each[1])
    gaps = {"code": code, "zh": named.zh, "en": named.en, "classes": tuple(_sure(*each) for each in sure)}
    return Say("register_words.hs", gaps)


def _sure(number: int, share: float) -> Say:
    return Say("register_words.class_sure", {"number": str(number), "percent": f"{share:.0%}"})


def licensee(text: str, right: Recordation, on: date) -> tuple[Leave, Say]:
    """A listed licence as it counts on a day: good, ended, or for goods that the right does not cover."""
    licence = Licence.read(text)
    gaps: dict[str, object] = {"name": licence.name, "limits": tuple(_limits(licence))}
    if licence.until is not None and licence.until < on:
        return Leave.EXPIRED, Say(f"register_words.licence{'_limited' if licence.until > date.min else ''}", gaps)
    covered = set(right.nice_classes)
    if licence.nice_classes and covered and not covered & set(licence.nice_classes):
        return Leave.OTHER_GOODS, Say("register_words.licence_limited", gaps)
    return Leave.LICENSED, Say(f"register_words.licence{'_limited' if gaps['limits'] else ''}", gaps)


def licensees_said(listed: Sequence[tuple[Leave, Say]], most: int) -> Iterator[Say]:
    """The first licensees, each with what is wrong with its licence, and how many more there are."""
    for leave, said in listed[:most]:
        good = leave is Leave.LICENSED
        yield said if good else Say("register_words.licence_void", {"licence": said, "leave": leave_said(leave)})
    if len(listed) > most:
        yield Say("register_words.and_more", {"count": len(listed) - most})


def leave_said(leave: Leave) -> Say:
    """What is wrong with a licence, in a word."""
    return Say(f"register_words.leave_{leave.value}")


def _limits(licence: Licence) -> Iterator[Say]:
    if licence.nice_classes:
        yield Say("register_words.limit_classes", {"classes": tuple(map(str, licence.nice_classes))})
    if licence.hs_codes:
        yield Say("register_words.limit_hs", {"codes": licence.hs_codes})
    if licence.until is not None:
        yield Say("register_words.limit_until", {"until": licence.until})


def in_lang(text: str, lang: Lang) -> str:
    """The half of a text that holds both languages as `中文 / English`; all of it where it holds one."""
    zh, slash, en = text.partition(" / ")
    return text if not slash else (zh if lang == "zh" else en)
