"""What others are told, as questions: referrals, opinions, platform notices, experts, and the answers to each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.core.errors import Say
from app.custody.case_view import Beyond, MatterRow
from app.custody.rules import Effect, PlatformAnswer, Receiver, ReferralAnswer
from app.custody.work import telling
from app.desk.fields import ChoiceField, DateField, LongTextField, NumberField, TextField
from app.desk.language import words
from app.identity.rules import Officer
from app.notice.screen.asking import SECOND, Asked, Question, Values, lines_of, number, second_person, text, tr
from app.seat import Seat

OPINION_DAYS = 30


def refer(seat: Seat, case_id: str, known: Beyond, people: Sequence[Officer]) -> Question:
    """Refer a case; to the police with the letter and the move of the procedure in the same act."""

    def do(values: Values) -> telling.Referred:
        letter = {name: text(values, name) for name in ("evidence", "attachments")}
        return telling.refer(
            seat.station,
            seat.officer,
            case_id,
            str(values["receiver"]),
            text(values, "name"),
            text(values, "reason"),
            package=str(values["package"] or ""),
            second=text(values, SECOND),
            texts=letter,
        )

    receivers = [(each.value, words(Say(f"custody.receiver_{each.value}"))) for each in Receiver]
    packs = [("", tr("none")), *known.packs]
    return Question(
        id="refer:",
        title=tr("Refer the case"),
        note=tr("To the police the referral letter (D23) is issued and the procedure moves on in the same act."),
        fields=(
            Asked("receiver", ChoiceField(tr("To"), receivers)),
            Asked("name", TextField(tr("Name of the authority"), longest=300)),
            Asked("reason", LongTextField(tr("Facts and reason"), lines=3), wide=True),
            Asked("evidence", TextField(tr("Evidence"), longest=2000)),
            Asked("attachments", TextField(tr("Attachments"), longest=2000)),
            Asked("package", ChoiceField(tr("Evidence pack that goes along"), packs)),
        ),
        do=do,
        told=lambda done: Say("custody.referral_made", {"documents": len(done.issued)}),
        people=(second_person(people),),
        pdfs=lambda done: tuple(each.pdf for each in done.issued),
    )


def expert(seat: Seat) -> Question:
    """Put an expert on the roster."""

    def do(values: Values) -> str:
        fields = lines_of(text(values, "fields"))
        return telling.keep_expert(seat.station, seat.officer, text(values, "name"), fields, body=text(values, "body"))

    return Question(
        id="expert:",
        title=tr("Add an expert"),
        note=tr("The roster is the station's; an opinion is asked of somebody on it."),
        fields=(
            Asked("name", TextField(tr("Name"), longest=300)),
            Asked("body", TextField(tr("Institute"), longest=300)),
            Asked("fields", TextField(tr("Fields, with commas between"), longest=500), wide=True),
        ),
        do=do,
        told=lambda _done: Say("custody.expert_kept"),
    )


def opinion(seat: Seat, case_id: str, known: Beyond) -> Question:
    """Ask an expert of the roster."""

    def do(values: Values) -> str:
        whom, sample = str(values["expert"] or ""), str(values["sample"] or "")
        question, due = text(values, "question"), values["due"]
        return telling.ask_opinion(seat.station, seat.officer, case_id, whom, question, due=due, sample=sample)

    experts = [(each.id, f"{each.name} · {each.fields}") for each in known.experts]
    samples = [("", tr("none")), *((code, code) for code in known.samples)]
    return Question(
        id="opinion:",
        title=tr("Ask for a technical opinion"),
        note="",
        fields=(
            Asked("expert", ChoiceField(tr("Expert"), experts)),
            Asked("sample", ChoiceField(tr("Sample"), samples)),
            Asked("due", DateField(tr("Due on")), seat.station.today() + timedelta(days=OPINION_DAYS)),
            Asked("question", LongTextField(tr("Question"), lines=2), wide=True),
        ),
        do=do,
        told=lambda _done: Say("custody.opinion_sent"),
    )


def platform(seat: Seat, case_id: str) -> Question:
    """Tell a platform of a shop and its listings."""

    def do(values: Values) -> str:
        where, shop, listings = text(values, "platform"), text(values, "shop"), lines_of(text(values, "listings"))
        return telling.tell_platform(seat.station, seat.officer, case_id, where, shop, listings)

    return Question(
        id="platform:",
        title=tr("Notify a platform"),
        note="",
        fields=(
            Asked("platform", TextField(tr("Platform"), longest=120)),
            Asked("shop", TextField(tr("Shop"), longest=300)),
            Asked("listings", LongTextField(tr("Listings, one a line"), lines=3), wide=True),
        ),
        do=do,
        told=lambda _done: Say("custody.platform_notified"),
    )


def answer(seat: Seat, row: MatterRow) -> Question:
    """Record the answer to what was asked."""
    title = tr("Answer of {whom}").format(whom=row.whom)
    today = seat.station.today()
    match row.kind:
        case "referral":
            return _referral_answer(seat, row, title, today)
        case "opinion":
            return _opinion_given(seat, row, title, today)
        case _:
            return _platform_answer(seat, row, title, today)


def _referral_answer(seat: Seat, row: MatterRow, title: str, today: date) -> Question:
    answers = [(each.value, words(Say(f"custody.answer_{each.value}"))) for each in ReferralAnswer]

    def do(values: Values) -> None:
        told = (str(values["answer"]), values["on"], text(values, "number"), text(values, "note"))
        telling.answer_referral(seat.station, seat.officer, row.id, *told)

    return Question(
        id=f"answer:{row.id}",
        title=title,
        note=tr("What the police answer moves the procedure in the same act."),
        fields=(
            Asked("answer", ChoiceField(tr("Answer"), answers)),
            Asked("on", DateField(tr("on")), today),
            Asked("number", TextField(tr("Number of the answer"), longest=120)),
            Asked("note", TextField(tr("Remark"), longest=2000)),
        ),
        do=do,
        told=lambda _done: Say("custody.answer_kept"),
    )


def _opinion_given(seat: Seat, row: MatterRow, title: str, today: date) -> Question:
    effects = [(each.value, words(Say(f"custody.effect_{each.value}"))) for each in Effect]

    def do(values: Values) -> None:
        said, effect = text(values, "text"), str(values["effect"])
        telling.give_opinion(seat.station, seat.officer, row.id, said, effect, values["on"])

    return Question(
        id=f"answer:{row.id}",
        title=title,
        note=row.about,
        fields=(
            Asked("effect", ChoiceField(tr("What it says of the goods"), effects)),
            Asked("on", DateField(tr("on")), today),
            Asked("text", LongTextField(tr("The opinion"), lines=3), wide=True),
        ),
        do=do,
        told=lambda _done: Say("custody.answer_kept"),
    )


def _platform_answer(seat: Seat, row: MatterRow, title: str, today: date) -> Question:
    answers = [(each.value, words(Say(f"custody.did_{each.value}"))) for each in PlatformAnswer]

    def do(values: Values) -> None:
        removed, note = int(number(values, "removed") or 0), text(values, "note")
        said = str(values["answer"])
        telling.answer_platform(seat.station, seat.officer, row.id, said, values["on"], removed=removed, note=note)

    return Question(
        id=f"answer:{row.id}",
        title=title,
        note=row.about,
        fields=(
            Asked("answer", ChoiceField(tr("Answer"), answers)),
            Asked("on", DateField(tr("on")), today),
            Asked("removed", NumberField(tr("Listings taken down"))),
            Asked("note", TextField(tr("Remark"), longest=2000)),
        ),
        do=do,
        told=lambda _done: Say("custody.answer_kept"),
    )
