"""Form fields: a label above, the editor, and under it one line for a hint or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QDate, QRegularExpression, Qt, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.core import days
from app.core.errors import Refused, Say
from app.core.wording import grouped
from app.desk.language import language, words
from app.desk.signs import announce, label
from app.desk.theme import mark


class Field(QWidget):
    """A labelled editor; `edited` on each change by a person; a refusal stands under it until the value changes."""

    edited = Signal()

    def __init__(self, title: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._refusal: Say | str | None = None
        self._title = label(kind="label")
        self._title.setBuddy(editor)
        self._note = label(kind="note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(editor)
        column.addWidget(self._note)
        self.setFocusProxy(editor)
        self.set_title(title, hint)
        language().changed.connect(self._show_note)

    def value(self) -> object:
        """What the field holds."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Put a value in without `edited`."""
        raise NotImplementedError

    def set_title(self, title: str, hint: str | None = None) -> None:
        """Change the label (another language)."""
        self._title.setText(title)
        self.editor.setAccessibleName(title)
        if hint is not None:
            self._hint = hint
        self._show_note()

    @property
    def refusal(self) -> str:
        """The refusal under the field, in the language on screen; empty if there is none."""
        return words(self._refusal) if self._refusal is not None else ""

    def refuse(self, why: Say | str) -> None:
        """Say under the field what is wrong with it and take the focus there."""
        self._refusal = why
        self._show_note()
        announce(self._note, self.refusal)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_refusal(self) -> None:
        """Take the refusal away."""
        if self._refusal is not None:
            self._refusal = None
            self._show_note()

    @Slot()
    def _show_note(self) -> None:
        refused = self._refusal is not None
        self._note.setText(f"✖ {self.refusal}" if refused else self._hint)
        self._note.setVisible(refused or bool(self._hint))
        mark(self._note, state="red" if refused else "")
        mark(self.editor, refused=refused)
        self.editor.setAccessibleDescription(self._note.text())

    @Slot()
    def _on_edited(self) -> None:
        self.clear_refusal()
        self.edited.emit()


class TextField(Field):
    """One line of text. `latin`: codes and numbers, typed past any input method; `secret`: a passphrase."""

    def __init__(
        self, title: str, *, hint: str = "", latin: bool = False, secret: bool = False, longest: int = 500,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self.line = QLineEdit()
        self.line.setMaxLength(longest)
        if latin or secret:
            self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(title, self.line, hint=hint, parent=parent)
        self.line.textEdited.connect(self._on_edited)

    def value(self) -> str:
        return self.line.text().strip() if self.line.echoMode() == QLineEdit.EchoMode.Normal else self.line.text()

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))


class LongTextField(Field):
    """Several lines of text; Tab leaves the field."""

    def __init__(self, title: str, *, hint: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setMinimumHeight(self.area.fontMetrics().lineSpacing() * lines + 16)
        super().__init__(title, self.area, hint=hint, parent=parent)
        self.area.textChanged.connect(self._on_edited)

    def value(self) -> str:
        return self.area.toPlainText().strip()

    def set_value(self, value: object) -> None:
        self.area.blockSignals(True)
        self.area.setPlainText("" if value is None else str(value))
        self.area.blockSignals(False)


class NumberField(Field):
    """A count or a decimal amount; None while empty or unreadable. Spaces and commas between groups are forgiven."""

    def __init__(
        self, title: str, *, unit: str = "", hint: str = "", places: int = 0, parent: QWidget | None = None
    ) -> None:
        self.line = QLineEdit()
        self._places = places
        digits = r"[0-9 \x{2009}\x{202f},]{0,24}" + (rf"(\.[0-9]{{0,{places}}})?" if places else "")
        self.line.setValidator(QRegularExpressionValidator(QRegularExpression(digits), self.line))
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        super().__init__(f"{title} ({unit})" if unit else title, self.line, hint=hint, parent=parent)
        self.line.textEdited.connect(self._on_edited)

    def value(self) -> int | Decimal | None:
        text = "".join(self.line.text().replace(",", "").split())
        try:
            number = Decimal(text)
        except InvalidOperation:
            return None
        return number if self._places else int(number)

    def set_value(self, value: object) -> None:
        self.line.setText(grouped(value) if isinstance(value, int | Decimal) else "")


class ChoiceField(Field):
    """One of several; `choices` are (value, words) pairs."""

    def __init__(
        self, title: str, choices: Iterable[tuple[object, str]] = (), *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        self.box = QComboBox()
        super().__init__(title, self.box, hint=hint, parent=parent)
        self.set_choices(choices)
        self.box.activated.connect(self._on_edited)

    def set_choices(self, choices: Iterable[tuple[object, str]]) -> None:
        """Offer other choices; the value stays if it is still among them."""
        before = self.value()
        self.box.clear()
        for value, text in choices:
            self.box.addItem(text, value)
        self.set_value(before)

    def value(self) -> object:
        return self.box.currentData()

    def set_value(self, value: object) -> None:
        found = self.box.findData(value)
        self.box.setCurrentIndex(max(found, 0) if self.box.count() else -1)


class DateField(Field):
    """A day, shown and typed as 2026-11-22."""

    def __init__(self, title: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        self.box = QDateEdit()
        self.box.setDisplayFormat("yyyy-MM-dd")
        self.box.setDateRange(_shown_day(days.FIRST), _shown_day(days.LAST))
        self.box.setCalendarPopup(True)
        self.box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        super().__init__(title, self.box, hint=hint, parent=parent)
        self.box.userDateChanged.connect(self._on_edited)

    def value(self) -> date:
        shown = self.box.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_value(self, value: object) -> None:
        if isinstance(value, date):
            self.box.blockSignals(True)
            self.box.setDate(_shown_day(value))
            self.box.blockSignals(False)


def _shown_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


class CheckField(Field):
    """Yes or no; its words stand beside the box."""

    def __init__(self, title: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        self.box = QCheckBox()
        super().__init__(title, self.box, hint=hint, parent=parent)
        self.box.clicked.connect(self._on_edited)

    def set_title(self, title: str, hint: str | None = None) -> None:
        super().set_title("", hint)
        self._title.hide()
        self.box.setText(title)
        self.box.setAccessibleName(title)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        self.box.setChecked(bool(value))


class Form(QWidget):
    """Named fields in one or more columns; a refusal finds its field by name."""

    edited = Signal(str)
    """The name of the field that a person changed: autosave listens here."""

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._next = 0
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, name: str, field: Field, *, wide: bool = False) -> Field:
        """Add a field under a name, over all columns if `wide`; reading order is adding order."""
        if wide and self._next % self._columns:
            self._next += self._columns - self._next % self._columns
        row, column = divmod(self._next, self._columns)
        span = self._columns if wide else 1
        self._grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._next += span
        self._fields[name] = field
        field.edited.connect(lambda: self.edited.emit(name))
        return field

    def __getitem__(self, name: str) -> Field:
        # Qt's bindings take what has [] for a sequence and count from 0: an IndexError is the end of one.
        if name not in self._fields:
            raise IndexError(name)
        return self._fields[name]

    @property
    def fields(self) -> Sequence[Field]:
        return tuple(self._fields.values())

    def values(self) -> dict[str, object]:
        """What all fields hold, by name."""
        return {name: field.value() for name, field in self._fields.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Fill the fields that are named; the others stay."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].set_value(value)

    def refuse(self, refused: Refused) -> bool:
        """Show a refusal at its field; False if it names no field of this form."""
        found = self._fields.get(refused.field or "")
        if found is None:
            return False
        found.refuse(refused.say)
        return True

    def clear_refusals(self) -> None:
        """Take all refusals away, before the next try."""
        for field in self._fields.values():
            field.clear_refusal()
