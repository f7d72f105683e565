"""What each fact of the journal does to the tables of detentions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, select

from app.detention.records.tables import (
    campaign_table,
    case_table,
    clock_table,
    line_table,
    photo_table,
    procedure_table,
    right_table,
    rule_word_table,
)
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.writing import put


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
        _keep_procedure(to, own, procedure)


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


def _keep_procedure(to: Applying, own: Mapping[str, str], procedure: Mapping[str, Any]) -> None:
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
    _keep_procedure(to, own, body["procedure"])
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
