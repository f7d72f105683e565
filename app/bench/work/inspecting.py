"""An inspection from its opening to its result: widened, photographed, clues ticked; and bulk release of green."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row

from app.bench.records import inspection, work_of
from app.core.errors import Refused
from app.core.ids import new_id
from app.identity.rules import Officer, Power, require
from app.intake.records import declaration
from app.journal.work import Act, Station
from app.risk.records import chosen_by, screening


class Result(StrEnum):
    """How an inspection ends; null results are recorded too, or hit rates are not honest."""

    NOTHING_FOUND = "nothing_found"
    FOUND = "found"
    DOCUMENTS_WRONG = "documents_wrong"
    OTHER_OFFENCE = "other_offence"


def open_inspection(station: Station, officer: Officer, declaration_no: str) -> str:
    """Open a shipment on the bench, or go on with the inspection that is open; gives the inspection's id."""
    require(officer, Power.INSPECT)
    with station.read() as conn:
        if declaration(conn, declaration_no) is None:
            raise Refused("inspection.no_declaration", field="declaration_no", number=declaration_no)
        work = work_of(conn, declaration_no)
        weighed = screening(conn, declaration_no)
    if work is not None and work.state == "open":
        return str(work.inspection)
    inspection_id = new_id()
    with station.act(officer.officer_id) as act:
        act.record("bench.opened", declaration_no, {"inspection": inspection_id, "chosen_by": chosen_by(weighed)})
    return inspection_id


def widen(station: Station, officer: Officer, inspection_id: str) -> None:
    """Widen the inspection from the lines that were noticed to the whole shipment (S5)."""
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        if not row.widened:
            act.record("bench.widened", row.declaration_no, {"inspection": inspection_id})


def photograph(
    station: Station,
    officer: Officer,
    inspection_id: str,
    data: bytes,
    media_type: str,
    name: str,
    *,
    line_key: str = "",
    clue: str = "",
) -> str:
    """Keep a photograph as evidence, tied to its line and clue; gives its SHA-256. `data` has passed the decoder."""
    blob = station.blobs.put(data, media_type, name)
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        act.record(
            "bench.photographed",
            row.declaration_no,
            {"inspection": inspection_id, "line_key": line_key, "clue": clue},
            blobs=[blob],
        )
    return blob.sha256


def mark_clue(
    station: Station,
    officer: Officer,
    inspection_id: str,
    recordation_no: str,
    clue: str,
    *,
    genuine: bool,
    seen: bool,
) -> None:
    """Tick or untick a clue of a right: one that genuine goods show, or one that known fakes show."""
    with station.act(officer.officer_id) as act:
        row = open_row(act.conn, inspection_id)
        act.record(
            "bench.clue_marked",
            row.declaration_no,
            {
                "inspection": inspection_id,
                "recordation_no": recordation_no,
                "clue": clue,
                "genuine": genuine,
                "seen": seen,
            },
        )


def close(station: Station, officer: Officer, inspection_id: str, result: Result, *, remark: str = "") -> None:
    """Close an inspection that led to no detention, with its result; a detention closes its inspection itself."""
    if result is Result.FOUND:
        raise Refused("inspection.found_is_detained", field="result")
    with station.act(officer.officer_id) as act:
        record_close(act, inspection_id, result, remark=remark)


def record_close(
    act: Act, inspection_id: str, result: Result, *, remark: str = "", recordations: Iterable[str] = ()
) -> None:
    """The same inside an act that does more."""
    row = open_row(act.conn, inspection_id)
    act.record(
        "bench.closed",
        row.declaration_no,
        {
            "inspection": inspection_id,
            "result": result.value,
            "remark": remark,
            "chosen_by": row.chosen_by,
            "recordations": sorted(set(recordations)),
        },
    )


def open_row(conn: Connection, inspection_id: str) -> Row[Any]:
    """The inspection, which must still be open."""
    row = inspection(conn, inspection_id)
    if row is None:
        raise Refused("inspection.no_inspection", inspection=inspection_id)
    if row.closed_at:
        raise Refused("inspection.closed_already", number=row.declaration_no)
    return row


def release(station: Station, officer: Officer, numbers: Sequence[str], authority: str) -> int:
    """Release green shipments in bulk under an authority that is named; controls and other lanes stay."""
    require(officer, Power.RELEASE_GREEN)
    if not authority.strip():
        raise Refused("inspection.no_authority", field="authority")
    with station.act(officer.officer_id) as act:
        for number in numbers:
            weighed, work = screening(act.conn, number), work_of(act.conn, number)
            if weighed is None or weighed.lane != "green" or weighed.control or work is not None:
                raise Refused("inspection.not_green", number=number)
        if numbers:
            act.record("bench.released", officer.officer_id, {"declarations": list(numbers), "authority": authority})
    return len(numbers)
