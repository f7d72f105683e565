"""GS1 EPCIS 2.0 events of custody: each step of the chain as an ObjectEvent, with steps and dispositions of the CBV.

Parcels and places are named by private URNs, which the standard allows; no party stands in any event.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Row

CONTEXT: Final = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
URN: Final = "urn:x-tidewaiter"
# Our step: the CBV's action, business step and disposition.
STEPS: Final[dict[str, tuple[str, str, str]]] = {
    "parcelled": ("ADD", "commissioning", "active"),
    "sampled": ("ADD", "sampling", "active"),
    "moved": ("OBSERVE", "storing", "non_sellable_other"),
    "sealed": ("OBSERVE", "packing", "container_closed"),
    "resealed": ("OBSERVE", "packing", "container_closed"),
    "unsealed": ("OBSERVE", "unpacking", "container_open"),
    "sent": ("OBSERVE", "shipping", "in_transit"),
    "came_back": ("OBSERVE", "receiving", "non_sellable_other"),
    "stocktaken": ("OBSERVE", "stock_taking", "non_sellable_other"),
    "destroyed": ("DELETE", "destroying", "destroyed"),
}
GONE: Final = ("DELETE", "decommissioning", "inactive")
"""Given away, sold, auctioned, given back: no longer ours to observe."""
IN_PLACE: Final = frozenset({"parcelled", "sampled", "moved", "came_back", "stocktaken"})


def events(steps: Iterable[Row[Any]], station: str) -> list[dict[str, Any]]:
    """An event a step; a parcel that a stocktake missed was not observed and gives none."""
    return [_event(step, station) for step in steps if step.note != "missing" or step.act != "stocktaken"]


def _event(step: Row[Any], station: str) -> dict[str, Any]:
    action, business, disposition = STEPS.get(step.act, GONE)
    made = {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:{uuid.uuid5(uuid.UUID(step.entry_id), str(step.n))}",
        "eventTime": step.at,
        "eventTimeZoneOffset": _offset(step.at),
        "epcList": [_urn("parcel", step.parcel)],
        "action": action,
        "bizStep": business,
        "disposition": disposition,
        "readPoint": {"id": _urn("station", station)},
        "bizTransactionList": [{"bizTransaction": _urn("case", step.case_id)}],
    }
    if step.act in IN_PLACE and step.to_place:
        made["bizLocation"] = {"id": _urn("place", f"{station}/{step.to_place}")}
    return made


def _urn(kind: str, name: str) -> str:
    return f"{URN}:{kind}:{quote(name, safe='-./')}"


def _offset(moment: str) -> str:
    text = datetime.fromisoformat(moment).strftime("%z")
    return f"{text[:3]}:{text[3:5]}"


def document(found: Sequence[dict[str, Any]], made_at: str) -> dict[str, Any]:
    """The events as one EPCIS document."""
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": made_at,
        "epcisBody": {"eventList": list(found)},
    }
