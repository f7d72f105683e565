"""The office's own days on screen: when it was closed or open against the calendar, and its closing hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Say
from app.deadlines.calendar import DayRule, local_day
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, DateField, Form, TextField
from app.desk.language import language
from app.desk.layouts import WrapRow
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.desk.theme import theme
from app.detention.office_days import OfficeDays, keep_closing_hour, keep_day, office_days, take_day_back
from app.seat import Seat


class OfficeDaysDesk(QWidget):
    """The days in a table; one is laid down or altered by its date, the chosen one taken back."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._calendar_closes = ""
        self._title, self._about = label(kind="title"), label(kind="note", wrap=True)
        self.table: RecordTable[DayRule] = RecordTable("office_days", self._columns(), same=lambda rule: rule.day)
        self.table.chosen.connect(self._on_chosen)
        self.form, self.hour = Form(columns=4), Form()
        self.form.add("day", DateField("")).set_value(seat.station.today())
        self.form.add("working", ChoiceField(""))
        self.form.add("zh", TextField("", longest=100))
        self.form.add("en", TextField("", longest=100))
        self.hour.add("closes", TextField("", latin=True, longest=5))
        self._keep = ActButton("", key="D", icon="calendar")
        self._back = ActButton("", key="B", icon="arrow-back-up")
        self._keep_hour = ActButton("", key="H", icon="clock")
        for button, slot in (
            (self._keep, self._on_keep),
            (self._back, self._on_back),
            (self._keep_hour, self._on_hour),
        ):
            button.clicked.connect(slot)
        self._lay_out()
        self._fit()
        theme().changed.connect(self._fit)
        self.retranslate()

    def _lay_out(self) -> None:
        acts = WrapRow()
        for button in (self._keep, self._back):
            acts.addWidget(button)
        evening = QHBoxLayout()
        evening.addWidget(self.hour)
        evening.addWidget(self._keep_hour)
        evening.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._about, self.table, self.form):
            column.addWidget(widget)
        column.addLayout(acts)
        column.addLayout(evening)

    @Slot()
    def _fit(self) -> None:
        self.table.setFixedHeight(theme().px(180))

    def _columns(self) -> Sequence[Column[DayRule]]:
        return (
            Column("day", self.tr("day"), lambda rule: rule.day, width=140),
            Column("working", self.tr("the office is"), self._standing, width=140),
            Column("name", self.tr("why"), lambda rule: rule.name.in_lang(language().lang), stretch=True),
        )

    def _standing(self, rule: DayRule) -> Word:
        return Word("green", self.tr("open that day")) if rule.working else Word("yellow", self.tr("closed that day"))

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        self._title.setText(self.tr("The office's own days"))
        self._about.setText(
            self.tr(
                "Days on which this office is closed or open against the public calendar. Every clock counts by them."
            )
        )
        for name, title in (
            ("day", self.tr("Day")),
            ("working", self.tr("The office is")),
            ("zh", self.tr("Why (Chinese)")),
            ("en", self.tr("Why (English)")),
        ):
            self.form[name].set_title(title)
        standing = self.form["working"]
        assert isinstance(standing, ChoiceField)  # noqa: S101 - added above
        standing.set_choices([(False, self.tr("closed that day")), (True, self.tr("open that day"))])
        hint = self.tr("empty: {hour}, as the rules have it").format(hour=self._calendar_closes)
        self.hour["closes"].set_title(self.tr("Closes at"), hint)
        self._keep.set_text(self.tr("keep the day"))
        self._back.set_text(self.tr("take the chosen day back"))
        self._keep_hour.set_text(self.tr("keep the hour"))
        self.table.set_words(self._columns(), self.tr("No days of its own: the public calendar holds."))

    def arrive(self) -> None:
        """Read the days afresh."""
        station = self._seat.station
        self._seat.jobs.read(lambda: office_days(station), self._show, owner=self)

    def _show(self, view: OfficeDays) -> None:
        self._calendar_closes = view.calendar_closes
        self.table.set_rows(view.days)
        self.hour["closes"].set_value(view.closes)
        self.retranslate()
        self._on_chosen(self.table.row)

    @Slot(object)
    def _on_chosen(self, rule: DayRule | None) -> None:
        """The chosen day stands in the fields, so that it can be altered."""
        self._back.setEnabled(rule is not None)
        if rule is not None:
            told = {"day": rule.day, "working": rule.working, "zh": rule.name.zh, "en": rule.name.en}
            self.form.set_values(told)

    @Slot()
    def _on_keep(self) -> None:
        entered: dict[str, Any] = self.form.values()
        rule = local_day(entered["day"], working=bool(entered["working"]), zh=entered["zh"], en=entered["en"])
        self._change(partial(keep_day, rule=rule), Say("case.office_day_kept", {"day": rule.day}), self.form)

    @Slot()
    def _on_back(self) -> None:
        rule = self.table.row
        if rule is not None:
            said = Say("case.office_day_back", {"day": rule.day})
            self._change(partial(take_day_back, day=rule.day), said, self.form)

    @Slot()
    def _on_hour(self) -> None:
        closes = str(self.hour["closes"].value() or "")
        self._change(partial(keep_closing_hour, closes=closes), Say("case.office_hour_kept"), self.hour)

    def _change(self, act: Callable[..., None], said: Say, form: Form) -> None:
        seat = self._seat
        form.clear_refusals()
        seat.jobs.change(
            lambda: act(seat.station, seat.officer),
            lambda _none: self._on_changed(said),
            lambda failure: seat.messages.tell(failure, form),
            owner=self,
        )

    def _on_changed(self, said: Say) -> None:
        self._seat.messages.tell(said)
        self.arrive()
