"""The tables of detentions: cases, lines, rights, procedures and their clocks, as the journal's facts leave them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    func,
    select,
)

from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata, money, quantity
from app.store.writing import put

case_table = Table(
    "detention_case",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("declaration_no", String(60), nullable=False),
    Column("inspection", String(36), nullable=False),
    Column("track", String(20), nullable=False),
    Column("detained_at", String(40), nullable=False),
    Column("day", String(10), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("second_officer", String(40), nullable=False),
    Column("station", String(40), nullable=False),
    Column("customs", String(20), nullable=False),
    Column("direction", String(1), nullable=False),
    Column("channel", String(12), nullable=False),
    Column("trade_mode", String(20), nullable=False),
    Column("origin", String(60), nullable=False),
    Column("destination", String(60), nullable=False),
    Column("party", String(300), nullable=False),
    Column("party_id", String(80), nullable=False),
    Column("party_address", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("storage", Text, nullable=False),
    Column("seals", Text, nullable=False),
    Column("found_by", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Column("line_count", Integer, nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("value", money(), nullable=False),
    Column("currency", String(10), nullable=False),
    Column("pack", String(40), nullable=False),
    Column("pack_digest", String(64), nullable=False),
    Column("owner", String(40), nullable=False),
    Index("ix_detention_case_day", "day"),
    Index("ix_detention_case_declaration", "declaration_no"),
    info=READING,
)

line_table = Table(
    "case_line",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("line_no", Integer),
    Column("goods", Text, nullable=False),
    Column("brand", String(300), nullable=False),
    Column("spec", Text, nullable=False),
    Column("hs_code", String(20), nullable=False),
    Column("quantity", quantity(), nullable=False),
    Column("error", quantity(), nullable=False),
    Column("unit", String(20), nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("value", money(), nullable=False),
    Column("currency", String(10), nullable=False),
    Column("price_basis", String(20), nullable=False),
    Column("recordations", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    info=READING,
)

right_table = Table(
    "case_right",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("recordation_no", String(40), primary_key=True),
    Column("right_type", String(12), nullable=False),
    Column("right_no", String(80), nullable=False),
    Column("mark", String(300), nullable=False),
    Column("holder", String(300), nullable=False),
    Column("holder_size", String(8), nullable=False),
    Column("contact", Text, nullable=False),
    Column("safety", Boolean, nullable=False),
    Column("item_count", BigInteger, nullable=False),
    Column("value", money(), nullable=False),
    info=READING,
)

campaign_table = Table(
    "case_campaign",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("campaign", String(60), primary_key=True),
    info=READING,
)

procedure_table = Table(
    "case_procedure",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("holder", String(300), nullable=False),
    Column("track", String(20), nullable=False),
    Column("state", String(40), nullable=False),
    Column("right_type", String(12), nullable=False),
    Column("facts", Text, nullable=False),
    Column("value", money(), nullable=False),
    Column("security_due", money(), nullable=False),
    Column("security", money()),
    Column("general_security", Boolean, nullable=False),
    Column("counter_security", money()),
    Column("ended_at", String(40), nullable=False),
    info=READING,
)

clock_table = Table(
    "case_clock",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("clock", String(40), primary_key=True),
    Column("starts", String(10), nullable=False),
    Column("day", String(10), nullable=False),
    Column("at", String(5), nullable=False),
    Column("days", Integer, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("extended", Integer, nullable=False),
    Column("suspended", Text, nullable=False),
    Column("source", String(120), nullable=False),
    Column("verified", String(2), nullable=False),
    Column("stopped_at", String(40), nullable=False),
    Index("ix_case_clock_day", "day"),
    info=READING,
)

photo_table = Table(
    "case_photo",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("case_id", String(60), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("name", String(255), nullable=False),
    Column("media_type", String(80), nullable=False),
    info=READING,
)

# A supervisor's word on an unverified rule, once for the office and the edition (issue 6: before it binds).
rule_word_table = Table(
    "rule_word",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("edition", String(40), primary_key=True),
    Column("rule", String(60), primary_key=True),
    Column("officer", String(40), nullable=False),
    Column("said_at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    info=READING,
)


def last_number(conn: Connection, stream: str, year: int) -> int:
    """The number of the last case of a station in a year, 0 before the first."""
    query = select(func.max(case_table.c.number)).where(case_table.c.stream == stream, case_table.c.year == year)
    return conn.execute(query).scalar() or 0


def case(conn: Connection, case_id: str) -> Row[Any] | None:
    """One case."""
    return conn.execute(select(case_table).where(case_table.c.case_id == case_id)).first()


def cases(conn: Connection, limit: int = 5_000) -> list[Row[Any]]:
    """Every case, newest first."""
    return list(conn.execute(select(case_table).order_by(case_table.c.detained_at.desc()).limit(limit)))


def case_of_declaration(conn: Connection, declaration_no: str) -> str | None:
    """The case that a declaration was detained as."""
    return conn.execute(
        select(case_table.c.case_id).where(case_table.c.declaration_no == declaration_no).limit(1)
    ).scalar()


def parts(conn: Connection, table: Table, case_id: str) -> list[Row[Any]]:
    """The lines, rights, procedures, clocks, campaigns or photos of a case, in their order."""
    return list(conn.execute(select(table).where(table.c.case_id == case_id).order_by(*table.primary_key.columns)))


def rule_words(conn: Connection, stream: str, edition: str) -> dict[str, Row[Any]]:
    """The words of this office's supervisors on the unverified rules of an edition, by rule."""
    table = rule_word_table.c
    query = select(rule_word_table).where(table.stream == stream, table.edition == edition)
    return {row.rule: row for row in conn.execute(query)}


def running_clocks(conn: Connection) -> list[Row[Any]]:
    """Every clock that runs, the next to end first, with its case's goods owner and size."""
    query = (
        select(*clock_table.c, case_table.c.party, case_table.c.item_count, case_table.c.declaration_no)
        .join(
            case_table, (case_table.c.stream == clock_table.c.stream) & (case_table.c.case_id == clock_table.c.case_id)
        )
        .where(clock_table.c.stopped_at == "")
        .order_by(clock_table.c.day, clock_table.c.at)
    )
    return list(conn.execute(query))


def _recorded(to: Applying, entry: Entry) -> None:
    """A case with all its parts; one that was only opened has no day yet, and so is counted nowhere."""
    body = entry.body
    held = entry.kind == "detention.recorded"
    own = {"stream": entry.stream, "case_id": entry.subject}
    put(
        to.conn,
        case_table,
        {
            **own,
            **{name: body[name] for name in _CASE_TEXTS},
            "year": body["year"],
            "number": body["number"],
            "detained_at": entry.occurred_at,
            "day": entry.occurred_at[:10] if held else "",
            "officer": entry.officer,
            "seals": json.dumps(body["seals"], ensure_ascii=False),
            "line_count": len(body["lines"]),
            "item_count": sum(line["items"] for line in body["lines"]),
            "value": sum((Decimal(line["value"]) for line in body["lines"]), Decimal(0)),
            "owner": entry.stream,
        },
    )
    put(to.conn, line_table, (_line_row(own, n, line) for n, line in enumerate(body["lines"], start=1)))
    put(to.conn, right_table, (_right_row(own, right, body["lines"]) for right in body["rights"]))
    put(to.conn, campaign_table, ({**own, "campaign": name} for name in body["campaigns"]))
    put(
        to.conn,
        photo_table,
        (
            {**own, "sha256": blob["sha256"], "name": blob["name"], "media_type": blob["media_type"]}
            for blob in entry.blobs()
        ),
    )
    for procedure in body["procedures"]:
        keep_procedure(to, own, procedure)


_CASE_TEXTS = (
    "declaration_no",
    "inspection",
    "track",
    "second_officer",
    "station",
    "customs",
    "direction",
    "channel",
    "trade_mode",
    "origin",
    "destination",
    "party",
    "party_id",
    "party_address",
    "place",
    "storage",
    "found_by",
    "remark",
    "currency",
    "pack",
    "pack_digest",
)


def _line_row(own: Mapping[str, str], n: int, line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **own,
        "n": n,
        **{name: line[name] for name in ("line_no", "goods", "brand", "hs_code", "unit", "currency")},
        "item_count": line["items"],
        "spec": line["spec"],
        "price_basis": line["price_basis"],
        "quantity": Decimal(line["quantity"]),
        "error": Decimal(line.get("error", "0")),
        "value": Decimal(line["value"]),
        "recordations": "|".join(line["recordation_nos"]),
        "evidence": "|".join(line["evidence"]),
    }


def _right_row(own: Mapping[str, str], right: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    touched = [line for line in lines if right["recordation_no"] in line["recordation_nos"]]
    return {
        **own,
        **right,
        "item_count": sum(line["items"] for line in touched),
        "value": sum((Decimal(line["value"]) for line in touched), Decimal(0)),
    }


def keep_procedure(to: Applying, own: Mapping[str, str], procedure: Mapping[str, Any]) -> None:
    """Keep where one right holder's procedure stands, with its clocks; a later move keeps it anew."""
    put(
        to.conn,
        procedure_table,
        {
            **own,
            **{name: procedure[name] for name in ("n", "holder", "track", "state", "right_type", "ended_at")},
            "facts": json.dumps(procedure["facts"], sort_keys=True),
            "value": Decimal(procedure["value"]),
            "security_due": Decimal(procedure["security_due"]),
            "security": _decimal(procedure["security"]),
            "general_security": procedure["general_security"],
            "counter_security": _decimal(procedure["counter_security"]),
        },
    )
    put(
        to.conn,
        clock_table,
        (
            {
                **own,
                "n": procedure["n"],
                **{name: clock[name] for name in _CLOCK_FIELDS},
                "suspended": json.dumps(clock["suspended"]),
            }
            for clock in procedure["clocks"]
        ),
    )


_CLOCK_FIELDS = (
    "clock",
    "starts",
    "day",
    "at",
    "days",
    "unit",
    "provisional",
    "extended",
    "source",
    "verified",
    "stopped_at",
)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _moved(to: Applying, entry: Entry) -> None:
    """A move, a recorded fact or a changed clock: each carries the procedure as it stands from then on."""
    own, body = _own(entry), entry.body
    keep_procedure(to, own, body["procedure"])
    if body.get("held"):
        when = {"detained_at": entry.occurred_at, "day": entry.occurred_at[:10], "officer": entry.officer}
        row = case_table.update().where(_of_case(case_table, own))
        to.conn.execute(row.values(**when, second_officer=body["second_officer"]))


def _own(entry: Entry) -> dict[str, str]:
    """The case's rows stay under the stream that detained, whichever station moves the case now."""
    return {"stream": entry.body["case_stream"], "case_id": entry.subject}


def _amended(to: Applying, entry: Entry) -> None:
    own, body = _own(entry), entry.body
    after = body["after"]
    line = _of_case(line_table, own) & (line_table.c.n == body["n"])
    changed = {"quantity": Decimal(after["quantity"]), "item_count": after["items"], "value": Decimal(after["value"])}
    if after["quantity"] != body["before"]["quantity"]:
        changed["error"] = Decimal(0)  # a count that a person corrects is no estimate any more
    changed |= {"price_basis": after["price_basis"], "evidence": "|".join(after["evidence"])}
    to.conn.execute(line_table.update().where(line).values(**changed))
    rows = to.conn.execute(select(line_table).where(_of_case(line_table, own))).all()
    to.conn.execute(case_table.update().where(_of_case(case_table, own)).values(**_totals(rows)))
    for number in {number for row in rows for number in row.recordations.split("|")}:
        touched = [row for row in rows if number in row.recordations.split("|")]
        right = _of_case(right_table, own) & (right_table.c.recordation_no == number)
        to.conn.execute(right_table.update().where(right).values(**_totals(touched)))
    for procedure in body["procedures"]:
        place = _of_case(procedure_table, own) & (procedure_table.c.n == procedure["n"])
        figures = {name: Decimal(procedure[name]) for name in ("value", "security_due")}
        to.conn.execute(procedure_table.update().where(place).values(**figures))


def _of_case(table: Table, own: Mapping[str, str]) -> ColumnElement[bool]:
    return (table.c.stream == own["stream"]) & (table.c.case_id == own["case_id"])


def _totals(rows: Sequence[Row[Any]]) -> dict[str, Any]:
    return {
        "item_count": sum(row.item_count for row in rows),
        "value": sum((row.value for row in rows), Decimal(0)),
    }


def _handed_over(to: Applying, entry: Entry) -> None:
    own = _of_case(case_table, _own(entry))
    to.conn.execute(case_table.update().where(own).values(owner=entry.body["to_stream"]))


def _rule_confirmed(to: Applying, entry: Entry) -> None:
    row = {name: entry.body[name] for name in ("edition", "rule", "officer", "reason")}
    put(to.conn, rule_word_table, {"stream": entry.stream, "said_at": entry.occurred_at, **row})


APPLIES: Applies = {
    ("detention.recorded", 1): _recorded,
    ("detention.opened", 1): _recorded,
    ("detention.moved", 1): _moved,
    ("detention.fact_recorded", 1): _moved,
    ("detention.clock_changed", 1): _moved,
    ("detention.amended", 1): _amended,
    ("detention.case_handed_over", 1): _handed_over,
    ("detention.rule_confirmed", 1): _rule_confirmed,
}
