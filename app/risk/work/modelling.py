"""Learned models at a station: whose keys are trusted (four eyes), which model weighs, and which is tried beside it."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import Refused
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.risk.records.steering import CHALLENGER, CHAMPION, challenger, champions, key_kept, models_taken, trusted_keys
from app.risk.work.proposing import said_why

KEY_DIGITS = 64


def trust_key(station: Station, officer: Officer, public_key: str) -> bool:
    """Propose the centre's key (hex, as `risk fit` prints it), or confirm another supervisor's; True: now trusted."""
    require(officer, Power.CONFIRM_RULE)
    key = public_key.strip().lower()
    if len(key) != KEY_DIGITS or not set(key) <= set("0123456789abcdef"):
        raise Refused("targeting.key_bad", field="public_key")
    with station.act(officer.officer_id) as act:
        row = key_kept(act.conn, key)
        if row is not None and row.state == "trusted":
            raise Refused("targeting.key_trusted_already", field="public_key")
        if row is None or row.state == "withdrawn":
            act.record("risk.model_key_proposed", key, {})
            return False
        if row.proposed_by == officer.officer_id:
            raise Refused("targeting.key_four_eyes", field="public_key", officer=officer.officer_id)
        act.record("risk.model_key_trusted", key, {})
    return True


def withdraw_key(station: Station, officer: Officer, public_key: str, reason: str) -> None:
    """Trust a key no longer, for a reason: the models it signed weigh nothing from now on."""
    require(officer, Power.CONFIRM_RULE)
    why = said_why(reason, "reason")
    with station.act(officer.officer_id) as act:
        row = key_kept(act.conn, public_key)
        if row is None or row.state == "withdrawn":
            raise Refused("targeting.no_key", field="public_key")
        act.record("risk.model_key_withdrawn", public_key, {"reason": why})


def take_model(station: Station, officer: Officer, path: Path, *, beside: bool = False) -> str:
    """Weigh with a signed model from now on, if its key is trusted here; gives its version.

    `beside`: as challenger, which weighs every second shipment while the one in use weighs the others.
    """
    from app.risk.scorecard.signed import read_model

    require(officer, Power.EDIT_RULES)
    with station.read() as conn:
        trusted, taken = trusted_keys(conn), champions(models_taken(conn))
    signed = read_model(path, trusted)
    if beside and not taken:
        raise Refused("targeting.no_champion", field="file")
    if beside and taken[0].sha256 == signed.sha256:
        raise Refused("targeting.same_model", field="file")
    role = CHALLENGER if beside else CHAMPION
    _take(station, officer, path.read_bytes(), signed.model.version, signed.signer, role)
    return signed.model.version


def promote_challenger(station: Station, officer: Officer) -> str:
    """Put the challenger in the place of the model in use; gives its version."""
    require(officer, Power.EDIT_RULES)
    with station.read() as conn:
        row = challenger(models_taken(conn))
    if row is None:
        raise Refused("targeting.no_challenger")
    _take(station, officer, station.blobs.get(row.sha256), row.version, row.signer, CHAMPION)
    return str(row.version)


def former_model(station: Station, officer: Officer) -> str:
    """Give up the challenger, or go back to the model that was used before; gives the version that weighs now."""
    require(officer, Power.EDIT_RULES)
    with station.read() as conn:
        taken = models_taken(conn)
    before = champions(taken)[0 if challenger(taken) else 1 :]
    if not before:
        raise Refused("targeting.no_former_model")
    _take(station, officer, station.blobs.get(before[0].sha256), before[0].version, before[0].signer, CHAMPION)
    return str(before[0].version)


def _take(station: Station, officer: Officer, data: bytes, version: str, signer: str, role: str) -> None:
    blob = station.blobs.put(data, "application/json", "scorecard")
    with station.act(officer.officer_id) as act:
        body = {"sha256": blob.sha256, "version": version[:60], "signer": signer, "role": role}
        act.record("risk.model_taken", version, body, blobs=[blob])
