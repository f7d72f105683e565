"""What is entered and not yet recorded, kept in the encrypted database so that a power cut loses one field at most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from app.core.canonical import compact, parsed
from app.journal.records import draft_table
from app.journal.work import Station
from app.store.engine import writing
from app.store.writing import put

Drafts = Mapping[str, Mapping[str, Any]]


def keep_drafts(station: Station, officer: str, drafts: Drafts) -> None:
    """Keep an officer's drafts as they are now, by page; a page without one is forgotten."""
    with writing(station.engine) as conn:
        conn.execute(delete(draft_table).where(draft_table.c.officer == officer))
        put(
            conn,
            draft_table,
            (
                {
                    "officer": officer,
                    "page": page,
                    "body": compact(body).decode(),
                    "kept_at": station.clock.now().isoformat(timespec="seconds"),
                }
                for page, body in drafts.items()
            ),
        )


def kept_drafts(station: Station, officer: str) -> Drafts:
    """An officer's drafts from before."""
    with station.read() as conn:
        rows = conn.execute(select(draft_table.c.page, draft_table.c.body).where(draft_table.c.officer == officer))
        return {row.page: parsed(row.body) for row in rows}
