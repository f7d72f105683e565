"""Parts of the Cases page: the next clock in large, the lawful next acts, and the form of the act that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import Refused, Say
from app.deadlines.agenda import When
from app.deadlines.reading import Both
from app.deadlines.rules import Due
from app.desk.buttons import ActButton
from app.desk.fields import CheckField, ChoiceField, DateField, Form, LongTextField, NumberField, TextField
from app.desk.language import language, words
from app.desk.layouts import WrapRow
from app.desk.signs import StatePill, Word, label
from app.desk.theme import State, mark
from app.detention.moves import Step
from app.identity.rules import Officer
from app.notice.cases_view import ActShown, CaseView, ClockShown, ProcedureShown

STATES: dict[str, State] = {"overdue": "red", "today": "yellow", "week": "yellow", "later": "blue", "none": "muted"}
ICONS = {"overdue": "circle-x-filled", "today": "bell", "week": "clock", "later": "clock", "none": "check"}
LONG_TEXTS = frozenset({"facts", "reason", "evidence", "penalty", "intended_penalty", "performance"})


def both(text: Both) -> str:
    """A rule's own text in the language on screen."""
    return text.in_lang(language().lang)


def urgency_word(urgency: str, due: Due | None, left: int | None) -> Word:
    """How urgent a clock is, as colour, sign and word."""
    return Word(STATES[urgency], _urgency_text(urgency, due, left), ICONS[urgency])


def _urgency_text(urgency: str, due: Due | None, left: int | None) -> str:
    if due is None or left is None:
        return QCoreApplication.translate("Cases", "no clock")
    if urgency == "overdue":
        return QCoreApplication.translate("Cases", "overdue")
    if urgency == "today":
        return QCoreApplication.translate("Cases", "due today")
    if due.unit == "wd":
        return QCoreApplication.translate("Cases", "{count} working days left").format(count=left)
    return QCoreApplication.translate("Cases", "{count} days left").format(count=left)


class ClockCard(QFrame):
    """The next clock, read from a metre away; `how` unfolds its days; the others stand below and can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, kind="card")
        self._clocks: tuple[ClockShown, ...] = ()
        self._chosen = 0
        self._open = False
        self._headline = label(kind="verdict", wrap=True)
        self._pill, self._guess = StatePill(), StatePill()
        self._what, self._rule = label(kind="heading", wrap=True), label(kind="note", wrap=True)
        self._how = ActButton("", key="H", icon="calendar")
        self._how.clicked.connect(self._on_how)
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(16)
        self._steps.setVerticalSpacing(4)
        self._steps.setColumnStretch(2, 1)
        self._others = QVBoxLayout()
        self._others.setSpacing(0)
        pills = WrapRow()
        for widget in (self._pill, self._guess, self._how):
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

    def set_clocks(self, clocks: Sequence[ClockShown]) -> None:
        """Show the clocks of a procedure, the next to end in large."""
        self._clocks, self._chosen, self._open = tuple(clocks), 0, False
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        clear(self._steps)
        clear(self._others)
        self._how.set_text(self.tr("how it was worked out"))
        for widget in (self._pill, self._how, self._rule):
            widget.setVisible(bool(self._clocks))
        self._guess.hide()
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
        due = clock.due
        said = urgency_word(clock.when, due, clock.left)
        mark(self._headline, state=said.state)
        text = said.text
        if clock.when == "overdue":
            text = self.tr("overdue since {day}").format(day=due.day.isoformat())
        elif clock.when == "today":
            text = self.tr("due today, {hour}").format(hour=due.at)
        self._headline.setText(text)
        self._pill.set_word(Word(said.state, _urgency_text(clock.when, due, clock.left), said.icon))
        line = self.tr("{clock}, due {day} {hour}")
        self._what.setText(line.format(clock=both(clock.name), day=due.day.isoformat(), hour=due.at))
        rule = self.tr("counted from {start} · {source} · then: {then}")
        self._rule.setText(rule.format(start=due.starts, source=_source(clock), then=both(clock.expires)))
        self._guess.setVisible(due.provisional)
        self._guess.set_word(Word("yellow", self.tr("provisional: the year's calendar is not published"), "calendar"))
        if self._open:
            self._unfold(due)

    def _unfold(self, due: Due) -> None:
        for row, step in enumerate(due.steps):
            count = label(str(step.count), "" if step.counted else "note")
            for at, cell in enumerate((label(step.day.isoformat()), count, label(words(step.why), "note"))):
                self._steps.addWidget(cell, row, at)

    def _other(self, at: int, clock: ClockShown) -> QWidget:
        urgent = clock.when in ("overdue", "today")
        word = f" · {_urgency_text(clock.when, clock.due, clock.left)}" if urgent else ""
        guess = "≈ " if clock.due.provisional else ""
        day = f"{guess}{clock.due.day.isoformat()} {clock.due.at}"
        button = ActButton(f"{day}  {both(clock.name)}{word}", kind="link")
        button.clicked.connect(partial(self._on_other, at))
        return button

    @Slot()
    def _on_how(self) -> None:
        self._open = not self._open
        self.retranslate()

    def _on_other(self, at: int) -> None:
        self._chosen = at
        self.retranslate()


def _source(clock: ClockShown) -> str:
    text = clock.source.text
    if not clock.source.needs_word:
        return text
    return f"{text} ({QCoreApplication.translate('Cases', 'unverified default')})"


class ActsPanel(QFrame):
    """The next acts: those that can be made now as buttons with a digit, the others grey with their reason."""

    chosen = Signal(object)
    """The act that was asked for (ActShown)."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._rows)

    @property
    def open(self) -> tuple[str, ...]:
        """The moves that can be made now, in the order of their digits."""
        return tuple(act.id for act in self._acts if self._may(act))

    @property
    def refused(self) -> dict[str, str]:
        """The moves that are grey, each with its reason in the language on screen."""
        return {act.id: self._reason(act) for act in self._acts if not self._may(act)}

    def set_acts(self, acts: Sequence[ActShown], *, owned: bool) -> None:
        """Show the acts of a procedure."""
        self._acts, self._owned = tuple(acts), owned
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        clear(self._rows)
        self._title.setText(self.tr("Next acts") if self._acts else self.tr("This procedure has ended."))
        digit = 0
        for row, act in enumerate(sorted(self._acts, key=lambda each: not self._may(each))):
            digit += self._may(act)
            self._rows.addWidget(self._button(act, str(digit) if self._may(act) and digit < 10 else ""), row, 0)
            self._rows.addWidget(label(self._reason(act), "note", wrap=True), row, 1)

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
            roles = ", ".join(words(Say(f"case.role_{role}")) for role in offer.move.roles)
            return self.tr("for {roles} ({source})").format(roles=roles, source=offer.source.text)
        if not act.act.open:
            return words(offer.reason)
        asked = [both(name) for _fact, name in (*act.facts, *act.either)]
        text = self.tr("asks for: {facts}").format(facts=", ".join(asked)) if asked else self.tr("lawful now")
        guess = f" · {self.tr('unverified default')}" if offer.unverified else ""
        return f"{text} · {offer.source.text}{guess}"


class ActForm(QFrame):
    """What a person says for one act: days of facts, money, words of its documents, and who confirms."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, kind="card")
        self._title, self._rule = label(kind="heading", wrap=True), label(kind="note", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self._column.addWidget(self._rule)
        self.form = Form(columns=2)
        self._column.addWidget(self.form)
        self.act: ActShown | None = None
        self._n = 1
        self.hide()

    def ask(self, act: ActShown, procedure: ProcedureShown, view: CaseView, officer: Officer, today: date) -> None:
        """Show the form of an act; today stands in every day."""
        self.act, self._n = act, procedure.n
        self._title.setText(both(act.act.offer.move.name))
        self._rule.setText(act.act.offer.source.text)
        self._column.removeWidget(self.form)
        self.form.deleteLater()
        self.form = Form(columns=2)
        self._column.addWidget(self.form)
        for fact, name in act.facts:
            self.form.add(fact, DateField(both(name))).set_value(today)
        self._ask_either(act, today)
        self._ask_money(act, procedure)
        for text, words_of in act.texts:
            title = both(words_of)
            field: LongTextField | TextField = (
                LongTextField(title, lines=2) if text in LONG_TEXTS else TextField(title, longest=2000)
            )
            self.form.add(f"text.{text}", field, wide=text in LONG_TEXTS)
        self.form.add("remark", TextField(self.tr("Remark"), longest=2000), wide=True)
        self._ask_people(act, view, officer)
        self.show()
        self.form.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_either(self, act: ActShown, today: date) -> None:
        if act.either:
            none = ("", self.tr("not yet"))
            choices = [none, *((fact, both(name)) for fact, name in act.either)]
            self.form.add("either", ChoiceField(self.tr("Or"), choices))
            self.form.add("either_day", DateField(self.tr("on"))).set_value(today)

    def _ask_money(self, act: ActShown, procedure: ProcedureShown) -> None:
        name = act.act.asked.amount
        if name:
            field = self.form.add(name, NumberField(self.tr("Amount lodged"), unit="CNY", places=2))
            field.set_value(procedure.security_due if name == "security" else None)

    def _ask_people(self, act: ActShown, view: CaseView, officer: Officer) -> None:
        if act.second:
            self._ask_person("second_officer", self.tr("Second officer"), "passphrase", view.colleagues)
        if act.act.offer.unverified and officer in view.supervisors:
            return
        if act.act.offer.unverified and any(role.value == "supervisor" for role in officer.roles):
            self.form.add("word", CheckField(self.tr("I confirm this unverified rule for this office")), wide=True)
        elif act.act.offer.unverified:
            title = self.tr("Supervisor who confirms the unverified rule")
            self._ask_person("confirmed_by", title, "passphrase_of_supervisor", view.supervisors)

    def _ask_person(self, name: str, title: str, secret: str, people: Sequence[Officer]) -> None:
        lang = language().lang
        self.form.add(name, ChoiceField(title, [(each.officer_id, each.name(lang)) for each in people]))
        self.form.add(secret, TextField(self.tr("Their passphrase"), secret=True))

    @property
    def secrets(self) -> tuple[str, str]:
        """The passphrases of the second officer and of the supervisor."""
        values = self.form.values()
        return str(values.get("passphrase") or ""), str(values.get("passphrase_of_supervisor") or "")

    def step(self, officer: Officer) -> Step:
        """What was said, as the step to take."""
        if self.act is None:
            raise Refused("case.nothing_told")
        values = self.form.values()
        facts: dict[str, Any] = {fact: values[fact] for fact, _name in self.act.facts}
        if values.get("either"):
            facts[str(values["either"])] = values["either_day"]
        word = officer.officer_id if values.get("word") else ""
        return Step(
            move=self.act.id,
            n=self._n,
            facts=facts,
            security=_money(values.get("security")),
            counter_security=_money(values.get("counter_security")),
            second_officer=str(values.get("second_officer") or ""),
            confirmed_by=str(values.get("confirmed_by") or word),
            remark=str(values.get("remark") or ""),
            texts={name: str(values[f"text.{name}"] or "") for name, _title in self.act.texts},
        )

    def last_line(self) -> QLineEdit | None:
        """The field in which Enter records: the last secret, where there is one."""
        found = [field.line for field in self.form.fields if isinstance(field, TextField)]
        return found[-1] if found else None


def _money(value: object) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | Decimal) else None


def clear(layout: QVBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def when_text(when: When | str) -> str:
    """The name of a part of the agenda."""
    return {
        "": QCoreApplication.translate("Cases", "all"),
        "overdue": QCoreApplication.translate("Cases", "overdue"),
        "today": QCoreApplication.translate("Cases", "due today"),
        "week": QCoreApplication.translate("Cases", "this week"),
        "later": QCoreApplication.translate("Cases", "later"),
        "none": QCoreApplication.translate("Cases", "no clock"),
    }[when]
