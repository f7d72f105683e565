"""Proof of service: how, when and to whom a document was served, with the signed sheet, and the clock it starts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Row

from app.core.errors import Refused
from app.detention.moves import Step, ours
from app.detention.procedure.law import Move
from app.detention.standing import CaseFile, case_file, next_acts
from app.identity.rules import Officer, Power, require
from app.journal.work import Act, Station
from app.notice.acts import Stepped, step_inside
from app.notice.records import notice
from app.notice.work import Photo, data_from_json
from app.store.blobs import BlobRef

PROOF_OF_SERVICE = "D24"
LONGEST_NAME = 300
LONGEST_NOTE = 2_000


class ServiceMode(StrEnum):
    """The ways of service (CPL 87-95 through APL 61)."""

    DIRECT = "direct"
    LEFT = "left"
    ELECTRONIC = "electronic"
    POST = "post"
    DELEGATED = "delegated"
    PUBLIC = "public"


@dataclass(frozen=True)
class Service:
    """How a document was served; `note` names capacity, witnesses, or why receipt was refused."""

    on: date
    mode: ServiceMode
    receiver: str
    note: str = ""


def record_service(
    station: Station, officer: Officer, number: str, service: Service, signed: Sequence[Photo] = ()
) -> Stepped | None:
    """Record that a document was served; a move that waits for just that is taken in the same act and given back.

    `signed` is a picture of the signed sheet. Refused for a day to come, a void document, a second service.
    """
    require(officer, Power.DETAIN)
    if not service.receiver.strip():
        raise Refused("issuing.no_receiver", field="receiver")
    kept = [station.blobs.put(photo.data, photo.media_type, photo.name) for photo in signed[:1]]
    with station.act(officer.officer_id) as doing:
        row = _unserved(doing, number)
        file = case_file(doing.conn, station, row.case_id)
        ours(file, station)
        if service.on > doing.at.date():
            raise Refused("case.future_fact", field="on", day=service.on)
        _record(doing, row, service, kept)
        n = _procedure_of(station, file, row)
        move = _waiting(file, n, row.kind, doing)
        if move is None:
            return None
        step = Step(move.id, n, dict.fromkeys(move.needs, service.on), remark=service.note)
        return step_inside(doing, station, officer, row.case_id, step)


def _unserved(doing: Act, number: str) -> Row[tuple[object, ...]]:
    row = notice(doing.conn, number)
    if row is None or row.void_reason:
        raise Refused("issuing.unknown", field="number", number=number)
    if row.served_on:
        raise Refused("issuing.served_already", field="number", number=number, day=row.served_on)
    return row


def _record(doing: Act, row: Row[tuple[object, ...]], service: Service, kept: Sequence[BlobRef]) -> None:
    body = {
        "notice_stream": row.stream,
        "case_id": row.case_id,
        "served_on": service.on.isoformat(),
        "served_how": service.mode.value,
        "served_to": service.receiver.strip()[:LONGEST_NAME],
        "service_note": service.note[:LONGEST_NOTE],
    }
    doing.record("notice.served", row.number, body, blobs=kept)


def _procedure_of(station: Station, file: CaseFile, row: Row[tuple[object, ...]]) -> int:
    """The right holder's procedure that a document belongs to: that of the holder it names."""
    named = data_from_json(json.loads(station.blobs.get(row.data))).fields.get("holder_name")
    return next((n for n, each in file.rows.items() if each.holder == named), min(file.rows))


def _waiting(file: CaseFile, n: int, kind: str, doing: Act) -> Move | None:
    """The move that records the service of such a document: of the same row of the law as the one that issued it."""
    issuing = {move.id for move in file.procedure.moves.values() if kind in move.issues}
    for act in next_acts(file, n, doing.at):
        move = act.offer.move
        if act.open and move.row in issuing and move.id != move.row and PROOF_OF_SERVICE in move.receives:
            return move
    return None
