"""The standing words of an office's documents, by legal profile: of a detention and of the moves after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from app.core import places
from app.core.errors import Refused
from app.deadlines.reading import Both, read_toml

PARTS: Final = ("always", "basis", "release", "absent")


@dataclass(frozen=True)
class ActWords:
    """What documents of moves say by themselves.

    `words` are texts under "part.name" (parts: always, basis of a document, release by a move, absent); `same` names
    fields that say the same as another one, `clocks` those that say when a clock ends (the first that runs), `days`
    those that say the day of a fact. A field may be written "E02.reply_by": for that document only.
    """

    words: Mapping[str, Both]
    same: Mapping[str, str]
    clocks: Mapping[str, tuple[str, ...]]
    days: Mapping[str, str]

    def always(self) -> dict[str, Both]:
        """The texts that hold for every document."""
        return {name.partition(".")[2]: text for name, text in self.words.items() if name.startswith("always.")}


@cache
def act_words(profile: str) -> ActWords:
    """The words for the documents of a profile's moves."""
    table = read_toml(places.resources("notices", profile, "acts.toml"))
    words: dict[str, Both] = {}
    for part in PARTS:
        if table.has(part):
            inner = table.table(part)
            words |= {f"{part}.{name}": inner.both(name) for name in inner.data}
            inner.finish()
    plain: dict[str, dict[str, str]] = {}
    for part in ("same", "days"):
        inner = table.table(part)
        plain[part] = {name: inner.text(name) for name in inner.data}
        inner.finish()
    inner = table.table("clocks")
    clocks = {name: inner.texts(name) for name in inner.data}
    inner.finish()
    table.finish()
    return ActWords(words, plain["same"], clocks, plain["days"])


@cache
def sentences(profile: str) -> Mapping[str, Mapping[str, Both]]:
    """The sentences of the documents that a detention makes, by track and "always"."""
    path = places.resources("notices", profile, "wording.toml")
    if not path.exists():
        raise Refused("issuing.no_wording", profile=profile)
    table = read_toml(path)
    found = {}
    for part in table.data:
        inner = table.table(part)
        found[part] = {name: inner.both(name) for name in inner.data}
        inner.finish()
    table.finish()
    return found
