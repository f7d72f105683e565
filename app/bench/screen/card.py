"""The right that matters now: its picture, holder, validity, licensees, and its clues as a checklist."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.bench.view.bench import Clue, RightCard
from app.desk.buttons import ActButton
from app.desk.language import language, words
from app.desk.layouts import emptied, scrolling
from app.desk.signs import StatePill, Word, label
from app.desk.theme import mark, theme
from app.register.words import in_lang, licensees_said, type_said

PICTURE = 96
LICENSEES = 3
"""So many licensees are listed before the rest is only counted; the register page lists all."""


class RightPanel(QFrame):
    """One right at a time, the most telling first; `ticked` when a clue was marked by a person."""

    ticked = Signal(object)
    """(recordation number, clue, genuine, seen)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="card")
        self.setMinimumWidth(260)
        self._cards: tuple[RightCard, ...] = ()
        self._at = 0
        self._hand = 0
        self._empty = False
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark, self._type = label(kind="heading", wrap=True), label(kind="note", wrap=True)
        self._state = StatePill()
        self._next = ActButton("", kind="link", icon="chevron-right")
        self._next.clicked.connect(self._on_next)
        self._facts = label(wrap=True)
        self._clues = QVBoxLayout()
        self._clues.setSpacing(4)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._picture)
        names = QVBoxLayout()
        for widget in (self._mark, self._type):
            names.addWidget(widget)
        names.addStretch(1)
        top.addLayout(names, 1)
        column.addLayout(top)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._facts)
        column.addLayout(self._clues)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 4, 8)
        outer.addWidget(scrolling(inside), 1)
        outer.addWidget(self._next, 0, Qt.AlignmentFlag.AlignRight)

    @property
    def card(self) -> RightCard | None:
        """The right on show."""
        return self._cards[self._at] if self._cards else None

    @property
    def clue(self) -> Clue | None:
        """The clue under hand: the one that a tick or a photograph is meant for; marked ▸."""
        clues = self._ordered()
        return clues[self._hand % len(clues)] if clues else None

    def _ordered(self) -> tuple[Clue, ...]:
        clues = self.card.clues if self.card is not None else ()
        return tuple(sorted(clues, key=lambda clue: not clue.genuine))

    def step_clue(self) -> None:
        """Take the next clue under hand; after the last one of a right, the first one of the next right."""
        self._hand += 1
        if self._hand >= len(self._ordered()):
            self._hand = 0
            self._at = (self._at + 1) % max(len(self._cards), 1)
        self.retranslate()

    def tick(self) -> None:
        """Tick the clue under hand, or untick it."""
        card, clue = self.card, self.clue
        if card is not None and clue is not None:
            self._on_ticked(card.right.recordation_no, clue.text, clue.genuine, not clue.seen)

    def clear(self) -> None:
        """No shipment, so no right: nothing is said of rights."""
        self.show_cards((), empty=True)

    def show_cards(self, cards: tuple[RightCard, ...], *, empty: bool = False) -> None:
        """Show the rights of a shipment; the one that was on show stays if it is still among them."""
        self._empty = empty
        before = self.card.right.recordation_no if self.card else ""
        self._cards = cards
        numbers = [card.right.recordation_no for card in cards]
        self._at = numbers.index(before) if before in numbers else 0
        self.retranslate()

    def show_right(self, number: str) -> None:
        """Bring one right on show, such as the one a scan has named."""
        numbers = [card.right.recordation_no for card in self._cards]
        if number in numbers and numbers.index(number) != self._at:
            self._at = numbers.index(number)
            self._hand = 0
            self.retranslate()

    def _on_next(self) -> None:
        self._at = (self._at + 1) % max(len(self._cards), 1)
        self._hand = 0
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again, in the language and at the text size in force."""
        emptied(self._clues)
        card = self.card
        for widget in (self._picture, self._state, self._type, self._facts):
            widget.setVisible(card is not None)
        self._next.setVisible(len(self._cards) > 1)
        if card is None:
            said = self.tr("No recorded right is touched by what is declared or scanned.")
            self._mark.setText("" if self._empty else said)
            return
        self._show_card(card)

    def _show_card(self, card: RightCard) -> None:
        right = card.right
        self._show_picture(card.picture)
        self._mark.setText(right.mark)
        self._type.setText(f"{words(type_said(right.right_type))} · {right.recordation_no}")
        self._state.set_word(self._state_word(card))
        self._facts.setText("\n".join(self._fact_lines(card)))
        self._next.set_text(self.tr("next right ({at} of {all})").format(at=self._at + 1, all=len(self._cards)))
        for genuine, title in ((True, self.tr("genuine goods show")), (False, self.tr("known fakes show"))):
            clues = [clue for clue in card.clues if clue.genuine is genuine]
            if clues:
                self._clues.addWidget(label(title, "label"))
            for clue in clues:
                self._clues.addWidget(self._clue_row(right.recordation_no, clue))

    def _clue_row(self, number: str, clue: Clue) -> QWidget:
        """A box to tick with its words beside it: a box's own words can't wrap."""
        box, said = QCheckBox(), label(in_lang(clue.text, language().lang), wrap=True)
        box.setAccessibleName(said.text())
        box.setChecked(clue.seen)
        box.toggled.connect(partial(self._on_ticked, number, clue.text, clue.genuine))
        said.setBuddy(box)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        hand = label("▸" if clue == self.clue else "", "label")
        hand.setFixedWidth(theme().px(12))
        row.addWidget(hand, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        made = QWidget()
        made.setLayout(row)
        return made

    def _on_ticked(self, number: str, clue: str, genuine: bool, seen: bool) -> None:
        self.ticked.emit((number, clue, genuine, seen))

    def _show_picture(self, data: bytes) -> None:
        picture = QPixmap()
        side = theme().px(PICTURE)
        if data and picture.loadFromData(data):
            scaled = picture.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._picture.setPixmap(scaled)
        else:
            self._picture.setPixmap(QPixmap())
            self._picture.setText(self.tr("no picture"))
        self._picture.setFixedSize(side, side)

    def _state_word(self, card: RightCard) -> Word:
        if not card.in_force:
            return Word("yellow", self.tr("not in force"))
        if card.licensed:
            return Word("green", self.tr("licensed party"))
        return Word("red", self.tr("no licensee here"))

    def _fact_lines(self, card: RightCard) -> list[str]:
        right = card.right
        lines = [
            right.holder,
            self.tr("valid to {day}").format(day=right.valid_to.isoformat()),
        ]
        if right.goods:
            lines.append(self.tr("goods: {goods}").format(goods=right.goods[:90]))
        if card.licensees:
            told = licensees_said(card.licensees, LICENSEES)
            lines += [self.tr("licensees:"), *(f"• {words(each)}" for each in told)]
        if card.contact_age is not None:
            lines.append(self.tr("contact confirmed {days} days ago").format(days=card.contact_age))
        return lines
