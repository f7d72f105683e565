"""The lawful next acts of a case, those that are not lawful now with their reason, and what can be done besides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.layouts import WrapRow, emptied
from app.desk.signs import label
from app.desk.theme import mark
from app.notice.cases_view import ActShown
from app.notice.screen.cases.words import both, unverified_text

BESIDE = (("note", "I", "writing"), ("link", "J", "link"), ("hand_over", "G", "arrow-forward-up"))


class ActsPanel(QFrame):
    """The next acts: those that can be made now as buttons with a digit, the others grey with their reason."""

    chosen = Signal(object)
    """The act that was asked for (ActShown)."""
    asked = Signal(str)
    """An act beside the procedure: "note", "link" or "hand_over"."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, kind="card")
        self._acts: tuple[ActShown, ...] = ()
        self._owned = True
        self._title = label(kind="heading")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(1, 1)
        self._beside = {name: ActButton("", key=key, icon=icon, kind="link") for name, key, icon in BESIDE}
        beside = WrapRow(spacing=16)
        for name, button in self._beside.items():
            button.clicked.connect(partial(self.asked.emit, name))
            beside.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addLayout(beside)

    @property
    def open(self) -> tuple[str, ...]:
        """The moves that can be made now, in the order of their digits."""
        return tuple(act.id for act in self._acts if self._may(act))

    @property
    def refused(self) -> dict[str, str]:
        """The moves that are grey, each with its reason in the language on screen."""
        return {act.id: self._reason(act) for act in self._acts if not self._may(act)}

    def set_acts(self, acts: Sequence[ActShown], *, owned: bool, may: bool) -> None:
        """Show the acts of a procedure; `may`: whether this officer may do what is beside them."""
        self._acts, self._owned = tuple(acts), owned
        for button in self._beside.values():
            button.setVisible(owned and may)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        emptied(self._rows)
        self._title.setText(self.tr("Next acts") if self._acts else self.tr("This procedure has ended."))
        digit = 0
        for row, act in enumerate(sorted(self._acts, key=lambda each: not self._may(each))):
            digit += self._may(act)
            self._rows.addWidget(self._button(act, str(digit) if self._may(act) and digit < 10 else ""), row, 0)
            self._rows.addWidget(label(self._reason(act), "note", wrap=True), row, 1)
        self._beside["note"].set_text(self.tr("note a fact"))
        self._beside["link"].set_text(self.tr("link a case"))
        self._beside["hand_over"].set_text(self.tr("hand over to another station"))

    def _may(self, act: ActShown) -> bool:
        return act.act.open and act.may and self._owned

    def _button(self, act: ActShown, key: str) -> ActButton:
        button = ActButton(both(act.act.offer.move.name), key=key)
        button.setEnabled(self._may(act))
        button.clicked.connect(partial(self.chosen.emit, act))
        return button

    def _reason(self, act: ActShown) -> str:
        offer = act.act.offer
        if not self._owned:
            return self.tr("another station has this case")
        if act.act.open and not act.may:
            roles = ", ".join(words(Say(f"identity.role_{role}")) for role in offer.move.roles)
            return self.tr("for {roles} ({source})").format(roles=roles, source=offer.source.text)
        if not act.act.open:
            return words(offer.reason)
        asked = [both(name) for _fact, name in (*act.facts, *act.either)]
        text = self.tr("asks for: {facts}").format(facts=", ".join(asked)) if asked else self.tr("lawful now")
        guess = f" · {unverified_text()}" if offer.unverified else ""
        return f"{text} · {offer.source.text}{guess}"
