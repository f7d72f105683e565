"""What the record of a right says, as titled facts: empty fields say nothing, what no longer holds carries a sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Say
from app.desk.language import language, words
from app.desk.layouts import emptied
from app.desk.signs import StatePill, Word, label
from app.register.licences import Leave
from app.register.view import RecordView
from app.register.words import class_said, field_said, guarantee_said, hs_said, in_lang, leave_said, size_said

LONG = 12
"""Values of one field that are listed before the rest is only counted."""
STALE_DAYS = 180
"""After so many days without a word from the holder, a contact is to be checked before it is relied on."""


@dataclass(frozen=True)
class Line:
    """One line of a fact, perhaps with a sign before it."""

    text: Say | str
    sign: Word | None = None


@dataclass(frozen=True)
class Fact:
    """A field of the record with its lines; two short ones share a row."""

    field: str
    lines: tuple[Line, ...]
    short: bool = False


def facts_of(view: RecordView) -> Iterator[Fact]:
    """The record in the order it is asked for: open cases, holder and contact, then scope, parties, codes, clues."""
    right = view.right
    yield from _listed("open_cases", view.open_cases)
    yield from _listed("holder", (right.holder, *right.holder_alt))
    yield _short("term", f"{right.valid_from} – {right.valid_to}")
    yield _short("guarantee", guarantee_said(right.guarantee))
    yield _short("holder_size", size_said(right.holder_size))
    yield _short("holder_country", right.holder_country or "–")
    yield Fact("contact_name", tuple(_contact(view)))
    if right.safety_flag:
        dangerous = Word("red", words(Say("register_words.dangerous")))
        yield Fact("safety_flag", (Line(Say("register_words.fakes_harm"), dangerous),))
    yield from _listed("nice_classes", [class_said(number) for number in right.nice_classes])
    yield from _listed("hs_codes", [hs_said(code) for code in right.hs_codes])
    yield from _listed("goods", (right.goods,) if right.goods else ())
    yield from _fact("licensees", [Line(said, _leave(leave)) for leave, said in view.licensees])
    for name in ("known_infringers", "gtin_prefixes", "domains"):
        yield from _listed(name, getattr(right, name))
    for name, clues in (("genuine_clues", right.genuine_clues), ("fake_clues", right.fake_clues)):
        yield from _listed(name, [f"• {in_lang(clue, language().lang)}" for clue in clues])
    yield from _listed("right_no", (right.right_no,) if right.right_no else ())


def _short(field: str, text: Say | str) -> Fact:
    return Fact(field, (Line(text),), short=True)


def _listed(field: str, values: Iterable[Say | str]) -> Iterator[Fact]:
    yield from _fact(field, [Line(value) for value in values])


def _fact(field: str, lines: list[Line]) -> Iterator[Fact]:
    """Nothing for an empty field; of a long list the beginning and how many more there are."""
    if len(lines) > LONG:
        lines = [*lines[:LONG], Line(Say("register_words.and_more", {"count": len(lines) - LONG}))]
    if lines:
        yield Fact(field, tuple(lines))


def _contact(view: RecordView) -> Iterator[Line]:
    """Whom to ask, and whether that is still true."""
    right = view.right
    known = [part for part in (right.contact_name, right.contact_phone, right.contact_email) if part]
    if not known:
        yield Line(Say("register_words.contact_none"))
        return
    yield from map(Line, known)
    if view.contact_age is None:
        yield Line("", Word("yellow", words(Say("register_words.contact_never"))))
        return
    said = words(Say("register_words.contact_age", {"days": view.contact_age}))
    yield Line("", Word("yellow" if view.contact_age > STALE_DAYS else "green", said))


def _leave(leave: Leave) -> Word | None:
    return None if leave is Leave.LICENSED else Word("yellow", words(leave_said(leave)))


class Facts(QWidget):
    """The facts below each other, two short ones side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show these in place of what was shown."""
        emptied(self._grid)
        at = 0
        for fact in facts:
            at += 0 if fact.short else at % 2
            self._grid.addWidget(_shown(fact), at // 2, at % 2, 1, 1 if fact.short else 2)
            at += 1 if fact.short else 2


def _shown(fact: Fact) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(words(field_said(fact.field)), "label"))
    for line in fact.lines:
        column.addLayout(_row(line))
    column.addStretch(1)
    return made


def _row(line: Line) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    if line.sign is not None:
        row.addWidget(StatePill(line.sign), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    row.addWidget(label(words(line.text), wrap=True), 1)
    return row
