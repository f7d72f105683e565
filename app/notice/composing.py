"""From a recorded detention to what its documents say: D08 and D09 to the party, D04 to each right holder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from app.core import places
from app.core.errors import Refused
from app.deadlines.reading import Both, read_toml
from app.deadlines.rules import Due
from app.detention.rules import DetainedLine
from app.detention.work import Recorded
from app.identity.rules import Office
from app.identity.rules import Officer as Person
from app.notice.rules import GAP, NoticeData, Officer, Picture, Value
from app.register.rules import Recordation

REPLY: Final = "CN.A.REPLY"
INVESTIGATE: Final = "CN.A.INVESTIGATE"
COURTS: Final = ("CN.A.COURT", "CN.B.COURT")
PICTURES_AT_MOST: Final = 6
OF_TRACK: Final = ("reason", "legal_basis", "period")
SENTENCES: Final = {
    "ex_officio": OF_TRACK,
    "on_application": OF_TRACK,
    "always": ("review_route", "suit_route", "holder_basis", "party_address", "no_seal", "custodian"),
}

_DIRECTIONS: Final = {"I": Both("进口", "import"), "E": Both("出口", "export"), "T": Both("过境", "transit")}
_RIGHTS: Final = {
    "trademark": Both("商标权", "trademark"),
    "copyright": Both("著作权", "copyright"),
    "patent": Both("专利权", "patent"),
    "design": Both("外观设计专利权", "design"),
    "gi": Both("地理标志", "geographical indication"),
    "olympic": Both("奥林匹克标志", "Olympic sign"),
}


@dataclass(frozen=True)
class Composing:
    """What every document of one detention is made from."""

    recorded: Recorded
    office: Office
    officers: tuple[Person, Person]
    photos: tuple[tuple[str, bytes], ...]
    profile: str


def notices(composing: Composing, number: Mapping[tuple[str, int], str]) -> Iterator[NoticeData]:
    """The documents in the order they are printed; `number` gives each kind's and holder's number."""
    yield _decision(composing, number["D08", 0])
    yield _list(composing, number["D09", 0], number["D08", 0])
    for place, procedure in enumerate(composing.recorded.procedures):
        if procedure["track"] == "ex_officio":
            yield _holder_notice(composing, number["D04", place], procedure)


def kinds(recorded: Recorded) -> tuple[tuple[str, int], ...]:
    """Which documents a detention makes: one decision, one list, one notice to each right holder (ex officio)."""
    to_holders = [("D04", place) for place, each in enumerate(recorded.procedures) if each["track"] == "ex_officio"]
    return (("D08", 0), ("D09", 0), *to_holders)


def _decision(composing: Composing, number: str) -> NoticeData:
    recorded, track = composing.recorded, composing.recorded.detention.track.value
    gaps = {**_clock_days(recorded.clocks), "rights": _rights_named(recorded.rights)}
    return _document(
        composing,
        "D08",
        number,
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


def _list(composing: Composing, number: str, decision: str) -> NoticeData:
    recorded = composing.recorded
    return _document(
        composing,
        "D09",
        number,
        {
            "party_name": _party(composing)["party_name"],
            "declaration_no": recorded.declaration.declaration_no,
            "detention_no": decision,
            "place": _place(recorded),
            "custodian": _wording(composing, "always", "custodian", {}),
        },
        [_line(composing, line, n) for n, line in enumerate(recorded.detention.lines, start=1)],
    )


def _holder_notice(composing: Composing, number: str, procedure: Mapping[str, Any]) -> NoticeData:
    recorded = composing.recorded
    rights = [right for right in recorded.rights if right.holder == procedure["holder"]]
    numbers = {right.recordation_no for right in rights}
    reply = next((clock for clock in recorded.clocks if clock.id == REPLY), None)
    lines = [
        _line(composing, line, n)
        for n, line in enumerate(recorded.detention.lines, start=1)
        if numbers & set(line.recordation_nos)
    ]
    return _document(
        composing,
        "D04",
        number,
        {
            "holder_name": _holder(rights[0]),
            "record_no": ", ".join(right.recordation_no for right in rights),
            "right_name": ", ".join(right.mark for right in rights),
            "right_type": _together(_RIGHTS[right.right_type.value] for right in rights),
            "direction": _DIRECTIONS[recorded.declaration.direction.value],
            "declaration_no": recorded.declaration.declaration_no,
            "declared_on": recorded.declaration.declared_on,
            "party_name": _party(composing)["party_name"],
            "photos": str(min(len(composing.photos), PICTURES_AT_MOST)),
            "served_on": recorded.at.date(),
            "reply_by": f"{reply.day.isoformat()} {reply.at}" if reply else None,
            "security_due": Decimal(procedure["security_due"]),
            "contact": composing.office.contact or composing.office.name_zh,
            "legal_basis": _wording(composing, "always", "holder_basis", {}),
        },
        lines,
        tuple(
            Picture(Both(f"照片 {place}", f"photo {place}"), data)
            for place, (_name, data) in enumerate(composing.photos[:PICTURES_AT_MOST], start=1)
        ),
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
        "goods": line.goods,
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


def _rights_named(rights: Sequence[Recordation]) -> Both:
    return _together(
        Both(
            f"{_RIGHTS[right.right_type.value].zh}“{right.mark}”（备案号 {right.recordation_no}）",
            f"the {_RIGHTS[right.right_type.value].en} “{right.mark}” (recordation {right.recordation_no})",
        )
        for right in rights
    )


def _together(parts: Iterator[Both]) -> Both:
    distinct = list(dict.fromkeys(parts))
    return Both("、".join(part.zh for part in distinct), ", ".join(part.en for part in distinct))


def _clock_days(clocks: Sequence[Due]) -> dict[str, Value]:
    found: dict[str, date] = {clock.id: clock.day for clock in clocks}
    court = next((found[name] for name in COURTS if name in found), None)
    return {"investigate_by": found.get(INVESTIGATE), "court_by": court}


@cache
def _sentences(profile: str) -> Mapping[str, Mapping[str, Both]]:
    path = places.resources("notices", profile, "wording.toml")
    if not path.exists():
        raise Refused("issuing.no_wording", profile=profile)
    table = read_toml(path)
    found = {}
    for part, names in SENTENCES.items():
        inner = table.table(part)
        found[part] = {name: inner.both(name) for name in names}
        inner.finish()
    table.finish()
    return found


def _wording(composing: Composing, part: str, name: str, gaps: Mapping[str, Value]) -> Both:
    sentence = _sentences(composing.profile)[part][name]
    return Both(_filled(sentence.zh, gaps, "zh"), _filled(sentence.en, gaps, "en"))


def _filled(text: str, gaps: Mapping[str, Value], lang: Any) -> str:
    def fill(gap: Any) -> str:
        value = gaps.get(gap[1])
        return value.in_lang(lang) if isinstance(value, Both) else str(value or "")

    return GAP.sub(fill, text)
