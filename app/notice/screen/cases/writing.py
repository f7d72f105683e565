"""A case's documents as questions: one that is written by itself, its proof of service, its being made void."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.core.errors import Say
from app.core.wording import in_words
from app.desk.fields import ChoiceField, DateField, LongTextField, TextField
from app.desk.language import words
from app.notice.acts import write_document
from app.notice.cases_view import DocumentShown, PaperAsked
from app.notice.screen.asking import SECOND, Asked, Question, Values, second_person, text, tr
from app.notice.screen.cases.moving import text_field
from app.notice.screen.cases.panel import At
from app.notice.screen.cases.words import both, unverified_text
from app.notice.screen.files import FilesField
from app.notice.serving import PROOF_OF_SERVICE, Service, ServiceMode, record_service
from app.notice.work import Issued, as_photo, make_void


def write(at: At, kind: str, chosen: DocumentShown | None) -> Question | None:
    """Write a document; a proof of service is filled in for the document that is chosen."""
    paper = next((each for each in at.shown.papers if each.kind == kind), None)
    if paper is None:
        return None

    def do(values: Values) -> Issued:
        said = {name: text(values, name) for name, _title in paper.fields}
        who, case = (at.seat.station, at.seat.officer), at.view.case_id
        return write_document(*who, case, kind, at.shown.n, said, text(values, SECOND))

    return Question(
        id=f"write:{kind}",
        title=f"{kind} {both(paper.title)}",
        note=_about_title(paper),
        fields=tuple(_fields(at, paper, chosen)),
        do=do,
        told=lambda done: Say("case.document_written", {"title": paper.title.say, "number": done.number}),
        people=(second_person(at.view.colleagues),) if paper.second else (),
        pdfs=lambda done: (done.pdf,),
    )


def _about_title(paper: PaperAsked) -> str:
    known, title = tr("The case fills in all else."), tr("Title")
    return f"{known} {title}: {unverified_text()}" if paper.unverified else known


def _fields(at: At, paper: PaperAsked, chosen: DocumentShown | None) -> Iterator[Asked]:
    known = _known(at, paper.kind, chosen)
    for name, title in paper.fields:
        if name == "service_mode":
            choices = [(_bilingual(mode), words(Say(f"issuing.mode_{mode}"))) for mode in ServiceMode]
            yield Asked(name, ChoiceField(both(title), choices))
        else:
            yield text_field(name, both(title), name, known.get(name, ""))


def _known(at: At, kind: str, chosen: DocumentShown | None) -> dict[str, str]:
    now = at.seat.station.clock.now()
    known = {"held_at": f"{now:%Y-%m-%d %H:%M}", "held_place": at.view.storage, "service_place": at.view.storage}
    if kind == PROOF_OF_SERVICE and chosen is not None:
        known |= {"document_served": f"{chosen.title.zh} {chosen.title.en}", "document_no": chosen.number}
        known["addressee"] = {"holder": at.shown.holder, "party": at.view.party}.get(chosen.addressee, "")
    return known


def _bilingual(mode: ServiceMode) -> str:

    return " ".join(in_words(f"issuing.mode_{mode}", lang) for lang in ("zh", "en"))


def serve(at: At, number: str) -> Question | None:
    """Record how a document was served, with a picture of the signed sheet."""
    document = next((each for each in at.view.documents if each.number == number), None)
    if document is None:
        return None

    def do(values: Values) -> Any:
        note = text(values, "note")
        service = Service(values["on"], ServiceMode(str(values["mode"])), text(values, "receiver"), note)
        signed = [as_photo(path) for path in values["signed"]]
        return record_service(at.seat.station, at.seat.officer, number, service, signed)

    modes = [(mode.value, words(Say(f"issuing.mode_{mode}"))) for mode in ServiceMode]
    return Question(
        id=f"serve:{number}",
        title=tr("Proof of service: {title}").format(title=both(document.title)),
        note=tr(
            "{number} · the day on which it was signed is the day of service; a clock that waits for it starts."
        ).format(number=number),
        fields=(
            Asked("on", DateField(tr("Served on")), at.seat.station.today()),
            Asked("mode", ChoiceField(tr("How"), modes)),
            Asked("receiver", TextField(tr("Received by, in which capacity"), longest=300)),
            Asked("signed", FilesField(tr("Picture of the signed sheet"), most=1)),
            Asked("note", TextField(tr("If refused: reason and witnesses"), longest=2000), wide=True),
        ),
        do=do,
        told=lambda _done: Say("case.service_recorded", {"number": number}),
        pdfs=lambda done: tuple(each.pdf for each in done.issued) if done is not None else (),
    )


def void(at: At, number: str) -> Question | None:
    """Make a document void; its number stays taken."""
    document = next((each for each in at.view.documents if each.number == number), None)
    if document is None:
        return None
    return Question(
        id=f"void:{number}",
        title=tr("Make void: {title}").format(title=both(document.title)),
        note=tr("{number} · the number stays taken; a right one is then written with [W].").format(number=number),
        fields=(Asked("reason", LongTextField(tr("Reason"), lines=2), wide=True),),
        do=lambda values: make_void(at.seat.station, at.seat.officer, number, text(values, "reason")),
        told=lambda _done: Say("case.made_void", {"number": number}),
    )
