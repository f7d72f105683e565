"""What tells two states of a register apart: rights that came, changed, lapsed, came back into force, or are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from app.core.plain import to_json
from app.register.rules import Recordation


class Turn(StrEnum):
    """What happened to a right, by what matters most to the desk."""

    ADDED = "added"
    CHANGED = "changed"
    LAPSED = "lapsed"
    RESTORED = "restored"
    GONE = "gone"


@dataclass(frozen=True)
class FieldChange:
    """One field of a record before and after, as text; several values joined by |."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One right's change from one state of the register to another."""

    recordation_no: str
    mark: str
    turn: Turn
    fields: tuple[FieldChange, ...] = ()

    @property
    def field_names(self) -> tuple[str, ...]:
        """The fields that changed, in the order of the record."""
        return tuple(each.name for each in self.fields)


def differences(before: Mapping[str, Recordation], after: Mapping[str, Recordation], on: date) -> list[Change]:
    """Every change between two states, by number; whether a right lapsed is asked of the day `on` (Reg 10)."""
    numbers = sorted(before.keys() | after.keys())
    return [found for number in numbers if (found := change(before.get(number), after.get(number), on))]


def change(before: Recordation | None, after: Recordation | None, on: date) -> Change | None:
    """What happened to one right; None where nothing did."""
    if before is None or after is None:
        there = after or before
        turn = Turn.ADDED if before is None else Turn.GONE
        return Change(there.recordation_no, there.mark, turn) if there else None
    changed = tuple(_field_changes(before, after))
    return Change(after.recordation_no, after.mark, _turn(before, after, on), changed) if changed else None


def _turn(before: Recordation, after: Recordation, on: date) -> Turn:
    was, stays = before.in_force(on), after.in_force(on)
    if was == stays:
        return Turn.CHANGED
    return Turn.LAPSED if was else Turn.RESTORED


def _field_changes(before: Recordation, after: Recordation) -> Iterator[FieldChange]:
    for spec in fields(Recordation):
        was, stays = getattr(before, spec.name), getattr(after, spec.name)
        if was != stays:
            yield FieldChange(spec.name, _text(was), _text(stays))


def _text(value: object) -> str:
    plain = to_json(value)
    if isinstance(plain, list):
        return "|".join(map(str, plain))
    return "" if plain is None else str(plain)
