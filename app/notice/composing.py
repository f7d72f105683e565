"""From a recorded detention to what its documents say: decision and list to the party, a notice to each holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from app.core.errors import Refused
from app.deadlines.reading import Both
from app.deadlines.rules import Due
from app.detention.rules import DetainedLine, goods_told
from app.detention.work import Recorded
from app.identity.rules import Office
from app.identity.rules import Officer as Person
from app.notice.known import (
    DIRECTIONS,
    PICTURES_AT_MOST,
    RIGHTS,
    clock_gaps,
    ends,
    filled_gaps,
    numbered,
    rights_named,
    together,
)
from app.notice.rules import NoticeData, Officer, Picture, Value
from app.notice.words import act_words, sentences
from app.register.rules import Recordation

Numbers = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Composing:
    """What every document of one detention is made from."""

    recorded: Recorded
    office: Office
    officers: tuple[Person, Person]
    photos: tuple[tuple[str, bytes], ...]
    profile: str


def notices(composing: Composing, number: Numbers) -> Iterator[NoticeData]:
    """The documents in the order they are printed; `number` gives each kind's and holder's number."""
    for kind, place in kinds(composing.recorded):
        compose = COMPOSE.get(kind)
        if compose is None:
            raise Refused("issuing.no_form", kind=kind)
        yield compose(composing, number, kind, place)


def kinds(recorded: Recorded) -> tuple[tuple[str, int], ...]:
    """Which documents a detention makes by its track: one of each for the party, one for each right holder."""
    rules = [recorded.procedure.document(kind) for kind in recorded.track.held.documents]
    holders = range(len(recorded.procedures))
    return tuple((rule.id, n) for rule in rules for n in (holders if rule.addressee == "holder" else (0,)))


def _decision(composing: Composing, number: Numbers, kind: str, place: int) -> NoticeData:
    recorded, track = composing.recorded, composing.recorded.track.id
    gaps = {**clock_gaps(composing.profile, _running(recorded)), "rights": rights_named(recorded.rights)}
    return _document(
        composing,
        kind,
        number[kind, place],
        {
            **_party(composing),
            "declaration_no": recorded.declaration.declaration_no,
            "reason": _wording(composing, track, "reason", gaps),
            "legal_basis": _wording(composing, track, "legal_basis", gaps),
            "period": _wording(composing, track, "period", gaps),
            "place": _place(recorded),
            "review_route": _wording(composing, "always", "review_route", gaps),
            "suit_route": _wording(composing, "always", "suit_route", gaps),
            "seal_numbers": ", ".join(recorded.detention.seals) or _wording(composing, "always", "no_seal", gaps),
        },
        [_line(composing, line, n) for n, line in enumerate(recorded.detention.lines, start=1)],
    )


def _list(composing: Composing, number: Numbers, kind: str, place: int) -> NoticeData:
    recorded = composing.recorded
    return _document(
        composing,
        kind,
        number[kind, place],
        {
            "party_name": _party(composing)["party_name"],
            "declaration_no": recorded.declaration.declaration_no,
            "detention_no": number["D08", 0],
            "place": _place(recorded),
            "custodian": _wording(composing, "always", "custodian", {}),
        },
        [_line(composing, line, n) for n, line in enumerate(recorded.detention.lines, start=1)],
    )


def _holder_notice(composing: Composing, number: Numbers, kind: str, place: int) -> NoticeData:
    recorded, procedure = composing.recorded, composing.recorded.procedures[place]
    rights = [right for right in recorded.rights if right.holder == procedure["holder"]]
    numbers = {right.recordation_no for right in rights}
    reply = next(
        (clock for clock in recorded.clocks if clock.id in act_words(composing.profile).clocks["reply_by"]), None
    )
    lines = [
        _line(composing, line, n)
        for n, line in enumerate(recorded.detention.lines, start=1)
        if numbers & set(line.recordation_nos)
    ]
    return _document(
        composing,
        kind,
        number[kind, place],
        {
            "holder_name": _holder(rights[0]),
            "record_no": ", ".join(right.recordation_no for right in rights),
            "right_name": ", ".join(right.mark for right in rights),
            "right_type": together([RIGHTS[right.right_type.value] for right in rights]),
            "direction": DIRECTIONS[recorded.declaration.direction.value],
            "declaration_no": recorded.declaration.declaration_no,
            "declared_on": recorded.declaration.declared_on,
            "party_name": _party(composing)["party_name"],
            "photos": str(min(len(composing.photos), PICTURES_AT_MOST)),
            "served_on": recorded.at.date(),
            "detained_on": recorded.at.date(),
            "reply_by": ends(reply) if reply else None,
            "security_due": Decimal(procedure["security_due"]),
            "contact": composing.office.contact or composing.office.name_zh,
            "legal_basis": act_words(composing.profile).words[f"basis.{kind}"],
        },
        lines,
        numbered([data for _name, data in composing.photos[:PICTURES_AT_MOST]]),
    )


def _document(
    composing: Composing,
    kind: str,
    number: str,
    fields: Mapping[str, Value],
    lines: Sequence[Mapping[str, Value]],
    pictures: tuple[Picture, ...] = (),
) -> NoticeData:
    return NoticeData(
        kind=kind,
        number=number,
        case_id=composing.recorded.case_id,
        issued_at=_to_second(composing.recorded.at),
        fields={"agency": Both(composing.office.name_zh, composing.office.name_en), **fields},
        lines=tuple(lines),
        officers=tuple(
            Officer(" ".join(part for part in (each.name_zh, each.name_en) if part) or each.officer_id, each.officer_id)
            for each in composing.officers
        ),
        pictures=pictures,
    )


def _to_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _party(composing: Composing) -> dict[str, Value]:
    recorded = composing.recorded
    sends = recorded.declaration.direction.value == "E"
    name = recorded.declaration.consignor if sends else recorded.declaration.consignee
    address: Value = recorded.detention.party_address or _wording(composing, "always", "party_address", {})
    return {"party_name": name or "—", "party_address": address}


def _place(recorded: Recorded) -> str:
    return " ".join(part for part in (recorded.detention.place, recorded.detention.storage) if part) or "—"


def _line(composing: Composing, line: DetainedLine, n: int) -> dict[str, Value]:
    shipment = composing.recorded.declaration
    declared = next((each for each in shipment.lines if each.line_no == line.line_no), None)
    spec = (declared.spec[1:] if declared.brand_type is not None else declared.spec) if declared else ()
    numbers = ", ".join(line.recordation_nos)
    undeclared = Both(f"未申报；{numbers}", f"undeclared; {numbers}")
    return {
        "line_no": n,
        "goods": goods_told(line.goods, line.error),
        "brand": declared.brand if declared else "",
        "model": " ".join(spec),
        "quantity": line.quantity if line.quantity % 1 else int(line.quantity),
        "unit": line.unit,
        "value": line.value.quantize(Decimal("0.01")),
        "currency": line.currency,
        "origin": shipment.origin,
        "container": shipment.container_or_item_no,
        "place": composing.recorded.detention.storage,
        "remarks": numbers if line.line_no is not None else undeclared,
        "rights": numbers,
    }


def _holder(right: Recordation) -> str:
    return " ".join((right.holder, *right.holder_alt[:1]))


def _running(recorded: Recorded) -> dict[str, Due]:
    return {clock.id: clock for clock in recorded.clocks}


def _wording(composing: Composing, part: str, name: str, gaps: Mapping[str, Value]) -> Both:
    return filled_gaps(sentences(composing.profile)[part][name], gaps)


COMPOSE: Final = {"D08": _decision, "D09": _list, "D04": _holder_notice, "D10": _holder_notice}
