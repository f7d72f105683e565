"""The money of a case: securities and how they came about, fine tiers as advice, costs, and what goes back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout

from app.core.errors import Say
from app.core.wording import grouped
from app.desk.buttons import ActButton
from app.desk.fields import CheckField, ChoiceField, DateField, LongTextField, NumberField, TextField
from app.desk.language import words
from app.desk.layouts import emptied
from app.desk.signs import Word, label
from app.desk.table import Column, RecordTable
from app.detention.costs import CostKind
from app.detention.parties import SumKind, record_sum
from app.detention.procedure.money import FineAdvice, SecurityDue
from app.detention.settling import decide_fine, record_cost
from app.identity.rules import Power
from app.notice.case_money import CostShown, MoneyShown
from app.notice.screen.asking import Asked, Question, Values, needed, text, tr
from app.notice.screen.cases.panel import At, CasePanel
from app.notice.screen.cases.words import both, sourced
from app.seat import Seat


class MoneyPanel(CasePanel):
    """Securities, fines and costs of one right holder's procedure."""

    key = "M"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._sums = QGridLayout()
        self._sums.setHorizontalSpacing(16)
        self._sums.setVerticalSpacing(6)
        self._sums.setColumnStretch(2, 1)
        self._tiers: RecordTable[FineAdvice] = RecordTable(
            "case_tiers", self._tier_columns(), same=lambda row: row.tier.id
        )
        self._costs: RecordTable[CostShown] = RecordTable("case_costs", self._cost_columns(), same=id)
        self._about_tiers, self._about_costs = label(kind="heading", wrap=True), label(kind="heading", wrap=True)
        self._fine = ActButton("", key="N", icon="gavel")
        self._fine.clicked.connect(self._on_fine)
        self._cost = ActButton("", key="A", icon="coin")
        self._cost.clicked.connect(self._on_cost)
        self._sum = ActButton("", key="T", icon="coin")
        self._sum.clicked.connect(lambda: self.asked.emit("sum:"))
        parts = (self._sums, self._about_tiers, self._tiers, self._about_costs, self._costs)
        acts = (self._fine, self._cost, self._sum)
        self.stack(acts, *parts, heights={self._tiers: 240, self._costs: 160})

    def _tier_columns(self) -> Sequence[Column[FineAdvice]]:
        currency = self.at.shown.money.currency if self.at else ""
        return (
            Column("offence", self.tr("offence"), lambda row: row.tier.offence, width=110),
            Column("tier", self.tr("tier"), lambda row: both(row.tier.name), width=130),
            Column("usual", "", _usual, width=96),
            Column("range", self.tr("fine"), _range, unit=currency, width=220, align="right"),
            Column("source", self.tr("source"), lambda row: sourced(row.tier.source), stretch=True),
        )

    def _cost_columns(self) -> Sequence[Column[CostShown]]:
        currency = self.at.shown.money.currency if self.at else ""
        return (
            Column("day", self.tr("day"), lambda row: row.cost.on, width=110),
            Column("kind", self.tr("for"), lambda row: words(Say(f"case.cost_{row.cost.kind}")), width=110),
            Column("amount", self.tr("amount"), lambda row: row.cost.amount, unit=currency, width=130),
            Column("borne", self.tr("borne by"), self._borne, width=180),
            Column("note", self.tr("remark"), lambda row: row.note, stretch=True),
        )

    def _borne(self, row: CostShown) -> str:
        if not row.borne:
            return self.tr("customs (after the limit)")
        return self.tr("holder, paid directly") if row.cost.direct else self.tr("holder")

    @property
    def title(self) -> str:
        return self.tr("money")

    def retranslate(self) -> None:
        self._fine.set_text(self.tr("decide on a fine"))
        self._cost.set_text(self.tr("note a cost"))
        self._sum.set_text(self.tr("note a sum"))
        self._about_tiers.setText(self.tr("Fine tiers for this value: advice, the officer decides"))
        self._about_costs.setText(self.tr("Costs of keeping the goods"))
        self._tiers.set_words(self._tier_columns(), self.tr("This law knows no fine tiers."))
        self._costs.set_words(self._cost_columns(), self.tr("No costs yet. [A] notes storage, keeping or disposal."))
        self._show_sums()

    def show_case(self, at: At) -> None:
        super().show_case(at)
        money = at.shown.money
        self.retranslate()
        self._tiers.set_rows(money.tiers)
        self._costs.set_rows(money.costs)
        may = self.may and self.seat.officer.may(Power.MOVE_CASE)
        self._fine.setVisible(may and bool(money.tiers))
        self._cost.setVisible(may)
        self._sum.setVisible(may)

    def _show_sums(self) -> None:
        emptied(self._sums)
        if self.at is None:
            return
        for row, (what, amount, why) in enumerate(self._lines(self.at.shown.money)):
            self._sums.addWidget(label(what, "label"), row, 0)
            self._sums.addWidget(label(amount), row, 1)
            self._sums.addWidget(label(why, "note", wrap=True), row, 2)

    def _lines(self, money: MoneyShown) -> list[tuple[str, str, str]]:
        def sum_of(amount: Decimal | None) -> str:
            return f"{money.currency} {grouped(amount)}" if amount is not None else "–"

        found = [(self.tr("Value of the goods"), sum_of(money.value), self.tr("each line with its basis under [L]"))]
        if money.due is not None:
            found.append((self.tr("Security due from the holder"), sum_of(money.due.amount), _why(money.due)))
            found.append((self.tr("Security lodged"), sum_of(money.lodged), ""))
        if money.counter is not None:
            found.append((self.tr("Deposit to have the goods back"), sum_of(money.counter.amount), _why(money.counter)))
            found.append((self.tr("Deposit lodged"), sum_of(money.counter_lodged), ""))
        for fine in money.fines[:1]:
            why = f"{both(fine.tier)} · {fine.reason} · {fine.officer} {fine.at:%Y-%m-%d}"
            found.append((self.tr("Fine decided on"), sum_of(fine.amount), why))
        for each in money.sums:
            found.append((words(Say(f"case.sum_{each.kind}")), sum_of(each.amount), f"{each.on} · {each.basis}"))
        settled = money.settlement
        if money.costs or money.lodged is not None:
            until = money.borne_until
            limit = self.tr("the holder pays until {day}").format(day=until) if until else ""
            found.append((self.tr("Costs the holder bears"), sum_of(settled.borne), limit))
            found.append((self.tr("Deducted from the security"), sum_of(settled.deducted), ""))
            found.append((self.tr("To be given back"), sum_of(settled.balance), ""))
        if settled.claim:
            found.append(
                (self.tr("Still to be claimed"), sum_of(settled.claim), self.tr("from the holder or guarantor"))
            )
        return found

    @Slot()
    def _on_fine(self) -> None:
        self.asked.emit("fine:")

    @Slot()
    def _on_cost(self) -> None:
        self.asked.emit("cost:")

    def question(self, name: str, about: str, at: At) -> Question | None:
        match name:
            case "fine":
                return fine(at)
            case "cost":
                return cost(at)
            case "sum":
                return note_sum(at)
            case _:
                return None


def _why(due: SecurityDue) -> str:
    return f"{words(due.why)} · {sourced(due.source)}" if due.source.text else words(due.why)


def _usual(row: FineAdvice) -> Word | str:
    return Word("blue", tr("usual"), "check") if row.tier.usual else ""


def _range(row: FineAdvice) -> str:
    if row.high == 0:
        return tr("confiscation only") if row.tier.confiscates else tr("none")
    low = f"{'≥' if row.tier.low_included else '>'} {grouped(row.low)}" if row.low is not None else ""
    high = f"{'≤' if row.tier.high_included else '<'} {grouped(row.high)}" if row.high is not None else ""
    return ", ".join(part for part in (low, high) if part)


def fine(at: At) -> Question:
    """Decide on a fine, within a tier, with the reason."""
    money = at.shown.money
    usual = next((row.tier.id for row in money.tiers if row.tier.usual), None)
    choices = [(row.tier.id, f"{row.tier.offence} {both(row.tier.name)} · {_range(row)}") for row in money.tiers]

    def do(values: Values) -> Decimal:
        amount = needed(values, "amount")
        who, case, n = (at.seat.station, at.seat.officer), at.view.case_id, at.shown.n
        worth = needed(values, "goods_value")
        decide_fine(*who, case, n, str(values["tier"]), worth, amount, text(values, "reason"))
        return amount

    return Question(
        id="fine:",
        title=tr("Decide on a fine"),
        note=tr(
            "The value for fines is customs value with duty and taxes (APR 64); it may differ from the security's."
        ),
        fields=(
            Asked("goods_value", NumberField(tr("Goods value"), unit=money.currency, places=2), money.value),
            Asked("tier", ChoiceField(tr("Tier"), choices), usual),
            Asked("amount", NumberField(tr("Fine"), unit=money.currency, places=2)),
            Asked("reason", LongTextField(tr("Reason"), lines=2), wide=True),
        ),
        do=do,
        told=lambda amount: Say("case.fine_decided", {"amount": amount}),
    )


def cost(at: At) -> Question:
    """Note what keeping the goods cost."""
    money = at.shown.money

    def do(values: Values) -> None:
        record_cost(
            at.seat.station,
            at.seat.officer,
            at.view.case_id,
            at.shown.n,
            CostKind(str(values["kind"])),
            needed(values, "amount"),
            values["on"],
            text(values, "note"),
            direct=bool(values["direct"]),
        )

    kinds = [(kind.value, words(Say(f"case.cost_{kind}"))) for kind in CostKind]
    return Question(
        id="cost:",
        title=tr("Note a cost"),
        note=tr("The right holder bears storage, keeping and disposal (Reg 25); it is deducted from the security."),
        fields=(
            Asked("kind", ChoiceField(tr("For"), kinds)),
            Asked("amount", NumberField(tr("Amount"), unit=money.currency, places=2)),
            Asked("on", DateField(tr("on")), at.seat.station.today()),
            Asked("direct", CheckField(tr("The holder paid the warehouse directly"))),
            Asked("note", TextField(tr("Remark"), longest=2000), wide=True),
        ),
        do=do,
        told=lambda _done: Say("case.cost_recorded"),
    )


def note_sum(at: At) -> Question:
    """Note a sum that ended the procedure, with what it rests on."""

    def do(values: Values) -> None:
        told = (SumKind(str(values["kind"])), needed(values, "amount"), values["on"], text(values, "basis"))
        record_sum(at.seat.station, at.seat.officer, at.view.case_id, at.shown.n, *told)

    kinds = [(kind.value, words(Say(f"case.sum_{kind}"))) for kind in SumKind]
    return Question(
        id="sum:",
        title=tr("Note a sum"),
        note=tr("Gains confiscated, a settlement between the parties, or what was refunded."),
        fields=(
            Asked("kind", ChoiceField(tr("Kind"), kinds)),
            Asked("amount", NumberField(tr("Amount"), unit=at.shown.money.currency, places=2)),
            Asked("on", DateField(tr("on")), at.seat.station.today()),
            Asked("basis", TextField(tr("Document or rule it rests on"), longest=2000)),
        ),
        do=do,
        told=lambda _done: Say("case.sum_kept"),
    )
