"""What a station does to share: show its card, keep what headquarters handed over, go a round, keep going."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from threading import Event
from typing import Any, Final

from sqlalchemy import Engine, make_url, select

from app.core.errors import Refused, Trouble
from app.journal.records import secret_table, stream_table
from app.journal.work import Station
from app.store.engine import writing
from app.store.writing import put
from app.sync.central import open_centre
from app.sync.courier import Courier, Heard, Round
from app.sync.rules import Handover, StationCard

SECRET: Final = "central"  # noqa: S105 - the name of a row, not a password
LARGEST_FILE: Final = 64 * 1024
ROUND_EVERY_S: Final = 30.0
PROOF_WAIT_S: Final = 2.0


def card_of(station: Station) -> StationCard:
    """What headquarters needs in order to enrol this station."""
    with station.read() as conn:
        row = conn.execute(select(stream_table).where(stream_table.c.stream == station.stream)).one()
    return StationCard(row.station, row.stream, row.customs, row.profile, row.public_key)


def read_card(path: Path) -> StationCard:
    """A station's card from its file."""
    return StationCard(**_strings(path, StationCard, "sync.bad_card"))


def read_handover(path: Path) -> Handover:
    """Headquarters' handover from its file."""
    return Handover(**_strings(path, Handover, "sync.bad_handover"))


def _strings(path: Path, kind: type, key: str) -> Mapping[str, str]:
    names = {field.name for field in fields(kind)}
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(key, file=path.name)
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise Refused(key, file=path.name) from None
    if not isinstance(found, dict) or set(found) != names or not all(isinstance(part, str) for part in found.values()):
        raise Refused(key, file=path.name)
    return found


def join(station: Station, handover: Handover, *, allow_plain: bool = False) -> None:
    """Keep the way to the centre in the station's encrypted database; Refused for another station's handover."""
    if handover.stream != station.stream:
        raise Refused("sync.others_handover", station=handover.station)
    open_centre(handover.url, allow_plain=allow_plain).dispose()
    kept = {"url": handover.url, "role": handover.role, "password": handover.password, "plain": allow_plain}
    with writing(station.engine) as conn:
        put(conn, secret_table, {"name": SECRET, "value": json.dumps(kept).encode()})


def is_joined(station: Station) -> bool:
    """Whether headquarters has enrolled this station."""
    return _kept(station) is not None


def _kept(station: Station) -> dict[str, Any] | None:
    with station.read() as conn:
        value = conn.execute(select(secret_table.c.value).where(secret_table.c.name == SECRET)).scalar()
    return None if value is None else dict(json.loads(value))


@contextmanager
def centre_of(station: Station) -> Iterator[Engine]:
    """The central database under this station's role; Refused until headquarters has enrolled it."""
    kept = _kept(station)
    if kept is None:
        raise Refused("sync.not_enrolled")
    url = make_url(kept["url"]).set(username=kept["role"], password=kept["password"])
    engine = open_centre(url.render_as_string(hide_password=False), allow_plain=kept["plain"])
    try:
        yield engine
    finally:
        engine.dispose()


def sync_round(station: Station, *, wait_s: float = PROOF_WAIT_S, heard: Heard | None = None) -> Round:
    """One round: push, pull, and wait up to `wait_s` seconds for the centre's proof.

    Blocks for as long as the network takes, so never on the window's thread; what fails is in the round's errors.
    """
    with centre_of(station) as engine:
        return Courier(station, engine, heard=heard).round(wait_s=wait_s)


def watch(
    station: Station, stop: Event, *, every_s: float = ROUND_EVERY_S, wait_s: float = PROOF_WAIT_S
) -> Iterator[Round]:
    """A round every half minute until `stop` is set; a failed round changes nothing but what the next one has to do."""
    while not stop.is_set():
        try:
            yield sync_round(station, wait_s=wait_s)
        except Trouble as trouble:
            yield Round(0, 0, 0, station.only_here(), (trouble.say,))
        stop.wait(every_s)
