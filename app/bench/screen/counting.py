"""Counting by keys: a number typed with the eyes on the goods, or cartons times pieces."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.fields import NumberField


class CountPane(QWidget):
    """The count of the chosen line; the further ways of counting open below it, one at a time."""

    counted = Signal(object, str)
    """How many (Decimal), and how they were counted."""

    def __init__(self) -> None:
        super().__init__()
        self.number = NumberField("", places=3)
        self._pieces, self._cartons = NumberField(""), NumberField("")
        self.number.line.returnPressed.connect(self._on_number)
        self._pieces.line.returnPressed.connect(self._cartons.editor.setFocus)
        self._cartons.line.returnPressed.connect(self._on_cartons)
        self.carton_row = QWidget()
        cartons = QHBoxLayout(self.carton_row)
        cartons.setContentsMargins(0, 0, 0, 0)
        cartons.addWidget(self._pieces, 1)
        cartons.addWidget(self._cartons, 1)
        self.carton_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.number)
        column.addWidget(self.carton_row)

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self.number.set_title(self.tr("Count of the chosen line"))
        self._pieces.set_title(self.tr("Pieces in a carton"))
        self._cartons.set_title(self.tr("Cartons"))

    def begin(self, digit: str) -> None:
        """A digit typed anywhere on the page begins a count: the officer's eyes are on the goods."""
        self.number.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.line.setText(digit)

    def ask_cartons(self) -> None:
        """Open or shut the fields for cartons times pieces."""
        self.carton_row.setVisible(not self.carton_row.isVisible())
        self._pieces.set_value(None)
        self._cartons.set_value(None)
        self._pieces.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_number(self) -> None:
        value = self.number.value()
        if value is not None:
            self.number.set_value(None)
            self.counted.emit(Decimal(value), "counted")

    @Slot()
    def _on_cartons(self) -> None:
        pieces, cartons = self._pieces.value(), self._cartons.value()
        if pieces is not None and cartons is not None:
            self.carton_row.hide()
            self.counted.emit(Decimal(pieces) * Decimal(cartons), "carton")
