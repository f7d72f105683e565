"""One right's whole record: picture, names, status, term, scope, parties, codes, contact, clues; and its history."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.desk.fields import DateField
from app.desk.language import words
from app.desk.layouts import emptied
from app.desk.signs import StatePill, label
from app.desk.theme import mark, theme
from app.register.screen.facts import Facts, facts_of
from app.register.screen.words import status_word
from app.register.view import HistoryLine, RecordView
from app.register.words import change_said, field_said, turn_said, type_said

PICTURE = 96


class RecordPanel(QFrame):
    """The record of the chosen right; `day_asked` when it is wanted as it stood on another day."""

    day_asked = Signal(object)
    """The day, or None for today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, kind="card")
        self.setMinimumWidth(320)
        self._view: RecordView | None = None
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark, self._type = label(kind="heading", wrap=True), label(kind="note", wrap=True)
        self._state = StatePill()
        self._stood = label(kind="heading", wrap=True)
        self._facts = Facts()
        self._past = QWidget()
        self._day = DateField("")
        self._day.edited.connect(self._on_day)
        self._history = QVBoxLayout()
        self._history.setSpacing(4)
        self._past.setVisible(False)
        self._lay_out()
        theme().changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.addWidget(self._mark)
        names.addWidget(self._type)
        names.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        names.addStretch(1)
        top.addLayout(names, 1)
        column.addLayout(top)
        past = QVBoxLayout(self._past)
        past.setContentsMargins(0, 0, 0, 0)
        past.addWidget(self._day)
        past.addLayout(self._history)
        column.addWidget(self._past)
        column.addWidget(self._stood)
        column.addWidget(self._facts)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 4, 8)
        outer.addWidget(area)

    @property
    def view(self) -> RecordView | None:
        """The record on show."""
        return self._view

    @property
    def history_open(self) -> bool:
        """Whether the history is unfolded."""
        return not self._past.isHidden()

    def show_history(self, *, on: bool) -> None:
        """Unfold the history and the day, or fold them; folded, the record is today's."""
        self._past.setVisible(on)
        if on:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._view is not None and self._view.as_of is not None:
            self.day_asked.emit(None)

    def set_day(self, day: date) -> None:
        """Put a day in."""
        self._day.set_value(day)

    def refuse(self, refused: Refused) -> None:
        """Say at the day why there is nothing to show."""
        self._day.refuse(refused.say)

    def _on_day(self) -> None:
        self.day_asked.emit(self._day.value())

    def show_record(self, view: RecordView | None) -> None:
        """Show a record, or none."""
        self._view = view
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Say it again, in the language and at the text size in force."""
        self._day.set_title(self.tr("As it stood on"))
        emptied(self._history)
        view = self._view
        for widget in (self._picture, self._state, self._type, self._facts):
            widget.setVisible(view is not None)
        self._stood.setVisible(view is not None and view.as_of is not None)
        if view is None:
            self._past.setVisible(False)
            self._mark.setText(self.tr("Choose a right to see its whole record."))
            return
        right = view.right
        self._show_picture(view.picture)
        self._mark.setText(right.mark)
        kind = f"{words(type_said(right.right_type.value))} · {right.recordation_no}"
        self._type.setText("\n".join([*([" · ".join(right.mark_alt)] if right.mark_alt else []), kind]))
        self._state.set_word(status_word(view.status))
        self._stood.setText(self.tr("As it stood on {day}").format(day=view.as_of))
        self._facts.show_facts(facts_of(view))
        for line in view.history:
            self._history.addWidget(label(self._told(line), wrap=True))

    def _told(self, line: HistoryLine) -> str:
        what = [words(change_said(each)) for each in line.fields]
        what += [words(field_said("image"))] if line.new_picture else []
        said = self.tr("{day} · edition {edition} · {what}").format(
            day=line.since, edition=line.edition, what=words(turn_said(line.turn))
        )
        return "\n    ".join([said, *what])

    def _show_picture(self, data: bytes) -> None:
        picture, side = QPixmap(), theme().px(PICTURE)
        if data and picture.loadFromData(data):
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaled(side, side, keep, smooth))
            self._picture.setAccessibleName(self.tr("picture of the mark"))
        else:
            self._picture.setPixmap(QPixmap())
            self._picture.setText(self.tr("no picture"))
        self._picture.setFixedSize(side, side)
