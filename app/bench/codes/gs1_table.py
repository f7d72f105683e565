"""The GS1 application identifiers as data: parts, fixed length, pairings and their place in a Digital Link."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.core import places

_PART = re.compile(r"(\[)?([NXYZ])(\.\.)?([0-9]+)\]?((?: [a-z0-9]+)*)")


@dataclass(frozen=True)
class Part:
    """One part of a value: its characters (N digits, X set 82, Y set 39, Z set 64), lengths and further checks."""

    signs: str
    least: int
    most: int
    optional: bool
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Identifier:
    """One application identifier (GS1 General Specifications 3, release 25; Digital Link URI syntax 1.4)."""

    ai: str
    title: str
    fixed: bool
    """Of predefined length: no separator follows (General Specifications figure 7.8.5-2)."""
    attribute: bool
    """May stand as data attribute in a Digital Link."""
    parts: tuple[Part, ...]
    needs: tuple[tuple[tuple[str, ...], ...], ...]
    """Each group must be met; within a group one alternative is enough; an alternative may name several together."""
    never_with: tuple[str, ...]
    qualifiers: tuple[tuple[str, ...], ...] | None
    """None where it is no primary key of a Digital Link; else the sequences of qualifiers that may follow."""

    @property
    def least(self) -> int:
        """The shortest value."""
        return sum(part.least for part in self.parts if not part.optional)

    @property
    def most(self) -> int:
        """The longest value."""
        return sum(part.most for part in self.parts)


@cache
def table() -> Mapping[str, Identifier]:
    """Every identifier by its digits."""
    text = places.resources("bench", "gs1_ai.csv").read_text(encoding="utf-8")
    return {one.ai: one for row in csv.DictReader(text.splitlines()) for one in _identifiers(row)}


def known(digits: str) -> Identifier | None:
    """The identifier of exactly these digits."""
    return table().get(digits)


def leading(data: str) -> Identifier | None:
    """The identifier that data begin with; none is the beginning of another."""
    return next((found for size in (2, 3, 4) if (found := table().get(data[:size])) is not None), None)


def _identifiers(row: dict[str, str]) -> Iterator[Identifier]:
    low, _, high = row["ai"].partition("-")
    for number in range(int(low), int(high or low) + 1):
        yield Identifier(
            ai=str(number).zfill(len(low)),
            title=row["title"],
            fixed=row["fixed"] == "1",
            attribute=row["attribute"] == "1",
            parts=tuple(_part(part) for part in row["parts"].split(";")),
            needs=tuple(
                tuple(tuple(one.split("+")) for one in group.split(",")) for group in row["needs"].split(";") if group
            ),
            never_with=tuple(filter(None, row["never_with"].split(","))),
            qualifiers=_qualifiers(row["path"]),
        )


def _part(text: str) -> Part:
    found = _PART.fullmatch(text)
    if found is None:
        raise ValueError(f"gs1_ai.csv: {text!r}")
    optional, signs, variable, most, checks = found.groups()
    return Part(signs, 1 if variable else int(most), int(most), bool(optional), tuple(checks.split()))


def _qualifiers(path: str) -> tuple[tuple[str, ...], ...] | None:
    if not path:
        return None
    return () if path == "-" else tuple(tuple(way.split(",")) for way in path.split("|"))
