"""Counting by keys: a number typed with the eyes on the goods; every further way opens on its own key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bench.rules.counts import Method
from app.bench.screen.ways import CartonWay, Way, WeightWay
from app.bench.screen.words import unit_text
from app.bench.view.bench import BenchLine
from app.bench.work import TYPED, How, scan_unit
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, NumberField
from app.desk.layouts import WrapRow

UNITS = ("个", "双", "打", "罗", "套", "千克")


@dataclass(frozen=True)
class Counted:
    """A count as it was made: how many of which unit, and how."""

    quantity: Decimal
    unit: str
    how: How


class CountPane(QWidget):
    """The count of the chosen line; the further ways open below it, one at a time."""

    counted = Signal(object)
    """A count was made: Counted."""
    left = Signal()
    """The fields are done with: the goods take the focus again."""
    turned = Signal()
    """A further way of counting was opened or shut."""

    def __init__(self) -> None:
        super().__init__()
        self._line: BenchLine | None = None
        self._blind = False
        self.number = NumberField("", places=3)
        self.number.line.returnPressed.connect(self._on_number)
        self.unit = ChoiceField("")
        self.cartons, self.weight = CartonWay(), WeightWay()
        self._ways: dict[str, Way] = {}
        self._same = self._link("=", self.count_as_declared)
        self._by_carton = self._link("C", lambda: self.toggle(self.cartons))
        self._by_weight = self._link("G", lambda: self.toggle(self.weight))
        self._keys = WrapRow(spacing=4)
        self._lay_out()
        for way in (self.cartons, self.weight):
            way.counted.connect(self._on_way)
        self.add_ways(self._by_carton, cartons=self.cartons)
        self.add_ways(self._by_weight, weight=self.weight)

    def _link(self, key: str, slot: Callable[[], None]) -> ActButton:
        act = ActButton("", key=key, kind="link")
        act.clicked.connect(slot)
        return act

    def _lay_out(self) -> None:
        self._entry = QWidget()
        entry = QHBoxLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(8)
        entry.addWidget(self.number, 3)
        entry.addWidget(self.unit, 1)
        self._keys.addWidget(self._same)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._entry)
        column.addLayout(self._keys)

    def add_ways(self, act: ActButton, **ways: Way) -> None:
        """Rows of fields that open below, by their names in a draft; while one is open the number steps back."""
        self._keys.addWidget(act)
        for way in ways.values():
            way.shut.connect(self._on_shut)
            self._column.addWidget(way)
        self._ways |= ways

    def retranslate(self) -> None:
        """Say it in the language in force."""
        self.number.set_title(self.tr("Count of the chosen line"))
        self.unit.set_title(self.tr("Unit"))
        self._same.set_text(self.tr("as declared"))
        self._by_carton.set_text(self.tr("cartons"))
        self._by_weight.set_text(self.tr("weigh"))
        for way in (self.cartons, self.weight):
            way.retranslate()
        self.show_line(self._line)

    def show_line(self, line: BenchLine | None) -> None:
        """The line that counts go to: its unit is proposed, and its declared number where there is one."""
        other = line is None or self._line is None or line.key != self._line.key
        self._line = line
        self._same.setVisible(self._declared is not None)
        own = line.unit if line is not None else ""
        units = tuple(dict.fromkeys(unit for unit in (own, line.declared_unit if line else "", *UNITS) if unit))
        self.unit.set_choices([(unit, unit_text(unit)) for unit in units])
        if other:
            self.unit.set_value(own)

    def set_blind(self, *, on: bool) -> None:
        """Whether a second officer counts: their count is a count, never a nod to what was declared."""
        self._blind = on
        self._same.setVisible(self._declared is not None)

    @property
    def _declared(self) -> Counted | None:
        line = self._line
        if line is None or line.declared is None or self._blind:
            return None
        return Counted(line.declared, line.declared_unit, How(Method.AS_DECLARED))

    def begin(self, digits: str) -> None:
        """Digits typed anywhere on the page begin a count: the officer's eyes are on the goods."""
        if not self.number.editor.hasFocus():
            self.number.line.clear()
            self.number.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.line.insert(digits)

    @property
    def begun(self) -> bool:
        """Whether a number stands in the field that was not entered yet."""
        return bool(self.number.line.text())

    def toggle(self, way: Way) -> None:
        """Open one way of counting and shut the others; the same key shuts it again."""
        if not way.isHidden():
            way.shut_down()
            return
        for each in self._ways.values():
            each.hide()
        self._entry.hide()
        way.open()
        self.turned.emit()

    def ask_carton(self, code: str) -> None:
        """A carton's code was scanned for the first time: ask what it holds."""
        self.drop()
        self.toggle(self.cartons)
        self.cartons.open_for(code)
        self.turned.emit()

    @property
    def covers(self) -> bool:
        """Whether a person has opened a further way of counting, which takes the room of the verdict."""
        return any(not way.isHidden() for way in self._ways.values()) and not self.cartons.met

    @Slot()
    def _on_shut(self) -> None:
        self._entry.show()
        self.turned.emit()
        self.left.emit()

    def enter(self) -> None:
        """Take the typed number as the count, as Enter does."""
        self._on_number()

    def drop(self) -> None:
        """Forget what was begun: the number, and any open way of counting."""
        self.number.set_value(None)
        for way in self._ways.values():
            way.shut_down()

    @Slot()
    def _on_number(self) -> None:
        value = self.number.value()
        if value is not None:
            self.number.set_value(None)
            self._tell(Counted(Decimal(value), str(self.unit.value()), TYPED))

    @Slot()
    def count_as_declared(self) -> None:
        """The goods were counted and are what was declared: no number is typed twice."""
        declared = self._declared
        if declared is not None:
            self._tell(declared)

    @Slot(object, object)
    def _on_way(self, quantity: Decimal, how: How) -> None:
        line = self._line
        self.drop()
        self._tell(Counted(quantity, scan_unit(line.declared_unit or line.unit) if line else "", how))

    def _tell(self, counted: Counted) -> None:
        self.left.emit()
        self.counted.emit(counted)

    def draft(self) -> dict[str, object]:
        """What is being entered and not yet counted."""
        begun = {"number": self.number.line.text(), "unit": self.unit.value()} if self.begun else {}
        return begun | {name: draft for name, way in self._ways.items() if (draft := way.draft())}

    def take_draft(self, draft: Mapping[str, object]) -> None:
        """Put back what was being entered when the program ended."""
        if "number" in draft:
            self.number.line.setText(str(draft["number"]))
            self.unit.set_value(draft["unit"])
        for name, way in self._ways.items():
            if isinstance(kept := draft.get(name), dict):
                self.toggle(way)
                way.take_draft(kept)
