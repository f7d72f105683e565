"""The wordings an office gives its documents: checked when they are kept, by version, and as they were at issue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Row

from app.core.errors import Refused
from app.deadlines.reading import Both
from app.detention.procedure.law import Procedure
from app.detention.rulebook import law_in_force
from app.identity.rules import Officer, Power, require
from app.journal.records import about
from app.journal.work import Station
from app.notice.records import templates_of
from app.notice.rules import Template, check_template, load_template, shipped_template
from app.store.blobs import Blobs

TOML = "application/toml"
LONGEST = 60_000


@dataclass(frozen=True)
class TemplateRow:
    """One document's wording as it stands: whose it is, its version, and the fields it must show."""

    kind: str
    title: Both
    own: bool
    version: str
    text: str
    required: tuple[Both, ...]


def templates(station: Station) -> tuple[TemplateRow, ...]:
    """The wording of every document that customs issues under the pack in force today."""
    procedure = law_in_force(station)
    with station.read() as conn:
        return tuple(
            _row(conn, station.stream, kind, procedure) for kind, rule in procedure.documents.items() if rule.issued
        )


def _row(conn: Connection, stream: str, kind: str, procedure: Procedure) -> TemplateRow:
    rule = procedure.document(kind)
    text, own = text_now(conn, stream, kind, procedure)
    must = tuple(procedure.fields[name] for name in (*rule.required, *rule.line_fields, *rule.signatures))
    return TemplateRow(kind, rule.title, own, check_template(kind, text, procedure).version, text, must)


def text_now(conn: Connection, stream: str, kind: str, procedure: Procedure) -> tuple[str, bool]:
    """The text by which a document is made today, and whether it is the office's own."""
    kept = _versions(conn, stream, kind)
    if kept and kept[-1].text:
        return kept[-1].text, True
    return shipped_template(kind, procedure), False


def _versions(conn: Connection, stream: str, kind: str) -> list[Row[tuple[object, ...]]]:
    return [row for row in templates_of(conn, stream) if row.kind == kind]


def keep_template(station: Station, supervisor: Officer, kind: str, text: str, reason: str) -> Template:
    """Keep an office's wording of a document, once it is checked; documents issued before stay as they are.

    An empty text goes back to the wording of the program. A wording needs a version of its own, so that a document's
    digest tells by which one it was made.
    """
    require(supervisor, Power.EDIT_RULES)
    if not reason.strip():
        raise Refused("issuing.no_template_reason", field="reason")
    if len(text) > LONGEST:
        raise Refused("deadlines.pack_too_big", field="text", file=f"{kind}.toml", at=f"{kind}.toml", most=LONGEST)
    procedure = law_in_force(station)
    text = text.strip() and text.rstrip() + "\n"
    template = check_template(kind, text, procedure) if text else load_template(kind, procedure)
    with station.act(supervisor.officer_id) as act:
        before = _versions(act.conn, station.stream, kind)
        shipped = shipped_template(kind, procedure)
        taken = {row.version for row in before if row.text and row.text != text}
        if text and (template.version in taken or (template.version == load_template(kind, procedure).version
                                                   and text.strip() != shipped.strip())):  # fmt: skip
            raise Refused("issuing.version_taken", field="text", version=template.version)
        body = {"kind": kind, "n": len(before) + 1, "version": template.version, "text": text, "reason": reason.strip()}
        act.record("notice.template_kept", f"{station.stream}:{kind}", body)
    return template


def template_at_issue(conn: Connection, blobs: Blobs, number: str, kind: str, procedure: Procedure) -> Template:
    """The wording by which a document was issued, as it was kept beside it."""
    issued = next((entry for entry in about(conn, number) if entry.kind == "notice.issued"), None)
    kept = str(issued.body.get("template", "")) if issued is not None else ""
    return check_template(kind, blobs.get(kept).decode("utf-8"), procedure) if kept else load_template(kind, procedure)
