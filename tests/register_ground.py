"""Editions of headquarters, as sync reads them into the tables of a desk."""

from __future__ import annotations

from app.core.ids import new_id
from app.core.json_lines import MEDIA_TYPE, pack_lines
from app.journal.applying import Applying
from app.journal.entry import Entry
from app.journal.work import Station
from app.register.rules import Recordation, recordation_json
from app.store.engine import writing

HEADQUARTERS = "HQ"


def arrives(station: Station, edition: int, *rights: Recordation, changed: int = 0) -> None:
    """An edition of headquarters, read into the tables as sync reads it, on the clock's day."""
    lines = [{"image_sha256": "", "recordation": recordation_json(each)} for each in rights]
    rows = station.blobs.put(pack_lines(lines), MEDIA_TYPE, "register edition")
    counts = {"read": len(rights), "added": len(rights) - changed, "changed": changed, "unchanged": 0, "rejected": 0}
    body = {"edition": edition, "file": "hq.csv", **counts, "rows": rows.sha256, "blobs": [rows.as_json()]}
    at = station.clock.now().isoformat(timespec="milliseconds")
    entry = Entry(
        HEADQUARTERS, edition, new_id(), "register.edition_imported", 1, at, "HQ1", "hq.csv", body, "", "", ""
    )
    with writing(station.engine) as conn:
        station.appliers.apply(Applying(conn, station.blobs), entry)
