"""The tables of what is kept: places, parcels, seals, samples, each step of their custody, and counts of a store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, Row, String, Table, Text, func, select

from app.custody.rules import ParcelState
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, quantity
from app.store.writing import put

place_table = Table(
    "custody_place",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("place", String(30), primary_key=True),
    Column("name", String(300), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("open", Boolean, nullable=False),
    info=READING,
)

# Parcels and samples alike: a sample is a parcel with a parent.
parcel_table = Table(
    "custody_parcel",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("parcel", String(80), primary_key=True),
    Column("case_id", String(60), nullable=False),
    Column("parent", String(80), nullable=False),
    Column("n", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("goods", Text, nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("weight_kg", quantity()),
    Column("place", String(30), nullable=False),
    Column("state", String(12), nullable=False),
    Column("seal", String(60), nullable=False),
    Column("held_by", String(300), nullable=False),
    Column("due", String(10), nullable=False),
    Column("changed_at", String(40), nullable=False),
    Index("ix_custody_parcel_case", "case_id"),
    Index("ix_custody_parcel_place", "place"),
    info=READING,
)

seal_table = Table(
    "custody_seal",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seal", String(60), primary_key=True),
    Column("parcel", String(80), nullable=False),
    Column("case_id", String(60), nullable=False),
    Column("put_on_at", String(40), nullable=False),
    Column("broken_at", String(40), nullable=False),
    Column("replaced_by", String(60), nullable=False),
    Column("reason", Text, nullable=False),
    info=READING,
)

step_table = Table(
    "custody_step",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("entry_id", String(36), nullable=False),
    Column("case_id", String(60), nullable=False),
    Column("parcel", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("at", String(40), nullable=False),
    Column("day", String(10), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("second_officer", String(40), nullable=False),
    Column("from_place", String(300), nullable=False),
    Column("to_place", String(300), nullable=False),
    Column("seal", String(60), nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_custody_step_case", "case_id"),
    Index("ix_custody_step_day", "day"),
    info=READING,
)

stocktake_table = Table(
    "custody_stocktake",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("stocktake", String(36), primary_key=True),
    Column("place", String(30), nullable=False),
    Column("at", String(40), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("second_officer", String(40), nullable=False),
    Column("findings", Text, nullable=False),
    Column("agrees", Boolean, nullable=False),
    Column("remark", Text, nullable=False),
    info=READING,
)


def place(conn: Connection, stream: str, code: str) -> Row[Any] | None:
    """One place of a station."""
    c = place_table.c
    return conn.execute(select(place_table).where(c.stream == stream, c.place == code)).first()


def places(conn: Connection, stream: str) -> list[Row[Any]]:
    """The places of a station."""
    return list(conn.execute(select(place_table).where(place_table.c.stream == stream).order_by(place_table.c.place)))


def parcel(conn: Connection, code: str) -> Row[Any] | None:
    """One parcel or sample by its code."""
    return conn.execute(select(parcel_table).where(parcel_table.c.parcel == code)).first()


def parcels_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The parcels and samples of a case."""
    found = select(parcel_table).where(parcel_table.c.case_id == case_id)
    return list(conn.execute(found.order_by(parcel_table.c.stream, parcel_table.c.n, parcel_table.c.parcel)))


def parcels_in(conn: Connection, stream: str, code: str) -> list[Row[Any]]:
    """What should lie in a place of a station now."""
    c = parcel_table.c
    found = select(parcel_table).where(c.stream == stream, c.place == code, c.state == ParcelState.STORED.value)
    return list(conn.execute(found.order_by(c.parcel)))


def stored(conn: Connection, stream: str, limit: int = 20_000) -> list[Row[Any]]:
    """Everything that lies in a place of a station now, by place."""
    c = parcel_table.c
    places_here = select(place_table.c.place).where(place_table.c.stream == stream)
    found = select(parcel_table).where(c.state == ParcelState.STORED.value, c.place.in_(places_here))
    return list(conn.execute(found.order_by(c.place, c.parcel).limit(limit)))


def samples_out(conn: Connection) -> list[Row[Any]]:
    """Every sample that is out, the first due first."""
    c = parcel_table.c
    found = select(parcel_table).where(c.state == ParcelState.OUT.value).order_by(c.due, c.parcel)
    return list(conn.execute(found))


def last_parcel(conn: Connection, case_id: str) -> int:
    """The number of the last parcel or sample of a case."""
    query = select(func.max(parcel_table.c.n)).where(parcel_table.c.case_id == case_id)
    return conn.execute(query).scalar() or 0


def seal(conn: Connection, number: str) -> Row[Any] | None:
    """One seal by its number."""
    return conn.execute(select(seal_table).where(seal_table.c.seal == number)).first()


def seals_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The seals of a case in the order they were put on."""
    found = select(seal_table).where(seal_table.c.case_id == case_id)
    return list(conn.execute(found.order_by(seal_table.c.put_on_at, seal_table.c.seal)))


def steps_of(conn: Connection, case_id: str) -> list[Row[Any]]:
    """The chain of custody of a case, step by step."""
    c = step_table.c
    return list(conn.execute(select(step_table).where(c.case_id == case_id).order_by(c.at, c.stream, c.seq, c.n)))


def steps_between(conn: Connection, first: str, last: str) -> list[Row[Any]]:
    """Every step of custody between two days."""
    c = step_table.c
    found = select(step_table).where(c.day >= first, c.day <= last).order_by(c.at, c.stream, c.seq, c.n)
    return list(conn.execute(found))


def stocktakes(conn: Connection, stream: str, limit: int = 200) -> list[Row[Any]]:
    """The counts of a station's stores, newest first."""
    c = stocktake_table.c
    found = select(stocktake_table).where(c.stream == stream).order_by(c.at.desc(), c.stocktake.desc())
    return list(conn.execute(found.limit(limit)))


def keep_steps(to: Applying, entry: Entry, steps: Iterable[Mapping[str, str]]) -> None:
    """Keep the steps of custody that an entry tells of; what a step leaves out is the entry's."""
    own = {
        "stream": entry.stream,
        "seq": entry.seq,
        "entry_id": entry.entry_id,
        "case_id": entry.subject,
        "at": entry.occurred_at,
        "day": entry.occurred_at[:10],
        "officer": entry.officer,
        "second_officer": entry.body.get("second_officer", ""),
        **dict.fromkeys(("from_place", "to_place", "seal", "note"), ""),
    }
    put(to.conn, step_table, [{**own, "n": n, **step} for n, step in enumerate(steps)])


def change_parcel(to: Applying, entry: Entry, code: str, **values: Any) -> None:
    """Change the row of a parcel, which stays under the stream that detained the goods."""
    c = parcel_table.c
    this = (c.stream == entry.body["case_stream"]) & (c.parcel == code)
    to.conn.execute(parcel_table.update().where(this).values(changed_at=entry.occurred_at, **values))


def _place_kept(to: Applying, entry: Entry) -> None:
    row = {name: entry.body[name] for name in ("name", "kind", "open")}
    put(to.conn, place_table, {"stream": entry.stream, "place": entry.subject, **row})


def _parcelled(to: Applying, entry: Entry) -> None:
    body = entry.body
    rows = [_parcel_row(entry, each) for each in body["parcels"]]
    put(to.conn, parcel_table, rows)
    for each in body["parcels"]:
        if each["seal"]:
            _put_on(to, entry, each["parcel"], each["seal"])
    act = "sampled" if body.get("sample") else "parcelled"
    keep_steps(
        to,
        entry,
        [
            {"parcel": row["parcel"], "act": act, "to_place": row["place"], "seal": row["seal"], "note": body["note"]}
            for row in rows
        ],
    )


def _parcel_row(entry: Entry, each: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "stream": entry.body["case_stream"],
        "case_id": entry.subject,
        **{name: each[name] for name in ("parcel", "parent", "n", "line", "goods", "unit", "seal")},
        "place": entry.body["place"],
        "quantity": Decimal(each["quantity"]),
        "weight_kg": None if each["weight_kg"] is None else Decimal(each["weight_kg"]),
        "state": ParcelState.STORED.value,
        "held_by": "",
        "due": "",
        "changed_at": entry.occurred_at,
    }


def _moved(to: Applying, entry: Entry) -> None:
    body = entry.body
    change_parcel(to, entry, body["parcel"], place=body["to"])
    moved = {"parcel": body["parcel"], "act": "moved", "from_place": body["from"], "to_place": body["to"]}
    keep_steps(to, entry, [{**moved, "note": body["note"]}])


def _put_on(to: Applying, entry: Entry, code: str, number: str) -> None:
    row = {"stream": entry.body["case_stream"], "seal": number, "parcel": code, "case_id": entry.subject}
    left = {"put_on_at": entry.occurred_at, "broken_at": "", "replaced_by": "", "reason": ""}
    put(to.conn, seal_table, {**row, **left})


def _sealed(to: Applying, entry: Entry) -> None:
    """A seal put on, broken, or broken and replaced, as `act` says."""
    body = entry.body
    if body["broken"]:
        this = (seal_table.c.stream == body["case_stream"]) & (seal_table.c.seal == body["broken"])
        left = {"broken_at": entry.occurred_at, "replaced_by": body["put_on"], "reason": body["reason"]}
        to.conn.execute(seal_table.update().where(this).values(**left))
    if body["put_on"]:
        _put_on(to, entry, body["parcel"], body["put_on"])
    change_parcel(to, entry, body["parcel"], seal=body["put_on"])
    told = {"seal": body["put_on"] or body["broken"], "note": body["reason"]}
    keep_steps(to, entry, [{"parcel": body["parcel"], "act": body["act"], **told}])


def _sample_sent(to: Applying, entry: Entry) -> None:
    body = entry.body
    out = ParcelState.OUT.value
    change_parcel(to, entry, body["parcel"], state=out, held_by=body["receiver"], due=body["due"], place="")
    sent = {"parcel": body["parcel"], "act": "sent", "from_place": body["from"], "to_place": body["receiver"]}
    keep_steps(to, entry, [{**sent, "note": body["purpose"]}])


def _sample_returned(to: Applying, entry: Entry) -> None:
    body = entry.body
    stored = ParcelState.STORED.value
    change_parcel(to, entry, body["parcel"], state=stored, held_by="", due="", place=body["place"])
    back = {"parcel": body["parcel"], "act": "came_back", "from_place": body["held_by"], "to_place": body["place"]}
    keep_steps(to, entry, [{**back, "note": body["note"]}])


def _stocktaken(to: Applying, entry: Entry) -> None:
    body = entry.body
    row = {name: body[name] for name in ("stocktake", "second_officer", "agrees", "remark")}
    told = {"place": entry.subject, "at": entry.occurred_at, "officer": entry.officer}
    findings = json.dumps(body["findings"], sort_keys=True)
    put(to.conn, stocktake_table, {"stream": entry.stream, **row, **told, "findings": findings})
    keep_steps(
        to,
        entry,
        [
            {"case_id": case_id, "parcel": code, "act": "stocktaken", "to_place": entry.subject, "note": found}
            for code, found in sorted(body["findings"].items())
            if (case_id := body["cases"].get(code))
        ],
    )


APPLIES: Applies = {
    ("custody.place_kept", 1): _place_kept,
    ("custody.parcelled", 1): _parcelled,
    ("custody.sample_taken", 1): _parcelled,
    ("custody.moved", 1): _moved,
    ("custody.sealed", 1): _sealed,
    ("custody.sample_sent", 1): _sample_sent,
    ("custody.sample_returned", 1): _sample_returned,
    ("custody.stocktaken", 1): _stocktaken,
}
