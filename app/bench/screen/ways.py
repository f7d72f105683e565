"""The further ways of counting: a row of fields that opens on its key, goes on with Enter and ends in a count."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.bench.rules.counts import Method, by_cartons
from app.bench.rules.weighing import Estimate, Weighing, by_weight, samples_of
from app.bench.work import How
from app.core.errors import Refused
from app.core.plain import decimal_text
from app.core.wording import grouped
from app.desk.fields import Field, NumberField, TextField
from app.desk.signs import label


class Way(QWidget):
    """Fields in one row: Enter leads to the next one, and from `last` on it is done; Esc shuts the row."""

    shut = Signal()

    def __init__(self, fields: Mapping[str, Field], last: str) -> None:
        super().__init__()
        self._fields, self._last = dict(fields), last
        self.note = label(kind="note", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, field in fields.items():
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(lambda name=name: self._on_enter(name))
            field.edited.connect(self._on_edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.note)
        self.note.hide()
        self.hide()

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def open(self) -> None:
        """Show the row, empty, with the focus in its first field."""
        for field in self._fields.values():
            field.clear_refusal()
            field.set_value(self.proposed(field))
        self.show()
        self._on_edited()
        self._go_to(next(iter(self._fields.values())))

    def _go_to(self, field: Field) -> None:
        """What a field proposes is chosen whole: a digit typed takes its place."""
        field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field.editor, QLineEdit):
            field.editor.selectAll()

    def proposed(self, _field: Field) -> object:
        """What a field holds when the row opens."""
        return None

    def shut_down(self) -> None:
        """Put the row away."""
        if not self.isHidden():
            self.hide()
            self.shut.emit()

    def tell(self, text: str) -> None:
        """A line under the fields: what the figures come to so far."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def draft(self) -> dict[str, object]:
        """What the fields hold, so that a power cut loses nothing; empty while the row is shut."""
        if self.isHidden():
            return {}
        fields = self._fields.items()
        return {name: f.editor.text() if isinstance(f.editor, QLineEdit) else f.value() for name, f in fields}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        """Fill the open row as it was left."""
        for name, field in self._fields.items():
            if isinstance(field.editor, QLineEdit):
                field.editor.setText(str(draft.get(name, "")))
            else:
                field.set_value(draft.get(name))
        self._on_edited()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut_down()
        else:
            super().keyPressEvent(event)

    def _on_enter(self, name: str) -> None:
        names = list(self._fields)
        if names.index(name) < names.index(self._last):
            self._go_to(self._fields[names[names.index(name) + 1]])
            return
        try:
            self.done()
        except Refused as refused:
            self._fields.get(refused.field or "", self._fields[name]).refuse(refused.say)

    @Slot()
    def _on_edited(self) -> None:
        """A figure changed: show what it comes to so far."""
        self.tell("")

    def done(self) -> None:
        """Enter in the last field. Refused names the field that does not fit."""
        raise NotImplementedError


class CartonWay(Way):
    """Cartons of the same content times pieces, and loose pieces."""

    counted = Signal(object, object)
    """How many (Decimal), and how they were counted (How)."""

    def __init__(self) -> None:
        fields = {"pieces": NumberField(""), "cartons": NumberField(""), "loose": NumberField("")}
        self._code = ""
        super().__init__(fields, last="cartons")

    def open_for(self, code: str) -> None:
        """Ask what one carton of this number holds; its next scans then count by themselves."""
        self.open()
        self._code = code
        self["cartons"].set_value(1)
        self._on_edited()

    def draft(self) -> dict[str, object]:
        drafted = super().draft()
        return {**drafted, "code": self._code} if drafted else {}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        self._code = str(draft.get("code", ""))
        super().take_draft(draft)

    @property
    def met(self) -> bool:
        """Whether a scan has asked, not a person: its verdict stays in sight."""
        return bool(self._code) and not self.isHidden()

    @Slot()
    def _on_edited(self) -> None:
        asked = self.tr("How many pieces does carton {code} hold? Type it once; its next scans count by themselves.")
        self.tell(asked.format(code=self._code) if self._code else "")

    def open(self) -> None:
        self._code = ""
        super().open()

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self["pieces"].set_title(self.tr("Pieces in a carton"))
        self["cartons"].set_title(self.tr("Cartons"))
        self["loose"].set_title(self.tr("Loose pieces"))
        self._on_edited()

    def done(self) -> None:
        pieces, cartons = self["pieces"].value(), self["cartons"].value()
        loose = self["loose"].value() or 0
        for name, value in (("pieces", pieces), ("cartons", cartons)):
            if value is None:
                raise Refused("inspection.figure_missing", field=name)
        working = {"pieces": str(pieces), "cartons": str(cartons), "loose": str(loose)}
        if self._code:
            working["code"] = self._code
        quantity = by_cartons(*(Decimal(str(part)) for part in (cartons, pieces, loose)))
        self.counted.emit(quantity, How(Method.CARTONS, working=working, replaces=False))


class WeightWay(Way):
    """A few pieces on the scale, then the whole: an estimate with its error."""

    counted = Signal(object, object)
    """How many (Decimal), and how they were counted (How with its error)."""

    def __init__(self) -> None:
        fields = {"pieces": NumberField(""), "samples": TextField("", latin=True), "whole": NumberField("", places=3)}
        super().__init__(fields, last="whole")

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self["pieces"].set_title(self.tr("Pieces"))
        self["samples"].set_title(self.tr("They weigh (g)"))
        self["whole"].set_title(self.tr("All weigh (kg)"))
        self._on_edited()

    def proposed(self, field: Field) -> object:
        return 10 if field is self["pieces"] else None

    def _weighing(self) -> Weighing:
        pieces, whole = self["pieces"].value(), self["whole"].value()
        samples = tuple(samples_of(str(self["samples"].value())))
        if not isinstance(pieces, int) or not isinstance(whole, Decimal):
            raise Refused("inspection.figure_missing", field="pieces" if pieces is None else "whole")
        return Weighing(pieces, samples, whole)

    @Slot()
    def _on_edited(self) -> None:
        try:
            found = by_weight(self._weighing())
        except Refused:
            self.tell(
                self.tr("Weigh as many pieces two or three times, with spaces between; then all, without packing.")
            )
            return
        self.tell(self._words(found))

    def _words(self, found: Estimate) -> str:
        said = self.tr("About {pieces} pieces, ± {error} at 95 %. More sample weighings make it surer.")
        return said.format(pieces=grouped(found.pieces), error=grouped(found.error))

    def done(self) -> None:
        weighing = self._weighing()
        found = by_weight(weighing)
        working = {
            "pieces": str(weighing.pieces),
            "samples_g": [decimal_text(sample) for sample in weighing.samples],
            "whole_kg": decimal_text(weighing.whole),
        }
        self.counted.emit(found.pieces, How(Method.WEIGHT, found.error, working, replaces=False))
