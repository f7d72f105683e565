"""Choosing what is counted: today, this week, this month or days by hand, and one or two cuts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, DateField
from app.desk.icons import put_icon
from app.desk.language import words
from app.desk.layouts import WrapRow
from app.desk.signs import label
from app.tally.naming import title_of
from app.tally.rules import Cut
from app.tally.view import Asked, Choice, asked_of

KEYS = {Choice.TODAY: "T", Choice.WEEK: "W", Choice.MONTH: "M", Choice.DAYS: "F"}


class AskingRow(QWidget):
    """Four buttons for the days, two days by hand, two cuts; `asked` on each change that makes sense."""

    asked = Signal(object)
    """An Asked."""

    def __init__(self, today: date, cuts: Sequence[Cut]) -> None:
        super().__init__()
        self._today = today
        self._choice = Choice.TODAY
        self.chips = {choice: ActButton("", key=key, icon="circle") for choice, key in KEYS.items()}
        self.first, self.last = DateField(""), DateField("")
        self.cuts = (ChoiceField(""), ChoiceField(""))
        self._days = label(kind="label")
        row = WrapRow(self, spacing=16)
        row.addWidget(self._chip_group())
        for field in (self.first, self.last, *self.cuts):
            row.addWidget(field)
            field.edited.connect(self._on_edited)
        self.first.set_value(today)
        self.last.set_value(today)
        self.retranslate()
        for field, cut in zip(self.cuts, cuts, strict=False):
            field.set_value(cut)
        self._show_choice()

    def _chip_group(self) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._days)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for choice, chip in self.chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._on_choice, choice))
            chips.addWidget(chip)
        column.addLayout(chips)
        return group

    def ask(self, today: date) -> Asked | None:
        """What is asked for on a day; None while the days run backwards, which is said at the field."""
        self._today = today
        cuts = [Cut(str(value)) for field in self.cuts if (value := field.value())]
        self.first.clear_refusal()
        try:
            return asked_of(self._choice, today, cuts, self.first.value(), self.last.value())
        except Refused as refused:
            self.first.refuse(refused.say)
            return None

    def _on_choice(self, choice: Choice) -> None:
        self._choice = choice
        self._show_choice()
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        found = self.ask(self._today)
        if found is not None:
            self.asked.emit(found)

    def _show_choice(self) -> None:
        for choice, chip in self.chips.items():
            chosen = choice == self._choice
            chip.setChecked(chosen)
            put_icon(chip, "circle-dot" if chosen else "circle", "accent" if chosen else "muted", 16)
        for field in (self.first, self.last):
            field.setVisible(self._choice is Choice.DAYS)

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        texts = (self.tr("today"), self.tr("this week"), self.tr("this month"), self.tr("from – to"))
        for chip, text in zip(self.chips.values(), texts, strict=True):
            chip.set_text(text)
        self._days.setText(self.tr("Days"))
        self.first.set_title(self.tr("First day"))
        self.last.set_title(self.tr("Last day"))
        choices = [(cut, words(title_of(cut))) for cut in Cut]
        self.cuts[0].set_title(self.tr("Cut by"))
        self.cuts[0].set_choices(choices)
        self.cuts[1].set_title(self.tr("and by"))
        self.cuts[1].set_choices([(None, self.tr("nothing else")), *choices])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
