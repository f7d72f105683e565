"""What supervisors set: rules of the office's own by four eyes, capacity, another lane, a trader's credit, models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, Row, select

from app.core.errors import Refused
from app.core.ids import new_id
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.risk.past import past_cases
from app.risk.records import outcome_table, screening, screening_table
from app.risk.records.steering import models_taken, proposal_of, trusted_keys
from app.risk.rules import Capacity, CreditClass, Indicator, Lane, LaneRules, Pack, fitted
from app.risk.rules.packs import parse_indicator
from app.risk.rules.replay import Replay, replay
from app.risk.work.standing import pack_in_force

FILE = "indicator.toml"
"""What the editor's text is called in messages."""
RECENT_DAYS = 28
LONGEST_REASON = 2_000
MAX_A_DAY = 100_000


def read_rule(text: str) -> Indicator:
    """The indicator of the editor's text; Refused names the key and the mend."""
    found = parse_indicator(text.encode(), FILE)
    if len(found.id) > 80:
        raise Refused("targeting.id_long", field="id", most=80)
    return found


def replayed(station: Station, shipped: Pack, indicator: Indicator) -> Replay:
    """What a rule would have done on the desk's own past, beside the rules in force."""
    with station.read() as conn:
        pack = pack_in_force(conn, shipped)
        return replay(indicator, pack, past_cases(conn, pack.tuning))


def propose_rule(station: Station, officer: Officer, shipped: Pack, text: str) -> str:
    """Propose a rule; its replay on the desk's past is recorded with it. Gives the proposal's id."""
    require(officer, Power.EDIT_RULES)
    indicator = read_rule(text)
    told = replayed(station, shipped, indicator)
    proposal = new_id()
    with station.act(officer.officer_id) as act:
        body = {"proposal": proposal, "toml": text.strip() + "\n", "replay": asdict(told)}
        act.record("risk.rule_proposed", indicator.id, body)
    return proposal


def confirm_rule(station: Station, officer: Officer, proposal: str) -> str:
    """Switch a proposed rule on; by another supervisor than the one who proposed it. Gives the rule's id."""
    require(officer, Power.CONFIRM_RULE)
    with station.act(officer.officer_id) as act:
        row = _proposal(act.conn, proposal, "proposed")
        if row.proposed_by == officer.officer_id:
            raise Refused("targeting.four_eyes", rule=row.rule, officer=officer.officer_id)
        act.record("risk.rule_confirmed", row.rule, {"proposal": proposal})
    return str(row.rule)


def retire_rule(station: Station, officer: Officer, proposal: str, reason: str) -> str:
    """Switch one of the office's own rules off, or withdraw a proposal, with the reason. Gives the rule's id."""
    require(officer, Power.EDIT_RULES)
    said = _said(reason, "reason")
    with station.act(officer.officer_id) as act:
        row = _proposal(act.conn, proposal, "proposed", "confirmed")
        act.record("risk.rule_retired", row.rule, {"proposal": proposal, "reason": said})
    return str(row.rule)


def _proposal(conn: Connection, proposal: str, *states: str) -> Row[tuple[object, ...]]:
    row = proposal_of(conn, proposal)
    if row is None or row.state not in states:
        raise Refused("targeting.no_proposal")
    return row


def _said(text: str, field: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST_REASON:
        raise Refused("targeting.say_why", field=field)
    return said


def lanes_for(conn: Connection, pack: Pack, capacity: Capacity, today: date) -> tuple[LaneRules, int]:
    """The lanes that fit a day's capacity, from the shipments weighed lately; and on how many of them that rests.

    Shipments that a mandatory control opens are counted off the capacity, as the draw is.
    """
    mandatory_ids = {each.id for each in pack.indicators if each.lane is Lane.RED}
    since = (today - timedelta(days=RECENT_DAYS)).isoformat()
    query = select(screening_table.c.screened_at, screening_table.c.score, screening_table.c.reasons)
    rows = conn.execute(query.where(screening_table.c.screened_at >= since)).all()
    days = len({row.screened_at[:10] for row in rows})
    must = [any(f'"{name}"' in _mandatory_part(row.reasons) for name in mandatory_ids) for row in rows]
    scores = [row.score for row, forced in zip(rows, must, strict=True) if not forced]
    many = Capacity(capacity.opened * max(days, 1), capacity.documents * max(days, 1))
    return fitted(pack.lanes, scores, many, mandatory=sum(must)), len(rows)


def _mandatory_part(reasons: str) -> str:
    """The list of mandatory indicators in the kept reasons; cheaper than reading all of them."""
    start = reasons.find('"mandatory": [')
    return reasons[start : reasons.find("]", start)] if start >= 0 else ""


def set_capacity(station: Station, officer: Officer, shipped: Pack, capacity: Capacity) -> LaneRules:
    """Fit the lanes to what the desk can open and read a day; from now on they decide."""
    require(officer, Power.EDIT_RULES)
    for field in ("opened", "documents"):
        if not 0 <= getattr(capacity, field) <= MAX_A_DAY or capacity.opened == 0:
            raise Refused("targeting.capacity_bad", field=field, most=MAX_A_DAY)
    with station.act(officer.officer_id) as act:
        lanes, seen = lanes_for(act.conn, shipped, capacity, act.at.date())
        if not seen:
            raise Refused("targeting.nothing_weighed", field="opened", days=RECENT_DAYS)
        told = {name: getattr(lanes, name) for name in ("red", "yellow", "red_share", "yellow_share")}
        body = {"opened": capacity.opened, "documents": capacity.documents, "shipments": seen, **told}
        act.record("risk.capacity_set", station.stream, body)
    return lanes


def reroute(station: Station, officer: Officer, number: str, lane: Lane, *, authority: str, reason: str) -> None:
    """Move a shipment to another lane under somebody's authority and for a reason; what was weighed stays beside it."""
    require(officer, Power.REROUTE)
    by, why = _said(authority, "authority"), _said(reason, "reason")
    if len(by) > 300:
        raise Refused("targeting.say_why", field="authority")
    with station.act(officer.officer_id) as act:
        row = screening(act.conn, number)
        if row is None:
            raise Refused("risk.no_declaration", field="declaration_no", number=number)
        if row.lane == lane.value:
            raise Refused("targeting.same_lane", field="lane", number=number)
        ended = select(outcome_table.c.result).where(outcome_table.c.declaration_no == number)
        if act.conn.execute(ended).first() is not None:
            raise Refused("targeting.already_ended", field="declaration_no", number=number)
        body = {"from": row.lane, "lane": lane.value, "authority": by, "reason": why}
        act.record("risk.rerouted", number, body)


def note_credit(
    station: Station,
    officer: Officer,
    party: str,
    credit: CreditClass,
    *,
    source: str,
    restored_on: date | None = None,
) -> None:
    """Note a trader's credit class (S15), by the id or name that declarations carry, with where that is written."""
    require(officer, Power.EDIT_RULES)
    named = party.strip()
    if not named or len(named) > 300:
        raise Refused("targeting.no_party", field="party")
    body = {
        "credit": credit.value,
        "source": _said(source, "source")[:300],
        "restored_on": restored_on.isoformat() if restored_on else "",
    }
    with station.act(officer.officer_id) as act:
        act.record("risk.credit_noted", named, body)


def trust_key(station: Station, officer: Officer, public_key: str) -> None:
    """Trust the models of the centre's key (raw Ed25519 public key in hex, as `risk fit` prints it)."""
    require(officer, Power.CONFIRM_RULE)
    key = public_key.strip().lower()
    if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
        raise Refused("targeting.key_bad", field="public_key")
    with station.act(officer.officer_id) as act:
        act.record("risk.model_key_trusted", key, {})


def take_model(station: Station, officer: Officer, path: Path) -> str:
    """Weigh with a signed model from now on, if its key is trusted here; gives its version."""
    from app.risk.scorecard.signed import read_model

    require(officer, Power.EDIT_RULES)
    with station.read() as conn:
        trusted = trusted_keys(conn)
    signed = read_model(path, trusted)
    _take(station, officer, path.read_bytes(), signed.model.version, signed.signer)
    return signed.model.version


def former_model(station: Station, officer: Officer) -> str:
    """Go back to the model that was used before; gives its version."""
    require(officer, Power.EDIT_RULES)
    with station.read() as conn:
        taken = models_taken(conn)
    if len(taken) < 2:
        raise Refused("targeting.no_former_model")
    before = taken[1]
    _take(station, officer, station.blobs.get(before.sha256), before.version, before.signer)
    return str(before.version)


def _take(station: Station, officer: Officer, data: bytes, version: str, signer: str) -> None:
    blob = station.blobs.put(data, "application/json", "scorecard")
    with station.act(officer.officer_id) as act:
        body = {"sha256": blob.sha256, "version": version[:60], "signer": signer}
        act.record("risk.model_taken", version, body, blobs=[blob])


def lanes_open_to(row_lane: str) -> Sequence[Lane]:
    """The lanes a shipment can be moved to."""
    return [lane for lane in (Lane.RED, Lane.YELLOW, Lane.GREEN, Lane.BLUE) if lane.value != row_lane]
