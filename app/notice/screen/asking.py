"""The form of one act: what a person says for it, who confirms, and the act itself; every act of a case is asked so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QVBoxLayout

from app.core.errors import Refused, Say
from app.desk.fields import ChoiceField, DateField, Field, Form, LongTextField, NumberField, TextField
from app.desk.language import language
from app.desk.signs import label
from app.desk.theme import mark, theme
from app.identity.rules import Officer
from app.identity.work import confirm_second, slots_of
from app.notice.screen.files import FilesField
from app.seat import Seat

Values = Mapping[str, Any]
SECOND, SUPERVISOR = "second_officer", "confirmed_by"


@dataclass(frozen=True)
class Asked:
    """One field of a form, with what stands in it at first."""

    name: str
    field: Field
    value: object = None
    wide: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody who confirms an act with a passphrase of their own: which field names them, and who they can be."""

    name: str
    title: str
    people: Sequence[Officer]

    @property
    def secret(self) -> str:
        """The name of the field for their passphrase."""
        return "passphrase" if self.name == SECOND else "passphrase_of_supervisor"


@dataclass(frozen=True)
class Question:
    """One act as it is asked: `do` gets the form's values and runs beside the screen, `told` says what it did.

    `scan` names the field that a scanned code goes to. `id` finds the same question again, for a draft.
    """

    id: str
    title: str
    note: str
    fields: Sequence[Asked]
    do: Callable[[Values], Any]
    told: Callable[[Any], Say | None]
    people: Sequence[Person] = ()
    scan: str = ""
    pdfs: Callable[[Any], tuple[bytes, ...]] = field(default=lambda _done: ())


class AskForm(QFrame):
    """Shows one question; `recorded` with the question and what its act gave."""

    recorded = Signal(object, object)
    ready = Signal()
    """Whether it can record has changed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        mark(self, kind="card")
        self._seat = seat
        self._title, self._note = label(kind="heading", wrap=True), label(kind="note", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self._column.addWidget(self._note)
        self.form = Form(columns=2)
        self._column.addWidget(self.form)
        self.question: Question | None = None
        self.busy = False
        self.hide()

    def ask(self, question: Question, values: Values | None = None) -> None:
        """Show a question; `values` of a draft go before what stands in its fields at first."""
        self.question = question
        self._title.setText(question.title)
        self._note.setText(question.note)
        self._note.setVisible(bool(question.note))
        self._column.removeWidget(self.form)
        self.form.deleteLater()
        self.form = Form(columns=2)
        self._column.addWidget(self.form)
        for each in question.fields:
            self.form.add(each.name, each.field, wide=each.wide).set_value(each.value)
        for person in question.people:
            self._add_person(person)
        self.form.set_values(values or {})
        for made in self.form.fields:
            if isinstance(made, ChoiceField):
                # A long choice may be shortened; it must not take the room of its neighbours.
                made.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                made.box.setMinimumContentsLength(6)
            elif isinstance(made, LongTextField):
                made.area.setFixedHeight(max(made.area.minimumHeight(), theme().px(56)))
        last = next((each for each in reversed(self.form.fields) if isinstance(each, TextField)), None)
        if last is not None:
            last.line.returnPressed.connect(self.record)
        self.show()
        if self.form.fields:
            self.form.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_person(self, person: Person) -> None:
        lang = language().lang
        self.form.add(person.name, ChoiceField(person.title, [(p.officer_id, p.name(lang)) for p in person.people]))
        title = tr("Their passphrase")
        self.form.add(person.secret, TextField(title, secret=True))

    def leave(self) -> None:
        """Ask nothing any more; nothing was recorded."""
        self.question = None
        self.hide()

    def take_scan(self, code: str) -> bool:
        """Put a scanned code where the question wants it: chosen, entered, or added to a list."""
        if self.question is None or not self.question.scan:
            return False
        wanted = self.form[self.question.scan]
        if isinstance(wanted.editor, QPlainTextEdit):
            wanted.set_value("\n".join(filter(None, (str(wanted.value()), code))))
        else:
            wanted.set_value(code)
        wanted.clear_refusal()
        return True

    @Slot()
    def record(self) -> None:
        """Do what was asked about."""
        question, values, seat = self.question, self.form.values(), self._seat
        if question is None or self.busy:
            return
        self.form.clear_refusals()
        self._set_busy(True)
        seat.jobs.change(
            lambda: _confirmed(seat, question, values),
            lambda done: self._on_done(question, done),
            self._on_refused,
            owner=self,
        )

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.ready.emit()

    def _on_done(self, question: Question, done: Any) -> None:
        self._set_busy(False)
        self.leave()
        said = question.told(done)
        if said is not None:
            self._seat.messages.tell(said)
        self.recorded.emit(question, done)

    def _on_refused(self, failure: Any) -> None:
        self._set_busy(False)
        self._seat.messages.tell(failure, self.form)

    def draft(self) -> dict[str, object]:
        """What was entered so far, as JSON values, without any passphrase."""
        if self.question is None:
            return {}
        secrets = {person.secret for person in self.question.people}
        entered = self.form.values().items()
        plain = {name: _plain(value) for name, value in entered if name not in secrets and value not in (None, "")}
        return {"id": self.question.id, "values": plain}


def from_draft(question: Question, plain: Values) -> dict[str, object]:
    """The values of a kept draft as the question's fields take them; what fits no field any more is left out."""
    kinds = {each.name: each.field for each in question.fields}
    people = {person.name for person in question.people}
    found: dict[str, object] = {name: plain[name] for name in people & set(plain)}
    for name in set(kinds) & set(plain):
        try:
            found[name] = _value(kinds[name], plain[name])
        except (TypeError, ValueError, ArithmeticError):
            continue
    return found


def _value(asked: Field, plain: Any) -> object:
    match asked:
        case DateField():
            return date.fromisoformat(plain)
        case NumberField():
            return Decimal(str(plain))
        case FilesField():
            return tuple(map(str, plain))
        case _:
            return plain


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return [str(part) for part in value]
        case _:
            return value


def _confirmed(seat: Seat, question: Question, values: Values) -> Any:
    """The act, with the word of those it names, each by their own passphrase."""
    slots = slots_of(seat.home)
    for person in question.people:
        chosen = str(values.get(person.name) or "")
        if not chosen:
            continue
        try:
            confirm_second(seat.station, slots, seat.officer, chosen, str(values[person.secret]), seat.station.clock)
        except Refused as refused:
            at = person.secret if refused.field == "passphrase" else person.name
            raise Refused(refused.say.key, field=at, **refused.say.params) from refused
    return question.do(values)


def second_person(people: Sequence[Officer]) -> Person:
    """The second officer, where the law wants two."""
    return Person(SECOND, tr("Second officer"), people)


def text(values: Values, name: str) -> str:
    """A text of a form, empty where nothing was entered."""
    return str(values.get(name) or "").strip()


def number(values: Values, name: str) -> Decimal | None:
    """A number of a form."""
    value = values.get(name)
    return Decimal(str(value)) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def needed(values: Values, name: str) -> Decimal:
    """A number that must be there; Refused at its field where it is not."""
    found = number(values, name)
    if found is None:
        raise Refused("case.no_number", field=name)
    return found


def lines_of(entered: str) -> tuple[str, ...]:
    """The lines or words of a list that was typed or scanned, each once."""
    return tuple(dict.fromkeys(part.strip() for part in entered.replace(",", "\n").split("\n") if part.strip()))


def tr(english: str) -> str:
    """A label of a form: questions are made by plain functions, so their labels stand under no class's name."""
    return QCoreApplication.translate("", english)
