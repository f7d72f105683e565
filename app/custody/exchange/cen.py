"""WCO CEN-style seizure records: date, office, goods, right, conveyance, route and detection; no personal data.

The themes are the WCO's public ones; the field names are ours, for its own are not public. Persons and companies belong
to the national part alone and stay here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.core.plain import decimal_text
from app.custody.exchange.seizures import Seizure

COLUMNS: Final = (
    "record_no",
    "date",
    "office",
    "direction",
    "channel",
    "conveyance",
    "departure",
    "transit",
    "destination",
    "origin",
    "commodity",
    "hs_code",
    "quantity",
    "unit",
    "pieces",
    "value",
    "currency",
    "right_kind",
    "brand",
    "right_holder",
    "detection",
    "operation",
    "result",
)


def records(found: Iterable[Seizure]) -> list[dict[str, str]]:
    """One record a goods line."""
    return [_record(each) for each in found]


def _record(each: Seizure) -> dict[str, str]:
    case, line = each.case, each.line
    return {
        "record_no": f"{case.case_id}/{line.n}",
        "date": case.day,
        "office": case.customs,
        "direction": case.direction,
        "channel": case.channel,
        "conveyance": each.of_shipment("transport_mode"),
        "departure": each.of_shipment("departure"),
        "transit": each.of_shipment("transit"),
        "destination": case.destination,
        "origin": case.origin,
        "commodity": line.goods,
        "hs_code": line.hs_code,
        "quantity": decimal_text(line.quantity),
        "unit": line.unit,
        "pieces": str(each.items),
        "value": decimal_text(each.value),
        "currency": line.currency,
        "right_kind": "|".join(dict.fromkeys(right.right_type for right in each.rights)),
        "brand": "|".join(dict.fromkeys(right.mark for right in each.rights)),
        "right_holder": "|".join(dict.fromkeys(right.holder for right in each.rights)),
        "detection": case.found_by or "risk",
        "operation": "|".join(each.campaigns),
        "result": each.result,
    }


def xml(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The records as XML, an element a field."""
    root = Element("seizures")
    for row in rows:
        one = SubElement(root, "seizure")
        for name in COLUMNS:
            SubElement(one, name).text = "".join(sign for sign in row[name] if sign >= " " or sign in "\t\n")
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
