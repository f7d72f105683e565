"""The next clock in large, how it was worked out, and the acts on it: suspend, let run again, extend."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from app.deadlines.rules import Due
from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.layouts import WrapRow, emptied
from app.desk.signs import StatePill, Word, label
from app.desk.theme import mark
from app.notice.cases_view import ClockShown
from app.notice.screen.cases.words import both, sourced, unverified_text, urgency_text, urgency_word


class ClockCard(QFrame):
    """The next clock, read from a metre away; `how` unfolds its days; the others stand below and can be chosen."""

    asked = Signal(str)
    """An act on the chosen clock: "pause:CLOCK", "restart:CLOCK" or "extend:CLOCK"."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, kind="card")
        self._clocks: tuple[ClockShown, ...] = ()
        self._chosen = 0
        self._open, self._may = False, False
        self._headline = label(kind="verdict", wrap=True)
        self._pill, self._guess, self._default = StatePill(), StatePill(), StatePill()
        self._what, self._rule = label(kind="heading", wrap=True), label(kind="note", wrap=True)
        self._how = ActButton("", key="H", icon="calendar")
        self._how.clicked.connect(self._on_how)
        self._pause = ActButton("", key="S", icon="hourglass")
        self._pause.clicked.connect(self._on_pause)
        self._extend = ActButton("", key="E", icon="plus")
        self._extend.clicked.connect(self._on_extend)
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(16)
        self._steps.setVerticalSpacing(4)
        self._steps.setColumnStretch(2, 1)
        self._others = QVBoxLayout()
        self._others.setSpacing(0)
        pills = WrapRow()
        for widget in (self._pill, self._guess, self._default, self._how, self._pause, self._extend):
            pills.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for line in (self._headline, self._what, self._rule):
            column.addWidget(line)
        column.addLayout(pills)
        column.addLayout(self._steps)
        column.addLayout(self._others)

    @property
    def headline(self) -> str:
        """What the card says in large."""
        return self._headline.text()

    @property
    def days(self) -> int:
        """How many days of the working-out are unfolded."""
        return self._steps.count() // 3

    def set_clocks(self, clocks: Sequence[ClockShown], *, may: bool) -> None:
        """Show the clocks of a procedure, the next to end in large; `may`: whether this officer may change them."""
        going = [clock for clock in clocks if clock.paused_until is None]
        paused = [clock for clock in clocks if clock.paused_until is not None]
        self._clocks, self._chosen, self._open, self._may = (*going, *paused), 0, False, may
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        emptied(self._steps)
        emptied(self._others)
        self._how.set_text(self.tr("how it was worked out"))
        self._extend.set_text(self.tr("extend"))
        for widget in (self._pill, self._how, self._rule):
            widget.setVisible(bool(self._clocks))
        for widget in (self._guess, self._default, self._pause, self._extend):
            widget.hide()
        if not self._clocks:
            mark(self._headline, state="")
            self._headline.setText(self.tr("No clock runs"))
            self._what.setText("")
            return
        self._show(self._clocks[self._chosen])
        for at, other in enumerate(self._clocks):
            if at != self._chosen:
                self._others.addWidget(self._other(at, other))

    def _show(self, clock: ClockShown) -> None:
        due, paused = clock.due, clock.paused_until is not None
        said = urgency_word(clock.when, due, clock.left, paused=paused)
        mark(self._headline, state=said.state)
        self._headline.setText(self._large(clock, said))
        self._pill.set_word(said)
        line = self.tr("{clock}, due {day} {hour}")
        self._what.setText(line.format(clock=both(clock.name), day=due.day.isoformat(), hour=due.at))
        rule = self.tr("counted from {start} · {source} · then: {then}")
        source = sourced(clock.source, unverified=clock.unverified)
        self._rule.setText(rule.format(start=due.starts, source=source, then=both(clock.expires)))
        self._guess.setVisible(due.provisional)
        self._guess.set_word(Word("yellow", self.tr("provisional: the year's calendar is not published"), "calendar"))
        self._default.setVisible(clock.unverified)
        self._default.set_word(Word("yellow", unverified_text(), "help-circle"))
        self._pause.setVisible(self._may)
        self._pause.set_text(self.tr("let it run again") if paused else self.tr("suspend"))
        self._extend.setVisible(self._may and clock.extensible > 0)
        if self._open:
            self._unfold(due)

    def _large(self, clock: ClockShown, said: Word) -> str:
        due = clock.due
        if clock.paused_until is not None:
            return self.tr("suspended until {day}").format(day=clock.paused_until.isoformat())
        if clock.when == "overdue":
            return self.tr("overdue since {day}").format(day=due.day.isoformat())
        if clock.when == "today":
            return self.tr("due today, {hour}").format(hour=due.at)
        return said.text

    def _unfold(self, due: Due) -> None:
        for row, step in enumerate(due.steps):
            count = label(str(step.count), "" if step.counted else "note")
            for at, cell in enumerate((label(step.day.isoformat()), count, label(words(step.why), "note"))):
                self._steps.addWidget(cell, row, at)

    def _other(self, at: int, clock: ClockShown) -> QWidget:
        urgent = clock.when in ("overdue", "today")
        word = f" · {urgency_text(clock.when, clock.due, clock.left)}" if urgent else ""
        if clock.paused_until is not None:
            word = f" · {urgency_word('', None, None, paused=True).text}"
        guess = "≈ " if clock.due.provisional else ""
        default = f" · {unverified_text()}" if clock.unverified else ""
        day = f"{guess}{clock.due.day.isoformat()} {clock.due.at}"
        button = ActButton(f"{day}  {both(clock.name)}{word}{default}", kind="link")
        button.clicked.connect(partial(self._on_other, at))
        return button

    @Slot()
    def _on_how(self) -> None:
        self._open = not self._open
        self.retranslate()

    def _on_other(self, at: int) -> None:
        self._chosen = at
        self.retranslate()

    @Slot()
    def _on_pause(self) -> None:
        clock = self._clocks[self._chosen]
        self.asked.emit(f"{'restart' if clock.paused_until else 'pause'}:{clock.due.id}")

    @Slot()
    def _on_extend(self) -> None:
        self.asked.emit(f"extend:{self._clocks[self._chosen].due.id}")
