"""XML messages (WCO, ASYCUDA, ITMATT) as rows of the native columns."""

from __future__ import annotations

from app.core.errors import Refused
from app.core.tables import Limits, Table


def message_table(data: bytes, file: str, wanted: str, limits: Limits) -> Table:
    """The goods lines of a message as rows; Refused where its kind is not known."""
    raise Refused("intake.unknown_message", file=file)
