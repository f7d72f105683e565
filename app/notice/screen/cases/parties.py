"""Who is in a case, in which role and where: the party of the declaration, and companies, people and shops besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.errors import Say
from app.desk.buttons import ActButton
from app.desk.fields import ChoiceField, TextField
from app.desk.language import words
from app.desk.table import Column, RecordTable
from app.detention.parties import Party, PartyRole, add_parties
from app.notice.screen.asking import Asked, Question, Values, text, tr
from app.notice.screen.cases.panel import At, CasePanel
from app.seat import Seat

TEXTS = ("party_name", "party_id", "party_address", "region", "platform")


class PartiesPanel(CasePanel):
    """The parties of a case."""

    key = "C"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._table: RecordTable[Party] = RecordTable("case_parties", self._columns(), same=lambda row: row)
        self._add = ActButton("", key="N", icon="users")
        self._add.clicked.connect(lambda: self.asked.emit("party:"))
        self.stack([self._add], self._table, heights={self._table: 260})

    def _columns(self) -> Sequence[Column[Party]]:
        return (
            Column("role", self.tr("role"), lambda row: words(Say(f"case.party_{row.role}")), width=110),
            Column("name", self.tr("name"), lambda row: row.party_name, stretch=True),
            Column("id", self.tr("code or ID"), lambda row: row.party_id, width=150),
            Column("address", self.tr("address"), lambda row: row.party_address, width=160),
            Column("region", self.tr("region"), lambda row: row.region, width=90),
            Column("platform", self.tr("platform"), lambda row: row.platform, width=110),
        )

    @property
    def title(self) -> str:
        return self.tr("parties") + f" {len(self.at.view.parties) if self.at else 0}"

    @property
    def table(self) -> RecordTable[Any]:
        return self._table

    def retranslate(self) -> None:
        self._add.set_text(self.tr("add a party or shop"))
        self._table.set_words(self._columns(), "")

    def show_case(self, at: At) -> None:
        super().show_case(at)
        self._table.set_rows(at.view.parties)
        self._add.setVisible(self.may)

    def question(self, name: str, about: str, at: At) -> Question | None:
        return party(at) if name == "party" else None


def party(at: At) -> Question:
    """Add a company, a person or a shop."""

    def do(values: Values) -> None:
        made = Party(str(values["role"]), **{name: text(values, name) for name in TEXTS})
        add_parties(at.seat.station, at.seat.officer, at.view.case_id, [made])

    roles = [(each.value, words(Say(f"case.party_{each.value}"))) for each in PartyRole]
    return Question(
        id="party:",
        title=tr("Add a party or shop"),
        note="",
        fields=(
            Asked("role", ChoiceField(tr("Role"), roles)),
            Asked("party_name", TextField(tr("Name"), longest=300)),
            Asked("party_id", TextField(tr("Code or ID"), latin=True, longest=80)),
            Asked("region", TextField(tr("Region"), longest=120)),
            Asked("party_address", TextField(tr("Address"), longest=300)),
            Asked("platform", TextField(tr("Platform, of a shop"), longest=120)),
        ),
        do=do,
        told=lambda _done: Say("case.party_kept"),
    )
