"""One right's whole record: picture, names, status, term, scope, parties, codes, contact, clues; and its history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.core.errors import Refused
from app.desk.fields import DateField
from app.desk.signs import StatePill, label
from app.desk.theme import mark, theme
from app.register.screen.words import (
    class_text,
    field_text,
    guarantee_text,
    in_lang,
    size_text,
    status_word,
    turn_text,
    type_text,
)
from app.register.view import RecordView

PICTURE = 96
LONG = 12
"""Values of one field that are listed before the rest is only counted."""


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
        self._facts = QVBoxLayout()
        self._facts.setSpacing(8)
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
        column.addLayout(self._facts)
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
        for rows in (self._facts, self._history):
            _empty(rows)
        view = self._view
        for widget in (self._picture, self._state, self._type):
            widget.setVisible(view is not None)
        if view is None:
            self._past.setVisible(False)
            self._mark.setText(self.tr("Choose a right to see its whole record."))
            return
        right = view.right
        self._show_picture(view.picture)
        self._mark.setText(right.mark)
        kind = f"{type_text(right.right_type)} · {right.recordation_no}"
        self._type.setText("\n".join([*([" · ".join(right.mark_alt)] if right.mark_alt else []), kind]))
        self._state.set_word(status_word(view.status))
        if view.as_of is not None:
            self._facts.addWidget(label(self.tr("As it stood on {day}").format(day=view.as_of), "heading", wrap=True))
        for title, value in self._lines(view):
            self._facts.addWidget(_fact(title, value))
        for line in view.history:
            fields = "、".join(map(field_text, line.fields)) if line.fields else ""
            text = self.tr("{day} · edition {edition} · {what}").format(
                day=line.since, edition=line.edition, what=turn_text(line.turn)
            )
            self._history.addWidget(label(f"{text}{': ' if fields else ''}{fields}", wrap=True))

    def _lines(self, view: RecordView) -> Iterator[tuple[str, str]]:
        """What there is to say, title and text; empty fields say nothing."""
        right = view.right
        holder = (right.holder, *right.holder_alt)
        about = " · ".join(part for part in (right.holder_country, size_text(right.holder_size)) if part)
        yield field_text("holder"), "\n".join([*holder, *([about] if about else [])])
        yield self.tr("term"), f"{right.valid_from} – {right.valid_to}"
        if right.right_no:
            yield field_text("right_no"), right.right_no
        if right.nice_classes:
            yield field_text("nice_classes"), "\n".join(map(class_text, right.nice_classes))
        for name, values in (
            ("hs_codes", right.hs_codes),
            ("goods", (right.goods,) if right.goods else ()),
            ("licensees", right.licensees),
            ("known_infringers", right.known_infringers),
            ("gtin_prefixes", right.gtin_prefixes),
            ("domains", right.domains),
        ):
            if values:
                yield field_text(name), self._listed(values)
        contact = "\n".join(part for part in (right.contact_name, right.contact_phone, right.contact_email) if part)
        if contact:
            yield field_text("contact_name"), contact + self._age(view.contact_age)
        yield field_text("guarantee"), guarantee_text(right.guarantee)
        if right.safety_flag:
            yield field_text("safety_flag"), self.tr("Fakes of it can harm people.")
        for name, values in (("genuine_clues", right.genuine_clues), ("fake_clues", right.fake_clues)):
            if values:
                yield field_text(name), self._listed(tuple(f"• {in_lang(value)}" for value in values))

    def _listed(self, values: tuple[str, ...]) -> str:
        more = [self.tr("and {count} more").format(count=len(values) - LONG)] if len(values) > LONG else []
        return "\n".join([*values[:LONG], *more])

    def _age(self, days: int | None) -> str:
        if days is None:
            return "\n" + self.tr("never confirmed")
        return "\n" + self.tr("confirmed {days} days before").format(days=days)

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


def _fact(title: str, value: str) -> QWidget:
    fact = QWidget()
    column = QVBoxLayout(fact)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(title, "label"))
    column.addWidget(label(value, wrap=True))
    return fact


def _empty(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
