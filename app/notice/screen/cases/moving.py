"""A move of the procedure as a question: days of facts, money, words of its documents, and who confirms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from app.core.errors import Say
from app.desk.fields import CheckField, ChoiceField, DateField, LongTextField, NumberField, TextField
from app.detention.moves import Step
from app.identity.rules import Role
from app.notice.acts import Stepped, take_step
from app.notice.cases_view import ActShown
from app.notice.screen.asking import (
    SECOND,
    SUPERVISOR,
    Asked,
    Person,
    Question,
    Values,
    number,
    second_person,
    text,
    tr,
)
from app.notice.screen.cases.panel import At
from app.notice.screen.cases.words import both, unverified_text

LONG_TEXTS: Final = frozenset(
    {"facts", "reason", "evidence", "penalty", "intended_penalty", "performance", "record_text", "questions",
     "rights_told", "proof_wanted", "attachments"}
)  # fmt: skip


def move(at: At, act: ActShown) -> Question:
    """The question of a move; today stands in every day."""
    offer = act.act.offer
    note = offer.source.text + (f" · {unverified_text()}" if offer.unverified else "")

    def do(values: Values) -> Stepped:
        return take_step(at.seat.station, at.seat.officer, at.view.case_id, _step(at, act, values))

    return Question(
        id=f"move:{act.id}",
        title=both(offer.move.name),
        note=note,
        fields=tuple(_fields(at, act)),
        do=do,
        told=lambda done: Say("case.recorded_documents", {"move": offer.move.name.say, "documents": len(done.issued)}),
        people=tuple(_people(at, act)),
        pdfs=lambda done: tuple(each.pdf for each in done.issued),
    )


def _fields(at: At, act: ActShown) -> Iterator[Asked]:
    today = at.seat.station.today()
    for fact, name in act.facts:
        yield Asked(fact, DateField(both(name)), today)
    if act.either:
        choices = [("", tr("not yet")), *((fact, both(name)) for fact, name in act.either)]
        yield Asked("either", ChoiceField(tr("Or"), choices))
        yield Asked("either_day", DateField(tr("on")), today)
    yield from _money(at, act)
    for field, title in act.texts:
        yield text_field(f"text.{field}", both(title), field, _known(at, field))
    yield Asked("remark", TextField(tr("Remark"), longest=2000), wide=True)
    if act.act.offer.unverified and _is_supervisor(at):
        yield Asked("word", CheckField(tr("I confirm this unverified rule for this office")), wide=True)


def text_field(name: str, title: str, of: str, value: str = "") -> Asked:
    """A text of a document, long where the law wants sentences."""
    if of in LONG_TEXTS:
        return Asked(name, LongTextField(title, lines=2), value, wide=True)
    return Asked(name, TextField(title, longest=2000), value)


def _money(at: At, act: ActShown) -> Iterator[Asked]:
    name, money = act.act.asked.amount, at.shown.money
    if name == "security":
        yield Asked(name, NumberField(tr("Amount lodged"), unit=money.currency, places=2), at.shown.security_due)
    elif name:
        due = money.counter.amount if money.counter else None
        yield Asked(name, NumberField(tr("Amount lodged"), unit=money.currency, places=2), due)


def _known(at: At, name: str) -> str:
    """What the case's money already says for a document: the fine that was decided, the costs, what goes back."""
    money = at.shown.money
    if name in ("penalty", "intended_penalty") and money.fines:
        amount = f"{money.currency} {money.fines[0].amount:,.2f}"
        return f"没收侵权货物，罚款 {amount} / confiscation of the infringing goods and a fine of {amount}"
    sums = {"amount": money.lodged, "deductions": money.settlement.deducted, "balance": money.settlement.balance}
    found = sums.get(name) if money.lodged is not None else None
    return "" if found is None else f"{money.currency} {found:,.2f}"


def _people(at: At, act: ActShown) -> Iterator[Person]:
    if act.second:
        yield second_person(at.view.colleagues)
    if act.act.offer.unverified and not _is_supervisor(at):
        yield Person(SUPERVISOR, tr("Supervisor who confirms the unverified rule"), at.view.supervisors)


def _is_supervisor(at: At) -> bool:
    return Role.SUPERVISOR in at.seat.officer.roles


def _step(at: At, act: ActShown, values: Values) -> Step:
    facts: dict[str, Any] = {fact: values[fact] for fact, _name in act.facts}
    if values.get("either"):
        facts[str(values["either"])] = values["either_day"]
    own_word = at.seat.officer.officer_id if values.get("word") else ""
    return Step(
        move=act.id,
        n=at.shown.n,
        facts=facts,
        security=number(values, "security"),
        counter_security=number(values, "counter_security"),
        second_officer=text(values, SECOND),
        confirmed_by=text(values, SUPERVISOR) or own_word,
        remark=text(values, "remark"),
        texts={name: text(values, f"text.{name}") for name, _title in act.texts},
    )
