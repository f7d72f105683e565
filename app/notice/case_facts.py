"""The facts of a case in the order of time, told out of the journal: when, what, who, and the hash that proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection

from app.core.errors import Say
from app.core.wording import catalogue
from app.detention.procedure.law import Procedure
from app.detention.standing import moment
from app.identity.rules import Officer
from app.journal.entry import Entry
from app.journal.records import about, proof_table
from app.notice.records import notices_of

ICONS: Final = {
    "notice.issued": "file-text",
    "notice.reprinted": "copy",
    "notice.voided": "ban",
    "notice.served": "user-check",
    "detention.recorded": "hand-stop",
    "detention.opened": "hand-stop",
    "detention.moved": "gavel",
    "detention.fact_recorded": "writing",
    "detention.clock_changed": "hourglass",
    "detention.amended": "edit",
    "detention.case_handed_over": "arrow-forward-up",
    "detention.fine_decided": "coin",
    "detention.cost_recorded": "coin",
    "detention.cases_linked": "link",
    "detention.party_added": "users",
    "detention.sum_recorded": "coin",
    "custody.moved": "truck",
    "custody.sealed": "lock",
    "custody.disposed": "trash",
    "custody.disclosed": "eye",
}
NOTES: Final = ("remark", "reason", "note", "served_to")
"""Where an entry says why, or to whom."""
STEP_ICONS: Final = {"custody": "package"}


@dataclass(frozen=True)
class CaseFact:
    """One fact of the case's line: when, what, who, and the hash that proves it."""

    id: str
    at: datetime
    what: Say
    who: str
    note: str
    icon: str
    document: str = ""


def entries_of(conn: Connection, case_id: str) -> Iterator[Entry]:
    """Every entry about a case and its documents."""
    yield from about(conn, case_id)
    for row in notices_of(conn, case_id):
        yield from about(conn, row.number)


def proved(conn: Connection, entries: Sequence[Entry]) -> bool:
    """Whether the centre has proved all of them."""
    known = {row.stream: row.seq for row in conn.execute(proof_table.select())}
    return bool(entries) and all(entry.seq <= known.get(entry.stream, 0) for entry in entries)


def facts_of(entries: Sequence[Entry], procedure: Procedure, people: Mapping[str, Officer]) -> Iterator[CaseFact]:
    """Each entry as a fact, the earliest first."""
    for entry in sorted(entries, key=lambda each: (each.occurred_at, each.stream, each.seq)):
        document = entry.subject if entry.kind.startswith("notice.") else ""
        second = str(entry.body.get("second_officer") or "")
        names = [_name(people, each) for each in (entry.officer, second) if each]
        note = next((str(entry.body[name]) for name in NOTES if entry.body.get(name)), "")
        hashed = f"{str(entry.body.get('pdf') or entry.hash)[:16]}…"
        yield CaseFact(
            entry.entry_id,
            datetime.fromisoformat(entry.occurred_at),
            _told(entry, procedure),
            "、".join(names),
            " · ".join(part for part in (document, note, hashed) if part),
            ICONS.get(entry.kind) or STEP_ICONS.get(entry.kind.partition(".")[0], "circle-dot"),
            document,
        )


def _name(people: Mapping[str, Officer], officer_id: str) -> str:
    found = people.get(officer_id)
    return (found.name_zh or found.name_en) if found else officer_id


def _told(entry: Entry, procedure: Procedure) -> Say:
    """A fact in words; a later step tells its own kinds by its wording, a newer program's stand by their name."""
    body = entry.body
    match entry.kind:
        case "detention.recorded" | "detention.opened":
            items = sum(line["items"] for line in body["lines"])
            return Say("case.was_recorded", {"lines": len(body["lines"]), "items": items})
        case "detention.moved":
            state = procedure.states[body["procedure"]["state"]].name.say
            return Say("case.was_moved", {"move": procedure.move(body["move"]).name.say, "state": state})
        case "detention.fact_recorded":
            return Say("case.was_told", {"facts": _given(body["given"], procedure)})
        case "detention.clock_changed":
            return _clock_changed(body, procedure)
        case "detention.amended":
            return Say("case.was_amended", {"line": body["n"], **_figures(body)})
        case "detention.case_handed_over":
            return Say("case.was_handed_over", {"to": body["to_stream"]})
        case _:
            return _told_of_papers(entry, procedure)


def _told_of_papers(entry: Entry, procedure: Procedure) -> Say:
    body = entry.body
    match entry.kind:
        case "notice.issued":
            return Say("case.was_issued", {"title": procedure.document(body["kind"]).title.say})
        case "notice.reprinted":
            return Say("case.was_copied", {"copy": body["copy"]})
        case "notice.served":
            return Say("case.was_served", {"day": body["served_on"]})
        case "notice.voided":
            return Say("case.was_voided")
        case _:
            return _told_settled(entry)


def _told_settled(entry: Entry) -> Say:
    body = entry.body
    match entry.kind:
        case "detention.fine_decided":
            return Say("case.was_fined", {"amount": Decimal(body["amount"])})
        case "detention.cost_recorded":
            kind = Say(f"case.cost_{body['kind']}")
            return Say("case.was_cost", {"kind": kind, "amount": Decimal(body["amount"])})
        case "detention.cases_linked":
            return Say("case.was_linked", {"other": body["other"]})
        case "detention.party_added":
            role = Say(f"case.party_{body['role']}")
            return Say("case.was_joined", {"role": role, "name": body["party_name"]})
        case "detention.sum_recorded":
            return Say("case.was_sum", {"kind": Say(f"case.sum_{body['kind']}"), "amount": Decimal(body["amount"])})
        case _:
            return _told_elsewhere(entry)


def _told_elsewhere(entry: Entry) -> Say:
    """By the wording of the step that recorded it: `<step>.was_<kind>`, with the entry's plain values in the gaps."""
    step, _, kind = entry.kind.partition(".")
    key = f"was_{kind}"
    if key not in catalogue(step):
        return Say("case.was_other", {"kind": entry.kind})
    plain = {name: value for name, value in entry.body.items() if isinstance(value, str | int)}
    count = {name: len(value) for name, value in entry.body.items() if isinstance(value, list)}
    chosen = {
        name: Say(f"{step}.{name}_{value}") for name, value in plain.items() if f"{name}_{value}" in catalogue(step)
    }
    return Say(f"{step}.{key}", {**plain, **count, **chosen})


def _clock_changed(body: Mapping[str, Any], procedure: Procedure) -> Say:
    clock = procedure.pack.deadline(body["clock"]).name.say
    if body.get("restarted"):
        return Say("case.was_restarted", {"clock": clock, "day": body["restarted"]})
    if body.get("extended"):
        return Say("case.was_extended", {"clock": clock, "count": body["extended"]})
    begin, end = body["suspended"][-1]
    return Say("case.was_paused", {"clock": clock, "begin": begin, "end": end})


def _given(given: Mapping[str, str], procedure: Procedure) -> list[Say]:
    return [
        Say("case.fact_on", {"fact": procedure.facts[fact].say, "day": moment(when)})
        for fact, when in given.items()
        if fact in procedure.facts
    ]


def _figures(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "before": Decimal(body["before"]["quantity"]),
        "after": Decimal(body["after"]["quantity"]),
        "value": Decimal(body["after"]["value"]),
    }
