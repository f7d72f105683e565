"""Officers of other stations come down with their streams: the same id there says nothing of who may do what here."""

from __future__ import annotations

import pytest

from app.core.errors import Refused
from app.core.ids import new_id
from app.identity.records import every_officer, officer, officers
from app.identity.rules import Role
from app.identity.work import sign_in
from app.journal.applying import Applying
from app.journal.entry import Entry
from app.journal.work import Station
from app.store.engine import writing


def arrives(station: Station, stream: str, officer_id: str, roles: list[str]) -> None:
    """An officer that another station keeps, read into the tables as sync reads it."""
    body = {"name_zh": "别人", "name_en": "Somebody Else", "roles": roles, "active": True}
    at = "2024-11-20T12:00:00.000+08:00"
    entry = Entry(stream, 1, new_id(), "identity.officer_kept", 1, at, "", officer_id, body, "", "", "")
    with writing(station.engine) as conn:
        station.appliers.apply(Applying(conn, station.blobs), entry)


@pytest.mark.parametrize("stream", ["0000", "ZZZZ"])
def test_the_same_id_elsewhere_changes_nobody_here(station: Station, stream: str) -> None:
    with station.read() as conn:
        before = officer(conn, station.stream, "NB001")
    arrives(station, stream, "NB001", ["administrator"])
    assert sign_in(station, "NB001") == before
    with station.read() as conn:
        assert [each.officer_id for each in officers(conn, station.stream)] == ["NB001"]
        assert len(every_officer(conn)) == 2


def test_an_officer_of_another_station_can_not_act_here(station: Station) -> None:
    arrives(station, "0000", "HQ9", [role.value for role in Role])
    with pytest.raises(Refused) as told:
        sign_in(station, "HQ9")
    assert told.value.say.key == "identity.inactive"
