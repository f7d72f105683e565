"""The two forms of the Detain page: one goods line, and the case that they all become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit

from app.deadlines.reading import Both
from app.desk.fields import ChoiceField, Form, NumberField, TextField
from app.desk.language import language
from app.detention.rules import PriceBasis
from app.identity.rules import Officer
from app.notice.screen.cases.words import basis_text
from app.register.rules import Recordation

LINE_FIELDS = ("quantity", "unit", "value", "recordation_nos")
TEXTS = ("place", "storage", "seals", "party_address", "remark")


class LineForm(Form):
    """What was counted of one line, what it is worth, and the right it touches."""

    def __init__(self) -> None:
        super().__init__(columns=4)
        self.add("quantity", NumberField("", places=3))
        self.add("unit", TextField(""))
        self.add("value", NumberField("", places=2))
        self._right = ChoiceField("")
        self.add("recordation_nos", _shortened(self._right))

    def retranslate(self) -> None:
        """Say it again in the language on screen."""
        titles = {
            "quantity": self.tr("Counted"),
            "unit": self.tr("Unit"),
            "value": self.tr("Value"),
            "recordation_nos": self.tr("Right"),
        }
        for name, title in titles.items():
            self[name].set_title(title)

    def offer_rights(self, rights: Sequence[Recordation]) -> None:
        """The rights that the shipment touches."""
        self._right.set_choices([(each.recordation_no, f"{each.mark} {each.recordation_no}") for each in rights])


class CaseForm(Form):
    """Track, value, place, seals, party, and the second officer with the passphrase."""

    def __init__(self) -> None:
        super().__init__(columns=4)
        self._track, self._basis, self._second = ChoiceField(""), ChoiceField(""), ChoiceField("")
        self.add("track", _shortened(self._track))
        self.add("price_basis", _shortened(self._basis))
        self.add("total", NumberField("", places=2))
        for name in TEXTS:
            self.add(name, TextField(""))
        self.add("second_officer", _shortened(self._second))
        self._passphrase = TextField("", secret=True)
        self.add("passphrase", self._passphrase)
        self._basis.set_choices([(basis.value, "") for basis in PriceBasis])
        self._basis.set_value(PriceBasis.CUSTOMS.value)

    @property
    def passphrase(self) -> QLineEdit:
        """The line in which Enter confirms."""
        return self._passphrase.line

    def retranslate(self, tracks: Sequence[tuple[str, Both]]) -> None:
        """Say it again in the language on screen; the tracks are the pack's."""
        titles = {
            "track": self.tr("Track"),
            "price_basis": self.tr("Basis of the value"),
            "total": self.tr("Value of the batch"),
            "place": self.tr("Place"),
            "storage": self.tr("Storage"),
            "seals": self.tr("Seals"),
            "party_address": self.tr("Party's address"),
            "remark": self.tr("Remark"),
            "second_officer": self.tr("Second officer"),
            "passphrase": self.tr("Their passphrase [Enter]"),
        }
        for name, title in titles.items():
            self[name].set_title(title)
        self._track.set_choices([(name, both.in_lang(language().lang)) for name, both in tracks])
        self._basis.set_choices([(basis.value, basis_text(basis.value)) for basis in PriceBasis])

    def offer_colleagues(self, colleagues: Sequence[Officer]) -> None:
        """Who can be the second officer."""
        self._second.set_choices([(each.officer_id, officer_name(each)) for each in colleagues])


def _shortened(field: ChoiceField) -> ChoiceField:
    """A long choice may be shortened; it must not take the room of its neighbours."""
    field.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.box.setMinimumContentsLength(6)
    return field


def officer_name(officer: Officer) -> str:
    """An officer by both names."""
    return f"{officer.name_zh} {officer.name_en}".strip() or officer.officer_id
