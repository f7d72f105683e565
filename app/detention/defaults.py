"""Rules that nobody has verified, as an office sees them: which want its supervisor's word, once, before they bind."""

from __future__ import annotations

from dataclasses import dataclass

from app.deadlines.reading import Both, Source
from app.detention.records import rule_words
from app.detention.rulebook import law_in_force
from app.journal.work import Station


@dataclass(frozen=True)
class DefaultRule:
    """One unverified rule: its kind (move, clock, document, fine ...), and who has given the word on it, when."""

    kind: str
    id: str
    name: Both
    source: Source
    confirmed_by: str = ""
    confirmed_at: str = ""

    @property
    def open(self) -> bool:
        """Whether the office's word on it is still missing."""
        return not self.confirmed_by


def default_rules(station: Station) -> tuple[DefaultRule, ...]:
    """Every unverified rule of the pack in force today, those without a word first."""
    procedure = law_in_force(station)
    with station.read() as conn:
        words = rule_words(conn, station.stream, procedure.pack.edition)
    listed = [DefaultRule(each.kind, each.id, each.name, each.source) for each in procedure.defaults()]
    told = [
        DefaultRule(each.kind, each.id, each.name, each.source, words[each.id].officer, words[each.id].said_at)
        if each.id in words
        else each
        for each in listed
    ]
    return tuple(sorted(told, key=lambda rule: not rule.open))
