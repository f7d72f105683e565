"""Traders (S15): what is known of each, with its source, and noting a credit class with where that is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.errors import Refused, Say
from app.desk.fields import ChoiceField, Field, Form, TextField
from app.desk.language import words
from app.desk.layouts import emptied, side_by_side
from app.desk.signs import label
from app.desk.table import Column, RecordTable
from app.identity.rules import Power
from app.intake.records import declaration
from app.risk.rules import CreditClass
from app.risk.screen.part import Part, act, scrolled
from app.risk.view import (
    Named,
    TargetingView,
    TraderFact,
    TraderRow,
    Traders,
    facts_of,
    traders_named,
    traders_view,
)
from app.risk.work import Screener
from app.risk.work.steering import note_credit
from app.seat import Seat


def traders_of(seat: Seat, screener: Screener, number: str) -> Traders | None:
    """The traders of a shipment, as the officer on this seat may see them."""
    register = screener.register
    named = screener.keep("named", register.edition, lambda: Named.of(register.every()))
    with seat.station.read() as conn:
        found = declaration(conn, number)
        if found is None:
            return None
        tuning = screener.pack.tuning
        return traders_view(conn, found, named, seat.officer, on=seat.station.today(), tuning=tuning)


def show_facts(told: QVBoxLayout, traders: Traders, part: str = "") -> None:
    """Write the traders of a shipment (or one of them) fact by fact under its source, and what was seen before."""
    for profile in traders.profiles:
        if part in ("", profile.part):
            told.addWidget(label(part_text(profile.part), "heading", wrap=True))
            for source, facts in groupby(facts_of(profile), key=lambda fact: _value(fact.source)):
                told.addWidget(label(source, "note", wrap=True))
                told.addWidget(label("\n".join(map(fact_text, facts)), wrap=True))
    seen = () if part else traders.in_words()
    if seen:
        told.addWidget(label(words(Say("targeting.fact_links")), "heading", wrap=True))
    for said in seen:
        told.addWidget(label(words(said), wrap=True))


class TradersPart(Part):
    """Find a trader, see its profile, note its credit."""

    def __init__(self, seat: Seat, screener: Screener) -> None:
        super().__init__(seat, screener)
        self.search = TextField("")
        self.table: RecordTable[TraderRow] = RecordTable(
            "targeting-traders", self._columns(), same=lambda row: (row.party, row.part)
        )
        self.form = Form(columns=2)
        self.form.add("party", TextField(""))
        self.form.add("credit", ChoiceField(""))
        self.form.add("source", TextField(""))
        self.form.add("restored_on", TextField("", latin=True))
        self._told = QVBoxLayout()
        self._told.setSpacing(6)
        self._traders: Traders | None = None
        self.main = act("N", "user-check", self._on_note, main=True)
        self.search.edited.connect(self.enter)
        self.table.chosen.connect(self._on_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.table.setMinimumHeight(110)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        self.form.setVisible(self._seat.officer.may(Power.EDIT_RULES))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(side_by_side(left, scrolled(self._told), sizes=(640, 400)))

    def _columns(self) -> Sequence[Column[TraderRow]]:
        return (
            Column("name", self.tr("trader"), lambda row: row.name or row.party, stretch=True, width=150),
            Column("part", self.tr("as"), lambda row: part_text(row.part), width=96),
            Column("shipments", self.tr("shipments"), lambda row: row.shipments, width=92),
            Column("found", self.tr("found irregular"), lambda row: row.found, width=116),
            Column("credit", self.tr("credit"), lambda row: credit_text(row.credit), width=120),
        )

    def retranslate(self) -> None:
        self.search.set_title(self.tr("Find a trader by name or id"))
        self.table.set_words(self._columns(), self.tr("No trader of that name. Import declarations, or type less."))
        self.form["party"].set_title(self.tr("Id or name as declared"))
        self.form["credit"].set_title(self.tr("Credit class"))
        self.form["source"].set_title(self.tr("Where that is written"))
        self.form["restored_on"].set_title(self.tr("Credit restored on (if it was)"), self.tr("as 2026-01-31"))
        choice = self.form["credit"]
        if isinstance(choice, ChoiceField):
            choice.set_choices([(each.value, credit_text(each.value)) for each in CreditClass])
        if self.main is not None:
            self.main.set_text(self.tr("note the credit"))
        self._show()

    def fields(self) -> Mapping[str, Field]:
        return {name: self.form[name] for name in ("party", "credit", "source", "restored_on")}

    def render_view(self, view: TargetingView) -> None:
        if self.isVisible():
            self.enter()

    @Slot()
    def enter(self) -> None:
        station, text = self._seat.station, self.search.value().strip()

        def read() -> tuple[TraderRow, ...]:
            with station.read() as conn:
                return traders_named(conn, text)

        self._seat.jobs.read(read, self.set_rows)

    def set_rows(self, rows: Sequence[TraderRow]) -> None:
        """Show the traders found."""
        before = self.table.row
        self.table.set_rows(rows)
        if rows and self.table.row is None:
            self.table.choose(rows[0])
        elif before is not None:
            self._read(self.table.row)

    @Slot(object)
    def _on_chosen(self, row: TraderRow | None) -> None:
        self._traders = None
        self._show()
        if row is not None:
            self.form.clear_refusals()
            self.form.set_values({"party": row.party, "credit": row.credit, "source": "", "restored_on": ""})
        self._read(row)

    def _read(self, row: TraderRow | None) -> None:
        if row is not None:
            number, seat, screener = row.number, self._seat, self._screener
            self._seat.jobs.read(lambda: traders_of(seat, screener, number), self.show_traders)

    def show_traders(self, traders: Traders | None) -> None:
        """Show the profile; an answer about another trader comes too late."""
        if traders is not None and self.table.row is not None and traders.declaration_no == self.table.row.number:
            self._traders = traders
            self._show()

    def _show(self) -> None:
        emptied(self._told)
        row = self.table.row
        if row is None or self._traders is None:
            self._told.addWidget(label(self.tr("Choose a trader to see what is known of it."), wrap=True))
            return
        show_facts(self._told, self._traders, row.part)

    def _on_note(self) -> None:
        told, seat = self.form.values(), self._seat
        party, credit = str(told["party"]), CreditClass(str(told["credit"]))
        try:
            restored = _day(str(told["restored_on"]).strip())
        except ValueError:
            self.on_failed(Refused("targeting.not_a_day", field="restored_on"))
            return
        said = Say("targeting.credit_kept", {"party": party, "credit": Say(f"targeting.credit_{credit.value}")})
        self.change(
            lambda: note_credit(
                seat.station, seat.officer, party, credit, source=str(told["source"]), restored_on=restored
            ),
            lambda _none: said,
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def part_text(part: str) -> str:
    """A trader's part in a shipment."""
    if part == "consignor":
        return QCoreApplication.translate("Parties", "Consignor")
    return QCoreApplication.translate("Parties", "Consignee")


def credit_text(credit: str) -> str:
    """A credit class."""
    return words(Say(f"targeting.credit_{credit}"))


def fact_text(fact: TraderFact) -> str:
    """A fact of a trader in a line."""
    value = "; ".join(_value(each) for each in fact.values) or words(Say("targeting.none_seen"))
    return f"{words(fact.name)}: {value}"


def _value(each: Say | str | int | date) -> str:
    return words(each) if isinstance(each, Say) else str(each)
