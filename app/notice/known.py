"""What a case itself answers of what its documents ask, by the pack's field names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.deadlines.reading import Both
from app.deadlines.rules import Due
from app.detention.moves import day_of
from app.detention.procedure.law import DocumentRule, Move
from app.detention.records import line_table, parts, photo_table, right_table
from app.detention.rules import goods_told
from app.detention.standing import CaseFile
from app.identity.rules import Office
from app.intake.records import declaration
from app.intake.rules import Declaration
from app.notice.records import notices_of
from app.notice.rules import GAP, Picture, Value
from app.notice.words import act_words, sentences

GOODS_NAMED: Final = 3
PICTURES_AT_MOST: Final = 6
DIRECTIONS: Final = {"I": Both("进口", "import"), "E": Both("出口", "export"), "T": Both("过境", "transit")}
RIGHTS: Final = {
    "trademark": Both("商标权", "trademark"),
    "copyright": Both("著作权", "copyright"),
    "patent": Both("专利权", "patent"),
    "design": Both("外观设计专利权", "design"),
    "gi": Both("地理标志", "geographical indication"),
    "olympic": Both("奥林匹克标志", "Olympic sign"),
}
Lines = Sequence[Mapping[str, Value]]


@dataclass(frozen=True)
class Asked:
    """Which document of which right holder's procedure is asked about; `supposing` that the move was made already."""

    conn: Connection
    file: CaseFile
    n: int
    rule: DocumentRule
    office: Office | None
    move: Move | None = None
    supposing: bool = False


def case_values(asked: Asked, lines: Lines | None) -> dict[str, Value]:
    """Every field that the case answers; without its lines (None) goods and quantity are taken as known.

    A case of ten thousand lines is asked about at every visit.
    """
    values: dict[str, Value] = {
        **_shipment(asked),
        **_rights(asked),
        **_custody(asked),
        **({"goods": "1", "quantity": "1"} if lines is None else _goods(lines)),
        **_clocks(asked),
        **_security(asked),
        **_law(asked),
    }
    values |= {field: values.get(other) for field, other in act_words(_profile(asked)).same.items()}
    return values


def _profile(asked: Asked) -> str:
    return asked.file.procedure.pack.profile


def _shipment(asked: Asked) -> dict[str, Value]:
    row, office = asked.file.row, asked.office
    shipment = declaration(asked.conn, row.declaration_no)
    return {
        "agency": Both(office.name_zh, office.name_en) if office else None,
        "agency_address": office.address if office else None,
        "contact": (office.contact or office.name_zh) if office else None,
        "party_name": row.party,
        "party_address": row.party_address or Both("见报关单", "as on the declaration"),
        "party_id": row.party_id,
        "declaration_no": row.declaration_no,
        "direction": DIRECTIONS.get(row.direction),
        "origin": row.origin,
        "destination": row.destination,
        **(_declared(shipment) if shipment else {"departure": row.origin}),
    }


def _declared(shipment: Declaration) -> dict[str, Value]:
    return {
        "declared_on": shipment.declared_on,
        "departure": shipment.departure or shipment.origin,
        "consignor": shipment.consignor,
        "consignee": shipment.consignee,
        "container": shipment.container_or_item_no,
    }


def _rights(asked: Asked) -> dict[str, Value]:
    row = asked.file.rows[asked.n]
    own = own_rights(asked.conn, asked.file, asked.n)
    return {
        "holder_name": row.holder,
        "record_no": ", ".join(right.recordation_no for right in own),
        "right_name": ", ".join(right.mark for right in own),
        "right_no": ", ".join(right.right_no for right in own if right.right_no),
        "right_type": together([RIGHTS[right.right_type] for right in own]),
        **({"addressee": row.holder} if asked.rule.addressee == "holder" else {}),
        **({"addressee": asked.file.row.party} if asked.rule.addressee == "party" else {}),
    }


def _custody(asked: Asked) -> dict[str, Value]:
    row = asked.file.row
    decided = [each for each in notices_of(asked.conn, row.case_id) if each.kind == "D08" and not each.void_reason]
    return {
        "detained_on": date.fromisoformat(row.day) if row.day else None,
        "detention_no": decided[0].number if decided else None,
        "place": " ".join(part for part in (row.place, row.storage) if part) or "—",
        "seal_numbers": ", ".join(json.loads(row.seals)),
        "goods_value": f"{row.currency} {asked.file.rows[asked.n].value:,.2f}",
        "photos": str(min(len(parts(asked.conn, photo_table, row.case_id)), PICTURES_AT_MOST)),
    }


def _goods(lines: Lines) -> dict[str, Value]:
    names = [str(line["goods"]) for line in lines]
    more = len(names) - GOODS_NAMED
    shown = "；".join(names[:GOODS_NAMED])
    total: dict[str, Decimal] = {}
    for line in lines:
        total[str(line["unit"])] = total.get(str(line["unit"]), Decimal(0)) + Decimal(str(line["quantity"]))
    counted = "; ".join(f"{amount:,} {unit}" for unit, amount in total.items())
    rest = Both(f" 等 {len(names)} 项，共 {counted}", f" and {more} more, {counted} in all")
    goods: Value = (
        Both(shown + rest.zh, shown + rest.en) if more > 0 else Both(f"{shown}，共 {counted}", f"{shown}, {counted}")
    )
    return {"goods": goods, "quantity": counted}


# ---- clocks, money and law


def _clocks(asked: Asked) -> dict[str, Value]:
    """Ends of clocks and days of facts, under the names that the office's words give them."""
    words, standing = act_words(_profile(asked)), asked.file.standings[asked.n]
    running = dict(standing.clocks)
    values: dict[str, Value] = {field: words.words.get(f"absent.{field}") for field in map(_field, words.clocks)}
    for field, names in words.clocks.items():
        if "." not in field or field.startswith(f"{asked.rule.id}."):
            found = next((running[name] for name in names if name in running), None)
            if found is not None:
                values[_field(field)] = ends(found)
            elif _will_start(asked, names):
                values[_field(field)] = "1"
    for field, fact in words.days.items():
        when = standing.facts.get(fact)
        values[field] = day_of(when) if when else ("1" if _will_be_told(asked, fact) else None)
    return values


def _field(name: str) -> str:
    return name.rpartition(".")[2]


def _will_start(asked: Asked, names: Sequence[str]) -> bool:
    return asked.supposing and asked.move is not None and any(start.clock in names for start in asked.move.starts)


def _will_be_told(asked: Asked, fact: str) -> bool:
    return asked.supposing and asked.move is not None and fact in asked.move.needs


def ends(clock: Due) -> str:
    """The day and hour at which a clock ends, as a document says it."""
    return f"{clock.day.isoformat()} {clock.at}"


def _security(asked: Asked) -> dict[str, Value]:
    lodged = asked.file.standings[asked.n].security
    due: dict[str, Value] = {"security_due": asked.file.rows[asked.n].security_due}
    return due if lodged is None else {**due, "amount": lodged.quantize(Decimal("0.01"))}


def _law(asked: Asked) -> dict[str, Value]:
    """Basis and reason as the office words them; the result is the name of the state that the move leads to."""
    words = act_words(_profile(asked))
    values: dict[str, Value] = {**words.always(), **_of_detention(asked)}
    basis = words.words.get(f"basis.{asked.rule.id}")
    if basis is not None or "legal_basis" not in values:
        values["legal_basis"] = basis
    if asked.move is not None:
        values["result"] = asked.file.procedure.states[asked.move.target].name
        values["release_reason"] = words.words.get(f"release.{asked.move.id}") or asked.move.name
    return values


def _of_detention(asked: Asked) -> dict[str, Value]:
    """Reason, basis and period of the documents that hold goods, which a detention at the bench words the same."""
    track = asked.file.procedure.tracks[asked.file.row.track]
    if asked.rule.id not in track.held.documents:
        return {}
    worded = sentences(_profile(asked))
    gaps = {
        "rights": rights_named(own_rights(asked.conn, asked.file, asked.n)),
        **clock_gaps(_profile(asked), asked.file.standings[asked.n].clocks),
    }
    said = {name: filled_gaps(text, gaps) for name, text in worded.get(track.id, {}).items()}
    seals = ", ".join(json.loads(asked.file.row.seals))
    return {
        **said,
        "custodian": worded["always"]["custodian"],
        "seal_numbers": seals or worded["always"]["no_seal"],
        "served_on": date.fromisoformat(asked.file.row.day) if asked.file.row.day else None,
    }


def clock_gaps(profile: str, clocks: Mapping[str, Due]) -> dict[str, Value]:
    """The days on which clocks end, under the names that sentences use."""
    named = act_words(profile).clocks
    return {
        field: next((clocks[name].day.isoformat() for name in names if name in clocks), None)
        for field, names in named.items()
    }


def filled_gaps(text: Both, gaps: Mapping[str, Value]) -> Both:
    """A sentence with its gaps filled in each language."""

    def fill(written: str, lang: Any) -> str:
        def value(gap: Any) -> str:
            found = gaps.get(gap[1])
            return found.in_lang(lang) if isinstance(found, Both) else str(found or "")

        return GAP.sub(value, written)

    return Both(fill(text.zh, "zh"), fill(text.en, "en"))


# ---- rights, lines and pictures


def own_rights(conn: Connection, file: CaseFile, n: int) -> list[Row[Any]]:
    """The rights of the holder of one procedure."""
    return [right for right in parts(conn, right_table, file.case_id) if right.holder == file.rows[n].holder]


def rights_named(rights: Sequence[Any]) -> Both:
    """Rights in a sentence: what kind, which sign, which number."""
    return together(
        [
            Both(
                f"{RIGHTS[right.right_type].zh}“{right.mark}”（备案号 {right.recordation_no}）",
                f'the {RIGHTS[right.right_type].en} "{right.mark}" (recordation {right.recordation_no})',
            )
            for right in rights
        ]
    )


def together(texts: Sequence[Both]) -> Both:
    """Texts in a row, each once."""
    distinct = list(dict.fromkeys(texts))
    return Both("、".join(text.zh for text in distinct), ", ".join(text.en for text in distinct))


def case_lines(conn: Connection, file: CaseFile, n: int) -> tuple[dict[str, Value], ...]:
    """The lines of goods that touch the rights of one procedure's holder."""
    own = {right.recordation_no for right in own_rights(conn, file, n)}
    shipment = declaration(conn, file.row.declaration_no)
    container = shipment.container_or_item_no if shipment else ""
    rows = [row for row in parts(conn, line_table, file.case_id) if own & set(row.recordations.split("|"))]
    return tuple({**_line(row, file.row), "container": container} for row in rows)


def _line(row: Row[Any], case: Row[Any]) -> dict[str, Value]:
    rights = row.recordations.replace("|", ", ")
    return {
        "line_no": row.n,
        "goods": goods_told(row.goods, row.error),
        "brand": row.brand,
        "model": row.spec,
        "quantity": row.quantity if row.quantity % 1 else int(row.quantity),
        "unit": row.unit,
        "value": row.value.quantize(Decimal("0.01")),
        "currency": row.currency,
        "origin": case.origin,
        "place": case.storage,
        "rights": rights,
        "remarks": rights if row.line_no is not None else Both(f"未申报；{rights}", f"undeclared; {rights}"),
    }


def numbered(photos: Sequence[bytes]) -> tuple[Picture, ...]:
    """Photographs with their captions."""
    return tuple(Picture(Both(f"照片 {n}", f"photo {n}"), data) for n, data in enumerate(photos, start=1))
