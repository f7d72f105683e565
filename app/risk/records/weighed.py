"""The tables of screening: what each shipment was weighed at and why, its register matches, the draws, and outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Double, Index, Integer, Row, String, Table, Text, delete, select

from app.core.errors import Say
from app.core.json_lines import unpack_lines
from app.core.wording import say_from_json, say_json
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.risk.records.seen import keep_keys
from app.risk.rules import Assessment, LineMatch, Ticket
from app.store.base import READING, metadata
from app.store.writing import put

screening_table = Table(
    "screening",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("declaration_no", String(60), primary_key=True),
    Column("screened_at", String(40), nullable=False),
    Column("score", Double, nullable=False),
    Column("lane", String(8), nullable=False),
    Column("weighed_lane", String(8), nullable=False),
    Column("rerouted_by", String(40), nullable=False),
    Column("rerouted_at", String(40), nullable=False),
    Column("authority", String(300), nullable=False),
    Column("reroute_reason", Text, nullable=False),
    Column("control", Boolean, nullable=False),
    Column("round_id", String(60), nullable=False),
    Column("likelihood", Double, nullable=False),
    Column("value_at_stake", Double, nullable=False),
    Column("campaigns", String(300), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("pack", String(60), nullable=False),
    Column("model", String(60), nullable=False),
    Column("edition", Integer, nullable=False),
    Index("ix_screening_lane", "lane", "score"),
    info=READING,
)

REROUTING = ("lane", "rerouted_by", "rerouted_at", "authority", "reroute_reason")

line_match_table = Table(
    "line_match",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("declaration_no", String(60), primary_key=True),
    Column("line_no", Integer, primary_key=True, autoincrement=False),
    Column("recordation_no", String(40), primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("mark", String(300), nullable=False),
    Column("matched", Text, nullable=False),
    Column("field", String(12), nullable=False),
    Column("method", String(20), nullable=False),
    Column("similarity", Double, nullable=False),
    Column("in_scope", Boolean, nullable=False),
    Column("licensed", Boolean, nullable=False),
    Column("alert", Boolean, nullable=False),
    Column("safety", Boolean, nullable=False),
    Column("known_infringer", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    info=READING,
)

round_table = Table(
    "draw_round",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("round_id", String(60), primary_key=True),
    Column("share", Double, nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("closed_at", String(40), nullable=False),
    Column("seed", String(64), nullable=False),
    info=READING,
)

# Written by the steps that come after (bench, detention): how a shipment that was looked at ended.
outcome_table = Table(
    "outcome",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("declaration_no", String(60), primary_key=True),
    Column("decided_at", String(40), nullable=False),
    Column("chosen_by", String(12), nullable=False),
    Column("result", String(24), nullable=False),
    Column("consignor", String(300), nullable=False),
    Column("consignor_id", String(80), nullable=False),
    Column("recordations", Text, nullable=False),
    Index("ix_outcome_consignor", "consignor_id", "consignor"),
    info=READING,
)


MATCH_FIELDS = tuple(each.name for each in fields(LineMatch) if each.name != "text")


def reasons_json(assessment: Assessment) -> dict[str, Any]:
    """Why a shipment stands where it stands, in a form that keeps every language."""
    return {
        "terms": [
            {
                "id": term.id,
                "contribution": term.contribution,
                "say": say_json(term.say),
                "source": term.source,
                "kind": term.kind,
                "look_for": say_json(term.look_for) if term.look_for else None,
                "do": say_json(term.do) if term.do else None,
                "lines": list(term.lines),
            }
            for term in assessment.terms
        ],
        "mandatory": list(assessment.mandatory),
        "by_model": assessment.by_model,
        "would_change": [
            {"lane": change.lane.value, "say": say_json(change.say)} for change in assessment.would_change
        ],
    }


def screened_line(
    assessment: Assessment,
    matches: Iterable[LineMatch],
    ticket: Ticket,
    campaigns: Iterable[str],
    keys: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """One shipment's screening as a line of the batch's blob; reasons and words as the text that the tables keep.

    They are then neither read nor written anew when the line is applied, which is half of that work.
    """
    return {
        "declaration_no": assessment.declaration_no,
        "score": assessment.score,
        "lane": assessment.lane.value,
        "round_id": ticket.round_id,
        "ticket": ticket.number,
        "control": ticket.drawn,
        "model": assessment.model,
        "likelihood": assessment.likelihood,
        "value_at_stake": assessment.value_at_stake,
        "campaigns": list(campaigns),
        "reasons": _text_of(reasons_json(assessment)),
        "matches": [_match_json(match) for match in matches],
        "keys": [list(key) for key in keys],
    }


def _match_json(match: LineMatch) -> dict[str, Any]:
    """As dataclasses.asdict, which copies every value deeply at ten times the cost."""
    return {**{name: getattr(match, name) for name in MATCH_FIELDS}, "text": _text_of(say_json(match.text))}


def _text_of(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def unscreened(conn: Connection, declaration_table: Table) -> list[str]:
    """Declarations that have come or changed since they were last weighed, oldest first."""
    query = (
        select(declaration_table.c.declaration_no)
        .outerjoin(
            screening_table,
            (screening_table.c.stream == declaration_table.c.stream)
            & (screening_table.c.declaration_no == declaration_table.c.declaration_no),
        )
        .where(
            screening_table.c.screened_at.is_(None) | (screening_table.c.screened_at < declaration_table.c.received_at)
        )
        .order_by(declaration_table.c.declared_on, declaration_table.c.declaration_no)
    )
    return list(conn.execute(query).scalars())


def screening(conn: Connection, number: str) -> Row[Any] | None:
    """How a shipment was weighed last."""
    return conn.execute(select(screening_table).where(screening_table.c.declaration_no == number)).first()


def matches_of(conn: Connection, number: str) -> list[LineMatch]:
    """The register matches of a shipment, line by line, strongest first."""
    rows = conn.execute(
        select(line_match_table)
        .where(line_match_table.c.declaration_no == number)
        .order_by(line_match_table.c.line_no, line_match_table.c.rank)
    )
    return [_match(row) for row in rows]


def matches_of_many(conn: Connection, numbers: Iterable[str]) -> dict[str, tuple[LineMatch, ...]]:
    """The register matches of many shipments, read together; each number has its entry."""
    wanted = list(numbers)
    found: dict[str, list[LineMatch]] = {number: [] for number in wanted}
    for start in range(0, len(wanted), 500):
        rows = conn.execute(
            select(line_match_table)
            .where(line_match_table.c.declaration_no.in_(wanted[start : start + 500]))
            .order_by(line_match_table.c.declaration_no, line_match_table.c.line_no, line_match_table.c.rank)
        )
        for row in rows:
            found[row.declaration_no].append(_match(row))
    return {number: tuple(matches) for number, matches in found.items()}


def terms_of(row: Row[Any]) -> Iterator[tuple[str, float, Say]]:
    """The reasons of a screening row: id, points, words."""
    for term in json.loads(row.reasons)["terms"]:
        yield term["id"], term["contribution"], say_from_json(term["say"])


def changes_of(row: Row[Any]) -> Iterator[tuple[str, Say]]:
    """What would move a shipment, of a screening row: to which lane, in words."""
    for change in json.loads(row.reasons)["would_change"]:
        yield change["lane"], say_from_json(change["say"])


def chosen_by(row: Row[Any] | None) -> str:
    """Why a shipment that is opened now is opened, by how it was weighed: random, rules, model, or officer."""
    if row is None:
        return "officer"
    if row.control:
        return "random"
    if "green" in (row.lane, row.weighed_lane):  # also where a supervisor moved it to another lane: no rule's hit
        return "officer"
    return "model" if json.loads(row.reasons)["by_model"] else "rules"


def drawn_in(conn: Connection, stream: str, numbers: Iterable[str]) -> dict[str, Row[Any]]:
    """The draw round of each of these shipments that has been weighed before: it keeps its ticket for good."""
    same = (round_table.c.stream == screening_table.c.stream) & (round_table.c.round_id == screening_table.c.round_id)
    query = (
        select(screening_table.c.declaration_no, *round_table.c)
        .join(round_table, same)
        .where(screening_table.c.stream == stream)
    )
    wanted, found = list(numbers), {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        found.update(
            {row.declaration_no: row for row in conn.execute(query.where(screening_table.c.declaration_no.in_(some)))}
        )
    return found


def rounds_closed(conn: Connection) -> Iterator[tuple[Row[Any], dict[str, bool]]]:
    """Each closed round with its shipments and whether they were drawn, for checking the draw."""
    for row in conn.execute(select(round_table).where(round_table.c.closed_at != "")).all():
        told = screening_table.c
        query = select(told.declaration_no, told.control)
        drawn = conn.execute(query.where(told.stream == row.stream, told.round_id == row.round_id))
        yield row, {each.declaration_no: each.control for each in drawn}


def open_round_of(conn: Connection, stream: str) -> Row[Any] | None:
    """The draw round that is open at a station, if any."""
    return conn.execute(
        select(round_table).where(round_table.c.stream == stream, round_table.c.closed_at == "")
    ).first()


def note_outcome(conn: Connection, outcome: Mapping[str, Any]) -> None:
    """Keep how a looked-at shipment ended; a later step's apply calls this, nobody else."""
    put(conn, outcome_table, outcome)


def _match(row: Row[Any]) -> LineMatch:
    return LineMatch(
        row.line_no,
        row.recordation_no,
        row.mark,
        row.matched,
        row.field,
        row.method,
        row.similarity,
        row.in_scope,
        row.licensed,
        row.alert,
        row.safety,
        say_from_json(json.loads(row.text)),
        row.known_infringer,
    )


def _screened(to: Applying, entry: Entry) -> None:
    lines = list(unpack_lines(to.blobs.get(entry.body["rows"])))
    for start in range(0, len(lines), 500):
        numbers = [line["declaration_no"] for line in lines[start : start + 500]]
        to.conn.execute(
            delete(line_match_table).where(
                line_match_table.c.stream == entry.stream, line_match_table.c.declaration_no.in_(numbers)
            )
        )
    moved = _rerouted(to.conn, entry.stream, [line["declaration_no"] for line in lines])
    put(to.conn, screening_table, (_kept_lane(_screening_row(entry, line), moved) for line in lines))
    keep_keys(to.conn, entry.stream, {line["declaration_no"]: line.get("keys", ()) for line in lines})
    put(to.conn, line_match_table, (row for line in lines for row in _match_rows(entry, line)))


def _rerouted(conn: Connection, stream: str, numbers: list[str]) -> dict[str, Row[Any]]:
    """The shipments among these that a supervisor moved to another lane."""
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(numbers), 500):
        query = select(screening_table).where(
            screening_table.c.stream == stream,
            screening_table.c.rerouted_by != "",
            screening_table.c.declaration_no.in_(numbers[start : start + 500]),
        )
        found.update({row.declaration_no: row for row in conn.execute(query)})
    return found


def _kept_lane(row: dict[str, Any], moved: Mapping[str, Row[Any]]) -> dict[str, Any]:
    """A supervisor's lane stands until the weighing itself comes to another lane than the one it was moved from."""
    before = moved.get(row["declaration_no"])
    if before is None or before.weighed_lane != row["weighed_lane"]:
        return row
    return row | {name: getattr(before, name) for name in REROUTING}


def _screening_row(entry: Entry, line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "stream": entry.stream,
        "declaration_no": line["declaration_no"],
        "screened_at": entry.occurred_at,
        "score": line["score"],
        "lane": line["lane"],
        "weighed_lane": line["lane"],
        "rerouted_by": "",
        "rerouted_at": "",
        "authority": "",
        "reroute_reason": "",
        "control": line["control"],
        "round_id": line["round_id"],
        "likelihood": line["likelihood"],
        "value_at_stake": line["value_at_stake"],
        "campaigns": "|".join(line["campaigns"]),
        "reasons": line["reasons"],
        "pack": entry.body["pack"],
        "model": line["model"],
        "edition": entry.body["edition"],
    }


def _match_rows(entry: Entry, line: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for rank, match in enumerate(line["matches"]):
        yield {
            "stream": entry.stream,
            "declaration_no": line["declaration_no"],
            "rank": rank,
            **match,
        }


def _round_opened(to: Applying, entry: Entry) -> None:
    put(
        to.conn,
        round_table,
        {
            "stream": entry.stream,
            "round_id": entry.subject,
            "share": entry.body["share"],
            "commitment": entry.body["commitment"],
            "opened_at": entry.occurred_at,
            "closed_at": "",
            "seed": "",
        },
    )


def _round_closed(to: Applying, entry: Entry) -> None:
    to.conn.execute(
        round_table.update()
        .where(round_table.c.stream == entry.stream, round_table.c.round_id == entry.subject)
        .values(closed_at=entry.occurred_at, seed=entry.body["seed"])
    )


APPLIES: Applies = {
    ("risk.screened", 1): _screened,
    ("risk.round_opened", 1): _round_opened,
    ("risk.round_closed", 1): _round_closed,
}
