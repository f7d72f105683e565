"""Disposal as a question: parcels of one case or many, by the ladder, with two people and all the record shows."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import Say
from app.custody.rules import RETURN, Disposal, weighed
from app.custody.work.ending import Ended, dispose
from app.deadlines.reading import Both
from app.desk.fields import CheckField, ChoiceField, DateField, LongTextField, TextField
from app.detention.procedure.law import DisposalWay
from app.identity.rules import Officer
from app.notice.screen.asking import SECOND, Asked, Question, Values, second_person, text, tr
from app.notice.screen.cases.words import both
from app.notice.screen.files import FilesField
from app.notice.work import as_photo
from app.seat import Seat

ASKED = "holder_opinion_asked"
"""The pack's condition that the right holder's opinion was asked; the record then names the day."""


def condition(title: str) -> CheckField:
    """A condition of the ladder; what its name says in brackets stands below, where it can take several lines."""
    name, _, more = title.replace("（", " (").replace("）", ")").partition(" (")
    return CheckField(name, hint=more.removesuffix(")"))


def disposal(
    seat: Seat,
    parcels: str,
    ways: Sequence[DisposalWay],
    conditions: Sequence[tuple[str, Both]],
    people: Sequence[Officer],
) -> Question:
    """End the custody of parcels; a case of which nothing is left takes its last move in the same act."""
    names = [name for name, _title in conditions]

    def do(values: Values) -> Ended:
        met = frozenset(name for name in names if values[name])
        made = Disposal(
            way=str(values["way"]),
            **{name: text(values, name) for name in ("method", "place", "witness", "recipient", "remark")},
            conditions=met,
            features_removed=bool(values["features_removed"]),
            holder_asked_on=values["holder_asked_on"] if ASKED in met else None,
        )
        shot = [as_photo(path) for path in values["pictures"]]
        pictures = [(photo.name, photo.data, photo.media_type) for photo in shot]
        weights = weighed(text(values, "parcels"))
        return dispose(seat.station, seat.officer, made, weights, second=text(values, SECOND), pictures=pictures)

    order = " → ".join(dict.fromkeys(both(way.name) for way in ways))
    choices = [*((way.id, both(way.name)) for way in ways), (RETURN, tr("give back after release"))]
    return Question(
        id="dispose:",
        title=tr("Dispose of goods"),
        note=tr("The ladder, in order: {order}. A lower rung opens only when the higher ones are closed.").format(
            order=order
        ),
        fields=(
            Asked("parcels", LongTextField(tr("Parcels, each with its weight in kg"), lines=4), parcels, wide=True),
            *(Asked(name, condition(both(title)), wide=True) for name, title in conditions),
            Asked("way", ChoiceField(tr("Way"), choices)),
            Asked("method", TextField(tr("Method"), longest=2000)),
            Asked("place", TextField(tr("Where"), longest=2000)),
            Asked("witness", TextField(tr("Witness"), longest=2000)),
            Asked("recipient", TextField(tr("Receiver, buyer or contractor"), longest=2000)),
            Asked("pictures", FilesField(tr("Pictures"))),
            Asked("features_removed", CheckField(tr("All infringing features are removed"))),
            Asked("holder_asked_on", DateField(tr("Right holder asked on")), seat.station.today()),
            Asked("remark", TextField(tr("Remark"), longest=2000)),
        ),
        do=do,
        told=_told,
        people=(second_person(people),),
        scan="parcels",
        pdfs=lambda done: tuple(each.pdf for each in done.issued),
    )


def _told(done: Ended) -> Say:
    found = done.totals
    said = {"cases": found.cases, "parcels": found.parcels, "kinds": found.kinds, "items": found.items}
    worth = [f"{currency} {value:,.2f}" for currency, value in found.values]
    return Say("custody.disposal_done", {**said, "tonnes": found.tonnes, "value": worth})
