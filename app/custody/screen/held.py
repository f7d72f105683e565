"""The custody of a case: its parcels and samples, where they lie, their seals, and the whole chain step by step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.core.errors import Refused
from app.custody.case_view import CaseCustody, ChainRow, case_custody
from app.custody.rules import ParcelState, read_scan
from app.custody.screen import ending, keeping
from app.custody.screen.words import state_word
from app.custody.view import DisposalRow, ParcelRow
from app.custody.work.keeping import labels
from app.desk.buttons import ActButton
from app.desk.language import words
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.identity.rules import Power
from app.notice.cases_view import ActShown
from app.notice.screen.asking import Question
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.words import both, plain
from app.notice.screen.paper import Printing
from app.seat import Seat

ACTS = (
    ("pack", "N", "packages"), ("carry", "V", "truck"), ("seal", "U", "lock"), ("sample", "T", "tag"),
    ("send", "Y", "arrow-forward-up"), ("back", "Q", "arrow-back-up"), ("labels", "P", "printer"),
    ("dispose", "Z", "trash"), ("place", "A", "map-pin"),
)  # fmt: skip


class CustodyPanel(CasePanel):
    """Parcels, chain of custody, and the acts on them."""

    key = "K"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._custody: CaseCustody | None = None
        self._scanned = ""
        self._printing = Printing(self)
        self._printing.failed.connect(seat.messages.tell)
        self._parcels: RecordTable[ParcelRow] = RecordTable(
            "case_parcels", self._parcel_columns(), same=lambda row: row.parcel
        )
        self._parcels.chosen.connect(lambda _row: self._show_acts())
        self._chain: RecordTable[ChainRow] = RecordTable(
            "case_chain", self._chain_columns(), same=lambda row: (row.at, row.parcel, str(row.what))
        )
        self._hint, self._ends = label(kind="note", wrap=True), label(wrap=True)
        self._about_chain = label(kind="heading")
        self._acts = {name: ActButton("", key=key, icon=icon) for name, key, icon in ACTS}
        for name, button in self._acts.items():
            button.clicked.connect(partial(self._on_act, name))
        parts = (self._hint, self._parcels, self._ends, self._about_chain, self._chain)
        self.stack(self._acts.values(), *parts, heights={self._parcels: 220, self._chain: 280})

    def _parcel_columns(self) -> Sequence[Column[ParcelRow]]:
        return (
            Column("parcel", self.tr("parcel"), lambda row: _short(row.parcel), width=70),
            Column("goods", self.tr("goods"), lambda row: row.goods, stretch=True),
            Column("quantity", self.tr("quantity"), lambda row: plain(row.quantity), width=84),
            Column("unit", self.tr("unit"), lambda row: row.unit, width=50),
            Column("weight", self.tr("weight"), lambda row: row.weight_kg, unit="kg", width=96),
            Column("place", self.tr("lies in"), lambda row: row.place or row.held_by, width=120),
            Column("seal", self.tr("seal"), lambda row: row.seal, width=110),
            Column("state", self.tr("state"), state_word, width=180),
        )

    def _chain_columns(self) -> Sequence[Column[ChainRow]]:
        return (
            Column("at", self.tr("when"), lambda row: row.at, width=136),
            Column("what", self.tr("what"), lambda row: words(row.what), width=130),
            Column("parcel", self.tr("parcel"), lambda row: _short(row.parcel), width=70),
            Column("way", self.tr("from → to"), lambda row: row.way, stretch=True),
            Column("seal", self.tr("seal"), lambda row: row.seal, width=100),
            Column("people", self.tr("officers"), lambda row: row.people, width=130),
            Column("note", self.tr("remark"), lambda row: row.note, width=120),
        )

    @property
    def title(self) -> str:
        return self.tr("custody") + f" {len(self._custody.held) if self._custody else 0}"

    @property
    def table(self) -> RecordTable[Any]:
        return self._parcels

    def retranslate(self) -> None:
        texts = {
            "pack": self.tr("pack goods"),
            "carry": self.tr("move"),
            "seal": self.tr("seal"),
            "sample": self.tr("take a sample"),
            "send": self.tr("give the sample out"),
            "back": self.tr("take the sample back"),
            "labels": self.tr("print labels"),
            "dispose": self.tr("dispose"),
            "place": self.tr("add a place"),
        }
        for name, button in self._acts.items():
            button.set_text(texts[name])
        self._about_chain.setText(self.tr("Chain of custody"))
        self._parcels.set_words(self._parcel_columns(), self._empty())
        self._chain.set_words(self._chain_columns(), self.tr("Packing the goods is the first step."))
        self._show()

    def _empty(self) -> str:
        if self._custody is not None and not self._custody.places:
            return self.tr("Nothing is packed yet. First add a place of custody with [A], then pack the goods.")
        return self.tr("Nothing is packed yet. [N] packs the goods into parcels with codes and seals.")

    def show_case(self, at: At) -> None:
        if self.at is None or self.at.view.case_id != at.view.case_id:
            self._custody, self._scanned = None, ""
        super().show_case(at)
        station, case_id = self.seat.station, at.view.case_id
        self.seat.jobs.read(lambda: case_custody(station, case_id), partial(self._on_read, case_id), owner=self)

    def _on_read(self, case_id: str, custody: CaseCustody) -> None:
        if self.at is None or self.at.view.case_id != case_id:
            return
        self._custody = custody
        self.retranslate()
        self._parcels.set_rows(custody.parcels)
        self._chain.set_rows(custody.chain)
        if custody.parcels and self._parcels.row is None:
            self._parcels.choose(custody.parcels[0])
        self._show()
        self.retitled.emit()

    def _show(self) -> None:
        custody = self._custody
        loose = [f"{row.goods} {plain(row.left)} {row.unit}" for row in custody.loose] if custody else []
        packed = bool(custody and custody.parcels)
        hints = [self.tr("Scan a parcel's label, then a place's: it is moved.")] if packed else []
        if packed and loose:
            hints.append(self.tr("In no parcel yet: {goods}.").format(goods="; ".join(loose[:4])))
        self._hint.setVisible(bool(hints))
        self._hint.setText(" ".join(hints))
        ends = [self._end(row) for row in custody.disposals] if custody else []
        self._ends.setVisible(bool(ends))
        self._ends.setText("\n".join(ends))
        self._show_acts()

    def _end(self, row: DisposalRow) -> str:
        names = {way.id: both(way.name) for way in self._custody.ways} if self._custody else {}
        what = self.tr("{way} on {day}: {method}, {place} · witness {witness} · {who} · all: {tonnes} t, {items} items")
        return what.format(
            way=names.get(row.way, self.tr("given back")),
            day=row.at[:10],
            method=row.method,
            place=row.place,
            witness=row.witness,
            who=f"{row.officer}、{row.second_officer}",
            tonnes=row.whole.tonnes,
            items=row.whole.items,
        )

    def _show_acts(self) -> None:
        custody, row = self._custody, self._parcels.row
        may, stored = self.may and custody is not None, row is not None and row.state is ParcelState.STORED
        decides = self.seat.officer.may(Power.MOVE_CASE)
        open_now = {
            "pack": may and bool(custody and custody.loose and custody.places),
            "carry": may and stored,
            "seal": may and stored,
            "sample": may and stored and row is not None and not row.parent,
            "send": may and stored and row is not None and bool(row.parent),
            "back": may and row is not None and row.state is ParcelState.OUT,
            "labels": bool(custody and custody.parcels),
            "dispose": may and decides and bool(custody and custody.held),
            "place": may and decides,
        }
        for name, button in self._acts.items():
            button.setVisible(open_now[name])

    def _on_act(self, name: str) -> None:
        if name == "labels":
            self._print_labels()
            return
        row = self._parcels.row
        about = row.parcel if row is not None and name not in ("pack", "dispose", "place") else ""
        self.asked.emit(f"{name}:{about}")

    def _print_labels(self) -> None:
        if self.at is not None:
            station, case_id = self.seat.station, self.at.view.case_id
            self.seat.jobs.read(lambda: labels(station, case_id), lambda pdf: self._printing.ask((pdf,)), owner=self)

    def question(self, name: str, about: str, at: At) -> Question | None:
        custody, seat, people = self._custody, self.seat, at.view.colleagues
        if custody is None:
            return None
        if name == "place":
            return keeping.place(seat)
        if name == "pack":
            return keeping.pack(seat, at.view.case_id, custody, people)
        if name == "dispose":
            known = keeping.weights([(each.parcel, each.weight_kg) for each in custody.held])
            return ending.disposal(seat, known, custody.ways, custody.conditions, people)
        row = custody.parcel(about)
        return self._about_parcel(name, row, custody, at) if row is not None else None

    def _about_parcel(self, name: str, row: ParcelRow, custody: CaseCustody, at: At) -> Question | None:
        seat, people = self.seat, at.view.colleagues
        match name:
            case "carry":
                return keeping.move(seat, row, custody.places)
            case "seal":
                return keeping.seal(seat, row, people)
            case "sample":
                return keeping.sample(seat, row, people)
            case "send":
                return keeping.send(seat, row)
            case "back":
                return keeping.take_back(seat, row, custody.places)
            case _:
                return None

    def instead_of(self, act: ActShown) -> str:
        """Disposing of what lies in store ends the case in the same act."""
        ends = "disposal_recorded" in act.act.offer.move.needs
        return "dispose:" if ends and self._custody is not None and self._custody.held else ""

    def scanned(self, text: str) -> bool:
        """A parcel's label chooses it; a place's label then moves it there."""
        try:
            scan = read_scan(text)
        except Refused:
            return False
        row = self._custody.parcel(scan.code) if self._custody else None
        if row is not None and scan.kind in ("item", "sample"):
            self._scanned = row.parcel
            self._parcels.choose(row)
            self.wanted.emit()
            return True
        if scan.kind != "place" or not self._scanned:
            return False
        seat, parcel, self._scanned = self.seat, self._scanned, ""
        seat.jobs.change(lambda: keeping.carried(seat, parcel, scan.code), self._on_carried, owner=self)
        return True

    def _on_carried(self, told: Any) -> None:
        self.seat.messages.tell(told)
        self.asked.emit("refresh")


def _short(parcel: str) -> str:
    """The last part of a parcel's code: the case's number stands above."""
    return parcel.rpartition("-")[2]
