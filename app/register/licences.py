"""Whether a party may use a mark: licensed for these goods on this day, or known to infringe.

A licensee is written as its name, and after semicolons what the licence is limited to:
`Ningbo Sea Trading Co Ltd; nice=25,18; hs=6403; until=2027-12-31; id=91330200MA2AE`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import Say
from app.register.concordance import compatible_mask, in_hs_scope
from app.register.parties import same_party
from app.register.rules import Recordation


@dataclass(frozen=True)
class Party:
    """A trader as declared."""

    name: str
    identifier: str = ""


@dataclass(frozen=True)
class Licence:
    """Who may use a mark, for which goods and until when; nothing said means no limit."""

    name: str
    nice_classes: tuple[int, ...] = ()
    hs_codes: tuple[str, ...] = ()
    until: date | None = None
    identifier: str = ""

    @classmethod
    def read(cls, text: str) -> Licence:
        """From its written form; a limit that can't be read is taken as one that nothing meets."""
        name, *limits = (part.strip() for part in text.split(";"))
        values = {limit.partition("=")[0].strip(): limit.partition("=")[2] for limit in limits}
        nice = tuple(int(one) for one in _list(values.get("nice", "")) if one.isdecimal() and len(one) <= 2)
        nice = nice or ((0,) if values.get("nice") else ())
        return cls(name, nice, _list(values.get("hs", "")), _day(values.get("until", "")), values.get("id", "").strip())

    def of(self, party: Party) -> bool:
        """Whether a party is the licensee: by identifier where both have one, else by name."""
        if self.identifier and party.identifier:
            return self.identifier.casefold() == party.identifier.strip().casefold()
        return bool(party.name.strip()) and same_party(self.name, party.name)

    def covers(self, nice: int | None, hs_code: str) -> bool:
        """Whether it is for goods of a class or a customs code; unlimited ones cover everything."""
        if self.hs_codes:
            return in_hs_scope(hs_code, self.hs_codes) is True
        if not self.nice_classes:
            return True
        scope = 1 << nice if nice else compatible_mask(hs_code)
        return any(scope >> number & 1 for number in self.nice_classes)


def _list(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return date.min


def entitled(right: Recordation) -> tuple[str, ...]:
    """The names that may use a right's mark: its holder's, and its licensees' without what limits them."""
    return (right.holder, *right.holder_alt, *(Licence.read(text).name for text in right.licensees))


def may_use(right: Recordation, names: Iterable[str]) -> bool:
    """Whether one of these parties is the holder of a right or a licensee of it, however its name is written."""
    known = entitled(right)
    return any(name in known or any(same_party(name, other) for other in known) for name in names if name.strip())


class Leave(StrEnum):
    """What the register says of a trader and a mark."""

    NONE = "none"
    LICENSED = "licensed"
    OTHER_GOODS = "other_goods"
    EXPIRED = "expired"
    INFRINGER = "infringer"


@dataclass(frozen=True)
class Standing:
    """The answer for one trader and one mark, with the words for it; only LICENSED explains a match away."""

    leave: Leave
    party: str = ""
    said: Say | None = None

    @property
    def passes(self) -> bool:
        """Whether an alert becomes an explained pass."""
        return self.leave is Leave.LICENSED


def standing(
    licensees: Iterable[str],
    infringers: Iterable[str],
    parties: Iterable[Party],
    nice: int | None,
    hs_code: str,
    on: date | None,
) -> Standing:
    """How a line's traders stand to a mark: a known infringer outweighs a licence, a good licence the others."""
    traders = list(parties)
    for infringer in infringers:
        for party in traders:
            if Licence.read(infringer).of(party):
                return _said(Leave.INFRINGER, party, infringer)
    found = Standing(Leave.NONE)
    for text in licensees:
        licence = Licence.read(text)
        for party in traders:
            if licence.of(party):
                judged = _said(_leave(licence, nice, hs_code, on), party, licence.name)
                if judged.passes:
                    return judged
                found = judged
    return found


def _leave(licence: Licence, nice: int | None, hs_code: str, on: date | None) -> Leave:
    if licence.until is not None and (on is None or licence.until < on):
        return Leave.EXPIRED
    return Leave.LICENSED if licence.covers(nice, hs_code) else Leave.OTHER_GOODS


def _said(leave: Leave, party: Party, listed: str) -> Standing:
    said = Say(f"register_matching.party_{leave.value}", {"party": party.name, "listed": listed})
    return Standing(leave, party.name, said)
