"""Cuts and their values in words: a channel, a right, a campaign or a chapter as people call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from app.core import places
from app.core.errors import Refused, Say
from app.core.wording import Lang, catalogue, in_words
from app.detention.records import right_table
from app.identity.records import every_officer
from app.register.concordance import chapters
from app.risk.rules import load_campaigns
from app.tally.rules import Cut, Group

Name = Say | str
Names = Mapping[tuple[Cut, str], Name]
MOST_AT_ONCE: Final = 500

_CODED: Final[Mapping[Cut, str]] = {
    Cut.CHANNEL: "intake.channel_",
    Cut.DIRECTION: "intake.direction_",
    Cut.TRACK: "tally.track_",
    Cut.RIGHT_TYPE: "register_words.right_type_",
    Cut.HOLDER_SIZE: "register_words.holder_size_",
    Cut.TRADE_MODE: "tally.mode_",
}


def title_of(cut: Cut) -> Say:
    """What a cut is called."""
    return Say(f"tally.cut_{cut.value}")


def said(name: Name, lang: Lang) -> str:
    """A name in a language."""
    return in_words(name, lang) if isinstance(name, Say) else name


def names_of(conn: Connection, cuts: Sequence[Cut], groups: Iterable[Group]) -> Names:
    """The names of every value that some groups show, each looked up once."""
    values: dict[Cut, dict[str, None]] = {cut: {} for cut in cuts}
    for group in groups:
        for cut, value in zip(cuts, group.cuts, strict=True):
            values[cut][value] = None
    return {(cut, value): name for cut, each in values.items() for value, name in _named(conn, cut, list(each)).items()}


def _named(conn: Connection, cut: Cut, values: Sequence[str]) -> Mapping[str, Name]:
    match cut:
        case Cut.RIGHT:
            known: Mapping[str, Name] = _marks(conn, values)
        case Cut.OFFICER:
            known = {
                each.officer_id: _both(each.officer_id, each.name("zh"), each.name("en"))
                for each in every_officer(conn)
            }
        case Cut.CAMPAIGN:
            known = _campaigns()
        case Cut.HS_CHAPTER:
            known = {code: _both(code, named.zh, named.en) for code, named in chapters().items()}
        case _:
            known = {value: _coded(cut, value) for value in values}
    return {value: known.get(value, value) if value else Say("tally.none") for value in values}


def _both(code: str, zh: str, en: str) -> Say:
    return Say("tally.named", {"code": code, "zh": zh, "en": en})


def _coded(cut: Cut, value: str) -> Name:
    key = f"{_CODED.get(cut, '')}{value}"
    step, _, name = key.partition(".")
    return Say(key) if name in catalogue(step) else value


def _marks(conn: Connection, numbers: Sequence[str]) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for start in range(0, len(numbers), MOST_AT_ONCE):
        some = numbers[start : start + MOST_AT_ONCE]
        query = select(right_table.c.recordation_no, right_table.c.mark).where(right_table.c.recordation_no.in_(some))
        found |= {
            row.recordation_no: f"{row.recordation_no} {row.mark}".strip() for row in conn.execute(query.distinct())
        }
    return found


@cache
def _campaigns() -> Mapping[str, Name]:
    """The shipped campaigns by name; a file that can't be read costs its names, never the tally."""
    files = sorted(places.resources("packs", "risk").glob("campaigns-*.toml"))
    return {name: words for file in files for name, words in _campaigns_of(file)}


def _campaigns_of(file: Path) -> list[tuple[str, Name]]:
    try:
        return [(each.id, each.name.say()) for each in load_campaigns(file)]
    except Refused:
        return []
