"""Seen before: what ties a shipment to earlier ones (sender, phone, address, container, lot), and repeats of cargo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.intake.rules import Declaration
from app.risk.rules.subject import Link

EXTRA_KINDS = {
    "phone": "phone",
    "sender_phone": "phone",
    "address": "address",
    "sender_address": "address",
    "lot": "lot",
}
"""Columns beyond the native format that may tie shipments together, if a file has them."""
SHORTEST = 5
"""Anything shorter ties everything to everything."""
LONGEST = 200
"""What is kept of a long address: the index holds no more."""


@dataclass(frozen=True)
class Earlier:
    """An earlier shipment that shares a key, and how its inspection ended."""

    kind: str
    value: str
    declaration_no: str
    on: date
    irregular: bool


def link_keys(declaration: Declaration) -> tuple[tuple[str, str], ...]:
    """The (kind, folded value) pairs by which a shipment can be found again; the store indexes these."""
    told = [
        ("sender", declaration.consignor_id),
        ("receiver", declaration.consignee_id),
        ("container", declaration.container_or_item_no),
        *((EXTRA_KINDS[name], value) for name, value in declaration.extra if name in EXTRA_KINDS),
    ]
    folded = ((kind, _folded(kind, value)) for kind, value in told)
    return tuple(dict.fromkeys((kind, value) for kind, value in folded if len(value) >= SHORTEST))


def _folded(kind: str, value: str) -> str:
    if kind == "phone":
        return re.sub(r"\D", "", value)[-11:]
    return re.sub(r"[\W_]+", "", value).casefold()[:LONGEST]


def links(declaration: Declaration, earlier: Iterable[Earlier]) -> tuple[Link, ...]:
    """The links of a shipment, newest first, each earlier shipment once by its strongest tie; never to itself."""
    keys = set(link_keys(declaration))
    found: dict[str, Link] = {}
    for each in sorted(earlier, key=lambda one: (not one.irregular, -one.on.toordinal())):
        if (each.kind, each.value) in keys and each.declaration_no != declaration.declaration_no:
            link = Link(each.kind, each.value, each.declaration_no, each.on, each.irregular)
            found.setdefault(each.declaration_no, link)
    return tuple(sorted(found.values(), key=lambda link: -link.on.toordinal()))


def cargo_keys(declaration: Declaration) -> tuple[str, ...]:
    """What makes a goods line's cargo the same as another's: HS6, route and net weight (Context.repeats_found)."""
    return tuple(
        f"{line.hs_code[:6]}|{declaration.departure}|{declaration.origin}|{line.net_kg.normalize()}"
        for line in declaration.lines
        if line.hs_code and line.net_kg
    )
