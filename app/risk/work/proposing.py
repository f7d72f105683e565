"""Rules and campaigns of the office's own: proposed with a replay on the past, confirmed by four eyes, switched off."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, Row

from app.core.errors import Refused
from app.core.ids import new_id
from app.identity.rules import Officer, Power, require
from app.journal.work import Station
from app.risk.past import past_cases
from app.risk.records.steering import proposal_of
from app.risk.rules import Campaign, Pack
from app.risk.rules.proposals import Proposal, parse_proposal
from app.risk.rules.replay import Replay, replay
from app.risk.work.standing import pack_in_force

LONGEST_REASON = 2_000


def replayed(station: Station, shipped: Pack, proposal: Proposal) -> Replay:
    """What a rule or campaign would have done on the desk's own past, beside the rules in force."""
    with station.read() as conn:
        pack = pack_in_force(conn, shipped)
        return replay(proposal, pack, past_cases(conn, pack.tuning))


def propose(station: Station, officer: Officer, shipped: Pack, text: str) -> str:
    """Propose a rule or campaign; its replay on the desk's past is recorded with it. Gives the proposal's id."""
    require(officer, Power.EDIT_RULES)
    told = parse_proposal(text)
    past = replayed(station, shipped, told)
    proposal, kind = new_id(), "campaign" if isinstance(told, Campaign) else "rule"
    with station.act(officer.officer_id) as act:
        body = {"proposal": proposal, "kind": kind, "toml": text.strip() + "\n", "replay": asdict(past)}
        act.record("risk.rule_proposed", told.id, body)
    return proposal


def confirm(station: Station, officer: Officer, proposal: str) -> str:
    """Switch a proposal on; by another supervisor than the one who made it. Gives the rule's id."""
    require(officer, Power.CONFIRM_RULE)
    with station.act(officer.officer_id) as act:
        row = _proposal(act.conn, proposal, "proposed")
        if row.proposed_by == officer.officer_id:
            raise Refused("targeting.four_eyes", rule=row.rule, officer=officer.officer_id)
        act.record("risk.rule_confirmed", row.rule, {"proposal": proposal, "kind": row.kind})
    return str(row.rule)


def retire(station: Station, officer: Officer, proposal: str, reason: str) -> str:
    """Switch one of the office's own off, or withdraw a proposal, with the reason. Gives the rule's id."""
    require(officer, Power.EDIT_RULES)
    said = said_why(reason, "reason")
    with station.act(officer.officer_id) as act:
        row = _proposal(act.conn, proposal, "proposed", "confirmed")
        act.record("risk.rule_retired", row.rule, {"proposal": proposal, "reason": said})
    return str(row.rule)


def _proposal(conn: Connection, proposal: str, *states: str) -> Row[tuple[object, ...]]:
    row = proposal_of(conn, proposal)
    if row is None or row.state not in states:
        raise Refused("targeting.no_proposal")
    return row


def said_why(text: str, field: str) -> str:
    """What somebody gave as authority, source or reason; Refused where it is empty or too long to be one."""
    said = text.strip()
    if not said or len(said) > LONGEST_REASON:
        raise Refused("targeting.say_why", field=field)
    return said
