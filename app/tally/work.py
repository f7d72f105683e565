"""Closing a day: a supervisor signs its figures, so that whatever changes later is seen to have changed."""

from __future__ import annotations

from datetime import date
from typing import Final

from app.core.errors import Refused
from app.identity.rules import Officer, Role
from app.journal.work import Act, Station
from app.tally.records import closings, sheets
from app.tally.rules import WHOLE, Closing, Figures, Period, Sheet, digest_of, sheet_json

NOTHING: Final[Sheet] = {(WHOLE, ""): Figures()}
"""A day without detentions is closed too: that nothing was found is a figure."""


def close_day(station: Station, officer: Officer, day: date) -> Closing:
    """Sign a day's figures as they stand at this station; again only where they have changed since."""
    if not officer.active or Role.SUPERVISOR not in officer.roles:
        raise Refused("tally.supervisor_closes", officer=officer.officer_id)
    with station.act(officer.officer_id) as act:
        if day > act.at.date():
            raise Refused("tally.day_to_come", field="day", day=day)
        return _close(act, station.stream, day)


def _close(act: Act, stream: str, day: date) -> Closing:
    period = Period.day(day)
    sheet = sheets(act.conn, period).get((stream, day.isoformat()), NOTHING)
    before = closings(act.conn, period, stream)
    if before and before[-1].sheet == sheet:
        raise Refused("tally.closed_already", field="day", day=day, officer=before[-1].officer)
    n = len(before) + 1
    digest = digest_of(sheet)
    body = {"day": day.isoformat(), "n": n, "figures": sheet_json(sheet), "digest": digest}
    entry = act.record("tally.closed", day.isoformat(), body)
    return Closing(stream, day, n, entry.occurred_at, entry.officer, digest, sheet)
