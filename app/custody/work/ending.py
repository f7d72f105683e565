"""Ending custody: disposal by the pack's ladder, over one case or many, with two people and all its record shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Row

from app.core.errors import Refused
from app.core.ids import new_id
from app.core.plain import decimal_text
from app.custody.records import keeping
from app.custody.records.ending import disposals_of, lots_of
from app.custody.rules import (
    RETURN,
    Disposal,
    Lot,
    Totals,
    check_disposal,
    check_weight,
    share,
    totals,
)
from app.custody.work.following import follow
from app.custody.work.keeping import still_loose
from app.custody.work.standing import held_parcel, second_officer
from app.detention.procedure.money import DisposalOffer, disposal_offers
from app.detention.records import line_table, parts
from app.detention.standing import CaseFile, case_file
from app.identity.rules import Officer, Power
from app.journal.work import Act, Station
from app.notice.work import Issued

MOST_LOTS: Final = 5_000
HELD_NO_MORE: Final = ("released", "settled")


@dataclass(frozen=True)
class Ended:
    """What an action did: its id and its totals."""

    action: str
    totals: Totals
    issued: tuple[Issued, ...] = ()


def offers(station: Station, case_id: str, conditions: Collection[str]) -> tuple[DisposalOffer, ...]:
    """The ways of the ladder for a case, in order, each open or closed with the rule."""
    with station.read() as conn:
        file = case_file(conn, station, case_id)
    return disposal_offers(file.procedure, conditions)


def dispose(
    station: Station,
    officer: Officer,
    disposal: Disposal,
    weights: Mapping[str, Decimal],
    *,
    second: str,
    pictures: Sequence[tuple[str, bytes, str]] = (),
) -> Ended:
    """Dispose of parcels, of one case or many, in one action and one transaction.

    A case whose last goods are gone takes the move that ends it in the same act, with its disposal record.

    `weights` are the parcels (codes or scans) with what each weighed on that day, in kilograms; `pictures` are name,
    bytes and media type, kept as evidence.
    """
    kept = [station.blobs.put(data, media_type, name) for name, data, media_type in pictures]
    distinct = list({blob.sha256: blob for blob in kept}.values())
    action = new_id()
    with station.act(officer.officer_id) as act:
        second_officer(act, officer, second, Power.MOVE_CASE)
        check_disposal(disposal, act.at.date())
        if not weights or len(weights) > MOST_LOTS:
            raise Refused("custody.no_lots", field="parcels", most=MOST_LOTS)
        by_case = _held(act.conn, station, weights)
        for case_id, held in by_case.items():
            file = case_file(act.conn, station, case_id)
            body = _body(act.conn, file, disposal, action, held, second)
            act.record("custody.disposed", case_id, body, blobs=distinct)
        issued = [each for case_id in by_case for each in _close(act, station, officer, case_id, disposal, second)]
        ended = totals(lots_of(act.conn, action))
    return Ended(action, ended, tuple(issued))


def _close(
    act: Act, station: Station, officer: Officer, case_id: str, disposal: Disposal, second: str
) -> tuple[Issued, ...]:
    """The move that ends a case, once nothing of it is held any more, in a parcel or loose."""
    loose = any(left > 0 for _goods, left, _unit in still_loose(act.conn, case_id).values())
    if loose or still_held(act.conn, case_id):
        return ()
    file = case_file(act.conn, station, case_id)
    texts = _record_texts(act.conn, file, disposal, act.at.date())
    return follow(act, station, officer, case_id, "disposal_recorded", act.at.date(), second=second, texts=texts)


def _record_texts(conn: Connection, file: CaseFile, disposal: Disposal, day: date) -> dict[str, str]:
    """What the disposal record says beyond the case itself; its weight is that of all the case's goods."""
    way = next((each.name for each in file.procedure.disposal if each.id == disposal.way), None)
    weights = [lot.weight_kg for row in disposals_of(conn, file.case_id) for lot in lots_of(conn, row.action)
               if lot.case_id == file.case_id]  # fmt: skip
    asked = disposal.holder_asked_on.isoformat() if disposal.holder_asked_on else "未征求 not asked"
    return {
        "disposal_way": f"{way.zh} {way.en}" if way else disposal.way,
        "disposal_on": day.isoformat(),
        "held_place": disposal.place,
        "recipient": disposal.recipient or disposal.witness,
        "features_removed": "是 yes" if disposal.features_removed else "否 no",
        "holder_opinion": asked,
        "weight": f"{sum(weights, Decimal(0)):,} kg",
    }


Held = list[tuple[Row[Any], Decimal]]


def _held(conn: Connection, station: Station, weights: Mapping[str, Decimal]) -> dict[str, Held]:
    by_case: dict[str, Held] = {}
    seen: set[str] = set()
    for scan, weight in weights.items():
        check_weight(weight)
        parcel, _case = held_parcel(conn, station, scan)
        if parcel.parcel in seen:
            raise Refused("custody.twice", field="parcels", parcel=parcel.parcel)
        seen.add(parcel.parcel)
        by_case.setdefault(parcel.case_id, []).append((parcel, weight))
    return by_case


def _body(conn: Connection, file: CaseFile, disposal: Disposal, action: str, held: Held, second: str) -> dict[str, Any]:
    lines = {row.n: row for row in parts(conn, line_table, file.case_id)}
    return {
        "case_stream": file.row.stream,
        "action": action,
        "way": disposal.way,
        "source": _lawful(file, disposal),
        "second_officer": second,
        "conditions": sorted(disposal.conditions),
        "method": disposal.method.strip(),
        "place": disposal.place.strip(),
        "witness": disposal.witness.strip(),
        "recipient": disposal.recipient.strip(),
        "features_removed": disposal.features_removed,
        "holder_asked_on": disposal.holder_asked_on.isoformat() if disposal.holder_asked_on else "",
        "remark": disposal.remark,
        "lots": [
            lot_json(lot_of(parcel, weight, lines.get(parcel.line), file.row), parcel.place) for parcel, weight in held
        ],
    }


def _lawful(file: CaseFile, disposal: Disposal) -> str:
    """The rule behind a way, or a refusal with it: no handling before a decision, and the ladder's order (Reg 27)."""
    states = {standing.state for standing in file.standings.values()}
    if disposal.way == RETURN:
        if not all(state.startswith(HELD_NO_MORE) for state in states):
            raise Refused("custody.not_released", field="way", case=file.case_id, states=_names(file, states))
        return ""
    known = {way.id for way in file.procedure.disposal}
    if disposal.way not in known:
        raise Refused("custody.bad_choice", field="way", value=disposal.way[:60], known=", ".join(sorted(known)))
    if not all(_may_be_disposed(file, state) for state in states):
        raise Refused("custody.not_decided", field="case", case=file.case_id, states=_names(file, states))
    offer = next(each for each in disposal_offers(file.procedure, disposal.conditions) if each.way.id == disposal.way)
    if not offer.allowed:
        raise Refused("custody.way_closed", field="way", why=offer.reason)
    return offer.way.source.text


def _may_be_disposed(file: CaseFile, state: str) -> bool:
    """A state from which a move of the pack ends the goods, or the one it leads to."""
    moves = [
        move
        for move in file.procedure.moves.values()
        if "disposal_recorded" in move.needs or move.target in {"disposed", "destroyed"}
    ]
    return any(state == move.target or state in move.origins or "*" in move.origins for move in moves)


def _names(file: CaseFile, states: Collection[str]) -> list[Any]:
    return [file.procedure.states[state].name.say for state in sorted(states)]


def lot_of(parcel: Row[Any], weight: Decimal, line: Row[Any] | None, case: Row[Any]) -> Lot:
    """A parcel as a lot: its part of the line's pieces and value; a parcel of mixed lines has no figures of its own."""
    sample_of = bool(parcel.parent)
    pieces, value = Decimal(0), Decimal(0)
    if line is not None and not sample_of:
        pieces = share(Decimal(line.item_count), parcel.quantity, line.quantity, "1")
        value = share(line.value, parcel.quantity, line.quantity, "0.01")
    return Lot(
        parcel.parcel,
        parcel.case_id,
        parcel.line,
        parcel.goods,
        parcel.quantity,
        parcel.unit,
        int(pieces),
        weight,
        value,
        line.currency if line is not None else case.currency,
    )


def lot_json(lot: Lot, place: str) -> dict[str, Any]:
    """A lot as an entry keeps it."""
    return {
        "parcel": lot.parcel,
        "from": place,
        "line": lot.line,
        "goods": lot.goods,
        "quantity": decimal_text(lot.quantity),
        "unit": lot.unit,
        "items": lot.items,
        "weight_kg": decimal_text(lot.weight_kg),
        "value": decimal_text(lot.value),
        "currency": lot.currency,
    }


def still_held(conn: Connection, case_id: str) -> list[str]:
    """The parcels and samples of a case that are not at their end."""
    return [row.parcel for row in keeping.parcels_of(conn, case_id) if row.state != "disposed"]
