"""How an edition is read into the tables: the only code that changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import delete

from app.core.canonical import compact
from app.core.json_lines import unpack_lines
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.register.records.current import digest_of
from app.register.records.tables import asked, edition_table, prefix_table, recordation_table, version_table
from app.store.writing import BATCH_ROWS, put

_COUNTS = ("read", "added", "changed", "unchanged", "rejected")


def _import(to: Applying, entry: Entry) -> None:
    body = entry.body
    put(
        to.conn,
        edition_table,
        {
            "stream": entry.stream,
            "edition": body["edition"],
            "file": body["file"],
            "imported_at": entry.occurred_at,
            "imported_on": entry.occurred_at[:10],
            "officer": entry.officer,
            **{name: body[name] for name in _COUNTS},
        },
    )
    lines, done = unpack_lines(to.blobs.get(body["rows"])), 0
    while batch := list(islice(lines, BATCH_ROWS)):
        versions = [_version_row(entry, line) for line in batch]
        put(to.conn, version_table, versions)
        put(to.conn, recordation_table, map(_current_row, versions))
        _put_prefixes(to, entry, [line["recordation"] for line in batch])
        done += len(batch)
        to.moved(done, body["added"] + body["changed"])


def _version_row(entry: Entry, line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "stream": entry.stream,
        "recordation_no": line["recordation"]["recordation_no"],
        "edition": entry.body["edition"],
        "since": entry.occurred_at[:10],
        "image_sha256": line["image_sha256"],
        "body": compact(line["recordation"]).decode(),
    }


def _current_row(version: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: version[name] for name in ("stream", "recordation_no", "edition", "since")}
    return row | {"digest": digest_of(version["body"].encode(), version["image_sha256"])}


def _put_prefixes(to: Applying, entry: Entry, plain: Sequence[Mapping[str, Any]]) -> None:
    if entry.body["changed"]:
        for numbers in asked(each["recordation_no"] for each in plain):
            of_them = prefix_table.c.recordation_no.in_(numbers)
            to.conn.execute(delete(prefix_table).where(prefix_table.c.stream == entry.stream, of_them))
    put(
        to.conn,
        prefix_table,
        (
            {"stream": entry.stream, "prefix": prefix, "recordation_no": each["recordation_no"]}
            for each in plain
            for prefix in each.get("gtin_prefixes", ())
        ),
    )


APPLIES: Applies = {("register.edition_imported", 1): _import}
