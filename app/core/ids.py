"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import uuid6


def new_id() -> str:
    """A time-ordered UUID (RFC 9562 version 7) as text."""
    return str(uuid6.uuid7())
