"""The rules a case ran under, kept whole with the first case of an edition: no later change judges it anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row

from app.core.errors import Refused
from app.deadlines.pack import Pack, kept_pack, load_edition, load_pack
from app.detention.procedure.law import Procedure
from app.detention.procedure.loading import load_procedure
from app.journal.applying import Applies, Applying
from app.journal.entry import Entry
from app.journal.records import about
from app.journal.work import Act, Station


def keep_rules(act: Act, pack: Pack) -> None:
    """Keep a pack as it is now, once for its bytes."""
    subject = _subject(pack.digest)
    if not any(about(act.conn, subject)):
        kept = act.blobs.put(pack.kept(), "application/json", f"{pack.edition}.json")
        told = {"edition": pack.edition, "digest": pack.digest}
        act.record("detention.rules_kept", subject, told, blobs=[kept])


def law_in_force(station: Station) -> Procedure:
    """The law of the station's profile as it stands today."""
    return load_procedure(station.identity.profile, station.today())


def rules_of(conn: Connection, station: Station, case: Row[Any]) -> Pack:
    """The pack a case ran under: the installed edition while not a byte of it changed, else the one that was kept.

    Years that its calendar did not know yet come from the edition in force: no rule, but what the State Council
    published since.
    """
    return _with_newer_years(_ran_under(conn, station, case), station)


def _with_newer_years(pack: Pack, station: Station) -> Pack:
    try:
        newest = load_pack(station.identity.profile, station.today())
    except Refused:
        return pack
    return pack if newest.digest == pack.digest else replace(pack, years={**newest.years, **pack.years})


def _ran_under(conn: Connection, station: Station, case: Row[Any]) -> Pack:
    try:
        installed = load_edition(station.identity.profile, case.pack)
    except Refused:
        kept = _kept(conn, station, case)
        if kept is None:
            raise
        return kept
    if installed.digest == case.pack_digest:
        return installed
    return _kept(conn, station, case) or installed


def _kept(conn: Connection, station: Station, case: Row[Any]) -> Pack | None:
    for entry in about(conn, _subject(case.pack_digest)):
        for blob in entry.blobs():
            return kept_pack(station.blobs.get(str(blob["sha256"])), case.pack)
    return None


def _subject(digest: str) -> str:
    return f"rules:{digest[:40]}"


def _nothing(_to: Applying, _entry: Entry) -> None:
    """Kept rules change no table: they are read from their entry."""


APPLIES: Applies = {("detention.rules_kept", 1): _nothing}
