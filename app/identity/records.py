"""The officers' tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Connection, Row, String, Table, select, update

from app.identity.rules import Office, Officer, Role
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.store.base import READING, metadata
from app.store.writing import put

officer_table = Table(
    "officer",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("officer_id", String(40), primary_key=True),
    Column("name_zh", String(80), nullable=False),
    Column("name_en", String(80), nullable=False),
    Column("roles", String(120), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("last_signed_in", String(40), nullable=False),
    info=READING,
)


office_table = Table(
    "office",
    metadata,
    Column("stream", String(40), primary_key=True),
    Column("name_zh", String(120), nullable=False),
    Column("name_en", String(120), nullable=False),
    Column("address", String(300), nullable=False),
    Column("contact", String(300), nullable=False),
    info=READING,
)


def office(conn: Connection, stream: str) -> Office | None:
    """The office that a station belongs to, once it has been set."""
    row = conn.execute(select(office_table).where(office_table.c.stream == stream)).first()
    return Office(row.name_zh, row.name_en, row.address, row.contact) if row else None


def officers(conn: Connection, stream: str) -> list[Officer]:
    """Every officer of a station, those who left too."""
    query = select(officer_table).where(officer_table.c.stream == stream).order_by(officer_table.c.officer_id)
    return [_officer(row) for row in conn.execute(query)]


def every_officer(conn: Connection) -> list[Officer]:
    """The officers of every station known here, by station: for their names, never for what they may do."""
    query = select(officer_table).order_by(officer_table.c.officer_id, officer_table.c.stream)
    return [_officer(row) for row in conn.execute(query)]


def officer(conn: Connection, stream: str, officer_id: str) -> Officer | None:
    """One officer of a station; another station's officer may have the same id and other roles."""
    same = officer_table.c.stream == stream, officer_table.c.officer_id == officer_id
    row = conn.execute(select(officer_table).where(*same)).first()
    return _officer(row) if row else None


def _officer(row: Row[Any]) -> Officer:
    roles = frozenset(Role(role) for role in row.roles.split("|") if role)
    return Officer(row.officer_id, row.name_zh, row.name_en, roles, row.active)


def _keep(to: Applying, entry: Entry) -> None:
    put(
        to.conn,
        officer_table,
        {
            "stream": entry.stream,
            "officer_id": entry.subject,
            "name_zh": entry.body["name_zh"],
            "name_en": entry.body["name_en"],
            "roles": "|".join(sorted(entry.body["roles"])),
            "active": entry.body["active"],
            "last_signed_in": "",
        },
    )


def _keep_office(to: Applying, entry: Entry) -> None:
    fields = ("name_zh", "name_en", "address", "contact")
    put(to.conn, office_table, {"stream": entry.stream, **{name: entry.body[name] for name in fields}})


def _sign_in(to: Applying, entry: Entry) -> None:
    to.conn.execute(
        update(officer_table)
        .where(officer_table.c.stream == entry.stream, officer_table.c.officer_id == entry.subject)
        .values(last_signed_in=entry.occurred_at)
    )


def _only_told(to: Applying, entry: Entry) -> None:
    """A fact that is kept for the record alone; no table shows it."""


APPLIES: Applies = {
    ("identity.officer_kept", 1): _keep,
    ("identity.office_kept", 1): _keep_office,
    ("identity.signed_in", 1): _sign_in,
    ("identity.signed_out", 1): _only_told,
    ("identity.locked", 1): _only_told,
    ("identity.unlocked", 1): _only_told,
    ("identity.sign_in_failed", 1): _only_told,
}
