"""Giving others what they may see: a copy of a document, masked for whom it is, and the log of what was shown."""

from __future__ import annotations

import json
from dataclasses import replace

from app.core.canonical import sha256
from app.core.errors import Refused
from app.detention.standing import CaseFile, case_file
from app.identity.records import office as find_office
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.notice.disclosure import hidden_fields, masked
from app.notice.known import Asked, case_lines, case_values
from app.notice.records import notice
from app.notice.render import render
from app.notice.templates import template_at_issue
from app.notice.work import data_from_json


def addressees(file: CaseFile) -> tuple[str, ...]:
    """Everybody to whom something of a case can be given: those with a rule of disclosure, then the others."""
    ruled = list(file.procedure.disclosures)
    addressed = [rule.addressee for rule in file.procedure.documents.values() if rule.issued]
    return tuple(dict.fromkeys((*ruled, *addressed)))


def give_copy(station: Station, officer: Officer, number: str, addressee: str) -> bytes:
    """A document again for somebody else, marked as a copy and masked; what it shows and hides goes into the log."""
    require(officer, Power.SEE_PERSONAL_DATA)
    with station.act(officer.officer_id) as act:
        row = notice(act.conn, number)
        if row is None:
            raise Refused("issuing.unknown", field="number", number=number)
        file = case_file(act.conn, station, row.case_id)
        if addressee not in addressees(file):
            known = ", ".join(addressees(file))
            raise Refused("custody.bad_choice", field="addressee", value=addressee[:60], known=known)
        data = data_from_json(json.loads(station.blobs.get(row.data)))
        if hidden_fields(file.procedure, addressee):
            data = replace(data, pictures=())  # nobody can mask a photograph
        rule, n = file.procedure.document(row.kind), min(file.rows)
        asked = Asked(act.conn, file, n, rule, find_office(act.conn, station.stream))
        known_values = case_values(asked, case_lines(act.conn, file, n))
        template = template_at_issue(act.conn, station.blobs, number, row.kind, file.procedure)
        clean = masked(data, file.procedure, addressee, template, known=known_values)
        pdf = render(clean.data, file.procedure, template, copy=True, void=bool(row.void_reason))
        act.record(
            "notice.reprinted", number, {"notice_stream": row.stream, "copy": row.copies + 1, "pdf": sha256(pdf)}
        )
        act.record(
            "custody.disclosed",
            row.case_id,
            {
                "addressee": addressee,
                "package": sha256(pdf),
                "shows": [number],
                "hides": list(clean.hides),
                "withheld": [],
            },
        )
    return pdf
