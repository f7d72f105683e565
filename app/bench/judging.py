"""What one scan says about a shipment: agrees, does not agree, doubtful, or only noted; with the reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from app.bench.codes.meaning import Kind, Meaning, meaning
from app.bench.rules.clones import CloneAlarm
from app.bench.rules.contradiction import CodeOnGoods, Owners, company_host, contradictions, owns_host
from app.core.errors import Say
from app.core.wording import say_json
from app.intake.rules import Declaration, GoodsLine
from app.register.licences import may_use
from app.register.rules import Recordation

State = Literal["green", "red", "yellow", "blue"]


@dataclass(frozen=True)
class Judged:
    """The answer to one scan: a state, a headline, reasons, the declared line it belongs to, and what was read."""

    state: State
    headline: Say
    reasons: tuple[Say, ...]
    meaning: Meaning
    line_key: str = ""
    earlier_photo: str = ""
    """SHA-256 of the photograph of the piece that was seen before, where it was taken at this desk."""
    rights: tuple[str, ...] = ()
    """Recordation numbers of the rights that words on the goods name."""

    def as_json(self) -> dict[str, Any]:
        """What is kept of it with the scan."""
        return {
            "state": self.state,
            "headline": say_json(self.headline),
            "reasons": [say_json(reason) for reason in self.reasons],
            "kind": self.meaning.kind.value,
            "fields": dict(self.meaning.fields),
            "rights": list(self.rights),
        }


def judge(
    text: str,
    shipment: Declaration,
    rights: Iterable[Recordation],
    owners: Iterable[Recordation],
    symbology: str = "",
    *,
    line: GoodsLine | None = None,
    clone: CloneAlarm | None = None,
) -> Judged:
    """Judge a scan against the declaration, the rights that concern it, the owners of its number, and the past.

    `line` is the goods line in hand, `clone` an earlier sighting of a number that names one piece only.
    """
    found = meaning(text, symbology, is_declaration=lambda number: number == shipment.declaration_no)
    concerned = tuple(rights)
    key = _declared_line(found, shipment)
    broken = tuple(check.say for check in found.checks if not check.ok)
    if broken:
        return Judged("yellow", Say("inspection.verdict_doubtful"), broken, found, key)
    if clone is not None:
        return Judged("red", Say("inspection.verdict_clone"), _seen_before(clone), found, key, clone.earliest.picture)
    behind = tuple(owners)
    against = (*_against(found, shipment, concerned, behind), *_beside_the_line(found, shipment, line, behind))
    if against:
        return Judged("red", Say("inspection.verdict_disagrees"), against, found, key)
    agrees = tuple(_agrees(found, shipment, key))
    if agrees:
        return Judged("green", Say("inspection.verdict_agrees"), agrees, found, key)
    return Judged("blue", Say("inspection.verdict_noted"), (_noted(found),), found, key)


def _declared_line(found: Meaning, shipment: Declaration) -> str:
    if not found.gtin:
        return ""
    return next((str(line.line_no) for line in shipment.lines if _same_number(line, found.gtin)), "")


def _same_number(line: GoodsLine, gtin: str) -> bool:
    # The case of an item carries the same company and item reference under another indicator and check digit.
    return bool(line.gtin) and line.gtin.zfill(14)[1:13] == gtin[1:13]


def _against(
    found: Meaning, shipment: Declaration, rights: tuple[Recordation, ...], owners: tuple[Recordation, ...]
) -> Iterator[Say]:
    for owner in {each.holder: each for each in owners}.values():
        if not may_use(owner, (shipment.consignor, shipment.consignee)):
            yield Say("inspection.registered_to", {"holder": owner.holder, "mark": owner.mark})
    if found.gtin and not owners:
        for right in rights:
            if right.gtin_prefixes:
                yield Say("inspection.not_a_prefix", {"mark": right.mark, "number": found.gtin.lstrip("0")})
    host = company_host(found.text)
    for right in rights:
        if host and right.domains and not owns_host(right, host):
            yield Say("inspection.not_a_domain", {"mark": right.mark, "host": host})


def _beside_the_line(
    found: Meaning, shipment: Declaration, line: GoodsLine | None, owners: tuple[Recordation, ...]
) -> Iterator[Say]:
    """What the code says against the line in hand: another number, brand or origin than declared."""
    if line is None or not found.gtin or _same_number(line, found.gtin):
        return
    code = CodeOnGoods(found.text, found.gtin, origin=found.fields.get("origin", ""), sound=found.sound)
    for each in contradictions(code, line, shipment, None, Owners.of(owners)):
        if each.alarm and each.pair in (("code", "brand"), ("code", "origin")):
            yield each.say


def _seen_before(clone: CloneAlarm) -> tuple[Say, ...]:
    first = clone.earliest
    met = Say("inspection.seen_before", {"number": clone.number[-40:], "station": first.station, "at": first.at})
    if first.picture:
        return (met,)
    if first.inspection:
        return (met, Say("inspection.no_earlier_photo"))
    return (met, Say("inspection.earlier_photo_elsewhere", {"station": first.station}))


def _agrees(found: Meaning, shipment: Declaration, line: str) -> Iterator[Say]:
    if line:
        yield Say("inspection.agrees_with_line", {"line": int(line)})
    if found.kind in (Kind.S10, Kind.CONTAINER) and found.text == shipment.container_or_item_no:
        yield Say("inspection.agrees_with_item", {"number": found.text})


def _noted(found: Meaning) -> Say:
    return Say(f"inspection.kind_{found.kind.value}", {"text": found.text[:60]})
