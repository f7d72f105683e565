"""Makes the evidence pack of a case: documents, data, photos, custody and the journal's extract, listed and signed.

The same facts give the same bytes: no clock goes in, and what is told of the making is logged beside it, not inside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from app.core.canonical import canonical, sha256
from app.core.errors import Refused
from app.core.plain import decimal_text
from app.custody.evidence.checking import script, source
from app.custody.evidence.looks import clues_told, photographs
from app.custody.evidence.masking import Mask, fields_of, mask_for
from app.custody.view import totals_json, view_of
from app.detention.parties import parties_of, sums_of
from app.detention.records import (
    campaign_table,
    clock_table,
    line_table,
    parts,
    procedure_table,
    right_table,
)
from app.detention.settled import costs_of, fines_of, links_of
from app.detention.standing import CaseFile, case_file
from app.identity.rules import Officer, Power, require
from app.intake.records import declaration
from app.journal.checking import STREAM_OPENED
from app.journal.entry import Entry
from app.journal.records import about, entry_of, entry_table, row_of
from app.journal.work import Station
from app.notice.disclosure import masked
from app.notice.records import notices_of
from app.notice.render import render
from app.notice.rules import NoticeData, Value
from app.notice.templates import template_at_issue
from app.notice.work import data_from_json
from app.store.blobs import write_durably

LOGGED_BESIDE: Final = frozenset({"custody.disclosed"})
"""Entries about packs: left out of packs, so that the same facts give the same bytes."""
READ_ME: Final = """\
Evidence pack of case {case}

Sealed by station {station}. To check it, run Python 3.8 or newer in this folder:
    python3 check.py
or, on the archive as it was received:
    python3 check.py FILE.zip
It says "ok" and the station's key, or names the first file or journal entry that is not as it was sealed.
Ask the customs office for its key and compare: {key}

案件 {case} 证据包

由站点 {station} 封存。核验：在本文件夹中用 Python 3.8 或更新版本运行 python3 check.py；
或对收到的压缩包运行 python3 check.py FILE.zip。显示 ok 及站点公钥即完好，否则指出第一个不符的文件或日志条目。
请向海关核对站点公钥：{key}
"""


@dataclass(frozen=True)
class Packed:
    """A pack as it was made, and what its log says."""

    archive: bytes
    sha256: str
    files: int
    entries: int
    shows: tuple[str, ...]
    hides: tuple[str, ...]
    withheld: tuple[str, ...]


def pack_to(
    station: Station, officer: Officer, case_id: str, path: Path, *, addressee: str = "", photos: bool | None = None
) -> Packed:
    """Write the pack of a case, and log what its addressee is shown; neither stands without the other.

    `addressee` is one of the pack's disclosure rules ("" for the whole file). `photos` says whether photographs go
    along: nobody can mask them, so where the addressee may not see all they stay out unless an officer says so.
    """
    require(officer, Power.SEE_PERSONAL_DATA)
    with station.act(officer.officer_id) as act:
        packed = pack(act.conn, station, case_id, addressee=addressee, photos=photos)
        act.record(
            "custody.disclosed",
            case_id,
            {
                "addressee": addressee or "case",
                "package": packed.sha256,
                "shows": list(packed.shows),
                "hides": list(packed.hides),
                "withheld": list(packed.withheld),
            },
        )
        write_durably(path, packed.archive)
    return packed


def pack(
    conn: Connection, station: Station, case_id: str, *, addressee: str = "", photos: bool | None = None
) -> Packed:
    """The pack of a case as bytes."""
    file = case_file(conn, station, case_id)
    if addressee and addressee not in {*file.procedure.disclosures, *_addressees(file)}:
        known = sorted({*file.procedure.disclosures, *_addressees(file)})
        raise Refused("custody.bad_choice", field="addressee", value=addressee[:60], known=", ".join(known))
    documents = [(row, _data_of(station, row)) for row in notices_of(conn, case_id)]
    mask = _mask(conn, file, addressee, [data for _, data in documents])
    shown = not mask.hides_something if photos is None else photos
    members: dict[str, bytes] = {"check.py": source()}
    members |= _documents(conn, station, file, mask, documents)
    pictures = list(photographs(conn, station, file, shared=bool(addressee))) if shown else []
    members |= {name: data for name, data, _ in pictures}
    members["case.json"] = _json(mask.json(_case(conn, file, documents, [told for *_, told in pictures])))
    members["custody.json"] = _json(mask.json(_custody(conn, case_id)))
    journal = _journal(conn, file, mask)
    members["journal.json"] = _json(journal)
    told = {"case": case_id, "station": station.identity.station, "key": station.public_key}
    members["README.txt"] = READ_ME.format(**told).encode()
    shows = tuple(sorted(members))
    withheld = [f"{link['stream']} {link['seq']}" for link in journal["links"] if link.get("withheld")]
    _no_leak(mask, members)
    sealed = _sealed(station, file, mask, members)
    archive = script().sealed(sealed)
    return Packed(archive, sha256(archive), len(sealed), len(journal["entries"]), shows, mask.hides, tuple(withheld))


def _addressees(file: CaseFile) -> set[str]:
    return {rule.addressee for rule in file.procedure.documents.values()} | {"prosecutor", "court", "market_regulator"}


def _data_of(station: Station, row: Row[Any]) -> NoticeData:
    return data_from_json(json.loads(station.blobs.get(row.data)))


def _sealed(station: Station, file: CaseFile, mask: Mask, members: Mapping[str, bytes]) -> dict[str, bytes]:
    manifest = canonical(
        {
            "format": script().FORMAT,
            "case": file.case_id,
            "station": station.identity.station,
            "stream": station.stream,
            "public_key": station.public_key,
            "addressee": mask.addressee,
            "hides": list(mask.hides),
            "files": [
                {"path": name, "size": len(data), "sha256": sha256(data)} for name, data in sorted(members.items())
            ],
        }
    )
    seal = station.sign(sha256(manifest)).encode()
    return {**members, "manifest.json": manifest, "manifest.sig": seal}


# ---- what goes in


def _documents(
    conn: Connection, station: Station, file: CaseFile, mask: Mask, documents: Iterable[tuple[Row[Any], NoticeData]]
) -> Iterator[tuple[str, bytes]]:
    """The documents as they were issued; for an addressee with a mask, made again with it and marked as copies."""
    for row, data in documents:
        name = f"documents/{row.number}.pdf"
        if not mask.hides_something:
            yield name, station.blobs.get(row.pdf)
            continue
        template = template_at_issue(conn, station.blobs, row.number, row.kind, file.procedure)
        clean = masked(replace(data, pictures=()), file.procedure, mask.addressee, template, known=mask.known)
        yield name, render(clean.data, file.procedure, template, copy=True, void=bool(row.void_reason))


def _case(
    conn: Connection,
    file: CaseFile,
    documents: Iterable[tuple[Row[Any], NoticeData]],
    pictures: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    tables = {"lines": line_table, "rights": right_table, "procedures": procedure_table, "clocks": clock_table}
    return {
        "case": _plain(file.row),
        **{name: [_plain(row) for row in parts(conn, table, file.case_id)] for name, table in tables.items()},
        "parties": [_plain(row) for row in parties_of(conn, file.case_id)],
        "links": [{"case": row.other, "reason": row.reason} for row in links_of(conn, file.case_id)],
        "fines": [_plain(row) for row in fines_of(conn, file.case_id)],
        "costs": [_plain(row) for row in costs_of(conn, file.case_id)],
        "sums": [_plain(row) for row in sums_of(conn, file.case_id)],
        "campaigns": [row.campaign for row in parts(conn, campaign_table, file.case_id)],
        "photos": list(pictures),
        "clues": clues_told(conn, file.row.declaration_no),
        "documents": [
            {"number": row.number, "kind": row.kind, "issued_at": row.issued_at, "void": row.void_reason}
            for row, _ in documents
        ],
    }


def _custody(conn: Connection, case_id: str) -> dict[str, Any]:
    view = view_of(conn, case_id, "")
    plain = asdict(view)
    plain.pop("disclosures")
    for row, told in zip(view.disposals, plain["disposals"], strict=True):
        told["whole"] = totals_json(row.whole)
    made: dict[str, Any] = _jsonable(plain)
    return made


def _plain(row: Row[Any]) -> dict[str, Any]:
    made: dict[str, Any] = _jsonable({name: value for name, value in row._mapping.items() if name != "stream"})
    for name in ("seals", "facts", "suspended"):
        if isinstance(made.get(name), str) and made[name]:
            made[name] = json.loads(made[name])
    return made


def _jsonable(value: Any) -> Any:
    match value:
        case Decimal():
            return decimal_text(value)
        case dict():
            return {name: _jsonable(part) for name, part in value.items()}
        case list() | tuple():
            return [_jsonable(part) for part in value]
        case _:
            return value


# ---- the journal's extract


def _journal(conn: Connection, file: CaseFile, mask: Mask) -> dict[str, Any]:
    """Every entry about the case, whole; where one may not be seen, and before each, its link in the chain alone."""
    found = {(entry.stream, entry.seq): entry for entry in _entries(conn, file)}
    shown = {key: entry for key, entry in found.items() if not _hidden(entry, mask)}
    links: dict[tuple[str, int], dict[str, Any]] = {
        key: {**_link(entry), "withheld": True} for key, entry in found.items() if key not in shown
    }
    for stream, seq in shown:
        before = (stream, seq - 1)
        if seq > 1 and before not in shown and before not in links:
            links[before] = _link(_entry(conn, *before))
    return {
        "entries": [_entry_json(shown[key]) for key in sorted(shown)],
        "links": [links[key] for key in sorted(links)],
    }


def _entries(conn: Connection, file: CaseFile) -> Iterator[Entry]:
    subjects = [file.case_id, file.row.declaration_no, *(row.number for row in notices_of(conn, file.case_id))]
    streams = {file.row.stream}
    for subject in dict.fromkeys(subjects):
        for entry in about(conn, subject):
            if entry.kind not in LOGGED_BESIDE:
                streams.add(entry.stream)
                yield entry
    for stream in sorted(streams):
        yield _entry(conn, stream, 1)


def _entry(conn: Connection, stream: str, seq: int) -> Entry:
    this = (entry_table.c.stream == stream) & (entry_table.c.seq == seq)
    return entry_of(conn.execute(select(entry_table).where(this)).one())


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {**row_of(entry), "body": dict(entry.body)}


def _link(entry: Entry) -> dict[str, Any]:
    """An entry's place in the chain: that the station signed it, and nothing of what it says."""
    return {"stream": entry.stream, "seq": entry.seq, "hash": entry.hash, "signature": entry.signature}


def _hidden(entry: Entry, mask: Mask) -> bool:
    if entry.kind == STREAM_OPENED:
        return False
    return mask.hides_something and mask.would_change({"subject": entry.subject, **entry.body})


# ---- the mask


def _mask(conn: Connection, file: CaseFile, addressee: str, documents: Sequence[NoticeData]) -> Mask:
    row = file.row
    shipment = declaration(conn, row.declaration_no)
    known: dict[str, Value] = {
        "party_name": row.party,
        "party_id": row.party_id,
        "party_address": row.party_address or None,
        "declaration_no": row.declaration_no,
        "place": row.place,
        "seal_numbers": ", ".join(json.loads(row.seals)) or None,
    }
    texts: dict[str, set[str]] = {}
    for data in documents:
        for name, form in fields_of(data):
            texts.setdefault(name, set()).add(form)
    texts.setdefault("seal_numbers", set()).update(json.loads(row.seals))
    texts["place"] = {row.place.strip()}
    if shipment is not None:
        sends = row.party == shipment.consignor
        texts.setdefault("party_id", set()).add(shipment.consignor_id if sends else shipment.consignee_id)
    return mask_for(file.procedure, addressee, known, texts)


def _no_leak(mask: Mask, members: Mapping[str, bytes]) -> None:
    """The last guard: no text, and no name of a file, quotes what is hidden."""
    for name, data in members.items():
        plain = data.decode("utf-8") if name.endswith((".json", ".txt")) else ""
        if mask.finds_in(name) or mask.finds_in(plain):
            raise Refused("custody.mask_leaks", field="addressee", file=name, addressee=mask.addressee)


def _json(value: Any) -> bytes:
    return canonical(value)
