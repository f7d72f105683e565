"""What was shown to whom: the log of disclosure, masked copies, and the sealed pack of a case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.core.errors import Say
from app.custody.case_view import Shown, ShownRow, shown
from app.custody.evidence.pack import Packed, pack_to
from app.custody.screen.words import addressee_text
from app.custody.work.disclosing import give_copy
from app.desk.buttons import ActButton
from app.desk.fields import CheckField, ChoiceField
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.identity.rules import Power
from app.notice.screen.asking import Asked, Question, Values, tr
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.words import both
from app.notice.screen.files import TargetField
from app.seat import Seat


class ShownPanel(CasePanel):
    """The log of disclosure."""

    key = "D"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._shown: Shown | None = None
        self._hint = label(kind="note", wrap=True)
        self._table: RecordTable[ShownRow] = RecordTable(
            "case_shown", self._columns(), same=lambda row: (row.at, row.what, row.addressee)
        )
        self._copy, self._pack = ActButton("", key="N", icon="copy"), ActButton("", key="V", icon="shield-check")
        self._copy.clicked.connect(lambda: self.asked.emit("copy:"))
        self._pack.clicked.connect(lambda: self.asked.emit("bundle:"))
        self.stack([self._copy, self._pack], self._hint, self._table, heights={self._table: 300})

    def _columns(self) -> Sequence[Column[ShownRow]]:
        return (
            Column("at", self.tr("when"), lambda row: row.at, width=136),
            Column("whom", self.tr("to"), lambda row: addressee_text(row.addressee), width=130),
            Column("what", self.tr("what"), lambda row: row.what, width=210),
            Column("shows", self.tr("shown"), lambda row: row.shows, width=70),
            Column("hides", self.tr("masked"), lambda row: ", ".join(map(both, row.hides)), stretch=True),
            Column("withheld", self.tr("left out"), lambda row: row.withheld, width=80),
            Column("who", self.tr("by"), lambda row: row.officer, width=90),
        )

    @property
    def title(self) -> str:
        return self.tr("shown to others") + f" {len(self._shown.rows) if self._shown else 0}"

    @property
    def table(self) -> RecordTable[Any]:
        return self._table

    def retranslate(self) -> None:
        self._copy.set_text(self.tr("give a copy"))
        self._pack.set_text(self.tr("make an evidence pack"))
        self._hint.setText(
            self.tr("Every document and pack is masked for whom it is for; here stands what each was shown.")
        )
        self._table.set_words(self._columns(), self.tr("Nothing was shown to anybody yet."))

    def show_case(self, at: At) -> None:
        if self.at is None or self.at.view.case_id != at.view.case_id:
            self._shown = None
        super().show_case(at)
        station, case_id = self.seat.station, at.view.case_id
        self.seat.jobs.read(lambda: shown(station, case_id), partial(self._on_read, case_id), owner=self)

    def _on_read(self, case_id: str, found: Shown) -> None:
        if self.at is None or self.at.view.case_id != case_id:
            return
        self._shown = found
        self._table.set_rows(found.rows)
        may = self.seat.officer.may(Power.SEE_PERSONAL_DATA)
        self._copy.setVisible(may and bool(self.at.view.documents))
        self._pack.setVisible(may)
        self.retitled.emit()

    def question(self, name: str, about: str, at: At) -> Question | None:
        if self._shown is None:
            return None
        if name == "copy":
            return copy(at, self._shown)
        return bundle(at, self._shown) if name == "bundle" else None


def _whom(known: Shown) -> ChoiceField:
    return ChoiceField(tr("For whom"), [(each, addressee_text(each)) for each in known.addressees])


def _masks(known: Shown) -> str:
    """What each addressee may not see, in one line."""
    each = [f"{addressee_text(name)}: {', '.join(map(both, fields))}" for name, fields in known.hides.items()]
    return tr("Masked: {rules}").format(rules="\n".join(each))


def copy(at: At, known: Shown) -> Question:
    """Give somebody a copy of a document, masked for them."""
    seat = at.seat
    documents = [(each.number, f"{both(each.title)} {each.number}") for each in at.view.documents]
    return Question(
        id="copy:",
        title=tr("Give a copy"),
        note=_masks(known),
        fields=(
            Asked("document", ChoiceField(tr("Document"), documents)),
            Asked("addressee", _whom(known)),
        ),
        do=lambda values: give_copy(seat.station, seat.officer, str(values["document"]), str(values["addressee"])),
        told=lambda _pdf: Say("custody.copy_given"),
        pdfs=lambda pdf: (pdf,),
    )


def bundle(at: At, known: Shown) -> Question:
    """Write the sealed evidence pack of the case, masked for whom it is for."""
    seat, case_id = at.seat, at.view.case_id

    def do(values: Values) -> Packed:
        addressee = "" if values["addressee"] == "whole" else str(values["addressee"])
        photos = True if values["photos"] else None
        return pack_to(seat.station, seat.officer, case_id, Path(values["file"]), addressee=addressee, photos=photos)

    whom = ChoiceField(
        tr("For whom"), [("whole", tr("the whole file")), *((e, addressee_text(e)) for e in known.addressees)]
    )
    return Question(
        id="bundle:",
        title=tr("Make an evidence pack"),
        note=_masks(known),
        fields=(
            Asked("addressee", whom),
            Asked("file", TargetField(tr("File"), f"{case_id}.zip", "zip"), None),
            Asked("photos", CheckField(tr("With photographs, though they cannot be masked")), wide=True),
        ),
        do=do,
        told=lambda done: Say("custody.pack_made", {"files": done.files, "sha256": done.sha256[:16]}),
    )
