"""The acts of keeping goods as questions: places, parcels, moves, seals, samples out and back, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from app.core.errors import Refused, Say
from app.custody.case_view import CaseCustody, LooseRow
from app.custody.rules import Counted, Finding, NewParcel, PlaceKind, portions
from app.custody.screen.words import finding_text, kind_text
from app.custody.view import ParcelRow
from app.custody.work import keeping
from app.desk.fields import CheckField, ChoiceField, DateField, LongTextField, NumberField, TextField
from app.identity.rules import Officer
from app.notice.screen.asking import SECOND, Asked, Question, Values, lines_of, needed, number, second_person, text, tr
from app.notice.screen.cases.words import plain
from app.seat import Seat

ALL: Final = 0
SAMPLE_DAYS: Final = 14
Places = Sequence[tuple[str, str]]


def place_choice(places: Places, *, but: str = "") -> ChoiceField:
    """The open places; scanning a place's label chooses it."""
    return ChoiceField(tr("Place of custody"), [(code, f"{code} {name}") for code, name in places if code != but])


def place(seat: Seat, known: tuple[str, str, str, bool] = ("", "", PlaceKind.STORE.value, True)) -> Question:
    """Add a place of custody, or change one: its name, its kind, whether it is open."""
    code, name, kind, is_open = known

    def do(values: Values) -> str:
        wanted = code or text(values, "place").upper()
        opened = bool(values.get("open", True))
        keeping.keep_place(
            seat.station, seat.officer, wanted, text(values, "name"), str(values["kind"]), is_open=opened
        )
        return wanted

    kinds = [(each.value, kind_text(each.value)) for each in PlaceKind]
    own: list[Asked] = [] if code else [Asked("place", TextField(tr("Code, such as A-01-3"), latin=True, longest=30))]
    closing = [Asked("open", CheckField(tr("In use")), is_open)] if code else []
    return Question(
        id=f"place:{code}",
        title=tr("Change place {code}").format(code=code) if code else tr("Add a place of custody"),
        note=tr("The code goes onto the place's label and is scanned when a parcel is moved there."),
        fields=(
            *own,
            Asked("name", TextField(tr("Name of the place"), longest=300), name),
            Asked("kind", ChoiceField(tr("Kind"), kinds), kind),
            *closing,
        ),
        do=do,
        told=lambda done: Say("custody.place_kept", {"place": done}),
    )


def pack(seat: Seat, case_id: str, custody: CaseCustody, people: Sequence[Officer]) -> Question:
    """Pack goods into parcels: a line over several parcels of one size, or every line into a parcel of its own."""
    lines = [(row.line, f"{row.line} {row.goods} · {plain(row.left)} {row.unit}") for row in custody.loose]
    choices = [(ALL, tr("all lines, a parcel each")), *lines] if len(lines) > 1 else lines

    def do(values: Values) -> tuple[str, ...]:
        parcels = _parcels(custody.loose, values)
        where, second, note = str(values["place"] or ""), text(values, SECOND), text(values, "note")
        return keeping.pack_parcels(seat.station, seat.officer, case_id, where, parcels, second=second, note=note)

    return Question(
        id="pack:",
        title=tr("Pack goods into parcels"),
        note=tr(
            "Each parcel gets a code for its label. Leave the quantity empty to pack all that is left of the line."
        ),
        fields=(
            Asked("line", ChoiceField(tr("Line"), choices)),
            Asked("quantity", NumberField(tr("Quantity"), places=3)),
            Asked("parcels", NumberField(tr("In how many parcels")), 1),
            Asked("weight_kg", NumberField(tr("Weight of each"), unit="kg", places=3)),
            Asked("seals", TextField(tr("Seals, one a parcel"), latin=True, longest=2000)),
            Asked("place", place_choice(custody.places)),
            Asked("note", TextField(tr("Remark"), longest=2000), wide=True),
        ),
        do=do,
        told=lambda codes: Say("custody.packed", {"count": len(codes)}),
        people=(second_person(people),),
        scan="place",
    )


def _parcels(loose: Sequence[LooseRow], values: Values) -> list[NewParcel]:
    chosen = [row for row in loose if values["line"] in (ALL, row.line)]
    weight, seals = number(values, "weight_kg"), text(values, "seals").replace(",", " ").split()
    made: list[NewParcel] = []
    for row in chosen:
        whole = number(values, "quantity") if len(chosen) == 1 else None
        for part in portions(row.left if whole is None else whole, int(needed(values, "parcels"))):
            seal = seals[len(made)] if len(made) < len(seals) else ""
            made.append(NewParcel(row.line, row.goods, part, row.unit, weight, seal))
    if len(seals) > len(made):
        raise Refused("custody.seals_left", field="seals", parcels=len(made))
    return made


def move(seat: Seat, row: ParcelRow, places: Places) -> Question:
    """Move a parcel; scanning it and then the place does the same without a form."""
    return Question(
        id=f"carry:{row.parcel}",
        title=tr("Move {parcel}").format(parcel=row.parcel),
        note=tr("Now in {place}. Quicker: scan the parcel's label, then the place's.").format(place=row.place),
        fields=(
            Asked("place", place_choice(places, but=row.place)),
            Asked("note", TextField(tr("Remark"), longest=2000)),
        ),
        do=lambda values: carried(seat, row.parcel, str(values["place"] or ""), text(values, "note")),
        told=lambda told: told,
        scan="place",
    )


def carried(seat: Seat, parcel: str, to: str, note: str = "") -> Say:
    """The move of a parcel, told in one line."""
    was = keeping.move(seat.station, seat.officer, parcel, to, note)
    return Say("custody.was_carried", {"parcel": parcel, "from": was, "to": to})


def seal(seat: Seat, row: ParcelRow, people: Sequence[Officer]) -> Question:
    """Put a seal on a parcel; where it bears one, break or replace it with the reason."""
    station, officer = seat.station, seat.officer

    def do(values: Values) -> Any:
        new, reason, second = text(values, "seal"), text(values, "reason"), text(values, SECOND)
        if not row.seal:
            return keeping.put_seal(station, officer, row.parcel, new, second=second)
        if new:
            return keeping.replace_seal(station, officer, row.parcel, new, reason, second=second)
        return keeping.break_seal(station, officer, row.parcel, reason, second=second)

    new = TextField(tr("New seal; empty to break only") if row.seal else tr("Seal"), latin=True, longest=60)
    reason = [Asked("reason", TextField(tr("Reason"), longest=2000))] if row.seal else []
    title = tr("Break or replace seal {seal}") if row.seal else tr("Put a seal on {parcel}")
    return Question(
        id=f"seal:{row.parcel}",
        title=title.format(seal=row.seal, parcel=row.parcel),
        note=row.parcel if row.seal else "",
        fields=(Asked("seal", new), *reason),
        do=do,
        told=lambda _done: Say("custody.seal_recorded", {"parcel": row.parcel}),
        people=(second_person(people),),
        scan="seal",
    )


def sample(seat: Seat, row: ParcelRow, people: Sequence[Officer]) -> Question:
    """Take a sample out of an open parcel."""

    def do(values: Values) -> str:
        return keeping.take_sample(
            seat.station,
            seat.officer,
            row.parcel,
            needed(values, "quantity"),
            second=text(values, SECOND),
            seal=text(values, "seal"),
            weight_kg=number(values, "weight_kg"),
            note=text(values, "note"),
        )

    return Question(
        id=f"sample:{row.parcel}",
        title=tr("Take a sample out of {parcel}").format(parcel=row.parcel),
        note=tr("{goods} · the record of sampling (D13) is written under documents.").format(goods=row.goods),
        fields=(
            Asked("quantity", NumberField(tr("Quantity"), unit=row.unit, places=3), 1),
            Asked("weight_kg", NumberField(tr("Weight"), unit="kg", places=3)),
            Asked("seal", TextField(tr("Seal of the sample"), latin=True, longest=60)),
            Asked("note", TextField(tr("Remark"), longest=2000)),
        ),
        do=do,
        told=lambda code: Say("custody.sample_made", {"parcel": code}),
        people=(second_person(people),),
        scan="seal",
    )


def send(seat: Seat, row: ParcelRow) -> Question:
    """Give a sample out until a day."""
    today = seat.station.today()

    def do(values: Values) -> None:
        to, purpose = text(values, "receiver"), text(values, "purpose")
        keeping.send_sample(seat.station, seat.officer, row.parcel, to, values["due"], purpose)

    return Question(
        id=f"send:{row.parcel}",
        title=tr("Give out sample {parcel}").format(parcel=row.parcel),
        note="",
        fields=(
            Asked("receiver", TextField(tr("To whom"), longest=300)),
            Asked("due", DateField(tr("Due back on")), today + timedelta(days=SAMPLE_DAYS)),
            Asked("purpose", TextField(tr("What for"), longest=2000), wide=True),
        ),
        do=do,
        told=lambda _done: Say("custody.sample_given", {"parcel": row.parcel}),
    )


def take_back(seat: Seat, row: ParcelRow, places: Places) -> Question:
    """Take a sample back into a place."""

    def do(values: Values) -> None:
        where = str(values["place"] or "")
        keeping.return_sample(seat.station, seat.officer, row.parcel, where, text(values, "note"))

    return Question(
        id=f"back:{row.parcel}",
        title=tr("Take back sample {parcel}").format(parcel=row.parcel),
        note=tr("Held by {holder}.").format(holder=row.held_by),
        fields=(
            Asked("place", place_choice(places)),
            Asked("note", TextField(tr("What the test did to it"), longest=2000)),
        ),
        do=do,
        told=lambda _done: Say("custody.sample_back", {"parcel": row.parcel}),
        scan="place",
    )


def stocktake(seat: Seat, where: str, people: Sequence[Officer]) -> Question:
    """Count a place: scan everything that lies there."""

    def do(values: Values) -> Counted:
        codes = lines_of(text(values, "codes"))
        second, remark = text(values, SECOND), text(values, "remark")
        return keeping.take_stock(seat.station, seat.officer, where, codes, second=second, remark=remark)

    return Question(
        id=f"stocktake:{where}",
        title=tr("Count {place}").format(place=where),
        note=tr("Scan every parcel and sample that lies there; what is missing or does not belong is then named."),
        fields=(
            Asked("codes", LongTextField(tr("Scanned, one a line"), lines=6), wide=True),
            Asked("remark", TextField(tr("Remark"), longest=2000), wide=True),
        ),
        do=do,
        told=_counted,
        people=(second_person(people),),
        scan="codes",
    )


def _counted(counted: Counted) -> Say:
    if counted.agrees:
        return Say("custody.count_agrees", {"count": len(counted.findings)})
    wrong = [f"{code}: {finding_text(found)}" for code, found in counted.findings.items() if found is not Finding.FOUND]
    return Say("custody.count_differs", {"what": wrong})


def weights(rows: Sequence[tuple[str, Decimal | None]]) -> str:
    """Parcels with their known weights, one a line, as the form of a disposal begins."""
    return "\n".join(f"{code} {weight.normalize():f}" if weight is not None else f"{code} " for code, weight in rows)
